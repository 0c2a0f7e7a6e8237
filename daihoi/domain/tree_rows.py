"""The whole campaign as a tree of rows, in columns: units depth first, and the activities of each.

A city has 280,000 rows: nothing here is an object per row. What a template says of an activity (name,
workstream, links) is not repeated; a unit's activities are its level's template, less what it does not
have.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.assessment import Assessment
from daihoi.domain.links import NO_DEADLINE, Flags, Ints
from daihoi.domain.results import Edition
from daihoi.domain.stamping import Ancestry
from daihoi.domain.states import ActivityState
from daihoi.domain.tree_order import depth_first, ends_of, risk_ranks


@dataclass(frozen=True)
class UnitRows:
    """Units depth first, children in file order; columns of equal length.

    Attributes:
        place: place in the campaign's tree of units.
        depth: 0 for the root.
        end: row after the last unit below it.
        risk_rank: place among the units with the same parent, most at risk first.
        first_activity: row of its first activity in ``ActivityRows``.
        is_pilot: holds a pilot congress.
        goes_ahead: a pilot, or a child of one: links that exempt pilots do not hold it.
    """

    place: Ints
    depth: Ints
    end: Ints
    risk_rank: Ints
    first_activity: Ints
    is_pilot: Flags
    goes_ahead: Flags


@dataclass(frozen=True)
class ActivityRows:
    """The activities that units have, unit by unit in the order of ``UnitRows``, in template order.

    Days are numbers of the campaign's day table, finishes exclusive.

    Attributes:
        number: of the activity in the network.
        baseline_start: of the frozen plan.
        baseline_finish: of the frozen plan.
        start: actual, or expected from the status date on.
        finish: the same.
        late_finish: end of the float; the finish itself where there is none to show.
        float_days: days of its calendar until it delays a deadline; ``NO_DEADLINE`` when over, or without.
        variance_days: days of its calendar by which it ends later than in the frozen plan.
        percent: 0–100.
        state: ``ActivityState``.
        waits_for: row of the activity that holds it back the longest; −1 for none, and when it is over.
    """

    number: Ints
    baseline_start: Ints
    baseline_finish: Ints
    start: Ints
    finish: Ints
    late_finish: Ints
    float_days: Ints
    variance_days: Ints
    percent: NDArray[np.int8]
    state: NDArray[np.int8]
    waits_for: Ints

    def __len__(self) -> int:
        return int(self.number.size)


@dataclass(frozen=True)
class TreeRows:
    """A campaign at a status date as rows of a tree.

    Attributes:
        edition: what the rows rest on.
        units: one row per unit.
        activities: one row per activity that a unit has.
        unit_of: row of the unit of each activity.
    """

    edition: Edition
    units: UnitRows
    activities: ActivityRows
    unit_of: Ints


def tree_rows(assessment: Assessment) -> TreeRows:
    """All rows of a campaign at a status date."""
    expansion = assessment.expansion
    parents = Ancestry(assessment.campaign.tree, expansion.blocks)
    place = depth_first(parents.parent)
    row_of_place: Ints = np.empty(place.size, np.int32)
    row_of_place[place] = np.arange(place.size)
    parent = np.where(parents.parent[place] >= 0, row_of_place[parents.parent[place]], -1)
    depth, end = ends_of(parent)
    unit_of = row_of_place[expansion.unit_of]
    applicable = np.flatnonzero(expansion.is_applicable)
    number: Ints = applicable[np.argsort(unit_of[applicable], kind="stable")].astype(np.int32)
    units = UnitRows(
        place,
        depth,
        end,
        risk_ranks(assessment, parent, end, unit_of),
        np.searchsorted(unit_of[number], np.arange(place.size)).astype(np.int32),
        parents.is_pilot[place],
        parents.goes_ahead[place],
    )
    return TreeRows(assessment.edition, units, _activities(assessment, number), unit_of[number])


def _activities(assessment: Assessment, number: Ints) -> ActivityRows:
    current, baseline = assessment.current, assessment.baseline
    finish = np.maximum(current.start, current.finish)[number]
    float_days = np.where(current.is_finished, NO_DEADLINE, current.total_float_days)[number]
    has_float = (float_days > 0) & (float_days < NO_DEADLINE)
    return ActivityRows(
        number,
        baseline.start[number],
        np.maximum(baseline.start, baseline.finish)[number],
        current.start[number],
        finish,
        np.where(has_float, np.maximum(current.late_finish[number], finish), finish).astype(np.int32),
        float_days.astype(np.int32),
        _variance_days(assessment)[number],
        assessment.reported.percent[number].astype(np.int8),
        assessment.state[number],
        _waits_for(assessment, number),
    )


def _variance_days(assessment: Assessment) -> Ints:
    table = assessment.expansion.table
    rows = table.rows(assessment.expansion.network.calendar)
    finished = table.count(rows, assessment.current.finish), table.count(rows, assessment.baseline.finish)
    return (finished[0] - finished[1]).astype(np.int32)


def _waits_for(assessment: Assessment, number: Ints) -> Ints:
    """Rows instead of numbers; what is over waits for nothing."""
    row_of: Ints = np.full(len(assessment.expansion.network), -1, np.int32)
    row_of[number] = np.arange(number.size)
    blocked_by = assessment.blocked_by[number]
    is_over = np.isin(assessment.state[number], (int(ActivityState.DONE), int(ActivityState.UNREPORTED)))
    return np.where((blocked_by >= 0) & ~is_over, row_of[blocked_by], -1).astype(np.int32)
