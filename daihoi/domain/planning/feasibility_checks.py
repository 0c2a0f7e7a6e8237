"""The checks of one congress: window, deadline, procedure, lead days, and what has to follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from daihoi.domain.leads import REVIEW, approval_gates, notice_needs, window_start
from daihoi.domain.logic import logic
from daihoi.domain.planning.feasibility_results import CheckKind, Finding, LowerClosed
from daihoi.domain.planning.openings import days_after, days_before, days_to, named
from daihoi.domain.planning.pinning import Pinned, Place, latest_demand
from daihoi.domain.rule_values import (
    APPROVAL,
    NOTICE,
    RATIFICATION,
    RESULT_REPORT,
    WINDOW_END,
    RuleInForce,
    rule_in_force,
)
from daihoi.domain.structure import ActivityKind, ActivityTemplate

Judge = Callable[[RuleInForce], Finding | None]


class CongressChecks:
    """Checks congresses that were put on their days."""

    def __init__(self, pinned: Pinned) -> None:
        self.pinned, self.campaign, self.expansion = pinned, pinned.campaign, pinned.expansion
        levels = [block.level for block in self.expansion.blocks.values()]
        self.gates = {level.code: approval_gates(level) for level in levels}
        self.needs = {level.code: notice_needs(level) for level in levels}
        self.demand, self.demanding = latest_demand(pinned.ruled, pinned.plan, with_rules=False)
        self.driving = logic(pinned.ruled.network, self.expansion.table, pinned.plan).driving_link

    def of(self, place: Place) -> Iterator[Finding]:
        """Everything that is checked of one congress.

        Raises:
            CalendarRangeError: a rule leads out of the calendars.
        """
        yield from self._window(place)
        yield from self._deadline(place)
        yield from self._suspension(place)
        yield from self._order(place)
        if place.is_dated:  # without a date it follows its procedure and the rules by itself
            yield from self._procedure(place)
            yield from self._lead(place, APPROVAL, self.gates[place.level.code])
            yield from self._lead(place, NOTICE, self.needs[place.level.code])
        yield from self._follow_up(place)

    def _window(self, place: Place) -> Iterator[Finding]:
        start = window_start(self.expansion, place.unit)
        yield from _judged(start, lambda rule: self._since(place, rule))
        yield from self._until(place, CheckKind.WINDOW_END, place.closing)

    def _since(self, place: Place, rule: RuleInForce) -> Finding | None:
        if rule.day is None:
            return None
        spare = self.pinned.spare_days(rule.day, place.opening)
        mend = rule.day if spare < 0 else None
        return Finding(
            CheckKind.WINDOW_START, place.unit, rule.day, place.opening, spare, rule=rule, mend=mend
        )

    def _until(self, place: Place, kind: CheckKind, last: date, words: str = "") -> Iterator[Finding]:
        def found(rule: RuleInForce) -> Finding | None:
            if rule.day is None:
                return None
            spare = self.pinned.spare_days(last, rule.day)
            return Finding(kind, place.unit, rule.day, last, spare, rule=rule, words=words)

        yield from _judged(rule_in_force(self.campaign, WINDOW_END, place.unit), found)

    def _deadline(self, place: Place) -> Iterator[Finding]:
        deadline = self.campaign.deadline_of(place.unit)
        if deadline:
            last, spare = deadline.last_day, self.pinned.spare_days(place.closing, deadline.last_day)
            yield Finding(CheckKind.DEADLINE, place.unit, last, place.closing, spare, words=deadline.words)
            yield from self._until(place, CheckKind.DEADLINE_RULE, last, deadline.words)

    def _suspension(self, place: Place) -> Iterator[Finding]:
        """Whether a pause moves the congress from its day."""
        table, number = self.expansion.table, place.number
        if table.pauses[int(self.pinned.ruled.network.calendar[number])]:
            possible = table.date(int(self.pinned.plan.start[number]))
            spare = (
                -max(days_to(self.campaign, place.opening, possible), 1) if possible > place.opening else 0
            )
            mend = place.earliest if spare else None
            yield Finding(CheckKind.SUSPENSION, place.unit, possible, place.opening, spare, mend=mend)

    def _order(self, place: Place) -> Iterator[Finding]:
        """All congresses directly below are over before this one opens."""
        if below := self._below(place):
            last = max(below, key=lambda child: child.closing)
            spare = self.pinned.spare_days(last.closing, place.opening)
            spare = -1 if last.closing == place.opening else spare
            yield self._late(place, CheckKind.ORDER, last.closing, spare, named(last.unit))

    def _procedure(self, place: Place) -> Iterator[Finding]:
        link = int(self.demanding[place.number])
        if link >= 0:
            ready = self.expansion.table.date(int(self.demand[place.number]))
            cause = self._name(int(self.pinned.ruled.network.links.predecessor[link]), place)
            spare = self.pinned.spare_days(ready, place.opening)
            yield self._late(place, CheckKind.PROCEDURE, ready, spare, cause)

    def _late(self, place: Place, kind: CheckKind, actual: date, spare: int, cause: str) -> Finding:
        mend = place.earliest if spare < 0 else None
        return Finding(kind, place.unit, place.opening, actual, spare, cause, mend=mend)

    def _lead(self, place: Place, name: str, needs: Sequence[ActivityTemplate]) -> Iterator[Finding]:
        """What the rule asks for is there early enough before the opening."""
        if not needs:
            return
        numbers = [self.expansion.number(place.unit.code, need.code) for need in needs]
        last = max(numbers, key=lambda n: int(self.pinned.plan.finish[n]))
        ready = self.pinned.finish_day(last)
        kind = CheckKind.APPROVAL if name == APPROVAL else CheckKind.NOTICE
        fitting = days_to(self.campaign, ready, place.opening)

        def found(rule: RuleInForce) -> Finding | None:
            if rule.days is None:
                return None
            limit = days_before(self.expansion, place.opening, rule.days)
            spare = self.pinned.spare_days(ready, limit)
            late = self._late(place, kind, ready, spare, self._reason(last, place))
            fits = fitting if fitting > 0 else None
            lower = self._closed_below(place, limit) if name == APPROVAL else None
            return replace(late, limit=limit, rule=rule, fitting_days=fits, lower=lower)

        yield from _judged(rule_in_force(self.campaign, name, place.unit), found)

    def _closed_below(self, place: Place, day: date) -> LowerClosed | None:
        """How many congresses directly below have closed by a day."""
        closings = [p.closing for p in self._below(place)]
        closed = sum(closing <= day for closing in closings)
        return LowerClosed(closed, len(closings), max(closings)) if closings else None

    def _below(self, place: Place) -> list[Place]:
        return [self.pinned.place_of[c.code] for c in self.campaign.tree.children[place.unit.code]]

    def _reason(self, number: int, place: Place) -> str:
        """What holds back a gate or a notice: the last congress below, or the activity itself."""
        link = int(self.driving[number])
        if link >= 0 and self.pinned.ruled.rule_of(link) == REVIEW:
            return self._name(int(self.pinned.ruled.network.links.predecessor[link]), place)
        return self._name(number, place)

    def _name(self, number: int, place: Place) -> str:
        """An activity, with its unit when it is another's."""
        is_own = self.expansion.unit_code(number) == place.unit.code
        name = self.expansion.template(number).name
        if is_own:
            return name
        return f"{name}, {named(self.campaign.tree.units[int(self.expansion.unit_of[number])])}"

    def _follow_up(self, place: Place) -> Iterator[Finding]:
        """Report and ratification within their periods."""
        report = rule_in_force(self.campaign, RESULT_REPORT, place.unit)
        ratification = rule_in_force(self.campaign, RATIFICATION, place.unit)
        before = {gate.code for gate in self.gates[place.level.code]}
        after = [
            self.expansion.number(place.unit.code, a.code)
            for a in place.level.activities
            if a.kind is ActivityKind.GATE and a.code not in before
        ]
        if not after or report is None or report.days is None:
            return
        reported = days_after(self.campaign, place.closing, report.days)
        last = max(after, key=lambda n: int(self.pinned.plan.finish[n]))

        def found(rule: RuleInForce) -> Finding | None:
            if rule.days is None:
                return None
            limit, actual = days_after(self.campaign, reported, rule.days), self.pinned.finish_day(last)
            spare, cause = self.pinned.spare_days(actual, limit), self._name(last, place)
            return Finding(CheckKind.FOLLOW_UP, place.unit, limit, actual, spare, cause, rule=rule)

        yield from _judged(ratification, found)


def _judged(rule: RuleInForce | None, judge: Judge) -> Iterator[Finding]:
    """A finding under the value in force; a break of the rule itself names the permission that covers it."""
    if rule is None:
        return
    found = judge(rule)
    plain = judge(rule.without_exception()) if rule.exception else None
    if plain and plain.spare_days < 0 and (found is None or found.spare_days >= 0):
        found = replace(plain, exception=rule.exception)
    yield from [one for one in (found or plain,) if one]
