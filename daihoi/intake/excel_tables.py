"""The table in a workbook: anybody's, or a form of the program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from daihoi.intake.columns import TITLES
from daihoi.intake.form_marks import (
    AS_OF_LABEL,
    FORM_TITLES,
    FORM_VERSION,
    STAMP_TITLES,
    FormStamp,
)
from daihoi.intake.refusals import Cell, column_letters, refusal
from daihoi.intake.tables import Table, make_table
from daihoi.intake.workbooks import Sheet, read_workbook

_AGAIN = "xin biểu mới: daihoi form"


def excel_table(path: Path, content: bytes) -> Table:
    """The table in the bytes of a workbook.

    Raises:
        InputErrors: the workbook is refused, or is a form whose hidden parts were changed.
    """
    book = read_workbook(path, content)
    sheet = book.sheet
    if book.form is None:
        table = make_table(path, sheet.name, sheet.lines)
    else:
        table = _form_table(path, sheet, _stamp(path, book.form))
    return replace(
        table, hidden_rows=sheet.hidden_rows, month_first=sheet.month_first, percents=sheet.percents
    )


def _stamp(path: Path, sheet: Sheet) -> FormStamp:
    told = {cells[0]: cells[1] for _, cells in sheet.lines if len(cells) > 1}
    version, campaign, unit, day, form_id = (str(told.get(title) or "") for title in STAMP_TITLES)
    if version != FORM_VERSION:
        raise refusal(path, f"biểu phiên bản «{version}», bản này đọc được «{FORM_VERSION}»", _AGAIN)
    try:
        return FormStamp(campaign, unit, date.fromisoformat(day), form_id)
    except ValueError:
        raise refusal(path, f"trang ẩn của biểu đã bị sửa (Ngày chốt «{day}»)", _AGAIN) from None


def _form_table(path: Path, sheet: Sheet, stamp: FormStamp) -> Table:
    """The rows from the header on; above it stand a heading and the day that the figures are of."""
    needed = {TITLES["unit_code"], FORM_TITLES["mark"]}
    start = next((at for at, (_, cells) in enumerate(sheet.lines) if needed <= {*map(_text, cells)}), None)
    if start is None:
        what = f"trang «{sheet.name}» không còn dòng tiêu đề của biểu"
        raise refusal(path, what, f"không xóa hoặc sửa cột ẩn; {_AGAIN}")
    table = make_table(path, sheet.name, sheet.lines[start:])
    return replace(table, form=stamp, as_of=_as_of(sheet, start))


def _as_of(sheet: Sheet, header: int) -> tuple[Cell, str]:
    """What stands beside «Số liệu đến ngày» above the header, and its cell."""
    for line, cells in sheet.lines[:header]:
        labels = [at for at, cell in enumerate(cells) if _text(cell) == AS_OF_LABEL]
        if labels:
            column = labels[0] + 1
            cell = cells[column] if column < len(cells) else None
            return cell, f"{sheet.name}!{column_letters(column)}{line}"
    return None, ""


def _text(cell: Cell) -> str:
    return cell.strip().rstrip(":") if isinstance(cell, str) else ""
