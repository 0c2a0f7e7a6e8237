"""Which value of a rule holds for a unit: the directive's, a supposed one, or one allowed instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from daihoi.domain.campaign import Campaign, RuleException
from daihoi.domain.rules import Rule
from daihoi.domain.structure import Basis, Certainty
from daihoi.domain.units import Unit
from daihoi.errors import UnknownCodeError

APPROVAL, NOTICE = "approval_lead_days", "notice_lead_days"
WINDOW_START, WINDOW_END = "window_start", "window_end"
RESULT_REPORT, RATIFICATION = "result_report_days", "ratification_days"
DATE_RULES = (WINDOW_START, WINDOW_END)
PLANNING_RULES = (APPROVAL, NOTICE, WINDOW_START, WINDOW_END, RESULT_REPORT, RATIFICATION)
"""The rules that dates of a plan depend on; only these can be supposed."""

SUPPOSED = Basis(Certainty.ASSUMED, "giả thiết")


@dataclass(frozen=True)
class Supposition:
    """A value that is tried instead of the rule set's.

    Attributes:
        rule: one of ``PLANNING_RULES``.
        value: days, or a date.
        level: level code; empty for every level that the rule set has the rule for.
    """

    rule: str
    value: int | date
    level: str = ""


@dataclass(frozen=True)
class RuleInForce:
    """A rule as it holds for one unit.

    Attributes:
        name: name of the rule.
        rule: as the rule set (or a supposition) has it.
        value: what holds for the unit; None where an exception lifts the rule.
        exception: the written permission that ``value`` comes from; None without one.
    """

    name: str
    rule: Rule
    value: int | date | None
    exception: RuleException | None = None

    @property
    def is_supposed(self) -> bool:
        """Whether the value is a what-if of the person who asks."""
        return self.rule.basis is SUPPOSED

    @property
    def days(self) -> int | None:
        """The value as a number of days; None where lifted."""
        return self.value if isinstance(self.value, int) else None

    @property
    def day(self) -> date | None:
        """The value as a date; None where lifted."""
        return self.value if isinstance(self.value, date) else None

    def without_exception(self) -> RuleInForce:
        """The rule as it would hold if nobody had allowed anything else."""
        return RuleInForce(self.name, self.rule, self.rule.value)


def suppose(campaign: Campaign, suppositions: Iterable[Supposition]) -> Campaign:
    """The same campaign under other rules; written permissions still hold.

    A supposed rule keeps the words of the one it replaces, to be shown beside its value.

    Raises:
        UnknownCodeError: a supposition names a rule or a level that there is not.
    """
    rules: dict[str, dict[str, Rule]] = {n: dict(levels) for n, levels in campaign.rules.rules.items()}
    for supposition in suppositions:
        known = rules.setdefault(_known_rule(supposition), {})
        for level in _levels(campaign, supposition, known):
            replaced = known.get(level)
            known[level] = Rule(supposition.value, replaced.words if replaced else "", SUPPOSED)
    return replace(campaign, rules=replace(campaign.rules, rules=rules))


def _known_rule(supposition: Supposition) -> str:
    if supposition.rule not in PLANNING_RULES:
        raise UnknownCodeError("quy định", supposition.rule, PLANNING_RULES)
    return supposition.rule


def _levels(campaign: Campaign, supposition: Supposition, known: Mapping[str, Rule]) -> Sequence[str]:
    codes = campaign.structure.by_code
    if supposition.level and supposition.level not in codes:
        raise UnknownCodeError("cấp", supposition.level, codes)
    return [supposition.level] if supposition.level else list(known or codes)


def rule_in_force(campaign: Campaign, name: str, unit: Unit) -> RuleInForce | None:
    """The rule of this name for a unit; None where the directive is silent.

    A permission for the unit itself goes before one for its level.
    """
    rule = campaign.rules.find(name, unit.level)
    if rule is None:
        return None
    allowed = [e for e in campaign.exceptions if e.rule == name]
    own = next((e for e in allowed if e.unit_code == unit.code), None)
    of_level = next((e for e in allowed if not e.unit_code and e.level == unit.level), None)
    exception = own or of_level
    return RuleInForce(name, rule, exception.value if exception else rule.value, exception)
