"""What a ruling about units says: which unit is made, renamed, moved, merged, split or dissolved, and how.

One frozen class per kind. What contradicts itself is refused here; how the log keeps it is for
``unit_details`` to say, and whether it fits the units of a day for ``unit_checks``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from daihoi.domain.record import Fault
from daihoi.domain.ruling_faults import refuse
from daihoi.domain.unit_faults import code_faults, code_list_faults, count_faults, name_faults


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that a ruling makes; see ``Unit`` for the fields.

    Level, unit above and kind may be left empty until ``unit_filling`` has filled them in from the units
    that there are; a ruling in the log has them all.
    """

    code: str
    name: str
    level: str = ""
    parent_code: str = ""
    kind: str = ""
    is_pilot: bool = False
    is_direct_election: bool = False
    member_count: int | None = None
    planned_congress_date: date | None = None

    def faults(self, field_of_code: str) -> list[Fault]:
        """What is wrong with it, whatever units there are."""
        return [
            *code_faults(field_of_code, self.code),
            *name_faults("name", self.name),
            *count_faults("members", self.member_count),
        ]


@dataclass(frozen=True)
class Creation:
    """A unit that comes from no other.

    Raises:
        FaultyRuling: a field holds what it cannot.
    """

    unit: NewUnit

    def __post_init__(self) -> None:
        refuse(self.unit.faults("code"))


@dataclass(frozen=True)
class Renaming:
    """A unit keeps its code under another name.

    Raises:
        FaultyRuling: the name cannot be one.
    """

    code: str
    name: str

    def __post_init__(self) -> None:
        refuse(name_faults("name", self.name))


@dataclass(frozen=True)
class Move:
    """A unit, with all below it, gets another unit above it."""

    code: str
    parent_code: str


@dataclass(frozen=True)
class Merger:
    """Units become one: one of them, or a new one.

    Attributes:
        codes: the units that are merged, all of them; at least two.
        into: the one that goes on, or the code of the new one.
        new: the new one; None when one of them goes on.
        name: what the one that goes on is called from now on; empty for no change.
        children_to: child of a unit that ends → the unit it goes to; ``into`` for those not named.

    Raises:
        FaultyRuling: it contradicts itself.
    """

    codes: tuple[str, ...]
    into: str
    new: NewUnit | None = None
    name: str = ""
    children_to: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        faults = code_list_faults("units", self.codes, "gộp", least=2)
        if self.new:
            faults += self.new.faults("into")
            if self.into in self.codes:
                what = f"«{self.into}» vừa là đơn vị được gộp, vừa là đơn vị mới"
                faults.append(Fault("into", what, "ghi mã mới, hoặc để đơn vị cũ đi tiếp"))
        elif self.name:
            faults += name_faults("name", self.name)
        refuse(faults)

    @property
    def ending(self) -> tuple[str, ...]:
        """The units that end."""
        return tuple(code for code in self.codes if code != self.into)


@dataclass(frozen=True)
class Splitting:
    """A unit gives rise to new ones, and ends or goes on beside them.

    Attributes:
        code: the unit that is split.
        parts: the new units; at least two where the old one ends, else at least one.
        goes_on: the old one stays.
        children_to: child of the old one → the unit it goes to; where the old one goes on, others stay.

    Raises:
        FaultyRuling: it contradicts itself.
    """

    code: str
    parts: tuple[NewUnit, ...]
    goes_on: bool
    children_to: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        faults = [fault for part in self.parts for fault in part.faults("part")]
        codes = [part.code for part in self.parts]
        faults += code_list_faults("part", codes, "mới", least=1 if self.goes_on else 2)
        refuse(faults)


@dataclass(frozen=True)
class Dissolution:
    """A unit ends; its members and the units below it go to others.

    Attributes:
        code: the unit that ends.
        successor: the unit of the same level that takes its place; empty for none.
        children_to: child → the unit it goes to; the successor for those not named.
    """

    code: str
    successor: str = ""
    children_to: Mapping[str, str] = field(default_factory=dict, hash=False)


UnitChange: TypeAlias = "Creation | Renaming | Move | Merger | Splitting | Dissolution"
