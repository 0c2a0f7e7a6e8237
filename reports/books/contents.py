"""What the cover and the list of contents say about each unit, and about each level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from daihoi.domain.results import Edition, Overview, Pace, UnitPlan
from daihoi.domain.states import ActivityState
from reports import tokens, wording
from reports.books.selection import Leaf
from reports.gantt_layout import rows_of

MOST_URGENT = 8


@dataclass(frozen=True)
class Entry:
    """A unit as the list of contents shows it.

    Attributes:
        leaf: the unit and its place.
        level_name: Vietnamese name of its level.
        opening: first day of its congress, actual or computed, as people write it.
        is_held: its congress is reported as held.
        float_days: working days between congress and deadline, negative is late; None without deadline.
        overdue: activities that are overdue.
        unreported: activities that nobody reported though a later one has started.
        above: name of the unit directly above; empty for the root.
        cause: what holds the congress back, the first thing; empty when nothing does.
    """

    leaf: Leaf
    level_name: str
    opening: str
    is_held: bool
    float_days: int | None
    overdue: int
    unreported: int
    above: str
    cause: str

    @property
    def is_late(self) -> bool:
        """Its congress is not held and lies after its deadline."""
        return not self.is_held and self.float_days is not None and self.float_days < 0


@dataclass(frozen=True)
class LevelFigures:
    """A level in the book: counts of units (``units``, ``held``, ``late``) and of activities."""

    name: str
    units: int
    held: int
    late: int
    overdue: int
    unreported: int


@dataclass(frozen=True)
class Cover:
    """What stands on the cover.

    Attributes:
        edition: what everything rests on.
        scope: which units the book shows.
        findings: sentences; empty where the counts of the book itself say what there is to say.
    """

    edition: Edition
    scope: str
    findings: Sequence[str] = ()


def entry_of(leaf: Leaf, plan: UnitPlan) -> Entry:
    """What the list of contents says about a unit."""
    rows = list(rows_of(plan))
    congresses = [row for row in rows if row.is_congress]
    return Entry(
        leaf=leaf,
        level_name=plan.level_name,
        opening=tokens.date_long(plan.congress[1].start),
        is_held=bool(congresses) and all(row.state is ActivityState.DONE for row in congresses),
        float_days=plan.congress_float_days,
        overdue=sum(row.state is ActivityState.OVERDUE for row in rows),
        unreported=sum(row.is_inferred for row in rows),
        above=plan.path[-1] if plan.path else "",
        cause=plan.blocking[0] if plan.blocking else "",
    )


def figures_by_level(entries: Iterable[Entry]) -> list[LevelFigures]:
    """Counts of each level in the order in which levels appear; more than one level: all of them last."""
    by_level: dict[str, list[Entry]] = {}
    for entry in entries:
        by_level.setdefault(entry.level_name, []).append(entry)
    figures = [_figures(name, of_level) for name, of_level in by_level.items()]
    if len(figures) > 1:
        figures.append(_figures("Cộng", [entry for of_level in by_level.values() for entry in of_level]))
    return figures


def urgent(entries: Sequence[Entry]) -> tuple[list[int], int]:
    """Places of the units to look at first, and how many more there are.

    Congress furthest after its deadline first, then most that is overdue.
    """
    found = [n for n, entry in enumerate(entries) if not entry.is_held and (entry.is_late or entry.overdue)]
    found.sort(key=lambda n: (entries[n].float_days if entries[n].is_late else 0, -entries[n].overdue))
    return found[:MOST_URGENT], max(0, len(found) - MOST_URGENT)


def campaign_findings(overview: Overview, pace: Pace) -> tuple[str, ...]:
    """Where the campaign stands, and how fast it has to go; what the second would repeat is left out."""
    said = f"Đã tổ chức {tokens.share(pace.count.held, pace.count.total)} {pace.level_name}. "
    first, second = wording.overview_finding(overview), wording.pace_finding(pace).removeprefix(said)
    return (first,) if second in first else (first, second)


def book_finding(entries: Sequence[Entry]) -> str:
    """The state of the units of a book in a sentence."""
    held = sum(entry.is_held for entry in entries)
    late = sum(entry.is_late for entry in entries)
    behind = [entry for entry in entries if entry.overdue]
    parts = [f"{tokens.share(held, len(entries))} đơn vị trong tập đã tổ chức đại hội."]
    if late:
        parts.append(f"{late} đơn vị dự kiến đại hội sau hạn.")
    elif held < len(entries):
        parts.append("Chưa thấy đơn vị nào đại hội sau hạn.")
    if behind:
        parts.append(f"{sum(entry.overdue for entry in behind)} việc quá hạn ở {len(behind)} đơn vị.")
    return " ".join(parts)


def _figures(name: str, entries: Sequence[Entry]) -> LevelFigures:
    return LevelFigures(
        name,
        len(entries),
        sum(entry.is_held for entry in entries),
        sum(entry.is_late for entry in entries),
        sum(entry.overdue for entry in entries),
        sum(entry.unreported for entry in entries),
    )
