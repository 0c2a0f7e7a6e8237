"""Stamps the templates of a structure over a tree of units: one network for the whole campaign.

Activities are numbered level by level, unit by unit, in template order, so that the number of an
activity is found by arithmetic and no object per activity is ever made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable
from daihoi.domain.campaign import Campaign
from daihoi.domain.decisions import Pausing, apply_decisions, current_columns, deadline_days
from daihoi.domain.links import NO_DAY, Flags, Ints
from daihoi.domain.network import Network
from daihoi.domain.stamping import Ancestry, Block, stamp_links
from daihoi.domain.structure import ActivityKind, ActivityTemplate, LinkTemplate


@dataclass(frozen=True)
class Expansion:
    """The network of a campaign, and what each of its activities is.

    Attributes:
        campaign: what was stamped.
        network: see ``Network``.
        table: the campaign's calendars as look-up arrays.
        blocks: level code → its activities; levels without units are absent.
        unit_of: int32 activity number → place of its unit in the tree.
        is_applicable: False for activities that the unit does not have.
        kind: int8 place of the activity's kind in ``KINDS``.
        deadline: int32 exclusive day of each activity's own deadline; only congresses have one.
        external_links: links that lead to a level above the campaign's root, which no unit answers.
        paused_calendar: int8 calendar of each activity once the suspensions known by then are taken into
            account; the network itself is that of the plan, which knows none.
    """

    campaign: Campaign
    network: Network
    table: DayTable
    blocks: Mapping[str, Block]
    unit_of: Ints
    is_applicable: Flags
    kind: NDArray[np.int8]
    deadline: Ints
    external_links: tuple[tuple[str, LinkTemplate], ...]
    paused_calendar: NDArray[np.int8]

    @cached_property
    def current_network(self) -> Network:
        """The network that what remains is scheduled on: the plan's, with what was ruled since."""
        columns = current_columns(self)
        return self.network.changed(**columns) if columns else self.network

    def number(self, unit_code: str, activity: str) -> int:
        """The number of a unit's activity."""
        place = self.campaign.tree.index[unit_code]
        level = self.blocks[self.campaign.tree.units[place].level].level
        return int(self.first_of_unit[place]) + level.position[activity]

    def numbers(self, unit_code: str) -> range:
        """The numbers of all activities of a unit, in template order."""
        place = self.campaign.tree.index[unit_code]
        first = int(self.first_of_unit[place])
        return range(first, first + self.blocks[self.campaign.tree.units[place].level].width)

    def congresses(self, level: str) -> Ints:
        """The numbers of the congresses of a level, in unit order."""
        block = self.blocks[level]
        return block.column(block.level.congress.code)

    @cached_property
    def first_of_unit(self) -> Ints:
        """Place of a unit in the tree → number of its first activity."""
        first: Ints = np.zeros(len(self.campaign.tree.units), np.int32)
        for block in self.blocks.values():
            first[block.units] = block.first + block.rows()
        return first

    def template(self, number: int) -> ActivityTemplate:
        """What an activity is."""
        block = self._block_of(number)
        return block.level.activities[(number - block.first) % block.width]

    def unit_code(self, number: int) -> str:
        """Whose activity it is."""
        return self.campaign.tree.units[int(self.unit_of[number])].code

    def name(self, number: int) -> str:
        """Unit and activity, for messages."""
        unit = self.campaign.tree.units[int(self.unit_of[number])]
        return f"{self.template(number).name} ({unit.name})"

    def is_kind(self, kind: ActivityKind) -> Flags:
        """Which activities are of a kind."""
        flags: Flags = self.kind == KINDS.index(kind)
        return flags

    @cached_property
    def inside_unit(self) -> Flags:
        """Which links stay inside one unit."""
        links = self.network.links
        flags: Flags = self.unit_of[links.predecessor] == self.unit_of[links.successor]
        return flags

    def links_inside(self, unit_code: str) -> Ints:
        """The numbers of the links between two activities of a unit, in their order."""
        place, (links, begins) = self.campaign.tree.index[unit_code], self._links_by_unit
        own: Ints = links[begins[place] : begins[place + 1]]
        return own

    @cached_property
    def _links_by_unit(self) -> tuple[Ints, Ints]:
        """The links that stay inside a unit, unit by unit, and where those of each unit begin."""
        inside = np.flatnonzero(self.inside_unit)
        owner = self.unit_of[self.network.links.predecessor[inside]]
        order = np.argsort(owner, kind="stable")
        begins = np.searchsorted(owner[order], np.arange(len(self.campaign.tree.units) + 1))
        return inside[order].astype(np.int32), begins.astype(np.int32)

    def _block_of(self, number: int) -> Block:
        blocks, firsts = self._blocks_in_order
        return blocks[bisect_right(firsts, number) - 1]

    @cached_property
    def _blocks_in_order(self) -> tuple[list[Block], list[int]]:
        blocks = sorted(self.blocks.values(), key=lambda block: block.first)
        return blocks, [block.first for block in blocks]


