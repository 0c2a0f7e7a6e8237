"""Rulings about units, written short: what is decided, the day from which it holds, its place in the log.

The district of ``campaigns``: D; wards D.A, D.B, D.C; branches D.A.1, D.A.2, D.B.1. D.C has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from daihoi.domain.campaign import Campaign
from daihoi.domain.ruled import ruled
from daihoi.domain.ruling_paper import Paper
from daihoi.domain.rulings import Ruling, RulingEvent, RulingKind
from daihoi.domain.unit_changes import NewUnit, UnitChange
from daihoi.domain.unit_details import unit_ruling
from daihoi.domain.unit_filling import filled
from tests.domain.networks import day

RECORDED = datetime(2020, 1, 1, tzinfo=UTC)


def paper(effective: date, number: str = "12-QĐ/QU") -> Paper:
    """A document of the committee."""
    return Paper(number, date(2020, 5, 20), "Quận ủy", effective, "sắp xếp tổ chức")


def event(seq: int, ruling: Ruling, corrects: int | None = None) -> RulingEvent:
    """A ruling at its place in the log."""
    return RulingEvent(seq, RECORDED, "văn phòng", 1, 1, corrects, ruling, f"{seq:064x}")


def decided(seq: int, from_day: str, change: UnitChange, campaign: Campaign | None = None) -> RulingEvent:
    """A change of units from a day on, document number ``seq``-QĐ/QU; blanks filled in from a campaign."""
    change = filled(change, campaign) if campaign else change
    return event(seq, unit_ruling(paper(day(from_day), f"{seq}-QĐ/QU"), change))


def annulled(seq: int, from_day: str, number: int) -> RulingEvent:
    """The annulment of ruling ``number`` from a day on."""
    return event(seq, paper(day(from_day), f"{seq}-QĐ/QU").ruling(RulingKind.ANNUL, "D"), number)


def history(campaign: Campaign, *decisions: tuple[str, UnitChange]) -> list[RulingEvent]:
    """Decisions one after the other, each filled in from the units that the ones before it leave."""
    known: list[RulingEvent] = []
    for seq, (from_day, change) in enumerate(decisions, start=1):
        known.append(decided(seq, from_day, change, ruled(campaign, known, day(from_day))))
    return known


def branch(code: str, parent: str = "", **fields: object) -> NewUnit:
    """A new branch."""
    return NewUnit(code, f"Chi bộ {code}", "branch", parent, "branch", **fields)  # type: ignore[arg-type]  # by name


def ward(code: str, parent: str = "D") -> NewUnit:
    """A new ward."""
    return NewUnit(code, f"Phường {code}", "ward", parent, "ward")


def codes(campaign: Campaign, known: Iterable[RulingEvent], on: str) -> list[str]:
    """The units at the end of a day, in their order."""
    return [unit.code for unit in ruled(campaign, known, day(on)).tree.units]


def parents(campaign: Campaign, known: Sequence[RulingEvent], on: str) -> dict[str, str]:
    """Unit → the one above it, at the end of a day."""
    return {unit.code: unit.parent_code for unit in ruled(campaign, known, day(on)).tree.units}
