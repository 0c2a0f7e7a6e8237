"""The look of a sheet of instructions: a title, facts, and lines of three cells. One page of A4."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from daihoi.forms import layout

WIDTHS = (20, 88, 20)
LETTERS_PER_LINE = (20, 90, 20)
LINE_POINTS, SPARE_POINTS = 15, 1
Cells = tuple[str, str, str]


class GuideSheet:
    """Instructions under construction, from the top downwards.

    Args:
        sheet: an empty sheet.
        look: makes a format of properties.
        title: first line.
    """

    def __init__(self, sheet: Worksheet, look: Callable[..., Format], title: str) -> None:
        self._sheet, self._row = sheet, 2
        common = {"font_name": layout.FONT, "font_size": 11, "valign": "top"}
        self._text = look(**common, font_color=layout.INK, text_wrap=True)
        self._soft = look(**common, font_color=layout.SOFT)
        self._example = look(**common, font_color=layout.SOFT, text_wrap=True)
        self._number = look(**common, font_color=layout.SOFT, align="right")
        self._bold = look(**common, font_color=layout.INK, bold=True, text_wrap=True)
        head = {"font_size": 12, "bold": True, "font_color": layout.HEAD}
        self._head = look(font_name=layout.FONT, **head, bottom=1, bottom_color=layout.RULE)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        large = look(font_name=layout.FONT, font_size=16, bold=True, font_color=layout.INK)
        sheet.write_string(0, 0, title, large)

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """What the workbook is about: a word and what it is here."""
        for label, value in facts:
            self._line((label, value, ""), (self._soft, self._bold, self._text))

    def numbered(self, heading: str, steps: Iterable[str]) -> None:
        """Steps to take, one after the other."""
        self._heading(heading)
        for place, step in enumerate(steps, 1):
            self._line((f"{place}.", step, ""), (self._number, self._text, self._text))

    def columns(self, heading: str, columns: Iterable[Cells]) -> None:
        """Columns to fill in: name, meaning, an example."""
        self._heading(heading, "Ví dụ")
        for cells in columns:
            self._line(cells, (self._text, self._text, self._example))

    def listed(self, heading: str, lines: Iterable[str]) -> None:
        """Lines in no order."""
        self._heading(heading)
        for line in lines:
            self._line(("•", line, ""), (self._number, self._text, self._text))

    def finish(self, footer: str) -> None:
        """Sets up the page with the footer of its workbook, and locks the sheet."""
        self._sheet.set_footer(footer)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4
        self._sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.6)
        self._sheet.fit_to_pages(1, 1)
        self._sheet.print_area(0, 0, self._row, 2)
        self._sheet.protect()

    def _heading(self, words: str, last: str = "") -> None:
        self._row += 1
        for column, shown in enumerate((words, "", last)):
            self._sheet.write_string(self._row, column, shown, self._head)
        self._row += 1

    def _line(self, cells: Cells, looks: tuple[Format, Format, Format]) -> None:
        for column, (words, look) in enumerate(zip(cells, looks, strict=True)):
            self._sheet.write_string(self._row, column, words, look)
        room = zip(cells, LETTERS_PER_LINE, strict=True)
        lines = max(math.ceil(len(words) / letters) for words, letters in room)
        self._sheet.set_row(self._row, LINE_POINTS * max(lines, 1) + SPARE_POINTS)
        self._row += 1
