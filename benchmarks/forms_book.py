"""The generator's own book: what was really so, which forms were filled in wrongly, and what is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Value = Any
"""What a cell holds: text, number, day or nothing."""


@dataclass(frozen=True)
class Mistake:
    """One slip on one form.

    Attributes:
        kind: what went wrong, in Vietnamese.
        cells: address → right value, for every cell that was filled in wrongly.
        named: addresses that a refusal may name: those cells, and others that do not go with them.
    """

    kind: str
    cells: Mapping[str, Value]
    named: frozenset[str]


@dataclass
class Filled:
    """One form as it is sent in.

    Attributes:
        path: the workbook.
        about: which form: «tiến độ», «góp ý», «cơ cấu», «quy trình».
        mistake: the slip in it, if any.
    """

    path: Path
    about: str
    mistake: Mistake | None = None


@dataclass
class Truth:
    """What the units meant to say, counted without the program.

    Attributes:
        held: codes of branches whose congress was over.
        comments: (section, text) → how many branches said so.
        commenting: codes of branches that commented.
        structure: grassroots code → size, women, young, first term of the committee.
        nominations: (summoned, present) of the conferences.
    """

    held: set[str] = field(default_factory=set)
    comments: Counter[tuple[str, str]] = field(default_factory=Counter)
    commenting: set[str] = field(default_factory=set)
    structure: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    nominations: dict[str, tuple[int, int]] = field(default_factory=dict)


class Sheet:
    """A form that is being filled in: cells by row and title, as a clerk sees them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.page: Worksheet = next(
            page
            for page in self.book.worksheets
            if page.sheet_state == "visible" and page.title != "Hướng dẫn"
        )
        self.header = next(
            row[0].row for row in self.page.iter_rows() if "Mã đơn vị" in {c.value for c in row}
        )
        self.columns = {str(cell.value): cell.column for cell in self.page[self.header] if cell.value}

    def rows(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """Number and cells of every row below the header."""
        for row in range(self.header + 1, self.page.max_row + 1):
            yield row, {title: self.page.cell(row, at).value for title, at in self.columns.items()}

    def blank(self) -> int:
        """The first row that no unit stands in."""
        return next(row for row, cells in self.rows() if not cells["Mã đơn vị"])

    def address(self, row: int, title: str) -> str:
        """How the cell is called."""
        return str(self.page.cell(row, self.columns[title]).coordinate)

    def put(self, row: int, **cells: Value) -> None:
        """Fills in cells by title; ``_`` in a name stands for a space."""
        for title, value in cells.items():
            self.page.cell(row, self.columns[title.replace("_", " ")]).value = value

    def put_all(self, row: int, cells: Mapping[str, Value]) -> None:
        """Fills in cells by title."""
        for title, value in cells.items():
            self.page.cell(row, self.columns[title]).value = value

    def spoil(self, row: int, kind: str, wrong: Mapping[str, Value], beside: tuple[str, ...] = ()) -> Mistake:
        """Writes wrong values over right ones, and notes both.

        Args:
            row: where.
            kind: what goes wrong.
            wrong: title → what is written.
            beside: titles of cells that do not go with the wrong ones, and may be named instead.
        """
        right = {self.address(row, title): self.page.cell(row, self.columns[title]).value for title in wrong}
        self.put_all(row, wrong)
        return Mistake(kind, right, frozenset([*right, *(self.address(row, title) for title in beside)]))

    def save(self) -> None:
        """As the clerk saves it."""
        self.book.save(self.path)


def mend(copy: Path, mistake: Mistake) -> set[str]:
    """Puts right on an annotated copy what its notes name; gives the addresses that are marked there."""
    book = openpyxl.load_workbook(copy)
    page = next(
        p for p in book.worksheets if p.sheet_state == "visible" and p.title.startswith(("Báo cáo", "Sổ"))
    )
    marked = {cell.coordinate for row in page.iter_rows(min_row=2) for cell in row if cell.comment}
    for address, right in mistake.cells.items():
        page[address] = right
    book.save(copy)
    return marked
