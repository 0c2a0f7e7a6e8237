"""The scheduling rules once more, by trying one day after the other: slow, short, and without the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from daihoi.domain.structure import LinkType
from tests.domain.networks import Actual, Made

Interval = tuple[int, int]


@dataclass(frozen=True)
class Link:
    """A row of the network's links."""

    predecessor: int
    successor: int
    type: LinkType
    lag: int
    calendar: int

    def holds(self, made: Made, before: Interval, after: Interval, work: int) -> bool:
        """The inequality of the link, looked at day by day.

        A finish is held in working time: work that ends on Friday evening has ended when Monday begins,
        and on any day off between, as MS Project and Primavera have it. A hammock, or an instant, really
        ends on a day off.
        """
        left = before[1] if self.type in (LinkType.FS, LinkType.FF) else before[0]
        right = after[0] if self.binds_start else after[1]
        demand = self._demand(made, left)
        is_exact = work == 0 or made.network.is_hammock[self.successor]
        if right >= demand or self.binds_start or is_exact:
            return right >= demand
        return worked(made, int(made.network.calendar[self.successor]), right, demand) == 0

    def _demand(self, made: Made, left: int) -> int:
        """The moment that lies the lag after ``left``; a lead reaches back to where a day begins."""
        if self.lag > 0:
            days = range(left, made.table.horizon + 1)
            return next(day for day in days if worked(made, self.calendar, left, day) >= self.lag)
        if self.lag < 0:
            first = next(day for day in range(left) if worked(made, self.calendar, day, left) <= -self.lag)
            return next(day for day in range(first, made.table.horizon) if works(made, self.calendar, day))
        return left

    def left_at(self, made: Made, actuals: Mapping[int, Actual], now: int) -> Link:
        """The link with what is left of its lag at the status date."""
        actual = actuals.get(self.predecessor)
        from_finish = self.type in (LinkType.FS, LinkType.FF)
        if not actual or not self.lag or (from_finish and not actual.finish):
            return self
        happened = made.table.day(actual.finish) + 1 if from_finish else made.table.day(actual.start)
        return replace(self, lag=max(self.lag - worked(made, self.calendar, happened, now), 0))

    @property
    def binds_start(self) -> bool:
        return self.type in (LinkType.FS, LinkType.SS)


def works(made: Made, calendar: int, day: int) -> bool:
    return made.calendars[calendar].is_working_day(made.table.date(day))


def worked(made: Made, calendar: int, start: int, end: int) -> int:
    """Working days in ``[start, end)``."""
    return sum(works(made, calendar, day) for day in range(start, end))


def links_of(made: Made) -> list[Link]:
    links = made.network.links
    columns = (links.predecessor, links.successor, links.type, links.lag_days, links.calendar)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [Link(p, s, LinkType(t), lag, c) for p, s, t, lag, c in rows]


class Naive:
    """The earliest interval of every activity, found by trying.

    At a status date it is what is left that is tried, from the next day on: nothing of finished work, the
    remaining days of started work. The reported dates are put in last.
    """

    def __init__(
        self, made: Made, actuals: Mapping[str, Actual] | None = None, status_date: date | None = None
    ) -> None:
        self.made, self.left = made, dict[int, Interval]()
        self.actuals = {made.names.index(name): actual for name, actual in (actuals or {}).items()}
        self.now = 0 if status_date is None else made.table.day(status_date) + 1
        self.links = [link.left_at(made, self.actuals, self.now) for link in links_of(made)]

    def interval(self, at: int) -> Interval:
        """Reported where reported, else tried."""
        actual, day = self.actuals.get(at), self.made.table.day
        start, finish = self._interval_left(at)
        if actual:
            return day(actual.start), day(actual.finish) + 1 if actual.finish else finish
        return start, finish

    def _interval_left(self, at: int) -> Interval:
        if at not in self.left:
            actual, network = self.actuals.get(at), self.made.network
            work = int(network.duration_days[at])
            if actual:
                work = 0 if actual.finish else actual.remaining
            earliest = max(self.now, 0 if actual else int(network.floor[at]))
            self.left[at] = self._try(at, work, self._morning(at, work, earliest))
        return self.left[at]

    def _morning(self, at: int, work: int, day: int) -> int:
        """A milestone that may not be before a day off stands where the next working day begins."""
        if work or self._is_over(at) or self.made.network.is_hammock[at]:
            return day
        days = range(day, self.made.table.horizon)
        return next(d for d in days if works(self.made, int(self.made.network.calendar[at]), d))

    def _is_over(self, at: int) -> bool:
        return at in self.actuals and self.actuals[at].finish is not None

    def _try(self, at: int, work: int, earliest: int) -> Interval:
        is_hammock = bool(self.made.network.is_hammock[at]) and not self._is_over(at)
        for start in range(earliest, self.made.table.horizon):
            if self._may_start(at, work, start):
                for finish in self._finishes(at, work, start, is_hammock):
                    if self._may_finish(at, work, start, finish):
                        return start, finish
        raise AssertionError("no day found")

    def _may_start(self, at: int, work: int, start: int) -> bool:
        return self._is_own_time(at, work, start) and all(
            link.holds(self.made, self._interval_left(link.predecessor), (start, start), work)
            for link in self.links
            if link.successor == at and link.binds_start
        )

    def _is_own_time(self, at: int, work: int, start: int) -> bool:
        """Work begins on a day of its calendar; a milestone stands before or after one."""
        calendar = int(self.made.network.calendar[at])
        if works(self.made, calendar, start) or (work == 0 and works(self.made, calendar, start - 1)):
            return True
        return work == 0 and (self._is_over(at) or bool(self.made.network.is_hammock[at]))

    def _may_finish(self, at: int, work: int, start: int, finish: int) -> bool:
        return all(
            link.holds(self.made, self._interval_left(link.predecessor), (start, finish), work)
            for link in self.links
            if link.successor == at and not link.binds_start
        )

    def _finishes(self, at: int, work: int, start: int, is_hammock: bool) -> list[int]:
        """Exclusive finishes to try, in order: one for work, all later ones for a hammock."""
        if work == 0:
            return list(range(start, self.made.table.horizon)) if is_hammock else [start]
        calendar, done, finishes = int(self.made.network.calendar[at]), 0, list[int]()
        for day in range(start, self.made.table.horizon):
            done += works(self.made, calendar, day)
            if done >= work and (is_hammock or works(self.made, calendar, day)):
                finishes.append(day + 1)
                if not is_hammock:
                    break
        return finishes
