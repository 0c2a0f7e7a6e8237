"""A table of a workstream as a sheet of a workbook: cells keep their kind, rows make room for what wraps."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Sequence
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from daihoi.domain.preparing.base import Cell, WorkTable
from reports.tokens import date_long

WIDEST, _NARROWEST = 44, 8
_LINE_POINTS, _LETTERS, _BOLD_LETTERS = 16.5, 1.12, 0.95
"""Height of a line of 12 points; letters of it in the width of a digit, which columns count in; bold ones."""
_CAPITAL = 1.4
"""Letters that a capital counts as: on average as wide as 1.35 digits or 1.5 small letters, measured in
Liberation Serif, which has the widths of Times New Roman."""
_ORDINAL = "TT"
HEAD_ROW = 2
_NUMBER = re.compile(r"[−-]?[\d.,/]+%?")
"""A text that reads as a number, a share or a ratio: it stands on the right, like the numbers beside it."""


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    return date_long(cell) if isinstance(cell, date) else str(cell)


class Looks:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
        lined = {**base, "border": 1, "border_color": "#8A94A0"}
        self.title: Format = book.add_format({**base, "bold": True, "font_size": 14, "text_wrap": False})
        self.head: Format = book.add_format({**lined, "bold": True, "bg_color": "#E8EDF3", "align": "center"})
        self.cell: Format = book.add_format(lined)
        self.number: Format = book.add_format({**lined, "align": "right", "indent": 1})
        self.ordinal: Format = book.add_format({**lined, "align": "center"})
        self.day: Format = book.add_format({**lined, "num_format": "dd/mm/yyyy", "align": "center"})
        self.total: Format = book.add_format({**lined, "bold": True})
        self.total_number: Format = book.add_format({**lined, "bold": True, "align": "right", "indent": 1})
        self.note: Format = book.add_format({**base, "italic": True, "text_wrap": False})


def write_sheet(
    sheet: Worksheet, looks: Looks, table: WorkTable, footer: str, title: str = "", widest: int = WIDEST
) -> None:
    """Title, head, rows, totals, notes. How it prints is up to its workbook.

    Args:
        sheet: empty.
        looks: of its workbook.
        table: what to write.
        footer: what its figures rest on; below the notes.
        title: in place of the title of the table.
        widest: letters that the widest column may have room for.
    """
    widths = [_width(table, place, widest) for place in range(len(table.columns))]
    sheet.write_string(0, 0, title or table.title, looks.title)
    for place, column in enumerate(table.columns):
        sheet.write_string(HEAD_ROW, place, column, looks.head)
        sheet.set_column(place, place, widths[place])
    sheet.set_row(HEAD_ROW, _height(table.columns, widths, _BOLD_LETTERS))
    for line, row in enumerate(table.rows, HEAD_ROW + 1):
        sheet.set_row(line, _height(row, widths))
        for place, cell in enumerate(row):
            _put(sheet, looks, line, place, cell, looks.ordinal if table.columns[place] == _ORDINAL else None)
    below = HEAD_ROW + 1 + len(table.rows)
    for place, cell in enumerate(table.totals):
        is_number = isinstance(cell, int) or (isinstance(cell, str) and _NUMBER.fullmatch(cell))
        _put(sheet, looks, below, place, cell, looks.total_number if is_number else looks.total)
    for line, note in enumerate((*table.notes, footer), below + 2):
        sheet.write_string(line, 0, note, looks.note)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)


def _put(
    sheet: Worksheet, looks: Looks, line: int, place: int, cell: Cell, look: Format | None = None
) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(line, place, datetime.combine(cell, time()), look or looks.day)
    elif isinstance(cell, int):
        sheet.write_number(line, place, cell, look or looks.number)
    elif cell:
        sheet.write_string(
            line, place, cell, look or (looks.number if _NUMBER.fullmatch(cell) else looks.cell)
        )
    else:
        sheet.write_blank(line, place, None, look or looks.cell)


def _height(row: Sequence[Cell], widths: Sequence[int], letters: float = _LETTERS) -> float:
    """Points that the longest cell needs: not every program makes room for texts that wrap."""
    lines = (_lines(shown(cell), width * letters) for cell, width in zip(row, widths, strict=True))
    return _LINE_POINTS * max(1, *lines)


def _lines(text: str, letters: float) -> int:
    """Lines that a text takes where one has room for so many letters, broken between words."""
    broad = _breadth(text) / len(text) if text else 1
    return len(textwrap.wrap(text, max(1, int(letters / broad))))


def _breadth(text: str) -> float:
    """Letters that a text counts as: capitals, of which the numbers of documents are made, are broader."""
    return sum(_CAPITAL if sign.isupper() else 1 for sign in text)


def _width(table: WorkTable, place: int, widest: int) -> int:
    """Characters: as wide as most cells need; longer ones wrap."""
    longest = sorted(math.ceil(_breadth(text)) for row in table.rows if (text := shown(row[place])))
    typical = longest[len(longest) * 9 // 10] if longest else 0
    return max(_NARROWEST, min(widest, max(typical, len(table.columns[place]) // 2 + 2) + 2))
