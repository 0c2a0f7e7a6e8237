"""From which day to which day every unit of a campaign is there, and where it went.

What is annulled never was: here the days before an annulment count as if there had been nothing to annul,
so that a report on them is about the units that there turned out to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from daihoi.domain.campaign import Campaign
from daihoi.domain.rulings import RulingEvent, standing_rulings
from daihoi.domain.unit_history import Stages, as_ruled, stages
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class UnitLife:
    """One unit, as long as it is there.

    Attributes:
        unit: as it is, or was on its last day.
        first_day: None for a unit that was there from the beginning.
        last_day: inclusive; None while it is there.
        begun_by: the ruling that made it; None for a unit that was there from the beginning.
        ended_by: the ruling that ended it; None while it is there.
        heirs: codes of the units that it went to, followed through to those that there are; none while
            it is there, and where nobody took its place.
    """

    unit: Unit
    first_day: date | None = None
    last_day: date | None = None
    begun_by: RulingEvent | None = None
    ended_by: RulingEvent | None = None
    heirs: tuple[str, ...] = ()

    def is_there(self, day: date) -> bool:
        """Whether the unit is there at the end of a day."""
        is_begun = self.first_day is None or self.first_day <= day
        return is_begun and (self.last_day is None or day <= self.last_day)


def units_ever(campaign: Campaign, known: Iterable[RulingEvent]) -> Mapping[str, UnitLife]:
    """Every unit that a campaign ever has, by code: those it starts with in their order, then new ones.

    Args:
        campaign: as it is configured.
        known: its rulings that are known, in ``seq`` order; those of later days count as well.

    Raises:
        MisfitRuling: one does not fit the units of its day.
    """
    return lives_in(stages(campaign, known))


def lives_in(found: Stages) -> Mapping[str, UnitLife]:
    """The same, where the stages of the units are known already."""
    lives = {code: UnitLife(unit) for code, unit in found.units[0].there.items()}
    for event, before, now in zip(found.events, found.units, found.units[1:], strict=False):
        _live_on(lives, before.there, now.there, event)
    last = found.units[-1]
    for code in last.gone:
        lives[code] = replace(lives[code], heirs=last.heirs(code))
    return lives


def _live_on(
    lives: dict[str, UnitLife], before: Mapping[str, Unit], now: Mapping[str, Unit], event: RulingEvent
) -> None:
    first = event.ruling.effective_date
    for code in before.keys() - now.keys():
        last = first - timedelta(days=1)
        lives[code] = replace(lives[code], unit=before[code], last_day=last, ended_by=event)
    for code, unit in now.items():
        if code not in before:
            lives[code] = UnitLife(unit, first, begun_by=event)
        elif unit is not before[code]:
            lives[code] = replace(lives[code], unit=unit)


def successors(
    campaign: Campaign, known: Iterable[RulingEvent], status_date: date
) -> Mapping[str, tuple[str, ...]]:
    """Where the units went that are gone at the end of a day.

    Args:
        campaign: as it is configured.
        known: its rulings that are known, in ``seq`` order.
        status_date: the day asked about.

    Returns:
        Code of a unit that is gone → codes of the units of that day that took its place, followed
        through; empty where nobody did.

    Raises:
        MisfitRuling: one does not fit the units of its day.
    """
    units = as_ruled(campaign, standing_rulings(known, status_date))
    return {code: units.heirs(code) for code in units.gone}
