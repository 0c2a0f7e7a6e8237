"""Links of a template, stamped over all units of a level at once: inside a unit, upward and downward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from daihoi.domain.network import Flags, Ints, Links
from daihoi.domain.structure import ActivityTemplate, Level, LinkScope, LinkTemplate
from daihoi.domain.units import UnitTree


@dataclass(frozen=True)
class Block:
    """The activities of one level: a grid of its units by its template.

    Attributes:
        level: the level.
        units: places in the unit tree, int32.
        first: number of the first activity.
    """

    level: Level
    units: Ints
    first: int

    @property
    def width(self) -> int:
        """Activities per unit."""
        return len(self.level.activities)

    def column(self, activity: str) -> Ints:
        """The numbers of one activity in all units of the level."""
        numbers: Ints = (self.first + self.level.position[activity] + self.rows()).astype(np.int32)
        return numbers

    def has(self, numbers: Ints) -> Flags:
        """Which of these activities belong to the level."""
        flags: Flags = (self.first <= numbers) & (numbers < self.first + self.units.size * self.width)
        return flags

    def rows(self) -> Ints:
        """Offset of each unit's first activity in the block."""
        return np.arange(self.units.size, dtype=np.int32) * np.int32(self.width)


class Ancestry:
    """Who is above whom, as arrays over the places of units in the tree."""

    def __init__(self, tree: UnitTree, blocks: Mapping[str, Block]) -> None:
        size = len(tree.units)
        self.parent: Ints = np.fromiter(
            (tree.index.get(u.parent_code, -1) for u in tree.units), np.int32, size
        )
        own_pilot = np.fromiter((u.is_pilot for u in tree.units), bool, size)
        self.is_pilot: Flags = own_pilot
        self.goes_ahead: Flags = own_pilot | np.where(self.parent >= 0, own_pilot[self.parent], False)
        self.has_children: Flags = np.zeros(size, bool)
        self.has_children[self.parent[self.parent >= 0]] = True
        self.row: Ints = np.zeros(size, np.int32)
        for block in blocks.values():
            self.row[block.units] = block.rows()


def stamp_links(
    blocks: Mapping[str, Block], parents: Ancestry, calendar: Ints, calendar_codes: Sequence[str]
) -> tuple[Links, tuple[tuple[str, LinkTemplate], ...]]:
    """All links of all units, and the template links that lead above the campaign's root.

    Args:
        blocks: the activities of each level.
        parents: who is above whom.
        calendar: calendar of each activity; a link's lag counts on its successor's unless it names one.
        calendar_codes: the calendars in the order of their numbers.
    """
    parts, external = [], []
    for block in blocks.values():
        for activity in block.level.activities:
            for link in activity.links:
                ends = _ends(blocks, block, activity, link, parents)
                if ends is None:
                    external.append((activity.code, link))
                else:
                    counted_on = (
                        np.full(ends[1].size, calendar_codes.index(link.lag_calendar))
                        if link.lag_calendar
                        else calendar[ends[1]]
                    )
                    parts.append(_stamp(link, *ends, counted_on))
    return Links.join(parts), tuple(external)


def _ends(
    blocks: Mapping[str, Block],
    block: Block,
    activity: ActivityTemplate,
    link: LinkTemplate,
    parents: Ancestry,
) -> tuple[Ints, Ints] | None:
    """Predecessors and successors of one template link in all units; None when nobody is at the other end."""
    successor = block.column(activity.code)
    if link.scope is LinkScope.SELF:
        predecessor = block.column(link.predecessor)
        kept = ~parents.goes_ahead[block.units] if link.pilots_exempt else np.ones(successor.size, bool)
        return predecessor[kept], successor[kept]
    other = next((b for b in blocks.values() if link.predecessor in b.level.position), None)
    if other is None:
        return None if link.scope is LinkScope.PARENT else (successor[:0], successor[:0])
    below, above = (block, other) if link.scope is LinkScope.PARENT else (other, block)
    children = below.units
    kept = parents.parent[children] >= 0
    if link.scope is LinkScope.PILOT_CHILDREN:
        kept &= parents.is_pilot[children]
    if link.pilots_exempt:
        kept &= ~parents.goes_ahead[children]
    in_child, in_parent = (
        (activity.code, link.predecessor)
        if link.scope is LinkScope.PARENT
        else (link.predecessor, activity.code)
    )
    child_end = below.column(in_child)[kept]
    parent_row = parents.row[parents.parent[children[kept]]]
    parent_end = (above.first + above.level.position[in_parent] + parent_row).astype(np.int32)
    return (parent_end, child_end) if link.scope is LinkScope.PARENT else (child_end, parent_end)


def _stamp(link: LinkTemplate, predecessor: Ints, successor: Ints, calendar: Ints) -> Links:
    size = successor.size
    return Links(
        predecessor,
        successor,
        np.full(size, int(link.type), np.int8),
        np.full(size, link.lag_days, np.int32),
        calendar.astype(np.int8),
    )
