"""The gates of a campaign at a status date: who has to decide on what, by when, and who is to be reminded.

A gate is an act of the superior; only an event with a document closes it. Everything here is computed from
the record and the schedule each time: nothing about a gate is remembered anywhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

import numpy as np

from daihoi.domain.approvals_escalation import (
    Bodies,
    Body,
    Escalation,
    EscalationStep,
    days_left,
    reached,
    reached_on,
)
from daihoi.domain.approvals_gate import OPEN, Gate, GateState, counts, most_urgent_first
from daihoi.domain.approvals_records import GateRecord
from daihoi.domain.assessment import Assessment
from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.network import NO_DEADLINE
from daihoi.domain.record import Event, EventKind
from daihoi.domain.structure import ActivityKind
from daihoi.domain.units import Unit

__all__ = ["OPEN", "Gate", "GateState", "approvals", "counts", "most_urgent_first"]

_HELD_BY_SUPERIOR = frozenset({GateState.WAITING, GateState.UNDOCUMENTED})


def approvals(
    assessment: Assessment, steps: Sequence[EscalationStep], units: Collection[str] | None = None
) -> list[Gate]:
    """Every gate of the selected units, level by level from the lowest, in unit and template order.

    Args:
        assessment: the campaign at a status date.
        steps: the ladder of escalation.
        units: codes of the selected units; all when None.

    Raises:
        CalendarRangeError: a due day or a step lies outside the calendars.
    """
    reader = _Reader(assessment, steps)
    return [reader.gate(number) for number in reader.numbers(units)]


class _Reader:
    """Reads gates off an assessment, one by one."""

    def __init__(self, assessment: Assessment, steps: Sequence[EscalationStep]) -> None:
        self._assessment, self._steps = assessment, steps
        self._expansion = assessment.expansion
        actuals = assessment.reported.actuals
        self._is_started, self._is_finished = actuals.is_started, actuals.is_finished
        self._bodies = Bodies(assessment.campaign.tree, _outside(assessment))

    def numbers(self, units: Collection[str] | None) -> Iterator[int]:
        """The numbers of the gates of the selected units."""
        is_gate = self._expansion.is_kind(ActivityKind.GATE) & self._expansion.is_applicable
        for number in np.flatnonzero(is_gate).tolist():
            if units is None or self._expansion.unit_code(number) in units:
                yield number

    def gate(self, number: int) -> Gate:
        """One gate."""
        expansion, assessment = self._expansion, self._assessment
        unit = assessment.campaign.tree.units[int(expansion.unit_of[number])]
        record = assessment.reported.gates.get(number)
        state, body = self._state(number, record), self._bodies.superior(unit.code)
        if not unit.parent_code:
            body = Body("", expansion.template(number).responsible)
        reopened_by = record.later if record and record.is_reopened else None
        holder = body if self._is_held_by_superior(number, state) else self._bodies.of(unit)
        due = self._due(number, state)
        left = None if due is None else days_left(self._calendar, assessment.status_date, due)
        return Gate(
            unit,
            expansion.template(number),
            state,
            body,
            holder,
            assessment.span(assessment.current, number).last_day,
            due,
            left,
            None if due is None else int(assessment.current.total_float_days[number]),
            self._escalation(unit, holder, due, left),
            record.event if record else None,
            reopened_by,
            self._name(reopened_by) if reopened_by else "",
            self._blocker(number) if state in OPEN else "",
        )

    @property
    def _calendar(self) -> WorkCalendar:
        return self._assessment.campaign.working_calendar

    def _state(self, number: int, record: GateRecord | None) -> GateState:
        if record and record.is_reopened:
            return GateState.REOPENED
        if self._assessment.reported.is_inferred[number]:
            return GateState.UNDOCUMENTED
        if self._is_finished[number]:
            return GateState.APPROVED
        if record and record.event.statement.kind is EventKind.REJECT and record.later is None:
            return GateState.REJECTED
        return self._waiting_state(number)

    def _waiting_state(self, number: int) -> GateState:
        """Of a gate that nobody has decided on since its dossier last came in."""
        blocker = int(self._assessment.blocked_by[number])
        if blocker < 0 or self._is_started[number]:
            return GateState.WAITING
        return GateState.TO_SUBMIT if self._is_last_work(blocker, number) else GateState.NOT_YET

    def _is_last_work(self, blocker: int, gate: int) -> bool:
        """Whether a gate only waits for work of its own unit that nothing holds back any more."""
        expansion = self._expansion
        is_own = expansion.unit_of[blocker] == expansion.unit_of[gate]
        is_work = expansion.template(blocker).kind is ActivityKind.WORK
        return bool(is_own) and is_work and int(self._assessment.blocked_by[blocker]) < 0

    def _is_held_by_superior(self, number: int, state: GateState) -> bool:
        if state is GateState.REOPENED:  # the superior looks again once the dossier is whole again
            return int(self._assessment.blocked_by[number]) < 0
        return state in _HELD_BY_SUPERIOR

    def _due(self, number: int, state: GateState) -> date | None:
        late = int(self._assessment.current.late_finish[number])
        return self._expansion.table.date(late - 1) if state in OPEN and late < NO_DEADLINE else None

    def _escalation(self, unit: Unit, holder: Body, due: date | None, left: int | None) -> Escalation | None:
        step = None if left is None else reached(self._steps, left)
        if step is None or due is None:
            return None
        to = self._bodies.recipient(step, unit, holder)
        return Escalation(step, reached_on(self._calendar, step, due), to)

    def _name(self, event: Event) -> str:
        return self._expansion.template(self._expansion.number(*event.statement.key)).name

    def _blocker(self, number: int) -> str:
        """What would have to be done first: the beginning of the chain that holds a gate back."""
        blocked_by, at = self._assessment.blocked_by, number
        while blocked_by[at] >= 0:
            at = int(blocked_by[at])
        if at == number:
            return ""
        is_own = self._expansion.unit_of[at] == self._expansion.unit_of[number]
        return self._expansion.template(at).name if is_own else self._expansion.name(at)


def _outside(assessment: Assessment) -> str:
    """The body above the root: the one that decides on the root's own gates."""
    root = assessment.campaign.root
    activities = assessment.campaign.structure.by_code[root.level].activities
    named = (a.responsible for a in activities if a.kind is ActivityKind.GATE and a.responsible)
    return next(named, "")
