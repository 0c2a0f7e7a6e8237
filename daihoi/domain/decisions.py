"""What was decided for levels and single units, laid over the stamped network: dates, durations, pauses.

What belongs to the plan goes into the network itself. What was ruled since then, suspensions and activities
planned anew, only goes into the columns of the current one, so that the frozen plan stays what it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable, WorkCalendar
from daihoi.domain.campaign import Campaign
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Flags, Ints
from daihoi.domain.network import Network
from daihoi.domain.stamping import Block

if TYPE_CHECKING:
    from daihoi.domain.expansion import Expansion


def apply_decisions(expansion: Expansion) -> None:
    """Writes planned congress dates, floors, decided dates and own durations into a fresh network."""
    campaign, network, day = expansion.campaign, expansion.network, expansion.table.day
    _raise_to_planned_dates(expansion)
    for floor in campaign.floors:
        number = expansion.number(floor.unit_code, floor.activity)
        network.floor[number] = max(network.floor[number], day(floor.not_earlier_than))
    for fixed in campaign.fixed_dates:
        network.fixed_start[expansion.number(fixed.unit_code, fixed.activity)] = day(fixed.start)
    for own in campaign.durations:
        network.duration_days[expansion.number(own.unit_code, own.activity)] = own.duration_days


def _raise_to_planned_dates(expansion: Expansion) -> None:
    """A congress is not held before the day its unit plans it for."""
    campaign, table = expansion.campaign, expansion.table
    for level, block in expansion.blocks.items():
        congress = expansion.congresses(level)
        planned = (campaign.tree.units[place].planned_congress_date for place in block.units)
        days = np.fromiter((table.day(d) if d else NO_DAY for d in planned), np.int32, congress.size)
        expansion.network.floor[congress] = np.maximum(expansion.network.floor[congress], days)


def current_columns(expansion: Expansion) -> dict[str, Ints | NDArray[np.int8]]:
    """The columns in which the current network departs from that of the plan; empty when in none."""
    network, columns = expansion.network, dict[str, Ints | NDArray[np.int8]]()
    is_paused: Flags = expansion.paused_calendar != network.calendar
    if is_paused.any():
        columns["calendar"] = expansion.paused_calendar
    if expansion.campaign.replans:
        columns["fixed_start"], columns["duration_days"] = _replanned(expansion)
    if is_paused.any():
        columns |= _released(expansion, network.changed(**columns))
    return columns


def _replanned(expansion: Expansion) -> tuple[Ints, Ints]:
    """Decided days and durations, with what was planned anew."""
    fixed, days = expansion.network.fixed_start.copy(), expansion.network.duration_days.copy()
    for new in expansion.campaign.replans:
        number = expansion.number(new.unit_code, new.activity)
        if new.start is not None:
            fixed[number] = expansion.table.day(new.start)
        if new.duration_days is not None:
            days[number] = new.duration_days
    return fixed, days


def _released(expansion: Expansion, network: Network) -> dict[str, Ints]:
    """Decided days that a later suspension overtook are kept as the earliest ones; empty without any.

    The congress waits until it is allowed again, and then for nothing else but its links.
    """
    table, pinned = expansion.table, np.flatnonzero(network.fixed_start != NO_DAY)
    overtaken = [
        n
        for n in pinned.tolist()
        for begin, until in table.pauses[network.calendar[n]]
        if network.fixed_start[n] < until and begin < network.fixed_start[n] + network.duration_days[n]
    ]
    if not overtaken:
        return {}
    fixed, floor = network.fixed_start.copy(), network.floor.copy()
    floor[overtaken] = np.maximum(floor[overtaken], fixed[overtaken])
    fixed[overtaken] = NO_DAY
    return {"fixed_start": fixed, "floor": floor}


def deadline_days(campaign: Campaign, blocks: Mapping[str, Block], table: DayTable, size: int) -> Ints:
    """The exclusive day of each activity's own deadline: of congresses; ``NO_DEADLINE`` for the others."""
    deadline: Ints = np.full(size, NO_DEADLINE, np.int32)
    for block in blocks.values():
        own = (campaign.deadline_of(campaign.tree.units[place]) for place in block.units)
        days = (table.day(d.last_day) + 1 if d else NO_DEADLINE for d in own)
        congress = block.column(block.level.congress.code)
        deadline[congress] = np.fromiter(days, np.int32, congress.size)
    return deadline


class Pausing:
    """The suspensions known at a status date, as calendars of their own for the congresses of each level.

    Attributes:
        calendars: one per level that is suspended, to be appended to the campaign's.
    """

    def __init__(self, campaign: Campaign, status_date: date | None) -> None:
        self.codes: dict[str, str] = {}
        self.calendars: list[WorkCalendar] = []
        known = [s for s in campaign.suspensions if status_date is None or s.decided_on <= status_date]
        for level in campaign.structure.levels:
            pauses = [(s.first, s.until) for s in known if level.code in s.levels]
            if pauses:
                usual = campaign.calendars[level.congress.calendar]
                self.codes[level.code] = f"{usual.code}/{level.code}"
                self.calendars.append(usual.paused(self.codes[level.code], pauses))

    def calendar_of(self, network: Network, blocks: Mapping[str, Block], table: DayTable) -> NDArray[np.int8]:
        """The calendar of each activity, suspended congresses on theirs."""
        calendar = network.calendar
        for level, code in self.codes.items():
            if level in blocks:
                calendar = calendar.copy() if calendar is network.calendar else calendar
                block = blocks[level]
                calendar[block.column(block.level.congress.code)] = table.codes.index(code)
        return calendar
