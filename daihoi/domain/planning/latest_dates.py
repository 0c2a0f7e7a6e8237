"""Planning backward: from the opening of a congress, the last day on which each activity may start (T−n)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.expansion import Expansion, expand
from daihoi.domain.leads import submissions, with_rules
from daihoi.domain.links import NO_DAY
from daihoi.domain.planning.counting_back import CountedBack
from daihoi.domain.planning.earliest_opening import Present, earliest_opening
from daihoi.domain.planning.latest_bounds import lower_congresses, outside_window, rule_dates, upper_congress
from daihoi.domain.planning.latest_results import EarliestOpening, LatestDates
from daihoi.domain.planning.openings import (
    Opening,
    OpeningKind,
    congress_number,
    decided_day,
    finish_when_opened,
    last_opening,
    opening_on,
)
from daihoi.domain.record import Snapshot
from daihoi.domain.reported import read_snapshot
from daihoi.domain.rule_values import Supposition, suppose
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.units import Unit
from daihoi.errors import CalendarRangeError


def latest_dates(
    campaign: Campaign,
    unit_code: str,
    opening: date | None = None,
    suppositions: Sequence[Supposition] = (),
    snapshot: Snapshot | None = None,
) -> LatestDates:
    """The T−n table of one unit, and the earliest day on which its congress can open.

    Args:
        campaign: whose unit.
        unit_code: the unit.
        opening: the first day of its congress; when None the reported one, else the decided or planned
            one, else the last one that keeps its deadline, else the earliest possible.
        suppositions: rules that are tried instead of the rule set's.
        snapshot: what was reported; None to plan as if nothing had happened.

    Raises:
        UnknownCodeError: there is no such unit, rule or level.
        CalendarRangeError: a date lies outside the calendars, or congresses are suspended on the opening.
    """
    supposed = suppose(campaign, suppositions)
    unit = supposed.tree.unit(unit_code)
    status_date = snapshot.status_date if snapshot else None
    if status_date:
        _refuse_uncovered(supposed, status_date)
    expansion = expand(supposed, status_date)
    present = _present(expansion, snapshot)
    ruled = with_rules(expansion)
    by_rules = earliest_opening(ruled.without_planned_dates(), unit, present)
    own_undated = ruled.without_planned_dates([unit.code])
    as_planned = earliest_opening(own_undated, unit, present)
    chosen = _opening(expansion, unit, opening, as_planned, present)
    counted = CountedBack(own_undated, unit, chosen, present)
    return _result(counted, by_rules, as_planned, suppositions, status_date)


def _result(
    counted: CountedBack,
    by_rules: EarliestOpening,
    as_planned: EarliestOpening,
    suppositions: Sequence[Supposition],
    status_date: date | None,
) -> LatestDates:
    rows = counted.rows()
    deadline = counted.campaign.deadline_of(counted.unit)
    handed_in = {activity.code for activity in submissions(counted.level)}
    return LatestDates(
        campaign=counted.campaign,
        unit=counted.unit,
        level=counted.level,
        opening=counted.opening,
        rows=rows,
        unbound=counted.unbound(),
        rule_dates=rule_dates(counted),
        lower=lower_congresses(counted),
        upper=upper_congress(counted),
        earliest=by_rules,
        earliest_as_planned=as_planned if as_planned.day != by_rules.day else None,
        submission=next((row for row in rows if row.code in handed_in), None),
        outside=outside_window(counted),
        missed_deadline=deadline if deadline and counted.opening.closing > deadline.last_day else None,
        suppositions=suppositions,
        status_date=status_date,
        is_held=counted.is_over and not counted.is_inferred,
        is_inferred=counted.is_over and counted.is_inferred,
        shortages=counted.shortages(),
    )


def _refuse_uncovered(campaign: Campaign, status_date: date) -> None:
    calendar = campaign.working_calendar
    if not calendar.first <= status_date < calendar.last:
        raise CalendarRangeError(
            f"Ngày chốt {status_date:%d/%m/%Y} nằm ngoài lịch «{calendar.code}» ({calendar.first:%d/%m/%Y} – "
            f"{calendar.last:%d/%m/%Y}): chọn ngày khác, hoặc bổ sung năm còn thiếu vào config/calendars/."
        )


def _present(expansion: Expansion, snapshot: Snapshot | None) -> Present:
    if snapshot is None:
        return Present()
    now = expansion.table.day(snapshot.status_date) + 1
    reported = read_snapshot(expansion, snapshot, now)
    return Present(reported.actuals, now, reported.is_inferred)


def _opening(
    expansion: Expansion, unit: Unit, asked: date | None, earliest: EarliestOpening, present: Present
) -> Opening:
    if asked:
        return opening_on(expansion, unit, asked, OpeningKind.ASKED)
    if reported := _reported_opening(expansion, unit, present):
        return reported
    if decided := decided_day(expansion.campaign, unit):
        return opening_on(expansion, unit, *decided)
    last = last_opening(expansion, unit)
    return last or opening_on(expansion, unit, earliest.day, OpeningKind.EARLIEST)


def _reported_opening(expansion: Expansion, unit: Unit, present: Present) -> Opening | None:
    """The day on which a congress was reported to have opened; an inferred one has no day."""
    number, actuals = congress_number(expansion, unit), present.actuals
    if actuals is None or not actuals.is_started[number] or present.is_inferred(number):
        return None
    day = expansion.table.date(int(actuals.start[number]))
    finish = int(actuals.finish[number])
    if finish == NO_DAY:
        finish = finish_when_opened(expansion.current_network, expansion, number, day)
    return Opening(day, expansion.table.date(finish) - ONE_DAY, OpeningKind.REPORTED)
