"""Progress of congresses by unit (table 1), from the schedule and the register of supervision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.leads import approval_gates
from daihoi.domain.preparing.base import Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.openings import opening
from daihoi.domain.preparing.steering_reading import congress, float_days, has_met
from daihoi.domain.record import shown
from daihoi.domain.units import Unit

BY_UNIT = (
    *("TT", "Tên đơn vị", "Loại hình", "Số đảng viên", "Số đơn vị trực thuộc", "Đại hội điểm"),
    *("Bầu trực tiếp", "Ngày dự kiến", "Ngày duyệt", "Ngày đại hội", "Kết quả n/N", "Tỷ lệ %"),
    *("Phụ trách", "Vướng mắc"),
)
CROSS = "x"


@dataclass(frozen=True)
class Row:
    """One unit of table 1.

    Attributes:
        unit: which.
        total: units directly below it.
        held: how many of them held their congress.
        is_held: it held its own.
    """

    unit: Unit
    total: int
    held: int
    is_held: bool


def rows_below(preparation: Preparation, above: Unit) -> list[Row]:
    """The units directly below one, in the order of the tree."""
    children, assessment = preparation.campaign.tree.children, preparation.assessment
    return [
        Row(
            unit,
            len(children[unit.code]),
            sum(has_met(assessment, below) for below in children[unit.code]),
            has_met(assessment, unit),
        )
        for unit in children[above.code]
    ]


def share(part: int, whole: int) -> str:
    """Two decimals, as people write them; empty of nothing."""
    return f"{100 * part / whole:.2f}".replace(".", ",") if whole else ""


def unit_table(
    preparation: Preparation, above: Unit, rows: Sequence[Row], overdue: Mapping[str, int]
) -> WorkTable:
    """Table 1 of the units directly below one, with a row of totals."""
    cells = [_unit_row(preparation, above, number, row, overdue) for number, row in enumerate(rows, 1)]
    members = [row.unit.member_count for row in rows if row.unit.member_count is not None]
    total, held = sum(row.total for row in rows), sum(row.held for row in rows)
    own = sum(row.is_held for row in rows)
    totals: list[Cell] = [None, "Tổng cộng", "", sum(members) if members else None, total]
    totals += [sum(row.unit.is_pilot for row in rows), sum(row.unit.is_direct_election for row in rows)]
    counted = (held, total) if total else (own, len(rows))
    own_days = f"{own}/{len(rows)}" if total else ""
    totals += ["", "", own_days, f"{counted[0]}/{counted[1]}", share(*counted), "", ""]
    notes = [
        f"Số liệu tính đến ngày {shown(preparation.status_date)}",
        "Ngày dự kiến in khi chưa đại hội; ngày duyệt chỉ có khi cấp trên đã có văn bản",
    ]
    unknown = len(rows) - len(members)
    if members and unknown:
        notes.append(f"Số đảng viên: {unknown} đơn vị chưa có số, tổng chỉ gồm các đơn vị còn lại")
    if any(row.unit.basis.is_assumed for row in rows):
        notes.append("† tên, ngày hoặc số của đơn vị là giả định, không nêu trong nguồn")
    title = f"Biểu 1. Tiến độ đại hội theo đơn vị, {above.name}"
    return WorkTable(f"bieu-1-tien-do-{ascii_name(above)}", title, BY_UNIT, cells, totals, notes)


def _unit_row(
    preparation: Preparation, above: Unit, number: int, row: Row, overdue: Mapping[str, int]
) -> list[Cell]:
    unit, span = row.unit, congress(preparation.assessment, row.unit)
    held_on = (
        shown(span.start) if span.last_day == span.start else f"{shown(span.start)} – {shown(span.last_day)}"
    )
    return [
        number,
        unit.name + (" †" if unit.basis.is_assumed else ""),
        _form(preparation, unit, row.total),
        preparation.campaign.tree.members(unit.code),
        row.total or None,
        CROSS if unit.is_pilot else "",
        CROSS if unit.is_direct_election else "",
        None if row.is_held else opening(preparation, unit),
        _approved_on(preparation, unit),
        held_on if row.is_held else "",
        f"{row.held}/{row.total}" if row.total else "",
        share(row.held, row.total),
        _in_charge(preparation, above, unit),
        _trouble(preparation, row, overdue),
    ]


def _form(preparation: Preparation, unit: Unit, below: int) -> str:
    """What kind of organisation a unit is: a committee with units below it, or a branch by itself."""
    level = preparation.campaign.structure.by_code[unit.level]
    if level.rank == 0:
        return "chi bộ"
    if level.rank == 1:
        return "đảng bộ cơ sở" if below else "cơ sở, chưa có chi bộ trong cây đơn vị"
    return f"đảng bộ {level.short_name}"


def _approved_on(preparation: Preparation, unit: Unit) -> date | None:
    seen = preparation.assessment
    for gate in approval_gates(preparation.campaign.structure.by_code[unit.level])[-1:]:
        record = seen.reported.gates.get(seen.expansion.number(unit.code, gate.code))
        if record and record.is_approved:
            return record.event.statement.actual_finish
    return None


def _in_charge(preparation: Preparation, above: Unit, unit: Unit) -> str:
    told = [
        marked(one.text("post"), one)
        for one in preparation.entries.of("supervision", above.code)
        if one.text("unit") == unit.code and one.text("role") == "in_charge"
    ]
    return "; ".join(told)


def _trouble(preparation: Preparation, row: Row, overdue: Mapping[str, int]) -> str:
    days = float_days(preparation.assessment, row.unit)
    late = overdue.get(row.unit.code, 0)
    parts = [
        f"dự kiến quá hạn {-days} ngày" if days is not None and days < 0 else "",
        f"{late} việc chậm" if late and not row.is_held else "",
    ]
    return "; ".join(part for part in parts if part)


def ascii_name(unit: Unit) -> str:
    """A unit's code as part of a file name."""
    return unit.code.lower().replace(".", "-")
