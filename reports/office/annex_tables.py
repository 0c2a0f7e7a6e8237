"""The table of a workstream as an annex: cells in words, columns fitted to the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from daihoi.domain.preparing.base import Cell, WorkTable
from reports import tokens
from reports.office.annex_layout import column_widths
from reports.office.annex_words import titled
from reports.office.document import Column, TableBlock, plain
from reports.office.facts import ReportFacts

ANNEX_WIDTH = 267
"""Millimetres between the margins of a landscape page."""
MOST_ROWS = 300
"""A longer table goes to the workbook of ``daihoi work``; the annex says so."""
_SHORT = 12
"""Letters of the longest cell up to which a column is centred."""


def annex_table(source: WorkTable, facts: ReportFacts) -> TableBlock:
    """A table of a workstream, ready for a writer.

    Args:
        source: with at least one row.
        facts: of the report that it goes with.
    """
    rows = [_words(row) for row in source.rows[:MOST_ROWS]]
    totals = _words(source.totals) if source.totals else []
    titles = [plain(title) for title in source.columns]
    long = {title for place, title in enumerate(titles) if _is_long([row[place] for row in rows])}
    columns = fitted(titles, [*rows, *([totals] if totals else [])], long)
    return TableBlock(titled(bare_title(source).upper(), facts), columns, rows, totals, _note(source))


def fitted(titles: Sequence[str], rows: Sequence[Sequence[str]], left: Collection[str]) -> list[Column]:
    """Columns that together take the page, each as wide as its cells ask for.

    Args:
        titles: of the columns.
        rows: of the table, its totals too; a heading across all columns is one cell.
        left: titles of the columns that are set to the left, not in the middle.
    """
    widths = column_widths(titles, rows, ANNEX_WIDTH)
    return [
        Column(title, width, "left" if title in left else "center")
        for title, width in zip(titles, widths, strict=True)
    ]


def bare_title(source: WorkTable) -> str:
    """The title without the number that the table has by itself: in a report the annex has one."""
    return re.sub(r"^Biểu \d+[a-z]?\. ", "", plain(source.title))


def _words(row: Sequence[Cell]) -> list[str]:
    return [_word(cell) for cell in row]


def _word(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return plain(cell)
    return tokens.number(cell) if isinstance(cell, int) else tokens.date_long(cell)


def _is_long(cells: Sequence[str]) -> bool:
    """Names and sentences, not numbers, days and marks."""
    return any(len(cell) > _SHORT for cell in cells)


def _note(source: WorkTable) -> str:
    """How to read it, each note a sentence, and what was left out."""
    told = [f"{plain(note).rstrip('.')}." for note in source.notes]
    left = len(source.rows) - MOST_ROWS
    if left > 0:
        told.append(f"Còn {left} dòng nữa: xem phụ lục cùng số trong bảng tính kèm theo.")
    return " ".join(told)
