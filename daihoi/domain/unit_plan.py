"""The plan of one unit as a Gantt shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.counting import days_off_between
from daihoi.domain.network import NO_DEADLINE
from daihoi.domain.overview import working_days_to
from daihoi.domain.results import ActivityRow, RowLink, UnitPlan, WorkstreamGroup
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind, LinkType
from daihoi.domain.units import Unit


def unit_plan(assessment: Assessment, unit_code: str) -> UnitPlan:
    """Everything the Gantt of a unit shows.

    Raises:
        UnknownCodeError: the campaign has no such unit.
    """
    campaign = assessment.campaign
    unit = campaign.tree.unit(unit_code)
    level = campaign.structure.by_code[unit.level]
    groups = _groups(assessment, unit)
    congress = assessment.expansion.number(unit.code, level.congress.code)
    current = assessment.span(assessment.current, congress)
    deadline = campaign.deadline_of(unit)
    numbers = [n for n in assessment.expansion.numbers(unit.code) if assessment.expansion.is_applicable[n]]
    first = min(assessment.span(assessment.baseline, n).start for n in numbers)
    last = max(assessment.span(assessment.current, n).end for n in numbers)
    return UnitPlan(
        edition=assessment.edition,
        unit=unit,
        level_name=level.name,
        path=_path(assessment, unit),
        groups=groups,
        links=_links(assessment, unit),
        deadline=deadline,
        days_off=days_off_between(assessment, first - timedelta(days=31), last + timedelta(days=31)),
        done_pct=_done_pct(assessment, numbers),
        planned_pct=_planned_pct(assessment, numbers),
        congress=(assessment.span(assessment.baseline, congress), current),
        congress_float_days=(
            working_days_to(assessment, current.last_day, deadline.last_day) if deadline else None
        ),
        blocking=blocking_chain(assessment, congress),
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


def _groups(assessment: Assessment, unit: Unit) -> list[WorkstreamGroup]:
    expansion = assessment.expansion
    groups: list[WorkstreamGroup] = []
    for code, name in assessment.campaign.structure.workstreams.items():
        numbers = [
            n
            for n in expansion.numbers(unit.code)
            if expansion.template(n).workstream == code and expansion.is_applicable[n]
        ]
        if numbers:
            rows = [
                _row(assessment, n, f"{len(groups) + 1}.{place}") for place, n in enumerate(numbers, start=1)
            ]
            groups.append(WorkstreamGroup(code, name, _done_pct(assessment, numbers), rows))
    return groups


def _row(assessment: Assessment, number: int, label: str) -> ActivityRow:
    template = assessment.expansion.template(number)
    table, late = assessment.expansion.table, int(assessment.current.late_finish[number])
    total_float = assessment.total_float_days(number)
    return ActivityRow(
        code=template.code,
        number=label,
        name=template.name,
        baseline=assessment.span(assessment.baseline, number),
        current=assessment.span(assessment.current, number),
        percent=int(assessment.reported.percent[number]),
        state=ActivityState(assessment.state[number]),
        is_inferred=bool(assessment.reported.is_inferred[number]),
        is_critical=bool(assessment.current.is_critical[number]),
        total_float_days=total_float,
        late_end=None if total_float is None or late >= NO_DEADLINE else table.date(late),
        variance_days=assessment.variance_days(number),
        is_gate=template.kind is ActivityKind.GATE,
        is_congress=template.kind is ActivityKind.CONGRESS,
        is_hammock=template.kind is ActivityKind.HAMMOCK,
    )


def _links(assessment: Assessment, unit: Unit) -> list[RowLink]:
    expansion = assessment.expansion
    links, numbers = expansion.network.links, expansion.numbers(unit.code)
    inside = (links.predecessor >= numbers.start) & (links.predecessor < numbers.stop)
    inside &= (links.successor >= numbers.start) & (links.successor < numbers.stop)
    inside &= expansion.is_applicable[links.predecessor] & expansion.is_applicable[links.successor]
    over = assessment.reported.actuals.is_finished
    return [
        RowLink(expansion.template(p).code, expansion.template(s).code, LinkType(t), bool(over[p] or over[s]))
        for p, s, t in zip(
            links.predecessor[inside].tolist(),
            links.successor[inside].tolist(),
            links.type[inside].tolist(),
            strict=True,
        )
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
    value = float(np.average(share, weights=np.maximum(np.asarray(weights), 1)) * 100)
    if 0 < value < 1:
        return 1
    return 99 if 99 < value < 100 else int(value + 0.5)
