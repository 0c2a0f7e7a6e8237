"""What MS Project has to be told of every activity so that it comes to the same dates, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.assessment import Assessment
from daihoi.domain.calendars import DayTable
from daihoi.domain.links import NO_DAY, Flags, Ints
from daihoi.domain.placing import Places
from daihoi.exchange.mspdi.schema import Constraint


@dataclass(frozen=True)
class Columns:
    """Columns over all activities; days are day numbers, finishes exclusive.

    Attributes:
        calendar: int8 row of the day table that it is written on.
        start: current or actual start.
        finish: current or actual finish.
        duration_days: days of the calendar from start to finish. Of started work this includes the time
            in which it lies still: split tasks are understood by MS Project alone, so none is written.
        percent: share done, as reported; 100 only when finished.
        is_milestone: lasts no time at all.
        is_off_days: happened on days off only, so that no day of the calendar counts.
        constraint: ``Constraint`` number.
        constraint_day: its day; ``NO_DAY`` for none.
    """

    calendar: NDArray[np.int8]
    start: Ints
    finish: Ints
    duration_days: Ints
    percent: Ints
    is_milestone: Flags
    is_off_days: Flags
    constraint: Ints
    constraint_day: Ints

    @classmethod
    def of(cls, assessment: Assessment) -> Columns:
        """The columns of an assessment's current plan."""
        table = assessment.expansion.table
        actuals, current = assessment.reported.actuals, assessment.current
        calendar = _calendars(assessment)
        rows = table.rows(calendar)
        start, finish = current.start, np.maximum(current.start, current.finish)
        whole = table.count(rows, finish) - table.count(rows, start)
        under_way = np.where(actuals.is_started, assessment.reported.percent, 0)
        constraint, day = _constraints(assessment, rows)
        return cls(
            calendar,
            start,
            finish,
            whole,
            np.where(actuals.is_finished, 100, under_way).astype(np.int32),
            finish == start,
            (whole == 0) & (finish > start),
            constraint,
            day,
        )


def is_uninterrupted(table: DayTable) -> NDArray[np.bool_]:
    """Per calendar, whether every day counts: its days are elapsed time."""
    every: NDArray[np.bool_] = table.working_days == table.horizon
    return every


def _calendars(assessment: Assessment) -> NDArray[np.int8]:
    """The calendar that each activity is written on: its own, with one exception.

    A hammock ends with the last thing it waits for, be it on a day off (a congress on a Sunday); a task of
    MS Project ends on a day of its calendar, so such a hammock is written on one without days off.
    """
    network, table = assessment.expansion.current_network, assessment.expansion.table
    every = np.flatnonzero(is_uninterrupted(table))
    finish, rows = assessment.current.finish, table.rows(network.calendar)
    ends_off = network.is_hammock & (table.end(rows, table.count(rows, finish)) != finish)
    if every.size == 0 or not ends_off.any():
        return network.calendar
    return np.where(ends_off, every[0], network.calendar).astype(np.int8)


def _constraints(assessment: Assessment, rows: Places) -> tuple[Ints, Ints]:
    """What holds each activity that has not started to a date, besides its links."""
    expansion, current = assessment.expansion, assessment.current
    network = expansion.current_network
    table, is_started = expansion.table, assessment.reported.actuals.is_started
    project_start = table.day(expansion.campaign.start_date)
    floor = np.maximum(network.floor, _held_by_status_date(assessment, rows))
    floor = np.maximum(floor, _held_by_pause(assessment))
    # A floor that only repeats the start of the project says nothing, unless a lead would go below it.
    binds = (floor > project_start) | _may_be_early(assessment)
    floor = np.where(binds & ~network.ignores_status_date, floor, NO_DAY)
    finish_floor = network.finish_floor
    both = (floor > project_start) & (finish_floor != NO_DAY)
    floor = np.where(both, np.maximum(floor, current.start), floor)
    kinds = (
        (is_started, Constraint.ASAP, NO_DAY),
        (network.fixed_start != NO_DAY, Constraint.MUST_START_ON, current.start),
        ((finish_floor != NO_DAY) & ~both, Constraint.FINISH_NOT_EARLIER, finish_floor),
        (floor != NO_DAY, Constraint.START_NOT_EARLIER, floor),
    )
    conditions = [condition for condition, _, _ in kinds]
    constraint = np.select(conditions, [np.int32(kind) for _, kind, _ in kinds], np.int32(Constraint.ASAP))
    day = np.select(conditions, [day for _, _, day in kinds], NO_DAY)
    return constraint.astype(np.int32), day.astype(np.int32)


def _held_by_status_date(assessment: Assessment, rows: Places) -> Ints:
    """The day after the status date where only it keeps an activity from lying in the past.

    MS Project leaves what has not started in the past; without a date of its own it would go back there.
    """
    table = assessment.expansion.table
    now = np.int32(table.day(assessment.status_date) + 1)
    first_day = table.nth(rows, table.count(rows, np.full(rows.size, now, np.int32)))
    return np.where(assessment.current.start == first_day, now, NO_DAY).astype(np.int32)


def _held_by_pause(assessment: Assessment) -> Ints:
    """The end of a pause where a congress that it would have divided was moved behind it."""
    expansion, start = assessment.expansion, assessment.current.start
    network, table = expansion.current_network, expansion.table
    held: Ints = np.full(len(network), NO_DAY, np.int32)
    for calendar, pauses in enumerate(table.pauses):
        for _, until in pauses:
            moved = (
                network.is_whole & (network.calendar == calendar) & (start == _first(table, calendar, until))
            )
            held[moved] = until
    return held


def _first(table: DayTable, calendar: int, day: int) -> int:
    """The first day that counts on a calendar, from a day on."""
    return int(table.day_of[calendar, table.working_before[calendar, min(max(day, 0), table.horizon)]])


def _may_be_early(assessment: Assessment) -> Flags:
    """Activities whose links alone could place them before the project's start: leads, and bound finishes.

    A hammock is as long as it lies apart from what it waits for, so its finish never draws it back.
    """
    network = assessment.expansion.network
    links = network.links
    may: Flags = np.zeros(len(network), bool)
    draws_back = ~links.binds_start & ~network.is_hammock[links.successor]
    may[links.successor[(links.lag_days < 0) | draws_back]] = True
    return may
