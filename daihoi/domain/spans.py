"""Intervals of days. Inside the program half-open, ``[start, end)``; the last day is only for labels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """Days from ``start`` up to, not including, ``end``. An empty span marks an instant (milestone)."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a span cannot end ({self.end}) before it starts ({self.start})")

    @property
    def last_day(self) -> date:
        """The last day inside, as people write a finish date; the start itself when empty."""
        return self.end - ONE_DAY if self.end > self.start else self.start

    @property
    def days(self) -> int:
        """Calendar days inside."""
        return (self.end - self.start).days
