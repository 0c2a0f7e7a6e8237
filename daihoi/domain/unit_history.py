"""The units of a campaign in the course of time: ruling after ruling, each checked against what was before.

Rulings are taken in the order in which they take effect. An annulment takes the units back to what they
would be without the ruling that it annuls, from its own first day on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Fault
from daihoi.domain.ruling_faults import FaultyRuling, faults_of
from daihoi.domain.rulings import RulingError, RulingEvent, RulingKind, standing_rulings
from daihoi.domain.unit_checks import UnitChecks
from daihoi.domain.unit_details import UNIT_KINDS, change_of
from daihoi.domain.unit_making import changed, ending
from daihoi.domain.unit_state import Units
from daihoi.domain.unit_words import day_words


@dataclass(frozen=True)
class Step:
    """One ruling, or the annulment of one, and the units before and after it."""

    event: RulingEvent
    before: Units
    after: Units


class MisfitRuling(FaultyRuling):
    """A ruling that does not fit the units of its day.

    Attributes:
        event: the ruling.
    """

    def __init__(self, event: RulingEvent, faults: Iterable[Fault]) -> None:
        self.event = event
        super().__init__(faults)
        ruling = event.ruling
        head = f"Quyết định {ruling.document_number}, hiệu lực {day_words(ruling.effective_date)}"
        self.args = (f"{head}, không khớp với các đơn vị của ngày ấy: {self.args[0]}",)


def configured(campaign: Campaign) -> Units:
    """The units that a campaign starts with."""
    return Units(campaign.tree.by_code)


def after(campaign: Campaign, units: Units, event: RulingEvent) -> Units:
    """The units after one ruling about them.

    Raises:
        MisfitRuling: it does not fit; every reason.
    """
    try:
        change = change_of(event.ruling)
    except RulingError as error:
        raise MisfitRuling(event, faults_of(error)) from error
    faults = UnitChecks(campaign, units, event.ruling.effective_date).faults(change)
    if faults:
        raise MisfitRuling(event, faults)
    there = changed(units.there, change, event.ruling.basis)
    ended = dict.fromkeys(ending(change), event.ruling)
    return replace(units, there=there, gone={**units.gone, **ended})


def as_ruled(
    campaign: Campaign, standing: Iterable[RulingEvent], retired: frozenset[str] = frozenset()
) -> Units:
    """The units after all rulings that stand, in the order in which they take effect.

    Raises:
        MisfitRuling: one does not fit; every reason.
    """
    units = replace(configured(campaign), retired=retired)
    for event in standing:
        if event.ruling.kind in UNIT_KINDS:
            units = after(campaign, units, event)
    return units


@dataclass(frozen=True)
class Stages:
    """The units of a campaign day by day, where what is annulled never was.

    Attributes:
        events: the rulings about units that stand, in the order in which they take effect.
        units: the units at the beginning, then after each of them.
    """

    events: Sequence[RulingEvent]
    units: Sequence[Units]

    def on(self, day: date) -> Units:
        """The units at the end of a day."""
        days = [event.ruling.effective_date for event in self.events]
        return self.units[bisect_right(days, day)]


def stages(campaign: Campaign, known: Iterable[RulingEvent]) -> Stages:
    """The units of a campaign day by day, by all rulings that nobody annulled.

    Args:
        campaign: as it is configured.
        known: its rulings that are known, in ``seq`` order; those of later days count as well.

    Raises:
        MisfitRuling: one does not fit; every reason.
    """
    units = [configured(campaign)]
    events = [event for event in standing_rulings(known, date.max) if event.ruling.kind in UNIT_KINDS]
    for event in events:
        units.append(after(campaign, units[-1], event))
    return Stages(events, units)


def steps(campaign: Campaign, known: Iterable[RulingEvent]) -> Iterator[Step]:
    """Every ruling about units and every annulment of one, in the order in which they take effect.

    Args:
        campaign: as it is configured.
        known: its rulings that are known, of any kind; what is annulled before it takes effect is left out.

    Raises:
        MisfitRuling: one does not fit; every reason.
    """
    units, standing, annulled = configured(campaign), list[RulingEvent](), set[int | None]()
    codes, day = frozenset[str](), date.min
    for event in sorted(known, key=lambda e: (e.ruling.effective_date, e.seq)):
        if event.ruling.effective_date > day:  # what stood at the end of a day, stood
            codes, day = codes | units.there.keys(), event.ruling.effective_date
        before = units
        if event.ruling.kind is RulingKind.ANNUL:
            annulled.add(event.corrects)
            left = [e for e in standing if e.seq not in annulled]
            if len(left) == len(standing):
                continue
            standing = left
            units = as_ruled(campaign, standing)
            units = replace(units, retired=codes - units.there.keys() - units.gone.keys())
        elif event.ruling.kind in UNIT_KINDS and event.seq not in annulled:
            standing.append(event)
            units = after(campaign, units, event)
        else:
            continue
        yield Step(event, before, units)


def unit_faults(campaign: Campaign, known: Sequence[RulingEvent], seq: int) -> list[Fault]:
    """Why the rulings of a campaign do not fit each other; empty when they do.

    Args:
        campaign: as it is configured.
        known: all rulings, with those that are about to be recorded.
        seq: number of the first of these: faults of earlier ones are told as such.
    """
    try:
        for _ in steps(campaign, known):
            pass
    except MisfitRuling as error:
        if error.event.seq >= seq:
            return list(error.faults)
        return [_later_misfit(error)]
    return []


def _later_misfit(error: MisfitRuling) -> Fault:
    ruling = error.event.ruling
    what = (
        f"quyết định {ruling.document_number} (sự kiện số {error.event.seq}, hiệu lực "
        f"{day_words(ruling.effective_date)}) không còn khớp: {error.faults[0].what}"
    )
    return Fault("", what, "hủy quyết định ấy trước, hoặc chọn ngày hiệu lực khác")
