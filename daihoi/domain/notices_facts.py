"""Notices about what was published, and about the keeping of the log: facts that no assessment tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from daihoi.domain.approvals_escalation import days_left
from daihoi.domain.notices import Ground, Notice, repetitions
from daihoi.domain.notices_addressees import Addressees
from daihoi.domain.notices_rules import KindRule, NoticeKind


def notices(ground: Ground) -> Iterator[Notice]:
    """The published report, then what is wrong with the log's keeping."""
    rules = ground.rules.kinds
    if rule := rules.get(NoticeKind.REPORT):
        yield from _report(ground, rule)
    if rule := rules.get(NoticeKind.VERIFICATION):
        yield from _verification(ground, rule)
    if rule := rules.get(NoticeKind.BACKUP):
        yield from _backup(ground, rule)


def _report(ground: Ground, rule: KindRule) -> Iterator[Notice]:
    """A report that is no older than the rule wants news to be, and not of a day to come."""
    report, today = ground.report, ground.assessment.status_date
    if report and timedelta(0) <= today - report.status_date < timedelta(days=max(1, rule.after_days)):
        yield from _told(ground, NoticeKind.REPORT, rule, report.status_date, 0, report.known_seq)


def _verification(ground: Ground, rule: KindRule) -> Iterator[Notice]:
    upkeep = ground.upkeep
    if upkeep.problems and upkeep.verified_on:
        calendar, today = ground.assessment.campaign.working_calendar, ground.assessment.status_date
        gone = -days_left(calendar, today, upkeep.verified_on)
        yield from _told(ground, NoticeKind.VERIFICATION, rule, upkeep.verified_on, gone, upkeep.problems)


def _backup(ground: Ground, rule: KindRule) -> Iterator[Notice]:
    """A last backup that is older than the rule allows, or none at all."""
    upkeep, today = ground.upkeep, ground.assessment.status_date
    if not upkeep.is_backup_known:
        return
    age = (today - upkeep.backup_on).days if upkeep.backup_on else 0
    if upkeep.backup_on is None or age > rule.after_days:
        yield from _told(ground, NoticeKind.BACKUP, rule, upkeep.backup_on, age, 0)


def _told(
    ground: Ground, kind: NoticeKind, rule: KindRule, day: date | None, days: int, count: int
) -> Iterator[Notice]:
    """One for everybody whom the rule names, as seen from the campaign's root."""
    assessment = ground.assessment
    addressees = Addressees(assessment.campaign, ground.supervisors)
    # What never happened has no day of its own: weeks are counted from the campaign's first.
    times = repetitions(rule, day or assessment.campaign.start_date, assessment.status_date)
    for sending in rule.to:
        for to in addressees.of(sending.role, assessment.campaign.root.code):
            yield Notice(
                kind,
                assessment.edition,
                assessment.campaign.root,
                to,
                day,
                days,
                count=count,
                times=times,
                is_at_once=rule.is_at_once,
            )
