"""How early a congress can open: the forward pass under the rules, and the chain that decides it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from daihoi.domain.leads import REVIEW, RuledNetwork, window_start
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints
from daihoi.domain.logic import logic
from daihoi.domain.network import Network
from daihoi.domain.planning.latest_results import ChainRoot, ChainStep, EarliestOpening
from daihoi.domain.planning.openings import congress_number
from daihoi.domain.rule_values import RuleInForce, rule_in_force
from daihoi.domain.schedule import Actuals, Schedule, schedule
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class Present:
    """What has happened, and the first day that anything else can.

    Attributes:
        actuals: what was reported; None for a plan that nothing has happened to yet.
        now: day after the status date; None likewise.
        inferred: what nobody reported, but a later activity has started; None likewise.
    """

    actuals: Actuals | None = None
    now: int | None = None
    inferred: Flags | None = None

    def is_inferred(self, number: int) -> bool:
        """Whether an activity is over only by inference."""
        return self.inferred is not None and bool(self.inferred[number])


def earliest_opening(ruled: RuledNetwork, unit: Unit, present: Present) -> EarliestOpening:
    """The earliest opening of a unit's congress, whatever day was planned or decided for it.

    Args:
        ruled: a network in which the unit has no planned day.
        unit: whose congress.
        present: what has happened.

    Raises:
        CalendarRangeError: the dates run past the end of the calendars.
    """
    number = congress_number(ruled.expansion, unit)
    network = freed(ruled.network, number)
    table = ruled.expansion.table
    open_ended = no_deadlines(network)
    plan = schedule(network, table, open_ended, present.actuals, present.now)
    deadline = open_ended.copy()
    deadline[number] = plan.finish[number]  # so that what decides the day is what has no float
    plan = schedule(network, table, deadline, present.actuals, present.now)
    path = _driving_path(network, ruled, plan, number, present)
    first = path[0][0] if path else number
    steps = [_step(ruled, plan, at, link) for at, link in path if ruled.expansion.is_applicable[at]]
    root, root_day = _root(ruled, network, plan, first, present)
    window = window_start(ruled.expansion, _unit(ruled, first)) if root is ChainRoot.WINDOW else None
    return EarliestOpening(_date(ruled, plan.start[number]), steps, root, root_day, window)


def freed(network: Network, number: int) -> Network:
    """The network in which one activity has no decided day."""
    fixed = network.fixed_start.copy()
    fixed[number] = NO_DAY
    return network.changed(fixed_start=fixed)


def no_deadlines(network: Network) -> Ints:
    """A column of deadlines without any."""
    return np.full(len(network), NO_DEADLINE, np.int32)


def _driving_path(
    network: Network, ruled: RuledNetwork, plan: Schedule, number: int, present: Present
) -> list[tuple[int, int]]:
    """Activities that drive a date, the cause first, each with the link that leads on from it.

    What is over decides by its lag only, and what decided it in its time is history.
    """
    driving = logic(network, ruled.expansion.table, plan).driving_link
    path: list[tuple[int, int]] = []
    at = number
    while (link := int(driving[at])) >= 0 and not plan.is_finished[at]:
        if _is_resumed(ruled, network, at, int(plan.start[at])):
            break
        before = int(network.links.predecessor[link])
        if plan.is_finished[before] and _is_at_once(ruled, network, plan, at, present):
            break
        at = before
        path.append((at, link))
    return path[::-1]


def _is_at_once(ruled: RuledNetwork, network: Network, plan: Schedule, number: int, present: Present) -> bool:
    """Whether an activity starts on the first day that anything can."""
    if present.now is None:
        return False
    working_before = ruled.expansion.table.working_before[int(network.calendar[number])]
    return bool(working_before[int(plan.start[number])] <= working_before[present.now])


def _is_resumed(ruled: RuledNetwork, network: Network, number: int, start: int) -> bool:
    """Whether an activity starts on the first day after a suspension: that is then what decides."""
    pauses = ruled.expansion.table.pauses[int(network.calendar[number])]
    return any(until == start for _, until in pauses)


def _step(ruled: RuledNetwork, plan: Schedule, number: int, link: int) -> ChainStep:
    return ChainStep(
        ruled.expansion.template(number).name,
        _unit(ruled, number),
        _date(ruled, plan.start[number]),
        _date(ruled, max(plan.start[number], plan.finish[number] - 1)),
        rule_of_link(ruled, link),
    )


def rule_of_link(ruled: RuledNetwork, link: int) -> RuleInForce | None:
    """The lead rule that a link comes from, as it holds for the unit that has to keep it."""
    name = ruled.rule_of(link)
    if name in {"", REVIEW}:
        return None
    holder = _unit(ruled, int(ruled.network.links.successor[link]))
    return rule_in_force(ruled.expansion.campaign, name, holder)


def _root(
    ruled: RuledNetwork, network: Network, plan: Schedule, number: int, present: Present
) -> tuple[ChainRoot, date]:
    """What holds the first activity of a chain to its day; nothing before it does."""
    start = int(plan.start[number])
    kind = _root_kind(ruled, network, number, start, present)
    return kind, _date(ruled, start)


def _root_kind(ruled: RuledNetwork, network: Network, number: int, start: int, present: Present) -> ChainRoot:
    expansion, floor = ruled.expansion, int(network.floor[number])
    if present.actuals is not None and present.actuals.is_started[number]:
        return ChainRoot.REPORTED
    if present.now is not None and floor < present.now:
        return ChainRoot.STATUS_DATE
    unit = _unit(ruled, number)
    if _is_resumed(ruled, network, number, start):
        return ChainRoot.SUSPENSION
    if network.fixed_start[number] != NO_DAY:
        return ChainRoot.DECIDED
    if number == congress_number(expansion, unit):
        window = window_start(expansion, unit)
        if window and window.day and expansion.table.day(window.day) == floor:
            return ChainRoot.WINDOW
        if unit.planned_congress_date and expansion.table.day(unit.planned_congress_date) == floor:
            return ChainRoot.PLANNED
    is_decided = floor > expansion.table.day(expansion.campaign.start_date)
    return ChainRoot.DECIDED if is_decided else ChainRoot.CAMPAIGN_START


def _unit(ruled: RuledNetwork, number: int) -> Unit:
    return ruled.expansion.campaign.tree.units[int(ruled.expansion.unit_of[number])]


def _date(ruled: RuledNetwork, day: int) -> date:
    return ruled.expansion.table.date(int(day))


def last_date(ruled: RuledNetwork, finish: int) -> date:
    """The last day before an exclusive finish."""
    return _date(ruled, finish) - ONE_DAY
