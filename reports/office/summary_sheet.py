"""The summary sheet: the status date, the finding, congresses by level, activities by state."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xlsxwriter.worksheet import Worksheet

from daihoi.domain.assessment import Assessment
from reports import tokens
from reports.office import live
from reports.office.composing import finding
from reports.office.document import plain
from reports.office.facts import LevelFacts
from reports.office.gantt_columns import CONGRESS_MARK, GanttTable
from reports.office.gantt_rows import GanttRow

if TYPE_CHECKING:
    from reports.office.workbook import Book

NAME = "Tóm tắt"
STATUS_ROW, FINDING_ROW, FIRST_ROW = 2, 3, 7
LAST_COLUMN = 10
_MERGED_LETTERS = 140
"""Letters on a line across all columns, a little less than LibreOffice and Excel set."""
_LEVEL_TITLES = (
    "Cấp",
    "Tổng số",
    "Đã đại hội",
    "Tỷ lệ",
    "Còn lại",
    "Hạn",
    "Còn (ngày LV)",
    "Cần mỗi ngày LV",
    "Sẽ sau hạn",
    "Kế hoạch đến ngày chốt báo cáo",
    "Đã đại hội theo báo cáo",
)


def write(
    made: Book, sheet: Worksheet, assessment: Assessment, rows: Sequence[GanttRow], table: GanttTable
) -> None:
    """Fills the sheet. Every figure but the last two of a level is counted from the Gantt by formulas."""
    _write_heading(made, sheet)
    _write_levels(made, sheet, rows, table)
    at = FIRST_ROW + len(made.facts.levels) + 3
    _write_states(made, sheet, rows, table, at)
    _write_notes(made, sheet, at + len(live.STATES) + 3)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, LAST_COLUMN, 12.5)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(STATUS_ROW + 1, 0)
    made.set_print(sheet)


def _write_heading(made: Book, sheet: Worksheet) -> None:
    facts, status = made.facts, made.facts.edition.status_date
    title = made.look(bold=True, font_size=14)
    sheet.write_string(0, 0, f"Tiến độ chuẩn bị đại hội: {plain(facts.unit.name)}", title)
    soft = made.look(italic=True, font_size=10, font_color=tokens.INK_SOFT)
    sheet.write_string(1, 0, made.footer, soft)
    sheet.write_string(STATUS_ROW, 0, "Ngày chốt", made.look(bold=True))
    entry = made.look(**_BOX, bold=True, num_format="dd/mm/yyyy", align="center", bg_color="#FFF6C9")
    sheet.write_datetime(STATUS_ROW, 1, status, entry)
    hint = "← đổi ngày này, hoặc ghi «Xong thực tế» ở trang Gantt: trạng thái, ngày còn lại, tổng số tính lại"
    sheet.write_string(STATUS_ROW, 2, hint, soft)
    made.file.define_name(live.STATUS_NAME, f"='{NAME}'!$B${STATUS_ROW + 1}")
    sheet.data_validation(
        STATUS_ROW,
        1,
        STATUS_ROW,
        1,
        {
            "validate": "date",
            "criteria": ">=",
            "value": status,
            "error_title": "Ngày chốt",
            "error_message": "Số liệu là của ngày chốt báo cáo: chỉ xem được từ ngày ấy trở đi.",
        },
    )
    text = made.look(text_wrap=True, valign="top")
    sheet.merge_range(FINDING_ROW, 0, FINDING_ROW, LAST_COLUMN, "", text)
    sheet.write_string(FINDING_ROW, 0, finding(facts), text)
    sheet.set_row(FINDING_ROW, max(_merged_height(finding(facts), 15), 36))


def _write_levels(made: Book, sheet: Worksheet, rows: Sequence[GanttRow], table: GanttTable) -> None:
    sheet.write_string(FIRST_ROW - 2, 0, "Đại hội theo cấp", made.look(bold=True, font_size=12))
    for column, title in enumerate(_LEVEL_TITLES):
        sheet.write_string(FIRST_ROW - 1, column, title, made.head())
    sheet.set_row(FIRST_ROW - 1, 44)
    for place, level in enumerate(made.facts.levels):
        _write_level(made, sheet, FIRST_ROW + place, level, table)


def _write_level(made: Book, sheet: Worksheet, at: int, facts: LevelFacts, table: GanttTable) -> None:
    count, status = facts.count, made.facts.edition.status_date
    text, number = made.look(**_BOX), made.look(**_BOX, align="center", num_format=COUNT)
    share = made.look(**_BOX, align="center", num_format="0.00%")
    rate = made.look(**_BOX, align="center", num_format="0.00")
    day = made.look(**_BOX, align="center", num_format="dd/mm/yyyy")
    row = at + 1
    congresses = f'{table.column("level")},$A{row},{table.column("mark")},"{CONGRESS_MARK}"'
    sheet.write_string(at, 0, plain(facts.level.short_name), text)
    sheet.write_formula(at, 1, f"=COUNTIFS({congresses})", number, count.total)
    done = f'=COUNTIFS({congresses},{table.column("state")},"{live.DONE}")'
    sheet.write_formula(at, 2, done, number, count.held)
    sheet.write_formula(at, 3, f'=IF(B{row}=0,"",C{row}/B{row})', share, _ratio(count.held, count.total))
    sheet.write_formula(at, 4, f"=B{row}-C{row}", number, count.remaining)
    late = f"=SUMIFS({table.column('is_late')},{congresses})"
    sheet.write_formula(at, 8, late, number, count.expected_late)
    sheet.write_number(at, 9, count.planned, number)
    sheet.write_number(at, 10, count.held, number)
    if facts.deadline is None:
        for column in (5, 6, 7):
            sheet.write_blank(at, column, None, number)
        return
    last = facts.deadline.last_day
    left = live.counted_days_left(made.facts.campaign.working_calendar, status, last)
    sheet.write_datetime(at, 5, last, day)
    is_over = f"E{row}=0"
    shown = "" if count.is_complete else left
    sheet.write_formula(at, 6, live.days_left(f"F{row}", is_over), number, shown)
    need = f'=IF(OR({is_over},NOT(ISNUMBER(G{row}))),"",IF(G{row}>0,E{row}/G{row},"hết hạn"))'
    needed: float | str = "" if count.is_complete else count.remaining / left if left > 0 else "hết hạn"
    sheet.write_formula(at, 7, need, rate, needed)


def _write_states(made: Book, sheet: Worksheet, rows: Sequence[GanttRow], table: GanttTable, at: int) -> None:
    """Activities by state, one column a level."""
    levels = [plain(facts.level.short_name) for facts in made.facts.levels]
    title = "Công việc theo trạng thái" + (f" ({SHORT})" if made.is_short else "")
    sheet.write_string(at - 2, 0, title, made.look(bold=True, font_size=12))
    for column, title in enumerate(("Trạng thái", *levels, "Cộng")):
        sheet.write_string(at - 1, column, title, made.head())
    number = made.look(**_BOX, align="center", num_format=COUNT)
    counted = [row for row in rows if not row.is_unit]
    for place, state in enumerate(live.STATES):
        line = at + place + 1
        sheet.write_string(at + place, 0, state, made.look(**_BOX))
        found = [row for row in counted if live.label(row.state) == state]
        for column, level in enumerate(levels, start=1):
            name = f"{chr(ord('A') + column)}${at}"
            formula = f"=COUNTIFS({table.column('level')},{name},{table.column('state')},$A{line})"
            value = sum(row.level_name == level for row in found)
            sheet.write_formula(at + place, column, formula, number, value)
        last = chr(ord("A") + len(levels))
        sheet.write_formula(at + place, len(levels) + 1, f"=SUM(B{line}:{last}{line})", number, len(found))


def _write_notes(made: Book, sheet: Worksheet, at: int) -> None:
    soft = made.look(italic=True, font_size=10, font_color=tokens.INK_SOFT, text_wrap=True, valign="top")
    notes = [
        "Trạng thái «Quá hạn»: chưa xong dù đã qua ngày cuối cùng còn giữ được hạn. «Chưa báo cáo»: không ai "
        "báo nhưng việc sau đã bắt đầu. Bắt đầu, xong: thực tế nếu đã báo, còn lại là dự kiến khi chốt báo "
        "cáo, không tính lại.",
        *(f"Giả định: {plain(text)}." for text in made.facts.edition.assumptions),
    ]
    for place, note in enumerate(notes):
        sheet.merge_range(at + place, 0, at + place, LAST_COLUMN, "", soft)
        sheet.write_string(at + place, 0, note, soft)
        sheet.set_row(at + place, _merged_height(note, 14) + 2)


def _merged_height(text: str, points: int) -> int:
    """Of a row whose cells are merged: no program fits such a row to its text by itself."""
    return points * max(len(textwrap.wrap(text, _MERGED_LETTERS)), 1)


def _ratio(part: int, whole: int) -> float | str:
    return part / whole if whole else ""


SHORT = "bảng quá lớn: của đơn vị không trực thuộc trực tiếp chỉ có đại hội, chưa phải tất cả các việc"

COUNT = '#,##0;-#,##0;"–"'
"""Whole numbers; nothing shows as a dash."""

_BOX = {"border": 1, "border_color": tokens.RULE}
