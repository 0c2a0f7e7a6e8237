"""What rules, the congresses below and the congress above leave to an opening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from daihoi.domain.leads import approval_gates, notice_needs, window_start
from daihoi.domain.links import NO_DEADLINE
from daihoi.domain.planning.counting_back import CountedBack
from daihoi.domain.planning.earliest_opening import freed, no_deadlines
from daihoi.domain.planning.latest_results import LowerCongresses, RuleDate, RuleDateKind, UpperCongress
from daihoi.domain.planning.openings import (
    congress_number,
    days_after,
    days_before,
    days_to,
    decided_day,
    finish_when_opened,
    opening_on,
)
from daihoi.domain.rule_values import (
    APPROVAL,
    NOTICE,
    RATIFICATION,
    RESULT_REPORT,
    WINDOW_END,
    RuleInForce,
    rule_in_force,
)
from daihoi.domain.schedule import schedule
from daihoi.domain.structure import ActivityTemplate

MAX_NAMED = 3


def rule_dates(counted: CountedBack) -> list[RuleDate]:
    """The last days that rules set by themselves, in order of time."""
    closing = counted.opening.closing
    notice = _lead(counted, RuleDateKind.NOTICE, NOTICE, notice_needs(counted.level))
    approval = _lead(counted, RuleDateKind.APPROVAL, APPROVAL, approval_gates(counted.level))
    report = _period(counted, RuleDateKind.RESULT_REPORT, RESULT_REPORT, closing)
    reported = report.day if report and report.day else closing
    ratification = _period(counted, RuleDateKind.RATIFICATION, RATIFICATION, reported)
    return [found for found in (notice, approval, report, ratification) if found]


def outside_window(counted: CountedBack) -> list[RuleInForce]:
    """The rules of the window that the congress would break."""
    start = window_start(counted.expansion, counted.unit)
    end = rule_in_force(counted.campaign, WINDOW_END, counted.unit)
    opening = counted.opening
    too_early = [start] if start and start.day and opening.day < start.day else []
    too_late = [end] if end and end.day and opening.closing > end.day else []
    return too_early + too_late


def lower_congresses(counted: CountedBack) -> LowerCongresses | None:
    """The congresses directly below; None without any, or when the opening does not depend on them."""
    children = counted.campaign.tree.children[counted.unit.code]
    numbers = np.array([congress_number(counted.expansion, child) for child in children], np.intp)
    late, closing = counted.back.late_finish[numbers], counted.current.finish[numbers]
    if not children or (late >= NO_DEADLINE).all():
        return None
    pilots = np.array([child.is_pilot for child in children])
    needed = counted.last_day((late[~pilots] if (~pilots).any() else late).min())
    planned = counted.last_day(closing.max())
    last = [child for child, end in zip(children, closing, strict=True) if end == closing.max()]
    return LowerCongresses(
        level=counted.expansion.blocks[children[0].level].level,
        count=len(children),
        held=sum(counted.is_reported_done(number) for number in numbers.tolist()),
        last_closing=needed,
        days=days_to(counted.campaign, needed, counted.opening.day),
        planned_closing=planned,
        last_units=last[:MAX_NAMED],
        spare_days=days_to(counted.campaign, planned, needed),
        pilots_last_closing=counted.last_day(late[pilots].min()) if pilots.any() else None,
    )


def upper_congress(counted: CountedBack) -> UpperCongress | None:
    """What the congress above leaves; None at the root, or when its day is not decided."""
    parent = counted.campaign.tree.by_code.get(counted.unit.parent_code)
    decided = decided_day(counted.campaign, parent) if parent else None
    if parent is None or decided is None:
        return None
    network, number = counted.ruled.network, congress_number(counted.expansion, parent)
    opening = opening_on(counted.expansion, parent, *decided)
    deadline = no_deadlines(network)
    deadline[number] = finish_when_opened(network, counted.expansion, number, opening.day)
    plan = schedule(freed(network, number), counted.expansion.table, deadline)
    late = plan.late_finish[counted.congress]
    return None if late >= NO_DEADLINE else UpperCongress(parent, opening, counted.last_day(late))


def _lead(
    counted: CountedBack, kind: RuleDateKind, name: str, needs: Sequence[ActivityTemplate]
) -> RuleDate | None:
    rule = rule_in_force(counted.campaign, name, counted.unit)
    if rule is None or not needs:
        return None
    if rule.days is None:
        return RuleDate(kind, rule, None)
    day = days_before(counted.expansion, counted.opening.day, rule.days)
    numbers = [counted.expansion.number(counted.unit.code, need.code) for need in needs]
    ready = max(counted.last_day(counted.current.finish[number]) for number in numbers)
    return RuleDate(kind, rule, day, ready, days_to(counted.campaign, ready, day))


def _period(counted: CountedBack, kind: RuleDateKind, name: str, since: date) -> RuleDate | None:
    rule = rule_in_force(counted.campaign, name, counted.unit)
    if rule is None:
        return None
    day = None if rule.days is None else days_after(counted.campaign, since, rule.days)
    return RuleDate(kind, rule, day)
