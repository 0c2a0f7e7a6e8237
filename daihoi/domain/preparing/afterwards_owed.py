"""What the superior asked for after the congress, unit by unit: issued, being written, or owed (table 12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.afterwards_checks import DRAFTING, ISSUED, applies
from daihoi.domain.preparing.base import Ask, Cell, Preparation, WorkTable, late, marked
from daihoi.domain.preparing.steering_faults import names
from daihoi.domain.preparing.steering_reading import has_met
from daihoi.domain.record import shown
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class Duty:
    """One thing asked of one unit.

    Attributes:
        requirement: what was asked, by whom, until when.
        unit: of whom.
        told: what the unit said of it; None while it said nothing.
        is_due: its congress is over, so that it can be asked for.
    """

    requirement: Entry
    unit: Unit
    told: Entry | None
    is_due: bool

    @property
    def is_done(self) -> bool:
        """Issued."""
        return self.told is not None and self.told.text("state") == ISSUED

    @property
    def is_owed(self) -> bool:
        """Can be asked for, and is not issued."""
        return self.is_due and not self.is_done

    @property
    def shown(self) -> str:
        """One cell of the table."""
        if self.told and self.is_done:
            day = self.told.day("issued_on")
            return marked(shown(day) if day else "xong", self.told)
        if not self.is_due:
            return "chưa đại hội"
        return "đang soạn" if self.told and self.told.text("state") == DRAFTING else "nợ"


def requirements(preparation: Preparation) -> list[Entry]:
    """What was asked for, the earliest due first; what has no day last."""
    found = preparation.entries.of("post_requirements")
    return sorted(found, key=lambda one: (one.unit_code, one.day("due") or date.max, one.key))


def duties(preparation: Preparation, requirement: Entry) -> list[Duty]:
    """A requirement as it stands in every unit asked about that it applies to."""
    entries = preparation.entries
    return [
        Duty(
            requirement,
            unit,
            entries.find("post_programmes", unit.code, requirement.key),
            has_met(preparation.assessment, unit),
        )
        for unit in preparation.chosen()
        if applies(preparation.campaign, requirement, unit.code)
    ]


def owed_findings(preparation: Preparation) -> Iterator[str]:
    """What is owed by how many, the most overdue first; what everyone has done in one sentence."""
    for requirement in requirements(preparation):
        found = duties(preparation, requirement)
        owed = [duty.unit for duty in found if duty.is_owed]
        if not found:
            continue
        due = requirement.day("due")
        limit = f" (hạn {shown(due)})" if due else ""
        if owed:
            over = ", đã quá hạn" if late(due, preparation.status_date) else ""
            many = f"còn {len(owed)}/{len(found)} đơn vị nợ{over}"
            yield f"«{requirement.key}»{limit}: {many}: {names(owed, most=4)}."
        elif all(duty.is_done for duty in found):
            yield f"«{requirement.key}»{limit}: {len(found)}/{len(found)} đơn vị đã ban hành."


def owed_tables(preparation: Preparation) -> list[WorkTable]:
    """One table per organisation that asked: its units as rows, what it asked for as columns."""
    keepers = dict.fromkeys(one.unit_code for one in requirements(preparation))
    return [table for keeper in keepers if (table := _table(preparation, keeper)).rows]


def owed_asks(preparation: Preparation) -> Iterator[Ask]:
    """Everything that is owed, by unit."""
    book = preparation.entries.called("post_programmes")
    for requirement in requirements(preparation):
        due = requirement.day("due")
        for duty in duties(preparation, requirement):
            if duty.is_owed:
                what = f"ban hành «{requirement.key}», ghi số và ngày vào {book}"
                yield Ask(duty.unit.code, what, due, late(due, preparation.status_date))


def _table(preparation: Preparation, keeper: str) -> WorkTable:
    asked = [one for one in requirements(preparation) if one.unit_code == keeper]
    found = {one.key: {duty.unit.code: duty for duty in duties(preparation, one)} for one in asked}
    units = [unit for unit in preparation.chosen() if any(unit.code in by_unit for by_unit in found.values())]
    rows = sorted((_row(unit, found) for unit in units), key=lambda row: -_owed(row))
    done = [f"{sum(duty.is_done for duty in found[one.key].values())}/{len(found[one.key])}" for one in asked]
    return WorkTable(
        f"bieu-12-sau-dai-hoi-{keeper.lower().replace('.', '-')}",
        "Biểu 12. Chương trình sau đại hội theo đơn vị",
        ("TT", "Đơn vị", *(_title(one) for one in asked), "Còn nợ"),
        [(place, *row) for place, row in enumerate(rows, start=1)],
        totals=("", "Đã ban hành", *done, sum(_owed(row) for row in rows)),
        notes=(
            "Ngày: ngày ban hành. «nợ»: đã đại hội mà chưa ban hành; «–»: không phải làm.",
            *(f"{one.key}: {one.text('words')}" for one in asked if one.text("words")),
            "† giả định, không nêu trong nguồn",
        ),
    )


def _row(unit: Unit, found: dict[str, dict[str, Duty]]) -> Sequence[Cell]:
    own = [by_unit.get(unit.code) for by_unit in found.values()]
    cells = [duty.shown if duty else "–" for duty in own]
    return unit.name, *cells, sum(duty.is_owed for duty in own if duty)


def _owed(row: Sequence[Cell]) -> int:
    return row[-1] if isinstance(row[-1], int) else 0


def _title(requirement: Entry) -> str:
    due = requirement.day("due")
    return f"{requirement.key} (hạn {shown(due)})" if due else requirement.key
