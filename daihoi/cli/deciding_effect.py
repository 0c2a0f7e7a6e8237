"""What a ruling does to the forecast: the congresses with it and without it, level by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from daihoi.domain.record import Snapshot
from daihoi.domain.replanning import Replan
from daihoi.domain.rulings import RulingKind
from daihoi.domain.suspending import Suspend
from daihoi.errors import CalendarRangeError

if TYPE_CHECKING:
    from daihoi.cli.ruling import Decided
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.rulings import RulingEvent
    from daihoi.workspace import Workspace


Dates = dict[str, tuple[date, date]]
"""Unit → first and last day of a congress."""


@dataclass(frozen=True)
class LevelEffect:
    """The congresses of a level that are still to come on the day on which a ruling takes effect.

    Attributes:
        level: its code.
        name: short Vietnamese name of the level.
        remaining: how many there are with the ruling.
        moved: how many of them are on other days than without it; those of new units are not.
        last_before: the day on which the last of them is over, without the ruling; None for none.
        last_after: with it.
        deadline: last permitted day of the level; None without one.
    """

    level: str
    name: str
    remaining: int
    moved: int
    last_before: date | None
    last_after: date | None
    deadline: date | None


@dataclass(frozen=True)
class Effect:
    """What a ruling does.

    Attributes:
        workspace: where the log is.
        decided: the ruling, and the campaign without it and with it.
        levels: the effect on every level, lowest first; None when dates would run past the calendars.
        annulled: the ruling that it annuls; None when it is no annulment.
        was: when the congress of the unit that it is about would open without it; None when that is over.
    """

    workspace: Workspace
    decided: Decided
    levels: Sequence[LevelEffect] | None
    annulled: RulingEvent | None
    was: date | None = None

    @property
    def waiting(self) -> int:
        """How many congresses have to wait for another decision; 0 unless it suspends without an end."""
        ruling = self.decided.ruling
        if ruling.kind is not RulingKind.SUSPEND:
            return 0
        decided = Suspend.read(ruling)
        if decided.until is not None:
            return 0
        return sum(found.remaining for found in self.levels or () if found.level in decided.levels)


def effect(workspace: Workspace, decided: Decided) -> Effect:
    """What a ruling does to every level, and which one it annuls."""
    number = decided.ruling.details.get("number") if decided.ruling.kind is RulingKind.ANNUL else None
    annulled = next((event for event in decided.known if event.seq == number), None)
    snapshot = _reported(workspace, decided)
    try:
        before, after = _congresses(decided.before, snapshot), _congresses(decided.after, snapshot)
    except CalendarRangeError:
        return Effect(workspace, decided, None, annulled)
    dates = {unit: first for level in before.values() for unit, (first, _) in level.items()}
    was = dates.get(decided.ruling.unit_code) if _is_of_a_congress(decided) else None
    return Effect(workspace, decided, _levels(decided.after, before, after), annulled, was)


def _is_of_a_congress(decided: Decided) -> bool:
    return decided.ruling.kind is RulingKind.REPLAN and not Replan.read(decided.ruling).activity


def _levels(campaign: Campaign, before: Mapping[str, Dates], after: Mapping[str, Dates]) -> list[LevelEffect]:
    return [
        _of_level(campaign, level.code, before, after)
        for level in campaign.structure.levels
        if campaign.tree.of_level(level.code)
    ]


def _reported(workspace: Workspace, decided: Decided) -> Snapshot:
    """What was said by the end of the day; the two campaigns have their rulings in them already."""
    from daihoi.store.database import has_log
    from daihoi.store.log import EventLog

    code, day = decided.before.code, decided.ruling.effective_date
    if not has_log(workspace.log_place):
        return Snapshot(code, day, 0, "", ())
    with EventLog.open_existing(workspace.log_place) as log:
        return replace(log.snapshot(code, day), rulings=())


def _congresses(campaign: Campaign, snapshot: Snapshot) -> dict[str, Dates]:
    """Level → unit → first and last day of a congress still to come."""
    from daihoi.domain.assessment import assess

    found = assess(campaign, snapshot)
    return {level: _remaining(found, level) for level in found.expansion.blocks}


def _remaining(found: Assessment, level: str) -> Dates:
    table, current = found.expansion.table, found.current
    return {
        found.expansion.unit_code(n): (
            table.date(current.start[n]),
            table.date(current.finish[n]) - timedelta(days=1),
        )
        for n in found.expansion.congresses(level).tolist()
        if not current.is_finished[n]
    }


def _of_level(
    campaign: Campaign, level: str, before: Mapping[str, Dates], after: Mapping[str, Dates]
) -> LevelEffect:
    then, now = before.get(level, {}), after.get(level, {})
    deadline = next((d.last_day for d in campaign.deadlines if d.level == level), None)
    return LevelEffect(
        level=level,
        name=campaign.structure.by_code[level].short_name,
        remaining=len(now),
        moved=sum(unit in then and then[unit] != dates for unit, dates in now.items()),
        last_before=max((last for _, last in then.values()), default=None),
        last_after=max((last for _, last in now.values()), default=None),
        deadline=deadline,
    )
