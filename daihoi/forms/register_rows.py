"""Rows that a form of a register offers to be filled in: what there is to be told, and nobody told yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import product

from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.feedback_state import answers_of
from daihoi.domain.preparing.sending_state import COMMENTS
from daihoi.domain.registers import ColumnKind, OfferedColumn, Register, Value
from daihoi.domain.units import Unit, UnitTree

OfferedRow = tuple[str, dict[str, Value]]
"""Code of a unit, and what its row has beforehand: column code → value."""


def offered_rows(
    register: Register,
    codes: Sequence[str],
    entries: Sequence[Entry],
    tree: UnitTree,
    needless: Collection[Value] = (),
) -> list[OfferedRow]:
    """The rows, unit by unit, in the order of the register's columns.

    Args:
        register: which.
        codes: units of the form; the first is whose form it is. Rows with values are for it alone.
        entries: what stands of these units: what agrees with one of them is not offered again.
        tree: all units.
        needless: values that a unit of this level has no use for.
    """
    asked = [tree.unit(code) for code in (codes if not register.key else codes[:1])]
    if register.key and not register.form_rows:
        return []
    return [
        (unit.code, values)
        for unit in asked
        if not register.levels or unit.level in register.levels
        for values in _combinations(register, unit, tree)
        if not any(value in needless for value in values.values())
        and not any(one.unit_code == unit.code and _agrees(one, values) for one in entries)
    ]


def unanswered_rows(entries: Entries, code: str) -> list[OfferedRow]:
    """A row for every comment on a unit's documents that nobody has decided about, by unit and number.

    Args:
        entries: what stands.
        code: of the unit whose documents they are.
    """
    answered = answers_of(entries)
    return [
        (code, {"from_unit": one.unit_code, "number": one.count("number")})
        for one in sorted(entries.of(COMMENTS), key=lambda one: (one.unit_code, one.count("number")))
        if one.text("about") == code and (code, one.unit_code, one.count("number")) not in answered
    ]


def _combinations(register: Register, unit: Unit, tree: UnitTree) -> Iterator[dict[str, Value]]:
    """Every combination of the values of the offered columns; one without any where none is offered."""
    columns = [one.column for one in register.form_rows]
    for values in product(*(_values(register, one, unit, tree) for one in register.form_rows)):
        yield dict(zip(columns, values, strict=True))


def _values(register: Register, offered: OfferedColumn, unit: Unit, tree: UnitTree) -> Sequence[Value]:
    column = register.by_code[offered.column]
    if column.kind is ColumnKind.UNIT:
        return [below.code for below in tree.children[unit.code]]
    if column.kind is ColumnKind.COUNT:
        return [int(text) for text in offered.values]
    return list(offered.values or column.choices)


def _agrees(entry: Entry, values: dict[str, Value]) -> bool:
    return all(entry.values.get(code) == value for code, value in values.items())
