"""What a comparison of two schedules consists of: columns for the many, rows as people read them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.campaign import Campaign
from daihoi.domain.network import Flags, Ints
from daihoi.domain.spans import Span

ABSENT = 0
"""The ordinal that stands for «not on this side»; day 1 of the year 1 has ordinal 1."""

CHUNK = 4096


class Change(IntEnum):
    """What became of an activity, by its finish."""

    LATER = 0
    EARLIER = 1
    SAME = 2
    NEW = 3
    GONE = 4


@dataclass(frozen=True)
class VarianceRow:
    """One activity on both sides.

    Attributes:
        unit_code: code of the unit, which may not be there any more.
        unit_name: its name; the code when it is not there any more.
        level: level code; empty when neither the activity nor the unit is known any more.
        activity: activity code.
        activity_name: its name; the code when the template no longer has it.
        calendar: name of the calendar that counts its days.
        before: dates of the earlier schedule; None for a new activity.
        after: dates of the later one; None for an activity that is gone.
        start_days: days of its calendar by which it starts later; None when it is on one side only.
        finish_days: the same of its finish; positive is later.
    """

    unit_code: str
    unit_name: str
    level: str
    activity: str
    activity_name: str
    calendar: str
    before: Span | None
    after: Span | None
    start_days: int | None
    finish_days: int | None
    change: Change


@dataclass(frozen=True)
class LevelVariance:
    """How the activities of a level departed.

    Attributes:
        level: level code; empty for activities that no level has any more.
        count: how many of each change.
        worst: the row that is latest; None when nothing is later.
    """

    level: str
    count: Mapping[Change, int]
    worst: VarianceRow | None


@dataclass(frozen=True, eq=False)
class Variance:
    """Two schedules beside each other, as columns; every activity of either side has a row.

    Attributes:
        campaign: names units and activities, and gives the calendars.
        unit_codes: the codes that ``unit`` points to, sorted.
        activity_codes: the codes that ``activity`` points to, sorted.
        calendars: for each of them the code of the calendar that counts its days.
        unit: int32 place in ``unit_codes``.
        activity: int32 place in ``activity_codes``.
        before: int32 ``[2, rows]``, ordinals of start and exclusive finish; ``ABSENT`` where missing.
        after: the same of the later schedule.
        days: int32 ``[2, rows]``: start and finish variance; 0 where one side is missing.
        change: int8 ``Change``.
    """

    campaign: Campaign
    unit_codes: Sequence[str]
    activity_codes: Sequence[str]
    calendars: Sequence[str]
    unit: Ints
    activity: Ints
    before: Ints
    after: Ints
    days: Ints
    change: NDArray[np.int8]

    def __len__(self) -> int:
        return self.unit.size

    @cached_property
    def is_congress(self) -> Flags:
        """Which rows are congresses."""
        codes = {level.congress.code for level in self.campaign.structure.levels}
        return np.array([code in codes for code in self.activity_codes], bool)[self.activity]

    @cached_property
    def level(self) -> NDArray[np.int8]:
        """Rank of the level of each row; −1 when it is not known any more."""
        structure, units = self.campaign.structure, self.campaign.tree.by_code
        ranks = {code: level.rank for code, level in structure.level_of_activity.items()}
        of_activity = np.array([ranks.get(code, -1) for code in self.activity_codes], np.int8)
        of_unit = np.array(
            [structure.by_code[units[c].level].rank if c in units else -1 for c in self.unit_codes], np.int8
        )
        own: NDArray[np.int8] = of_activity[self.activity]
        return np.where(own >= 0, own, of_unit[self.unit])

    def of_units(self, codes: Collection[str]) -> Flags:
        """Which rows belong to any of these units."""
        return np.array([code in codes for code in self.unit_codes], bool)[self.unit]

    def by_lateness(self, which: Flags) -> Ints:
        """The chosen rows in the order of ``Change``, the furthest off first.

        Among equals the higher level comes first, then the unit code, then what starts first.
        """
        chosen = np.flatnonzero(which)
        start = np.maximum(self.before[0, chosen], self.after[0, chosen])
        off, level = np.abs(self.days[1, chosen]), self.level[chosen]
        keys = (self.activity[chosen], start, self.unit[chosen], -level, -off, self.change[chosen])
        return chosen[np.lexsort(keys)].astype(np.int32)

    def by_level(self, which: Flags) -> list[LevelVariance]:
        """What the chosen rows come to, per level from the highest down; levels without rows are left out."""
        levels = sorted(set(self.level[which].tolist()), reverse=True)
        return [self._of_level(rank, which & (self.level == rank)) for rank in levels]

    def _of_level(self, rank: int, which: Flags) -> LevelVariance:
        counts = np.bincount(self.change[which], minlength=len(Change))
        latest = int(self.by_lateness(which)[0])
        worst = self.row(latest) if self.change[latest] == Change.LATER else None
        code = self.campaign.structure.levels[rank].code if rank >= 0 else ""
        return LevelVariance(code, {change: int(counts[change]) for change in Change}, worst)

    def rows(self, numbers: Ints) -> Iterator[VarianceRow]:
        """Rows as people read them, made one by one as they are asked for."""
        for first in range(0, numbers.size, CHUNK):
            part = numbers[first : first + CHUNK]
            # Plain numbers once per part: taking them out of arrays one by one costs more than all else.
            columns = (
                self.unit,
                self.activity,
                self.level,
                self.change,
                *self.before,
                *self.after,
                *self.days,
            )
            yield from map(self._row, *(column[part].tolist() for column in columns))

    def row(self, number: int) -> VarianceRow:
        """One row as people read it."""
        return next(self.rows(np.array([number], np.int32)))

    def _row(self, unit: int, activity: int, level: int, change: int, *numbers: int) -> VarianceRow:
        old_start, old_finish, new_start, new_finish, start_days, finish_days = numbers
        is_on_both = change < Change.NEW
        unit_code, (code, name, calendar) = self.unit_codes[unit], self._activities[activity]
        known = self.campaign.tree.by_code.get(unit_code)
        return VarianceRow(
            unit_code=unit_code,
            unit_name=known.name if known else unit_code,
            level=self.campaign.structure.levels[level].code if level >= 0 else "",
            activity=code,
            activity_name=name,
            calendar=calendar,
            before=_span(old_start, old_finish),
            after=_span(new_start, new_finish),
            start_days=start_days if is_on_both else None,
            finish_days=finish_days if is_on_both else None,
            change=Change(change),
        )

    @cached_property
    def _activities(self) -> Sequence[tuple[str, str, str]]:
        """Code, name and name of the calendar of every activity code."""
        levels = self.campaign.structure.level_of_activity
        found = []
        for code, calendar in zip(self.activity_codes, self.calendars, strict=True):
            level = levels.get(code)
            name = level.activities[level.position[code]].name if level else code
            found.append((code, name, self.campaign.calendars[calendar].name))
        return found


@lru_cache(maxsize=CHUNK)
def _span(start: int, finish: int) -> Span | None:
    return None if start == ABSENT else Span(date.fromordinal(start), date.fromordinal(finish))
