"""What rows are checked against: a campaign, the days they may speak of, and what is kept as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.approvals_level import LevelGates, level_gates
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import shown
from daihoi.domain.rulings import RulingEvent
from daihoi.domain.structure import ActivityTemplate
from daihoi.domain.units import Unit
from daihoi.intake.cells import RowReader
from daihoi.intake.lookup import Lookup
from daihoi.intake.superiors import Superiors


@dataclass(frozen=True)
class Period:
    """The days that a report may speak of, both included: what lies outside is taken for a slip."""

    first: date
    last: date


class Setting:
    """What the rows of one table are checked against.

    Attributes:
        lookup: units and activities, as rows name them.
        period: see ``Period``.
        superiors: who decides on the gates of each unit.
        evidence_bytes: size that a file of evidence may have; None where none is taken.
    """

    def __init__(
        self, campaign: Campaign, today: date, known: Sequence[RulingEvent], evidence_bytes: int | None
    ) -> None:
        self.lookup = Lookup(campaign, known)
        self.period = Period(_two_years_before(campaign.start_date), today)
        self.superiors = Superiors(campaign, known)
        self.evidence_bytes = evidence_bytes
        self._children = campaign.tree.children
        self._parents_only = {a.code for a in campaign.structure.activities() if a.parents_only}
        self._gates = {level.code: level_gates(level) for level in campaign.structure.levels}

    def gates(self, unit: Unit) -> LevelGates:
        """The gates of a unit's level."""
        return self._gates[unit.level]

    def dossier(self, unit: Unit, activity: ActivityTemplate) -> tuple[str, ...]:
        """Codes of what a gate of a unit approves; nothing for any other activity."""
        codes = self._gates[unit.level].dossiers.get(activity.code, ())
        if codes and not self._children.get(unit.code):
            codes = tuple(code for code in codes if code not in self._parents_only)
        return codes


def day_within(reader: RowReader, alias: str, period: Period) -> date | None:
    """The date in a cell; None when blank, or when it lies outside the period, which is noted."""
    day = reader.day(alias)
    if day and day > period.last:
        reader.refuse(alias, f"ngày {shown(day)} chưa đến", f"ghi ngày không sau {shown(period.last)}")
    elif day and day < period.first:
        reader.refuse(alias, f"ngày {shown(day)} quá sớm", f"ghi ngày từ {shown(period.first)} trở đi")
    return day


def _two_years_before(day: date) -> date:
    return day.replace(year=day.year - 2, day=min(day.day, 28))
