"""The plan of one unit as a Gantt shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.counting import days_off_between
from daihoi.domain.overview import working_days_to
from daihoi.domain.results import RowLink, UnitPlan, WorkstreamGroup
from daihoi.domain.structure import LinkType
from daihoi.domain.unit_cells import UnitCells
from daihoi.domain.units import Unit


def unit_plan(assessment: Assessment, unit_code: str) -> UnitPlan:
    """Everything the Gantt of a unit shows.

    Raises:
        UnknownCodeError: the campaign has no such unit.
    """
    campaign = assessment.campaign
    unit = campaign.tree.unit(unit_code)
    level = campaign.structure.by_code[unit.level]
    cells, first = UnitCells.of(assessment, unit.code), assessment.expansion.numbers(unit.code).start
    places = [place for place, is_applicable in enumerate(cells.is_applicable) if is_applicable]
    congress = level.position[level.congress.code]
    deadline = campaign.deadline_of(unit)
    start = min([cells.baseline[place].start for place in places])
    end = max([cells.current[place].end for place in places])
    spare = (
        working_days_to(assessment, cells.current[congress].last_day, deadline.last_day) if deadline else None
    )
    return UnitPlan(
        edition=assessment.edition,
        unit=unit,
        level_name=level.name,
        path=_path(assessment, unit),
        groups=_groups(assessment, cells, places, first),
        links=_links(assessment, unit, cells, first),
        deadline=deadline,
        days_off=days_off_between(assessment, start - timedelta(days=31), end + timedelta(days=31)),
        done_pct=_done_pct(assessment, [first + place for place in places]),
        planned_pct=_planned_pct(assessment, [first + place for place in places]),
        congress=(cells.baseline[congress], cells.current[congress]),
        congress_float_days=spare,
        blocking=blocking_chain(assessment, first + congress),
        is_put_off=bool(assessment.is_put_off[first + congress]),
    )


def blocking_chain(assessment: Assessment, number: int) -> list[str]:
    """What an unfinished activity waits for, the cause first: each waits for the one named before it."""
    chain: list[str] = []
    at = int(assessment.blocked_by[number])
    unit = assessment.expansion.unit_of[number]
    while at >= 0:
        name = assessment.expansion.template(at).name
        other = assessment.expansion.unit_of[at] != unit
        chain.append(assessment.expansion.name(at) if other else name)
        at = int(assessment.blocked_by[at])
    return chain[::-1]


def _path(assessment: Assessment, unit: Unit) -> list[str]:
    names, code = [], unit.parent_code
    while code:
        parent = assessment.campaign.tree.by_code[code]
        names.append(parent.name)
        code = parent.parent_code
    return names[::-1]


def _groups(
    assessment: Assessment, cells: UnitCells, places: Sequence[int], first: int
) -> list[WorkstreamGroup]:
    streams = assessment.campaign.structure.workstreams
    members: dict[str, list[int]] = {code: [] for code in streams}
    for place in places:
        members[cells.templates[place].workstream].append(place)
    groups: list[WorkstreamGroup] = []
    for code, own in members.items():
        if own:
            rows = [cells.row(place, f"{len(groups) + 1}.{n}") for n, place in enumerate(own, start=1)]
            percent = _done_pct(assessment, [first + place for place in own])
            groups.append(WorkstreamGroup(code, streams[code], percent, rows))
    return groups


def _links(assessment: Assessment, unit: Unit, cells: UnitCells, first: int) -> list[RowLink]:
    links, own = assessment.expansion.network.links, assessment.expansion.links_inside(unit.code)
    ends = zip(
        (links.predecessor[own] - first).tolist(),
        (links.successor[own] - first).tolist(),
        links.type[own].tolist(),
        strict=True,
    )
    code, over = [template.code for template in cells.templates], cells.is_finished
    return [
        RowLink(code[before], code[after], LinkType(kind), over[before] or over[after])
        for before, after, kind in ends
        if cells.is_applicable[before] and cells.is_applicable[after]
    ]


def _done_pct(assessment: Assessment, numbers: Sequence[int]) -> int:
    """Share done, weighted by planned days; 100 only when all is done, 0 only when nothing is."""
    percent = assessment.reported.percent[list(numbers)].astype(int)
    return _rounded(percent / 100, assessment.expansion.network.duration_days[list(numbers)])


def _planned_pct(assessment: Assessment, numbers: Sequence[int]) -> int:
    """Share that the frozen plan wanted done by the end of the status date."""
    table, baseline, a = assessment.expansion.table, assessment.baseline, list(numbers)
    before, calendar = table.working_before, assessment.expansion.network.calendar[a]
    now = table.day(assessment.status_date) + 1
    whole = before[calendar, baseline.finish[a]] - before[calendar, baseline.start[a]]
    passed = before[calendar, np.clip(now, baseline.start[a], baseline.finish[a])]
    done = passed - before[calendar, baseline.start[a]]
    weights = assessment.expansion.network.duration_days[a]
    return _rounded(done / np.maximum(whole, 1), weights)


def _rounded(share: np.ndarray[tuple[int], np.dtype[np.float64]], weights: object) -> int:
    at_least_one = np.maximum(np.asarray(weights), 1)
    # What np.average computes, without the looking over of its arguments that costs more than the sums.
    value = float((share * at_least_one).sum() / at_least_one.sum() * 100)
    if 0 < value < 1:
        return 1
    return 99 if 99 < value < 100 else int(value + 0.5)
