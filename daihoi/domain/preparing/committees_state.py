"""The composition of committees as registered: one per unit and phase, with what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.planning.openings import decided_day
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.steering_reading import congress, has_met
from daihoi.domain.preparing.structure_shares import Fit, Share, fitting_sizes, read_share
from daihoi.domain.preparing.structure_shares_targets import (
    PRINTED,
    SEARCHED,
    Judged,
    count_in,
    judged,
    missed,
    rule_value,
)
from daihoi.domain.structure import Certainty
from daihoi.domain.units import Unit

REGISTER = "committee_structure"
COMMITTEE, STANDING = "committee", "standing"
PLAN, ELECTED, PREVIOUS = "plan", "elected", "previous"
PHASES = {PLAN: "phương án trước khi duyệt", ELECTED: "kết quả bầu"}


@dataclass(frozen=True)
class Committee:
    """One unit's committee in one phase.

    Attributes:
        campaign: as rulings left it.
        unit: whose committee it is.
        phase: ``PLAN`` or ``ELECTED``.
        entry: its composition.
        standing: that of its standing committee; None when nobody registered one.
        previous: the composition of the term before; None when nobody registered it.
    """

    campaign: Campaign
    unit: Unit
    phase: str
    entry: Entry
    standing: Entry | None
    previous: Entry | None

    @cached_property
    def judged(self) -> list[Judged]:
        """Every target that can be judged."""
        return judged(self.campaign, self.unit, self.entry, self.standing)

    @property
    def missed(self) -> list[Judged]:
        """The targets that are not reached."""
        return missed(self.judged)

    @property
    def size(self) -> int | None:
        """How many it has, or is to have; None when only shares are known."""
        return count_in(self.entry, "size")

    @property
    def is_assumed(self) -> bool:
        """No source states it."""
        return self.entry.certainty is Certainty.ASSUMED

    @cached_property
    def printed(self) -> dict[str, Share]:
        """Target → share, of those that the source prints."""
        found = {target: read_share(self.entry.text(column)) for target, column in PRINTED.items()}
        return {target: share for target, share in found.items() if share}

    @cached_property
    def fits(self) -> Sequence[Fit]:
        """Where only shares are known: the sizes that they can come from."""
        most = rule_value(self.campaign, self.unit, SEARCHED)
        return fitting_sizes(list(self.printed.values()), most) if most and self.size is None else []


def committees(preparation: Preparation, phase: str) -> list[Committee]:
    """The committees of the units asked about in a phase, in the order of the tree."""
    found = (committee_of(preparation, unit, phase) for unit in preparation.chosen())
    return [one for one in found if one]


def committee_of(preparation: Preparation, unit: Unit, phase: str) -> Committee | None:
    """One unit's committee in a phase; None when nobody registered it."""
    entries = preparation.entries
    entry = structure(entries, unit.code, COMMITTEE, phase)
    if entry is None:
        return None
    standing = structure(entries, unit.code, STANDING, phase)
    previous = structure(entries, unit.code, COMMITTEE, PREVIOUS)
    return Committee(preparation.campaign, unit, phase, entry, standing, previous)


def opening_of(preparation: Preparation, unit: Unit) -> date:
    """The first day of a unit's congress: as held, else as decided or planned, else as expected."""
    decided = decided_day(preparation.campaign, unit)
    if decided is None or has_met(preparation.assessment, unit):
        return congress(preparation.assessment, unit).start
    return decided[0]


def structure(entries: Entries, unit_code: str, body: str, phase: str) -> Entry | None:
    """A unit's entry about a body in a phase."""
    register = entries.registers.get(REGISTER)
    if register is None:
        return None
    return entries.find(REGISTER, unit_code, register.key_of({"body": body, "phase": phase}))
