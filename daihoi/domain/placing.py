"""Where an activity comes to lie between its bounds, on days of its calendar: early, and late."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable
from daihoi.domain.links import NO_DEADLINE, Flags, Ints

Places = NDArray[np.intp]
Pair = tuple[Ints, Ints]


@dataclass(frozen=True)
class Placing:
    """What decides where activities come to lie, as columns in the order of computation.

    Attributes:
        table: the calendars.
        rows: where each activity's calendar stands in the table.
        work: int32 days of work left; 0 where finished.
        is_hammock: starts when it may and stretches to the last thing it waits for.
        is_whole: a pause of its calendar never divides it.
        is_exact: without work it stays at the moment its links give, in or out of working time; a
            milestone moves to a moment of its calendar.
        fixed: int32 day on which it starts by decision; ``NO_DAY`` for none, or when it has started.
        pauses: (row of the table, first day, day after) of every pause of a calendar.
    """

    table: DayTable
    rows: Places
    work: Ints
    is_hammock: Flags
    is_whole: Flags
    is_exact: Flags
    fixed: Ints
    pauses: tuple[tuple[int, int, int], ...]

    def early(self, s: slice, earliest: Ints, least_finish: Ints) -> Pair:
        """Start and exclusive finish, as early as the bounds allow.

        A bound on the finish is one in working time: what ends on Friday evening has ended when Monday
        begins. Only a hammock, which ends with the last thing it waits for, may end on a day off.
        """
        table, rows, work, hammock = self.table, self.rows[s], self.work[s], self.is_hammock[s]
        before, done = table.count(rows, earliest), table.count(rows, least_finish)
        # Work that may only finish later starts later; a hammock starts when it may and lasts longer.
        before = np.where(hammock, before, np.maximum(before, done - work))
        first, last = table.nth(rows, before), table.end(rows, np.maximum(before + work, done))
        if hammock.any():
            last = np.where(hammock, np.maximum(last, least_finish), last)
        if self.pauses:
            first, last = self._after_pauses(s, first, last)
        is_instant = work == 0
        if is_instant.any():
            first, last = self._early_instant(s, (first, last), earliest, least_finish)
        return first, last

    def _early_instant(self, s: slice, placed: Pair, earliest: Ints, least_finish: Ints) -> Pair:
        """Without work there is no day to lie on: an instant, or the time between two."""
        table, rows, is_instant = self.table, self.rows[s], self.work[s] == 0
        moment = np.maximum(earliest, least_finish)
        own = table.count(rows, moment)
        is_work_finish = table.end(rows, own) == moment
        moment = np.where(self.is_exact[s] | is_work_finish, moment, table.nth(rows, own))
        first = np.where(self.is_hammock[s], earliest, moment)
        return np.where(is_instant, first, placed[0]), np.where(is_instant, moment, placed[1])

    def _after_pauses(self, s: slice, first: Ints, last: Ints) -> Pair:
        """Moves what a pause would divide to the time after it."""
        rows, table = self.rows[s], self.table
        for row, begin, until in self.pauses:
            divided = self.is_whole[s] & (rows == row) & (first < begin) & (last > begin)
            before = table.count(rows, np.where(divided, until, first).astype(np.int32))
            first = np.where(divided, table.nth(rows, before), first)
            last = np.where(divided, table.end(rows, before + self.work[s]), last)
        return first, last

    def late(self, s: slice, on_finish: Ints, on_start: Ints) -> tuple[Ints, Ints, Flags]:
        """Start and exclusive finish, as late as the limits allow; ``NO_DEADLINE`` where open-ended.

        The third array flags what would have to start before the calendars begin.
        """
        table, rows, work, hammock = self.table, self.rows[s], self.work[s], self.is_hammock[s]
        # Work moves as one piece, so a limit on its start is one on its finish; a hammock stretches.
        is_tied = ~hammock & (on_start < NO_DEADLINE)
        is_open = (on_finish >= NO_DEADLINE) & ~is_tied
        last_start, done = table.count(rows, on_start), table.count(rows, on_finish)
        done = np.where(is_tied, np.minimum(done, last_start + work), done)
        begun = np.where(is_open, table.horizon, done - work)
        begun = np.where(on_start < NO_DEADLINE, np.minimum(begun, last_start), begun)
        if self.pauses:
            begun, done = self._before_pauses(s, begun, done)
        too_early = (work > 0) & (begun < 0)
        first, last = table.nth(rows, begun), table.end(rows, done)
        if hammock.any():
            last = np.where(hammock, on_finish, last)
        is_instant = work == 0
        if is_instant.any():
            first, last = self._late_instant(s, (first, last), on_finish, on_start)
        first = np.where(is_open & (on_start >= NO_DEADLINE), NO_DEADLINE, first)
        return first.astype(np.int32), np.where(is_open, NO_DEADLINE, last).astype(np.int32), too_early

    def _late_instant(self, s: slice, placed: Pair, on_finish: Ints, on_start: Ints) -> Pair:
        table, rows, is_instant = self.table, self.rows[s], self.work[s] == 0
        moment = np.minimum(on_finish, on_start)
        moment = np.where(self.is_exact[s], moment, table.end(rows, table.count(rows, moment)))
        last = np.where(self.is_hammock[s], on_finish, moment)
        return np.where(is_instant, moment, placed[0]), np.where(is_instant, last, placed[1])

    def _before_pauses(self, s: slice, begun: Ints, done: Ints) -> Pair:
        """Moves what a pause would divide to the time before it."""
        rows, table = self.rows[s], self.table
        for row, begin, _ in reversed(self.pauses):
            before = table.count(rows, np.full(rows.size, begin, np.int32))
            divided = self.is_whole[s] & (rows == row) & (begun < before) & (done > before)
            begun = np.where(divided, before - self.work[s], begun)
            done = np.where(divided, before, done)
        return begun, done


def shift(table: DayTable, rows: Places, day: Ints, lag_days: Ints) -> Ints:
    """The moment ``lag_days`` working days after ``day``; a lead lands where the day it reaches begins."""
    place = table.count(rows, day) + lag_days
    after = np.where(lag_days < 0, table.nth(rows, place), table.end(rows, place))
    return np.where(lag_days == 0, day, after).astype(np.int32)


def shift_back(table: DayTable, rows: Places, day: Ints, lag_days: Ints) -> Ints:
    """The last moment from which ``shift`` leads to ``day`` or before; −1 before the calendars begin."""
    place = table.count(rows, day) - lag_days
    before = np.where(lag_days < 0, table.end(rows, place), table.nth(rows, place))
    limit = np.where(place < 0, -1, before)
    return np.where((lag_days == 0) | (day >= NO_DEADLINE), day, limit).astype(np.int32)


def pauses_of(table: DayTable) -> tuple[tuple[int, int, int], ...]:
    """All pauses of all calendars, in the form of ``Placing.pauses``, earliest first."""
    first_row = table.rows(np.arange(len(table.codes), dtype=np.int8)).tolist()
    pauses = [
        (row, begin, until) for row, own in zip(first_row, table.pauses, strict=True) for begin, until in own
    ]
    return tuple(sorted(pauses, key=lambda pause: pause[1:]))
