"""What a health check finds: single findings, the result of one check, and all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from daihoi.domain.health.limits import Limit
from daihoi.domain.results import Edition


@dataclass(frozen=True)
class Finding:
    """One thing found.

    Attributes:
        unit_code: whose it is; empty when it lies in the template of a level.
        unit_name: Vietnamese name of the unit, or of the level.
        activity: code of the activity; empty when the whole unit is meant.
        activity_name: its Vietnamese name.
        what: Vietnamese: what was found, with dates and numbers.
        remedy: Vietnamese: what to do.
        above: name of the unit above, to group by; empty for the root and for templates.
    """

    unit_code: str
    unit_name: str
    activity: str
    activity_name: str
    what: str
    remedy: str
    above: str = ""


@dataclass(frozen=True)
class Found:
    """What a check counted.

    Attributes:
        counted: Vietnamese: what the total counts, e.g. «đại hội đã tổ chức».
        total: how many were looked at.
        count: how many of them are flawed.
        findings: worst first; a finding may stand for several of ``count``.
        note: Vietnamese: a figure that belongs to the result, e.g. «xấu nhất −12 ngày».
        unchecked: Vietnamese: why there was nothing to check; empty when it was checked.
    """

    counted: str
    total: int
    count: int
    findings: Sequence[Finding] = ()
    note: str = ""
    unchecked: str = ""

    @classmethod
    def nothing(cls, why: str) -> Found:
        """The result of a check that does not apply; ``why`` is Vietnamese."""
        return cls("", 0, 0, unchecked=why)


class Verdict(StrEnum):
    """The result of a check, worst first."""

    BROKEN = "broken"
    LOOK = "look"
    INFO = "info"
    PASSED = "passed"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class CheckResult:
    """One check with its limit and what it found.

    Attributes:
        code: stable code of the check, as in ``config/checks.yaml``.
        title: Vietnamese: the flaw that was looked for.
        limit: see ``Limit``.
        found: see ``Found``.
    """

    code: str
    title: str
    limit: Limit
    found: Found

    @property
    def verdict(self) -> Verdict:
        """What follows from count and limit."""
        if self.found.unchecked or not self.found.total:
            return Verdict.UNCHECKED
        if self.limit.admits(self.found.count, self.found.total):
            return Verdict.PASSED
        return Verdict(self.limit.severity.value)


@dataclass(frozen=True)
class Figure:
    """A figure of the schedule as a whole (CPLI, BEI).

    Attributes:
        code: ``cpli``, ``bei``.
        title: Vietnamese name.
        value: None where it cannot be computed.
        formula: Vietnamese: the formula with its numbers, or why there is no value.
        limit: its ``max_share_pct`` is how far below 100 % the figure may lie.
    """

    code: str
    title: str
    value: float | None
    formula: str
    limit: Limit

    @property
    def verdict(self) -> Verdict:
        """Below the limit, or not."""
        if self.value is None:
            return Verdict.UNCHECKED
        is_enough = round(self.value * 100, 6) >= 100 - self.limit.max_share_pct
        return Verdict.PASSED if is_enough else Verdict(self.limit.severity.value)


@dataclass(frozen=True)
class Health:
    """The health of a schedule.

    Attributes:
        edition: status date and knowledge that it rests on.
        is_plan_only: nothing was reported: only the plan was checked.
        results: one per check, worst verdict first, then in the order of the checks.
        figures: CPLI and BEI.
    """

    edition: Edition
    is_plan_only: bool
    results: Sequence[CheckResult]
    figures: Sequence[Figure]

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How many checks and figures came to each verdict."""
        return Counter([r.verdict for r in self.results] + [f.verdict for f in self.figures])

    @property
    def is_broken(self) -> bool:
        """Whether any check found the schedule broken."""
        return self.verdicts[Verdict.BROKEN] > 0
