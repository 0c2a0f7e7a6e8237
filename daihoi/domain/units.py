"""The tree of units (tổ chức đảng) that prepare their congresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from daihoi.domain.structure import Basis
from daihoi.errors import UnknownCodeError


@dataclass(frozen=True)
class Unit:
    """One party organisation.

    Attributes:
        code: ASCII, never reused; ``CL.KT.07`` is the 7th branch of ``CL.KT``.
        name: Vietnamese name shown to people.
        level: code of its level.
        parent_code: code of the unit directly above; empty for the root.
        kind: what kind of organisation it is (``ward``, ``agency``, ``residential``, …): data, not logic.
        is_pilot: holds a pilot congress (đại hội điểm).
        is_direct_election: its congress elects the secretary directly.
        member_count: party members; None when not known.
        planned_congress_date: first day its congress is planned for; None when not fixed yet.
        basis: source and certainty of this row.
        line: line in ``units.csv``, for messages.
    """

    code: str
    name: str
    level: str
    parent_code: str
    kind: str
    basis: Basis
    is_pilot: bool = False
    is_direct_election: bool = False
    member_count: int | None = None
    planned_congress_date: date | None = None
    line: int = 0


@dataclass(frozen=True)
class UnitTree:
    """Units in file order, one root. The loader has checked codes, parents and levels."""

    units: tuple[Unit, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """Unit code → unit."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Unit code → place in ``units``."""
        return {unit.code: place for place, unit in enumerate(self.units)}

    @cached_property
    def children(self) -> Mapping[str, Sequence[Unit]]:
        """Unit code → the units directly below it, in file order."""
        below: dict[str, list[Unit]] = {unit.code: [] for unit in self.units}
        for unit in self.units:
            if unit.parent_code:
                below[unit.parent_code].append(unit)
        return below

    @cached_property
    def root(self) -> Unit:
        """The unit that has nothing above it."""
        return next(unit for unit in self.units if not unit.parent_code)

    def of_level(self, level: str) -> tuple[Unit, ...]:
        """The units of a level, in file order."""
        return tuple(unit for unit in self.units if unit.level == level)

    def unit(self, code: str) -> Unit:
        """The unit with this code.

        Raises:
            UnknownCodeError: no unit has it; the message offers the nearest codes.
        """
        if code not in self.by_code:
            raise UnknownCodeError("đơn vị", code, self.by_code)
        return self.by_code[code]

    def members(self, code: str) -> int | None:
        """Party members of a unit: its own number, else those of the units below it; None when unknown.

        Raises:
            UnknownCodeError: no unit has this code.
        """
        unit = self.unit(code)
        if unit.member_count is not None:
            return unit.member_count
        counts = [self.members(child.code) for child in self.children[code]]
        known = [count for count in counts if count is not None]
        return sum(known) if counts and len(known) == len(counts) else None

    def subtrees(self, codes: Iterable[str]) -> frozenset[str]:
        """The codes of the named units and of all units below them.

        Raises:
            UnknownCodeError: a code names no unit.
        """
        waiting = [self.unit(code).code for code in codes]
        found: set[str] = set()
        while waiting:
            code = waiting.pop()
            if code not in found:
                found.add(code)
                waiting.extend(child.code for child in self.children[code])
        return frozenset(found)


def related_units(tree: UnitTree, code: str) -> frozenset[str]:
    """The codes of a unit, of those above it and of all below it; none for a unit that is not there."""
    if code not in tree.by_code:
        return frozenset()
    above, unit = set[str](), tree.by_code[code]
    while unit.parent_code:
        above.add(unit.parent_code)
        unit = tree.by_code[unit.parent_code]
    return tree.subtrees([code]) | above
