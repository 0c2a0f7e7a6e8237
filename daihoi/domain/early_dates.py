"""The forward pass of the critical-path method: how early everything that is left may be."""

from __future__ import annotations

import numpy as np

from daihoi.domain.calendars import DayTable
from daihoi.domain.links import NO_DAY, Ints
from daihoi.domain.ordering import Batch, Order, Sweep
from daihoi.domain.placing import Pair, Placing, shift


def early_dates(
    order: Order, placing: Placing, lag_days: Ints, floors: Pair, now: np.int32
) -> tuple[Ints, Ints, Ints]:
    """Early starts and exclusive finishes, and the starts that links and floors alone would give.

    The last differ from the first only for what starts on a decided day.

    Args:
        order: activities in the order of computation.
        placing: their columns.
        lag_days: int32 lag of each link, by its row.
        floors: int32 earliest start and least finish of each activity before its links are looked at;
            raised in place to what the links demand.
        now: day before which nothing on a decided day may start either; ``NO_DAY`` for none.
    """
    earliest, least_finish = floors
    size = order.numbers.size
    ends, free_start = np.empty(2 * size, np.int32), np.empty(size, np.int32)
    start, finish = ends[::2], ends[1::2]
    for batch in order.forward.batches:
        s = batch.activities
        _raise_bounds(order.forward, batch, placing.table, lag_days, ends, earliest[s], least_finish[s])
        free_start[s], last = placing.early(s, earliest[s], least_finish[s])
        start[s], finish[s] = _pin(placing, s, free_start[s], last, now)
    return start.copy(), finish.copy(), free_start


def _raise_bounds(
    sweep: Sweep,
    batch: Batch,
    table: DayTable,
    lag_days: Ints,
    ends: Ints,
    earliest: Ints,
    least_finish: Ints,
) -> None:
    """Raises both bounds of a batch to the latest that its links demand."""
    if batch.starts.size == 0:
        return
    demand = ends.take(sweep.far[batch.links])
    if batch.lagged.size:
        lagged = batch.lagged
        lag, rows = lag_days[sweep.rows[batch.links][lagged]], table.rows(sweep.calendar[batch.links][lagged])
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


def _pin(placing: Placing, s: slice, first: Ints, last: Ints, now: np.int32) -> Pair:
    """Starts what has a decided day on that day, if it has not passed, whatever its bounds."""
    fixed = placing.fixed[s]
    is_pinned = fixed != NO_DAY
    if not is_pinned.any():
        return first, last
    on_day = placing.early(s, np.maximum(fixed, now), np.full(fixed.size, NO_DAY, np.int32))
    return np.where(is_pinned, on_day[0], first), np.where(is_pinned, on_day[1], last)
