"""Fills in what the units that there are say about a new one, so that its ruling says all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from daihoi.domain.campaign import Campaign
from daihoi.domain.unit_changes import Creation, Merger, NewUnit, Splitting, UnitChange
from daihoi.domain.units import Unit


def filled(change: UnitChange, campaign: Campaign) -> UnitChange:
    """The change with level, unit above and kind of every unit that it makes.

    A new unit is like those that it comes from, where they are alike; else its level is the one below
    the unit above it, and its kind that of its siblings. What is not clear stays empty, and is refused
    by ``unit_checks``.

    Args:
        change: what is decided.
        campaign: with its units as they are before.
    """
    match change:
        case Creation(unit):
            return Creation(_filled(unit, (), campaign))
        case Merger(codes=codes, new=NewUnit() as new):
            return replace(change, new=_filled(new, _known(campaign, codes), campaign))
        case Splitting(code=code, parts=parts):
            source = _known(campaign, [code])
            return replace(change, parts=tuple(_filled(part, source, campaign) for part in parts))
    return change


def says_the_same(said: UnitChange, recorded: UnitChange) -> bool:
    """Whether a change, as it was said, is one that was filled in and recorded before."""
    match said, recorded:
        case Creation(unit), Creation(unit=before):
            return _filled_like(unit, before) == before
        case Merger(new=NewUnit() as new), Merger(new=NewUnit() as before):
            return replace(said, new=_filled_like(new, before)) == recorded
        case Splitting(parts=parts), Splitting(parts=earlier) if len(parts) == len(earlier):
            like = tuple(_filled_like(part, before) for part, before in zip(parts, earlier, strict=True))
            return replace(said, parts=like) == recorded
    return said == recorded


def _filled_like(unit: NewUnit, before: NewUnit) -> NewUnit:
    return replace(
        unit,
        level=unit.level or before.level,
        parent_code=unit.parent_code or before.parent_code,
        kind=unit.kind or before.kind,
    )


def _known(campaign: Campaign, codes: Sequence[str]) -> list[Unit]:
    return [campaign.tree.by_code[code] for code in codes if code in campaign.tree.by_code]


def _filled(unit: NewUnit, sources: Sequence[Unit], campaign: Campaign) -> NewUnit:
    parent = unit.parent_code or _common([source.parent_code for source in sources])
    level = unit.level or _common([source.level for source in sources]) or _below(parent, campaign)
    siblings = campaign.tree.children.get(parent, ())
    kind = unit.kind or _common([source.kind for source in sources])
    kind = kind or _common([sibling.kind for sibling in siblings if sibling.level == level])
    return replace(unit, parent_code=parent, level=level, kind=kind)


def _common(values: Sequence[str]) -> str:
    """What all of them are; empty when they differ or there are none."""
    return values[0] if len(set(values)) == 1 else ""


def _below(parent_code: str, campaign: Campaign) -> str:
    """The level below a unit's; empty when the unit is not known or there is none."""
    parent = campaign.tree.by_code.get(parent_code)
    below = campaign.structure.below(campaign.structure.by_code[parent.level]) if parent else None
    return below.code if below else ""
