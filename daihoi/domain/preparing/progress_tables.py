"""Progress of congresses by unit (table 1), and of a unit's own work (table 2), from the schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.leads import approval_gates
from daihoi.domain.preparing.base import Ask, Cell, Preparation, Review, WorkTable, marked
from daihoi.domain.preparing.openings import foremost, opening
from daihoi.domain.preparing.steering_reading import (
    INFERRED_NOTE,
    STATE_WORDS,
    congress,
    float_days,
    has_met,
    overdue_by_unit,
    state_of,
)
from daihoi.domain.record import shown
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityTemplate
from daihoi.domain.units import Unit

BY_UNIT = (
    *("TT", "Tên đơn vị", "Loại hình", "Số đảng viên", "Số đơn vị trực thuộc", "Đại hội điểm"),
    *("Bầu trực tiếp", "Ngày dự kiến", "Ngày duyệt", "Ngày đại hội", "Kết quả n/N", "Tỷ lệ %"),
    *("Phụ trách", "Vướng mắc"),
)
WORK = (
    *("TT", "Nội dung công việc", "Cơ quan chủ trì", "Bắt đầu", "Hoàn thành", "Sản phẩm", "Mức độ"),
    *("Chậm (ngày làm việc)", "Ghi chú"),
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


def review(preparation: Preparation) -> Review:
    """Table 1 of every unit above others, and table 2 of those that have not assigned their work yet."""
    findings: list[str] = []
    tables: list[WorkTable] = []
    overdue = overdue_by_unit(preparation.assessment)
    for unit in foremost(preparation):
        rows = _rows(preparation, unit)
        if rows:
            findings += _findings(preparation, unit, rows)
            tables.append(_unit_table(preparation, unit, rows, overdue))
        # Work that was assigned stands in table 2 of steering, beside the bodies in charge.
        if not preparation.entries.of("assignments", unit.code):
            tables.append(_work_table(preparation, unit))
    return Review("progress", "Tiến độ theo đơn vị và theo việc", findings, tables, list[Ask]())


def _rows(preparation: Preparation, above: Unit) -> list[Row]:
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


def _findings(preparation: Preparation, above: Unit, rows: Sequence[Row]) -> Iterator[str]:
    own = sum(row.is_held for row in rows)
    yield f"{above.name}: {own}/{len(rows)} đơn vị trực thuộc đã đại hội ({_share(own, len(rows))}%)."
    total, held = sum(row.total for row in rows), sum(row.held for row in rows)
    if total:
        left = f", còn {total - held}" if held < total else ""
        yield f"Dưới các đơn vị ấy: {held}/{total} đã đại hội ({_share(held, total)}%){left}."


def _share(part: int, whole: int) -> str:
    """Two decimals, as people write them; empty of nothing."""
    return f"{100 * part / whole:.2f}".replace(".", ",") if whole else ""


def _unit_table(
    preparation: Preparation, above: Unit, rows: Sequence[Row], overdue: Mapping[str, int]
) -> WorkTable:
    cells = [_unit_row(preparation, above, number, row, overdue) for number, row in enumerate(rows, 1)]
    members = [row.unit.member_count for row in rows if row.unit.member_count is not None]
    total, held = sum(row.total for row in rows), sum(row.held for row in rows)
    own = sum(row.is_held for row in rows)
    totals: list[Cell] = [None, "Tổng cộng", "", sum(members) if members else None, total]
    totals += [sum(row.unit.is_pilot for row in rows), sum(row.unit.is_direct_election for row in rows)]
    totals += ["", "", f"{own}/{len(rows)}", f"{held}/{total}" if total else "", _share(held, total), "", ""]
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
    return WorkTable(f"bieu-1-tien-do-{_ascii(above)}", title, BY_UNIT, cells, totals, notes)


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
        unit.member_count,
        row.total or None,
        CROSS if unit.is_pilot else "",
        CROSS if unit.is_direct_election else "",
        None if row.is_held else opening(preparation, unit),
        _approved_on(preparation, unit),
        held_on if row.is_held else "",
        f"{row.held}/{row.total}" if row.total else "",
        _share(row.held, row.total),
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


def _work_table(preparation: Preparation, unit: Unit) -> WorkTable:
    level = preparation.campaign.structure.by_code[unit.level]
    rows: list[Sequence[Cell]] = []
    for activity in level.activities:
        state = state_of(preparation.assessment, unit, activity.code)
        if state is not ActivityState.NOT_APPLICABLE:
            rows.append((len(rows) + 1, *_work_row(preparation, unit, activity, state)))
    title = f"Biểu 2. Tiến độ công việc, {unit.name}"
    notes = (
        f"Số liệu tính đến ngày {shown(preparation.status_date)}. Cơ quan chủ trì theo mẫu của cấp này: "
        "đơn vị chưa ghi sổ phân công công việc",
        "Chậm: so với bản kế hoạch đã chốt; để trống khi không chậm",
        INFERRED_NOTE,
    )
    return WorkTable(f"bieu-2-tien-do-{_ascii(unit)}", title, WORK, rows, (), notes)


def _work_row(
    preparation: Preparation, unit: Unit, activity: ActivityTemplate, state: ActivityState
) -> list[Cell]:
    seen = preparation.assessment
    number = seen.expansion.number(unit.code, activity.code)
    span, late = seen.span(seen.current, number), seen.variance_days(number)
    blocker = int(seen.blocked_by[number])
    waits = state in (ActivityState.NOT_YET_POSSIBLE, ActivityState.OVERDUE) and blocker >= 0
    return [
        activity.name,
        activity.responsible,
        span.start,
        span.last_day,
        activity.evidence,
        STATE_WORDS[state],
        late if late > 0 else None,
        f"chờ: {_blocker(preparation, unit, blocker)}" if waits else "",
    ]


def _blocker(preparation: Preparation, unit: Unit, number: int) -> str:
    expansion = preparation.assessment.expansion
    is_own = expansion.unit_code(number) == unit.code
    return expansion.template(number).name if is_own else expansion.name(number)


def _ascii(unit: Unit) -> str:
    return unit.code.lower().replace(".", "-")
