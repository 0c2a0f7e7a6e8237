"""Calendars as MSPDI: the usual week, and every day that departs from it as a named exception."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from xml.sax.saxutils import escape

from daihoi.domain.calendars import WorkCalendar
from daihoi.exchange.mspdi.schema import WORKING_HOURS

PAUSE, SWAPPED = "Tạm hoãn", "Làm bù"
_HOURS = "".join(
    f"<WorkingTime><FromTime>{begin}</FromTime><ToTime>{end}</ToTime></WorkingTime>"
    for begin, end in WORKING_HOURS
)
WORKING_TIMES = f"<WorkingTimes>{_HOURS}</WorkingTimes>"

Deviation = tuple[str, bool]
"""The name of an exception, and whether the day is worked."""


def calendars_xml(calendars: Sequence[WorkCalendar]) -> Iterator[str]:
    """The ``Calendars`` element; a calendar's UID is its place in the sequence plus one."""
    yield "<Calendars>\n"
    names = [calendar.name for calendar in calendars]
    for uid, calendar in enumerate(calendars, start=1):
        # MS Project tells calendars apart by name; one that is paused is called like the one it comes from.
        name = (
            calendar.name if calendar.name not in names[: uid - 1] else f"{calendar.name} ({calendar.code})"
        )
        yield (
            f"<Calendar><UID>{uid}</UID><Name>{escape(name)}</Name>"
            "<IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID>"
        )
        yield from _week(calendar)
        yield from _exceptions(calendar)
        yield "</Calendar>\n"
    yield "</Calendars>\n"


def _week(calendar: WorkCalendar) -> Iterator[str]:
    yield "<WeekDays>"
    for day_type in range(1, 8):  # MSPDI counts from Sunday, 1
        works = (day_type + 5) % 7 not in calendar.weekend
        times = WORKING_TIMES if works else ""
        yield (
            f"<WeekDay><DayType>{day_type}</DayType><DayWorking>{int(works)}</DayWorking>{times}</WeekDay>"
        )
    yield "</WeekDays>"


def _exceptions(calendar: WorkCalendar) -> Iterator[str]:
    found = list(exceptions(calendar))
    if not found:
        return
    yield "<Exceptions>"
    for first, last, (name, works) in found:
        times = WORKING_TIMES if works else ""
        yield (
            "<Exception><EnteredByOccurrences>0</EnteredByOccurrences><TimePeriod>"
            f"<FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate></TimePeriod>"
            f"<Occurrences>{(last - first).days + 1}</Occurrences><Name>{escape(name)}</Name><Type>1</Type>"
            f"<DayWorking>{int(works)}</DayWorking>{times}</Exception>"
        )
    yield "</Exceptions>"


def exceptions(calendar: WorkCalendar) -> Iterator[tuple[date, date, Deviation]]:
    """First day, last day and kind of each run of days that depart from the week in the same way.

    Runs never overlap, which MS Project refuses: where a pause covers a day off, the day is the pause's.
    """
    days = (calendar.first + timedelta(days=n) for n in range((calendar.last - calendar.first).days + 1))
    for deviation, run in groupby(days, lambda day: _deviation(calendar, day)):
        if deviation is not None:
            period = list(run)
            yield period[0], period[-1], deviation


def _deviation(calendar: WorkCalendar, day: date) -> Deviation | None:
    if any(first <= day < until for first, until in calendar.pauses):
        return PAUSE, False
    if day in calendar.swapped_working_days:
        return SWAPPED, True
    return (calendar.days_off[day], False) if day in calendar.days_off else None
