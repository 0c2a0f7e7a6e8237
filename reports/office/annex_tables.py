"""The table of a workstream as an annex: cells in words, columns fitted to the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from daihoi.domain.preparing.base import Cell, WorkTable
from reports import tokens
from reports.office.annex_layout import column_widths
from reports.office.annex_words import titled
from reports.office.document import Align, Column, TableBlock, plain
from reports.office.facts import ReportFacts

ANNEX_WIDTH = 267
"""Millimetres between the margins of a landscape page."""
MOST_ROWS = 300
"""A longer table goes to the workbook of ``daihoi work``; the annex says so."""
_SHORT = 12
"""Letters up to which a column is centred."""


def annex_table(source: WorkTable, facts: ReportFacts) -> TableBlock:
    """A table of a workstream, ready for a writer.

    Args:
        source: with at least one row.
        facts: of the report that it goes with.
    """
    rows = [_words(row) for row in source.rows[:MOST_ROWS]]
    totals = _words(source.totals) if source.totals else []
    titles = [plain(title) for title in source.columns]
    widths = column_widths(titles, [*rows, *([totals] if totals else [])], ANNEX_WIDTH)
    columns = [
        Column(title, width, _align([row[place] for row in rows]))
        for place, (title, width) in enumerate(zip(titles, widths, strict=True))
    ]
    return TableBlock(titled(bare_title(source).upper(), facts), columns, rows, totals, _note(source))


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


def _align(cells: Sequence[str]) -> Align:
    """Names and sentences to the left; numbers, days and marks in the middle."""
    return "center" if all(len(cell) <= _SHORT for cell in cells) else "left"


def _note(source: WorkTable) -> str:
    """How to read it, each note a sentence, and what was left out."""
    told = [f"{plain(note).rstrip('.')}." for note in source.notes]
    left = len(source.rows) - MOST_ROWS
    if left > 0:
        told.append(f"Còn {left} dòng nữa: xem phụ lục cùng số trong bảng tính kèm theo.")
    return " ".join(told)
