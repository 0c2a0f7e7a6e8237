"""The Vietnamese calendar against facts counted by hand, and every calendar against day-by-day counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.domain.calendars import DayTable, WorkCalendar
from daihoi.domain.campaign import Campaign
from daihoi.errors import CalendarRangeError


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2020, 3, 3), date(2020, 4, 1), 21),  # 3-3 to 31-3-2020, both worked
        (date(2019, 7, 18), date(2020, 7, 15), 249),  # plan 171 to the opening
        (date(2020, 5, 27), date(2020, 7, 15), 35),  # last grassroots congress to the opening
        (date(2024, 7, 17), date(2024, 7, 22), 3),  # plan 379 to circular 10
        (date(2024, 7, 22), date(2024, 8, 1), 8),  # circular 10 to the conference
        (date(2020, 1, 20), date(2020, 2, 3), 5),  # Tết: 20, 21, 22, 30, 31-1
        (date(2020, 3, 3), date(2020, 3, 3), 0),
        (date(2020, 3, 7), date(2020, 3, 9), 0),  # a weekend
        (date(2020, 4, 1), date(2020, 3, 3), -21),
    ],
)
def test_working_days_between(working: WorkCalendar, start: date, end: date, days: int) -> None:
    assert working.working_days_between(start, end) == days


def test_calendar_days_count_everything(cam_le: Campaign) -> None:
    assert cam_le.calendars["everyday"].working_days_between(date(2019, 7, 18), date(2020, 7, 15)) == 363


@pytest.mark.parametrize(
    ("day", "count", "answer"),
    [
        (date(2020, 7, 17), 7, date(2020, 7, 28)),  # report of the result, closing on Friday 17-7
        (date(2020, 7, 28), 15, date(2020, 8, 18)),  # ratification
        (date(2020, 7, 17), 22, date(2020, 8, 18)),
        (date(2020, 7, 18), 1, date(2020, 7, 20)),  # closing on a Saturday: Monday is the first day after
        (date(2020, 7, 19), 7, date(2020, 7, 28)),  # closing on a Sunday
        (date(2020, 1, 25), 1, date(2020, 1, 30)),  # closing at Tết
        (date(2020, 7, 17), 0, date(2020, 7, 17)),
        (date(2020, 7, 18), 0, date(2020, 7, 20)),
        (date(2020, 7, 20), -1, date(2020, 7, 17)),
        (date(2020, 7, 19), -1, date(2020, 7, 17)),
    ],
)
def test_nth_working_day_after(working: WorkCalendar, day: date, count: int, answer: date) -> None:
    assert working.add_working_days(day, count) == answer


@pytest.mark.parametrize(
    "saturday",
    [
        date(2019, 1, 5),
        date(2019, 5, 4),
        date(2024, 5, 4),
        date(2025, 4, 26),
        date(2026, 1, 10),
        date(2026, 8, 22),
    ],
)
def test_swapped_saturdays_are_worked(working: WorkCalendar, saturday: date) -> None:
    assert saturday.weekday() == 5
    assert working.is_working_day(saturday)
    assert not working.is_working_day(saturday + timedelta(days=1))
    assert working.working_days_between(saturday, saturday + timedelta(days=1)) == 1


@pytest.mark.parametrize(
    "monday_to_friday",
    [date(2019, 4, 29), date(2024, 4, 29), date(2025, 5, 2), date(2026, 1, 2), date(2026, 8, 31)],
)
def test_days_given_for_swapped_saturdays_are_off(working: WorkCalendar, monday_to_friday: date) -> None:
    assert monday_to_friday.weekday() < 5
    assert not working.is_working_day(monday_to_friday)


def test_tet_2020(working: WorkCalendar) -> None:
    off = [d for d in (date(2020, 1, n) for n in range(20, 32)) if not working.is_working_day(d)]
    assert off == [date(2020, 1, n) for n in range(23, 30)]


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2019, 4, 15), "Sunday 14-4 is made up for"),
        (date(2020, 4, 2), "10-3 lunar"),
        (date(2022, 4, 11), "Sunday 10-4 is made up for"),
        (date(2026, 4, 27), "Sunday 26-4 is made up for"),
    ],
)
def test_hung_kings_day(working: WorkCalendar, day: date, lunar: str) -> None:
    assert not working.is_working_day(day), lunar
    assert working.is_working_day(day + timedelta(days=1)) == ((day + timedelta(days=1)).weekday() < 5)


@pytest.mark.parametrize(
    "outside", [date(2018, 12, 31), date(2027, 1, 2), date(2030, 1, 1), date.min, date.max]
)
def test_days_outside_the_calendar_are_refused(working: WorkCalendar, outside: date) -> None:
    with pytest.raises(CalendarRangeError, match=f"{outside:%d/%m/%Y}.*01/01/2019 – 31/12/2026"):
        working.working_days_between(outside, date(2020, 1, 1))
    with pytest.raises(CalendarRangeError, match="config/calendars"):
        working.add_working_days(outside, 0)


@pytest.mark.parametrize(
    ("day", "count"), [(date(2026, 12, 30), 2), (date(2019, 1, 2), -1), (date(2019, 1, 2), 9999)]
)
def test_answers_outside_the_calendar_are_refused(working: WorkCalendar, day: date, count: int) -> None:
    with pytest.raises(CalendarRangeError, match=f"{count} ngày làm việc sau {day:%d/%m/%Y}"):
        working.add_working_days(day, count)


def test_end_of_last_day_is_a_valid_end(working: WorkCalendar) -> None:
    assert working.working_days_between(date(2026, 12, 31), date(2027, 1, 1)) == 1


def test_a_calendar_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        WorkCalendar("x", "x", date(2020, 1, 2), date(2020, 1, 1))


def test_tables_need_calendars_that_cover_their_first_day(working: WorkCalendar) -> None:
    late = WorkCalendar("late", "late", date(2020, 1, 1), date(2020, 12, 31))
    with pytest.raises(CalendarRangeError, match="01/01/2019"):
        DayTable([working, late], working.first)
    with pytest.raises(CalendarRangeError, match="01/01/2021"):
        DayTable([late], date(2021, 1, 1))


FIRST = date(2024, 1, 1)
DAYS = 60


def _date(number: int) -> date:
    return FIRST + timedelta(days=number)


def _worked(calendar: WorkCalendar, number: int) -> bool:
    """The definition, without the code under test."""
    day = _date(number)
    return day in calendar.swapped_working_days or not (
        day.weekday() in calendar.weekend or day in calendar.days_off
    )


@st.composite
def made_up_calendars(draw: st.DrawFn) -> WorkCalendar:
    numbers = st.integers(0, DAYS - 1)
    weekend = frozenset(draw(st.sets(st.integers(0, 6), max_size=3)))
    off = draw(st.sets(numbers, max_size=10))
    swapped = frozenset(map(_date, draw(st.sets(numbers, max_size=4)) - off))
    return WorkCalendar("x", "x", FIRST, _date(DAYS - 1), weekend, {_date(n): "nghỉ" for n in off}, swapped)


@settings(max_examples=60, deadline=None)
@given(made_up_calendars(), st.integers(0, DAYS), st.integers(0, DAYS))
def test_counting_equals_looking_at_each_day(calendar: WorkCalendar, start: int, end: int) -> None:
    counted = sum(_worked(calendar, n) for n in range(start, end)) - sum(
        _worked(calendar, n) for n in range(end, start)
    )
    assert calendar.working_days_between(_date(start), _date(end)) == counted


@settings(max_examples=60, deadline=None)
@given(made_up_calendars(), st.integers(0, DAYS - 1), st.integers(-20, 20))
def test_adding_equals_walking_day_by_day(calendar: WorkCalendar, start: int, count: int) -> None:
    if count > 0:
        ahead = [n for n in range(start + 1, DAYS) if _worked(calendar, n)][count - 1 : count]
    elif count == 0:
        ahead = [n for n in range(start, DAYS) if _worked(calendar, n)][:1]
    else:
        behind = [n for n in range(start - 1, -1, -1) if _worked(calendar, n)]
        ahead = behind[-count - 1 : -count]
    if ahead:
        assert calendar.add_working_days(_date(start), count) == _date(ahead[0])
    else:
        with pytest.raises(CalendarRangeError):
            calendar.add_working_days(_date(start), count)


@settings(max_examples=60, deadline=None)
@given(made_up_calendars(), st.integers(0, DAYS - 1), st.integers(0, 20), st.integers(0, DAYS - 1))
def test_one_more_day_off_never_makes_anything_earlier(
    calendar: WorkCalendar, start: int, count: int, off: int
) -> None:
    days_off = {**calendar.days_off, _date(off): "nghỉ"}
    swapped = calendar.swapped_working_days - {_date(off)}
    fewer = WorkCalendar("x", "x", FIRST, calendar.last, calendar.weekend, days_off, swapped)
    try:
        later = fewer.add_working_days(_date(start), count)
    except CalendarRangeError:
        return
    assert later >= calendar.add_working_days(_date(start), count)


@settings(max_examples=40, deadline=None)
@given(made_up_calendars())
def test_table_equals_looking_at_each_day(calendar: WorkCalendar) -> None:
    table = DayTable([calendar], FIRST)
    worked = [n for n in range(DAYS) if _worked(calendar, n)]
    assert table.horizon == DAYS
    assert table.day_of[0, : len(worked)].tolist() == worked
    assert table.end_of[0, : len(worked) + 1].tolist() == [0, *(n + 1 for n in worked)]
    assert set(table.day_of[0, len(worked) :].tolist()) == {DAYS}
    assert [int(n) for n in table.working_before[0]] == [sum(w < n for w in worked) for n in range(DAYS + 2)]
    assert table.date(table.day(FIRST + timedelta(days=7))) == FIRST + timedelta(days=7)
