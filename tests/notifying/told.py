"""A small district in which things are late, and what is sent about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from daihoi.domain.assessment import Assessment
from daihoi.domain.notices import Ground, PublishedReport, Upkeep
from daihoi.domain.notices_rules import (
    KindRule,
    NoticeKind,
    NoticeRules,
    RetryRule,
    Role,
    Sending,
    Supervisor,
)
from daihoi.domain.record import Statement
from daihoi.loading.notice_posts import Delivery, MailServer, Post, Security
from tests.domain.campaigns import STATED, assessed, make_district
from tests.domain.gates import LADDER

MORNING = datetime(2020, 6, 15, 1, 0, tzinfo=UTC)
MONDAY = 0
RETRY = RetryRule(5, 240, 3, STATED)


def rule(*to: tuple[Role, int], weekly: bool = True, after: int = 0, at_once: bool = False) -> KindRule:
    sendings = tuple(Sending(role, days) for role, days in to)
    return KindRule(sendings, MONDAY if weekly else None, after, at_once, STATED)


RULES = NoticeRules(
    {
        NoticeKind.OVERDUE: rule((Role.OFFICE, 0), (Role.SUPERIOR, 3), (Role.SUPERVISOR, 7)),
        NoticeKind.BLOCKED: rule((Role.OFFICE, 0), (Role.SUPERIOR, 5), after=5),
        NoticeKind.APPROVAL: rule(weekly=False),
        NoticeKind.REPORT: rule((Role.COORDINATOR, 0), (Role.OFFICE, 0), weekly=False, after=7),
        NoticeKind.VERIFICATION: rule((Role.COORDINATOR, 0), at_once=True),
        NoticeKind.BACKUP: rule((Role.COORDINATOR, 0), after=3, at_once=True),
    },
    time(7, 0),
    RETRY,
    frozenset({"gmail.com"}),
)
OVERSEER = Supervisor("to_1", "Tổ chỉ đạo số 1", ("D.A",), STATED)


def late_district(status_date: str = "6-15", *statements: Statement, **changes: Any) -> Assessment:
    """A district in which nothing was reported but what is named, at the end of a day of June 2020."""
    return assessed(make_district(**changes), status_date, *statements)


def ground(
    assessment: Assessment | None = None,
    rules: NoticeRules = RULES,
    supervisors: Sequence[Supervisor] = (),
    report: PublishedReport | None = None,
    upkeep: Upkeep = Upkeep(),  # noqa: B008 - frozen
) -> Ground:
    return Ground(assessment or late_district(), LADDER, rules, supervisors, report, upkeep)


def only(*kinds: NoticeKind) -> NoticeRules:
    """The rules with these kinds alone."""
    return replace(RULES, kinds={kind: RULES.kinds[kind] for kind in kinds})


def delivery(port: int = 25, /, secret: str = "s" * 32, **posts: str) -> Delivery:
    """Mail through a server on this machine; ``D_A="a@x.vn"`` is the office of ``D.A``, «http…» a webhook."""
    found = {
        f"unit:{name.replace('_', '.')}": Post(webhook=to) if to.startswith("http") else Post(mail=to)
        for name, to in posts.items()
    }
    server = MailServer("127.0.0.1", port, Security.NONE, "dai-hoi@quanuy.vn", "Ban Tổ chức Quận ủy")
    return Delivery(server, secret, None, "", found)
