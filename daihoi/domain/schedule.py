"""The critical-path method over arrays: forward pass, backward pass, float.

Days are integers and intervals half-open, ``[start, finish)``. Rules, with the section of the method
they follow (Primavera P6 where it and MS Project differ):

- start_j ≥ finish_i + L (FS), start_i + L (SS); finish_j ≥ finish_i + L (FF), start_i + L (SF); L counts on
  the link's calendar.
- A deadline never moves a date; it only bounds late dates, so float may be negative.
- What starts on a decided day starts then, early and late, whatever its links say (mandatory start); what
  the links would need beyond it is negative float.
- Finished work keeps its reported dates and holds nothing before it to a date. Unfinished work lies at or
  after the status date, and what is left of started work still waits for its links (retained logic), though
  no longer for its floor.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daihoi.domain.calendars import DayTable
from daihoi.domain.early_dates import EarlyDates, Placing, early_dates
from daihoi.domain.late_dates import LateDates, late_dates
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints
from daihoi.domain.network import Network
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
        remaining_start: where the work that is left begins; the start where none has been done.
        work_days: days of work left, on the activity's calendar; of a hammock the least.
    """

    start: Ints
    finish: Ints
    late_start: Ints
    late_finish: Ints
    total_float_days: Ints
    is_finished: Flags
    remaining_start: Ints
    work_days: Ints

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
    order = network.order
    is_started, is_finished = known.is_started[order.numbers], known.is_finished[order.numbers]
    work = np.where(known.is_started, known.remaining_days, network.duration_days).astype(np.int32)
    placing = Placing.of(network, table, work, known.is_started)
    present = NO_DAY if now is None else np.int32(now)
    early = early_dates(network, placing, known.start[order.numbers], known.finish[order.numbers], present)
    _refuse_overflow(network, table, early.finish)
    late = late_dates(network, placing, is_finished, deadline[order.numbers], (early.start, early.finish))
    total_float = _total_float(placing, early, late, is_started, is_finished)
    # What has happened cannot be put off any more: its late dates are the reported ones.
    late_start = np.where(is_started & (late.start < NO_DEADLINE) | is_finished, early.start, late.start)
    late_finish = np.where(is_finished, early.finish, late.finish)
    back = order.places
    return Schedule(
        early.start[back],
        early.finish[back],
        late_start[back],
        late_finish[back],
        total_float[back],
        known.is_finished,
        early.remaining_start[back],
        work,
    )


def _total_float(
    placing: Placing, early: EarlyDates, late: LateDates, is_started: Flags, is_finished: Flags
) -> Ints:
    """The smaller of what start and finish may slip; of started work, what the finish may.

    What starts on a decided day has none to spare; it is as late as its links, or its deadline, make it.
    """
    by_start = _days_between(placing, early.start, late.start)
    by_finish = _days_between(placing, early.finish, late.finish)
    total_float = np.where(is_started, by_finish, np.minimum(by_start, by_finish))
    is_pinned = placing.fixed != NO_DAY
    if is_pinned.any():
        held_up = _days_between(placing, early.free_start, early.start)
        too_late = _days_between(placing, early.finish, late.free_finish)
        missing = np.minimum(np.minimum(held_up, too_late), 0)
        total_float = np.where(is_pinned & ~is_started, missing, total_float)
    total_float[is_finished] = 0
    return total_float.astype(np.int32)


def _days_between(placing: Placing, day: Ints, late: Ints) -> Ints:
    """Days of each activity's calendar from ``day`` to ``late``; ``NO_DEADLINE`` where open-ended."""
    table, rows = placing.table, placing.rows
    days = table.count(rows, late) - table.count(rows, day)
    return np.where(late >= NO_DEADLINE, NO_DEADLINE, days).astype(np.int32)


def _refuse_overflow(network: Network, table: DayTable, finish: Ints) -> None:
    if (finish >= table.horizon).any():
        name = network.name_of(int(network.order.numbers[np.argmax(finish >= table.horizon)]))
        raise CalendarRangeError(
            f"«{name}» kéo dài quá ngày cuối của lịch ({table.date(table.horizon - 1):%d/%m/%Y}). "
            "Bổ sung năm còn thiếu vào config/calendars/, xem lại ngày bắt đầu và thời lượng, "
            "hoặc chọn ngày chốt sớm hơn (--status-date)."
        )
