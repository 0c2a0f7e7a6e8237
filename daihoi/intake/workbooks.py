"""Chooses, among the sheets of a workbook, the one with the reports, and refuses what could mislead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from daihoi.errors import InputErrors, Problem
from daihoi.intake.excel import sandbox
from daihoi.intake.excel.faults import WorkbookFault
from daihoi.intake.form_marks import ERROR_SHEET, FORM_SHEET, GUIDE_SHEET
from daihoi.intake.refusals import Cell, Lines, column_letters, refusal

_TYPES: Mapping[str, type[date] | type[time]] = {"date": date, "datetime": datetime, "time": time}
_REMEDY = "sửa công thức, hoặc dán giá trị thay công thức"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    Attributes:
        name: as its tab shows it.
        lines: 1-based number of each row, and its cells from column A.
        hidden_rows: numbers of the rows that do not show.
        month_first: addresses of cells that show a date as month, then day.
        percents: addresses of cells that show a number a hundredfold, with a percent sign.
    """

    name: str
    lines: Lines
    hidden_rows: frozenset[int]
    month_first: frozenset[str]
    percents: frozenset[str]


@dataclass(frozen=True)
class Workbook:
    """The sheet with the reports, and the hidden sheet that tells a form; None in other workbooks."""

    sheet: Sheet
    form: Sheet | None


def read_workbook(path: Path, content: bytes) -> Workbook:
    """The one visible sheet with cells, beside those that only explain.

    Raises:
        InputErrors: refused as a whole, no sheet in use or several, formulas, merged or hidden cells.
    """
    try:
        sheets = sandbox.read_workbook(content)
    except WorkbookFault as fault:
        raise refusal(path, fault.what, fault.remedy, fault.line, fault.cell) from None
    form = next((_sheet(found) for found in sheets if found["name"] == FORM_SHEET), None)
    beside = {ERROR_SHEET, GUIDE_SHEET}
    chosen = [found for found in sheets if found["is_visible"] and found["name"] not in beside]
    if not chosen:
        raise refusal(path, "không trang tính nào có số liệu", "ghi số liệu vào trang tính đầu, không ẩn")
    if len(chosen) > 1:
        names = ", ".join(f"«{found['name']}»" for found in chosen)
        raise refusal(path, f"{len(chosen)} trang tính có số liệu: {names}", "chỉ giữ một trang báo cáo")
    _refuse_misleading(path, chosen[0], is_form=form is not None)
    return Workbook(_sheet(chosen[0]), form)


def _refuse_misleading(path: Path, found: Mapping[str, Any], *, is_form: bool) -> None:
    name = found["name"]
    problems = [_problem(path, name, address, what, _REMEDY) for address, what in found["formulas"]]
    for cells in found["merged"]:
        first = cells.partition(":")[0]
        what = f"các ô {cells} gộp làm một"
        problems.append(_problem(path, name, first, what, "bỏ gộp ô (Unmerge), ghi đủ từng ô"))
    if not is_form:
        problems += _hidden(path, found)
    if problems:
        raise InputErrors(problems, "Không đọc được bảng")


def _hidden(path: Path, found: Mapping[str, Any]) -> Iterator[Problem]:
    """Hidden rows and columns with content: whoever sends the file does not see what it says."""
    name, rows, remedy = found["name"], found["lines"], "bỏ ẩn rồi xem lại, hoặc xóa"
    for row in found["hidden_rows"]:
        if row <= len(rows) and any(cell is not None for cell in rows[row - 1]):
            yield _problem(path, name, f"A{row}", "dòng bị ẩn mà có số liệu", remedy)
    for first, last in found["hidden_columns"]:
        if any(cell is not None for row in rows for cell in row[first - 1 : last]):
            yield _problem(path, name, f"{column_letters(first - 1)}1", "cột bị ẩn mà có số liệu", remedy)


def _problem(path: Path, sheet: str, address: str, what: str, remedy: str) -> Problem:
    row = int("".join(sign for sign in address if sign.isdecimal()) or 0)
    return Problem(str(path), row, what, remedy, f"{sheet}!{address}")


def _sheet(found: Mapping[str, Any]) -> Sheet:
    lines = [(number, [_cell(cell) for cell in row]) for number, row in enumerate(found["lines"], 1)]
    return Sheet(
        found["name"],
        lines,
        frozenset(found["hidden_rows"]),
        frozenset(found["month_first"]),
        frozenset(found["percents"]),
    )


def _cell(cell: Any) -> Cell:
    if not isinstance(cell, list):
        return cell
    kind, text = cell
    if kind == "timedelta":
        return timedelta(seconds=text)
    return _TYPES[kind].fromisoformat(text)
