"""The order of units on a page that shows them all: depth first, and most at risk first among siblings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.assessment import Assessment
from daihoi.domain.counting import lowest_level
from daihoi.domain.links import NO_DEADLINE, Flags, Ints
from daihoi.domain.states import ActivityState


def depth_first(parent: Ints) -> Ints:
    """Places of units depth first, children in their own order; ``parent`` is −1 for the root."""
    children: list[list[int]] = [[] for _ in range(parent.size)]
    waiting: list[int] = []
    for place, above in enumerate(parent.tolist()):
        (children[above] if above >= 0 else waiting).append(place)
    order = []
    waiting.reverse()
    while waiting:
        place = waiting.pop()
        order.append(place)
        waiting.extend(reversed(children[place]))
    return np.array(order, np.int32)


def ends_of(parent: Ints) -> tuple[Ints, Ints]:
    """Depth of each row, and the row after the last one below it; rows are depth first."""
    above = parent.tolist()
    depth, end = [0] * len(above), [0] * len(above)
    for row, at in enumerate(above):
        depth[row] = depth[at] + 1 if at >= 0 else 0
    for row in range(len(above) - 1, -1, -1):
        end[row] = max(end[row], row + 1)
        if above[row] >= 0:
            end[above[row]] = max(end[above[row]], end[row])
    return np.array(depth, np.int32), np.array(end, np.int32)


def risk_ranks(assessment: Assessment, parent: Ints, end: Ints, unit_of: Ints) -> Ints:
    """Place of each unit among its siblings, by the same rule as the rows of the overview.

    Its own congress furthest after its deadline; then most congresses below expected late, furthest behind
    the plan, most that is overdue, most that remains; what is through comes last.

    Args:
        assessment: the campaign at a status date.
        parent: row of the unit above; −1 for the root.
        end: row after the last unit below each.
        unit_of: row of the unit of every activity of the network.
    """
    counted = assessment.expansion.congresses(lowest_level(assessment).code)
    held, below = assessment.is_held, _Below(end, unit_of)
    current, is_own = assessment.current, _own_congress(assessment)
    late = (current.finish > assessment.expansion.deadline) & ~current.is_finished
    planned = assessment.is_wanted_over
    remaining = below.count(counted[~held[counted]])
    own_held = _of_own(unit_of, end.size, is_own, held)
    code = np.argsort(np.argsort([u.code for u in assessment.campaign.tree.units]))
    place = np.zeros(end.size, np.int32)
    place[unit_of] = code[assessment.expansion.unit_of]
    keys = (
        place,
        -remaining,
        -below.count(np.flatnonzero(assessment.state == ActivityState.OVERDUE)),
        below.count(counted[held[counted]]) - below.count(counted[planned[counted]]),
        -below.count(counted[late[counted]]),
        -_of_own(unit_of, end.size, is_own, np.where(held, 0, _days_late(assessment))),
        (remaining == 0) & (own_held > 0),
        parent,
    )
    order = np.lexsort(keys)
    ranks: Ints = np.empty(end.size, np.int32)
    first = np.searchsorted(parent[order], parent[order], side="left")
    ranks[order] = np.arange(end.size) - first
    return ranks


class _Below:
    """Counts activities in the subtree of every unit at once: a subtree is an interval of rows."""

    def __init__(self, end: Ints, unit_of: Ints) -> None:
        self.end, self.unit_of = end, unit_of

    def count(self, numbers: Ints | NDArray[np.intp]) -> NDArray[np.int64]:
        """How many of the activities lie in each unit or below it."""
        own = np.bincount(self.unit_of[numbers], minlength=self.end.size)
        before = np.concatenate([[0], np.cumsum(own)])
        counts: NDArray[np.int64] = before[self.end] - before[:-1]
        return counts


def _own_congress(assessment: Assessment) -> Ints:
    numbers = [assessment.expansion.congresses(level) for level in assessment.expansion.blocks]
    return np.concatenate(numbers).astype(np.int32)


def _of_own(unit_of: Ints, count: int, congresses: Ints, values: Ints | Flags) -> NDArray[np.int64]:
    """The value of each unit's own congress."""
    own = np.zeros(count, np.int64)
    own[unit_of[congresses]] = values[congresses]
    return own


def _days_late(assessment: Assessment) -> Ints:
    """Working days by which each activity ends after its own deadline; at least one when it does at all."""
    table, finish, deadline = (
        assessment.expansion.table,
        assessment.current.finish,
        assessment.expansion.deadline,
    )
    working = table.working_before[table.codes.index(assessment.campaign.working_calendar.code)]
    is_late = (finish > deadline) & (deadline < NO_DEADLINE)
    days = working[finish] - working[np.where(is_late, deadline, finish)]
    return np.where(is_late, np.maximum(days, 1), 0).astype(np.int32)
