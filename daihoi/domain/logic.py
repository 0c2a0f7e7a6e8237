"""Which links decide the dates of a schedule: driving and binding links, free float, broken sequence.

A link *drives* when its successor could not lie earlier because of it (P6: relationship free float of
zero). A link *binds* when its predecessor could not lie later because of it. Free float is what an
activity may slip before any successor has to move.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints
from daihoi.domain.network import Network
from daihoi.domain.placing import shift, shift_back
from daihoi.domain.schedule import Actuals, Schedule

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Logic:
    """What decides each date.

    Attributes:
        spare_days: int32 per link: days of the successor's calendar by which what the link demands lies
            before where the successor lies.
        drives: per link, whether it drives its successor's early dates: nothing is to spare, and no day was
            decided for it.
        driving_link: int32 per activity: the link that drives it; where several do, one from work that is
            not over, the one that stretches a hammock, the one from the least float. −1 where none does: a
            floor, a decided day, the status date or the past does.
        binding_link: int32 per activity: the link that sets its late dates, the first where several do; −1
            where its own deadline does, or nothing.
        free_float_days: int32 per activity: days of its calendar it may slip without moving a successor;
            without successors its total float; 0 where finished; never negative.
    """

    spare_days: Ints
    drives: Flags
    driving_link: Ints
    binding_link: Ints
    free_float_days: Ints


def logic(network: Network, table: DayTable, plan: Schedule) -> Logic:
    """The links that decide a schedule's dates.

    Args:
        network: the network that was scheduled.
        table: the calendars it was scheduled on.
        plan: its schedule.
    """
    links = network.links
    spare_days = _spare_before_successor(network, table, plan)
    drives = (spare_days <= 0) & ~plan.remaining.is_pinned[network.links.successor]
    binds = (_late_spare(network, table, plan) <= 0) & ~plan.remaining.is_pinned[network.links.predecessor]
    return Logic(
        spare_days,
        drives,
        _last_by(links.successor, _most_telling_last(network, plan, drives), len(network)),
        _last_by(links.predecessor, np.flatnonzero(binds)[::-1], len(network)),
        _free_float(network, table, plan),
    )


def out_of_sequence(network: Network, actuals: Actuals) -> Flags:
    """Links that what happened has broken: the successor went on before the predecessor allowed it.

    Compared are reported dates only, without the lag: a shorter wait than planned is no broken sequence.
    """
    links = network.links
    before = np.where(
        links.leaves_finish, actuals.finish[links.predecessor], actuals.start[links.predecessor]
    )
    after = np.where(links.binds_start, actuals.start[links.successor], actuals.finish[links.successor])
    has_happened = after != NO_DAY
    # A lead allows the successor to go ahead; then only the order of what came first is looked at.
    is_missing = (before == NO_DAY) & (links.lag_days >= 0)
    is_later = (before != NO_DAY) & (before > after) & (links.lag_days >= 0)
    broken: Flags = has_happened & (is_missing | is_later)
    return broken


def _most_telling_last(network: Network, plan: Schedule, drives: Flags) -> Rows:
    """The driving links, those last that best say why: they can be hurried, and have the least float.

    Of finished work nothing can be hurried; a hammock is as long as the last thing it waits for.
    """
    links = network.links
    rows = np.flatnonzero(drives)
    stretches = network.is_hammock[links.successor[rows]] & ~links.binds_start[rows]
    is_over = plan.is_finished[links.predecessor[rows]]
    return rows[np.lexsort((-rows, -plan.total_float_days[links.predecessor[rows]], stretches, ~is_over))]


def _last_by(owner: Ints, rows: Rows, count: int) -> Ints:
    """For each activity the last of the rows that it owns; −1 for none."""
    found: Ints = np.full(count, -1, np.int32)
    found[owner[rows]] = rows
    return found


def _spare_before_successor(network: Network, table: DayTable, plan: Schedule) -> Ints:
    """Days of the successor's calendar between what a link demands and where the successor lies."""
    links, left = network.links, plan.remaining
    day = np.where(links.leaves_finish, left.finish[links.predecessor], left.start[links.predecessor])
    demand = shift(table, table.rows(links.calendar), day, left.lag_days)
    own = np.where(links.binds_start, left.start[links.successor], left.finish[links.successor])
    rows = table.rows(network.calendar)[links.successor]
    return table.count(rows, own) - table.count(rows, demand)


def _late_spare(network: Network, table: DayTable, plan: Schedule) -> Ints:
    """Days of the predecessor's calendar between its late date and what a link leaves it."""
    links, left = network.links, plan.remaining
    late = np.where(links.binds_start, left.late_start[links.successor], left.late_finish[links.successor])
    limit = shift_back(table, table.rows(links.calendar), late, left.lag_days)
    own = np.where(
        links.leaves_finish, left.late_finish[links.predecessor], left.late_start[links.predecessor]
    )
    rows = table.rows(network.calendar)[links.predecessor]
    spare = table.count(rows, limit) - table.count(rows, own)
    return np.where(limit >= NO_DEADLINE, NO_DEADLINE, spare).astype(np.int32)


def _free_float(network: Network, table: DayTable, plan: Schedule) -> Ints:
    """The least that any link leaves; see ``Logic``."""
    links, left = network.links, plan.remaining
    early = np.where(links.binds_start, left.start[links.successor], left.finish[links.successor])
    limit = shift_back(table, table.rows(links.calendar), early, left.lag_days)
    own = np.where(links.leaves_finish, left.finish[links.predecessor], left.start[links.predecessor])
    rows = table.rows(network.calendar)[links.predecessor]
    spare = table.count(rows, limit) - table.count(rows, own)
    free = np.full(len(network), NO_DEADLINE, np.int32)
    np.minimum.at(free, links.predecessor, spare.astype(np.int32))
    free = np.where(free >= NO_DEADLINE, plan.total_float_days, free)
    return np.where(plan.is_finished, 0, np.maximum(free, 0)).astype(np.int32)
