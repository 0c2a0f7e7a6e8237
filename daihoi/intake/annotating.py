"""The annotated copy of a refused table: every wrong cell marked with its reason, all values kept."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from daihoi.errors import InputErrors, Problem
from daihoi.intake.csv_text import csv_lines
from daihoi.intake.excel import sandbox
from daihoi.intake.excel.faults import WorkbookFault
from daihoi.intake.form_marks import ERROR_SHEET, REPORT_SHEET
from daihoi.intake.refusals import column_letters
from daihoi.intake.tables import read_content

SUFFIX = ".loi"
MAX_NOTES = 1_000
"""More wrong cells than a person mends one by one: the first are marked, the list says how many there are."""
_CELL = re.compile(r"(.+)!([A-Z]{1,3}[1-9][0-9]{0,6})")
_COLUMN = re.compile(r"cột «(.+)»")


def annotated(path: Path, problems: Sequence[Problem]) -> bytes | None:
    """The copy of a refused file as the bytes of an ``.xlsx``; None when nothing of it can be copied.

    Args:
        path: ``.csv`` or ``.xlsx``; of a CSV the copy holds the same cells as texts.
        problems: everything that is wrong with it.
    """
    if not any(one.line for one in problems):
        return None  # it is another file than was meant: no cell of it can be mended
    try:
        content = read_content(path)
        if path.suffix.lower() == ".csv":
            lines = csv_lines(path, content)
            places = {line: row for row, (line, _) in enumerate(lines, 1)}
            titles = [str(cell).strip() for cell in next((cells for _, cells in lines if any(cells)), ())]
            notes = _notes(REPORT_SHEET, [_in_copy(problem, places, titles) for problem in problems])
            return sandbox.mark_workbook(_as_workbook([cells for _, cells in lines]), notes)
        if path.suffix.lower() != ".xlsx":
            return None
        return sandbox.mark_workbook(content, _notes(_sheet_of(problems), problems))
    except (InputErrors, WorkbookFault):
        return None


def copy_name(path: Path, taken: Sequence[str] = ()) -> str:
    """A name for the copy, ``tuan.loi.xlsx`` or ``tuan.loi-2.xlsx`` or further, none of those ``taken``.

    A copy that lies there may hold what somebody has mended: it is never written over.
    """
    stem = original_stem(path)
    names = (f"{stem}{SUFFIX}{'' if number == 1 else f'-{number}'}.xlsx" for number in range(1, 10_000))
    return next(name for name in names if name not in taken)


def original_stem(path: Path) -> str:
    """The name, without its ending, of the file that a copy was made of; any other file's own."""
    return re.sub(rf"{re.escape(SUFFIX)}(-[0-9]+)?$", "", path.stem)


def _notes(sheet: str, problems: Sequence[Problem]) -> dict[str, Any]:
    cells, listed = [], []
    for problem in problems[:MAX_NOTES]:
        match = _CELL.fullmatch(problem.cell)
        address = match[2] if match else f"A{problem.line}" if problem.line else ""
        if address:
            cells.append([address, f"{problem.what}\n→ {problem.remedy}"])
        listed.append([address or "cả tệp", problem.what, problem.remedy])
    if len(problems) > MAX_NOTES:
        more = len(problems) - MAX_NOTES
        listed.append(["", f"còn {more} lỗi nữa", "sửa các lỗi trên rồi nhập lại để thấy tiếp"])
    return {"sheet": sheet, "error_sheet": ERROR_SHEET, "cells": cells, "list": listed}


def _sheet_of(problems: Sequence[Problem]) -> str:
    """The sheet that the problems are seen on; the one of a form when none says so."""
    named = (_CELL.fullmatch(problem.cell) for problem in problems)
    return next((match[1] for match in named if match), REPORT_SHEET)


def _in_copy(problem: Problem, places: dict[int, int], titles: Sequence[str]) -> Problem:
    """A problem of a CSV at the cell that its copy has: blank lines and long cells shift the rows."""
    row = places.get(problem.line, problem.line)
    match = _COLUMN.fullmatch(problem.cell)
    column = titles.index(match[1]) if match and match[1] in titles else 0
    cell = f"{REPORT_SHEET}!{column_letters(column)}{row}" if row else ""
    return Problem(problem.place, row, problem.what, problem.remedy, cell)


def _as_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet, text = book.add_worksheet(REPORT_SHEET), book.add_format({"num_format": "@"})
        sheet.set_column(0, 20, 18, text)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell:
                    sheet.write_string(row, column, str(cell), text)
    return content.getvalue()
