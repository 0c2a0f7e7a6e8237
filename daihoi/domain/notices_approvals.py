"""Notices about gates: each step of the ladder that a gate has reached, told to whom the ladder names.

Somebody who is named by several steps that were reached is told of the last of them alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.approvals import Gate, approvals
from daihoi.domain.notices import Ground, Notice
from daihoi.domain.notices_addressees import Addressee, Addressees
from daihoi.domain.notices_rules import NoticeKind


def notices(ground: Ground) -> Iterator[Notice]:
    """One per gate and body that is to be told by now, most advanced step last."""
    if NoticeKind.APPROVAL not in ground.rules.kinds:
        return
    addressees = Addressees(ground.assessment.campaign, ground.supervisors)
    found: dict[tuple[str, str, Addressee], Notice] = {}
    for step in sorted(ground.steps, key=lambda step: step.after_days):
        for gate in approvals(ground.assessment, [step]):
            if gate.escalation is not None:
                to = addressees.body(gate.escalation.to, gate.unit.code)
                found[gate.unit.code, gate.activity.code, to] = _notice(ground, gate, to)
    yield from found.values()


def _notice(ground: Ground, gate: Gate, to: Addressee) -> Notice:
    assert gate.escalation is not None
    return Notice(
        NoticeKind.APPROVAL,
        ground.assessment.edition,
        gate.unit,
        to,
        gate.due,
        -(gate.left_days or 0),
        gate.activity,
        gate.escalation.step,
        gate.holder,
        is_at_once=ground.rules.kinds[NoticeKind.APPROVAL].is_at_once,
    )
