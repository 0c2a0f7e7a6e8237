"""A drive of emulation with the works registered for it, and who registered none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Preparation, late
from daihoi.domain.preparing.emulation_checks import DROPPED, FINISHED
from daihoi.domain.preparing.steering_faults import lineage, named_entry
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class Drive:
    """One drive with the works registered for it by the units asked about.

    Attributes:
        entry: the drive.
        first_day, last_day: inclusive.
        works: those that were not dropped.
        dropped: those that were.
    """

    entry: Entry
    first_day: date
    last_day: date
    works: Sequence[Entry]
    dropped: Sequence[Entry]

    @property
    def days(self) -> int:
        """Calendar days, first and last counted."""
        return (self.last_day - self.first_day).days + 1

    @property
    def finished(self) -> list[Entry]:
        """The works that are finished."""
        return [work for work in self.works if work.text("state") == FINISHED]

    def due(self, work: Entry) -> date:
        """By when a work has to be finished: its own last day, else that of the drive."""
        return work.day("due") or self.last_day

    def overdue(self, day: date) -> list[Entry]:
        """The works that are not finished though their day is over."""
        open_works = (work for work in self.works if work.text("state") != FINISHED)
        return [work for work in open_works if late(self.due(work), day)]


def drives_of(preparation: Preparation) -> list[Drive]:
    """The drives that the units asked about take part in, the earliest first."""
    entries = preparation.entries
    works = preparation.of("emulation_works")
    found = []
    for entry in entries.of("emulation_drives"):
        mine = [one for one in works if named_entry(preparation.campaign, entries, one, "drive") == entry]
        first, last = entry.day("first_day"), entry.day("last_day")
        if first and last and (mine or _takers(preparation, entry)):
            dropped = [one for one in mine if one.text("state") == DROPPED]
            kept = [one for one in mine if one.text("state") != DROPPED]
            found.append(Drive(entry, first, last, kept, dropped))
    return sorted(found, key=lambda drive: (drive.first_day, drive.entry.key))


def silent_units(preparation: Preparation, drive: Drive) -> list[Unit]:
    """The units that a drive is for and that registered nothing; a unit answers for those below it."""
    campaign = preparation.campaign
    told = {code for one in (*drive.works, *drive.dropped) for code in lineage(campaign, one.unit_code)}
    takers = _takers(preparation, drive.entry)
    return [unit for unit in takers if unit.code not in told and unit.code != drive.entry.unit_code]


def _takers(preparation: Preparation, drive: Entry) -> list[Unit]:
    """The units asked about that a drive is for: who called for it, and those directly below."""
    return [
        unit
        for unit in preparation.chosen()
        if drive.unit_code in lineage(preparation.campaign, unit.code)[:2]
    ]
