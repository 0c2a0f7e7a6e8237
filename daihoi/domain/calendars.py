"""Calendars: which days count. One table per calendar turns days into counts and back.

Days inside the engine are integers: ``day = d.toordinal() - epoch.toordinal()``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from daihoi.errors import CalendarRangeError

Days = NDArray[np.int32]


@dataclass(frozen=True)
class WorkCalendar:
    """Which days of a covered period are working days.

    Attributes:
        code: name that activities refer to.
        name: Vietnamese name.
        first: first day covered.
        last: last day covered.
        weekend: weekdays off, Monday is 0.
        days_off: other days off → Vietnamese name.
        swapped_working_days: weekend days worked in exchange for a day off (hoán đổi).
    """

    code: str
    name: str
    first: date
    last: date
    weekend: frozenset[int] = frozenset({5, 6})
    days_off: Mapping[date, str] = field(default_factory=dict)
    swapped_working_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a calendar ends before it starts")

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` counts. A swapped working day counts although it is a weekend day."""
        if day in self.swapped_working_days:
            return True
        return day.weekday() not in self.weekend and day not in self.days_off

    @cached_property
    def _table(self) -> DayTable:
        return DayTable([self], self.first)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days in ``[start, end)``; negative when ``end`` is before ``start``.

        Raises:
            CalendarRangeError: a date outside the covered period.
        """
        before = self._table.working_before[0]
        return int(before[self._day(end)] - before[self._day(start)])

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (0: ``day`` itself, or the next working day).

        Raises:
            CalendarRangeError: the answer lies outside the covered period.
        """
        table = self._table
        # After a day off, the next working day is already the first one.
        counted = count - (count > 0 and not self.is_working_day(day))
        place = int(table.working_before[0][self._day(day)]) + counted
        if not 0 <= place < table.working_days[0]:
            raise CalendarRangeError(self._range_message(f"{count} ngày làm việc sau {day:%d/%m/%Y}"))
        return self.first + timedelta(days=int(table.day_of[0][place]))

    def _day(self, day: date) -> int:
        if not self.first <= day <= self.last + timedelta(days=1):
            raise CalendarRangeError(self._range_message(f"Ngày {day:%d/%m/%Y}"))
        return (day - self.first).days

    def _range_message(self, what: str) -> str:
        return (
            f"{what} nằm ngoài lịch «{self.code}» ({self.first:%d/%m/%Y} – {self.last:%d/%m/%Y}). "
            "Bổ sung ngày nghỉ của năm còn thiếu vào config/calendars/."
        )


class DayTable:
    """Calendars as look-up arrays over one period, for whole arrays of days at once.

    Attributes:
        epoch: the date that is day 0.
        horizon: number of days covered; day ``horizon`` itself is a valid exclusive end.
        working_before: int32 ``[calendars, horizon + 1]``: working days before each day.
        day_of: int32 ``[calendars, horizon + 2]``: the n-th working day; ``horizon`` past the last.
        end_of: int32, same shape: exclusive end of the period that holds n working days.
        working_days: number of working days of each calendar.
    """

    def __init__(self, calendars: Sequence[WorkCalendar], epoch: date) -> None:
        self.codes = tuple(c.code for c in calendars)
        self.epoch = epoch
        self.horizon = (min(c.last for c in calendars) - epoch).days + 1
        if self.horizon <= 0 or any(c.first > epoch for c in calendars):
            raise CalendarRangeError(f"Không lịch nào phủ ngày {epoch:%d/%m/%Y}.")
        shape = (len(calendars), self.horizon + 2)
        self.working_before: Days = np.zeros((len(calendars), self.horizon + 1), np.int32)
        self.day_of: Days = np.full(shape, self.horizon, np.int32)
        self.end_of: Days = np.full(shape, self.horizon, np.int32)
        for row, calendar in enumerate(calendars):
            self._fill(row, calendar)
        self.working_days = self.working_before[:, -1].copy()

    def _fill(self, row: int, calendar: WorkCalendar) -> None:
        days = (self.epoch + timedelta(days=n) for n in range(self.horizon))
        works = np.fromiter((calendar.is_working_day(day) for day in days), bool, self.horizon)
        np.cumsum(works, out=self.working_before[row, 1:])
        working = np.flatnonzero(works)
        self.day_of[row, : working.size] = working
        self.end_of[row, 0] = 0
        self.end_of[row, 1 : working.size + 1] = working + 1

    def day(self, when: date) -> int:
        """The day number of a date; may lie outside the covered period."""
        return when.toordinal() - self.epoch.toordinal()

    def date(self, day: int) -> date:
        """The date of a day number."""
        return self.epoch + timedelta(days=int(day))
