"""One row of a table of a register, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from daihoi.intake.cells import RowReader
from daihoi.intake.tables import Table, TableRow, is_blank, shown_cell

_COUNT = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,2}")


class EntryReader(RowReader):
    """One row of a table of a register."""

    def __init__(
        self, table: Table, row: TableRow, columns: Mapping[str, int], titles: Mapping[str, str]
    ) -> None:
        super().__init__(table, row, columns)
        self._titles = titles

    def fresh(self) -> EntryReader:
        """The same row, of which nothing has been read yet."""
        return EntryReader(self._table, self._row, self._columns, self._titles)

    def where(self, alias: str) -> str:
        """The cell of a column in this row, as a user finds it."""
        return super().where(alias) if self.has(alias) else f"cột «{self._titles.get(alias, alias)}»"

    def is_blank(self, alias: str) -> bool:
        """Whether the cell holds nothing, or the table lacks the column."""
        return is_blank(self._cell(alias))

    def words(self, alias: str) -> str:
        """Clean text; a number that a workbook made of one is written out."""
        cell = self._cell(alias)
        return shown_cell(cell) if isinstance(cell, int | float) else self.text(alias)

    def count(self, alias: str) -> int | None:
        """A whole number from 0 on; None when blank."""
        if self.is_blank(alias):
            return None
        cell = self._cell(alias)
        text = shown_cell(cell) if isinstance(cell, int | float) else self.text(alias)
        if not _COUNT.fullmatch(text):
            if alias not in self.unreadable:
                self._unreadable(alias, f"«{text}» không phải số đếm", "ghi số nguyên từ 0 trở lên, ví dụ 12")
            return None
        return int(text.replace(".", ""))
