"""How far each thing is that a congress needs, at the checkpoints before its opening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.checklist import Checklist, ChecklistItem, Checkpoint
from daihoi.domain.preparing.openings import days_before, foremost, is_over, opening
from daihoi.domain.preparing.readiness_checks import READY
from daihoi.domain.units import Unit

NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class ItemState:
    """One thing that a unit's congress needs.

    Attributes:
        item: what, and by when.
        due: the day of its checkpoint.
        told: the last look at it; None while nobody looked.
        look_again_by: the day of the last whole review that it has been missing from; None for none.
    """

    item: ChecklistItem
    due: date
    told: Entry | None
    look_again_by: date | None

    @property
    def is_dispensed(self) -> bool:
        """Said not to be needed."""
        return self.told is not None and self.told.text("state") == NOT_NEEDED

    @property
    def lacks_evidence(self) -> bool:
        """Ready by word only, where a document or a file has to be shown."""
        told = self.told
        is_shown = told is not None and bool(told.evidence_sha256 or told.text("document"))
        return self.is_said_ready and self.item.needs_evidence and not is_shown

    @property
    def is_said_ready(self) -> bool:
        """Ready, by the last look."""
        return self.told is not None and self.told.text("state") == READY

    @property
    def is_ready(self) -> bool:
        """Ready, and shown to be where it has to; or not needed."""
        return self.is_dispensed or (self.is_said_ready and not self.lacks_evidence)

    def is_late(self, day: date) -> bool:
        """Not ready although its checkpoint is over at the end of a day."""
        return not self.is_ready and self.due < day


@dataclass(frozen=True)
class UnitReadiness:
    """One congress.

    Attributes:
        unit: whose.
        opening: its first day.
        points: checkpoints with their days, the earliest first.
        items: everything that it needs.
        is_over: it was held.
    """

    unit: Unit
    opening: date
    points: Sequence[tuple[Checkpoint, date]]
    items: Sequence[ItemState]
    is_over: bool

    def due_at(self, point: Checkpoint) -> list[ItemState]:
        """What is due at a checkpoint; at a whole review everything that is due by then."""
        if point.is_whole:
            return [one for one in self.items if one.item.due.days_before >= point.days_before]
        return [one for one in self.items if one.item.due == point]

    def passed(self, day: date) -> list[tuple[Checkpoint, date]]:
        """The checkpoints that are over at the end of a day."""
        return [(point, when) for point, when in self.points if when <= day]


def readiness_of(preparation: Preparation, checklist: Checklist) -> list[UnitReadiness]:
    """The congresses of the highest units asked about, and of those that keep the register."""
    found = [
        _unit_readiness(preparation, checklist, unit)
        for unit in foremost(preparation, "readiness")
        if checklist.for_level(unit.level)
    ]
    return sorted(found, key=lambda one: one.opening)


def _unit_readiness(preparation: Preparation, checklist: Checklist, unit: Unit) -> UnitReadiness:
    opened, campaign = opening(preparation, unit), preparation.campaign
    days = [(point, days_before(campaign, opened, point.days_before)) for point in checklist.checkpoints]
    # A campaign that begins after a checkpoint owes what is due there from its first day on, not before it.
    points = [(point, max(day, campaign.start_date)) for point, day in days if day is not None]
    items = [
        _item(preparation, unit, item, points)
        for item in checklist.for_level(unit.level)
        if any(point == item.due for point, _ in points)
    ]
    return UnitReadiness(unit, opened, points, items, is_over(preparation, unit))


def _item(
    preparation: Preparation, unit: Unit, item: ChecklistItem, points: Sequence[tuple[Checkpoint, date]]
) -> ItemState:
    register = preparation.entries.registers["readiness"].by_code["item"]
    told = preparation.entries.find("readiness", unit.code, register.shown(item.code))
    due = next(day for point, day in points if point == item.due)
    missed = _missed(item, told.day("checked_on"), points, preparation.status_date) if told else None
    return ItemState(item, due, told, missed)


def _missed(
    item: ChecklistItem, checked: date | None, points: Sequence[tuple[Checkpoint, date]], status_date: date
) -> date | None:
    """The day of the last whole review that a thing due before it was not looked at for.

    A look counts for a review when it came after the checkpoint before.
    """
    missed = None
    for (_, before), (point, day) in pairwise(points):
        is_asked = point.is_whole and day <= status_date and item.due.days_before > point.days_before
        if is_asked:
            missed = day if checked is not None and checked <= before else None
    return missed
