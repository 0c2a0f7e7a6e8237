"""The measurement of a province in small: a campaign like any other, and the figures that it compares."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks import province
from benchmarks.generate import CAMPAIGN
from benchmarks.province_data import prepared
from benchmarks.province_runs import Run
from daihoi.assessing import open_assessment
from daihoi.domain.overview import overview
from daihoi.workspace import Workspace

RUN = Run(1.0, 1.0, 100.0, 150.0, 40)


def test_the_reports_of_a_generated_province_are_taken(tmp_path: Path) -> None:
    """63 branches, nine to an organisation; five of each nine were held, one of twenty is silent.

    Silent are the 1st, 21st, 41st and 61st of all: the 1st, 3rd, 5th and 7th of their nine. 35 − 4.
    """
    config, data = prepared(tmp_path, 63)
    seen = open_assessment(Workspace(config, data, tmp_path / "out"), CAMPAIGN, date(2020, 3, 2), None)
    assert (overview(seen).total.held, overview(seen).total.total) == (31, 63)
    before = sorted(path.stat().st_mtime_ns for path in data.rglob("*"))
    assert prepared(tmp_path, 63) == (config, data)
    assert sorted(path.stat().st_mtime_ns for path in data.rglob("*")) == before


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ({"a": "1", "b": "2"}, True),
        ({"a": "1", "b": "3"}, False),
        ({"a": "1"}, False),
        ({"a": "1", "b": "2", "c": "4"}, False),
        ({}, False),
    ],
)
def test_every_difference_between_two_ways_is_found(
    other: dict[str, str], is_same: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {"embedded": (RUN, {"a": "1", "b": "2"}), "dask": (RUN, other)}
    assert province.compared(found) is is_same
    assert ("the same bytes" in capsys.readouterr().out) is is_same


def test_that_nothing_was_published_is_no_success() -> None:
    assert province.compared({"embedded": (RUN, {}), "served": (RUN, {})}) is False


def test_only_editions_are_compared(tmp_path: Path) -> None:
    """Pages that lead to them are made anew by whoever publishes last."""
    edition = tmp_path / CAMPAIGN / ".editions" / "2020-03-02" / "bao-cao-1"
    edition.mkdir(parents=True)
    (edition / "a.txt").write_text("x")
    (tmp_path / "index.html").write_text("y")
    (tmp_path / "latest").symlink_to(edition)
    assert [Path(name).name for name in province.published(tmp_path)] == ["a.txt"]
