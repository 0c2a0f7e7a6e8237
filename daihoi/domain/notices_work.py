"""Notices about work: what is overdue, and what others wait for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from daihoi.domain.approvals_escalation import days_left
from daihoi.domain.assessment import Assessment
from daihoi.domain.network import Flags, Ints
from daihoi.domain.notices import Ground, Notice, repetitions
from daihoi.domain.notices_addressees import Addressee, Addressees
from daihoi.domain.notices_rules import KindRule, NoticeKind
from daihoi.domain.states import OPEN_STATES, ActivityState
from daihoi.domain.structure import ActivityKind


def notices(ground: Ground) -> Iterator[Notice]:
    """What is overdue, then what others wait for, in unit and template order."""
    teller = _Teller(ground)
    for kind, find in ((NoticeKind.OVERDUE, overdue), (NoticeKind.BLOCKED, blocking)):
        rule = ground.rules.kinds.get(kind)
        if rule is not None:
            for number in np.flatnonzero(find(ground.assessment)).tolist():
                yield from teller.notices(kind, rule, number)


def overdue(assessment: Assessment) -> Flags:
    """Work and congresses that are overdue and that nothing holds back: whoever is told can act.

    What is overdue because something else is late is not told: that other thing is. Gates have a ladder of
    their own, hammocks are what is below them.
    """
    found: Flags = (assessment.state == ActivityState.OVERDUE) & _can_act(assessment)
    return found


def blocking(assessment: Assessment) -> Flags:
    """Work that is behind its plan, not overdue yet, and that keeps others from what they planned."""
    is_open = np.isin(assessment.state, [int(s) for s in OPEN_STATES if s is not ActivityState.OVERDUE])
    found: Flags = is_open & _can_act(assessment) & assessment.is_wanted_over
    return found & (waiting_units(assessment) > 0)


def waiting_units(assessment: Assessment) -> Ints:
    """For each activity, how many other units have work that should have begun and that waits for it."""
    expansion, count = assessment.expansion, len(assessment.expansion.network)
    roots = _roots(assessment)
    waits = (assessment.blocked_by >= 0) & assessment.is_wanted_begun & expansion.is_applicable
    waits &= ~assessment.current.is_finished & (expansion.unit_of[roots] != expansion.unit_of)
    pairs = np.unique(np.stack([roots[waits], expansion.unit_of[waits]]), axis=1)
    found: Ints = np.bincount(pairs[0], minlength=count).astype(np.int32)
    return found


def _can_act(assessment: Assessment) -> Flags:
    expansion = assessment.expansion
    is_work = expansion.is_kind(ActivityKind.WORK) | expansion.is_kind(ActivityKind.CONGRESS)
    flags: Flags = is_work & expansion.is_applicable & (assessment.blocked_by < 0)
    return flags


def _roots(assessment: Assessment) -> Ints:
    """For each activity the beginning of the chain that holds it back; itself where nothing does."""
    blocked_by = assessment.blocked_by
    roots: Ints = np.where(blocked_by >= 0, blocked_by, np.arange(blocked_by.size, dtype=np.int32))
    while not np.array_equal(further := roots[roots], roots):
        roots = further
    return roots


class _Teller:
    """Makes the notices about single activities."""

    def __init__(self, ground: Ground) -> None:
        self._assessment = ground.assessment
        self._addressees = Addressees(ground.assessment.campaign, ground.supervisors)
        self._waiting = waiting_units(ground.assessment)
        plan = ground.assessment.baseline
        self._last_permitted = np.maximum(plan.late_finish, plan.finish)

    def notices(self, kind: NoticeKind, rule: KindRule, number: int) -> Iterator[Notice]:
        """One for everybody who is told by now."""
        assessment, calendar = self._assessment, self._assessment.campaign.working_calendar
        day = self._measured_from(kind, number)
        gone = -days_left(calendar, assessment.status_date, day)
        for sending in rule.to:
            after = rule.after_days + sending.after_days
            if gone >= after:
                first = calendar.add_working_days(day, after)
                times = repetitions(rule, first, assessment.status_date)
                told = self._addressees.of(sending.role, assessment.expansion.unit_code(number))
                for to in told:
                    yield replace(self._told(kind, number, to), day=day, days=gone, times=times)

    def _measured_from(self, kind: NoticeKind, number: int) -> date:
        """The last permitted day of what is overdue, the last planned day of the rest."""
        of = self._last_permitted if kind is NoticeKind.OVERDUE else self._assessment.baseline.finish
        return self._assessment.expansion.table.date(int(of[number]) - 1)

    def _told(self, kind: NoticeKind, number: int, to: Addressee) -> Notice:
        expansion = self._assessment.expansion
        return Notice(
            kind,
            self._assessment.edition,
            self._assessment.campaign.tree.units[int(expansion.unit_of[number])],
            to,
            None,
            0,
            expansion.template(number),
            count=int(self._waiting[number]),
        )
