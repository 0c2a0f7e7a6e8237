"""The days of congresses: how many are held on each, and where too many meet on one day.

A congress of several days counts on each of its days. A clash is a day on which the congresses still to be
held are more than a rule allows: below one unit (``congresses_per_day_max``), or directly below one unit
that has to attend them all (``attended_per_day_max``); both rules name the level of that unit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign, Deadline, Suspension
from daihoi.domain.counting import days_off_between, level_deadline
from daihoi.domain.network import Ints
from daihoi.domain.results import Edition
from daihoi.domain.rule_values import RuleInForce, rule_in_force
from daihoi.domain.schedule import Schedule
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.states import ActivityState
from daihoi.domain.units import Unit
from daihoi.errors import UnknownCodeError

PER_DAY, ATTENDED = "congresses_per_day_max", "attended_per_day_max"


class ClashKind(StrEnum):
    """``CROWDED``: too many below one unit. ``ATTENDANCE``: too many for their superior to attend."""

    CROWDED = "crowded"
    ATTENDANCE = "attendance"


@dataclass(frozen=True)
class Clash:
    """Too many congresses on a day.

    Attributes:
        day: which.
        kind: see ``ClashKind``.
        unit: below which they are held.
        units: codes of the units that hold them, in tree order.
        most: how many are allowed.
    """

    day: date
    kind: ClashKind
    unit: Unit
    units: Sequence[str]
    most: int


@dataclass(frozen=True)
class CalendarDay:
    """Congresses in session on one day.

    Attributes:
        planned: in the frozen plan.
        held: reported as held.
        inferred: nobody reported them, but what can only follow has started.
        expected: still to be held, at the current state.
        opening: how many of all those begin on this day.
        opening_planned: how many begin on this day in the frozen plan.
        clashes: where there are too many.
    """

    planned: int = 0
    held: int = 0
    inferred: int = 0
    expected: int = 0
    opening: int = 0
    opening_planned: int = 0
    clashes: Sequence[Clash] = ()

    @property
    def total(self) -> int:
        """Congresses in session, whatever is known of them."""
        return self.held + self.inferred + self.expected


@dataclass(frozen=True)
class CongressCalendar:
    """The congresses of some levels, day by day.

    Attributes:
        edition: what it rests on.
        root: the campaign's root.
        level_names: short Vietnamese names of the levels counted, lowest first.
        congresses: how many there are.
        held: how many are reported as held.
        inferred: how many nobody reported although something later has started.
        days: days on which something is, or was planned to be, in session.
        days_off: days off (not weekends) from the first day to the last → name.
        suspensions: times without congresses that were decided by the status date.
        deadlines: short level name and deadline, the earliest first.
        limits: the rules that clashes are measured by, as in force; empty when the rule set is silent.
    """

    edition: Edition
    root: Unit
    level_names: Sequence[str]
    congresses: int
    held: int
    inferred: int
    days: Mapping[date, CalendarDay]
    days_off: Mapping[date, str]
    suspensions: Sequence[Suspension]
    deadlines: Sequence[tuple[str, Deadline]]
    limits: Sequence[RuleInForce]

    @property
    def clashes(self) -> list[Clash]:
        """All clashes, by day."""
        return [clash for _, day in sorted(self.days.items()) for clash in day.clashes]


def congress_calendar(assessment: Assessment, level_code: str | None = None) -> CongressCalendar:
    """The congresses of one level, or of all levels, day by day.

    Raises:
        UnknownCodeError: the campaign has no unit of that level.
    """
    campaign, blocks = assessment.campaign, assessment.expansion.blocks
    if level_code is not None and level_code not in blocks:
        raise UnknownCodeError("cấp", level_code, blocks)
    levels = [block.level for code, block in blocks.items() if level_code in (None, code)]
    numbers = np.concatenate([assessment.expansion.congresses(level.code) for level in levels])
    days = _days(assessment, numbers)
    first = min([*days, assessment.status_date])
    last = max([*days, assessment.status_date])
    deadlines = [(level.short_name, level_deadline(assessment, level)) for level in levels]
    return CongressCalendar(
        edition=assessment.edition,
        root=campaign.root,
        level_names=[level.short_name for level in levels],
        congresses=int(numbers.size),
        held=int(assessment.is_held[numbers].sum()),
        inferred=int((assessment.state[numbers] == ActivityState.UNREPORTED).sum()),
        days=days,
        days_off=days_off_between(assessment, first.replace(day=1), last + 31 * ONE_DAY),
        suspensions=[
            pause
            for pause in campaign.suspensions
            if pause.decided_on <= assessment.status_date and set(pause.levels) & {lv.code for lv in levels}
        ],
        deadlines=sorted(((name, d) for name, d in deadlines if d), key=lambda found: found[1].last_day),
        limits=_limits(campaign),
    )


def _days(assessment: Assessment, numbers: Ints) -> dict[date, CalendarDay]:
    state, current = assessment.state[numbers], assessment.current
    is_held, is_inferred = state == ActivityState.DONE, state == ActivityState.UNREPORTED
    planned = _per_day(assessment, assessment.baseline, numbers)
    held = _per_day(assessment, current, numbers[is_held])
    inferred = _per_day(assessment, current, numbers[is_inferred])
    remaining = numbers[~is_held & ~is_inferred]
    expected = _per_day(assessment, current, remaining)
    opening, opening_planned = (
        Counter(assessment.span(plan, number).start for number in numbers.tolist())
        for plan in (current, assessment.baseline)
    )
    clashes = _clashes(assessment, remaining)
    return {
        day: CalendarDay(
            planned[day],
            held[day],
            inferred[day],
            expected[day],
            opening[day],
            opening_planned[day],
            clashes.get(day, ()),
        )
        for day in sorted({*planned, *held, *inferred, *expected})
    }


def _per_day(assessment: Assessment, plan: Schedule, numbers: Ints) -> Counter[date]:
    return Counter(day for number in numbers.tolist() for day in _session(assessment, plan, number))


def _session(assessment: Assessment, plan: Schedule, number: int) -> Iterator[date]:
    """The days of a congress."""
    span = assessment.span(plan, number)
    return (span.start + n * ONE_DAY for n in range(max(span.days, 1)))


def _clashes(assessment: Assessment, remaining: Ints) -> dict[date, list[Clash]]:
    """Clashes of what is still to be held; what is over cannot be moved any more."""
    below: dict[tuple[date, str], list[Unit]] = defaultdict(list)
    tree = assessment.campaign.tree
    for number in remaining.tolist():
        unit = tree.units[int(assessment.expansion.unit_of[number])]
        for day in _session(assessment, assessment.current, number):
            for above in _ancestors(assessment.campaign, unit):
                below[day, above.code].append(unit)
    found: dict[date, list[Clash]] = defaultdict(list)
    for (day, code), units in sorted(below.items()):
        found[day] += _clashes_of(assessment.campaign, day, tree.by_code[code], units)
    return found


def _clashes_of(campaign: Campaign, day: date, above: Unit, units: Sequence[Unit]) -> Iterator[Clash]:
    children = [unit for unit in units if unit.parent_code == above.code]
    for kind, name, meeting in (
        (ClashKind.CROWDED, PER_DAY, units),
        (ClashKind.ATTENDANCE, ATTENDED, children),
    ):
        rule = rule_in_force(campaign, name, above)
        if rule is not None and rule.days is not None and len(meeting) > rule.days:
            yield Clash(day, kind, above, [unit.code for unit in meeting], rule.days)


def _ancestors(campaign: Campaign, unit: Unit) -> Iterator[Unit]:
    while unit.parent_code:
        unit = campaign.tree.by_code[unit.parent_code]
        yield unit


def _limits(campaign: Campaign) -> list[RuleInForce]:
    """One per rule and level that the campaign has units of."""
    representatives = {unit.level: unit for unit in reversed(campaign.tree.units)}
    rules = (
        rule_in_force(campaign, name, unit)
        for name in (PER_DAY, ATTENDED)
        for unit in representatives.values()
    )
    return [rule for rule in rules if rule is not None]
