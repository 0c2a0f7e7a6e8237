"""Congress dates in a calendar program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.units import UnitTree
from daihoi.exchange.ical import folded, write_ical
from tests.domain.campaigns import assessed, held, make_campaign

icalendar = pytest.importorskip("icalendar")


def read(path: Path) -> dict[str, Any]:
    """UID → event, by a reader that the program does not use."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert not calendar.errors
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


@pytest.fixture
def assessment() -> Assessment:
    """W.1 held its congress a day early, on Wednesday 10 June; the others are still to come."""
    return assessed(make_campaign(), "6-10", held("W.1", "b_congress", "6-10"))


def test_one_all_day_event_per_congress(tmp_path: Path, assessment: Assessment) -> None:
    assert write_ical(tmp_path / "a.ics", assessment) == 3
    events = read(tmp_path / "a.ics")
    assert set(events) == {"W-w_congress@thu", "W.1-b_congress@thu", "W.2-b_congress@thu"}
    first = events["W.1-b_congress@thu"]
    assert (first.start, first.end) == (date(2020, 6, 10), date(2020, 6, 11))
    assert all(type(event.start) is date for event in events.values())


def test_the_end_is_exclusive(tmp_path: Path) -> None:
    """The ward's congress of 17-18 June."""
    write_ical(tmp_path / "a.ics", assessed(make_campaign(), "5-31"))
    ward = read(tmp_path / "a.ics")["W-w_congress@thu"]
    assert (ward.start, ward.end) == (date(2020, 6, 17), date(2020, 6, 19))
    assert "Kế hoạch: 17/06/2020 – 18/06/2020" in ward["DESCRIPTION"]
    assert "Hạn: xong 6-19 (chậm nhất hết ngày 19/06/2020)" in ward["DESCRIPTION"]


def test_held_and_planned_look_different(tmp_path: Path, assessment: Assessment) -> None:
    write_ical(tmp_path / "a.ics", assessment)
    events = read(tmp_path / "a.ics")
    held_one, planned = events["W.1-b_congress@thu"], events["W.2-b_congress@thu"]
    assert (held_one["STATUS"], planned["STATUS"]) == ("CONFIRMED", "TENTATIVE")
    assert "đã tổ chức" in held_one["SUMMARY"]
    assert "dự kiến" in planned["SUMMARY"]
    assert "Ngày: 10/06/2020" in held_one["DESCRIPTION"]
    assert "Kế hoạch: 11/06/2020" in held_one["DESCRIPTION"]


def test_a_missed_deadline_is_said(tmp_path: Path) -> None:
    write_ical(tmp_path / "a.ics", assessed(make_campaign(deadlines={"ward": "6-16"}), "5-31"))
    assert "trễ 2 ngày" in read(tmp_path / "a.ics")["W-w_congress@thu"]["DESCRIPTION"]


def test_the_same_picture_is_the_same_file(tmp_path: Path, assessment: Assessment) -> None:
    for name in ("a.ics", "b.ics"):
        write_ical(tmp_path / name, assessment)
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()
    assert b"DTSTAMP:20200610T170000Z" in (tmp_path / "a.ics").read_bytes()


def test_one_unit_and_what_lies_below(tmp_path: Path, assessment: Assessment) -> None:
    assert write_ical(tmp_path / "a.ics", assessment, "W.2") == 1
    assert set(read(tmp_path / "a.ics")) == {"W.2-b_congress@thu"}


def test_names_with_signs_that_the_format_uses(tmp_path: Path) -> None:
    campaign = make_campaign()
    name = "Chi bộ \\ A; B, C: «D»"
    units = tuple(replace(u, name=name) if u.code == "W.1" else u for u in campaign.tree.units)
    write_ical(tmp_path / "a.ics", assessed(replace(campaign, tree=UnitTree(units)), "5-31"))
    assert name in read(tmp_path / "a.ics")["W.1-b_congress@thu"]["SUMMARY"]


def test_no_line_is_longer_than_75_octets(tmp_path: Path) -> None:
    campaign = make_campaign()
    units = tuple(replace(unit, name="Đảng ủy ề" * 40) for unit in campaign.tree.units)
    write_ical(tmp_path / "a.ics", assessed(replace(campaign, tree=UnitTree(units)), "5-31"))
    lines = (tmp_path / "a.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert "Đảng ủy ề" * 40 in read(tmp_path / "a.ics")["W.1-b_congress@thu"]["SUMMARY"]


@pytest.mark.parametrize("length", [0, 74, 75, 76, 149, 150, 400])
def test_unfolding_gives_the_line_back(length: int) -> None:
    line = ("aộ" * length)[:length]
    assert folded(line).replace("\r\n ", "").removesuffix("\r\n") == line
