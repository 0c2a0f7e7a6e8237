"""The backward pass of the critical-path method: how late what is left may be without breaking a deadline."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from daihoi.domain.calendars import DayTable
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints
from daihoi.domain.ordering import Batch, Order, Sweep
from daihoi.domain.placing import Pair, Placing, shift_back
from daihoi.errors import CalendarRangeError


def late_dates(
    order: Order,
    placing: Placing,
    lag_days: Ints,
    deadline: Ints,
    early: Pair,
    name_of: Callable[[int], str],
) -> tuple[Ints, Ints, Ints]:
    """Latest starts and exclusive finishes, and the finishes that deadlines and links alone leave.

    ``NO_DEADLINE`` where open-ended. The last differ from the second only for what starts on a decided
    day: its late dates are its early ones.

    Args:
        order: activities in the order of computation.
        placing: their columns.
        lag_days: int32 lag of each link, by its row.
        deadline: int32 exclusive day per activity in the order of computation; ``NO_DEADLINE`` for none.
        early: early starts and finishes, likewise.
        name_of: number of an activity → name, for messages.

    Raises:
        CalendarRangeError: a deadline asks for a start before the calendars begin; names the activity.
    """
    size, sweep = order.numbers.size, order.backward
    on_start, on_finish = np.full(size, NO_DEADLINE, np.int32), deadline.astype(np.int32)
    ends, free_finish = np.empty(2 * size, np.int32), np.empty(size, np.int32)
    start, finish = ends[::2], ends[1::2]
    is_pinned, pinned = placing.fixed != NO_DAY, _late_when_pinned(placing, early)
    for batch in sweep.batches:
        s = batch.activities
        _lower_limits(sweep, batch, placing, lag_days, ends, on_finish[s], on_start[s])
        first, free_finish[s], too_early = placing.late(s, on_finish[s], on_start[s])
        _refuse_underflow(order, placing.table, s, too_early, name_of)
        start[s] = np.where(is_pinned[s], pinned[0][s], first)
        finish[s] = np.where(is_pinned[s], pinned[1][s], free_finish[s])
    return start.copy(), finish.copy(), free_finish


def _late_when_pinned(placing: Placing, early: Pair) -> Pair:
    """The early dates; a milestone is late where the last day of its calendar before it ends."""
    is_milestone = (placing.work == 0) & ~placing.is_exact
    evening = placing.table.end(placing.rows, placing.table.count(placing.rows, early[1]))
    return np.where(is_milestone, evening, early[0]), np.where(is_milestone, evening, early[1])


def _lower_limits(
    sweep: Sweep, batch: Batch, placing: Placing, lag_days: Ints, ends: Ints, on_finish: Ints, on_start: Ints
) -> None:
    """Lowers both limits of a batch to the earliest that its links leave."""
    if batch.starts.size == 0:
        return
    limit = ends.take(sweep.far[batch.links])
    if batch.lagged.size:
        lagged, table = batch.lagged, placing.table
        lag, rows = lag_days[sweep.rows[batch.links][lagged]], table.rows(sweep.calendar[batch.links][lagged])
        shifted = shift_back(table, rows, limit[lagged], lag)
        # A lead leaves an evening, which is all that work needs; a hammock may end on a day off after it.
        is_led = (lag < 0) & _stretches(placing, batch)[lagged] & (shifted >= 0) & (shifted < NO_DEADLINE)
        limit[lagged] = np.where(is_led, table.nth(rows, table.count(rows, shifted)), shifted)
    binds_start = sweep.near_is_start[batch.links]
    for applies, wanted, bound in (
        (batch.binds_finish, ~binds_start, on_finish),
        (batch.binds_start, binds_start, on_start),
    ):
        if applies:
            own = limit if wanted.all() else np.where(wanted, limit, NO_DEADLINE)
            earliest = np.minimum.reduceat(own, batch.starts)
            bound[batch.linked] = np.minimum(bound[batch.linked], earliest)


def _stretches(placing: Placing, batch: Batch) -> Flags:
    """For each link of a batch, whether the activity that it limits is a hammock."""
    is_hammock = placing.is_hammock[batch.activities][batch.linked]
    sizes = np.diff(batch.starts, append=batch.links.stop - batch.links.start)
    return np.repeat(is_hammock, sizes)


def _refuse_underflow(
    order: Order, table: DayTable, s: slice, too_early: Flags, name_of: Callable[[int], str]
) -> None:
    if too_early.any():
        name = name_of(int(order.numbers[s][np.argmax(too_early)]))
        raise CalendarRangeError(
            f"Muốn kịp hạn thì «{name}» phải bắt đầu trước ngày đầu của lịch ({table.epoch:%d/%m/%Y}). "
            "Xem lại các hạn và thời lượng, hoặc bổ sung năm còn thiếu vào config/calendars/."
        )
