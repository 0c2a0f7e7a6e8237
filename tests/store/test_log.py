from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daihoi.domain.record import EventKind, fold
from daihoi.errors import InputErrors, StoreError
from daihoi.intake.rows import PreparedRow
from daihoi.log_place import LogPlace
from daihoi.store.log import EventLog

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
FEB_20 = date(2020, 2, 20)
FEB_22 = date(2020, 2, 22)
FEB_24 = date(2020, 2, 24)
MAR_2 = date(2020, 3, 2)
Make = Callable[..., PreparedRow]
Record = Callable[..., Any]


def finishes(log: EventLog, status_date: date, known_seq: int | None = None) -> dict[str, date | None]:
    events = log.snapshot("c", status_date, known_seq).events
    return {event.statement.unit_code: event.statement.actual_finish for event in events}


def test_an_import_is_numbered_versioned_and_dated(log: EventLog, record: Record, make_row: Make) -> None:
    result = record(make_row("A", FEB_20, percent=50), make_row("B", FEB_20, finish=True))
    assert (result.batch, result.new_events, result.duplicate_of, result.unchanged_rows) == (1, 2, None, 0)
    record(make_row("A", FEB_24, finish=True), at=NOON + timedelta(hours=1))
    seen = [(e.seq, e.batch, e.version, e.statement.unit_code, e.recorded_at.hour) for e in log.events("c")]
    assert seen == [(1, 1, 1, "A", 5), (2, 1, 1, "B", 5), (3, 2, 2, "A", 6)]
    assert [(b.number, b.rows, b.new_events, b.actor) for b in log.batches("c")] == [
        (1, 2, 2, "van_phong"),
        (2, 1, 1, "van_phong"),
    ]
    assert log.head() == (3, log.events("c")[-1].hash)
    assert log.verify() == []


def test_events_are_found_by_unit_activity_and_number(log: EventLog, record: Record, make_row: Make) -> None:
    record(make_row("A", FEB_20, percent=10), make_row("B", FEB_20, percent=10, activity="draft"))
    record(make_row("A", FEB_24, percent=20))
    assert [e.seq for e in log.events("c", unit_code="A")] == [1, 3]
    assert [e.seq for e in log.events("c", activity="draft")] == [2]
    assert [e.seq for e in log.events("c", unit_code="A", upto=2)] == [1]
    assert log.events("other") == []


def test_the_same_content_again_names_the_earlier_import(
    log: EventLog, record: Record, make_row: Make
) -> None:
    a, b = make_row("A", FEB_20, finish=True, source="Hòa"), make_row("B", FEB_22, percent=30)
    record(a, b)
    head = log.head()
    again = record(b, make_row("A", FEB_20, finish=True, source="Ho\u0300a", line=9), name="other.xlsx")
    assert (again.batch, again.new_events, again.duplicate_of) == (1, 0, 1)
    assert log.head() == head
    assert len(log.batches("c")) == 1


def test_another_campaign_may_say_the_same(log: EventLog, make_row: Make) -> None:
    for code in ("c", "d"):
        result = log.append(code, [make_row("A", FEB_20, finish=True)], "vp", "t.csv", "00", NOON)
        assert result.new_events == 1
    assert log.snapshot("d", MAR_2).known_seq == 2
    assert log.snapshot("c", MAR_2).known_seq == 1


def test_a_weekly_file_that_repeats_old_rows_adds_only_the_new(
    log: EventLog, record: Record, make_row: Make
) -> None:
    old = (make_row("A", FEB_20, percent=50), make_row("B", FEB_20, finish=True))
    record(*old)
    record(make_row("A", FEB_24, finish=True))
    result = record(*old, make_row("C", FEB_24, finish=True))
    assert (result.new_events, result.unchanged_rows) == (1, 2)
    assert finishes(log, MAR_2) == {"A": FEB_24, "B": FEB_20, "C": FEB_24}


def test_a_late_report_counts_on_its_day_as_known_now_not_as_known_then(
    log: EventLog, record: Record, make_row: Make
) -> None:
    record(make_row("A", FEB_20, finish=True))
    then = log.snapshot("c", FEB_24)
    record(make_row("B", FEB_22, finish=True))
    assert finishes(log, FEB_24) == {"A": FEB_20, "B": FEB_22}
    assert log.snapshot("c", FEB_24, known_seq=1) == then
    assert finishes(log, FEB_20) == {"A": FEB_20}


