"""For which units a flow makes drafts: those of a level that are drafting now."""

from __future__ import annotations

from collections.abc import Sequence

from daihoi.domain.assessment import Assessment
from daihoi.domain.states import ActivityState
from daihoi.domain.units import Unit

OPEN = (ActivityState.IN_PROGRESS, ActivityState.OVERDUE)
STEP = "documents"


def drafting_units(assessment: Assessment, level_code: str, chosen: Sequence[str] = ()) -> list[Unit]:
    """Units of a level whose drafting is under way, or should be.

    Of the lowest level only those below units that were named: there are thousands of branches, and each
    asks for its own by ``daihoi draft``.

    Args:
        assessment: the campaign at the status date.
        level_code: code of the level.
        chosen: codes of units whose subtrees are selected; all when empty.
    """
    tree, expansion = assessment.campaign.tree, assessment.expansion
    level = assessment.campaign.structure.by_code[level_code]
    if not chosen and level is assessment.campaign.structure.levels[0]:
        return []
    codes = [one.code for one in level.activities if one.step == STEP]
    selected = tree.subtrees(chosen) if chosen else tree.by_code.keys()
    return [
        unit
        for unit in tree.of_level(level_code)
        if unit.code in selected
        and any(assessment.state[expansion.number(unit.code, code)] in OPEN for code in codes)
    ]
