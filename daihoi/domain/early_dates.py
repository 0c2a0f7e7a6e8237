"""The forward pass of the critical-path method: how early everything may be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable
from daihoi.domain.links import NO_DAY, Flags, Ints
from daihoi.domain.network import Network
from daihoi.domain.ordering import Batch, Sweep

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Placing:
    """What decides where activities come to lie, as columns in the order of computation.

    Attributes:
        table: the calendars.
        rows: where each activity's calendar stands in the table.
        work: int32 days of work left.
        is_hammock: see ``Network``.
        is_whole: see ``Network``.
        fixed: int32 day on which the activity starts by decision; ``NO_DAY`` for none or when started.
        pauses: (row of the table, first day, day after) of every pause of a calendar, latest first.
    """

    table: DayTable
    rows: Places
    work: Ints
    is_hammock: Flags
    is_whole: Flags
    fixed: Ints
    pauses: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, network: Network, table: DayTable, work: Ints, is_started: Flags) -> Placing:
        """The columns of a network whose started activities are no longer held to a decided day."""
        numbers = network.order.numbers
        first_row = table.rows(np.arange(len(table.codes), dtype=np.int8)).tolist()
        pauses = [
            (row, begin, until)
            for row, own in zip(first_row, table.pauses, strict=True)
            for begin, until in own
        ]
        return cls(
            table,
            table.rows(network.calendar[numbers]),
            work[numbers],
            network.is_hammock[numbers],
            network.is_whole[numbers],
            np.where(is_started, NO_DAY, network.fixed_start)[numbers],
            tuple(sorted(pauses)),
        )

    def place(self, s: slice, earliest: Ints, least_finish: Ints) -> tuple[Ints, Ints]:
        """Where activities come to lie: as early as their bounds allow, on days of their calendars."""
        table, rows, work, hammock = self.table, self.rows[s], self.work[s], self.is_hammock[s]
        before = table.count(rows, earliest)
        done = table.count(rows, least_finish)
        done += table.end(rows, done) < least_finish  # from a day off to the end of the next one worked
        # Work that may only finish later starts later; a hammock starts when it may and lasts longer.
        before = np.where(hammock, before, np.maximum(before, done - work))
        first, last = table.nth(rows, before), table.end(rows, np.maximum(before + work, done))
        if self.pauses:
            first, last = self._keep_whole(s, first, last)
        # Without work there is no day to lie on: an instant, or the time between two.
        is_instant = work == 0
        if is_instant.any():
            lasting = np.where(hammock, earliest, np.maximum(earliest, least_finish))
            first = np.where(is_instant, lasting, first)
            last = np.where(is_instant, np.maximum(lasting, least_finish), last)
        return first, last

    def _keep_whole(self, s: slice, first: Ints, last: Ints) -> tuple[Ints, Ints]:
        """Moves what a pause would divide to the time after it."""
        rows, table = self.rows[s], self.table
        for row, begin, until in self.pauses:
            divided = self.is_whole[s] & (rows == row) & (first < begin) & (last > begin)
            before = table.count(rows, np.where(divided, until, first).astype(np.int32))
            first = np.where(divided, table.nth(rows, before), first)
            last = np.where(divided, table.end(rows, before + self.work[s]), last)
        return first, last

    def pin(self, s: slice, first: Ints, last: Ints, now: np.int32) -> tuple[Ints, Ints]:
        """Starts what has a decided day on that day, if it has not passed, whatever its bounds."""
        fixed = self.fixed[s]
        is_pinned = fixed != NO_DAY
        if not is_pinned.any():
            return first, last
        on_day = self.place(s, np.maximum(fixed, now), np.full(fixed.size, NO_DAY, np.int32))
        return np.where(is_pinned, on_day[0], first), np.where(is_pinned, on_day[1], last)


@dataclass(frozen=True)
class EarlyDates:
    """Early dates in the order of computation, as int32 day numbers.

    Attributes:
        start: actual where started.
        finish: exclusive; actual where finished.
        remaining_start: where the work that is left begins; the start where none has been done.
        free_start: the start that links and floors alone would give to what has a decided day.
    """

    start: Ints
    finish: Ints
    remaining_start: Ints
    free_start: Ints


def early_dates(
    network: Network,
    placing: Placing,
    actual_start: Ints,
    actual_finish: Ints,
    now: np.int32,
) -> EarlyDates:
    """The forward pass.

    Args:
        network: activities and links, without circles.
        placing: its columns.
        actual_start: int32 in the order of computation; ``NO_DAY`` where not started.
        actual_finish: int32, exclusive, likewise.
        now: day before which unfinished work may not lie; ``NO_DAY`` for none.
    """
    order = network.order
    earliest, least_finish = _floors(network, actual_start, now)
    ends = np.empty(2 * len(network), np.int32)
    start, finish = ends[::2], ends[1::2]
    remaining, free = np.empty(len(network), np.int32), np.empty(len(network), np.int32)
    for batch in order.forward.batches:
        s = batch.activities
        _raise_bounds(order.forward, batch, placing.table, ends, earliest[s], least_finish[s])
        free[s], last = placing.place(s, earliest[s], least_finish[s])
        remaining[s], last = placing.pin(s, free[s], last, now)
        start[s] = np.where(actual_start[s] != NO_DAY, actual_start[s], remaining[s])
        finish[s] = np.where(actual_finish[s] != NO_DAY, actual_finish[s], last)
    return EarlyDates(start.copy(), finish.copy(), remaining, free)


def _floors(network: Network, actual_start: Ints, now: np.int32) -> tuple[Ints, Ints]:
    """The earliest start and the least finish of each activity, before its links are looked at."""
    numbers, is_started = network.order.numbers, actual_start != NO_DAY
    present = np.where(network.ignores_status_date, NO_DAY, now)[numbers]
    floor = np.where(is_started, NO_DAY, network.floor[numbers])  # a floor holds back starts only
    earliest = np.maximum(np.maximum(floor, present), 0).astype(np.int32)
    return earliest, network.finish_floor[numbers]


def _raise_bounds(
    sweep: Sweep, batch: Batch, table: DayTable, ends: Ints, earliest: Ints, least_finish: Ints
) -> None:
    """Raises both bounds of a batch to the latest that its links demand."""
    if batch.starts.size == 0:
        return
    demand = ends.take(sweep.far[batch.links])
    if batch.lagged.size:
        lagged = batch.lagged
        lag, rows = sweep.lag_days[batch.links][lagged], table.rows(sweep.calendar[batch.links][lagged])
        demand[lagged] = shift(table, rows, demand[lagged], lag)
    on_start = sweep.near_is_start[batch.links]
    for applies, wanted, bound in (
        (batch.binds_start, on_start, earliest),
        (batch.binds_finish, ~on_start, least_finish),
    ):
        if applies:
            own = demand if wanted.all() else np.where(wanted, demand, NO_DAY)
            latest = np.maximum.reduceat(own, batch.starts)
            bound[batch.linked] = np.maximum(bound[batch.linked], latest)


def shift(table: DayTable, rows: Places, day: Ints, lag_days: Ints) -> Ints:
    """The first day that lies ``lag_days`` days of a calendar after ``day``."""
    return table.end(rows, table.count(rows, day) + lag_days)
