"""Rule sets: windows, caps and lead days of one directive, each value with its source and certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from daihoi.domain.structure import Basis


@dataclass(frozen=True)
class Rule:
    """One value of a rule set.

    Attributes:
        value: a count of days or people (``int``) or a date.
        words: what the rule says, in Vietnamese.
        basis: source and certainty.
    """

    value: int | date
    words: str
    basis: Basis


@dataclass(frozen=True)
class RuleSet:
    """The rules of one directive.

    Attributes:
        code: file name in ``config/rulesets``.
        rules: rule name (``congress_days_max``, …) → level code → rule.
    """

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    rules: Mapping[str, Mapping[str, Rule]]

    def find(self, name: str, level: str) -> Rule | None:
        """The rule of this name for a level, or None when the directive is silent."""
        return self.rules.get(name, {}).get(level)
