"""What is exported: all units of a campaign, or one unit with everything below it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.expansion import Expansion
from daihoi.domain.links import Flags
from daihoi.domain.structure import ActivityTemplate
from daihoi.domain.units import Unit

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Selection:
    """Part of a campaign, with what it waits for outside.

    Attributes:
        top: the highest unit of it.
        is_inside: per activity, whether its unit is part of it.
        link_rows: rows of ``Links`` that lead to an activity inside, in their order.
        outside: numbers of the activities outside that an activity inside waits for, in their order.
    """

    top: Unit
    is_inside: Flags
    link_rows: Rows
    outside: Rows

    @classmethod
    def of(cls, expansion: Expansion, unit_code: str | None = None) -> Selection:
        """A unit and all units below it; the whole campaign when None.

        Raises:
            UnknownCodeError: the campaign has no such unit.
        """
        tree = expansion.campaign.tree
        top = tree.unit(unit_code) if unit_code else tree.root
        codes = tree.subtrees([top.code])
        of_unit = np.fromiter((unit.code in codes for unit in tree.units), bool, len(tree.units))
        is_inside = of_unit[expansion.unit_of]
        links = expansion.network.links
        rows = np.flatnonzero(is_inside[links.successor])
        waited_for = links.predecessor[rows]
        outside = np.unique(waited_for[~is_inside[waited_for]]).astype(np.intp)
        return cls(top, is_inside, rows, outside)

    @property
    def numbers(self) -> Rows:
        """The numbers of the activities inside, in their order."""
        return np.flatnonzero(self.is_inside)


def templates(expansion: Expansion) -> list[ActivityTemplate]:
    """What each activity is, by number: one look-up each, where ``Expansion.template`` has to search."""
    found: list[ActivityTemplate] = []
    for block in sorted(expansion.blocks.values(), key=lambda block: block.first):
        found += block.level.activities * int(block.units.size)
    return found
