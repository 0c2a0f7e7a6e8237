"""Which notices are due, as a pure function of an assessment: the same picture gives the same notices.

A notice is known by its key. The function does not know what was sent before: it says what is due now, and
whoever sends gives every key once. A day on which nobody asked therefore loses nothing: what became due then
is due still, under the same key, as long as it lasts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daihoi.domain.approvals_escalation import Body, EscalationStep
from daihoi.domain.assessment import Assessment
from daihoi.domain.notices_addressees import Addressee
from daihoi.domain.notices_rules import KindRule, NoticeKind, NoticeRules, Supervisor
from daihoi.domain.results import Edition
from daihoi.domain.structure import ActivityTemplate
from daihoi.domain.units import Unit

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Upkeep:
    """What is known of the log's keeping, at a status date; only what is wrong is told.

    Attributes:
        problems: faults that the last verification found; 0 for none.
        verified_on: day of that verification; None when nobody verified.
        backup_on: day of the last backup; None when there is none, or nobody looked.
        is_backup_known: whether somebody looked for backups.
    """

    problems: int = 0
    verified_on: date | None = None
    backup_on: date | None = None
    is_backup_known: bool = False


@dataclass(frozen=True)
class PublishedReport:
    """The latest published progress report: its status date, and the last event that it knew."""

    status_date: date
    known_seq: int


@dataclass(frozen=True)
class Notice:
    """One thing that one body is told.

    Attributes:
        kind: what it is about.
        edition: campaign, status date and knowledge that it rests on.
        unit: the unit that it is about.
        addressee: who is told.
        day: the day that it is measured from: the last permitted day, the last planned day, the due day, the
            report's status date, the day of the verification or backup; None where there never was one.
        days: working days gone by since that day; negative: still to come. Of a backup: days.
        activity: which; None where it is about none.
        step: the step of the ladder; only of approvals.
        holder: who has to act now; only of approvals.
        count: how many other units wait; how many faults; else 0.
        times: how often it was to be told before: 0 the first time, 1 for the first weekly repetition.
        is_at_once: see ``KindRule``.
    """

    kind: NoticeKind
    edition: Edition
    unit: Unit
    addressee: Addressee
    day: date | None
    days: int
    activity: ActivityTemplate | None = None
    step: EscalationStep | None = None
    holder: Body | None = None
    count: int = 0
    times: int = 0
    is_at_once: bool = False

    @property
    def key(self) -> str:
        """What it is known by: ASCII, the same on every run; given once."""
        parts = (
            self.edition.campaign_code,
            self.kind.value,
            self.unit.code,
            self.activity.code if self.activity else "",
            self.day.isoformat() if self.day else "",
            self.step.code if self.step else "",
            f"{self.addressee.role.value}:{self.addressee.code}",
            str(self.times),
        )
        return "/".join(part or "-" for part in parts)


@dataclass(frozen=True)
class Ground:
    """What notices are made from.

    Attributes:
        assessment: the campaign at a status date.
        steps: the ladder of escalation of gates.
        rules: what is told to whom and when.
        supervisors: who oversees which units.
        report: the latest published progress report; None for none.
        upkeep: what is known of the log's keeping.
    """

    assessment: Assessment
    steps: Sequence[EscalationStep]
    rules: NoticeRules
    supervisors: Sequence[Supervisor] = ()
    report: PublishedReport | None = None
    upkeep: Upkeep = Upkeep()


def due_notices(ground: Ground) -> list[Notice]:
    """The notices that are due at the status date, each with a key of its own, in a constant order.

    On a day off only those that are sent at once are due.

    Raises:
        CalendarRangeError: a due day lies outside the calendars.
    """
    return given_on(ground.assessment, lasting_notices(ground))


def lasting_notices(ground: Ground) -> list[Notice]:
    """The same, whether or not they may be given on that day.

    Raises:
        CalendarRangeError: a due day lies outside the calendars.
    """
    from daihoi.domain import notices_approvals, notices_facts, notices_work

    makers = (notices_work.notices, notices_approvals.notices, notices_facts.notices)
    return [*{notice.key: notice for make in makers for notice in make(ground)}.values()]


def given_on(assessment: Assessment, notices: Sequence[Notice]) -> list[Notice]:
    """Those that may be given on the status date."""
    is_working = assessment.campaign.working_calendar.is_working_day(assessment.status_date)
    return [notice for notice in notices if is_working or notice.is_at_once]


def not_given(notices: Sequence[Notice], given: Collection[str]) -> list[Notice]:
    """Those whose key was not given yet."""
    return [notice for notice in notices if notice.key not in given]


def repetitions(rule: KindRule, first: date, status_date: date) -> int:
    """How often something has to have been told again by a status date, after it was first told.

    It is told again on the rule's weekday, for the first time when a whole week has gone by. A weekday on
    which nobody asked is made up for on the next day on which somebody does, once.
    """
    if rule.weekly_on is None or status_date < first + WEEK:
        return 0
    earliest = first + WEEK
    begin = earliest + timedelta(days=(rule.weekly_on - earliest.weekday()) % 7)
    return max(0, (status_date - begin).days // 7 + 1)
