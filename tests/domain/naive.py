"""The scheduling rules once more, by trying one day after the other: slow, short, and without the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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

    def holds(self, made: Made, before: Interval, after: Interval) -> bool:
        """The inequality of the link, looked at day by day."""
        left = before[1] if self.type in (LinkType.FS, LinkType.FF) else before[0]
        right = after[0] if self.binds_start else after[1]
        if self.lag == 0:
            return right >= left
        if self.lag > 0:
            return worked(made, self.calendar, left, right) >= self.lag
        return right >= left or worked(made, self.calendar, right, left) <= -self.lag

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
    """The earliest interval of every activity, found by trying."""

    def __init__(
        self, made: Made, actuals: Mapping[str, Actual] | None = None, status_date: date | None = None
    ) -> None:
        self.made, self.links, self.found = made, links_of(made), dict[int, Interval]()
        self.actuals = {made.names.index(name): actual for name, actual in (actuals or {}).items()}
        self.now = 0 if status_date is None else made.table.day(status_date) + 1

    def interval(self, at: int) -> Interval:
        if at not in self.found:
            self.found[at] = self._find(at)
        return self.found[at]

    def _find(self, at: int) -> Interval:
        actual, day = self.actuals.get(at), self.made.table.day
        if actual and actual.finish:
            return day(actual.start), day(actual.finish) + 1
        network = self.made.network
        work = actual.remaining if actual else int(network.duration_days[at])
        earliest = max(self.now, 0 if actual else int(network.floor[at]))
        found = self._try(at, work, earliest)
        return (day(actual.start), found[1]) if actual else found

    def _try(self, at: int, work: int, earliest: int) -> Interval:
        is_hammock = bool(self.made.network.is_hammock[at])
        for start in range(earliest, self.made.table.horizon):
            if self._may_start(at, work, start):
                for finish in self._finishes(at, work, start, is_hammock):
                    if self._may_finish(at, start, finish):
                        return start, finish
        raise AssertionError("no day found")

    def _may_start(self, at: int, work: int, start: int) -> bool:
        on_day = work == 0 or works(self.made, int(self.made.network.calendar[at]), start)
        return on_day and all(
            link.holds(self.made, self.interval(link.predecessor), (start, start))
            for link in self.links
            if link.successor == at and link.binds_start
        )

    def _may_finish(self, at: int, start: int, finish: int) -> bool:
        return all(
            link.holds(self.made, self.interval(link.predecessor), (start, finish))
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
            if works(self.made, calendar, day) and done >= work:
                finishes.append(day + 1)
                if not is_hammock:
                    break
        return finishes
