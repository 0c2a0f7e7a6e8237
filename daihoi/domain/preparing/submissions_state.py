"""Where each unit stands with the approval of its congress: last days, rounds, and what its dossier lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.approvals_dossier import dossier
from daihoi.domain.entries import Entry
from daihoi.domain.leads import approval_gates
from daihoi.domain.preparing.base import Preparation, late, marked
from daihoi.domain.preparing.openings import days_before, is_over, opening
from daihoi.domain.preparing.steering_reading import congress, state_of
from daihoi.domain.rule_values import APPROVAL, rule_in_force
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityTemplate
from daihoi.domain.units import Unit

READY, NOT_NEEDED = "ready", "not_needed"
_OVER = (ActivityState.DONE, ActivityState.NOT_APPLICABLE)


@dataclass(frozen=True)
class Submission:
    """What a unit submits to its superior before its congress.

    Attributes:
        unit: who submits.
        opening: first day of its congress.
        forecast: the same by the current schedule; later where the work of the unit runs late.
        submit_by: last day to submit: the superior has its working days, and ends on ``approve_by``.
        approve_by: last day for the approval: the rule's working days before the opening.
        rounds: entries of submissions, the first round first.
        approved_on: day of the superior's document; None while there is none.
        document: its number; empty for none.
        wanting: names of what the dossier lacks.
        size: of how many pieces the dossier consists.
        is_entered: the pieces stand in the register; else they are the work of the schedule.
        is_over: the congress was held.
        inferred: pieces that nobody reported and that are taken to be there since what follows has begun.
    """

    unit: Unit
    opening: date
    forecast: date
    submit_by: date | None
    approve_by: date | None
    rounds: Sequence[Entry]
    approved_on: date | None
    document: str
    wanting: Sequence[str]
    size: int
    is_entered: bool
    is_over: bool
    inferred: int = 0

    @property
    def last(self) -> Entry | None:
        """The last round; None while nothing was submitted."""
        return self.rounds[-1] if self.rounds else None

    @property
    def is_approved(self) -> bool:
        """The superior approved, with a document."""
        return self.approved_on is not None

    @property
    def is_with_superior(self) -> bool:
        """Submitted, and not answered yet."""
        return self.last is not None and not self.last.text("answer") and not self.is_approved

    @property
    def is_open(self) -> bool:
        """Somebody still has to act before the congress."""
        return not self.is_approved and not self.is_over

    def is_late(self, day: date) -> bool:
        """Whether the last day of whoever has to act now is over."""
        return self.is_open and late(self.approve_by if self.is_with_superior else self.submit_by, day)


def submissions_of(preparation: Preparation) -> list[Submission]:
    """The units asked about, by last day to submit; the lowest level only where asked for or entered."""
    lowest = preparation.campaign.structure.levels[0].code
    entered = {one.unit_code for register in _REGISTERS for one in preparation.of(register)}
    found = [
        _submission(preparation, unit, gate)
        for unit in preparation.chosen()
        if preparation.units is not None or unit.level != lowest or unit.code in entered
        for gate in approval_gates(preparation.campaign.structure.by_code[unit.level])[-1:]
    ]
    return sorted(found, key=lambda one: one.submit_by or date.max)


def _submission(preparation: Preparation, unit: Unit, gate: ActivityTemplate) -> Submission:
    opened = opening(preparation, unit)
    rule = rule_in_force(preparation.campaign, APPROVAL, unit)
    days = rule.days if rule else None
    approve_by = None if days is None else days_before(preparation.campaign, opened, days)
    submit_by = approve_by and days_before(preparation.campaign, approve_by, gate.duration_days)
    rounds = sorted(preparation.entries.of("submissions", unit.code), key=lambda one: one.count("round"))
    approved_on, document = _approval(preparation, unit, gate)
    pieces = preparation.entries.of("dossier_items", unit.code)
    states = {} if pieces else _pieces_of_work(preparation, unit, gate)
    wanting, size = _entered(preparation, pieces) if pieces else _scheduled(preparation, unit, states)
    return Submission(
        unit,
        opened,
        congress(preparation.assessment, unit).start,
        submit_by,
        approve_by,
        rounds,
        approved_on,
        document,
        wanting,
        size,
        bool(pieces),
        is_over(preparation, unit),
        sum(state is ActivityState.UNREPORTED for state in states.values()),
    )


def _approval(preparation: Preparation, unit: Unit, gate: ActivityTemplate) -> tuple[date | None, str]:
    """Day and document of the superior's approval, unless the dossier has changed since."""
    seen = preparation.assessment
    record = seen.reported.gates.get(seen.expansion.number(unit.code, gate.code))
    if record is None or not record.is_approved:
        return None, ""
    said = record.event.statement
    return said.actual_finish, said.document_number


def _entered(preparation: Preparation, pieces: Sequence[Entry]) -> tuple[list[str], int]:
    """What is wanting by the register: what its list asks for and is neither there nor dispensed with."""
    names = preparation.entries.registers["dossier_items"].by_code["item"].choices
    told = {one.text("item"): one for one in pieces}
    needed = [item for item in names if item not in told or told[item].text("state") != NOT_NEEDED]
    wanting = [
        _piece(names[item], told.get(item))
        for item in needed
        if item not in told or told[item].text("state") != READY
    ]
    return wanting, len(needed)


def _piece(name: str, told: Entry | None) -> str:
    if told is None:
        return f"{name} (chưa ghi)"
    why = told.text("why")
    return marked(f"{name} ({why})" if why else name, told)


def _pieces_of_work(
    preparation: Preparation, unit: Unit, gate: ActivityTemplate
) -> Mapping[str, ActivityState]:
    """Work of the schedule that the dossier is made of, but the handing in itself → its state."""
    level = preparation.campaign.structure.by_code[unit.level]
    handing_in = {link.predecessor for link in gate.links}
    work = [code for code in dossier(level, gate.code) if code not in handing_in]
    return {code: state_of(preparation.assessment, unit, code) for code in work}


def _scheduled(
    preparation: Preparation, unit: Unit, states: Mapping[str, ActivityState]
) -> tuple[list[str], int]:
    """What is wanting by the schedule: work of the dossier that is not over."""
    level = preparation.campaign.structure.by_code[unit.level]
    wanting = [code for code, state in states.items() if state not in (*_OVER, ActivityState.UNREPORTED)]
    return [level.activities[level.position[code]].name for code in wanting], len(states)


_REGISTERS = ("submissions", "dossier_items")
