"""A file of MS Project as records: only what a unit's plan can mean, or must be refused for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from daihoi.exchange.mspdi.schema import NO_CALENDAR, Constraint


@dataclass(frozen=True)
class FileLink:
    """What a task waits for, as the file says it: ``lag`` in tenths of a minute, or in percent."""

    predecessor_uid: int
    type: int
    lag: int
    lag_format: int


@dataclass(frozen=True)
class FileTask:
    """One task.

    Attributes:
        uid: what links name it by.
        row: its row in MS Project.
        name: as written.
        texts: custom texts by the name users gave the field.
        minutes: working time of its duration; None when the file gives none.
        duration_format: see ``schema``.
        marks: names of the yes-or-no elements that say yes, e.g. ``Summary``, ``Manual``.
        constraint: ``Constraint`` number.
        constraint_at: moment of the constraint.
        start: as scheduled by MS Project.
        finish: likewise.
        is_started: work has been done on it.
        calendar_uid: its own calendar; ``NO_CALENDAR`` for the project's.
        links: what it waits for.
    """

    uid: int
    row: int
    name: str
    texts: Mapping[str, str]
    minutes: int | None
    duration_format: int
    marks: frozenset[str]
    constraint: int = Constraint.ASAP
    constraint_at: datetime | None = None
    start: datetime | None = None
    finish: datetime | None = None
    is_started: bool = False
    calendar_uid: int = NO_CALENDAR
    links: Sequence[FileLink] = ()


@dataclass(frozen=True)
class FileCalendar:
    """A calendar: its name, and whether it has a week or days off of its own."""

    uid: int
    name: str
    has_own_days: bool


@dataclass
class FileProject:
    """What a file of MS Project holds.

    Attributes:
        minutes_per_day: what MS Project calls a day in this file.
        is_from_start: scheduled forward from its start.
        status_date: None when the file has none.
        tasks: in file order, without empty rows and the project's own.
        calendars: UID → calendar.
        resource_calendars: UID of a resource → UID of its calendar.
        assignments: (UID of a task, UID of a resource).
    """

    minutes_per_day: int = 480
    is_from_start: bool = True
    status_date: date | None = None
    tasks: list[FileTask] = field(default_factory=list)
    calendars: dict[int, FileCalendar] = field(default_factory=dict)
    resource_calendars: dict[int, int] = field(default_factory=dict)
    assignments: list[tuple[int, int]] = field(default_factory=list)
