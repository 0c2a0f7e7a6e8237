"""Goes through the XML of one sheet for what a reader of values would pass over in silence.

A formula shows as its last value, a failed one as an empty cell, a merged range as one value and empty
cells, a hidden row as any other; a far cell makes the reader allot all cells before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from daihoi.intake.excel.faults import WorkbookFault, broken

MAX_ROWS = 100_000
MAX_CELLS = 2_000_000
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_PIECE = 1 << 16


@dataclass
class SheetScan:
    """What was found in one sheet.

    Attributes:
        rows, columns: how far cells with content reach.
        cells: how many have content.
        formulas: address and what is wrong, of every cell with a formula or an error.
        merged: ranges of merged cells, ``B3:B7``.
        hidden_rows, hidden_columns: 1-based numbers of rows; first and last of ranges of columns.
        month_first: addresses of cells whose number format shows the month before the day.
        percents: addresses of cells whose number format shows a percent sign: 0.3 as 30%.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: list[tuple[str, str]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    month_first: list[str] = field(default_factory=list)
    percents: list[str] = field(default_factory=list)


def scan_sheet(
    part: IO[bytes], name: str, month_first_styles: Collection[str], percent_styles: Collection[str] = ()
) -> SheetScan:
    """Reads the sheet once, without keeping it.

    Raises:
        WorkbookFault: broken, or more rows or cells than a table of reports can have.
    """
    scanner = _Scanner(name, month_first_styles, percent_styles)
    try:
        while piece := part.read(_PIECE):
            scanner.parser.Parse(piece, False)
        scanner.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise broken(error) from None
    found = scanner.found
    if found.rows > MAX_ROWS or found.rows * found.columns > MAX_CELLS:
        what = f"trang tính «{name}» trải rộng {found.rows} dòng × {found.columns} cột"
        raise WorkbookFault(what, "xóa các ô thừa ở xa bảng rồi lưu lại")
    return found


def column_number(letters: str) -> int:
    """1-based number of a column: ``A`` → 1, ``AA`` → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _Scanner:
    def __init__(
        self, name: str, month_first_styles: Collection[str], percent_styles: Collection[str]
    ) -> None:
        self.name, self.month_first_styles, self.percent_styles = name, month_first_styles, percent_styles
        self.found = SheetScan()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.row = self.column = self.filled_rows = 0
        self.cell: dict[str, str] = {}
        self.has_content = self.has_formula = False
        self.formula = self.value = ""
        self.inside = ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "mergeCell":
            self.found.merged.append(attributes.get("ref", ""))
        elif tag == "col" and attributes.get("hidden") in {"1", "true"}:
            self.found.hidden_columns.append((_number(attributes.get("min")), _number(attributes.get("max"))))
        elif tag in {"v", "is", "f"}:
            self.has_content, self.inside = True, tag
            self.has_formula = self.has_formula or tag == "f"

    def _open_row(self, attributes: dict[str, str]) -> None:
        self.row = _number(attributes["r"]) if "r" in attributes else self.row + 1
        self.column, self.row_is_filled = 0, False
        if attributes.get("hidden") in {"1", "true"}:
            self.found.hidden_rows.append(self.row)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        match = _CELL.fullmatch(attributes["r"]) if "r" in attributes else None
        if "r" in attributes and match is None:
            raise broken(f"ô {attributes['r']!r:.20}")
        self.column = column_number(match[1]) if match else self.column + 1
        self.row = int(match[2]) if match else self.row
        self.cell = attributes
        self.has_content = self.has_formula = False
        self.formula = self.value = ""

    def _text(self, text: str) -> None:
        if self.inside == "f":
            self.formula += text if len(self.formula) < 100 else ""
        elif self.inside == "v":
            self.value += text if len(self.value) < 100 else ""

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag in {"v", "is", "f"}:
            self.inside = ""
        elif tag == "c" and self.has_content:
            self._close_cell()
        elif tag == "row" and self.row_is_filled:
            self.filled_rows += 1
            if self.filled_rows > MAX_ROWS:
                what = f"trang tính «{self.name}» có hơn {MAX_ROWS:_} dòng".replace("_", ".")
                raise WorkbookFault(what, "chia thành nhiều tệp")

    def _close_cell(self) -> None:
        found, self.row_is_filled = self.found, True
        found.cells += 1
        found.rows, found.columns = max(found.rows, self.row), max(found.columns, self.column)
        address = f"{_letters(self.column)}{self.row}"
        if what := self._formula_fault():
            found.formulas.append((address, what))
        if self.cell.get("s") in self.month_first_styles:
            found.month_first.append(address)
        if self.cell.get("s") in self.percent_styles:
            found.percents.append(address)

    def _formula_fault(self) -> str:
        if self.cell.get("t") == "e":
            return f"công thức báo lỗi {self.value}".strip()
        if not self.has_formula:
            return ""
        if not self.value and self.cell.get("t") != "str":
            return "công thức chưa được tính"
        shown = f" ={self.formula:.40}" if self.formula else ""
        return f"ô chứa công thức{shown}"


def _number(text: str | None) -> int:
    if text is None or not (text.isascii() and text.isdecimal() and len(text) <= 7):
        raise broken(f"số dòng hoặc cột {text!r:.20}")
    return int(text)


def _letters(column: int) -> str:
    head, last = divmod(column - 1, 26)
    return (_letters(head) if head else "") + chr(ord("A") + last)
