"""What the sheet itself refuses or points out while it is filled in, before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from daihoi.forms import layout
from daihoi.forms.layout import AT
from daihoi.intake.form_marks import LIST_SHEET
from daihoi.intake.statements import CERTAINTIES

if TYPE_CHECKING:
    from daihoi.forms.workbook import FormWorkbook

GATE_KINDS, WORK_KINDS = ["duyệt", "trả lại", "sửa"], ["báo cáo", "sửa"]
_PICK = {
    "error_title": "Không có trong danh sách",
    "error_message": "Chọn một giá trị trong danh sách, hoặc để trống.",
}
_COLUMN = {alias: f"${xl_rowcol_to_cell(0, place)[:-1]}" for alias, place in AT.items()}


def add_checks(made: FormWorkbook, sheet: Worksheet, first_added: int, last: int) -> None:
    """Drop-downs, limits of dates and percentages, and colours for what contradicts itself.

    Args:
        made: the workbook under construction.
        sheet: the sheet of reports, already filled.
        first_added: 0-based row of the first blank row at the end.
        last: 0-based last row.
    """
    first = layout.HEADER_ROW + 1
    as_of = (layout.AS_OF_ROW, layout.AS_OF_COLUMN)
    sheet.data_validation(*as_of, *as_of, _date_limits(made, xl_rowcol_to_cell(*as_of)))
    days = _date_limits(made, xl_rowcol_to_cell(first, AT["actual_start"]))
    sheet.data_validation(first, AT["actual_start"], last, AT["actual_finish"], days)
    sheet.data_validation(first, AT["percent"], last, AT["percent"], _PERCENT)
    for place, row in enumerate(made.form.rows):
        kinds = GATE_KINDS if row.is_gate else WORK_KINDS
        sheet.data_validation(first + place, AT["kind"], first + place, AT["kind"], _choice(kinds))
    sheet.data_validation(first_added, AT["kind"], last, AT["kind"], _choice(["báo cáo", *GATE_KINDS]))
    sheet.data_validation(first, AT["certainty"], last, AT["certainty"], _choice(list(CERTAINTIES)))
    for alias, column, texts in (
        ("unit_code", "A", made.form.unit_codes),
        ("activity", "B", made.form.activity_names),
    ):
        source = f"={LIST_SHEET}!${column}$1:${column}${len(texts)}"
        sheet.data_validation(first_added, AT[alias], last, AT[alias], _choice(source))
    _add_colours(made, sheet, first, last)


def _date_limits(made: FormWorkbook, cell: str) -> dict[str, Any]:
    """A day that has come, or a text: where Excel reads the month first, only a text holds 13/03/2020.

    Texts are looked at when the form comes back; there is no reading them here.
    """
    first = made.form.first_day
    earliest = f"DATE({first.year - 2},{first.month},{min(first.day, 28)})"
    return {
        "validate": "custom",
        "value": f"=OR(ISTEXT({cell}),AND(ISNUMBER({cell}),{cell}>={earliest},{cell}<=TODAY()))",
        "error_title": "Ngày không hợp lệ",
        "error_message": "Ghi ngày/tháng/năm, ví dụ 02/03/2020; việc đã xảy ra nên không sau hôm nay.",
    }


_PERCENT = {
    "validate": "integer",
    "criteria": "between",
    "minimum": 0,
    "maximum": 100,
    "error_title": "Tỷ lệ không hợp lệ",
    "error_message": "Ghi số nguyên từ 0 đến 100, không có dấu %. Việc xong: chỉ cần ghi ngày Kết thúc.",
}


def _choice(source: list[str] | str) -> dict[str, Any]:
    return {"validate": "list", "source": source, **_PICK}


def _add_colours(made: FormWorkbook, sheet: Worksheet, first: int, last: int) -> None:
    """A contradiction shows in the cell that would be refused."""
    wrong = made.look(bg_color=layout.WRONG_FILL)
    row = first + 1
    c = {alias: f"{letters}{row}" for alias, letters in _COLUMN.items()}
    as_of = xl_rowcol_to_cell(layout.AS_OF_ROW, layout.AS_OF_COLUMN, row_abs=True, col_abs=True)
    start, finish, percent, kind = (
        c[alias] for alias in ("actual_start", "actual_finish", "percent", "kind")
    )
    rules = {
        "actual_start": f"=AND(ISNUMBER({start}),ISNUMBER({as_of}),{start}>{as_of})",
        "actual_finish": f"=AND(ISNUMBER({finish}),OR(AND(ISNUMBER({as_of}),{finish}>{as_of}),"
        f"AND(ISNUMBER({start}),{finish}<{start})))",
        # A percentage below 100 beside a finish is no fault: it may be the one that the form was issued with.
        "percent": f"=AND({percent}=100,ISBLANK({finish}))",
        "document_number": f'=AND(OR({kind}="duyệt",{kind}="trả lại"),ISBLANK({c["document_number"]}))',
        "reason": f'=AND({kind}="sửa",ISBLANK({c["reason"]}))',
    }
    for alias, formula in rules.items():
        given = {"type": "formula", "criteria": formula, "format": wrong}
        sheet.conditional_format(first, AT[alias], last, AT[alias], given)
