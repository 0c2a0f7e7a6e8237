"""DCMA check 12: does a delay at the head of the critical path reach the congress that ends the round?

It is tried out, not reasoned about: the network is scheduled twice. Planned days and decided days would
swallow the delay, so both runs leave them out; what is tested is the logic between the activities.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from daihoi.domain.health.findings import Found
from daihoi.domain.health.picture import Picture
from daihoi.domain.links import NO_DAY, Flags
from daihoi.domain.logic import logic
from daihoi.domain.network import Network
from daihoi.domain.schedule import Actuals, Schedule, schedule
from daihoi.errors import CalendarRangeError


def critical_path_test(picture: Picture) -> Found:
    """Days of a delay that do not arrive at the root's congress, of the days it was delayed by."""
    root, days = picture.root_congress, picture.days("critical_path_test")
    if picture.assessment.current.is_finished[root]:
        return Found.nothing("đại hội cuối cùng của đợt đã tổ chức")
    network = _without_dates(picture)
    try:
        plan = _run(picture, network, picture.assessment.reported.actuals)
        head = _head(picture, network, plan)
        if head is None:
            return Found.nothing("không việc nào còn phải làm quyết định ngày đại hội cuối cùng")
        delayed = _run(picture, *_delayed(picture, network, head, days))
    except CalendarRangeError:
        return Found.nothing("ngày tính ra vượt quá lịch đã khai")
    moved = picture.working_days(int(plan.start[root]), int(delayed.start[root]))
    what = (
        f"thử chậm {days} ngày ở việc này thì đại hội cuối cùng lùi {moved} ngày làm việc "
        f"({picture.date(plan.start[root])} → {picture.date(delayed.start[root])}, khi bỏ các ngày dự kiến)"
    )
    finding = picture.at(head, what, "tìm liên kết còn thiếu giữa việc này và đại hội cuối cùng")
    note = f"chậm {days}, lùi {moved}"
    return Found("ngày làm chậm thử không đến đích", days, min(abs(days - moved), days), [finding], note)


def _without_dates(picture: Picture) -> Network:
    """The current network with links only: nothing waits for a planned or decided day."""
    network, table = picture.expansion.current_network, picture.expansion.table
    start = table.day(picture.assessment.campaign.start_date)
    size = len(network)
    return replace(network, floor=np.full(size, start, np.int32), fixed_start=np.full(size, NO_DAY, np.int32))


def _run(picture: Picture, network: Network, actuals: Actuals) -> Schedule:
    return schedule(network, picture.expansion.table, picture.expansion.deadline, actuals, picture.now)


def _head(picture: Picture, network: Network, plan: Schedule) -> int | None:
    """The first activity with work left on the chain that drives the root's congress."""
    drives = (
        logic(network, picture.expansion.table, plan).drives & ~plan.is_finished[network.links.predecessor]
    )
    head, row = None, _driver(network, plan, drives, picture.root_congress, by_finish=True)
    while row is not None:
        at = int(network.links.predecessor[row])
        if plan.remaining.work_days[at] > 0 and not network.is_hammock[at]:
            head = at
        row = _driver(network, plan, drives, at, by_finish=bool(network.links.leaves_finish[row]))
    return head


def _driver(network: Network, plan: Schedule, drives: Flags, at: int, *, by_finish: bool) -> int | None:
    """The link that decides when an activity ends (or starts), from the least float where several do.

    What is driven at its end only (a hammock, by the last thing it waits for) does not follow its start.
    """
    links = network.links
    rows = np.flatnonzero(drives & (links.successor == at))
    on_finish = rows[~links.binds_start[rows]]
    on_start = rows[links.binds_start[rows]]
    rows = on_finish if by_finish and on_finish.size else on_start
    if not rows.size:
        return None
    source = links.predecessor[rows]
    return int(rows[np.lexsort((-plan.finish[source], plan.total_float_days[source]))[0]])


def _delayed(picture: Picture, network: Network, head: int, days: int) -> tuple[Network, Actuals]:
    """Network and actuals with more work left in one activity."""
    actuals = picture.assessment.reported.actuals
    duration, remaining = network.duration_days.copy(), actuals.remaining_days.copy()
    duration[head] += days
    remaining[head] += days
    return replace(network, duration_days=duration), replace(actuals, remaining_days=remaining)
