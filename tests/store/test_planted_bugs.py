"""Bugs planted on purpose: each is caught by the test it belongs to, so that test can fail."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from benchmarks import fault_publish
from benchmarks.fault_places import SQLITE, ground
from benchmarks.fault_power import cut_power, record
from benchmarks.fault_writers import update_the_same, write_side_by_side
from daihoi import publishing
from daihoi.domain.record import Event
from daihoi.store import admission, reading, snapshots, sqlite, writing
from daihoi.store.log import EventLog
from tests.store.histories import History

QUICK = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
Patch = pytest.MonkeyPatch


@pytest.fixture
def histories(tmp_path: Path) -> Callable[[], None]:
    """Runs a few random histories; raises when one of them goes wrong."""
    empty, numbers = tmp_path / "empty.db", itertools.count()
    EventLog.open(empty).close()

    class InFiles(History):
        @staticmethod
        def place() -> Path:
            return Path(shutil.copy(empty, tmp_path / f"{next(numbers)}.db"))

    return lambda: run_state_machine_as_test(InFiles, settings=QUICK)


def test_no_transaction(histories: Callable[[], None], monkeypatch: Patch) -> None:
    """Every statement is kept at once: a crash leaves half an import."""
    monkeypatch.setattr(sqlite, "_begin", lambda connection: None)
    usual = sqlite.connect

    def connect(*given: Any) -> sqlite3.Connection:
        connection = usual(*given)
        connection.isolation_level = None  # the driver begins nothing either
        return connection

    monkeypatch.setattr(sqlite, "connect", connect)
    with pytest.raises(AssertionError):
        histories()


def test_no_idempotency(histories: Callable[[], None], monkeypatch: Patch) -> None:
    """A file that was imported before is not known again."""
    monkeypatch.setattr(reading, "batch_of_content", lambda run, content: None)
    with pytest.raises(Exception, match=r"UNIQUE|append-only|duplicate|assert"):
        histories()


def test_base_version_ignored(histories: Callable[[], None], monkeypatch: Patch) -> None:
    """A form that was filled in over an older state overwrites what came since."""
    monkeypatch.setattr(admission, "_stale", lambda row, history: None)
    with pytest.raises(AssertionError):
        histories()


def test_base_version_ignored_is_caught_in_a_crowd_too(monkeypatch: Patch) -> None:
    monkeypatch.setattr(admission, "_stale", lambda row, history: None)
    with ground(SQLITE) as here:
        outcome = update_the_same(here, updates=120)
    assert not outcome.is_good
    assert "; 0 lost unseen" not in outcome.found


def test_projection_not_updated(histories: Callable[[], None], monkeypatch: Patch) -> None:
    """What stands now is not what the events say."""
    usual = writing._project

    def project(
        connection: Any, campaign: str, events: list[Event], histories: Mapping[Any, list[Event]]
    ) -> None:
        usual(connection, campaign, [event for event in events if event.version == 1], histories)

    monkeypatch.setattr(writing, "_project", project)
    with pytest.raises(AssertionError):
        histories()


def test_rulings_not_checked_against_the_last(histories: Callable[[], None], monkeypatch: Patch) -> None:
    monkeypatch.setattr(writing, "_refuse_outdated", lambda rulings, known: None)
    with pytest.raises(AssertionError):
        histories()


def test_knowledge_not_cut_off(histories: Callable[[], None], monkeypatch: Patch) -> None:
    """A past report is made from what is known now."""
    usual = snapshots.snapshot

    def snapshot(run: Any, campaign: str, day: Any, known_seq: int | None, *more: Any) -> Any:
        found = usual(run, campaign, day, None, *more)
        return found if known_seq is None else replace(found, known_seq=known_seq)

    monkeypatch.setattr(snapshots, "snapshot", snapshot)
    with pytest.raises(AssertionError):
        histories()


def test_begin_deferred_with_a_writer_beside(monkeypatch: Patch) -> None:
    """Reads first and writes later, with nobody holding the gate: the snapshot is outdated by then."""
    monkeypatch.setattr(sqlite, "_begin", lambda connection: connection.exec_driver_sql("BEGIN"))

    @contextmanager
    def open_gate(path: Path) -> Iterator[None]:
        yield

    monkeypatch.setattr(sqlite, "write_gate", open_gate)
    with ground(SQLITE) as here:
        outcome = write_side_by_side(here, seconds=1.5)
    assert not outcome.is_good
    assert "0 errors" not in outcome.found


def test_synchronous_normal() -> None:
    """Faster, and a power cut takes back what was acknowledged."""
    pytest.importorskip("apsw")
    cuts = cut_power(record("normal", imports=15), images=40)
    assert cuts.lost > 0


def test_the_program_itself_waits_for_the_disk(tmp_path: Path) -> None:
    """The recording takes its mode as given; this is the mode that the program takes."""
    with closing(sqlite.connect(tmp_path / "log.db", "rwc")) as connection:
        assert connection.execute("pragma synchronous").fetchone() == (2,)  # FULL


def test_publishing_in_place(monkeypatch: Patch) -> None:
    """The files of an edition are written one after the other where readers look."""

    def put(pointer: Path, number: int) -> None:
        contents = fault_publish.edition(number)
        manifest = publishing.manifest_of(contents, {"number": number})
        edition = pointer.parent.parent / ".editions" / pointer.parent.name / "bao-cao"
        edition.mkdir(parents=True, exist_ok=True)
        for name, content in {**contents, publishing.MANIFEST: manifest}.items():
            with (edition / name).open("wb") as file:
                file.write(content)
                os.fsync(file.fileno())
        publishing._point(pointer, edition) if pointer.parent.is_dir() else pointer.parent.mkdir(parents=True)

    monkeypatch.setattr(fault_publish, "put", put)
    assert not fault_publish.kill_publishing(kills=12).is_good
