"""Entries that a unit only numbers: at their heir they get the next number that is free.

Comments are 1, 2, 3 in every unit. Two units with one heir would clash in every one of them, and the number
means nothing but the place in the list: a new one loses nothing, as long as what names it goes with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from daihoi.domain.carrying_origin import Origins
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.registers import ColumnKind, Register, Value

Values = Mapping[str, Value]


class RunningNumbers:
    """Which number entries have at their heirs.

    Args:
        entries: what stands in the registers of the heirs.
        origins: where it came from.
        campaign: code of the campaign whose entries are carried.
    """

    def __init__(self, entries: Entries, origins: Origins, campaign: str) -> None:
        self._entries, self._origins, self._campaign = entries, origins, campaign
        self._given: dict[tuple[str, str], set[int]] = {}
        self._claimed: set[tuple[str, str, int]] = set()
        self._new: dict[tuple[str, str, int, str], int] = {}

    def settled(self, register: Register, old: Entry, values: Values, unit_code: str) -> Values:
        """The cells of an entry with the number that it has, or gets, at its heir.

        Args:
            register: which register.
            old: the entry as the unit that is gone left it.
            values: its cells as the heir would keep them.
            unit_code: the heir.
        """
        if column := _numbered_by(register):
            number = self._number(register, column, old, values, unit_code)
            self._new[register.code, old.unit_code, old.count(column), unit_code] = number
            return {**values, column: number}
        return self._following(register, old, values)

    def _following(self, register: Register, old: Entry, values: Values) -> Values:
        """An answer names the comment by unit and number: both changed."""
        named = named_by_number(register)
        if named is None:
            return values
        unit, number, numbered = named
        place = numbered, old.text(unit), old.count(number), str(values.get(unit, ""))
        return {**values, number: self._new[place]} if place in self._new else values

    def has(self, register: Register, old: Entry) -> bool:
        """Whether an entry names, by its unit and number, one that is carried or was."""
        named = named_by_number(register)
        if named is None:
            return False
        unit, number, numbered = named
        wanted = numbered, old.text(unit), old.count(number)
        return any(place[:3] == wanted for place in self._new)

    def _number(self, register: Register, column: str, old: Entry, values: Values, unit_code: str) -> int:
        """That of the same entry, when the heir has taken it before; else its own or the next free one."""
        used = self._used(register, column, unit_code)
        if (taken := self._taken_before(register, column, old, values, unit_code)) is not None:
            self._claimed.add((register.code, unit_code, taken))
            return taken
        wanted = values[column]
        assert isinstance(wanted, int)  # a key column, and a count
        number = wanted if wanted not in used else max(used) + 1
        used.add(number)
        return number

    def _taken_before(
        self, register: Register, column: str, old: Entry, values: Values, unit_code: str
    ) -> int | None:
        """The number of the entry that came from this one; None when the heir has none.

        Tables made before the number was written into the source name the unit only: of those, the one that
        was taken over with the same cells.
        """
        for one in self._entries.of(register.code, unit_code):
            origin, place = self._origins.of(one), (register.code, unit_code, one.count(column))
            if origin is None or place in self._claimed or not origin.is_of(self._campaign, old):
                continue
            if origin.key or _rest(origin.values, column) == _rest(values, column):
                return one.count(column)
        return None

    def _used(self, register: Register, column: str, unit_code: str) -> set[int]:
        place = register.code, unit_code
        if place not in self._given:
            self._given[place] = {one.count(column) for one in self._entries.of(*place)}
        return self._given[place]


def named_by_number(register: Register) -> tuple[str, str, str] | None:
    """The key columns with a unit and a number, and the register in which that unit gave the number."""
    columns = [register.by_code[code] for code in register.key]
    units = [one.code for one in columns if one.kind is ColumnKind.UNIT]
    numbers = [one for one in columns if one.numbers_of]
    return (units[0], numbers[0].code, numbers[0].numbers_of) if units and numbers else None


def _numbered_by(register: Register) -> str:
    """The only key column, when it is a count; empty for registers that are named otherwise."""
    is_number = len(register.key) == 1 and register.by_code[register.key[0]].kind is ColumnKind.COUNT
    return register.key[0] if is_number else ""


def _rest(values: Values, column: str) -> dict[str, Value]:
    return {code: value for code, value in values.items() if code != column}
