"""The critical-path method over arrays: forward pass, backward pass, float.

Days are integers and intervals half-open, ``[start, finish)``. Rules (Primavera P6 where it and MS Project
differ):

- start_j ≥ finish_i + L (FS), start_i + L (SS); finish_j ≥ finish_i + L (FF), start_i + L (SF); L counts on
  the link's calendar.
- A deadline never moves a date; it only bounds late dates, so float may be negative.
- What starts on a decided day starts then, early and late, whatever its links say (mandatory start); what
  the links would need beyond it is negative float.
- With a status date, what is left is scheduled as if everything began on the day after it: finished work
  has nothing left, started work its remaining days, and all links hold between what is left (retained
  logic), so an unfinished predecessor is waited for through finished work too. Reported dates stay as
  reported.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daihoi.domain.calendars import DayTable
from daihoi.domain.early_dates import early_dates
from daihoi.domain.late_dates import late_dates
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints
from daihoi.domain.network import Network
from daihoi.domain.placing import Placing, pauses_of
from daihoi.domain.progress_lags import remaining_lags
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
class Remaining:
    """The dates of what is left, as int32 columns; finished work is an instant.

    Attributes:
        start: early start of the work left; of finished work when its followers may go on.
        finish: exclusive early finish.
        late_start: latest start of the work left; ``NO_DEADLINE`` where open-ended.
        late_finish: exclusive latest finish, likewise.
        unpinned_late_finish: the same, but of what is held to a decided day what its links and deadlines
            would leave it.
        work_days: days of work left, on the activity's calendar; of a hammock the least.
        is_pinned: held to a decided day, early and late.
        lag_days: what is left of each link's lag.
    """

    start: Ints
    finish: Ints
    late_start: Ints
    late_finish: Ints
    unpinned_late_finish: Ints
    work_days: Ints
    is_pinned: Flags
    lag_days: Ints


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
        remaining: what the dates were computed from.
    """

    start: Ints
    finish: Ints
    late_start: Ints
    late_finish: Ints
    total_float_days: Ints
    is_finished: Flags
    remaining: Remaining

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
        ValueError: something happened, and there is no status date.
        CycleError: links wait for each other.
        CalendarRangeError: early dates run past the end of the calendars, or late dates before their
            beginning; names the first such activity.
    """
    known = actuals or Actuals.none(network)
    if now is None and known.is_started.any():
        raise ValueError("what happened says nothing without a status date")
    order, present = network.order, NO_DAY if now is None else np.int32(now)
    lags = network.links.lag_days if now is None else _lags_left(network, table, known, now)
    placing = _placing(network, table, known)
    floors = _floors(network, placing, known, present)
    start, finish, free_start = early_dates(order, placing, lags, floors, present)
    _refuse_overflow(network, table, finish)
    limit = np.where(known.is_finished, NO_DEADLINE, deadline)[order.numbers]
    late_start, late_finish, free_finish = late_dates(
        order, placing, lags, limit, (start, finish), network.name_of
    )
    float_days = _total_float(
        placing, known.is_started[order.numbers], (start, late_start), (finish, late_finish)
    )
    _lower_to_decided(placing, float_days, (free_start, start), (finish, free_finish))
    back = order.places
    left = Remaining(
        start[back],
        finish[back],
        late_start[back],
        late_finish[back],
        free_finish[back],
        placing.work[back],
        (placing.fixed != NO_DAY)[back],
        lags,
    )
    return _with_actuals(left, known, float_days[back])


def _lags_left(network: Network, table: DayTable, known: Actuals, now: int) -> Ints:
    return remaining_lags(network.links, table, known.start, known.finish, now)


def _placing(network: Network, table: DayTable, known: Actuals) -> Placing:
    """The columns of a network in the order of computation; what started is held to no decided day."""
    numbers = network.order.numbers
    work = np.where(known.is_started, known.remaining_days, network.duration_days)
    work = np.where(known.is_finished, 0, work).astype(np.int32)
    return Placing(
        table,
        table.rows(network.calendar[numbers]),
        work[numbers],
        (network.is_hammock & ~known.is_finished)[numbers],
        network.is_whole[numbers],
        (network.is_hammock | network.ignores_status_date | known.is_finished)[numbers],
        np.where(known.is_started, NO_DAY, network.fixed_start)[numbers],
        pauses_of(table),
    )


def _floors(network: Network, placing: Placing, known: Actuals, now: np.int32) -> tuple[Ints, Ints]:
    """Earliest start and least finish, in the order of computation, before any link is looked at.

    A day means its morning: a milestone then stands where the next day of its calendar begins.
    """
    numbers = network.order.numbers
    present = np.where(network.ignores_status_date, NO_DAY, now)
    floor = np.where(known.is_started, NO_DAY, network.floor)  # a floor holds back starts only
    earliest = np.maximum(np.maximum(floor, present), 0).astype(np.int32)[numbers]
    is_milestone = (placing.work == 0) & ~placing.is_exact
    if is_milestone.any():
        morning = placing.table.nth(placing.rows, placing.table.count(placing.rows, earliest))
        earliest = np.where(is_milestone, morning, earliest)
    least_finish = np.where(known.is_finished, NO_DAY, network.finish_floor)
    return earliest, least_finish[numbers]


def _total_float(
    placing: Placing, is_started: Flags, starts: tuple[Ints, Ints], finishes: tuple[Ints, Ints]
) -> Ints:
    """The smaller of what start and finish may slip; of started work, what the finish may."""
    by_start, by_finish = _days_between(placing, *starts), _days_between(placing, *finishes)
    return np.where(is_started, by_finish, np.minimum(by_start, by_finish)).astype(np.int32)


def _lower_to_decided(
    placing: Placing, float_days: Ints, held_up: tuple[Ints, Ints], too_late: tuple[Ints, Ints]
) -> None:
    """What starts on a decided day has none to spare; it is as late as its links or its deadline make it."""
    is_pinned = placing.fixed != NO_DAY
    if is_pinned.any():
        missing = np.minimum(_days_between(placing, *held_up), _days_between(placing, *too_late))
        float_days[is_pinned] = np.minimum(missing, 0)[is_pinned]


def _with_actuals(left: Remaining, known: Actuals, float_days: Ints) -> Schedule:
    """What has happened cannot be put off any more: its early and late dates are the reported ones."""
    is_started, is_finished = known.is_started, known.is_finished
    start = np.where(is_started, known.start, left.start)
    finish = np.where(is_finished, known.finish, left.finish)
    is_late_known = is_started & (left.late_start < NO_DEADLINE) | is_finished
    return Schedule(
        start,
        finish,
        np.where(is_late_known, start, left.late_start),
        np.where(is_finished, finish, left.late_finish),
        np.where(is_finished, 0, float_days).astype(np.int32),
        is_finished,
        left,
    )


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
