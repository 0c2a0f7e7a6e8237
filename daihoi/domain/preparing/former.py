"""Units that are gone, and the units whose registers go on where theirs ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Event, fold
from daihoi.domain.rulings import RulingEvent, standing_rulings
from daihoi.domain.unit_history import as_ruled
from daihoi.domain.unit_lives import UnitLife, units_ever
from daihoi.domain.unit_state import Units


@dataclass(frozen=True)
class FormerUnit:
    """A unit that is gone.

    Attributes:
        life: the unit as it was, its last day, and the ruling that ended it.
        heirs: codes of the units of the day asked about that took its place.
        is_through_children: nobody took its place itself, as when a level is abolished; the heirs are the
            units that were directly below it, or that took the place of those.
        told: what it last said of each of its activities, by the end of its last day.
    """

    life: UnitLife
    heirs: tuple[str, ...]
    is_through_children: bool = False
    told: tuple[Event, ...] = ()


def former_units(
    campaign: Campaign, known: Sequence[RulingEvent], status_date: date
) -> Mapping[str, FormerUnit]:
    """The units that are gone at the end of a day, by code.

    Args:
        campaign: as it is configured, before any ruling.
        known: its rulings that are known, in ``seq`` order.
        status_date: the day asked about.

    Raises:
        MisfitRuling: a ruling does not fit the units of its day.
    """
    rulings = [one for one in known if one.ruling.effective_date <= status_date]
    lives = units_ever(campaign, rulings)
    now = as_ruled(campaign, standing_rulings(rulings, status_date))
    return {code: _former(campaign, rulings, now, lives[code]) for code in now.gone if code in lives}


def _former(campaign: Campaign, known: Sequence[RulingEvent], now: Units, life: UnitLife) -> FormerUnit:
    heirs = now.heirs(life.unit.code)
    if heirs or life.last_day is None:
        return FormerUnit(life, heirs)
    before = as_ruled(campaign, standing_rulings(known, life.last_day))
    below = before.tree.children.get(life.unit.code, ())
    found = [heir for child in below for heir in now.heirs(child.code)]
    return FormerUnit(life, tuple(dict.fromkeys(found)), bool(found))


def with_reports(former: Mapping[str, FormerUnit], events: Iterable[Event]) -> Mapping[str, FormerUnit]:
    """The same units with what they said while they were there.

    Args:
        former: units that are gone, by code.
        events: all events of their activities that are known, in ``seq`` order.
    """
    by_unit: dict[str, list[Event]] = {code: [] for code in former}
    for event in events:
        by_unit[event.statement.unit_code].append(event)
    return {
        code: replace(one, told=tuple(fold(by_unit[code], one.life.last_day or date.max).values()))
        for code, one in former.items()
    }
