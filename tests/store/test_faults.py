"""Proof by faults in its quick form; ``python -m benchmarks.faults`` is the full one.

The negative tests break a promise on purpose: a proof that could not fail would prove nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import fault_publish
from benchmarks.fault_imports import kill_commands, kill_imports
from benchmarks.fault_places import POSTGRESQL, SQLITE, Ground, ground
from benchmarks.fault_power import cut_power, record
from benchmarks.fault_publish import kill_publishing
from benchmarks.fault_registers import tables_again
from benchmarks.fault_reports import reports_again
from benchmarks.fault_server import kill_server
from benchmarks.fault_writers import update_the_same, write_side_by_side
from benchmarks.postgresql import programs

IMPORTS, IMAGES = 15, 40


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands run in this process find their installation in the environment; none of it stays."""
    before = dict(os.environ)
    monkeypatch.setattr(sys, "argv", sys.argv)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def here(request: pytest.FixtureRequest) -> Iterator[Ground]:
    if request.param == POSTGRESQL and programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with ground(request.param) as made:
        yield made


def test_a_killed_import_is_there_whole_or_not_at_all(here: Ground) -> None:
    outcome = kill_imports(here, kills=8)
    assert outcome.is_good, outcome


def test_a_killed_command_can_be_given_again(here: Ground) -> None:
    outcome = kill_commands(here, kills=4)
    assert outcome.is_good or "0 imports" in outcome.tried, outcome


def test_many_writers_all_get_their_turn(here: Ground) -> None:
    outcome = write_side_by_side(here, seconds=1.5)
    assert "0 errors" in outcome.found, outcome


def test_no_update_is_lost_unseen(here: Ground) -> None:
    outcome = update_the_same(here, updates=120)
    assert outcome.is_good, outcome


def test_a_report_is_made_again_byte_for_byte(here: Ground) -> None:
    outcome = reports_again(here, later=20)
    assert outcome.is_good, outcome


def test_tables_of_registers_are_made_again_byte_for_byte(here: Ground) -> None:
    outcome = tables_again(here, later=20)
    assert outcome.is_good, outcome


def test_a_killed_publisher_leaves_one_whole_edition() -> None:
    outcome = kill_publishing(kills=12)
    assert outcome.is_good or "0 editions" in outcome.tried, outcome


def test_a_power_cut_takes_nothing_that_was_acknowledged() -> None:
    pytest.importorskip("apsw")
    recording = record("full", IMPORTS)
    assert recording.acknowledged == IMPORTS
    cuts = cut_power(recording, IMAGES)
    assert (cuts.lost, cuts.corrupt) == (0, 0)


def test_a_server_that_is_killed_under_load_has_all_it_acknowledged() -> None:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with ground(POSTGRESQL, is_durable=True) as durable:
        outcome = kill_server(durable, kills=2)
    assert ": **NO**" not in str(outcome)
    assert outcome.found == "0 lost, 0 half, 0 broken chains"


def test_a_torn_edition_would_be_seen(tmp_path: Path) -> None:
    pointer = tmp_path / "out" / "dot" / "2020-03-02" / "bao-cao"
    assert fault_publish.seen(pointer) == 0
    fault_publish.put(pointer, 7)
    assert fault_publish.seen(pointer) == 7
    page = pointer / fault_publish.NAMES[0]
    page.write_bytes(fault_publish.edition(8)[page.name])
    assert fault_publish.seen(pointer) == -1
    page.unlink()
    assert fault_publish.seen(pointer) == -1
