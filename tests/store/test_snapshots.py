"""Pictures of the past, read in either way, are what going through the whole log gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from daihoi.domain.record import EventKind, Statement, fold
from daihoi.domain.told import told
from daihoi.intake.rows import PreparedRow
from daihoi.log_place import LogPlace
from daihoi.store import snapshots
from daihoi.store.log import EventLog

NOON = datetime(2020, 3, 2, 5, tzinfo=UTC)
FIRST = date(2020, 2, 3)
SAID = (
    # activity, kind, days after the first, percent, reason
    [("a", "report", 0, 10, ""), ("b", "report", 9, 20, ""), ("c", "report", 2, 30, "")],
    [("a", "report", 5, 40, ""), ("b", "correct", 4, 15, "nhầm"), ("d", "report", 6, 50, "")],
    [("a", "void", 5, None, "báo nhầm đơn vị"), ("c", "report", 8, 60, "")],
    [("b", "report", 12, 70, ""), ("d", "correct", 6, 55, "nhầm"), ("a", "report", 1, 20, "")],
    [("d", "void", 6, None, "nhầm"), ("c", "report", 20, 80, "")],
)


def row(unit: str, activity: str, kind: str, days: int, percent: int | None, reason: str) -> PreparedRow:
    day = FIRST + timedelta(days=days)
    said = Statement(unit, activity, EventKind(kind), day, None, None, percent, "", reason)
    return PreparedRow(said, "bieu.csv", 2, "A2")


@pytest.fixture
def log(log_place: LogPlace) -> EventLog:
    with EventLog.open(log_place) as log:
        for number, batch in enumerate(SAID):
            for campaign in ("dot_1", "dot_2"):
                rows = [row(unit, *said) for unit in ("U1", "U2") for said in batch]
                moment = NOON + timedelta(hours=number)
                log.append(campaign, rows, "vp", f"{number}.csv", "", moment)
    return EventLog.open_existing(log_place)


@pytest.mark.parametrize("few", [0, 5, 1_000])
def test_every_past_and_every_day(log: EventLog, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "FEW_LATER", few)
    events = log.events("dot_1")
    last = log.head()[0]
    pictures: set[tuple[int, ...]] = set()
    for known in range(last + 1):
        upto = [event for event in events if event.seq <= known]
        for days in range(0, 22, 3):
            day = FIRST + timedelta(days=days)
            found = log.snapshot("dot_1", day, known)
            assert list(found.events) == list(fold(upto, day).values()), (known, day)
            assert found.known_seq == (upto[-1].seq if upto else 0)
            pictures.add(tuple(event.seq for event in found.events))
    assert len(pictures) > 30


def test_columns_say_what_events_say(log: EventLog, same: Callable[[object, object], None]) -> None:
    for known in (0, 7, log.head()[0]):
        found = log.snapshot("dot_2", FIRST + timedelta(days=10), known)
        same(told(found.events), told(list(found.events)))
        assert list(found.by_activity) == [event.statement.key for event in found.events]
        assert [found.by_activity[key] for key in found.by_activity] == list(found.events)


@pytest.fixture
def same() -> Callable[[object, object], None]:
    def compare(one: object, other: object) -> None:
        for name, column in vars(one).items():
            assert list(map(str, column)) == list(map(str, getattr(other, name))), name

    return compare
