"""The overview of a campaign, and the pace of its lowest level: results for charts and messages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.counting import (
    congress_count,
    days_off_between,
    level_deadline,
    lowest_level,
    standstill,
    without_complete,
)
from daihoi.domain.results import CongressCount, Overview, OverviewRow, Pace, WeekCount
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.states import ActivityState
from daihoi.domain.units import Unit

RECENT_WORKING_DAYS = 10
"""Two working weeks: long enough to smooth over a weekend, short enough to feel a change of pace."""


def overview(assessment: Assessment, unit_code: str | None = None) -> Overview:
    """The units directly below the root, or below the unit that is named, most at risk first.

    Raises:
        UnknownCodeError: the campaign has no such unit.
    """
    campaign = assessment.campaign
    root = campaign.tree.unit(unit_code or campaign.root.code)
    counted = lowest_level(assessment)
    children = campaign.tree.children[root.code]
    rows = sorted((_row(assessment, unit) for unit in children), key=_risk)
    row_level = campaign.structure.below(campaign.structure.by_code[root.level])
    cap, deadline = campaign.rules.find("delegates_max", root.level), campaign.deadline_of(root)
    number = assessment.expansion.number(root.code, campaign.structure.by_code[root.level].congress.code)
    current = assessment.span(assessment.current, number)
    return Overview(
        edition=assessment.edition,
        root=root,
        counted_level_name=counted.short_name,
        row_level_name=row_level.short_name if row_level else "",
        total=congress_count(assessment, counted, root),
        rows=rows,
        root_baseline=assessment.span(assessment.baseline, number),
        root_current=current,
        root_deadline=deadline,
        counted_deadline=level_deadline(assessment, counted),
        days_off=_days_off(assessment),
        root_held=bool(assessment.is_held[number]),
        root_float_days=(
            working_days_to(assessment, current.last_day, deadline.last_day) if deadline else None
        ),
        delegates=campaign.delegates.total if campaign.delegates and root == campaign.root else None,
        delegates_max=cap.value if cap and isinstance(cap.value, int) else None,
        root_overdue=_states(assessment, [root.code], ActivityState.OVERDUE),
    )


def pace(assessment: Assessment, unit_code: str | None = None) -> Pace:
    """How fast the congresses of the lowest level go, and how fast they have to; of a unit when named.

    Raises:
        UnknownCodeError: the campaign has no such unit.
    """
    campaign = assessment.campaign
    root = campaign.tree.unit(unit_code or campaign.root.code)
    level = lowest_level(assessment)
    count = congress_count(assessment, level, root)
    rows = [congress_count(assessment, level, unit) for unit in campaign.tree.children[root.code]]
    others, complete = without_complete(assessment, level, rows, root)
    return Pace(
        edition=assessment.edition,
        root=root,
        level_name=level.short_name,
        count=count,
        others=others,
        complete_units=[(c.unit.name, c.total) for c in complete],
        weeks=_weeks(count, assessment.status_date),
        recent_per_day=_recent(assessment, count) / RECENT_WORKING_DAYS,
        recent_days=RECENT_WORKING_DAYS,
        deadline=level_deadline(assessment, level),
        days_off=_days_off(assessment),
        standstill=standstill(assessment, level),
    )


def units_of_interest(shown: Overview, at_risk: int = 3) -> list[str]:
    """Codes of the units whose Gantt belongs into every report: the root, the pilots, those most at risk."""
    pilots = [row.count.unit.code for row in shown.rows if row.count.unit.is_pilot]
    risky = [row.count.unit.code for row in shown.rows if not row.is_through][:at_risk]
    return list(dict.fromkeys([shown.root.code, *pilots, *risky]))


def _row(assessment: Assessment, unit: Unit) -> OverviewRow:
    campaign = assessment.campaign
    level = campaign.structure.by_code[unit.level]
    number = assessment.expansion.number(unit.code, level.congress.code)
    counted = lowest_level(assessment)
    current = assessment.span(assessment.current, number)
    deadline = campaign.deadline_of(unit)
    return OverviewRow(
        count=congress_count(assessment, counted, unit),
        congress_baseline=assessment.span(assessment.baseline, number),
        congress_current=current,
        congress_held=bool(assessment.is_held[number]),
        deadline=deadline,
        float_days=working_days_to(assessment, current.last_day, deadline.last_day) if deadline else None,
        overdue=_states(assessment, campaign.tree.subtrees([unit.code]), ActivityState.OVERDUE),
        unreported=_states(assessment, campaign.tree.subtrees([unit.code]), ActivityState.UNREPORTED),
    )


def working_days_to(assessment: Assessment, day: date, deadline: date) -> int:
    """Working days from the end of ``day`` to the end of ``deadline``; negative when it is past."""
    days = assessment.campaign.working_calendar.working_days_between(day + ONE_DAY, deadline + ONE_DAY)
    # Late by days off only (a congress on the Saturday after) is late all the same.
    return min(days, -1) if day > deadline else days


def _states(assessment: Assessment, unit_codes: Iterable[str], state: ActivityState) -> int:
    places = [assessment.campaign.tree.index[code] for code in unit_codes]
    inside = np.isin(assessment.expansion.unit_of, places)
    return int((inside & (assessment.state == state)).sum())


def _risk(row: OverviewRow) -> tuple[bool, int, int, int, int, int, str]:
    """Most at risk first.

    Its own congress furthest after its deadline; then most congresses below expected late, furthest behind
    the plan, most that is overdue, most that remains; what is through comes last.
    """
    count = row.count
    days_late = 0 if row.congress_held else min(row.float_days or 0, 0)
    return (
        row.is_through,
        days_late,
        -count.expected_late,
        count.held - count.planned,
        -row.overdue,
        -count.remaining,
        count.unit.code,
    )


def _days_off(assessment: Assessment) -> dict[date, str]:
    table = assessment.expansion.table
    first = min(table.date(int(assessment.baseline.start.min())), assessment.campaign.start_date)
    last = table.date(int(assessment.current.finish.max()))
    return dict(days_off_between(assessment, first, last))


def _weeks(count: CongressCount, status_date: date) -> list[WeekCount]:
    days = [*count.planned_curve.days, *count.held_curve.days]
    if not days:
        return []
    monday, end = min(days) - timedelta(days=min(days).weekday()), max(days)
    weeks = []
    while monday <= end:
        sunday, before = monday + timedelta(days=6), monday - ONE_DAY
        planned = count.planned_curve.at(sunday) - count.planned_curve.at(before)
        held = count.held_curve.at(min(sunday, status_date)) - count.held_curve.at(before)
        weeks.append(WeekCount(monday, planned, max(held, 0)))
        monday += timedelta(days=7)
    return weeks


def _recent(assessment: Assessment, count: CongressCount) -> int:
    """Congresses held in the last working days up to the status date."""
    calendar, status = assessment.campaign.working_calendar, assessment.status_date
    day, seen = status, 0
    while seen < RECENT_WORKING_DAYS and day > calendar.first:
        seen += calendar.is_working_day(day)
        day -= ONE_DAY
    return count.held_curve.at(status) - count.held_curve.at(day)
