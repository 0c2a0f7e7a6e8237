"""One gate at a status date: where it stands, who has to act, by when, and what the record says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from daihoi.domain.approvals_escalation import Body, Escalation
from daihoi.domain.approvals_reopening import approved_upto, is_approval
from daihoi.domain.record import Event, EventKind
from daihoi.domain.structure import ActivityTemplate
from daihoi.domain.units import Unit


class GateState(StrEnum):
    """Where a gate stands.

    ``NOT_YET``: the dossier is being prepared, or waits for something else.
    ``TO_SUBMIT``: nothing is left to do but the last work before the gate (the submission).
    ``WAITING``: the dossier is in; the superior has to decide.
    ``APPROVED``: the superior decided, with a document, and nothing of the dossier has changed since.
    ``REJECTED``: the superior sent the dossier back, and nothing has come since.
    ``REOPENED``: approved, but what was approved has changed: it has to be looked at again.
    ``UNDOCUMENTED``: what may only follow the gate has begun, and nobody has shown a document.
    """

    NOT_YET = "not_yet"
    TO_SUBMIT = "to_submit"
    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    REOPENED = "reopened"
    UNDOCUMENTED = "undocumented"


OPEN = frozenset(
    {GateState.NOT_YET, GateState.TO_SUBMIT, GateState.WAITING, GateState.REJECTED, GateState.REOPENED}
)
"""The states in which a gate still has a due day."""


@dataclass(frozen=True)
class Gate:
    """One gate of one unit.

    Attributes:
        unit: whose.
        activity: which.
        state: see ``GateState``.
        body: who decides: the direct superior of the unit.
        holder: who has to act now: the body while the dossier is in, else the unit.
        forecast: last day of the gate in the current schedule; the day of the act where it is closed.
        due: last permitted day, from the late dates of the current schedule; None where it is closed, or
            where nothing that it leads to has a deadline.
        left_days: working days after the status date up to ``due``; negative: so many have gone by.
        float_days: total float in days of the gate's calendar; None like ``due``.
        escalation: the furthest step reached; None when it is too early, or there is no due day.
        event: what the superior said last; None when nobody spoke of the gate.
        reopened_by: the first event that changed what was approved; only where ``REOPENED``.
        changed: Vietnamese name of the activity that it is about; empty for none.
        blocked_by: Vietnamese name of what has to be done first; empty where nothing holds it back.
    """

    unit: Unit
    activity: ActivityTemplate
    state: GateState
    body: Body
    holder: Body
    forecast: date
    due: date | None
    left_days: int | None
    float_days: int | None
    escalation: Escalation | None
    event: Event | None
    reopened_by: Event | None
    changed: str
    blocked_by: str

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act before the gate lets through."""
        return self.state in OPEN

    @property
    def document_number(self) -> str:
        """Of the document that approved or sent back; empty for none."""
        return self.event.statement.document_number if self.event else ""

    @property
    def document_date(self) -> date | None:
        """Date of that document; None when it was not stated."""
        return self.event.statement.document_date if self.event else None

    @property
    def decided_on(self) -> date | None:
        """The day of the act; None where the superior has not spoken."""
        if self.event is None or not _is_act(self.event):
            return None
        said = self.event.statement
        return said.actual_finish or said.effective_date

    @property
    def evidence_sha256(self) -> str:
        """Hex SHA-256 of the file that proves it; empty for none."""
        return self.event.statement.evidence_sha256 if self.event else ""

    @property
    def approved_upto(self) -> int | None:
        """Number of the last event that the approver had before them; None where nobody approved."""
        return approved_upto(self.event) if self.event and is_approval(self.event) else None


def most_urgent_first(gates: Sequence[Gate]) -> list[Gate]:
    """Open gates by due day, then those without one, then those that are closed; else in their order."""
    last = date.max
    return sorted(gates, key=lambda gate: (not gate.is_open, gate.due or last))


def counts(gates: Sequence[Gate]) -> Mapping[GateState, int]:
    """How many gates are in each state; 0 for the others."""
    return Counter(gate.state for gate in gates)


def _is_act(event: Event) -> bool:
    return is_approval(event) or event.statement.kind is EventKind.REJECT
