"""Worklists: one row per activity of the selected units, as a table for people."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from daihoi.domain.assessment import Assessment
from daihoi.domain.expansion import Expansion
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

_STATE_NAMES = [state.name for state in sorted(ActivityState)]
_SETTLED = [int(ActivityState.DONE), int(ActivityState.UNREPORTED)]


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
    return worklist_of(assessment, level, _numbers(assessment, level, units, step))


def worklist_of(assessment: Assessment, level: str, numbers: Ints) -> pd.DataFrame:
    """The same for these activities of one level that has units, in the order given."""
    return pd.DataFrame(_columns(assessment, level, numbers, _next(assessment)[numbers]))


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


def _columns(assessment: Assessment, level: str, a: Ints, is_next: Flags) -> dict[str, object]:
    """The columns of the activities ``a`` of one level; every text is looked up in a short list of texts."""
    expansion = assessment.expansion
    block, tree = expansion.blocks[level], assessment.campaign.tree
    units, position = expansion.unit_of[a], (a - block.first) % block.width
    templates, workstreams = block.level.activities, assessment.campaign.structure.workstreams
    total_float = assessment.current.total_float_days[a]
    without = assessment.current.is_finished[a] | (total_float >= NO_DEADLINE)
    return {
        "unit_code": _taken([u.code for u in tree.units], units),
        "unit_name": _taken([u.name for u in tree.units], units),
        "activity": _taken([t.code for t in templates], position),
        "activity_name": _taken([t.name for t in templates], position),
        "workstream": _taken([workstreams[t.workstream] for t in templates], position),
        "state": _taken(_STATE_NAMES, assessment.state[a]),
        "is_next": is_next,
        "percent": assessment.reported.percent[a].astype(int),
        "planned_start": _dates(assessment, assessment.baseline.start[a]),
        "planned_finish": _dates(assessment, assessment.baseline.finish[a] - 1),
        "start": _dates(assessment, assessment.current.start[a]),
        "finish": _dates(assessment, assessment.current.finish[a] - 1),
        "last_permitted_date": _dates(assessment, assessment.current.late_finish[a] - 1, without),
        "float_days": pd.Series(total_float, dtype="Int64").mask(without),
        "variance_days": assessment.variances_days(a).tolist(),
        "blocked_by": _blockers(assessment, a),
        "responsible": _taken([t.responsible for t in templates], position),
        "evidence": _taken([t.evidence for t in templates], position),
        "is_inferred": assessment.reported.is_inferred[a],
        "is_assumed": assessment.reported.is_assumed[a],
    }


def _taken(texts: Sequence[str], places: NDArray[np.integer]) -> list[str]:
    return [texts[place] for place in places.tolist()]


def _dates(assessment: Assessment, days: Ints, missing: Flags | None = None) -> pd.Series[pd.Timestamp]:
    """Day numbers as dates without a time of day; missing where flagged."""
    known = days if missing is None else np.where(missing, 0, days)
    dates = pd.Series((np.datetime64(assessment.expansion.table.epoch) + known).astype("datetime64[s]"))
    return dates if missing is None else dates.mask(missing)


def _blockers(assessment: Assessment, a: Ints) -> list[str]:
    """What holds each activity back, named with its unit where that is another; empty for none."""
    expansion = assessment.expansion
    at = np.where(np.isin(assessment.state[a], _SETTLED), -1, assessment.blocked_by[a])
    is_own = (at >= 0) & (expansion.unit_of[at] == expansion.unit_of[a])
    # Thousands of branches wait for one act of their superior: what holds them back is named once.
    keys, place = np.unique(np.stack([at, is_own], axis=1), axis=0, return_inverse=True)
    names = [_name(expansion, number, is_own=bool(own)) for number, own in keys.tolist()]
    return _taken(names, place.reshape(-1))


def _name(expansion: Expansion, number: int, *, is_own: bool) -> str:
    if number < 0:
        return ""
    return expansion.template(number).name if is_own else expansion.name(number)
