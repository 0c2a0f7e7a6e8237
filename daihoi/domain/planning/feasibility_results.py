"""What the check of the deadline chain found: computed once, then only shown. Days are inclusive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from daihoi.domain.campaign import Campaign, RuleException
from daihoi.domain.rule_values import RuleInForce, Supposition
from daihoi.domain.structure import Level
from daihoi.domain.units import Unit


class CheckKind(StrEnum):
    """What is checked of a chain of deadlines, in the order it is told."""

    WINDOW_START = "window_start"
    WINDOW_END = "window_end"
    DEADLINE = "deadline"
    DEADLINE_RULE = "deadline_rule"
    ORDER = "order"
    PROCEDURE = "procedure"
    APPROVAL = "approval"
    NOTICE = "notice"
    DEADLINE_CHAIN = "deadline_chain"
    FOLLOW_UP = "follow_up"
    SUSPENSION = "suspension"


@dataclass(frozen=True)
class LowerClosed:
    """The congresses directly below: ``closed`` of ``count`` by the limit, the last on ``last_closing``."""

    closed: int
    count: int
    last_closing: date


@dataclass(frozen=True)
class Finding:
    """One check of one unit.

    Attributes:
        kind: what is checked.
        unit: whose congress.
        limit: the last (for ``WINDOW_START`` and ``SUSPENSION`` the first) day that would do.
        actual: the day that was found.
        spare_days: working days between the two; negative is a break.
        cause: Vietnamese name of what ``actual`` is the day of.
        rule: the rule that sets the limit; None where the procedure or a deadline does.
        exception: the written permission under which a break is none; None without.
        fitting_days: for lead rules: the largest number of days that would still fit; None when none does.
        mend: the earliest opening that would do (for ``DEADLINE_CHAIN`` the latest deadline of the level
            below, tried out); None when nothing was found.
        words: words of the deadline, where one is concerned.
        lower: for ``APPROVAL``: the congresses directly below; None where there are none.
        is_remark: for ``DEADLINE_CHAIN``: every congress below has a day of its own, earlier than the
            deadline; whether those days do is told by other checks, so that a break is only a remark.
    """

    kind: CheckKind
    unit: Unit
    limit: date
    actual: date
    spare_days: int
    cause: str = ""
    rule: RuleInForce | None = None
    exception: RuleException | None = None
    fitting_days: int | None = None
    mend: date | None = None
    words: str = ""
    lower: LowerClosed | None = None
    is_remark: bool = False

    @property
    def is_of_template(self) -> bool:
        """Whether the length of a step is the flaw: moving the congress moves both days alike."""
        return self.kind is CheckKind.FOLLOW_UP

    @property
    def is_broken(self) -> bool:
        """Missed, and nobody has allowed it."""
        return self.spare_days < 0 and self.exception is None and not self.is_remark

    @property
    def is_excused(self) -> bool:
        """Missed, but allowed in writing."""
        return self.spare_days < 0 and self.exception is not None


@dataclass(frozen=True)
class Check:
    """One kind of check over the units of one level; ``findings`` has the tightest first, never empty."""

    kind: CheckKind
    level: Level
    findings: Sequence[Finding]

    @property
    def broken(self) -> Sequence[Finding]:
        """The units that break it without permission."""
        return [finding for finding in self.findings if finding.is_broken]

    @property
    def broken_places(self) -> int:
        """How many things have to be mended: a step that is too long is one for the whole level."""
        return min(len(self.broken), 1) if self.kind is CheckKind.FOLLOW_UP else len(self.broken)

    @property
    def excused(self) -> Sequence[Finding]:
        """The units that break it with a permission."""
        return [finding for finding in self.findings if finding.is_excused]

    @property
    def remarks(self) -> Sequence[Finding]:
        """The units that would break it if others used what they are allowed."""
        return [finding for finding in self.findings if finding.spare_days < 0 and finding.is_remark]


@dataclass(frozen=True)
class LevelDates:
    """The congresses of a level as planned; ``undated`` of them have no date: the earliest counts."""

    level: Level
    count: int
    undated: int
    first_opening: date
    last_closing: date


@dataclass(frozen=True)
class Feasibility:
    """Whether a campaign's dates, deadlines and rules go together, before anything is reported.

    Attributes:
        campaign: under the rules that were supposed, if any.
        levels: the congresses of each level, lowest first.
        checks: by level, lowest first, then by kind.
        suppositions: the what-ifs.
    """

    campaign: Campaign
    levels: Sequence[LevelDates]
    checks: Sequence[Check]
    suppositions: Sequence[Supposition] = ()

    @property
    def broken(self) -> Sequence[Check]:
        """The checks that some unit breaks without permission."""
        return [check for check in self.checks if check.broken]

    @property
    def excused(self) -> Sequence[Check]:
        """The checks that some unit breaks with a permission."""
        return [check for check in self.checks if check.excused]

    @property
    def remarked(self) -> Sequence[Check]:
        """The checks that some unit would break if others used what they are allowed."""
        return [check for check in self.checks if check.remarks]

    @property
    def is_feasible(self) -> bool:
        """Nothing is broken without permission."""
        return not self.broken
