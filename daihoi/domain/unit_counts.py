"""«Why 235 today and not 240?»: how many units there are, and every ruling that made the number what it is.

Counting goes by sets of codes, ruling after ruling, so that what there was, plus what came, less what
went, is what there is: on every day, for every level, and below every unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.rulings import RulingEvent
from daihoi.domain.structure import Level
from daihoi.domain.unit_history import Step, configured, steps
from daihoi.domain.unit_state import Units
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class Alteration:
    """A unit that is counted before and since, under another name or below another unit."""

    before: Unit
    after: Unit


@dataclass(frozen=True)
class CountChange:
    """What one ruling, or the annulment of one, did to the units that are counted.

    Attributes:
        event: the ruling.
        came: units that are counted since.
        went: units that were counted before, as they were.
        altered: units that were renamed or moved, and are counted before and since.
    """

    event: RulingEvent
    came: tuple[Unit, ...]
    went: tuple[Unit, ...]
    altered: tuple[Alteration, ...]

    def of_level(self, level: str) -> CountChange:
        """The same of the units of one level."""
        came, went = (tuple(u for u in units if u.level == level) for units in (self.came, self.went))
        altered = tuple(alteration for alteration in self.altered if alteration.after.level == level)
        return CountChange(self.event, came, went, altered)

    def __bool__(self) -> bool:
        """Whether anything that is counted changed."""
        return bool(self.came or self.went or self.altered)


@dataclass(frozen=True)
class LevelCount:
    """The units of one level: ``now = before + came − went``."""

    level: Level
    before: int
    came: int
    went: int
    now: int


@dataclass(frozen=True)
class UnitCounts:
    """How many units there are on a day, against an earlier one.

    Attributes:
        status_date: the day, to its end.
        since: the earlier day, to its end; None for the units as they are configured.
        under: code of the unit that is counted with all below it; empty for the whole campaign.
        levels: levels that have or had units, highest first.
        changes: in the order in which they took effect.
        later: what is known to take effect after ``status_date``.
    """

    status_date: date
    since: date | None
    under: str
    levels: Sequence[LevelCount]
    changes: Sequence[CountChange]
    later: Sequence[CountChange]

    def of_level(self, level: str) -> UnitCounts:
        """The same of one level; changes that do not touch it are left out."""
        changes, later = (
            [part for part in (change.of_level(level) for change in given) if part]
            for given in (self.changes, self.later)
        )
        levels = [count for count in self.levels if count.level.code == level]
        return replace(self, levels=levels, changes=changes, later=later)


def count_units(
    campaign: Campaign,
    known: Iterable[RulingEvent],
    status_date: date,
    since: date | None = None,
    under: str = "",
) -> UnitCounts:
    """Counts the units of a day, and explains the difference to an earlier day.

    Args:
        campaign: as it is configured.
        known: its rulings that are known, in ``seq`` order.
        status_date: the day, to its end.
        since: the earlier day, to its end; None for the units as they are configured.
        under: code of a unit: only it and those below it are counted, wherever it stands on a day.

    Raises:
        MisfitRuling: a ruling does not fit the units of its day.
    """
    history = list(steps(campaign, known))
    start = date.min if since is None else since
    between = [step for step in history if start < step.event.ruling.effective_date <= status_date]
    after = [step for step in history if step.event.ruling.effective_date > status_date]
    first = _at(campaign, history, start)
    last = between[-1].after if between else first
    changes = _changes(between, under)
    levels = _levels(campaign, counted(first, under), counted(last, under), changes)
    return UnitCounts(status_date, since, under, levels, changes, _changes(after, under))


def counted(units: Units, under: str) -> dict[str, Unit]:
    """The units that count: all, or one and those below it; none while that one is not there."""
    if not under:
        return dict(units.there)
    if under not in units.there:
        return {}
    codes = units.tree.subtrees([under])
    return {code: unit for code, unit in units.there.items() if code in codes}


def _at(campaign: Campaign, history: Sequence[Step], day: date) -> Units:
    by_then = [step for step in history if step.event.ruling.effective_date <= day]
    return by_then[-1].after if by_then else configured(campaign)


def _changes(between: Sequence[Step], under: str) -> list[CountChange]:
    """What rulings did to what is counted; those that do not touch it are left out."""
    found = (_change(step.event, counted(step.before, under), counted(step.after, under)) for step in between)
    return [change for change in found if change]


def _change(event: RulingEvent, before: Mapping[str, Unit], now: Mapping[str, Unit]) -> CountChange:
    came = tuple(unit for code, unit in now.items() if code not in before)
    went = tuple(unit for code, unit in before.items() if code not in now)
    kept = (Alteration(before[code], unit) for code, unit in now.items() if code in before)
    return CountChange(event, came, went, tuple(pair for pair in kept if _differs(pair)))


def _differs(pair: Alteration) -> bool:
    before, after = pair.before, pair.after
    return (before.name, before.parent_code) != (after.name, after.parent_code)


def _levels(
    campaign: Campaign,
    before: Mapping[str, Unit],
    now: Mapping[str, Unit],
    changes: Sequence[CountChange],
) -> list[LevelCount]:
    had, has = (Counter(unit.level for unit in units.values()) for units in (before, now))
    came = Counter(unit.level for change in changes for unit in change.came)
    went = Counter(unit.level for change in changes for unit in change.went)
    return [
        LevelCount(level, had[level.code], came[level.code], went[level.code], has[level.code])
        for level in reversed(campaign.structure.levels)
        if had[level.code] or has[level.code] or came[level.code]
    ]
