"""The days that congresses below a unit have to keep, whatever its own opening leaves to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.expansion import Expansion
from daihoi.domain.network import Network
from daihoi.domain.planning.latest_results import Served, ServedKind, Shortage
from daihoi.domain.planning.openings import (
    OpeningKind,
    congress_number,
    days_to,
    decided_day,
    finish_when_opened,
)
from daihoi.domain.schedule import Schedule
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class Kept:
    """What a congress below has to keep.

    Attributes:
        number: of the congress.
        served: whose, and which day.
        finish: exclusive day number on which the congress is over when it keeps it.
    """

    number: int
    served: Served
    finish: int


def kept_below(expansion: Expansion, network: Network, unit: Unit) -> list[Kept]:
    """For every congress below a unit the sooner of its deadline and its decided or planned day."""
    return [
        min(found, key=lambda kept: kept.finish)
        for child in units_below(expansion.campaign, unit)
        if (found := list(_kept(expansion, network, child)))
    ]


def units_below(campaign: Campaign, unit: Unit) -> Iterator[Unit]:
    """The units below, those of all levels."""
    waiting = list(campaign.tree.children[unit.code])
    while waiting:
        child = waiting.pop()
        yield child
        waiting += campaign.tree.children[child.code]


def _kept(expansion: Expansion, network: Network, unit: Unit) -> Iterator[Kept]:
    number, table = congress_number(expansion, unit), expansion.table
    if deadline := expansion.campaign.deadline_of(unit):
        served = Served(unit, ServedKind.DEADLINE, deadline.last_day)
        yield Kept(number, served, table.day(deadline.last_day) + 1)
    if decided := decided_day(expansion.campaign, unit):
        kind = ServedKind.FIXED if decided[1] is OpeningKind.FIXED else ServedKind.PLANNED
        finish = finish_when_opened(network, expansion, number, decided[0])
        yield Kept(number, Served(unit, kind, decided[0]), finish)


def late_limits(kept: list[Kept], free: Schedule) -> Mapping[int, int]:
    """Exclusive last day per congress below, never before the plan itself can reach it.

    What the plan misses is the unit's own shortage, and no reason to ask more of the units above.
    """
    return {one.number: max(one.finish, int(free.finish[one.number])) for one in kept}


def shortages(expansion: Expansion, kept: list[Kept], current: Schedule) -> list[Shortage]:
    """The congresses below that will not keep their day, the worst first; those that are over not."""
    table = expansion.table
    found = []
    for one in kept:
        number = one.number
        if current.is_finished[number] or current.finish[number] <= one.finish:
            continue
        is_deadline = one.served.kind is ServedKind.DEADLINE
        possible = current.finish[number] - 1 if is_deadline else current.start[number]
        reached = table.date(int(possible))
        found.append(Shortage(one.served, reached, _missing(expansion.campaign, one.served.day, reached)))
    return sorted(found, key=lambda shortage: (-shortage.missing_days, shortage.served.unit.code))


def _missing(campaign: Campaign, wanted: date, reached: date) -> int:
    """Working days from one day to a later one; never 0, as it may lie on a weekend."""
    return max(days_to(campaign, wanted + ONE_DAY, reached + ONE_DAY), 1)
