"""The backward pass of the critical-path method: how late everything may be without breaking a deadline.

The mirror of the forward pass in ``schedule``: each late date is the last one from which the forward pass
still reaches every deadline that it leads to.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable
from daihoi.domain.network import NO_DEADLINE, Batch, Flags, Ints, Links, Network
from daihoi.errors import CalendarRangeError


def late_dates(
    network: Network, table: DayTable, work: Ints, is_finished: Flags, deadline: Ints
) -> tuple[Ints, Ints]:
    """Latest starts and exclusive finishes that keep every deadline; ``NO_DEADLINE`` where open-ended.

    Args:
        network: activities and links, without circles.
        table: the calendars, in the order of ``Network.calendar``.
        work: int32 days of work left, on each activity's calendar.
        is_finished: activities that are over: they can neither be late nor hold anything to a date.
        deadline: int32 exclusive day number per activity; ``NO_DEADLINE`` for none.

    Raises:
        CalendarRangeError: a deadline asks for a start before the calendars begin; names the activity.
    """
    late_start = np.full(len(network), NO_DEADLINE, np.int32)
    late_finish = np.full(len(network), NO_DEADLINE, np.int32)
    limit = np.where(is_finished, NO_DEADLINE, deadline)
    for batch in network.order.backward:
        a = batch.activities
        on_finish, on_start = _limits(network.links, batch, table, late_start, late_finish)
        on_finish = np.minimum(on_finish, limit[a])
        first, last = _place_late(network, table, a, on_finish, on_start, work[a])
        late_start[a] = np.where(is_finished[a], NO_DEADLINE, first)
        late_finish[a] = np.where(is_finished[a], NO_DEADLINE, last)
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
        limit = _shift_back(table, links.calendar[rows], day, links.lag_days[rows])
        limit = np.where(day >= NO_DEADLINE, NO_DEADLINE, limit)
        leaves = links.leaves_finish[rows]
        on_finish[batch.linked] = np.minimum.reduceat(np.where(leaves, limit, NO_DEADLINE), batch.starts)
        on_start[batch.linked] = np.minimum.reduceat(np.where(leaves, NO_DEADLINE, limit), batch.starts)
    return on_finish, on_start


def _shift_back(table: DayTable, calendar: NDArray[np.int8], day: Ints, lag: Ints) -> Ints:
    """The last day from which ``_shift`` still leads to ``day`` or before; −1 before the calendars begin."""
    place = table.working_before[calendar, np.clip(day, 0, table.horizon)] - lag
    shifted = np.where(place < 0, -1, table.day_of[calendar, np.clip(place, 0, table.horizon)])
    limit: Ints = np.where(lag == 0, day, shifted).astype(np.int32)
    return limit


def _place_late(
    network: Network, table: DayTable, a: NDArray[np.intp], on_finish: Ints, on_start: Ints, work: Ints
) -> tuple[Ints, Ints]:
    """Where an activity lies at the latest, on days of its calendar; ``NO_DEADLINE`` where open-ended."""
    calendar, hammock = network.calendar[a], network.is_hammock[a]
    before = table.working_before
    last_start = before[calendar, np.minimum(np.clip(on_start, -1, table.horizon) + 1, table.horizon)] - 1
    # Work moves as one piece, so a limit on its start is one on its finish; a hammock stretches.
    is_tied = ~hammock & (on_start < NO_DEADLINE)
    done = before[calendar, np.clip(on_finish, 0, table.horizon)]
    done = np.where(is_tied, np.minimum(done, last_start + work), done)
    is_open = (on_finish >= NO_DEADLINE) & ~is_tied
    begun = np.where(is_open, table.horizon, done - work)
    begun = np.where(on_start < NO_DEADLINE, np.minimum(begun, last_start), begun)
    _refuse_underflow(network, table, a, (work > 0) & (begun < 0))
    first = np.where(work == 0, np.minimum(on_finish, on_start), table.day_of[calendar, np.maximum(begun, 0)])
    instant = np.where(hammock, on_finish, np.minimum(on_finish, on_start))
    last = np.where(work == 0, instant, table.end_of[calendar, np.clip(done, 0, table.horizon)])
    late_start = np.where(is_open & (on_start >= NO_DEADLINE), NO_DEADLINE, first).astype(np.int32)
    late_finish = np.where(is_open, NO_DEADLINE, last).astype(np.int32)
    return late_start, late_finish


def _refuse_underflow(network: Network, table: DayTable, a: NDArray[np.intp], missing: Flags) -> None:
    if missing.any():
        name = network.name_of(int(a[np.argmax(missing)]))
        raise CalendarRangeError(
            f"Muốn kịp hạn thì «{name}» phải bắt đầu trước ngày đầu của lịch ({table.epoch:%d/%m/%Y}). "
            "Xem lại các hạn và thời lượng, hoặc bổ sung năm còn thiếu vào config/calendars/."
        )
