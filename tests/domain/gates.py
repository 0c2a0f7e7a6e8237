"""A log of a small campaign, written line by line, and the pictures that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from daihoi.domain.approvals import Gate, approvals
from daihoi.domain.approvals_escalation import EscalationStep, Recipient
from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Event, EventKind, Snapshot, Statement, current, fold
from tests.domain.campaigns import STATED, make_campaign, said
from tests.domain.networks import day

NOON = datetime(2020, 6, 1, 5, 0, tzinfo=UTC)

LADDER = (
    EscalationStep("follow_up", "nhắc", -7, Recipient.HOLDER, STATED),
    EscalationStep("due", "đến hạn", 0, Recipient.HOLDER, STATED),
    EscalationStep("to_superior", "báo cấp trên", 3, Recipient.SUPERIOR, STATED),
    EscalationStep("to_district", "báo quận", 7, Recipient.LEVEL, STATED, "district"),
)


def logged(*statements: Statement) -> list[Event]:
    """Events numbered from 1; a correction or a withdrawal is about what stands by then."""
    events: list[Event] = []
    for seq, statement in enumerate(statements, 1):
        history = [event for event in events if event.statement.key == statement.key]
        latest = current(history, day("2020-12-31"))
        mends = statement.kind in (EventKind.CORRECT, EventKind.VOID)
        corrects = latest.seq if mends and latest else None
        events.append(Event(seq, NOON, "v", 1, len(history) + 1, corrects, statement, f"{seq:064x}"))
    return events


def known(status_date: str, events: Sequence[Event]) -> Snapshot:
    """What a log says at the end of a day."""
    told = fold(events, day(status_date))
    voids = tuple(event for event in events if event.statement.kind is EventKind.VOID)
    return Snapshot("thu", day(status_date), len(events), "", tuple(told.values()), voids=voids)


def pictured(status_date: str, *statements: Statement, campaign: Campaign | None = None) -> Assessment:
    """The small campaign at the end of a day, with what was told by then."""
    return assess(campaign or make_campaign(), known(status_date, logged(*statements)))


def gates(assessment: Assessment, steps: Sequence[EscalationStep] = LADDER) -> dict[tuple[str, str], Gate]:
    """Unit and gate → what is found."""
    return {(gate.unit.code, gate.activity.code): gate for gate in approvals(assessment, steps)}


def gate(assessment: Assessment, unit: str = "W.1", activity: str = "b_approval") -> Gate:
    return gates(assessment)[unit, activity]


def approved(on: str, document: str = "5-TB/ĐU", unit: str = "W.1", **more: Any) -> Statement:
    more = {"activity": "b_approval", "kind": EventKind.APPROVE, **more}
    return said(unit, more.pop("activity"), on, finish=on, document_number=document, **more)


def sent_back(on: str, unit: str = "W.1", **more: Any) -> Statement:
    more = {"document_number": "6-TB/ĐU", "reason": "thiếu đề án nhân sự", **more}
    return said(unit, "b_approval", on, kind=EventKind.REJECT, **more)


def void(activity: str, about: str, unit: str = "W.1") -> Statement:
    return said(unit, activity, about, kind=EventKind.VOID, reason="nhầm đơn vị")


def mended_draft(on: str, unit: str = "W.1") -> Statement:
    """The draft was over on another day than reported before."""
    return said(unit, "b_draft", on, finish=on, kind=EventKind.CORRECT, reason="ghi nhầm")
