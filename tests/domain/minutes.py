"""Reads files stored by MS Project into networks that count minutes instead of days.

The engine counts slots of calendars and does not know how long a slot is, so what those files say in
minutes is computed in minutes. What the engine has no word for is refused, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from daihoi.domain.calendars import DayTable
from daihoi.domain.links import NO_DAY, Links
from daihoi.domain.logic import Logic, logic
from daihoi.domain.network import Network
from daihoi.domain.schedule import Schedule, schedule
from daihoi.domain.structure import LinkType

MINUTES = 24 * 60
WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
MARGIN = timedelta(days=60)
ELAPSED = "elapsed"

Activity = dict[str, Any]


class MinuteTable(DayTable):
    """Calendars minute by minute, from a given midnight on."""

    def __init__(self, calendars: list[dict[str, Any]], first: datetime, last: datetime) -> None:
        self.codes = (*(str(c["id"]) for c in calendars), ELAPSED)
        self.first, self.epoch = first, first.date()
        self.horizon = (last - first).days * MINUTES
        self.pauses = tuple(() for _ in self.codes)
        days = [first.date() + timedelta(days=n) for n in range((last - first).days)]
        rows = [np.concatenate([worked_minutes(c, day) for day in days]) for c in calendars]
        self._lay_out([*rows, np.ones(self.horizon, bool)])

    def slot(self, when: str) -> int:
        return int((datetime.fromisoformat(when) - self.first).total_seconds() // 60)

    def place(self, calendar: int, slot: int) -> int:
        """Working minutes before a slot: 17:00 and 8:00 of the next working day are the same place."""
        return int(self.working_before[calendar, slot])


def worked_minutes(calendar: dict[str, Any], day: date) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which minutes of a day are worked."""
    spans = calendar["week"][WEEKDAYS[day.weekday()]]
    for exception in calendar["exceptions"]:
        if exception["from"][:10] <= day.isoformat() <= exception["to"][:10]:
            spans = exception["hours"]
    worked = np.zeros(MINUTES, bool)
    for begin, end in spans:
        worked[begin:end] = True
    return worked


@dataclass(frozen=True)
class Stored:
    """A file as a network, with what MS Project computed beside it.

    Attributes:
        activities: those that are scheduled, in the order of the network.
        refused: name of each other activity → why.
    """

    activities: list[Activity]
    refused: dict[str, str]
    network: Network
    table: MinuteTable
    plan: Schedule
    logic: Logic


def read_stored(case: dict[str, Any]) -> Stored:
    """Schedules what a file says.

    MS Project lets work without successors finish with the project, so the project's finish is
    everybody's deadline. None of the files has a status date; without one MS Project leaves what has
    started where it started and lets it go on from there, which is a decided day with the whole duration.
    """
    reasons = {a["id"]: _refusal(case, a) for a in case["activities"]}
    taken = [a for a in case["activities"] if not reasons[a["id"]]]
    table = _table(case)
    network = _network(case, taken, table)
    last = _project_finish(case, table)
    deadline = np.full(len(taken), last, np.int32)
    plan = schedule(network, table, deadline)
    refused = {f"{a['id']} {a['name']}": reasons[a["id"]] for a in case["activities"] if reasons[a["id"]]}
    return Stored(taken, refused, network, table, plan, logic(network, table, plan))


def _refusal(case: dict[str, Any], activity: Activity) -> str:
    weeks = {c["id"]: (c["week"], c["exceptions"]) for c in case["calendars"]}
    if activity["summary"]:
        return "a summary is no activity: it only spans its children"
    if any(weeks[x["cal"]] != weeks[activity["cal"]] for x in activity["assignments"]):
        return "its resources work at other times than the activity: there are no resource calendars"
    return ""


def _project_finish(case: dict[str, Any], table: MinuteTable) -> int:
    return max(table.slot(a["expected"]["ef"]) for a in case["activities"])


def _table(case: dict[str, Any]) -> MinuteTable:
    dates = [
        datetime.fromisoformat(a["expected"][field]) for a in case["activities"] for field in ("es", "lf")
    ]
    midnight = datetime.combine(min(dates).date(), datetime.min.time())
    return MinuteTable(
        case["calendars"], midnight - MARGIN, midnight + (max(dates) - min(dates)) + 2 * MARGIN
    )


def _network(case: dict[str, Any], taken: list[Activity], table: MinuteTable) -> Network:
    calendar = np.array([table.codes.index(_calendar(a)) for a in taken], np.int8)
    place = {a["id"]: n for n, a in enumerate(taken)}
    rows = [
        (
            place[link["pred"]],
            place[link["succ"]],
            LinkType[link["type"]],
            int(link["lag_min"]),
            calendar[place[link["succ"]]],
        )
        for link in case["links"]
        if link["pred"] in place and link["succ"] in place
    ]
    columns = np.array(rows, np.int32).reshape(-1, 5).T
    links = Links(columns[0], columns[1], columns[2].astype(np.int8), columns[3], columns[4].astype(np.int8))
    has_predecessor = {link["succ"] for link in case["links"]}
    start = table.slot(case["project"]["start"])
    work = np.array([int(a["dur_min"]) for a in taken], np.int32)
    return Network(
        duration_days=work,
        calendar=calendar,
        is_hammock=np.zeros(len(taken), bool),
        floor=np.array([_floor(a, table, start, a["id"] in has_predecessor) for a in taken], np.int32),
        finish_floor=_dates(taken, table, "FINISH_NO_EARLIER_THAN"),
        fixed_start=_fixed(taken, table, work, calendar),
        is_whole=np.zeros(len(taken), bool),
        ignores_status_date=np.zeros(len(taken), bool),
        links=links,
        name_of=lambda n: str(taken[n]["name"]),
    )


def _calendar(activity: Activity) -> str:
    return ELAPSED if activity["dur_elapsed"] else str(activity["cal"])


def _floor(activity: Activity, table: MinuteTable, start: int, has_predecessor: bool) -> int:
    """The project's start; work that waits for nothing may be constrained to a day before it."""
    kind, when = activity["constraint"], activity["constraint_date"]
    if kind == "START_NO_EARLIER_THAN":
        return max(start, table.slot(when)) if has_predecessor else table.slot(when)
    if kind == "FINISH_NO_EARLIER_THAN" and not has_predecessor:
        return 0
    return start


def _dates(
    taken: list[Activity], table: MinuteTable, kind: str
) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(
        [table.slot(a["constraint_date"]) if a["constraint"] == kind else NO_DAY for a in taken], np.int32
    )


def _fixed(
    taken: list[Activity],
    table: MinuteTable,
    work: np.ndarray[tuple[int], np.dtype[np.int32]],
    calendar: np.ndarray[tuple[int], np.dtype[np.int8]],
) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """The day each activity is held to: where it started, or from where it finishes when it must."""
    finish = _dates(taken, table, "MUST_FINISH_ON")
    rows = table.rows(calendar)
    first = table.nth(rows, table.count(rows, finish) - work)
    fixed = np.where(work == 0, finish, first)
    fixed = np.where(finish == NO_DAY, NO_DAY, fixed)
    started = [table.slot(a["actual_start"]) if a["actual_start"] else NO_DAY for a in taken]
    return np.maximum(fixed, np.array(started, np.int32)).astype(np.int32)
