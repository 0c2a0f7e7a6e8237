"""Calendars: which days count. One table per calendar turns days into counts and back.

Days inside the engine are integers: ``day = d.toordinal() - epoch.toordinal()``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
        pauses: intervals ``[first, until)`` in which nothing on this calendar goes on (tạm hoãn).
    """

    code: str
    name: str
    first: date
    last: date
    weekend: frozenset[int] = frozenset({5, 6})
    days_off: Mapping[date, str] = field(default_factory=dict)
    swapped_working_days: frozenset[date] = frozenset()
    pauses: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a calendar ends before it starts")
        if any(until <= first for first, until in self.pauses):
            raise ValueError("a pause ends before it starts")

    def paused(self, code: str, pauses: Sequence[tuple[date, date]]) -> WorkCalendar:
        """The same calendar under another code, with times in which nothing goes on."""
        return replace(self, code=code, pauses=(*self.pauses, *pauses))

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` counts. A swapped working day counts although it is a weekend day."""
        if any(first <= day < until for first, until in self.pauses):
            return False
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
        working_before: int32 ``[calendars, horizon + 2]``: working days before each day.
        day_of: int32, same shape: the n-th working day; ``horizon`` past the last.
        end_of: int32, same shape: exclusive end of the period that holds n working days.
        working_days: number of working days of each calendar.
        pauses: the calendars' pauses as ``[first, until)`` day numbers, earliest first.
    """

    def __init__(self, calendars: Sequence[WorkCalendar], epoch: date) -> None:
        self.codes = tuple(c.code for c in calendars)
        self.epoch = epoch
        self.horizon = (min(c.last for c in calendars) - epoch).days + 1
        if self.horizon <= 0 or any(c.first > epoch for c in calendars):
            raise CalendarRangeError(f"Không lịch nào phủ ngày {epoch:%d/%m/%Y}.")
        self.pauses = tuple(
            tuple(sorted((self.day(first), self.day(until)) for first, until in c.pauses)) for c in calendars
        )
        days = [epoch + timedelta(days=n) for n in range(self.horizon)]
        self._lay_out(
            [np.fromiter((c.is_working_day(day) for day in days), bool, self.horizon) for c in calendars]
        )

    def _lay_out(self, worked: Sequence[NDArray[np.bool_]]) -> None:
        """Fills the tables from what is worked, day by day (or in slots of any other length)."""
        shape = (len(worked), self.horizon + 2)
        self.working_before: Days = np.zeros(shape, np.int32)
        self.day_of: Days = np.full(shape, self.horizon, np.int32)
        self.end_of: Days = np.full(shape, self.horizon, np.int32)
        for row, works in enumerate(worked):
            np.cumsum(works, out=self.working_before[row, 1:-1])
            self.working_before[row, -1] = self.working_before[row, -2]
            working = np.flatnonzero(works)
            self.day_of[row, : working.size] = working
            self.end_of[row, 0] = 0
            self.end_of[row, 1 : working.size + 1] = working + 1
        self.working_days = self.working_before[:, -1].copy()

    def rows(self, calendar: NDArray[np.int8]) -> NDArray[np.intp]:
        """Where the row of each calendar starts, for ``count``, ``nth`` and ``end``."""
        return calendar.astype(np.intp) * (self.horizon + 2)

    def count(self, rows: NDArray[np.intp], day: Days) -> Days:
        """Working days before each day; days outside the covered period count as its first or last."""
        return self._look_up(self.working_before, rows, day, self.horizon)

    def nth(self, rows: NDArray[np.intp], count: Days) -> Days:
        """The working day that ``count`` others precede; ``horizon`` when there are not so many."""
        return self._look_up(self.day_of, rows, count, self.horizon)

    def end(self, rows: NDArray[np.intp], count: Days) -> Days:
        """Exclusive end of the period that holds ``count`` working days."""
        return self._look_up(self.end_of, rows, count, self.horizon)

    @staticmethod
    def _look_up(table: Days, rows: NDArray[np.intp], place: Days, last: int) -> Days:
        # numpy's own «clip» mode would run over into the next calendar's row.
        return table.reshape(-1).take(rows + np.minimum(np.maximum(place, 0), last), mode="clip")

    def day(self, when: date) -> int:
        """The day number of a date; may lie outside the covered period."""
        return when.toordinal() - self.epoch.toordinal()

    def date(self, day: int) -> date:
        """The date of a day number."""
        return self.epoch + timedelta(days=int(day))
