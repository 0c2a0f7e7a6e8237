"""Changes of units as the log keeps them: a ruling's unit and its details, written and read back.

Details hold what was said and nothing else; dates are ISO text. ``unit_code`` of the ruling is the unit it
leaves behind where it makes or merges some, and otherwise the unit that it changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daihoi.domain.ruling_details import Details, count_in, day_in, iso, text_in, texts_in
from daihoi.domain.ruling_paper import Paper
from daihoi.domain.rulings import Detail, Ruling, RulingError, RulingKind
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

KIND_OF: Mapping[type, RulingKind] = {
    Creation: RulingKind.CREATE_UNIT,
    Renaming: RulingKind.RENAME_UNIT,
    Move: RulingKind.MOVE_UNIT,
    Merger: RulingKind.MERGE_UNITS,
    Splitting: RulingKind.SPLIT_UNIT,
    Dissolution: RulingKind.DISSOLVE_UNIT,
}
UNIT_KINDS = frozenset(KIND_OF.values())


def unit_ruling(paper: Paper, change: UnitChange) -> Ruling:
    """The ruling by which a document changes units.

    Raises:
        RulingError: the document is not complete.
    """
    about, details = _told(change)
    return paper.ruling(KIND_OF[type(change)], about, _said(details))


def change_of(ruling: Ruling) -> UnitChange:
    """What a ruling about units says; the other way round from ``unit_ruling``.

    Raises:
        RulingError: its details are not those of its kind, or contradict themselves.
    """
    said, code = ruling.details, ruling.unit_code
    match ruling.kind:
        case RulingKind.CREATE_UNIT:
            return Creation(_unit_in(said, code))
        case RulingKind.RENAME_UNIT:
            return Renaming(code, text_in(said, "name"))
        case RulingKind.MOVE_UNIT:
            return Move(code, text_in(said, "parent"))
        case RulingKind.MERGE_UNITS:
            new = next((_unit_in(part, code) for part in _parts_in(said, "new")), None)
            return Merger(
                texts_in(said, "units"), code, new, text_in(said, "name"), _pairs_in(said, "children")
            )
        case RulingKind.SPLIT_UNIT:
            parts = tuple(_unit_in(part, text_in(part, "code")) for part in _parts_in(said, "parts"))
            return Splitting(code, parts, _flag_in(said, "goes_on"), _pairs_in(said, "children"))
        case RulingKind.DISSOLVE_UNIT:
            return Dissolution(code, text_in(said, "successor"), _pairs_in(said, "children"))
        case _:
            raise RulingError(f"«{ruling.kind}» không phải quyết định về đơn vị")


def _told(change: UnitChange) -> tuple[str, dict[str, Detail]]:
    """The unit that a change is about, and what else it says."""
    match change:
        case Creation(unit):
            return unit.code, _unit_told(unit)
        case Renaming(code, name):
            return code, {"name": name}
        case Move(code, parent):
            return code, {"parent": parent}
        case Merger(codes, into, new, name, children):
            made = [_said(_unit_told(new))] if new else []
            return into, {"units": list(codes), "new": made, "name": name, "children": dict(children)}
        case Splitting(code, parts, goes_on, children):
            told = [{"code": part.code, **_said(_unit_told(part))} for part in parts]
            return code, {"parts": told, "goes_on": goes_on, "children": dict(children)}
        case Dissolution(code, successor, children):
            return code, {"successor": successor, "children": dict(children)}


def _unit_told(unit: NewUnit) -> dict[str, Detail]:
    return {
        "name": unit.name,
        "level": unit.level,
        "parent": unit.parent_code,
        "kind": unit.kind,
        "pilot": unit.is_pilot,
        "direct_election": unit.is_direct_election,
        "members": unit.member_count,
        "congress": iso(unit.planned_congress_date),
    }


def _said(told: Mapping[str, Detail]) -> dict[str, Detail]:
    """Without what was not said: blanks, and flags that are not set."""
    return {name: value for name, value in told.items() if value or (value == 0 and value is not False)}


def _unit_in(details: Details, code: str) -> NewUnit:
    return NewUnit(
        code=code,
        name=text_in(details, "name"),
        level=text_in(details, "level"),
        parent_code=text_in(details, "parent"),
        kind=text_in(details, "kind"),
        is_pilot=_flag_in(details, "pilot"),
        is_direct_election=_flag_in(details, "direct_election"),
        member_count=count_in(details, "members"),
        planned_congress_date=day_in(details, "congress"),
    )


def _flag_in(details: Details, name: str) -> bool:
    return details.get(name) is True


def _parts_in(details: Details, name: str) -> list[Details]:
    """Details inside details; none when they are not there."""
    value = details.get(name) or ()
    found = [part for part in value if isinstance(part, Mapping)] if isinstance(value, Sequence) else []
    if not isinstance(value, Sequence) or len(found) != len(value):
        raise RulingError(f"không đọc được «{name}» của quyết định: «{value}» → chạy daihoi db verify")
    return found


def _pairs_in(details: Details, name: str) -> dict[str, str]:
    """Texts by text; none when they are not there."""
    value = details.get(name) or {}
    if not isinstance(value, Mapping):
        raise RulingError(f"không đọc được «{name}» của quyết định: «{value}» → chạy daihoi db verify")
    return {key: text_in(value, key) for key in value}
