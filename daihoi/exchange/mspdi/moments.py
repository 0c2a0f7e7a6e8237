"""Day numbers as the moments of MS Project: a day is 08:00 to 17:00, and a finish is the end of a day."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from daihoi.domain.calendars import DayTable
from daihoi.exchange.mspdi.schema import DAY_END, DAY_START, HOURS_PER_DAY


class Moments:
    """The texts of a table's days, made once: a city asks for two million of them."""

    def __init__(self, table: DayTable) -> None:
        days = [table.epoch + timedelta(days=n) for n in range(-1, table.horizon + 2)]
        self._starts = [f"{day.isoformat()}T{DAY_START}" for day in days]
        self._finishes = [f"{day.isoformat()}T{DAY_END}" for day in days]
        self._works = [
            [False, *(after > before for before, after in pairwise(row))]
            for row in table.working_before.tolist()
        ]
        self._last = len(days) - 1

    def start(self, day: int) -> str:
        """The beginning of a day; days outside the calendars count as their first or last."""
        return self._starts[min(max(day + 1, 0), self._last)]

    def finish(self, day: int) -> str:
        """The end of the day before an exclusive one."""
        return self._finishes[min(max(day, 0), self._last)]

    def instant(self, day: int, calendar: int) -> str:
        """Where a milestone stands that lies between two days.

        MS Project puts it at the end of the work before it; where the day before is not worked, at the
        beginning of the day itself. Both are the same moment of working time.
        """
        works = self._works[calendar]
        return self.finish(day) if 0 <= day < len(works) and works[day] else self.start(day)


def working_time(days: int) -> str:
    """A duration in days of a calendar, as MSPDI writes it: ``PT40H0M0S`` is five days."""
    return f"PT{days * HOURS_PER_DAY}H0M0S"


def working_minutes(minutes: int) -> str:
    """A duration in minutes of working time: ``PT2H24M0S``."""
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def elapsed_time(days: int) -> str:
    """The time from the beginning of one day to the end of the ``days``-th, nights included."""
    return f"PT{days * 24 - 15}H0M0S"
