"""The annex tables about days: the calendar of congresses, dossiers, results."""

from __future__ import annotations

from daihoi.domain.rule_values import rule_in_force
from reports import tokens
from reports.office.annex_words import done_day, expected_day, titled
from reports.office.document import Column, TableBlock, plain
from reports.office.facts import BelowFacts, ReportFacts


def calendar_table(facts: ReportFacts) -> TableBlock | None:
    """The congresses of the units directly below, the first first; None without units."""
    if not facts.below:
        return None
    columns = (
        Column("TT", 9),
        Column("Đơn vị", 72, "left"),
        Column("Trù bị", 20),
        Column("Khai mạc", 23),
        Column("Bế mạc", 23),
        Column("Số ngày", 12),
        Column("Địa điểm", 36),
        Column("Số đại biểu", 17),
        Column("Lãnh đạo cấp trên dự", 30),
        Column("Ghi chú", 25, "left"),
    )
    ordered = sorted(facts.below, key=lambda below: (below.row.congress_current.start, below.unit.code))
    clashing = {code for clash in facts.outlook.clashes for code in clash.units}
    rows = [_session(place, below, clashing) for place, below in enumerate(ordered, start=1)]
    note = (
        "Ngày in trong ngoặc là dự kiến theo tiến độ hiện tại. Trù bị, địa điểm, số đại biểu, lãnh đạo dự: "
        "văn thư điền."
    )
    return TableBlock(titled("LỊCH ĐẠI HỘI CÁC ĐƠN VỊ TRỰC THUỘC", facts), columns, rows, note=note)


def _session(place: int, below: BelowFacts, clashing: set[str]) -> list[str]:
    row, span = below.row, below.row.congress_current
    shift = (span.start - row.congress_baseline.start).days
    notes = ["đại hội điểm"] if below.unit.is_pilot else []
    notes += ["đã tổ chức"] if row.congress_held else []
    notes += [f"lùi {shift} ngày"] if shift > 0 else []
    notes += ["trùng ngày"] if below.unit.code in clashing else []
    days = (tokens.date_long(span.start), tokens.date_long(span.last_day))
    first, last = days if row.congress_held else (f"({days[0]})", f"({days[1]})")
    return [str(place), plain(below.unit.name), "", first, last, str(span.days), "", "", "", "; ".join(notes)]


def dossier_table(facts: ReportFacts) -> TableBlock | None:
    """Dossiers of congresses still to be held; None where no level below has such a gate."""
    listed = [below for below in facts.below if below.approval and not below.row.congress_held]
    if not listed:
        return None
    columns = (
        Column("TT", 9),
        Column("Đơn vị", 70, "left"),
        Column("Trình (kế hoạch)", 22),
        Column("Ngày trình", 25),
        Column("Thành phần hồ sơ", 32),
        Column("Duyệt (kế hoạch)", 22),
        Column("Ngày duyệt", 25),
        Column("Kết luận", 32),
        Column("Bổ sung", 30),
    )
    rows = [
        [
            str(place),
            plain(below.unit.name),
            tokens.date_long(below.submission.baseline.last_day) if below.submission else "",
            expected_day(below.submission),
            "",
            tokens.date_long(below.approval.baseline.last_day) if below.approval else "",
            expected_day(below.approval),
            "",
            "",
        ]
        for place, below in enumerate(listed, start=1)
    ]
    note = "Ngày in trong ngoặc là dự kiến theo tiến độ hiện tại. Duyệt chỉ tính khi có văn bản của cấp trên."
    return TableBlock(titled("BẢNG THEO DÕI HỒ SƠ DUYỆT", facts), columns, rows, note=note)


def result_table(facts: ReportFacts) -> TableBlock | None:
    """Congresses that were held, and what is due after them; None while there are none."""
    held = [below for below in facts.below if below.row.congress_held]
    if not held:
        return None
    columns = (
        Column("TT", 9),
        Column("Đơn vị", 78, "left"),
        Column("Bế mạc", 30),
        Column("Hạn báo cáo kết quả", 30),
        Column("Ngày báo cáo", 30),
        Column("Hạn chuẩn y", 30),
        Column("Ngày chuẩn y", 30),
        Column("Số quyết định", 30),
    )
    rows = [
        [
            str(place),
            plain(below.unit.name),
            tokens.date_long(below.row.congress_current.last_day),
            tokens.date_long(below.report_due) if below.report_due else "",
            "",
            tokens.date_long(below.ratification_due) if below.ratification_due else "",
            done_day(below.ratification),
            "",
        ]
        for place, below in enumerate(held, start=1)
    ]
    title = titled("BIỂU KẾT QUẢ ĐẠI HỘI VÀ CHUẨN Y", facts)
    return TableBlock(title, columns, rows, note=_rules(facts, held[0]))


def _rules(facts: ReportFacts, below: BelowFacts) -> str:
    said = []
    for name, label in (("result_report_days", "Báo cáo"), ("ratification_days", "Chuẩn y")):
        rule = rule_in_force(facts.campaign, name, below.unit)
        if rule is not None:
            assumed = " (giả định)" if rule.rule.basis.is_assumed else ""
            said.append(f"{label}: {plain(rule.rule.words)}{assumed}")
    return f"{'. '.join(said)}." if said else ""
