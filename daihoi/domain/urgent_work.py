"""What is late or about to be, gathered by who has to act: the short list for a leader.

Single activities of hundreds of branches say little; «13 branches of this ward have not begun» says whom to
call. The whole list is the worklist (``daihoi.domain.worklist``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from daihoi.domain.assessment import Assessment
from daihoi.domain.network import NO_DEADLINE, Ints
from daihoi.domain.states import OPEN_STATES, ActivityState
from daihoi.domain.units import Unit, UnitTree
from daihoi.domain.worklist import COLUMNS, worklist_of


class Urgency(IntEnum):
    """Why something is on the list, most urgent first.

    ``OVERDUE`` its last permitted day has passed; ``WILL_MISS`` it is open, and as things go a deadline is
    missed; ``WAITING`` its dossier lies with the superior.
    """

    OVERDUE = 0
    WILL_MISS = 1
    WAITING = 2


_NONE = -1
_MOST_APART = 3
"""So many units right below the root with the same to do are named one by one; more are counted."""

Groups = dict[tuple[int, int, str, str], list[int]]
"""Urgency, place of the organisation directly below the root, level, activity → numbers of the activities."""


@dataclass(frozen=True)
class UrgentWork:
    """The same activity of one or several units below one organisation.

    Attributes:
        urgency: the same for all of them.
        above: the organisation directly below the root that they belong to, or the root: for its own, and for
            many units directly below it that have none below them.
        unit: the unit, when there is only one.
        count: how many units.
        level_name: short name of their level.
        activity_name: Vietnamese name.
        responsible: who does it in a unit of that level.
        last_day: the earliest of their last permitted days; None without a deadline.
        float_days: the smallest float in days; None without a deadline.
    """

    urgency: Urgency
    above: Unit
    unit: Unit | None
    count: int
    level_name: str
    activity_name: str
    responsible: str
    last_day: date | None
    float_days: int | None


def urgent_work(assessment: Assessment) -> list[UrgentWork]:
    """What is late or about to be, most urgent first, then what concerns most units."""
    urgency = _urgency(assessment)
    numbers = np.flatnonzero(urgency != _NONE)
    tops = _tops(assessment)
    groups: Groups = {}
    for number in numbers.tolist():
        unit = assessment.campaign.tree.units[int(assessment.expansion.unit_of[number])]
        activity = assessment.expansion.template(number).code
        groups.setdefault((int(urgency[number]), tops[unit.code], unit.level, activity), []).append(number)
    _gather_leaves(assessment.campaign.tree, groups)
    found = [_gathered(assessment, Urgency(key[0]), key[1], members) for key, members in groups.items()]
    return sorted(found, key=_order)


def urgent_rows(assessment: Assessment, units: Collection[str] | None = None) -> pd.DataFrame:
    """The same one by one, as a worklist (columns ``daihoi.domain.worklist.COLUMNS``).

    Args:
        assessment: the campaign at a status date.
        units: codes of units; others are left out. All when None.
    """
    is_urgent = (_urgency(assessment) != _NONE) & assessment.expansion.is_applicable
    if units is not None:
        is_wanted = np.array([unit.code in units for unit in assessment.campaign.tree.units], bool)
        is_urgent &= is_wanted[assessment.expansion.unit_of]
    numbers = np.flatnonzero(is_urgent).astype(np.int32)
    blocks = assessment.expansion.blocks
    frames = [worklist_of(assessment, level, numbers[block.has(numbers)]) for level, block in blocks.items()]
    frames = [frame for frame in frames if len(frame)]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))


def _urgency(assessment: Assessment) -> NDArray[np.int8]:
    """Activity number → urgency; −1 for what is not on the list."""
    state, spare = assessment.state, assessment.current.total_float_days
    is_open = np.isin(state, [int(s) for s in OPEN_STATES]) & assessment.expansion.is_applicable
    found = np.full(state.size, _NONE, np.int8)
    found[state == ActivityState.WAITING_FOR_APPROVAL] = Urgency.WAITING
    found[is_open & (assessment.blocked_by < 0) & (spare < 0)] = Urgency.WILL_MISS
    found[state == ActivityState.OVERDUE] = Urgency.OVERDUE
    return found


def _tops(assessment: Assessment) -> dict[str, int]:
    """Unit code → place of the unit directly below the root that it belongs to; the root under itself."""
    tree = assessment.campaign.tree
    tops = {tree.root.code: tree.index[tree.root.code]}
    for child in tree.children[tree.root.code]:
        tops |= dict.fromkeys(tree.subtrees([child.code]), tree.index[child.code])
    return tops


def _gather_leaves(tree: UnitTree, groups: Groups) -> None:
    """Units directly below the root without units of their own: many with the same to do become one group.

    Else a district whose units have no branches would read the same line as often as it has units.
    """
    alike: dict[tuple[int, str, str], list[int]] = {}
    for urgency, top, level, activity in groups:
        unit = tree.units[top]
        if unit.parent_code == tree.root.code and not tree.children[unit.code]:
            alike.setdefault((urgency, level, activity), []).append(top)
    for (urgency, level, activity), tops in alike.items():
        if len(tops) > _MOST_APART:
            members = [number for top in tops for number in groups.pop((urgency, top, level, activity))]
            groups[urgency, tree.index[tree.root.code], level, activity] = members


def _gathered(assessment: Assessment, urgency: Urgency, top: int, members: list[int]) -> UrgentWork:
    expansion, units = assessment.expansion, assessment.campaign.tree.units
    numbers: Ints = np.array(members, np.int32)
    template, unit = expansion.template(members[0]), units[int(expansion.unit_of[members[0]])]
    spare = assessment.current.total_float_days[numbers]
    late = np.minimum(assessment.current.late_finish, assessment.baseline.late_finish)[numbers]
    has_deadline = spare < NO_DEADLINE
    return UrgentWork(
        urgency=urgency,
        above=units[top],
        unit=unit if len(members) == 1 else None,
        count=len(members),
        level_name=assessment.campaign.structure.by_code[unit.level].short_name,
        activity_name=template.name,
        responsible=template.responsible,
        last_day=expansion.table.date(int(late[has_deadline].min()) - 1) if has_deadline.any() else None,
        float_days=int(spare[has_deadline].min()) if has_deadline.any() else None,
    )


def _order(work: UrgentWork) -> tuple[int, int, date, int, str, str]:
    spare = int(NO_DEADLINE) if work.float_days is None else work.float_days
    return work.urgency, spare, work.last_day or date.max, -work.count, work.above.code, work.activity_name
