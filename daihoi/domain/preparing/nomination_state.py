"""The nomination procedure of a unit: the conferences of each round, and what they gave (F13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.steering_reading import state_of
from daihoi.domain.preparing.structure_shares_targets import count_in, rule_value
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import Level
from daihoi.domain.units import Unit

REGISTER = "nomination_steps"
REELECTION, FIRST_TERM = "reelection", "first_term"
ROUNDS = (REELECTION, FIRST_TERM)
"""The round of those who stand again is finished before that of those who stand for the first time."""

STEPS, PASS, QUORUM = "nomination_steps", "nomination_pass_pct", "nomination_quorum_thirds"
KEY_CADRES = "key_cadres"
ACTIVITY_SUFFIX = "_personnel_steps"
_BEGUN = (ActivityState.IN_PROGRESS, ActivityState.DONE)


@dataclass(frozen=True)
class Procedure:
    """The nomination procedure of one unit.

    Attributes:
        unit: whose committee is nominated.
        order: codes of the steps that the unit takes in each round, in their order.
        held: round → the steps that were held, in their order.
    """

    unit: Unit
    order: Sequence[str]
    held: Mapping[str, Sequence[Entry]]

    @property
    def lacking(self) -> list[tuple[str, str]]:
        """Round and step of what is still to be held, in order."""
        return [
            (round_, step)
            for round_ in ROUNDS
            for step in self.order
            if step not in {one.text("step") for one in self.held[round_]}
        ]

    @property
    def chosen(self) -> int | None:
        """How many the last steps of both rounds chose; None while a round is not over, or nobody said."""
        if self.lacking or not self.order:
            return None
        counts = [count_in(self.held[round_][-1], "chosen") for round_ in ROUNDS]
        told = [count for count in counts if count is not None]
        return sum(told) if len(told) == len(counts) else None


def procedures(preparation: Preparation) -> list[Procedure]:
    """The procedures that have begun, of the units asked about, in the order of the tree."""
    begun = {one.unit_code for one in preparation.entries.of(REGISTER)}
    return [procedure_of(preparation, unit) for unit in preparation.chosen() if unit.code in begun]


def procedure_of(preparation: Preparation, unit: Unit) -> Procedure:
    """What was held of a unit's procedure."""
    order = step_order(preparation.entries)
    most = rule_value(preparation.campaign, unit, STEPS)
    held = {round_: held_steps(preparation.entries, unit.code, round_) for round_ in ROUNDS}
    return Procedure(unit, order[:most], held)


def step_order(entries: Entries) -> list[str]:
    """Codes of all steps that the register knows, in their order."""
    register = entries.registers.get(REGISTER)
    return list(register.by_code["step"].choices) if register else []


def held_steps(entries: Entries, unit_code: str, round_: str) -> list[Entry]:
    """The steps of a round that were held, in their order."""
    order = step_order(entries)
    those = [one for one in entries.of(REGISTER, unit_code) if one.text("round") == round_]
    return sorted(those, key=lambda one: order.index(one.text("step")) if one.text("step") in order else -1)


def steps_activity(level: Level) -> str:
    """The activity of a level that the procedure is; empty for a level that has none."""
    return next((code for code in level.position if code.endswith(ACTIVITY_SUFFIX)), "")


def steps_state(preparation: Preparation, unit: Unit) -> ActivityState | None:
    """Where that activity of a unit stands in the schedule; None for a level that has none."""
    activity = steps_activity(preparation.campaign.structure.by_code[unit.level])
    return state_of(preparation.assessment, unit, activity) if activity else None


def has_begun_steps(preparation: Preparation, unit: Unit) -> bool:
    """Whether the schedule or the register says that the procedure has begun."""
    return steps_state(preparation, unit) in _BEGUN or bool(preparation.entries.of(REGISTER, unit.code))


def has_quorum(thirds: int, present: int, summoned: int) -> bool:
    """Whether so many thirds of those summoned are there."""
    return present * 3 >= summoned * thirds


def is_passed(pass_pct: int, votes: int, summoned: int) -> bool:
    """Whether more than this share of those summoned agreed: exactly the share is not enough."""
    return votes * 100 > summoned * pass_pct
