"""The backward pass of the critical-path method: how late everything may be without breaking a deadline.

The mirror of the forward pass in ``early_dates``: each late date is the last one from which the forward
pass still reaches every deadline that it leads to.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable
from daihoi.domain.early_dates import Placing
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints
from daihoi.domain.network import Network
from daihoi.domain.ordering import Batch, Sweep
from daihoi.errors import CalendarRangeError

Places = NDArray[np.intp]


@dataclass(frozen=True)
class LateDates:
    """Late dates in the order of computation, as int32 day numbers; ``NO_DEADLINE`` where open-ended.

    Attributes:
        start: latest start.
        finish: latest exclusive finish.
        free_finish: the latest finish that deadlines and links alone leave to what has a decided day.
    """

    start: Ints
    finish: Ints
    free_finish: Ints


def late_dates(
    network: Network, placing: Placing, is_finished: Flags, deadline: Ints, fixed_at: tuple[Ints, Ints]
) -> LateDates:
    """The backward pass.

    Args:
        network: activities and links, without circles.
        placing: its columns.
        is_finished: in the order of computation: what is over can neither be late nor hold anything to a
            date.
        deadline: int32 exclusive day number per activity, likewise; ``NO_DEADLINE`` for none.
        fixed_at: early start and finish, likewise: the late ones too of what has a decided day.

    Raises:
        CalendarRangeError: a deadline asks for a start before the calendars begin; names the activity.
    """
    sweep, size = network.order.backward, len(network)
    on_finish = np.where(is_finished, NO_DEADLINE, deadline).astype(np.int32)
    on_start = np.full(size, NO_DEADLINE, np.int32)
    ends = np.empty(2 * size, np.int32)
    start, finish, free_finish = ends[::2], ends[1::2], np.empty(size, np.int32)
    for batch in sweep.batches:
        s = batch.activities
        _lower_limits(sweep, batch, placing.table, ends, on_finish[s], on_start[s])
        first, last = _place_late(network, placing, s, on_finish[s], on_start[s])
        free_finish[s] = last
        is_pinned = (placing.fixed[s] != NO_DAY) & ~is_finished[s]
        if is_pinned.any():
            first = np.where(is_pinned, fixed_at[0][s], first)
            last = np.where(is_pinned, fixed_at[1][s], last)
        start[s] = np.where(is_finished[s], NO_DEADLINE, first)
        finish[s] = np.where(is_finished[s], NO_DEADLINE, last)
    return LateDates(start.copy(), finish.copy(), free_finish)


def _lower_limits(
    sweep: Sweep, batch: Batch, table: DayTable, ends: Ints, on_finish: Ints, on_start: Ints
) -> None:
    """Lowers both limits of a batch to the earliest that its links leave."""
    if batch.starts.size == 0:
        return
    limit = ends.take(sweep.far[batch.links])
    if batch.lagged.size:
        lagged = batch.lagged
        lag, rows = sweep.lag_days[batch.links][lagged], table.rows(sweep.calendar[batch.links][lagged])
        limit[lagged] = shift_back(table, rows, limit[lagged], lag)
    binds_start = sweep.near_is_start[batch.links]
    for applies, wanted, bound in (
        (batch.binds_finish, ~binds_start, on_finish),
        (batch.binds_start, binds_start, on_start),
    ):
        if applies:
            own = limit if wanted.all() else np.where(wanted, limit, NO_DEADLINE)
            earliest = np.minimum.reduceat(own, batch.starts)
            bound[batch.linked] = np.minimum(bound[batch.linked], earliest)


def shift_back(table: DayTable, rows: Places, day: Ints, lag_days: Ints) -> Ints:
    """The last day from which ``shift`` still leads to ``day`` or before; −1 before the calendars begin."""
    place = table.count(rows, day) - lag_days
    limit = np.where(place < 0, -1, table.nth(rows, place))
    return np.where(day >= NO_DEADLINE, NO_DEADLINE, limit).astype(np.int32)


def _place_late(
    network: Network, placing: Placing, s: slice, on_finish: Ints, on_start: Ints
) -> tuple[Ints, Ints]:
    """Where activities lie at the latest, on days of their calendars; ``NO_DEADLINE`` where open-ended."""
    table, rows, work, hammock = placing.table, placing.rows[s], placing.work[s], placing.is_hammock[s]
    has_start_limit = on_start < NO_DEADLINE
    # Work moves as one piece, so a limit on its start is one on its finish; a hammock stretches.
    is_tied = ~hammock & has_start_limit
    done = table.count(rows, on_finish)
    is_open = (on_finish >= NO_DEADLINE) & ~is_tied
    if has_start_limit.any():
        last_start = table.count(rows, np.maximum(on_start, -1) + 1) - 1
        done = np.where(is_tied, np.minimum(done, last_start + work), done)
        begun = np.where(is_open, table.horizon, done - work)
        begun = np.where(has_start_limit, np.minimum(begun, last_start), begun)
    else:
        begun = done - work
    if placing.pauses:
        begun, done = _keep_whole(placing, s, begun, done)
    _refuse_underflow(network, table, s, (work > 0) & (begun < 0) & (has_start_limit | ~is_open))
    first, last = table.nth(rows, begun), table.end(rows, done)
    is_instant = work == 0
    if is_instant.any():
        both = np.minimum(on_finish, on_start)
        first = np.where(is_instant, both, first)
        last = np.where(is_instant, np.where(hammock, on_finish, both), last)
    late_start = np.where(is_open & ~has_start_limit, NO_DEADLINE, first)
    return late_start.astype(np.int32), np.where(is_open, NO_DEADLINE, last).astype(np.int32)


def _keep_whole(placing: Placing, s: slice, begun: Ints, done: Ints) -> tuple[Ints, Ints]:
    """Moves what a pause would divide to the time before it."""
    rows, table = placing.rows[s], placing.table
    for row, begin, _ in reversed(placing.pauses):
        before = table.count(rows, np.full(rows.size, begin, np.int32))
        divided = placing.is_whole[s] & (rows == row) & (begun < before) & (done > before)
        begun = np.where(divided, before - placing.work[s], begun)
        done = np.where(divided, before, done)
    return begun, done


def _refuse_underflow(network: Network, table: DayTable, s: slice, missing: Flags) -> None:
    if missing.any():
        name = network.name_of(int(network.order.numbers[s][np.argmax(missing)]))
        raise CalendarRangeError(
            f"Muốn kịp hạn thì «{name}» phải bắt đầu trước ngày đầu của lịch ({table.epoch:%d/%m/%Y}). "
            "Xem lại các hạn và thời lượng, hoặc bổ sung năm còn thiếu vào config/calendars/."
        )
