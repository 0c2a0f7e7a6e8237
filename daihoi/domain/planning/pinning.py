"""All congresses of a campaign put on their days, and how early each could be instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from daihoi.domain.campaign import Campaign
from daihoi.domain.expansion import Expansion
from daihoi.domain.leads import RuledNetwork, with_rules
from daihoi.domain.links import NO_DAY, Ints
from daihoi.domain.network import Network
from daihoi.domain.planning.earliest_opening import no_deadlines
from daihoi.domain.planning.openings import (
    congress_number,
    days_to,
    decided_day,
    decides_opening,
    finish_when_opened,
)
from daihoi.domain.schedule import Schedule, schedule
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.structure import Level
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class Place:
    """Where a unit's congress was put.

    Attributes:
        unit: whose.
        level: its level.
        number: of the congress.
        opening: its first day.
        closing: its last day.
        is_dated: the day was decided or planned; otherwise it is the earliest possible.
        earliest: the first day on which it could open, not before the day planned for it.
    """

    unit: Unit
    level: Level
    number: int
    opening: date
    closing: date
    is_dated: bool
    earliest: date


@dataclass(frozen=True)
class Pinned:
    """A campaign with every congress on its day.

    Attributes:
        ruled: the network; its congresses are held to no decided day.
        plan: everything else as early as it can be.
        places: one per unit, lowest level first.
    """

    ruled: RuledNetwork
    plan: Schedule
    places: tuple[Place, ...]

    @property
    def expansion(self) -> Expansion:
        """The campaign's activities."""
        return self.ruled.expansion

    @property
    def campaign(self) -> Campaign:
        """What is checked."""
        return self.expansion.campaign

    @cached_property
    def place_of(self) -> Mapping[str, Place]:
        """Unit code → place."""
        return {place.unit.code: place for place in self.places}

    def finish_day(self, number: int) -> date:
        """The last day of an activity."""
        return self.expansion.table.date(int(self.plan.finish[number])) - ONE_DAY

    def spare_days(self, found: date, limit: date) -> int:
        """Working days from a day to the last that would do; negative, never 0, when it lies behind."""
        days = days_to(self.campaign, found, limit)
        return days if found <= limit else min(days, -1)


def pin_as_planned(expansion: Expansion) -> Pinned:
    """Every congress of a campaign under its rules, on the day decided or planned for it.

    Raises:
        CalendarRangeError: dates run past the end of the calendars.
    """
    campaign = expansion.campaign
    overruled = {fixed.unit_code for fixed in campaign.fixed_dates if decides_opening(campaign, fixed)}
    overruled |= {new.unit_code for new in campaign.replans if new.start and decides_opening(campaign, new)}
    return pin(with_rules(expansion).without_planned_dates(overruled))


def pin(ruled: RuledNetwork) -> Pinned:
    """Puts every congress on the day decided or planned for it, or on the earliest it can have.

    Raises:
        CalendarRangeError: dates run past the end of the calendars.
    """
    expansion, tree = ruled.expansion, ruled.expansion.campaign.tree
    units = [tree.units[place] for block in expansion.blocks.values() for place in block.units]
    loose = loosened(ruled.network, expansion, units)
    free = schedule(loose, expansion.table, no_deadlines(loose))
    places = tuple(_place(expansion, loose, free, unit) for unit in units)
    days = {place.number: expansion.table.day(place.opening) for place in places}
    return Pinned(replace(ruled, network=loose), schedule_with(loose, expansion, days), places)


def schedule_with(network: Network, expansion: Expansion, days: Mapping[int, int]) -> Schedule:
    """The plan in which some activities start on given days, whatever their links say."""
    fixed = network.fixed_start.copy()
    fixed[list(days)] = list(days.values())
    return schedule(network.changed(fixed_start=fixed), expansion.table, no_deadlines(network))


def latest_demand(ruled: RuledNetwork, plan: Schedule, *, with_rules: bool) -> tuple[Ints, Ints]:
    """The latest day that links demand of each activity's start, and the link that does.

    Returns:
        int32 day per activity, ``NO_DAY`` without such links; int32 row of ``Links``, −1 likewise.
    """
    links, table = ruled.network.links, ruled.expansion.table
    rows = np.flatnonzero(links.binds_start[: None if with_rules else ruled.own_links])
    source = links.predecessor[rows]
    day = np.where(links.leaves_finish[rows], plan.finish[source], plan.start[source]).astype(np.int32)
    lag = links.lag_days[rows]
    own = table.rows(links.calendar[rows])
    shifted = table.end(own, table.count(own, day) + lag)
    demand = np.where(lag == 0, day, shifted).astype(np.int32)
    order = np.argsort(demand, kind="stable")
    latest: Ints = np.full(len(ruled.network), NO_DAY, np.int32)
    link: Ints = np.full(len(ruled.network), -1, np.int32)
    latest[links.successor[rows[order]]] = demand[order]
    link[links.successor[rows[order]]] = rows[order]
    return latest, link


def loosened(network: Network, expansion: Expansion, units: Sequence[Unit]) -> Network:
    """Turns decided days of congresses into floors, so that the procedure is heard."""
    numbers = np.array([congress_number(expansion, unit) for unit in units], np.intp)
    fixed, floor = network.fixed_start.copy(), network.floor.copy()
    floor[numbers] = np.maximum(floor[numbers], fixed[numbers])
    fixed[numbers] = NO_DAY
    return network.changed(fixed_start=fixed, floor=floor)


def _place(expansion: Expansion, network: Network, free: Schedule, unit: Unit) -> Place:
    number, table = congress_number(expansion, unit), expansion.table
    earliest = table.date(int(free.start[number]))
    decided = decided_day(expansion.campaign, unit)
    opening = decided[0] if decided else earliest
    closing = table.date(finish_when_opened(network, expansion, number, opening)) - ONE_DAY
    level = expansion.blocks[unit.level].level
    return Place(unit, level, number, opening, closing, decided is not None, earliest)
