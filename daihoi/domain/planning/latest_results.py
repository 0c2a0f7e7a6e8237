"""What planning backward from an opening found: computed once, then only shown.

Dates are inclusive days as people write them; ``working day`` means a day of the campaign's working
calendar; T is the day a congress opens, T−n the day from which n working days lie before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from daihoi.domain.campaign import Campaign, Deadline
from daihoi.domain.planning.openings import Opening
from daihoi.domain.rule_values import RuleInForce, Supposition
from daihoi.domain.structure import Level
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class Follower:
    """What an activity must not hold up.

    Attributes:
        name: Vietnamese name of the activity that follows.
        unit: whose it is, when it is another unit's; None for the same unit.
        rule: the rule that keeps days free between the two; None where the procedure does.
    """

    name: str
    unit: Unit | None = None
    rule: RuleInForce | None = None


class ServedKind(StrEnum):
    """Which day of a congress below is kept."""

    DEADLINE = "deadline"
    FIXED = "fixed"
    PLANNED = "planned"


@dataclass(frozen=True)
class Served:
    """A congress below that an activity has to leave time to.

    Attributes:
        unit: whose.
        kind: which of its days.
        day: its deadline or its opening.
        is_reachable: the plan can keep the day; otherwise what counts is that it gets no later.
    """

    unit: Unit
    kind: ServedKind
    day: date
    is_reachable: bool = True


@dataclass(frozen=True)
class Shortage:
    """A congress below that will not keep its day: ``reached`` is the first day that is possible instead."""

    served: Served
    reached: date
    missing_days: int


@dataclass(frozen=True)
class LatestRow:
    """One activity, counted back from the opening and from the days that congresses below have to keep.

    Attributes:
        code: activity code.
        name: Vietnamese name.
        responsible: the body that does it.
        last_start: the last day on which it may start.
        last_finish: the last day on which it may be finished.
        start_days: n of T−n for ``last_start``.
        finish_days: n of T−n for ``last_finish``.
        early_start: the first day on which it may start; the actual one where started.
        early_finish: its last day then; the actual one where finished.
        spare_days: days of its calendar that it may slip; negative is too late already.
        opening_spare_days: the same for the opening alone; ``NO_DEADLINE`` when it does not depend on it.
        follower: what it holds up first; None for the congress itself.
        serves: the congress below whose day sets the last days; None where the opening does.
        is_gate: closed only by a superior's document.
        is_congress: the congress itself.
        is_finished: reported as finished (or inferred).
        is_started: reported as started.
        is_inferred: nobody reported it, but a later activity has started.
    """

    code: str
    name: str
    responsible: str
    last_start: date
    last_finish: date
    start_days: int
    finish_days: int
    early_start: date
    early_finish: date
    spare_days: int
    opening_spare_days: int
    follower: Follower | None
    serves: Served | None = None
    is_gate: bool = False
    is_congress: bool = False
    is_finished: bool = False
    is_started: bool = False
    is_inferred: bool = False


class RuleDateKind(StrEnum):
    """What a rule sets a last day for."""

    NOTICE = "notice"
    APPROVAL = "approval"
    RESULT_REPORT = "result_report"
    RATIFICATION = "ratification"


@dataclass(frozen=True)
class RuleDate:
    """A last day that a rule sets by itself.

    Attributes:
        kind: for what.
        in_force: the rule, as it holds for the unit.
        day: the last day; None where an exception lifts the rule.
        earliest: the first day on which what the rule asks for can be there; None after the congress.
        spare_days: working days between the two; negative is too late; None like ``earliest``.
    """

    kind: RuleDateKind
    in_force: RuleInForce
    day: date | None
    earliest: date | None = None
    spare_days: int | None = None


@dataclass(frozen=True)
class LowerCongresses:
    """The congresses directly below, as far as the opening depends on them.

    Attributes:
        level: their level.
        count: how many.
        held: how many of them are reported as held.
        last_closing: the day by which the last of them has to have closed.
        days: n of T−n for that day.
        planned_closing: when the last of them closes as planned (or reported).
        last_units: the units that close then, at most a few.
        spare_days: working days between the two; negative is too late.
        pilots_last_closing: the same for pilots, which are needed earlier; None without pilots.
    """

    level: Level
    count: int
    held: int
    last_closing: date
    days: int
    planned_closing: date
    last_units: Sequence[Unit]
    spare_days: int
    pilots_last_closing: date | None = None


@dataclass(frozen=True)
class UpperCongress:
    """What the congress above leaves a unit: ``last_closing`` is the last day on which it may close."""

    unit: Unit
    opening: Opening
    last_closing: date


@dataclass(frozen=True)
class ChainStep:
    """One link of the chain that decides a date.

    Attributes:
        name: Vietnamese name of the activity.
        unit: whose it is.
        start: its first day.
        last_day: its last day.
        rule: the rule that keeps days free between it and the next step; None where there is none.
    """

    name: str
    unit: Unit
    start: date
    last_day: date
    rule: RuleInForce | None = None


class ChainRoot(StrEnum):
    """What holds the first step of a chain to its day."""

    CAMPAIGN_START = "campaign_start"
    WINDOW = "window"
    PLANNED = "planned"
    DECIDED = "decided"
    SUSPENSION = "suspension"
    STATUS_DATE = "status_date"
    REPORTED = "reported"


@dataclass(frozen=True)
class EarliestOpening:
    """The earliest day on which a congress can open.

    Attributes:
        day: that day.
        chain: what decides it, the cause first, up to and without the congress; empty when the root does.
        root: what holds the first step of the chain (the congress, when the chain is empty) to its day.
        root_day: the day it is held to.
        window: the window's first day, when it is the root.
    """

    day: date
    chain: Sequence[ChainStep]
    root: ChainRoot
    root_day: date
    window: RuleInForce | None = None


@dataclass(frozen=True)
class LatestDates:
    """The T−n table of one unit, with the other direction: how early its congress can open.

    Attributes:
        campaign: under the rules that were supposed, if any.
        unit: whose congress.
        level: its level.
        opening: the day that everything is counted back from.
        rows: activities that the opening depends on, the most urgent first.
        unbound: Vietnamese names of the unit's activities that no opening date binds.
        rule_dates: last days that rules set, in order of time.
        lower: the congresses directly below; None without any.
        upper: what the congress above leaves; None at the root, or when its date is not decided.
        earliest: by rules and procedure alone, whatever units below plan.
        earliest_as_planned: with the dates that units below plan; None when the same.
        submission: the row of what is handed in for approval; None when nothing is.
        outside: rules of the window that the congress would break.
        missed_deadline: the unit's deadline, when the congress would close after it.
        suppositions: the what-ifs.
        status_date: the day up to which reports were taken into account; None for the plan alone.
        is_held: the congress is reported as held.
        is_inferred: nobody reported the congress, but what follows it has started.
        shortages: congresses below that will not keep their day, the worst first.
    """

    campaign: Campaign
    unit: Unit
    level: Level
    opening: Opening
    rows: Sequence[LatestRow]
    unbound: Sequence[str]
    rule_dates: Sequence[RuleDate]
    lower: LowerCongresses | None
    upper: UpperCongress | None
    earliest: EarliestOpening
    earliest_as_planned: EarliestOpening | None
    submission: LatestRow | None
    outside: Sequence[RuleInForce] = ()
    missed_deadline: Deadline | None = None
    suppositions: Sequence[Supposition] = ()
    status_date: date | None = None
    is_held: bool = False
    is_inferred: bool = False
    shortages: Sequence[Shortage] = ()

    @property
    def is_missed(self) -> bool:
        """Whether something that is not done would have had to start before it can, for the opening."""
        return any(row.opening_spare_days < 0 and not row.is_finished for row in self.rows)

    @property
    def missing_days(self) -> int:
        """Working days by which the congress would open later than asked; 0 when it need not."""
        calendar = self.campaign.working_calendar
        congress = next(row for row in self.rows if row.is_congress)
        return max(calendar.working_days_between(self.opening.day, congress.early_start), 0)
