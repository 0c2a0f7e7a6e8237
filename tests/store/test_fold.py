"""The fold of events to a picture, against a model that is slow and says the rule word for word."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from daihoi.domain.record import Event, EventKind, Statement, fold

FIRST = date(2020, 2, 1)


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    events: list[Event] = []
    for seq in range(1, draw(st.integers(0, 12)) + 1):
        unit, day = draw(st.sampled_from("AB")), FIRST + timedelta(draw(st.integers(0, 6)))
        earlier = [e.seq for e in events if e.statement.unit_code == unit]
        corrects = draw(st.sampled_from(earlier)) if earlier and draw(st.booleans()) else None
        kind = EventKind.CORRECT if corrects else EventKind.REPORT
        statement = Statement(unit, "congress", kind, day, percent=50, reason="nhầm")
        events.append(Event(seq, datetime(2020, 3, 2, tzinfo=UTC), "vp", 1, 1, corrects, statement, ""))
    return events


def withdraws(later: Event, event: Event) -> bool:
    if later.corrects is None or later.seq <= event.seq or later.statement.key != event.statement.key:
        return False
    return later.corrects == event.seq or event.statement.effective_date > later.statement.effective_date


@given(logs(), st.integers(0, 7))
def test_the_last_word_about_the_latest_day_stands(events: list[Event], days: int) -> None:
    status_date = FIRST + timedelta(days)
    expected: dict[tuple[str, str], Event] = {}
    for event in events:
        valid = not any(withdraws(later, event) for later in events)
        if valid and event.statement.effective_date <= status_date:
            rival = expected.get(event.statement.key)
            if rival is None or event.statement.effective_date >= rival.statement.effective_date:
                expected[event.statement.key] = event
    assert fold(events, status_date) == expected


@given(logs())
def test_a_correction_always_becomes_what_stands(events: list[Event]) -> None:
    if events and events[-1].corrects:
        last = events[-1]
        assert fold(events, date.max)[last.statement.key] == last
