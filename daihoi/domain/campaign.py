"""A campaign: one round of congresses of one root unit, with everything that was decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.replanned import Replanned
from daihoi.domain.rules import RuleSet
from daihoi.domain.structure import Basis, Structure
from daihoi.domain.units import Unit, UnitTree


@dataclass(frozen=True)
class Deadline:
    """The day by which the congresses of a level, or of one unit, have to be over.

    Attributes:
        level: level code; empty when ``unit_code`` is set.
        unit_code: the one unit it holds for; empty for a whole level.
        words: the words it came in, e.g. «hoàn thành trước ngày 10-6-2020».
        last_day: the last permitted day those words are read as; shown beside them.
        basis: source and certainty.
        line: line in ``campaign.yaml``, for messages.
    """

    words: str
    last_day: date
    basis: Basis
    level: str = ""
    unit_code: str = ""
    line: int = 0


@dataclass(frozen=True)
class Floor:
    """A date before which one activity of one unit does not start (SNET)."""

    unit_code: str
    activity: str
    not_earlier_than: date
    reason: str
    basis: Basis
    line: int = 0


@dataclass(frozen=True)
class FixedDate:
    """A day set by decision on which an activity of one unit starts, whatever its links say.

    What comes before it then shows as negative float, never as a later date.
    """

    unit_code: str
    activity: str
    start: date
    reason: str
    basis: Basis
    line: int = 0


@dataclass(frozen=True)
class Suspension:
    """A time in which no congress of the named levels is held (tạm hoãn), by decision.

    Attributes:
        first: first day without congresses.
        until: first day on which they are allowed again.
        decided_on: day of the decision: reports of earlier status dates know nothing of it.
        levels: level codes.
        words: the words of the decision.
        line: line in ``campaign.yaml``, for messages.
    """

    first: date
    until: date
    decided_on: date
    levels: tuple[str, ...]
    words: str
    basis: Basis
    line: int = 0


@dataclass(frozen=True)
class RuleException:
    """A written permission to depart from one rule, for a level or for one unit.

    Attributes:
        rule: name of the rule, as in the rule set.
        level: level code; empty when ``unit_code`` is set.
        unit_code: the one unit it holds for; empty for a whole level.
        value: what holds instead: days, people or a date; None lifts the rule.
        document_number: number of the document that allows it.
        document_date: its date.
        allowed_by: the body that allowed it.
        line: line in ``campaign.yaml``, for messages.
    """

    rule: str
    value: int | date | None
    document_number: str
    document_date: date
    allowed_by: str
    reason: str
    basis: Basis
    level: str = ""
    unit_code: str = ""
    line: int = 0


@dataclass(frozen=True)
class OwnDuration:
    """How long an activity lasts in one unit, where its own plan departs from the template."""

    unit_code: str
    activity: str
    duration_days: int
    basis: Basis


@dataclass(frozen=True)
class Delegates:
    """How many delegates attend the root's congress."""

    total: int
    basis: Basis


@dataclass(frozen=True)
class Campaign:
    """Everything a schedule and a report are computed from, apart from what units reported.

    Attributes:
        code: name of the folder in ``config/campaigns``.
        title: Vietnamese title.
        plan_number: number of the plan that started it, e.g. ``86-KH/QU``.
        plan_date: date of that plan.
        start_date: nothing of the campaign starts before.
        calendars: calendar code → calendar, every code that the structure names.
        deadlines: of levels and of single units.
        floors: dates before which single activities do not start.
        fixed_dates: days set by decision on which single activities start.
        suspensions: times without congresses.
        exceptions: written permissions to depart from a rule.
        durations: of single activities of single units, instead of the template's.
        replans: what was ruled about single activities since; only the current schedule knows it.
        delegates: of the root's congress; None when not decided.
        assumptions: Vietnamese sentences, printed on every page that rests on them.
        fingerprint: SHA-256 of all files it was loaded from.
        report_files: what units reported, in the order of import.
        register_files: what is filed in registers, imported after the reports.
    """

    code: str
    title: str
    term: str
    plan_number: str
    plan_date: date
    start_date: date
    structure: Structure
    rules: RuleSet
    calendars: Mapping[str, WorkCalendar]
    tree: UnitTree
    deadlines: tuple[Deadline, ...]
    floors: tuple[Floor, ...] = ()
    fixed_dates: tuple[FixedDate, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    exceptions: tuple[RuleException, ...] = ()
    durations: tuple[OwnDuration, ...] = ()
    replans: tuple[Replanned, ...] = ()
    delegates: Delegates | None = None
    assumptions: tuple[str, ...] = ()
    fingerprint: str = ""
    report_files: tuple[str, ...] = field(default=())
    register_files: tuple[str, ...] = ()

    @property
    def root(self) -> Unit:
        """The unit whose congress ends the round."""
        return self.tree.root

    @property
    def working_calendar(self) -> WorkCalendar:
        """The calendar of legal and working days, which rates and periods are counted on."""
        return self.calendars["working"]

    def deadline_of(self, unit: Unit) -> Deadline | None:
        """The unit's own deadline, else its level's; None when there is neither."""
        own = (d for d in self.deadlines if d.unit_code == unit.code)
        of_level = (d for d in self.deadlines if d.level == unit.level and not d.unit_code)
        return next(own, None) or next(of_level, None)
