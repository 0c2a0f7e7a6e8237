"""Which rows a form has: all the work of the unit itself, and of each unit below it what matters now."""

from __future__ import annotations

import pandas as pd

from daihoi.domain.assessment import Assessment
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind
from daihoi.domain.units import Unit
from daihoi.domain.worklist import worklist

_UNDER_WAY = {ActivityState.IN_PROGRESS.name, ActivityState.WAITING_FOR_APPROVAL.name}


def chosen_rows(
    assessment: Assessment, unit: Unit, *, with_children: bool, with_gates: bool = False
) -> pd.DataFrame:
    """Rows of the worklist (see ``domain.worklist``), in the order of the form.

    Of the unit itself every activity that it has. Of a child its congress, what is under way, and what is
    due next: whatever comes before those is taken for over as soon as they have started, so that a ward
    with 36 branches answers some 70 rows and not 500.

    Args:
        assessment: the campaign at the status date.
        unit: the unit that fills in the form.
        with_children: whether it reports on the units directly below it as well.
        with_gates: whether of these it also tells what it has decided: every gate, those that are closed as
            well, for an approval with a wrong day is mended where it stands. Rows of one kind of work then
            stand together, since one decision is often about many units.
    """
    own = worklist(assessment, unit.level, [unit.code])
    if not with_children:
        return own
    children = assessment.campaign.tree.children[unit.code]
    tables = [own]
    for level in dict.fromkeys(child.level for child in children):
        codes = [child.code for child in children if child.level == level]
        tables.append(_of_children(assessment, level, codes, with_gates=with_gates))
    return pd.concat([table for table in tables if len(table)], ignore_index=True)


def _of_children(assessment: Assessment, level: str, codes: list[str], *, with_gates: bool) -> pd.DataFrame:
    rows, template = worklist(assessment, level, codes), assessment.campaign.structure.by_code[level]
    chosen = (rows["activity"] == template.congress.code) | rows["is_next"] | rows["state"].isin(_UNDER_WAY)
    if with_gates:
        gates = [one.code for one in template.activities if one.kind is ActivityKind.GATE]
        chosen |= rows["activity"].isin(gates)
        rows = rows.assign(place=rows["activity"].map(template.position))
        return rows[chosen].sort_values("place", kind="stable").drop(columns="place")
    return rows[chosen]
