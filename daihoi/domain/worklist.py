"""Worklists: one row per activity of the selected units, as a table for people."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from daihoi.domain.assessment import Assessment
from daihoi.domain.network import NO_DEADLINE, Flags, Ints
from daihoi.domain.states import OPEN_STATES, ActivityState

COLUMNS = (
    "unit_code",
    "unit_name",
    "activity",
    "activity_name",
    "workstream",
    "state",
    "is_next",
    "percent",
    "planned_start",
    "planned_finish",
    "start",
    "finish",
    "last_permitted_date",
    "float_days",
    "variance_days",
    "blocked_by",
    "responsible",
    "evidence",
    "is_inferred",
    "is_assumed",
)


def worklist(
    assessment: Assessment,
    level: str,
    units: Collection[str],
    step: str | None = None,
) -> pd.DataFrame:
    """The activities of the selected units of a level, in unit and template order.

    One row per activity that the unit has, columns ``COLUMNS``: ``state`` is an ``ActivityState`` name;
    ``is_next`` marks, per unit, what is due next (open, not held back, earliest last permitted date);
    finish dates are last days; ``float_days`` and ``last_permitted_date`` are missing where there is no
    deadline or nothing left to do; ``blocked_by`` is the Vietnamese name of what holds it back.

    Args:
        assessment: the campaign at a status date.
        level: level code; a level without units gives an empty table.
        units: codes of the selected units; others are left out.
        step: only the activities of this one of ``STEPS``; all when None.
    """
    if level not in assessment.expansion.blocks:
        return pd.DataFrame(columns=list(COLUMNS))
    is_next = _next(assessment)
    numbers = _numbers(assessment, level, units, step)
    return pd.DataFrame(_columns(assessment, numbers, is_next[numbers]))


def _numbers(assessment: Assessment, level: str, units: Collection[str], step: str | None) -> Ints:
    expansion, tree = assessment.expansion, assessment.campaign.tree
    block = expansion.blocks[level]
    template = [step in (None, activity.step) for activity in block.level.activities]
    rows = [tree.units[place].code in units for place in block.units]
    grid = np.outer(np.array(rows, bool), np.array(template, bool)).ravel()
    numbers = block.first + np.flatnonzero(grid)
    return numbers[expansion.is_applicable[numbers]].astype(np.int32)


def _next(assessment: Assessment) -> Flags:
    """Per unit the open activity that nothing holds back and that has to be over first."""
    startable = np.isin(assessment.state, [int(s) for s in OPEN_STATES]) & (assessment.blocked_by < 0)
    numbers = np.flatnonzero(startable)
    late = np.minimum(assessment.current.late_finish[numbers], assessment.baseline.late_finish[numbers])
    order = np.lexsort((numbers, late, assessment.expansion.unit_of[numbers]))
    _, first = np.unique(assessment.expansion.unit_of[numbers][order], return_index=True)
    flags = np.zeros(len(assessment.expansion.network), bool)
    flags[numbers[order][first]] = True
    return flags


def _columns(assessment: Assessment, a: Ints, is_next: Flags) -> dict[str, object]:
    expansion = assessment.expansion
    units = [assessment.campaign.tree.units[place] for place in expansion.unit_of[a]]
    templates = [expansion.template(int(n)) for n in a]
    workstreams = assessment.campaign.structure.workstreams
    total_float = assessment.current.total_float_days[a]
    without = assessment.current.is_finished[a] | (total_float >= NO_DEADLINE)
    return {
        "unit_code": [u.code for u in units],
        "unit_name": [u.name for u in units],
        "activity": [t.code for t in templates],
        "activity_name": [t.name for t in templates],
        "workstream": [workstreams[t.workstream] for t in templates],
        "state": [ActivityState(s).name for s in assessment.state[a]],
        "is_next": is_next,
        "percent": assessment.reported.percent[a].astype(int),
        "planned_start": _dates(assessment, assessment.baseline.start[a]),
        "planned_finish": _dates(assessment, assessment.baseline.finish[a] - 1),
        "start": _dates(assessment, assessment.current.start[a]),
        "finish": _dates(assessment, assessment.current.finish[a] - 1),
        "last_permitted_date": _dates(assessment, assessment.current.late_finish[a] - 1, without),
        "float_days": pd.Series(total_float, dtype="Int64").mask(without),
        "variance_days": [assessment.variance_days(int(n)) for n in a],
        "blocked_by": [_blocker(assessment, int(n)) for n in a],
        "responsible": [t.responsible for t in templates],
        "evidence": [t.evidence for t in templates],
        "is_inferred": assessment.reported.is_inferred[a],
        "is_assumed": assessment.reported.is_assumed[a],
    }


def _dates(assessment: Assessment, days: Ints, missing: Flags | None = None) -> pd.Series[pd.Timestamp]:
    """Day numbers as dates without a time of day; missing where flagged."""
    known = days if missing is None else np.where(missing, 0, days)
    dates = pd.Series((np.datetime64(assessment.expansion.table.epoch) + known).astype("datetime64[s]"))
    return dates if missing is None else dates.mask(missing)


def _blocker(assessment: Assessment, number: int) -> str:
    at = int(assessment.blocked_by[number])
    if at < 0 or assessment.state[number] in (ActivityState.DONE, ActivityState.UNREPORTED):
        return ""
    same_unit = assessment.expansion.unit_of[at] == assessment.expansion.unit_of[number]
    return assessment.expansion.template(at).name if same_unit else assessment.expansion.name(at)
