"""The gate before the roll-out: pilots held and observed, lessons drawn, what had to come first done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.steering_faults import named_entry
from daihoi.domain.preparing.steering_reading import congress, has_met
from daihoi.domain.spans import Span
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class Pilot:
    """One pilot congress.

    Attributes:
        unit: who holds it.
        days: as held, or expected.
        is_held: reported as held.
        observation: what the superior wrote about it; None while nobody did.
        met_on: the day on which lessons were drawn; None while they were not.
        lessons: in their order.
    """

    unit: Unit
    days: Span
    is_held: bool
    observation: Entry | None
    met_on: date | None
    lessons: Sequence[Entry]

    @property
    def open_gating(self) -> list[Entry]:
        """What has to be done before the others begin, and is not."""
        return [one for one in self.lessons if one.text("gate") == "gating" and one.text("state") != "done"]


@dataclass(frozen=True)
class RollOut:
    """The pilots below one organisation, and the others that wait for what was learned.

    Attributes:
        above: the organisation.
        pilots: in tree order.
        missing: what keeps the gate shut; Vietnamese, empty when it is open.
        opened_on: the day on which the last condition was met; None while it is shut.
        first_other: first day of a congress of the others, held or expected; None without others.
        ahead: others that held their congress before the gate opened, in tree order.
        planned_ahead: others that are to hold theirs within days in which the gate is still shut, the
            earliest first: only those whose day is before the last pilot's.
        others: how many there are that are no pilots.
    """

    above: Unit
    pilots: Sequence[Pilot]
    missing: Sequence[str]
    opened_on: date | None
    first_other: date | None
    ahead: Sequence[Unit]
    planned_ahead: Sequence[tuple[Unit, date]]
    others: int

    @property
    def is_too_late(self) -> bool:
        """All of the others held their congress while the gate was shut: nothing waits for it any more."""
        return 0 < self.others == len(self.ahead) and all(pilot.is_held for pilot in self.pilots)

    @property
    def has_begun(self) -> bool:
        """A pilot congress was held, or one of the others."""
        return bool(self.ahead) or any(pilot.is_held for pilot in self.pilots)

    @property
    def units(self) -> list[Unit]:
        """The units that hold pilot congresses."""
        return [pilot.unit for pilot in self.pilots]


def roll_outs(preparation: Preparation) -> list[RollOut]:
    """One per organisation that has pilots directly below it, of those asked about."""
    parents = {unit.parent_code for unit in preparation.chosen() if unit.is_pilot and unit.parent_code}
    tree = preparation.campaign.tree
    return [_roll_out(preparation, unit) for unit in tree.units if unit.code in parents]


def _roll_out(preparation: Preparation, above: Unit) -> RollOut:
    children = preparation.campaign.tree.children[above.code]
    pilots = [_pilot(preparation, above, unit) for unit in children if unit.is_pilot]
    others = [unit for unit in children if not unit.is_pilot]
    missing = list(_missing(pilots))
    opened_on = None if missing else max(_conditions(pilots))
    days = {unit.code: congress(preparation.assessment, unit).start for unit in others}
    held = {unit.code for unit in others if has_met(preparation.assessment, unit)}
    last_pilot = max(pilot.days.last_day for pilot in pilots)
    early = [
        (unit, days[unit.code]) for unit in others if unit.code not in held and days[unit.code] <= last_pilot
    ]
    return RollOut(
        above,
        pilots,
        missing,
        opened_on,
        min(days.values(), default=None),
        [unit for unit in others if unit.code in held and (not opened_on or days[unit.code] < opened_on)],
        sorted(early, key=lambda pair: (pair[1], pair[0].code)) if missing else [],
        len(others),
    )


def _pilot(preparation: Preparation, above: Unit, unit: Unit) -> Pilot:
    entries, campaign = preparation.entries, preparation.campaign
    seen = entries.find("pilot_observations", above.code, unit.code)
    meeting = named_entry(campaign, entries, seen, "meeting") if seen else None
    lessons = [one for one in entries.of("pilot_lessons", above.code) if one.text("pilot") == unit.code]
    return Pilot(
        unit,
        congress(preparation.assessment, unit),
        has_met(preparation.assessment, unit),
        seen,
        meeting.day("held_on") if meeting else None,
        sorted(lessons, key=lambda one: one.count("number")),
    )


def _missing(pilots: Sequence[Pilot]) -> Iterator[str]:
    """What keeps the gate shut, in the order in which it comes about."""
    for pilot in pilots:
        if not pilot.is_held:
            yield f"{pilot.unit.name} chưa đại hội"
        elif pilot.observation is None:
            yield f"{pilot.unit.name} chưa có ghi chép theo dõi"
        elif pilot.met_on is None:
            yield f"chưa họp rút kinh nghiệm {pilot.unit.name}"
        elif pilot.open_gating:
            numbers = ", ".join(str(one.count("number")) for one in pilot.open_gating)
            yield f"kinh nghiệm số {numbers} của {pilot.unit.name} chưa xong"


def _conditions(pilots: Sequence[Pilot]) -> Iterator[date]:
    """The days on which the conditions of an open gate were met."""
    for pilot in pilots:
        yield pilot.met_on or pilot.days.last_day
        for one in pilot.lessons:
            done_on = one.day("done_on")
            if one.text("gate") == "gating" and done_on:
                yield done_on
