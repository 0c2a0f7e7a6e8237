"""What is told to whom and when: the values of ``config/notices.yaml``, and who oversees which units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from daihoi.domain.structure import Basis


class NoticeKind(StrEnum):
    """What a notice is about.

    ``OVERDUE``: an activity that nothing holds back and whose last permitted day has passed.
    ``BLOCKED``: an activity that lies behind the plan, is not overdue, and that other units wait for.
    ``APPROVAL``: a step of the ladder of ``config/approvals.yaml`` that a gate has reached.
    ``REPORT``: a published progress report.
    ``VERIFICATION``: the log was found damaged.
    ``BACKUP``: the last backup is too old.
    """

    OVERDUE = "overdue"
    BLOCKED = "blocked"
    APPROVAL = "approval"
    REPORT = "report"
    VERIFICATION = "verification"
    BACKUP = "backup"


class Role(StrEnum):
    """Why somebody is told: as the unit itself, a superior, who oversees it, or who runs the campaign."""

    OFFICE = "office"
    SUPERIOR = "superior"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Sending:
    """One line of «to whom»: a role, and working days after the notice is first due (0: at once)."""

    role: Role
    after_days: int


@dataclass(frozen=True)
class KindRule:
    """How one kind of notice is given.

    Attributes:
        to: who is told and when; empty for approvals, whose ladder says it.
        weekly_on: weekday (Monday is 0) on which it is told again while it lasts; None: told once.
        after_days: of ``BLOCKED``: working days behind the plan; of ``BACKUP``: days that a backup may be
            old; of ``REPORT``: days after which a report is no news; else 0.
        is_at_once: sent in a message of its own, not in the digest of the day, on days off as well.
        basis: source and certainty.
    """

    to: tuple[Sending, ...]
    weekly_on: int | None
    after_days: int
    is_at_once: bool
    basis: Basis


@dataclass(frozen=True)
class RetryRule:
    """How often a message is tried again: after so many minutes, each time twice as long, up to a limit.

    Attributes:
        first_minutes: wait after the first failure.
        most_minutes: longest wait.
        give_up_days: days after the message was made on which it is given up.
        basis: source and certainty.
    """

    first_minutes: int
    most_minutes: int
    give_up_days: int
    basis: Basis

    def wait(self, failures: int) -> timedelta:
        """How long to wait after so many failures, 1 or more."""
        doubled = self.first_minutes << min(failures - 1, 20)  # twenty times is beyond any limit
        return timedelta(minutes=min(doubled, self.most_minutes))


@dataclass(frozen=True)
class NoticeRules:
    """What is configured about notices.

    Attributes:
        kinds: kinds that are given at all.
        not_before: time of day in Vietnam before which the digest of a day is not made.
        retry: see ``RetryRule``.
        personal_domains: domains of mail addresses that belong to people, not to offices.
        keep_days: days for which a message that was sent or given up is kept; None: for ever.
    """

    kinds: Mapping[NoticeKind, KindRule]
    not_before: time
    retry: RetryRule
    personal_domains: frozenset[str]
    keep_days: int | None = None


@dataclass(frozen=True)
class Supervisor:
    """A body that was charged with overseeing some units (cơ quan phụ trách); never a person's name.

    Attributes:
        code: ASCII code.
        name: Vietnamese label of the body, e.g. «Tổ chỉ đạo số 1».
        units: codes of the units; all units below them are overseen too.
        basis: source and certainty.
    """

    code: str
    name: str
    units: tuple[str, ...]
    basis: Basis
