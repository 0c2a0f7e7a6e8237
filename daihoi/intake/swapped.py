"""Finds columns of dates in which Excel may have exchanged day and month.

Where Excel is set to read the month first, a typed 02/03/2020 becomes 3 February, and a typed 13/03/2020,
which has no such month, stays text. A column with both kinds of cells was typed that way, so that none of
its dates up to the 12th is certain any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from daihoi.errors import Problem
from daihoi.intake.dates import LAST_MONTH, DateError, read_date
from daihoi.intake.tables import Table, TableRow, shown_cell

_REMEDY = "gõ lại các ngày của cột này ở dạng chữ (Text), ví dụ 02/03/2020"
_ISO = re.compile(r"[0-9]{4}-")
_DATES = ("actual_start", "actual_finish", "as_of", "document_date")


def swapped_dates(
    table: Table,
    rows: Sequence[TableRow],
    columns: Mapping[str, int],
    is_issued: Callable[[TableRow, str], bool] = lambda row, alias: False,
) -> Iterator[Problem]:
    """One problem for every date cell that could be two days.

    Args:
        table: from a workbook; a CSV holds its dates as they were typed.
        rows: those of its rows that somebody filled in.
        columns: where each column stands.
        is_issued: whether the cell of a column in a row was printed by the program and not typed.
    """
    if not table.sheet:
        return
    for alias in _DATES:
        if alias in columns:
            yield from _in_column(table, rows, (alias, columns[alias]), is_issued)


def _in_column(
    table: Table, rows: Sequence[TableRow], where: tuple[str, int], is_issued: Callable[[TableRow, str], bool]
) -> Iterator[Problem]:
    alias, column = where
    witness = next((row for row in rows if _is_late_text(row.cells[column])), None)
    if witness is None:
        return
    dates = [(row, day) for row in rows if (day := _date_of(row, column)) and not is_issued(row, alias)]
    if any(day.day > LAST_MONTH for _, day in dates):
        return
    seen = shown_cell(witness.cells[column])
    for row, day in dates:
        if day.day != day.month:
            what = (
                f"có thể là {day:%d/%m/%Y} hoặc {day:%m/%d/%Y}: cùng cột, «{seen}» (dòng {witness.line}) là "
                "chữ, nên Excel của máy này đọc tháng trước ngày"
            )
            yield Problem(table.place, row.line, what, _REMEDY, table.cell_name(row.line, column))


def _is_late_text(cell: object) -> bool:
    """A date in text whose day cannot be a month."""
    try:
        return isinstance(cell, str) and not _ISO.match(cell.strip()) and read_date(cell).day > LAST_MONTH
    except DateError:
        return False


def _date_of(row: TableRow, column: int) -> date | None:
    cell = row.cells[column]
    try:
        return None if isinstance(cell, str) or cell is None else read_date(cell)
    except DateError:
        return None
