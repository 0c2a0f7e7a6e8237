"""What rulings moved: one status date with a document and without it, level by level.

The picture without it is what the same reports would give if the document had never been: its rulings are
left out, and with them the annulments of these. Everything else stays as it is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from daihoi.domain.record import Snapshot
from daihoi.domain.rulings import RulingEvent, RulingKind
from daihoi.errors import DaihoiError

if TYPE_CHECKING:
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.campaign import Campaign

MOST_DOCUMENTS = 3
"""Documents that are compared where nobody names one: each is a schedule of its own."""

Document = tuple[str, date]


@dataclass(frozen=True)
class LevelFigures:
    """The congresses of a level at a status date.

    Attributes:
        units: how many units there are: what every share is a share of.
        held: how many have held their congress, as reported.
        late: how many are to hold it after their last permitted day.
        last_day: the day on which the last congress is over, or will be; None for none.
        days: unit code → first day of its congress.
    """

    units: int
    held: int
    late: int
    last_day: date | None
    days: Mapping[str, date]


@dataclass(frozen=True)
class LevelEffect:
    """One level without a document and with it.

    Attributes:
        name: short Vietnamese name.
        before: without it.
        after: with it.
    """

    name: str
    before: LevelFigures
    after: LevelFigures

    @property
    def moved(self) -> int:
        """Units that are in both, and hold their congress on another day."""
        before = self.before.days
        return sum(code in before and before[code] != day for code, day in self.after.days.items())

    @property
    def is_any(self) -> bool:
        """Whether anything differs."""
        return self.before != self.after


@dataclass(frozen=True)
class RulingEffect:
    """What the rulings of one document moved.

    Attributes:
        document_number: its number.
        document_date: its date.
        rulings: those of it that hold by the status date, in the order in which they take effect.
        levels: levels with units before or after, highest first; empty when it cannot be told.
        why_not: why it cannot be told, as a Vietnamese phrase; empty when it can.
    """

    document_number: str
    document_date: date
    rulings: Sequence[RulingEvent]
    levels: Sequence[LevelEffect]
    why_not: str = ""

    @property
    def effective_date(self) -> date:
        """First day on which any of it holds."""
        return self.rulings[0].ruling.effective_date


def documents(snapshot: Snapshot) -> Mapping[Document, Sequence[RulingEvent]]:
    """The documents whose rulings hold by the status date, those that took effect last first."""
    found: dict[Document, list[RulingEvent]] = {}
    for event in snapshot.standing_rulings:
        if event.ruling.kind is not RulingKind.ANNUL:
            found.setdefault(_document(event), []).append(event)
    return dict(reversed(found.items()))


def _document(event: RulingEvent) -> Document:
    return event.ruling.document_number, event.ruling.document_date


def latest_effects(configured: Campaign, snapshot: Snapshot, now: Assessment) -> list[RulingEffect]:
    """What the latest documents moved, each by itself; the last one first."""
    chosen = list(documents(snapshot))[:MOST_DOCUMENTS]
    return [effect_of(configured, snapshot, now, document) for document in chosen]


def effect_of(configured: Campaign, snapshot: Snapshot, now: Assessment, document: Document) -> RulingEffect:
    """What one document moved.

    Args:
        configured: the campaign as it is configured.
        snapshot: what was known at the status date.
        now: the campaign at that date with everything that is known.
        document: number and date; one of ``documents``.
    """
    rulings = documents(snapshot)[document]
    # What it annuls holds again without it.
    its_own = {event.seq for event in snapshot.rulings if _document(event) == document}
    left = _without(snapshot, its_own)
    try:
        before = _assessed(configured, left)
    except DaihoiError as error:
        return RulingEffect(*document, rulings, (), f"quyết định sau dựa vào nó: {error}")
    return RulingEffect(*document, rulings, [*_levels(before, now)])


def _without(snapshot: Snapshot, numbers: Collection[int]) -> Snapshot:
    kept = [one for one in snapshot.rulings if one.seq not in numbers and one.corrects not in numbers]
    return replace(snapshot, rulings=kept)


def _assessed(configured: Campaign, snapshot: Snapshot) -> Assessment:
    from daihoi.domain.assessment import assess  # what only shows effects needs no schedule

    return assess(configured, snapshot)


def _levels(before: Assessment, after: Assessment) -> Iterator[LevelEffect]:
    for level in reversed(after.campaign.structure.levels):
        figures = _figures(before, level.code), _figures(after, level.code)
        if any(one.units for one in figures):
            yield LevelEffect(level.short_name, *figures)


def _figures(assessment: Assessment, level: str) -> LevelFigures:
    expansion, current = assessment.expansion, assessment.current
    if level not in expansion.blocks:
        return LevelFigures(0, 0, 0, None, {})
    numbers = expansion.congresses(level)
    late = current.finish[numbers] > expansion.deadline[numbers]
    days = {expansion.unit_code(n): expansion.table.date(int(current.start[n])) for n in numbers.tolist()}
    return LevelFigures(
        units=int(numbers.size),
        held=int(assessment.is_held[numbers].sum()),
        late=int((late & ~current.is_finished[numbers]).sum()),
        last_day=expansion.table.date(int(current.finish[numbers].max()) - 1),
        days=days,
    )
