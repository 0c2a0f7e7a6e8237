"""Where a rule of a campaign comes from, what allows something else, and what held before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from daihoi.domain.campaign import Campaign, RuleException
from daihoi.domain.rules import Rule, RuleSet


@dataclass(frozen=True)
class RuleLine:
    """One rule of one level.

    Attributes:
        name: name of the rule.
        level: code of the level.
        rule: as the campaign's rule set has it.
        exceptions: written permissions for something else, of the level or of single units.
        before, after: the same rule in other rule sets, the nearest in time first; those that say the same
            are among them.
    """

    name: str
    level: str
    rule: Rule
    exceptions: Sequence[RuleException]
    before: Sequence[tuple[RuleSet, Rule]]
    after: Sequence[tuple[RuleSet, Rule]]


def rule_lines(campaign: Campaign, known: Iterable[RuleSet], wanted: str = "") -> list[RuleLine]:
    """The rules that hold for a campaign, by name and level; one name only when it is wanted.

    Args:
        campaign: whose rule set it is, with its exceptions.
        known: every rule set that is configured.
        wanted: name of a rule; all when empty.
    """
    own = campaign.rules
    others = [rules for rules in known if rules.code != own.code]
    before = sorted((r for r in others if r.valid_from < own.valid_from), key=lambda r: r.valid_from)[::-1]
    after = sorted((r for r in others if r.valid_from > own.valid_from), key=lambda r: r.valid_from)
    return [
        RuleLine(
            name,
            level,
            rule,
            _exceptions(campaign, name, level),
            _elsewhere(before, name, level),
            _elsewhere(after, name, level),
        )
        for name, levels in sorted(own.rules.items())
        if wanted in ("", name)
        for level, rule in levels.items()
    ]


def _exceptions(campaign: Campaign, name: str, level: str) -> list[RuleException]:
    units = campaign.tree.by_code
    return [
        one
        for one in campaign.exceptions
        if one.rule == name and level == (units[one.unit_code].level if one.unit_code in units else one.level)
    ]


def _elsewhere(rulesets: Iterable[RuleSet], name: str, level: str) -> list[tuple[RuleSet, Rule]]:
    return [(rules, rule) for rules in rulesets if (rule := rules.find(name, level)) is not None]
