"""Reads the cells of one row as what their columns hold, noting every cell that does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from daihoi.errors import Problem
from daihoi.intake.choices import one_of
from daihoi.intake.columns import ALL_TITLES
from daihoi.intake.dates import LAST_MONTH, DateError, read_date
from daihoi.intake.form_marks import AS_OF_LABEL
from daihoi.intake.refusals import Cell
from daihoi.intake.tables import Table, TableRow, is_blank, shown_cell
from daihoi.intake.texts import clean, match_key

Word = TypeVar("Word")
_NUMBER = re.compile(r"[0-9]{1,12}")
_PERCENT = re.compile(r"([0-9]{1,3}) ?%?")


class RowReader:
    """One row under its header. ``problems`` grows as cells are read; ``unreadable`` names their columns."""

    def __init__(self, table: Table, row: TableRow, columns: Mapping[str, int]) -> None:
        self._table, self._row, self._columns = table, row, columns
        self.problems: list[Problem] = []
        self.unreadable: set[str] = set()

    def fresh(self) -> RowReader:
        """The same row, of which nothing has been read yet."""
        return RowReader(self._table, self._row, self._columns)

    @property
    def place(self) -> str:
        """File as the user knows it."""
        return self._table.place

    @property
    def line(self) -> int:
        """1-based line or row."""
        return self._row.line

    def where(self, alias: str) -> str:
        """The cell of a column in this row, as a user finds it."""
        if alias in self._columns:
            return self._table.cell_name(self._row.line, self._columns[alias])
        if alias == "as_of" and self._table.form:
            return self._table.as_of[1] or f"ô «{AS_OF_LABEL}»"
        return f"cột «{ALL_TITLES[alias]}»"

    def has(self, alias: str) -> bool:
        """Whether the table has this column."""
        return alias in self._columns

    def refuse(self, alias: str, what: str, remedy: str) -> None:
        """Notes what is wrong with a cell."""
        self.problems.append(Problem(self.place, self.line, what, remedy, self.where(alias)))

    def is_refused(self, alias: str) -> bool:
        """Whether anything was found wrong with a cell."""
        return any(problem.cell == self.where(alias) for problem in self.problems)

    def text(self, alias: str) -> str:
        """Clean text; empty when the cell is blank or the column is not there."""
        cell = self._cell(alias)
        if not isinstance(cell, str):
            self._unreadable(
                alias, f"ô chứa {shown_cell(cell)}, không phải chữ", "định dạng ô là Văn bản (Text)"
            )
            return ""
        try:
            return clean(cell)
        except ValueError as error:
            self._unreadable(alias, f"có ký tự không in được {error}", "xóa ký tự này, viết trên một dòng")
            return ""

    def day(self, alias: str) -> date | None:
        """A date; None when blank."""
        cell = self._cell(alias)
        if is_blank(cell):
            return None
        try:
            day = read_date(self.text(alias) if isinstance(cell, str) else cell)
            self._refuse_month_first(alias, day)
            return day
        except DateError as error:
            if alias not in self.unreadable:
                self._unreadable(alias, error.what, error.remedy)
            return None

    def percent(self, alias: str) -> int | None:
        """A whole number of percent; None when blank.

        A cell that a workbook shows as 30% holds 0.3. Where it shows no percent sign, numbers up to 1, except
        0, are refused: 1 may be meant as 1% or as 100%.
        """
        cell = self._cell(alias)
        shows_sign = isinstance(cell, float) and self._is_among(alias, self._table.percents)
        if shows_sign and isinstance(cell, float):
            cell = round(cell * 100, 9)
        if is_blank(cell):
            return None
        if isinstance(cell, str):
            match = _PERCENT.fullmatch(self.text(alias))
            number = int(match[1]) if match else None
        elif isinstance(cell, float) and 0 < cell <= 1 and not shows_sign:
            what = f"ô chứa {shown_cell(cell)}, có thể là {shown_cell(cell)}% hoặc {shown_cell(cell * 100)}%"
            self._unreadable(alias, what, f"định dạng ô là Văn bản (Text) rồi ghi {_whole(cell)}")
            return None
        else:
            number = int(cell) if isinstance(cell, float) and cell.is_integer() else None
        if number is None and alias not in self.unreadable:
            self._unreadable(alias, f"«{shown_cell(cell)}» không phải tỷ lệ", "ghi số nguyên từ 0 đến 100")
        return number

    def event_number(self, alias: str) -> int | None:
        """A number of the log, from 0 on; None when blank."""
        cell = self._cell(alias)
        if is_blank(cell):
            return None
        text = self.text(alias) if isinstance(cell, str) else shown_cell(cell)
        if _NUMBER.fullmatch(text):
            return int(text)
        if alias not in self.unreadable:
            remedy = "ghi số của sổ ghi in ở chân báo cáo, chỉ gồm chữ số"
            self._unreadable(alias, f"«{text}» không phải số sự kiện", remedy)
        return None

    def word(self, alias: str, words: Mapping[str, Word], default: Word, choices: Iterable[str]) -> Word:
        """One of the folded ``words``; ``default`` when blank. ``choices`` is shown when it is none."""
        text = self.text(alias)
        if text and match_key(text) not in words:
            self._unreadable(alias, f"«{text}» không hợp lệ", one_of(text, choices))
        return words.get(match_key(text), default)

    def _refuse_month_first(self, alias: str, day: date) -> None:
        """What a cell shows as 03/02/2020 may have been meant as 3 February or as 2 March."""
        if not self._is_among(alias, self._table.month_first):
            return
        if day.day <= LAST_MONTH and day.day != day.month:
            raise DateError(
                f"ô hiện {day:%m/%d/%Y}, tháng trước ngày: là {day:%d/%m/%Y} hay {day:%m/%d/%Y}?",
                "định dạng ô là dd/mm/yyyy rồi xem lại ngày",
            )

    def _is_among(self, alias: str, addresses: frozenset[str]) -> bool:
        column = self._columns.get(alias)
        return column is not None and self._table.address(self.line, column) in addresses

    def _cell(self, alias: str) -> Cell:
        if alias not in self._columns:
            return self._stated_once(alias)
        cell = self._row.cells[self._columns[alias]]
        return "" if cell is None else cell

    def _stated_once(self, alias: str) -> Cell:
        if alias == "as_of" and self._table.form:
            return self._table.as_of[0] or ""
        return ""

    def _unreadable(self, alias: str, what: str, remedy: str) -> None:
        self.unreadable.add(alias)
        self.refuse(alias, what, remedy)


def _whole(share: float) -> str:
    """What to write instead of a share of one: percents are whole numbers."""
    if share == 1:
        return "1 hoặc 100"
    percent = round(share * 100, 9)
    return str(int(percent)) if percent.is_integer() else "số nguyên từ 0 đến 100"
