"""Units that are made, renamed, moved, merged, split and dissolved in the course of a campaign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from daihoi.domain.campaign import Campaign, Floor
from daihoi.domain.rulings import Ruling, RulingEvent
from daihoi.domain.structure import Level, LinkScope, LinkType
from daihoi.domain.unit_changes import Creation, Dissolution, Merger, Move, Renaming, Splitting
from daihoi.domain.unit_details import UNIT_KINDS, change_of
from daihoi.domain.unit_history import as_ruled
from daihoi.domain.unit_making import made
from daihoi.domain.unit_words import begin_words, since
from daihoi.domain.units import UnitTree

_HOLDS_START = (LinkType.FS, LinkType.SS)


def with_unit_rulings(campaign: Campaign, standing: Sequence[RulingEvent]) -> Campaign:
    """The campaign with its units as the rulings left them.

    Units that there were before keep their order; new ones come after them, and nothing of theirs is
    planned before they are there. What was decided for a unit that is gone, or about work that a unit
    without units below it no longer has, is left aside.

    Args:
        campaign: as it is configured.
        standing: rulings that hold, in the order in which they take effect; other kinds are passed over.

    Raises:
        MisfitRuling: one does not fit the units of its day; every reason.
    """
    if not any(event.ruling.kind in UNIT_KINDS for event in standing):
        return campaign
    tree = as_ruled(campaign, standing).tree
    return _with_tree(replace(campaign, floors=(*campaign.floors, *_first_days(campaign, standing))), tree)


def concerned_units(ruling: Ruling) -> tuple[str, ...]:
    """The units over which whoever makes a ruling about units must have the right to decide.

    Those that end or change; of those that are made and moved, the units above, on both sides.
    """
    change = change_of(ruling)
    match change:
        case Creation(unit):
            return (unit.parent_code,)
        case Renaming(code):
            return (code,)
        case Move(code, parent):
            return (code, parent)
        case Merger(codes=codes, new=new, children_to=children):
            return _once((*codes, *([new.parent_code] if new else []), *children.values()))
        case Splitting(code=code, parts=parts, children_to=children):
            return _once((code, *(part.parent_code for part in parts), *children.values()))
        case Dissolution(code, successor, children):
            return _once((code, successor, *children.values()))


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code))


def _with_tree(campaign: Campaign, tree: UnitTree) -> Campaign:
    """The campaign over other units, with what was decided for them."""
    has = _having(campaign, tree)
    return replace(
        campaign,
        tree=tree,
        deadlines=tuple(d for d in campaign.deadlines if not d.unit_code or d.unit_code in tree.by_code),
        exceptions=tuple(e for e in campaign.exceptions if not e.unit_code or e.unit_code in tree.by_code),
        floors=tuple(floor for floor in campaign.floors if has(floor.unit_code, floor.activity)),
        fixed_dates=tuple(fixed for fixed in campaign.fixed_dates if has(fixed.unit_code, fixed.activity)),
        durations=tuple(own for own in campaign.durations if has(own.unit_code, own.activity)),
    )


def _first_days(campaign: Campaign, standing: Sequence[RulingEvent]) -> Iterator[Floor]:
    """The day from which each new unit can work, for the activities that its others wait for."""
    for event in standing:
        ruling = event.ruling
        for unit in made(change_of(ruling)) if ruling.kind in UNIT_KINDS else ():
            reason = f"{unit.code} {begin_words(change_of(ruling))} {since(ruling)}"
            for activity in _first_activities(campaign.structure.by_code[unit.level]):
                yield Floor(unit.code, activity, ruling.effective_date, reason, ruling.basis)


def _first_activities(level: Level) -> list[str]:
    """Codes of the activities that start without waiting for another of the same unit."""
    return [
        activity.code
        for activity in level.activities
        if not any(link.scope is LinkScope.SELF and link.type in _HOLDS_START for link in activity.links)
    ]


def _having(campaign: Campaign, tree: UnitTree) -> Callable[[str, str], bool]:
    """Tells whether a unit is there and has an activity."""
    activities = {activity.code: activity for activity in campaign.structure.activities()}

    def has(unit_code: str, activity: str) -> bool:
        is_there = unit_code in tree.by_code
        return is_there and (not activities[activity].parents_only or bool(tree.children[unit_code]))

    return has
