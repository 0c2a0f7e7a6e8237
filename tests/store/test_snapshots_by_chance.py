"""Pictures of histories that nobody would think of: the database finds what folding the events gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daihoi.domain.record import Event, EventKind, Statement, current, fold
from daihoi.domain.structure import Certainty
from daihoi.domain.told import told
from daihoi.log_place import LogPlace
from daihoi.store import snapshots
from daihoi.store.log import EventLog
from tests.store.raw import Raw, behind_the_back

FIRST = date(2020, 2, 3)
KEYS = (("U1", "a"), ("U1", "b"), ("U2", "a"))
Said = tuple[int, str, int, int]
"""Which activity, kind, days after the first, and which of its earlier events is meant."""

histories = st.lists(
    st.tuples(
        st.integers(0, len(KEYS) - 1),
        st.sampled_from(["report", "report", "correct", "void"]),
        st.integers(0, 4),
        st.integers(0, 5),
    ),
    max_size=10,
)


def events_of(told: list[Said]) -> list[Event]:
    """Events in the order of a log, without asking whether anybody would be allowed to say so."""
    events: list[Event] = []
    for place, name, days, meant in told:
        own = [event for event in events if event.statement.key == KEYS[place]]
        kind = EventKind(name) if own else EventKind.REPORT
        corrects = None if kind is EventKind.REPORT else own[meant % len(own)].seq
        day = FIRST + timedelta(days=days)
        seq = 2 * len(events) + 2  # between them another campaign speaks of the same
        said = Statement(*KEYS[place], kind, day, **cells_of(kind, day, seq))
        moment = datetime(2020, 3, 2, tzinfo=UTC)
        events.append(Event(seq, moment, "vp", 1, len(own) + 1, corrects, said, f"{seq:064}"))
    return events


def cells_of(kind: EventKind, day: date, seq: int) -> dict[str, Any]:
    """What else is said: now much, now little."""
    reason = "" if kind is EventKind.REPORT else "nhầm"
    certainty = (Certainty.STATED, Certainty.ASSUMED)[seq // 2 % 3 == 0]
    cells: dict[str, Any] = {"reason": reason, "certainty": certainty}
    if kind is not EventKind.VOID and seq // 2 % 4:
        is_done = seq // 2 % 4 == 1
        cells |= {"actual_start": day, "percent": 100 if is_done else seq}
        cells |= {"actual_finish": day} if is_done else {}
    return cells


def write(place: LogPlace, events: list[Event]) -> None:
    """Puts the events in the place of all that is there."""
    with behind_the_back(place) as run:
        for table in ("activity_current", "event"):
            run(f"delete from {table}")
        for event in events:
            record(run, event, "dot")
            record(run, replace(event, seq=event.seq - 1, corrects=None, hash=f"{event.seq - 1:064}"), "khac")
        for row in projected(events):
            run("insert into activity_current values ('dot', ?, ?, ?, ?, ?)", row)
        run("update chain_head set seq = ?, hash = 'x'", (2 * len(events),))


def record(run: Raw, event: Event, campaign_code: str) -> None:
    """Puts one event into the log; in another campaign it is a plain report."""
    said, is_ours = event.statement, event.corrects is not None
    days = (said.effective_date, said.actual_start, said.actual_finish)
    kind, reason = (said.kind.value, said.reason) if is_ours else ("report", "")
    run(
        """insert into event (seq, campaign_code, unit_code, activity, version, kind, effective_date,
        actual_start, actual_finish, percent, document_number, reason, certainty, source, corrects, batch,
        actor, recorded_at, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, '', ?, 1, 'vp', ?, ?)""",
        (
            *(event.seq, campaign_code, *said.key, event.version, kind),
            *(day and day.isoformat() for day in days),
            *(said.percent, reason, said.certainty.value, event.corrects),
            *("2020-03-02T00:00:00.000000Z", event.hash),
        ),
    )


def projected(events: list[Event]) -> Iterator[tuple[str, str, int, int, str]]:
    """What the projection has to hold."""
    for key in KEYS:
        own = [event for event in events if event.statement.key == key]
        if now := current(own, date.max):
            yield *key, now.seq, len(own), now.statement.effective_date.isoformat()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=histories, few=st.sampled_from([0, 3, 1_000]))
def test_what_the_database_finds_is_what_folding_gives(
    log_place: LogPlace, said: list[Said], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "FEW_LATER", few)
    EventLog.open(log_place).close()
    events = events_of(said)
    write(log_place, events)
    with EventLog.open_existing(log_place) as log:
        for known in range(2 * len(events) + 1):
            for days in range(-1, 5):
                day = FIRST + timedelta(days=days)
                found = log.snapshot("dot", day, known).events
                expected = fold([event for event in events if event.seq <= known], day)
                assert told(found).seq.tolist() == [event.seq for event in expected.values()]
                for name, column in vars(told([*expected.values()])).items():
                    assert list(map(str, getattr(told(found), name))) == list(map(str, column)), name
