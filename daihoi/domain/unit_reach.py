"""Units that are gone, for whoever asks who may still speak of them and where their rights went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.rulings import RulingEvent
from daihoi.domain.unit_history import stages
from daihoi.domain.unit_lives import UnitLife, lives_in
from daihoi.domain.unit_state import Units


@dataclass(frozen=True)
class GoneUnit:
    """A unit that is gone, as seen from the units that there are.

    Attributes:
        parent_code: the unit that there is in the place of the one that was last above it.
        heirs: the units that there are in its own place; none where nobody took it.
    """

    parent_code: str
    heirs: tuple[str, ...]


def gone_units(campaign: Campaign, known: Iterable[RulingEvent], day: date) -> Mapping[str, GoneUnit]:
    """The units that are gone at the end of a day, by code.

    Late reports on them are still taken from whoever has rights over the units above them; whoever had
    rights over one of them has them over its heirs.

    Args:
        campaign: as it is configured.
        known: its rulings that are known, in ``seq`` order.
        day: the day asked about.

    Raises:
        MisfitRuling: a ruling does not fit the units of its day.
    """
    # What is annulled only from a later day on still holds on this one.
    found = stages(campaign, [event for event in known if event.ruling.effective_date <= day])
    units, lives = found.on(day), lives_in(found)
    return {code: GoneUnit(_above(code, units, lives), units.heirs(code)) for code in units.gone}


def _above(code: str, units: Units, lives: Mapping[str, UnitLife]) -> str:
    """The unit that there is where a unit belonged: the one above it, else that one's heir, and so on up."""
    parent = lives[code].unit.parent_code
    if parent in units.there or not parent:
        return parent
    heirs = units.heirs(parent)
    return heirs[0] if heirs else _above(parent, units, lives)