KINDS = tuple(ActivityKind)


def expand(campaign: Campaign, status_date: date | None = None) -> Expansion:
    """The network of a campaign.

    Args:
        campaign: what is stamped.
        status_date: suspensions decided later than this are not known yet; all are when None.

    Raises:
        CalendarRangeError: the calendars do not cover the campaign's start.
    """
    calendars = list(campaign.calendars.values())
    pausing = Pausing(campaign, status_date)
    table = DayTable([*calendars, *pausing.calendars], calendars[0].first)
    blocks = _blocks(campaign)
    parents = Ancestry(campaign.tree, blocks)
    columns = _columns(campaign, blocks, table, parents)
    links, external = stamp_links(blocks, parents, columns["calendar"], table.codes)
    expansion: Expansion
    network = Network(
        duration_days=np.where(columns["applicable"], columns["duration"], 0).astype(np.int32),
        calendar=columns["calendar"].astype(np.int8),
        is_hammock=columns["kind"] == KINDS.index(ActivityKind.HAMMOCK),
        floor=columns["floor"],
        finish_floor=np.full(columns["unit"].size, NO_DAY, np.int32),
        fixed_start=np.full(columns["unit"].size, NO_DAY, np.int32),
        is_whole=columns["kind"] == KINDS.index(ActivityKind.CONGRESS),
        ignores_status_date=~columns["applicable"].astype(bool),
        links=links,
        name_of=lambda number: expansion.name(number),
    )
    expansion = Expansion(
        campaign,
        network,
        table,
        blocks,
        columns["unit"],
        columns["applicable"].astype(bool),
        columns["kind"].astype(np.int8),
        deadline_days(campaign, blocks, table, len(network)),
        external,
        pausing.calendar_of(network, blocks, table),
    )
    apply_decisions(expansion)
    return expansion


def _blocks(campaign: Campaign) -> dict[str, Block]:
    places: dict[str, list[int]] = {level.code: [] for level in campaign.structure.levels}
    for place, unit in enumerate(campaign.tree.units):
        places[unit.level].append(place)
    blocks, first = {}, 0
    for level in campaign.structure.levels:
        if places[level.code]:
            blocks[level.code] = Block(level, np.array(places[level.code], np.int32), first)
            first += len(places[level.code]) * len(level.activities)
    return blocks


def _columns(
    campaign: Campaign, blocks: Mapping[str, Block], table: DayTable, parents: Ancestry
) -> dict[str, Ints]:
    """Per-activity columns, each level's template repeated for every unit of the level."""
    start = table.day(campaign.start_date)
    parts: dict[str, list[Ints]] = {
        n: [] for n in ("unit", "duration", "calendar", "kind", "applicable", "floor")
    }
    for block in blocks.values():
        template, units = block.level.activities, block.units.size
        parts["unit"].append(np.repeat(block.units, block.width))
        for name, values in (
            ("duration", [a.duration_days for a in template]),
            ("calendar", [table.codes.index(a.calendar) for a in template]),
            ("kind", [KINDS.index(a.kind) for a in template]),
            ("floor", [start for _ in template]),
        ):
            parts[name].append(np.tile(np.array(values, np.int32), units))
        needs_children = np.tile(np.array([a.parents_only for a in template]), units)
        has_children = np.repeat(parents.has_children[block.units], block.width)
        parts["applicable"].append((~needs_children | has_children).astype(np.int32))
    return {name: np.concatenate(columns).astype(np.int32) for name, columns in parts.items()}
