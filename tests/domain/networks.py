"""Small networks written as text, e.g. ``make_network("A:5", "B:3<A", "C:2<A+2,B:SS+1")``.

An activity is ``name:days``, then ``~`` for a hammock, ``@calendar`` when it is not the first one, and
``<`` before what it waits for. A link is ``name``, ``:type`` unless FS, ``+n`` or ``-n`` for its lag, and
``@calendar`` when another calendar than the successor's counts the lag. Dates are last days, as people
write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from daihoi.domain.calendars import DayTable, WorkCalendar
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Links
from daihoi.domain.logic import logic
from daihoi.domain.network import Network
from daihoi.domain.schedule import Actuals, Schedule, schedule
from daihoi.domain.spans import Span
from daihoi.domain.structure import LinkType

ACTIVITY = re.compile(r"(?P<name>\w+):(?P<days>\d+)(?P<hammock>~?)(?:@(?P<calendar>\w+))?(?:<(?P<links>.+))?")
LINK = re.compile(r"(?P<name>\w+)(?::(?P<type>FS|SS|FF|SF))?(?P<lag>[+-]\d+)?(?:@(?P<calendar>\w+))?")

FIRST = date(2020, 1, 1)
LAST = date(2020, 12, 31)
START = date(2020, 6, 1)
"""A Monday; without a floor of its own, nothing starts before."""


def five_days(
    days_off: Iterable[date] = (), first: date = FIRST, last: date = LAST, code: str = "five"
) -> WorkCalendar:
    """Monday to Friday, except the days off."""
    return WorkCalendar(code, code, first, last, days_off=dict.fromkeys(days_off, "nghỉ"))


def seven_days(first: date = FIRST, last: date = LAST) -> WorkCalendar:
    """Every day."""
    return WorkCalendar("seven", "seven", first, last, weekend=frozenset())


@dataclass(frozen=True)
class Actual:
    """What happened to an activity: first day, last day, days left."""

    start: date
    finish: date | None = None
    remaining: int = 0


@dataclass(frozen=True)
class Answer:
    """A schedule, asked by name of activity; late dates and float are None where nothing has a deadline."""

    made: Made
    days: Schedule

    def early(self, name: str) -> Span:
        at, table = self.made.names.index(name), self.made.table
        return Span(table.date(self.days.start[at]), table.date(self.days.finish[at]))

    def late(self, name: str) -> tuple[date, date] | None:
        """Late start and exclusive late finish; the finish of late work may lie before its actual start."""
        at, table = self.made.names.index(name), self.made.table
        if self.days.late_finish[at] >= NO_DEADLINE:
            return None
        return table.date(self.days.late_start[at]), table.date(self.days.late_finish[at])

    def free_float(self, name: str) -> int:
        decided = logic(self.made.network, self.made.table, self.days)
        return int(decided.free_float_days[self.made.names.index(name)])

    def total_float(self, name: str) -> int | None:
        days = int(self.days.total_float_days[self.made.names.index(name)])
        return None if days >= NO_DEADLINE else days


@dataclass(frozen=True)
class Made:
    """A network with the names of its activities, ready to be scheduled."""

    names: tuple[str, ...]
    network: Network
    table: DayTable
    calendars: tuple[WorkCalendar, ...]

    def schedule(
        self,
        deadlines: Mapping[str, date] | None = None,
        actuals: Mapping[str, Actual] | None = None,
        status_date: date | None = None,
    ) -> Answer:
        """Schedules; ``deadlines`` are last permitted days."""
        deadline = np.full(len(self.names), NO_DEADLINE, np.int32)
        for name, day in (deadlines or {}).items():
            deadline[self.names.index(name)] = self.table.day(day) + 1
        now = None if status_date is None else self.table.day(status_date) + 1
        return Answer(self, schedule(self.network, self.table, deadline, self._known(actuals or {}), now))

    def _known(self, actuals: Mapping[str, Actual]) -> Actuals:
        nothing = Actuals.none(self.network)
        start, finish, remaining = nothing.start.copy(), nothing.finish.copy(), nothing.remaining_days.copy()
        for name, actual in actuals.items():
            at = self.names.index(name)
            start[at] = self.table.day(actual.start)
            remaining[at] = actual.remaining
            if actual.finish:
                finish[at] = self.table.day(actual.finish) + 1
        return Actuals(start, finish, remaining)


def make_network(
    *specs: str,
    calendars: Sequence[WorkCalendar] | None = None,
    floors: Mapping[str, date] | None = None,
    start: date = START,
    finish_floors: Mapping[str, date] | None = None,
    fixed_starts: Mapping[str, date] | None = None,
    whole: Sequence[str] = (),
) -> Made:
    """A network of activities written as text (see above); ``finish_floors`` are last days."""
    ends, fixed = finish_floors or {}, fixed_starts or {}
    calendars = calendars or [five_days(), seven_days()]
    table = DayTable(calendars, calendars[0].first)
    parts = [_matched(ACTIVITY, spec) for spec in specs]
    names = tuple(part["name"] for part in parts)
    own = [table.codes.index(part["calendar"] or table.codes[0]) for part in parts]
    rows = [
        (names.index(link["name"]), at, LinkType[link["type"] or "FS"], int(link["lag"] or 0), counted)
        for at, part in enumerate(parts)
        for link in _links(part["links"])
        for counted in [table.codes.index(link["calendar"]) if link["calendar"] else own[at]]
    ]
    columns = np.array(rows, np.int32).reshape(-1, 5).T
    links = Links(columns[0], columns[1], columns[2].astype(np.int8), columns[3], columns[4].astype(np.int8))
    days = [table.day((floors or {}).get(name, start)) for name in names]
    network = Network(
        duration_days=np.array([int(part["days"]) for part in parts], np.int32),
        calendar=np.array(own, np.int8),
        is_hammock=np.array([bool(part["hammock"]) for part in parts], bool),
        floor=np.array(days, np.int32),
        finish_floor=np.array([table.day(d) + 1 if (d := ends.get(n)) else NO_DAY for n in names], np.int32),
        fixed_start=np.array([table.day(d) if (d := fixed.get(n)) else NO_DAY for n in names], np.int32),
        is_whole=np.array([n in whole for n in names], bool),
        ignores_status_date=np.zeros(len(names), bool),
        links=links,
        name_of=lambda at: names[at],
    )
    return Made(names, network, table, tuple(calendars))


def _links(text: str | None) -> list[re.Match[str]]:
    return [_matched(LINK, link) for link in text.split(",")] if text else []


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    assert match, f"cannot read {text!r}"
    return match


def day(text: str) -> date:
    """``6-15`` in the year of the small networks, or a whole ISO date."""
    month, _, of_month = text.partition("-")
    return date.fromisoformat(text) if len(text) == 10 else date(START.year, int(month), int(of_month))


def after(first: date, days: int) -> date:
    """Calendar days later."""
    return first + timedelta(days=days)
