"""The units of a campaign on a day, and what became of those that there are no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from daihoi.domain.rulings import Ruling
from daihoi.domain.unit_details import change_of
from daihoi.domain.unit_making import heirs
from daihoi.domain.units import Unit, UnitTree


@dataclass(frozen=True)
class Units:
    """The units that there are on a day, and those that were.

    Attributes:
        there: code → unit, in their order.
        gone: code → the ruling that ended the unit.
        retired: codes that stood for a unit on some day and, after an annulment, do no more.
    """

    there: Mapping[str, Unit]
    gone: Mapping[str, Ruling] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()

    @cached_property
    def tree(self) -> UnitTree:
        """The units that there are."""
        return UnitTree(tuple(self.there.values()))

    def heirs(self, code: str) -> tuple[str, ...]:
        """The units that a unit that is gone went to, followed through to those that there are."""
        if code not in self.gone:
            return (code,)
        found = [last for heir in heirs(change_of(self.gone[code])) for last in self.heirs(heir)]
        return tuple(dict.fromkeys(found))
