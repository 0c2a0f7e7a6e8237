"""The units as a change leaves them. Whether it fits was asked before, in ``unit_checks``.

Units keep their order; new ones come after all others, in the order in which they were made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from daihoi.domain.structure import Basis
from daihoi.domain.unit_changes import (
    Creation,
    Dissolution,
    Merger,
    Move,
    NewUnit,
    Renaming,
    Splitting,
    UnitChange,
)
from daihoi.domain.unit_members import transfer
from daihoi.domain.units import Unit


def changed(units: Mapping[str, Unit], change: UnitChange, basis: Basis) -> dict[str, Unit]:
    """The units after a change.

    Args:
        units: code → unit, those that there are.
        change: fits them.
        basis: of the units that it makes.
    """
    after = dict(units)
    match change:
        case Creation(unit):
            after[unit.code] = _made(unit, basis)
        case Renaming(code, name):
            after[code] = replace(after[code], name=name)
        case Move(code, parent):
            _place(after, code, parent)
        case Merger():
            _merge(after, change, basis)
        case Splitting():
            _split(after, change, basis)
        case Dissolution():
            _dissolve(after, change)
    return after


def made(change: UnitChange) -> tuple[NewUnit, ...]:
    """The units that a change makes."""
    match change:
        case Creation(unit):
            return (unit,)
        case Splitting(_, parts):
            return parts
        case Merger(new=NewUnit() as new):
            return (new,)
    return ()


def ending(change: UnitChange) -> tuple[str, ...]:
    """The units that a change ends."""
    match change:
        case Merger():
            return change.ending
        case Splitting(code, _, goes_on):
            return () if goes_on else (code,)
        case Dissolution(code):
            return (code,)
    return ()


def heirs(change: UnitChange) -> tuple[str, ...]:
    """The units that take the place of those that a change ends; none where nobody does."""
    match change:
        case Merger():
            return (change.into,)
        case Splitting(_, parts):
            return tuple(part.code for part in parts)
        case Dissolution(_, successor):
            return (successor,) if successor else ()
    return ()


def destinations(units: Mapping[str, Unit], change: UnitChange) -> dict[str, str]:
    """Child → the unit it goes to, of every child of a unit that ends and of others that are named.

    A child that has nowhere to go is left out.
    """
    named: Mapping[str, str] = {}
    default = ""
    match change:
        case Merger(children_to=named, into=default):
            pass
        case Dissolution(children_to=named, successor=default):
            pass
        case Splitting(children_to=named):
            pass
    ended = frozenset(ending(change))
    orphans = (code for code, unit in units.items() if unit.parent_code in ended) if ended else ()
    found = {code: named.get(code, default) for code in orphans} | dict(named)
    return {code: target for code, target in found.items() if target}


def _made(unit: NewUnit, basis: Basis) -> Unit:
    return Unit(
        code=unit.code,
        name=unit.name,
        level=unit.level,
        parent_code=unit.parent_code,
        kind=unit.kind,
        basis=basis,
        is_pilot=unit.is_pilot,
        is_direct_election=unit.is_direct_election,
        member_count=unit.member_count,
        planned_congress_date=unit.planned_congress_date,
    )


def _place(units: dict[str, Unit], code: str, parent: str) -> None:
    """Puts a unit below another, with its members."""
    transfer(units, units[code].parent_code, parent, units[code].member_count)
    units[code] = replace(units[code], parent_code=parent)


def _merge(units: dict[str, Unit], change: Merger, basis: Basis) -> None:
    targets = destinations(units, change)
    if change.new:
        units[change.into] = replace(_made(change.new, basis), member_count=0)
    elif change.name:
        units[change.into] = replace(units[change.into], name=change.name)
    for code in change.ending:
        _hand_over(units, code, change.into)
    _rehome(units, targets, change.into)
    if change.new and change.new.member_count is not None:
        units[change.into] = replace(units[change.into], member_count=change.new.member_count)


def _dissolve(units: dict[str, Unit], change: Dissolution) -> None:
    targets, above = destinations(units, change), units[change.code].parent_code
    if change.successor:
        _hand_over(units, change.code, change.successor)
    else:
        del units[change.code]
    _rehome(units, targets, change.successor or above)


def _split(units: dict[str, Unit], change: Splitting, basis: Basis) -> None:
    targets, old = destinations(units, change), units[change.code]
    for part in change.parts:
        units[part.code] = _made(part, basis)
        if change.goes_on:
            transfer(units, change.code, part.parent_code, part.member_count)
        else:
            transfer(units, old.parent_code, part.parent_code, part.member_count)
    if not change.goes_on:
        del units[change.code]
    counted = {part.code for part in change.parts}  # with the children that go there
    for child, target in targets.items():
        holder = change.code if change.goes_on else old.parent_code
        if target not in counted:
            transfer(units, holder, target, units[child].member_count)
        units[child] = replace(units[child], parent_code=target)


def _hand_over(units: dict[str, Unit], code: str, heir: str) -> None:
    """Ends a unit whose members, those below it included, go to another."""
    ended = units.pop(code)
    transfer(units, ended.parent_code, heir, ended.member_count)


def _rehome(units: dict[str, Unit], targets: Mapping[str, str], holder: str) -> None:
    """Puts children below their new units; their members are counted with ``holder`` so far."""
    for child, target in targets.items():
        transfer(units, holder, target, units[child].member_count)
        units[child] = replace(units[child], parent_code=target)
