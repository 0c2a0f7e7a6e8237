"""The annexes of a progress report: progress by unit and by work, then the tables of the workstreams."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from daihoi.domain.preparing.base import WorkTable
from daihoi.domain.results import ActivityRow
from daihoi.domain.states import ActivityState
from reports import tokens, wording
from reports.office.annex_tables import annex_table, fitted
from reports.office.annex_words import day_or_guess, done_day, titled
from reports.office.document import Annex, TableBlock, plain
from reports.office.facts import BelowFacts, ReportFacts
from reports.office.form import PaperForm
from reports.office.late_text import obstacle
from reports.office.workstream_text import UNDER_WAY

UNITS, WORK = "units", "work"
"""How the form names the two tables that are made from the schedule alone."""


def annexes(facts: ReportFacts, form: PaperForm) -> list[Annex]:
    """The tables in the order of the form; annexes are numbered, one without rows is left out."""
    made: list[Annex] = []
    number = 1
    for names in form.annexes:
        tables = [found for name in names for found in _named(facts, name)]
        made += [Annex(number, part, *found) for part, found in enumerate(tables, start=1)]
        number += bool(tables)
    return made


def _named(facts: ReportFacts, name: str) -> Iterator[tuple[TableBlock, WorkTable | None]]:
    """What a name in the form stands for."""
    if name == UNITS:
        if table := _units(facts):
            yield table, None
    elif name == WORK:
        yield _work(facts), None
    else:
        for source in facts.workstreams.tables:
            if source.code == name or re.match(rf"{re.escape(name)}[a-z]?-", source.code):
                yield annex_table(source, facts), source


def _units(facts: ReportFacts) -> TableBlock | None:
    if not facts.below:
        return None
    counted = plain(facts.overview.counted_level_name)
    titles = (
        *(
            "TT",
            "Tên đơn vị",
            "Loại hình",
            "Số đảng viên",
            "Đơn vị trực thuộc",
            "Đại hội điểm",
            "Bầu trực tiếp",
        ),
        *("Ngày dự kiến", "Ngày duyệt", "Ngày đại hội", f"Kết quả ({counted})", "Tỷ lệ %"),
        *("Phụ trách", "Vướng mắc"),
    )
    posts = facts.workstreams.in_charge
    rows = [_unit(place, below, posts) for place, below in enumerate(facts.below, start=1)]
    total = facts.overview.total
    line = ["", "Tổng cộng", "", _members(facts), _sum(below.units_below for below in facts.below)]
    line += ["", "", "", "", "", f"{total.held}/{total.total}", _percent(total.held, total.total), "", ""]
    return TableBlock(
        titled("BIỂU TIẾN ĐỘ ĐẠI HỘI THEO ĐƠN VỊ", facts),
        fitted(titles, [*rows, line], {"Tên đơn vị", "Phụ trách", "Vướng mắc"}),
        rows,
        line,
        "ĐB: đảng bộ; CB: chi bộ. Ngày dự kiến: theo tiến độ hiện tại. Ngày duyệt, ngày đại hội: chỉ ghi khi "
        "đã có báo cáo, văn bản. Phụ trách: theo sổ phân công; † giả định.",
    )


def _unit(place: int, below: BelowFacts, posts: Mapping[str, str]) -> list[str]:
    unit, row = below.unit, below.row
    held, count = row.congress_held, row.count
    return [
        str(place),
        plain(unit.name),
        _kind(plain(unit.name)),
        tokens.number(unit.member_count) if unit.member_count else "",
        str(below.units_below) if below.units_below else "–",
        "x" if unit.is_pilot else "",
        "x" if unit.is_direct_election else "",
        tokens.date_long(row.congress_current.start) if not held else "",
        done_day(below.approval),
        tokens.date_long(row.congress_current.start) if held else "",
        f"{count.held}/{count.total}" if count.total else "–",
        _percent(count.held, count.total),
        plain(posts.get(unit.code, "")),
        obstacle(below),
    ]


def _kind(name: str) -> str:
    return {"đảng": "ĐB", "chi": "CB"}.get(name.split()[0].lower() if name else "", "")


def _members(facts: ReportFacts) -> str:
    known = [below.unit.member_count for below in facts.below]
    return _sum(n for n in known if n) if all(known) else ""


def _sum(numbers: Iterable[int]) -> str:
    return tokens.number(sum(numbers))


def _percent(part: int, whole: int) -> str:
    share = tokens.share(part, whole)
    return share[share.find("(") + 1 : -2] if whole else "–"


def _work(facts: ReportFacts) -> TableBlock:
    titles = (
        *("TT", "Nội dung công việc", "Cơ quan chủ trì", "Phối hợp", "Bắt đầu (kế hoạch)", "Xong (kế hoạch)"),
        *("Bắt đầu", "Hoàn thành", "Sản phẩm", "Mức độ", "Chậm (ngày)", "Ghi chú"),
    )
    rows: list[Sequence[str]] = []
    for number, group in enumerate(facts.plan.groups, start=1):
        rows.append([f"{number}. {plain(group.name)}: {group.percent}%"])
        rows += [_activity(row, facts) for row in group.rows]
    return TableBlock(
        titled(f"BIỂU TIẾN ĐỘ CÔNG VIỆC CỦA {plain(facts.unit.name).upper()}", facts),
        fitted(titles, rows, {"Nội dung công việc", "Cơ quan chủ trì", "Phối hợp", "Sản phẩm"}),
        rows,
        note="Bắt đầu, hoàn thành: ngày thực tế nếu đã báo cáo, còn lại là ngày tính được (in trong ngoặc). "
        "Chậm: so với kế hoạch, ngày theo lịch của việc; − là sớm hơn. ° chưa ai báo, suy từ việc sau. "
        "† giả định.",
    )


def _activity(row: ActivityRow, facts: ReportFacts) -> list[str]:
    template = facts.templates[row.code]
    lead, partners = facts.workstreams.charged.get(row.code, (template.responsible, ""))
    over = row.state is ActivityState.DONE
    begun = row.is_start_told and (over or row.state in UNDER_WAY)
    return [
        row.number,
        plain(row.name),
        plain(lead),
        plain(partners),
        tokens.date_long(row.baseline.start),
        tokens.date_long(row.baseline.last_day),
        day_or_guess(row.current.start, is_known=begun),
        day_or_guess(row.current.last_day, is_known=over),
        plain(template.evidence),
        _state(row),
        tokens.signed(late) if (late := facts.variance_days(row)) else "",
        "",
    ]


def _state(row: ActivityRow) -> str:
    if row.is_inferred:
        return "Chưa báo°"
    label = wording.state_label(row)
    return f"{label} {row.percent}%" if row.state is ActivityState.IN_PROGRESS and row.percent else label
