"""The critical-path method over arrays: forward pass, backward pass, float.

Days are integers and intervals half-open, ``[start, finish)``. Rules, with the section of the method
they follow (Primavera P6 where it and MS Project differ):

- start_j ≥ finish_i + L (FS), start_i + L (SS); finish_j ≥ finish_i + L (FF), start_i + L (SF); L counts on
  the link's calendar.
- A deadline never moves a date; it only bounds late dates, so float may be negative.
- Finished work keeps its reported dates. Unfinished work lies at or after the status date, and what is left
  of started work still waits for its links (retained logic).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable
from daihoi.domain.network import NO_DAY, NO_DEADLINE, Batch, Flags, Ints, Links, Network
from daihoi.errors import CalendarRangeError


@dataclass(frozen=True)
class Actuals:
    """What is known to have happened, as columns over the activities of a network.

    Attributes:
        start: int32 day number; ``NO_DAY`` where not started.
        finish: int32 exclusive day number; ``NO_DAY`` where not finished.
        remaining_days: int32 days of work left, on the activity's calendar; meant where started and not
            finished.
    """

    start: Ints
    finish: Ints
    remaining_days: Ints

    @classmethod
    def none(cls, network: Network) -> Actuals:
        """Nothing has happened yet."""
        empty = np.full(len(network), NO_DAY, np.int32)
        return cls(empty, empty, network.duration_days)

    @property
    def is_started(self) -> Flags:
        """Started, finished or not."""
        flags: Flags = self.start != NO_DAY
        return flags

    @property
    def is_finished(self) -> Flags:
        """Finished."""
        flags: Flags = self.finish != NO_DAY
        return flags


@dataclass(frozen=True)
class Schedule:
    """Dates of every activity, as int32 day numbers; finishes are exclusive.

    Attributes:
        start: actual where started, else early start.
        finish: actual where finished, else early finish.
        late_start: latest start; ``NO_DEADLINE`` where nothing it leads to has a deadline.
        late_finish: latest finish; likewise.
        total_float_days: days of the activity's calendar between finish and late finish; negative is
            late, ``NO_DEADLINE`` where there is none to be late for, 0 where finished.
        is_finished: as in the actuals.
    """

    start: Ints
    finish: Ints
    late_start: Ints
    late_finish: Ints
    total_float_days: Ints
    is_finished: Flags

    @property
    def is_critical(self) -> Flags:
        """Not finished, and without float to the deadline it leads to."""
        return ~self.is_finished & (self.total_float_days <= 0)


def schedule(
    network: Network,
    table: DayTable,
    deadline: Ints,
    actuals: Actuals | None = None,
    now: int | None = None,
) -> Schedule:
    """Early and late dates of a network.

    Args:
        network: activities and links, without circles.
        table: the calendars, in the order of ``Network.calendar``.
        deadline: int32 exclusive day number per activity; ``NO_DEADLINE`` for none.
        actuals: what happened; nothing when None.
        now: first day after the status date, before which unfinished work may not lie; None for a plan
            that nothing has happened to yet.

    Raises:
        CycleError: links wait for each other.
        CalendarRangeError: dates run past the end of the calendars; names the first such activity.
    """
    known = actuals or Actuals.none(network)
    start, finish = _forward(network, table, known, NO_DAY if now is None else np.int32(now))
    _refuse_overflow(network, table, finish)
    late_start, late_finish = _backward(network, table, deadline)
    by_finish = _float_days(network, table, finish, late_finish)
    by_start = _float_days(network, table, start, late_start)
    total_float = np.where(known.is_started, by_finish, np.minimum(by_start, by_finish)).astype(np.int32)
    total_float[known.is_finished] = 0
    return Schedule(start, finish, late_start, late_finish, total_float, known.is_finished)


def _forward(network: Network, table: DayTable, known: Actuals, now: np.int32) -> tuple[Ints, Ints]:
    size = len(network)
    start, finish = np.full(size, NO_DAY, np.int32), np.full(size, NO_DAY, np.int32)
    earliest = np.maximum(network.floor, np.where(network.ignores_status_date, NO_DAY, now))
    work = np.where(known.is_started, known.remaining_days, network.duration_days)
    for batch in network.order.forward:
        a = batch.activities
        from_start, from_finish = _bounds(network.links, batch, table, start, finish)
        first, last = _place(network, table, a, np.maximum(earliest[a], from_start), from_finish, work[a])
        start[a] = np.where(known.is_started[a], known.start[a], first)
        finish[a] = np.where(known.is_finished[a], known.finish[a], last)
    return start, finish


def _bounds(links: Links, batch: Batch, table: DayTable, start: Ints, finish: Ints) -> tuple[Ints, Ints]:
    """The latest of what the links into each activity of a batch demand of its start and of its finish."""
    on_start = np.full(batch.activities.size, NO_DAY, np.int32)
    on_finish = on_start.copy()
    if batch.links.size:
        rows = batch.links
        source = links.predecessor[rows]
        day = np.where(links.leaves_finish[rows], finish[source], start[source])
        demand = _shift(table, links.calendar[rows], day, links.lag_days[rows], links.binds_start[rows])
        binds_start = links.binds_start[rows]
        on_start[batch.linked] = np.maximum.reduceat(np.where(binds_start, demand, NO_DAY), batch.starts)
        on_finish[batch.linked] = np.maximum.reduceat(np.where(binds_start, NO_DAY, demand), batch.starts)
    return on_start, on_finish


def _shift(table: DayTable, calendar: NDArray[np.int8], day: Ints, lag: Ints, to_start: Flags) -> Ints:
    """The first start (or finish) on a calendar that lies ``lag`` of its days after ``day``."""
    inside = np.clip(day, 0, table.horizon)
    passed = table.working_before[calendar, inside] + lag
    place = np.clip(passed, 0, table.horizon)
    as_start = table.day_of[calendar, place]
    as_finish = table.end_of[calendar, place]
    # Without lag, a finish on a day off of this calendar is only reached by the next day that counts.
    missed = (lag == 0) & (as_finish < day)
    as_finish = np.where(missed, table.end_of[calendar, np.minimum(place + 1, table.horizon)], as_finish)
    demand: Ints = np.where(to_start, as_start, as_finish).astype(np.int32)
    return demand


def _place(
    network: Network,
    table: DayTable,
    a: NDArray[np.intp],
    earliest: Ints,
    least_finish: Ints,
    work: Ints,
) -> tuple[Ints, Ints]:
    """Where an activity comes to lie: as early as its bounds allow, on days of its calendar."""
    calendar = network.calendar[a]
    before = table.working_before[calendar, np.clip(earliest, 0, table.horizon)]
    # Work that may only finish later starts later; a hammock starts when it may and lasts longer.
    wanted = table.working_before[calendar, np.clip(least_finish, 0, table.horizon)] - work
    before = np.where(network.is_hammock[a], before, np.maximum(before, wanted))
    first = table.day_of[calendar, np.minimum(before, table.horizon)]
    last = table.end_of[calendar, np.minimum(before + work, table.horizon)]
    last = np.where(work == 0, first, np.maximum(last, least_finish))
    return first, last.astype(np.int32)


def _backward(network: Network, table: DayTable, deadline: Ints) -> tuple[Ints, Ints]:
    late_start = np.full(len(network), NO_DEADLINE, np.int32)
    late_finish = np.full(len(network), NO_DEADLINE, np.int32)
    for batch in network.order.backward:
        a = batch.activities
        on_finish, on_start = _limits(network.links, batch, table, late_start, late_finish)
        on_finish = np.minimum(on_finish, deadline[a])
        late_start[a], late_finish[a] = _place_late(network, table, a, on_finish, on_start)
    return late_start, late_finish


def _limits(
    links: Links, batch: Batch, table: DayTable, late_start: Ints, late_finish: Ints
) -> tuple[Ints, Ints]:
    """The earliest of what the links out of each activity leave for its finish, and for its start."""
    on_finish = np.full(batch.activities.size, NO_DEADLINE, np.int32)
    on_start = on_finish.copy()
    if batch.links.size:
        rows = batch.links
        target = links.successor[rows]
        day = np.where(links.binds_start[rows], late_start[target], late_finish[target])
        limit = _shift_back(table, links.calendar[rows], day, links.lag_days[rows], links.binds_start[rows])
        limit = np.where(day >= NO_DEADLINE, NO_DEADLINE, limit)
        leaves = links.leaves_finish[rows]
        on_finish[batch.linked] = np.minimum.reduceat(np.where(leaves, limit, NO_DEADLINE), batch.starts)
        on_start[batch.linked] = np.minimum.reduceat(np.where(leaves, NO_DEADLINE, limit), batch.starts)
    return on_finish, on_start


def _shift_back(table: DayTable, calendar: NDArray[np.int8], day: Ints, lag: Ints, to_start: Flags) -> Ints:
    """The last day from which ``_shift`` still leads to ``day`` or before."""
    before = table.working_before
    inside = np.clip(day, 0, table.horizon)
    last_start = before[calendar, np.minimum(inside + 1, table.horizon)] - 1
    place = np.where(to_start, last_start, before[calendar, inside]) - lag
    place = np.clip(place, 0, table.horizon)
    as_end = table.end_of[calendar, place]
    limit: Ints = np.where(~to_start & (lag == 0), as_end, table.day_of[calendar, place]).astype(np.int32)
    return limit


def _place_late(
    network: Network, table: DayTable, a: NDArray[np.intp], on_finish: Ints, on_start: Ints
) -> tuple[Ints, Ints]:
    """Where an activity lies at the latest, on days of its calendar; ``NO_DEADLINE`` where open-ended."""
    calendar, work, hammock = network.calendar[a], network.duration_days[a], network.is_hammock[a]
    before = table.working_before
    # Work moves as one piece, so a limit on its start is one on its finish; a hammock stretches.
    tied = table.end_of[
        calendar, np.minimum(before[calendar, np.clip(on_start, 0, table.horizon)] + work, table.horizon)
    ]
    tied = np.where(work == 0, on_start, tied)
    limit = np.where(hammock | (on_start >= NO_DEADLINE), on_finish, np.minimum(on_finish, tied))
    inside = np.clip(limit, 0, table.horizon)
    finished = before[calendar, inside]
    last = np.where(work == 0, inside, table.end_of[calendar, finished])
    first = np.where(work == 0, inside, table.day_of[calendar, np.maximum(finished - work, 0)])
    late_finish = np.where(limit >= NO_DEADLINE, NO_DEADLINE, last).astype(np.int32)
    late_start = np.where(limit >= NO_DEADLINE, NO_DEADLINE, first).astype(np.int32)
    return np.where(hammock, np.minimum(late_start, on_start), late_start), late_finish


def _float_days(network: Network, table: DayTable, day: Ints, late: Ints) -> Ints:
    """Days of each activity's calendar from ``day`` to ``late``; ``NO_DEADLINE`` where open-ended."""
    before, calendar = table.working_before, network.calendar
    ahead = before[calendar, np.clip(late, 0, table.horizon)]
    spent = before[calendar, np.clip(day, 0, table.horizon)]
    days: Ints = np.where(late >= NO_DEADLINE, NO_DEADLINE, ahead - spent).astype(np.int32)
    return days


def _refuse_overflow(network: Network, table: DayTable, finish: Ints) -> None:
    if (finish >= table.horizon).any():
        name = network.name_of(int(np.argmax(finish >= table.horizon)))
        raise CalendarRangeError(
            f"«{name}» kéo dài quá ngày cuối của lịch ({table.date(table.horizon - 1):%d/%m/%Y}). "
            "Bổ sung năm còn thiếu vào config/calendars/, hoặc xem lại ngày bắt đầu và thời lượng."
        )