def test_a_correction_changes_what_is_known_now_and_not_what_was_known_then(
    log: EventLog, record: Record, make_row: Make
) -> None:
    record(make_row("A", FEB_20, percent=90), make_row("B", FEB_20, finish=True))
    record(make_row("A", FEB_22, finish=True))
    then = log.snapshot("c", FEB_24)
    record(make_row("A", FEB_24, kind=EventKind.CORRECT, percent=95, reason="nhầm với chi bộ khác"))
    assert log.snapshot("c", FEB_24, known_seq=then.known_seq) == then
    assert finishes(log, FEB_24) == {"A": None, "B": FEB_20}
    assert log.snapshot("c", FEB_22).by_activity["A", "congress"].statement.percent == 90
    assert log.events("c")[-1].corrects == 3
    assert log.verify() == []


def test_a_correction_to_an_earlier_day_withdraws_what_was_said_about_later_days(
    log: EventLog, record: Record, make_row: Make
) -> None:
    record(make_row("A", FEB_22, percent=50))
    record(make_row("A", FEB_24, percent=60))
    record(make_row("A", FEB_20, finish=True, kind=EventKind.CORRECT, reason="đã xong từ trước"))
    assert finishes(log, MAR_2) == {"A": FEB_20}


def test_a_repeated_correction_is_not_written_again(log: EventLog, record: Record, make_row: Make) -> None:
    record(make_row("A", FEB_20, finish=True))
    fixed = make_row("A", FEB_22, finish=True, kind=EventKind.CORRECT, reason="nhầm ngày")
    record(fixed)
    result = record(fixed, make_row("B", FEB_24, finish=True))
    assert (result.new_events, result.unchanged_rows) == (1, 1)


def test_a_blank_start_keeps_the_start_that_was_stated(log: EventLog, record: Record, make_row: Make) -> None:
    record(make_row("A", FEB_22, percent=50, actual_start=FEB_20))
    record(make_row("A", FEB_24, finish=True))
    assert log.events("c")[-1].statement.actual_start == FEB_20


def test_seq_at_looks_up_what_was_known_at_a_moment(log: EventLog, record: Record, make_row: Make) -> None:
    record(make_row("A", FEB_20, percent=5), make_row("B", FEB_20, percent=5), at=NOON)
    record(make_row("A", FEB_22, percent=9), at=NOON + timedelta(days=1))
    assert log.seq_at(NOON - timedelta(microseconds=1)) == 0
    assert log.seq_at(NOON) == 2
    assert log.seq_at(NOON + timedelta(days=2)) == 3
    with pytest.raises(ValueError, match="time zone"):
        log.seq_at(NOON.replace(tzinfo=None))


def test_a_number_that_the_log_does_not_have_is_refused(
    log: EventLog, record: Record, make_row: Make
) -> None:
    assert log.snapshot("c", MAR_2) == log.snapshot("c", MAR_2, known_seq=0)
    record(make_row("A", FEB_20, percent=5))
    for number in (-1, 2):
        with pytest.raises(StoreError, match=f"không có sự kiện số {number}: ghi một số từ 0 đến 1"):
            log.snapshot("c", MAR_2, known_seq=number)


def test_writers_in_parallel_lose_nothing(log_place: LogPlace, make_row: Make) -> None:
    EventLog.open(log_place).close()

    def write(name: str) -> None:
        with EventLog.open(log_place) as log:
            for number in range(5):
                row = make_row(f"{name}{number}", FEB_20, finish=True)
                log.append("c", [row], "vp", "t.csv", "00", NOON)

    writers = [threading.Thread(target=write, args=(name,)) for name in "ABCD"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with EventLog.open_existing(log_place) as log:
        assert [event.seq for event in log.events("c")] == list(range(1, 21))
        assert log.verify() == []


STEPS = st.lists(
    st.tuples(
        st.sampled_from("AB"), st.integers(1, 9), st.booleans(), st.sampled_from(["report", "correct"])
    ),
    max_size=12,
)


CAMPAIGNS = itertools.count(1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.integers(1, 9))
def test_the_projection_always_equals_the_fold(
    log: EventLog, make_row: Make, steps: list[Any], day: int
) -> None:
    campaign = f"c{next(CAMPAIGNS)}"  # each history is a campaign of its own in one log
    for number, (unit, on, finish, kind) in enumerate(steps):
        told = {"finish": True} if finish else {"percent": number}
        row = make_row(unit, date(2020, 2, on), kind=EventKind(kind), reason="x", **told)
        with contextlib.suppress(InputErrors):
            log.append(campaign, [row], "vp", "t.csv", "00", NOON)
    assert log.verify() == []
    told_now = fold(log.events(campaign), date(2020, 2, day))
    assert log.snapshot(campaign, date(2020, 2, day)).events == tuple(told_now.values())
