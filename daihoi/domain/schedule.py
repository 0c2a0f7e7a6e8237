"""The critical-path method over arrays: forward pass, backward pass, float.

Days are integers and intervals half-open, ``[start, finish)``. Rules, with the section of the method
they follow (Primavera P6 where it and MS Project differ):

- start_j ≥ finish_i + L (FS), start_i + L (SS); finish_j ≥ finish_i + L (FF), start_i + L (SF); L counts on
  the link's calendar.
- A deadline never moves a date; it only bounds late dates, so float may be negative.
- Finished work keeps its reported dates and holds nothing before it to a date. Unfinished work lies at or
  after the status date, and what is left of started work still waits for its links (retained logic), though
  no longer for its floor.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable
from daihoi.domain.late_dates import late_dates
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
        late_start: latest start; ``NO_DEADLINE`` where nothing it leads to has a deadline; the actual
            one where started.
        late_finish: latest finish; likewise; the actual one where finished.
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
        CalendarRangeError: early dates run past the end of the calendars, or late dates before their
            beginning; names the first such activity.
    """
    known = actuals or Actuals.none(network)
    work = np.where(known.is_started, known.remaining_days, network.duration_days)
    start, finish = _forward(network, table, known, work, NO_DAY if now is None else np.int32(now))
    _refuse_overflow(network, table, finish)
    late_start, late_finish = late_dates(network, table, work, known.is_finished, deadline)
    by_finish = _float_days(network, table, finish, late_finish)
    by_start = _float_days(network, table, start, late_start)
    total_float = np.where(known.is_started, by_finish, np.minimum(by_start, by_finish)).astype(np.int32)
    total_float[known.is_finished] = 0
    # What has happened cannot be put off any more: its late dates are the reported ones.
    late_start = np.where(known.is_started & (late_start < NO_DEADLINE), start, late_start)
    late_start = np.where(known.is_finished, start, late_start)
    late_finish = np.where(known.is_finished, finish, late_finish)
    return Schedule(start, finish, late_start, late_finish, total_float, known.is_finished)


def _forward(
    network: Network, table: DayTable, known: Actuals, work: Ints, now: np.int32
) -> tuple[Ints, Ints]:
    size = len(network)
    start, finish = np.full(size, NO_DAY, np.int32), np.full(size, NO_DAY, np.int32)
    floor = np.where(known.is_started, NO_DAY, network.floor)  # a floor holds back starts only
    earliest = np.maximum(floor, np.where(network.ignores_status_date, NO_DAY, now))
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
        demand = _shift(table, links.calendar[rows], day, links.lag_days[rows])
        binds_start = links.binds_start[rows]
        on_start[batch.linked] = np.maximum.reduceat(np.where(binds_start, demand, NO_DAY), batch.starts)
        on_finish[batch.linked] = np.maximum.reduceat(np.where(binds_start, NO_DAY, demand), batch.starts)
    return on_start, on_finish


def _shift(table: DayTable, calendar: NDArray[np.int8], day: Ints, lag: Ints) -> Ints:
    """The first day that lies ``lag`` days of a calendar after ``day``; no lag counts on no calendar."""
    inside = np.clip(day, 0, table.horizon)
    place = np.clip(table.working_before[calendar, inside] + lag, 0, table.horizon)
    shifted: Ints = np.where(lag == 0, day, table.end_of[calendar, place]).astype(np.int32)
    return shifted


def _place(
    network: Network,
    table: DayTable,
    a: NDArray[np.intp],
    earliest: Ints,
    least_finish: Ints,
    work: Ints,
) -> tuple[Ints, Ints]:
    """Where an activity comes to lie: as early as its bounds allow, on days of its calendar."""
    calendar, hammock = network.calendar[a], network.is_hammock[a]
    earliest, inside = np.maximum(earliest, 0), np.clip(least_finish, 0, table.horizon)
    before = table.working_before[calendar, np.minimum(earliest, table.horizon)]
    done = table.working_before[calendar, inside]
    done = done + (table.end_of[calendar, done] < inside)  # from a day off to the end of the next one worked
    # Work that may only finish later starts later; a hammock starts when it may and lasts longer.
    before = np.where(hammock, before, np.maximum(before, done - work))
    first = table.day_of[calendar, np.minimum(before, table.horizon)]
    last = table.end_of[calendar, np.minimum(np.maximum(before + work, done), table.horizon)]
    # Without work there is no day to lie on: an instant, or the time between two.
    lasting = np.where(hammock, earliest, np.maximum(earliest, least_finish))
    first = np.where(work == 0, lasting, first).astype(np.int32)
    last = np.where(work == 0, np.maximum(lasting, least_finish), last).astype(np.int32)
    return first, last


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
            "Bổ sung năm còn thiếu vào config/calendars/, xem lại ngày bắt đầu và thời lượng, "
            "hoặc chọn ngày chốt sớm hơn (--status-date)."
        )
