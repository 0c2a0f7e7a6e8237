"""A workbook → its sheets as plain data. Runs in the child process only."""

from __future__ import annotations

import io
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from daihoi.intake.excel.book import month_first_styles, percent_styles, sheet_parts
from daihoi.intake.excel.faults import WorkbookFault, broken
from daihoi.intake.excel.gate import open_package
from daihoi.intake.excel.scan import MAX_CELLS, scan_sheet

MAX_SHEETS = 50
MAX_LETTERS = 20_000_000


def read_workbook(content: bytes) -> list[dict[str, Any]]:
    """Every sheet that holds something: name, whether it shows, its rows from the first, and its scan.

    Cells are texts, numbers, booleans, null, or ``[type, text]`` for days and times.

    Raises:
        WorkbookFault: see ``gate``, ``book`` and ``scan``.
    """
    with open_package(io.BytesIO(content)) as package:
        parts, styles = sheet_parts(package), (month_first_styles(package), percent_styles(package))
        if len(parts) > MAX_SHEETS:
            raise WorkbookFault(f"tệp có {len(parts)} trang tính", f"giữ lại không quá {MAX_SHEETS} trang")
        scans = []
        for sheet in parts:
            with package.open(sheet.part) as part:
                scans.append(scan_sheet(part, sheet.name, *styles))
    if sum(scan.rows * scan.columns for scan in scans) > MAX_CELLS:
        raise WorkbookFault("các trang tính cộng lại quá rộng", "chia thành nhiều tệp")
    values = _values(content, [sheet.name for sheet, scan in zip(parts, scans, strict=True) if scan.cells])
    return [
        {"name": sheet.name, "is_visible": sheet.is_visible, "lines": values[sheet.name], **asdict(scan)}
        for sheet, scan in zip(parts, scans, strict=True)
        if scan.cells
    ]


def _values(content: bytes, names: list[str]) -> dict[str, list[list[Any]]]:
    from python_calamine import CalamineError, load_workbook

    try:
        with load_workbook(io.BytesIO(content)) as book:
            rows = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except CalamineError as error:
        raise broken(error) from None
    letters = sum(len(cell) for sheet in rows.values() for row in sheet for cell in row if type(cell) is str)
    if letters > MAX_LETTERS:
        raise WorkbookFault(f"các ô có {letters // 1_000_000} triệu chữ", "chia thành nhiều tệp")
    return {name: [[_plain(cell) for cell in row] for row in sheet] for name, sheet in rows.items()}


def _plain(cell: object) -> object:
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    if isinstance(cell, time):
        return ["time", cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["timedelta", cell.total_seconds()]
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return None if cell == "" else cell
