"""The sheet that a unit fills in: heading, table, blank rows at the end, how it prints."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

from xlsxwriter.worksheet import Worksheet

from daihoi.forms import layout
from daihoi.forms.checks import add_checks
from daihoi.forms.content import FormRow
from daihoi.forms.layout import AT, CellStyle
from daihoi.intake.form_marks import AS_OF_LABEL, ENTRY, Value

if TYPE_CHECKING:
    from daihoi.forms.workbook import FormWorkbook

_LEGEND = (
    "Chỉ ghi vào ô vàng; dòng không có gì mới thì để nguyên.   ° chưa ai báo, suy từ việc sau đã bắt đầu"
    "   † giả định, chưa có nguồn"
)
ADDED = "dòng thêm"
_HEAD = {
    **{"font_name": layout.FONT, "bold": True, "font_size": 10, "font_color": layout.HEAD_INK},
    **{"bg_color": layout.HEAD, "border": 1, "border_color": layout.RULE},
    **{"text_wrap": True, "align": "center", "valign": "vcenter"},
}
_HOLDS = {"planned_finish": "date", "actual_start": "date", "actual_finish": "date", "percent": "number"}

_ONE_LINE, _LINE_POINTS, _LETTERS = 16.5, 14.5, 1.05
"""Height of a row of one line, of each of several; letters in the width of a digit, which columns count in:
of Arial there are more, but what is overdue is bold, and a row too high is better than a word cut off."""


def write_sheet(made: FormWorkbook, sheet: Worksheet) -> None:
    """Fills the sheet of reports."""
    _write_heading(made, sheet)
    before = ""
    for place, row in enumerate(made.form.rows):
        _write_row(made, sheet, layout.HEADER_ROW + 1 + place, row, is_first=row.unit_code != before)
        before = row.unit_code
    first = layout.HEADER_ROW + 1 + len(made.form.rows)
    for place in range(layout.EXTRA_ROWS):
        _write_added(made, sheet, first + place, is_first=place == 0)
    add_checks(made, sheet, first, first + layout.EXTRA_ROWS - 1)
    _set_view(made, sheet)
    _set_print(made, sheet, first + layout.EXTRA_ROWS - 1)
    sheet.protect("", {"format_rows": True})


def _write_heading(made: FormWorkbook, sheet: Worksheet) -> None:
    look, form = made.look, made.form
    title = look(font_name=layout.FONT, bold=True, font_size=14, font_color=layout.INK)
    soft = look(font_name=layout.FONT, font_size=10, font_color=layout.SOFT)
    sheet.write_string(0, 0, f"Báo cáo tiến độ chuẩn bị đại hội – {form.unit.name}", title)
    sheet.write_string(1, 0, f"{form.campaign_title}. Biểu {form.stamp.form_id}.", soft)
    label = look(font_name=layout.FONT, bold=True, font_size=10, align="right", valign="vcenter")
    sheet.write_string(layout.AS_OF_ROW, layout.AS_OF_COLUMN - 1, f"{AS_OF_LABEL}:", label)
    day = made.style(CellStyle("date", is_entry=True))
    sheet.write_datetime(layout.AS_OF_ROW, layout.AS_OF_COLUMN, form.stamp.status_date, day)
    hint = "← ngày của số liệu: sửa lại trước khi gửi"
    sheet.write_string(layout.AS_OF_ROW, layout.AS_OF_COLUMN + 1, hint, soft)
    sheet.write_string(3, 0, _LEGEND, soft)
    for column, text in enumerate(layout.TITLES):
        sheet.write_string(layout.HEADER_ROW, column, text, look(**_HEAD))


def _write_row(made: FormWorkbook, sheet: Worksheet, at: int, row: FormRow, *, is_first: bool) -> None:
    locked = (row.unit_code, row.unit_name, row.activity_name, row.planned_finish, row.known)
    hidden = (row.activity, row.mark)
    assumed = bool(row.values[ENTRY.index("certainty")])
    for alias, value in zip(layout.COLUMNS, (*locked, *row.values, *hidden), strict=True):
        is_entry = alias in ENTRY
        style = CellStyle(
            _HOLDS.get(alias, "text"),
            is_entry=is_entry,
            is_done=row.is_done,
            is_late=row.is_late and alias == "known",
            is_assumed=assumed and is_entry and value is not None,
            is_first=is_first,
        )
        _write(made, sheet, at, AT[alias], value, style)
    sheet.set_row(at, _height(row))


def _height(row: FormRow) -> float:
    """Points for the longest of the cells that wrap: LibreOffice does not fit protected rows."""
    texts = {"unit_code": row.unit_code, "unit_name": row.unit_name}
    texts |= {"activity": row.activity_name, "known": row.known}
    lines = max(_lines(text, layout.WIDTHS[alias]) for alias, text in texts.items())
    return _ONE_LINE if lines <= 1 else _LINE_POINTS * lines + 1


def _lines(text: str, width: float) -> int:
    """Lines that a text takes, broken between words."""
    return len(textwrap.wrap(text, int(width * _LETTERS)))


def _write_added(made: FormWorkbook, sheet: Worksheet, at: int, *, is_first: bool) -> None:
    for alias in layout.COLUMNS:
        is_entry = alias in ENTRY or alias in {"unit_code", "activity"}
        holds = _HOLDS.get(alias, "text")
        style = CellStyle(holds, is_entry=is_entry, is_done=True, is_first=is_first, is_added=True)
        _write(made, sheet, at, AT[alias], ADDED if alias == "known" else None, style)
    sheet.set_row(at, _ONE_LINE)


def _write(
    made: FormWorkbook, sheet: Worksheet, row: int, column: int, value: Value, style: CellStyle
) -> None:
    look = made.style(style)
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int) and value != 1:
        sheet.write_number(row, column, value, look)
    else:
        # 1 as a number could be 1% or 100%: only as text does it say which.
        sheet.write_string(row, column, f"{value}%" if value == 1 else str(value), look)


def _set_view(made: FormWorkbook, sheet: Worksheet) -> None:
    for alias, width in layout.WIDTHS.items():
        sheet.set_column(AT[alias], AT[alias], width)
    sheet.set_column(AT[layout.HIDDEN[0]], AT[layout.HIDDEN[-1]], None, None, {"hidden": True})
    sheet.set_row(layout.AS_OF_ROW, 18)
    sheet.set_row(layout.HEADER_ROW, 31)
    sheet.freeze_panes(layout.HEADER_ROW + 1, AT["activity"] + 1)
    sheet.hide_gridlines(2)
    sheet.set_zoom(100)
    if made.form.rows:
        at = (layout.HEADER_ROW + 1, AT["actual_start"])
        sheet.set_selection(*at, *at)


def _set_print(made: FormWorkbook, sheet: Worksheet, last: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(layout.HEADER_ROW)
    sheet.print_area(0, 0, last, layout.LAST_SHOWN)
    sheet.set_footer(made.footer)
