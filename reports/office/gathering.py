"""From an assessment to the facts of a unit's progress report; every figure comes from the domain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.counting import congress_count, level_deadline
from daihoi.domain.leads import approval_gates
from daihoi.domain.network import Ints
from daihoi.domain.overview import overview, pace
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.congress_names import congress_term, told_ordinal, told_superior
from daihoi.domain.reasons import Outlook, Reasons
from daihoi.domain.results import Overview, OverviewRow, Pace
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityTemplate, Level
from daihoi.domain.unit_plan import unit_plan
from daihoi.domain.units import Unit
from reports.office.coming_facts import outlook_facts
from reports.office.facts import BelowFacts, LevelFacts, ReportFacts, Step, WorkFacts
from reports.office.workstream_facts import workstream_facts


def report_facts(preparation: Preparation, unit_code: str | None = None) -> ReportFacts:
    """The facts of the report of one unit, of the campaign's root when None.

    Args:
        preparation: schedule and registers of the whole campaign.
        unit_code: whose report.

    Raises:
        UnknownCodeError: the campaign has no such unit.
    """
    assessment, campaign = preparation.assessment, preparation.campaign
    unit = campaign.tree.unit(unit_code or campaign.root.code)
    level = campaign.structure.by_code[unit.level]
    late = _late(assessment, unit)
    shown, levels = overview(assessment, unit.code), _levels(assessment, unit)
    return ReportFacts(
        campaign=campaign,
        edition=assessment.edition,
        unit=unit,
        parent=campaign.tree.by_code[unit.parent_code] if unit.parent_code else None,
        superior=told_superior(preparation, unit),
        term=congress_term(preparation, unit),
        ordinal=told_ordinal(preparation, unit),
        plan=unit_plan(assessment, unit.code),
        templates={activity.code: activity for activity in level.activities},
        overview=shown,
        pace=_pace(assessment, unit, shown),
        levels=levels,
        work=list(_work(assessment, unit)),
        below=_below(assessment, unit, shown.rows, late),
        outlook=outlook_facts(assessment, unit, levels),
        own_late=next((outlook for outlook in late if outlook.unit.code == unit.code), None),
        workstreams=workstream_facts(preparation, unit),
        put_off=_put_off(assessment, unit),
    )


def _put_off(assessment: Assessment, unit: Unit) -> frozenset[str]:
    numbers = assessment.expansion.numbers(unit.code)
    return frozenset(assessment.expansion.template(n).code for n in numbers if assessment.is_put_off[n])


def _pace(assessment: Assessment, unit: Unit, shown: Overview) -> Pace:
    """The pace; where the units below are themselves what is counted, those that held need no mention."""
    found = pace(assessment, unit.code)
    if shown.row_level_name != shown.counted_level_name:
        return found
    return replace(found, complete_units=(), others=found.count)


def _late(assessment: Assessment, unit: Unit) -> list[Outlook]:
    inside = assessment.campaign.tree.subtrees([unit.code])
    return [outlook for outlook in Reasons(assessment).late() if outlook.unit.code in inside]


def _levels_below(assessment: Assessment, unit: Unit) -> list[Level]:
    """The levels with units in the subtree, lowest first, the unit's own last."""
    tree = assessment.campaign.tree
    codes = {tree.by_code[code].level for code in tree.subtrees([unit.code])}
    return [level for level in assessment.campaign.structure.levels if level.code in codes]


def _levels(assessment: Assessment, unit: Unit) -> list[LevelFacts]:
    found = []
    for level in _levels_below(assessment, unit):
        deadline = level_deadline(assessment, level)
        if level.code == unit.level:
            deadline = assessment.campaign.deadline_of(unit)
        found.append(LevelFacts(level, congress_count(assessment, level, unit), deadline))
    return found


def _work(assessment: Assessment, unit: Unit) -> Iterator[WorkFacts]:
    for level in _levels_below(assessment, unit):
        numbers = _numbers_below(assessment, unit, level)
        names = [assessment.expansion.template(n).workstream for n in numbers.tolist()]
        counts: dict[str, Counter[ActivityState]] = {}
        for name, state in zip(names, assessment.state[numbers].tolist(), strict=True):
            counts.setdefault(name, Counter())[ActivityState(state)] += 1
        yield from (
            WorkFacts(level, code, counts[code])
            for code in assessment.campaign.structure.workstreams
            if code in counts
        )


def _numbers_below(assessment: Assessment, unit: Unit, level: Level) -> Ints:
    """The activities of all units of a level below (not of) the unit."""
    tree, expansion = assessment.campaign.tree, assessment.expansion
    inside = tree.subtrees([unit.code]) - {unit.code}
    places = [tree.index[code] for code in inside if tree.by_code[code].level == level.code]
    is_below = np.isin(expansion.unit_of, places) & expansion.is_applicable
    found: Ints = np.flatnonzero(is_below).astype(np.int32)
    return found


def _below(
    assessment: Assessment, unit: Unit, rows: Sequence[OverviewRow], late: Sequence[Outlook]
) -> list[BelowFacts]:
    tree = assessment.campaign.tree
    by_code = {row.count.unit.code: row for row in rows}
    return [
        _one_below(assessment, child, by_code[child.code], _inside(assessment, child, late))
        for child in tree.children[unit.code]
    ]


def _inside(assessment: Assessment, unit: Unit, late: Sequence[Outlook]) -> list[Outlook]:
    inside = assessment.campaign.tree.subtrees([unit.code])
    return [outlook for outlook in late if outlook.unit.code in inside]


def _one_below(assessment: Assessment, unit: Unit, row: OverviewRow, late: Sequence[Outlook]) -> BelowFacts:
    level = assessment.campaign.structure.by_code[unit.level]
    return BelowFacts(
        row=row,
        units_below=len(assessment.campaign.tree.children[unit.code]),
        approval=_step(assessment, unit, _approval(level)),
        late=late,
    )


def _approval(level: Level) -> ActivityTemplate | None:
    """The last gate that the superior closes before the congress."""
    return next(iter(approval_gates(level)[-1:]), None)


def _step(assessment: Assessment, unit: Unit, activity: ActivityTemplate | None) -> Step | None:
    if activity is None:
        return None
    number = assessment.expansion.number(unit.code, activity.code)
    if not assessment.expansion.is_applicable[number]:
        return None
    return Step(
        assessment.span(assessment.baseline, number),
        assessment.span(assessment.current, number),
        bool(assessment.is_held[number]),
    )
