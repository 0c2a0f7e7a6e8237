"""The deadlines a new campaign begins with: of its rule set, and before the congress that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daihoi.domain.rules import RuleSet
from daihoi.domain.structure import Certainty, Level, Structure
from daihoi.starting.asked import Asked
from daihoi.starting.listed import ListedUnit

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class FirstDeadline:
    """The last permitted day of a level, in words, with where it comes from."""

    level: str
    level_name: str
    words: str
    last_day: date
    certainty: Certainty
    source: str


def first_deadlines(
    asked: Asked, units: Sequence[ListedUnit], structure: Structure, rules: RuleSet
) -> tuple[FirstDeadline, ...]:
    """One per level that has units, lowest first."""
    present = {asked.level, *(unit.level for unit in units)}
    return tuple(
        _deadline(level, _openings_above(level, asked, units, structure), asked, rules)
        for level in structure.levels
        if level.code in present
    )


def _openings_above(
    level: Level, asked: Asked, units: Sequence[ListedUnit], structure: Structure
) -> tuple[date, ...]:
    """Planned days of the congresses that wait for this level; pilots go ahead of the others."""
    higher = {lv.code for lv in structure.levels if lv.rank > level.rank}
    planned = [unit.congress for unit in units if unit.level in higher and not unit.is_pilot]
    return tuple(day for day in [asked.opening if asked.level in higher else None, *planned] if day)


def _deadline(level: Level, above: Sequence[date], asked: Asked, rules: RuleSet) -> FirstDeadline:
    rule = rules.find("window_end", level.code)
    before = min(above) - ONE_DAY if above else None
    if rule and isinstance(rule.value, date) and (before is None or rule.value <= before):
        sure, source = rule.basis.certainty, rule.basis.source
        return FirstDeadline(level.code, level.short_name, rule.words, rule.value, sure, source)
    if before is not None:
        words = f"trước đại hội cấp trên, chậm nhất {before:%d/%m/%Y}"
        return _assumed(level, words, before, "sửa theo kế hoạch của cấp ủy")
    last = asked.opening + timedelta(days=level.congress.duration_days - 1)
    return _assumed(level, f"xong trong ngày {last:%d/%m/%Y}", last, "bộ quy định không nêu hạn của cấp này")


def _assumed(level: Level, words: str, last: date, why: str) -> FirstDeadline:
    source = f"Giả định khi lập đợt: {why}"
    return FirstDeadline(level.code, level.short_name, words, last, Certainty.ASSUMED, source)
