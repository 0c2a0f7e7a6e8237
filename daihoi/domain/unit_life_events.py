"""What happened to one unit in the course of a campaign, ruling after ruling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from daihoi.domain.campaign import Campaign
from daihoi.domain.rulings import RulingEvent, RulingKind
from daihoi.domain.unit_changes import Dissolution, Merger, Splitting
from daihoi.domain.unit_details import change_of
from daihoi.domain.unit_history import Step, steps


class LifeEventKind(StrEnum):
    """What a ruling did to a unit."""

    BEGUN = "begun"
    RENAMED = "renamed"
    MOVED = "moved"
    TOOK_IN = "took_in"
    GAVE_OFF = "gave_off"
    ENDED = "ended"


@dataclass(frozen=True)
class LifeEvent:
    """One thing that happened to a unit.

    Attributes:
        kind: see ``LifeEventKind``; of an annulment, what it did to the unit.
        event: the ruling, or the annulment of one.
        was: name or code of the unit above before; empty unless renamed or moved.
        now: name or code of the unit above since; likewise.
        others: units that were taken in or given off.
    """

    kind: LifeEventKind
    event: RulingEvent
    was: str = ""
    now: str = ""
    others: tuple[str, ...] = ()


def life_events(campaign: Campaign, known: Iterable[RulingEvent], code: str) -> list[LifeEvent]:
    """What happened to a unit, in the order in which it took effect.

    Args:
        campaign: as it is configured.
        known: its rulings that are known, in ``seq`` order.
        code: of the unit.

    Raises:
        MisfitRuling: a ruling does not fit the units of its day.
    """
    return [found for step in steps(campaign, known) for found in _events(step, code)]


def _events(step: Step, code: str) -> Iterator[LifeEvent]:
    before, after = step.before.there.get(code), step.after.there.get(code)
    if before is None and after is not None:
        yield LifeEvent(LifeEventKind.BEGUN, step.event)
    elif before is not None and after is None:
        yield LifeEvent(LifeEventKind.ENDED, step.event)
    elif before is not None and after is not None:
        if before.name != after.name:
            yield LifeEvent(LifeEventKind.RENAMED, step.event, before.name, after.name)
        if before.parent_code != after.parent_code:
            yield LifeEvent(LifeEventKind.MOVED, step.event, before.parent_code, after.parent_code)
        yield from _exchanges(step.event, code)


def _exchanges(event: RulingEvent, code: str) -> Iterator[LifeEvent]:
    """What a unit that goes on took in or gave off."""
    if event.ruling.kind is RulingKind.ANNUL:
        return
    match change_of(event.ruling):
        case Merger(into=into) as merger if into == code:
            yield LifeEvent(LifeEventKind.TOOK_IN, event, others=merger.ending)
        case Dissolution(code=ended, successor=successor) if successor == code:
            yield LifeEvent(LifeEventKind.TOOK_IN, event, others=(ended,))
        case Splitting(code=split, parts=parts) if split == code:
            yield LifeEvent(LifeEventKind.GAVE_OFF, event, others=tuple(part.code for part in parts))
