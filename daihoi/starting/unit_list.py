"""The list of units that an office has (CSV or Excel, Vietnamese titles) → the rows of ``units.csv``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from daihoi.domain.structure import Structure
from daihoi.errors import InputErrors, Problem
from daihoi.intake.choices import one_of
from daihoi.intake.dates import DateError, read_date
from daihoi.intake.refusals import Cell
from daihoi.intake.tables import Table, TableRow, is_blank, shown_cell
from daihoi.intake.texts import clean, match_key
from daihoi.starting.asked import Asked, is_code
from daihoi.starting.list_columns import TITLES, locate
from daihoi.starting.listed import ListedUnit, numbered_code

MAX_MEMBERS = 999_999


def listed_units(table: Table, asked: Asked, structure: Structure | None) -> tuple[ListedUnit, ...]:
    """The units of a list, in its order; those without a code are numbered.

    Args:
        table: the list.
        asked: what the campaign was asked for with; its level is one of the structure.
        structure: None while it is not known: then levels and parents are not looked at.

    Raises:
        InputErrors: unknown, repeated or missing columns, or every cell that does not fit.
    """
    columns = locate(table)
    reader = _ListReader(table, columns, asked, structure)
    units = tuple(reader.unit(number, row) for number, row in enumerate(table.rows, start=1))
    problems = [*reader.problems, *_repeated(table, units, asked)]
    if problems:
        raise InputErrors(problems, "Danh sách đơn vị có lỗi")
    return units


def _repeated(table: Table, units: Sequence[ListedUnit], asked: Asked) -> Iterator[Problem]:
    first: dict[str, str] = {asked.unit: f"{asked.unit} là mã của đơn vị mở đại hội (--unit)"}
    for unit in units:
        if unit.code in first:
            yield Problem(
                table.place,
                unit.line,
                f"mã «{unit.code}» dùng hai lần: {first[unit.code]}",
                "mỗi đơn vị một mã",
                "cột Mã đơn vị",
            )
        first.setdefault(unit.code, f"đã dùng ở dòng {unit.line}")


class _ListReader:
    """Reads the rows; what does not fit is noted and the rest is still looked at."""

    def __init__(
        self, table: Table, columns: Mapping[str, int], asked: Asked, structure: Structure | None
    ) -> None:
        self.table, self.columns, self.asked = table, columns, asked
        self.problems: list[Problem] = []
        self.known = structure.levels if structure else ()
        self.levels = {
            match_key(word): level.code for level in self.known for word in (level.code, level.short_name)
        }
        below = structure.below(structure.by_code[asked.level]) if structure else None
        self.below = below.code if below else ""

    def unit(self, number: int, row: TableRow) -> ListedUnit:
        """One row; a cell that cannot be read is as if it were blank."""
        level = self._level(row)
        return ListedUnit(
            code=self._code(row, number),
            name=self._text(row, "name") or self._missing(row, "name"),
            level=level,
            parent=self._parent(row, level),
            kind=self._text(row, "kind") or level,
            source=self._text(row, "source") or "Danh sách đơn vị khi lập đợt",
            is_pilot=self._flag(row, "is_pilot"),
            is_direct_election=self._flag(row, "is_direct_election"),
            members=self._members(row),
            congress=self._day(row),
            note=self._text(row, "note"),
            line=row.line,
        )

    def _cell(self, row: TableRow, alias: str) -> Cell:
        return row.cells[self.columns[alias]] if alias in self.columns else None

    def _refuse(self, row: TableRow, alias: str, what: str, remedy: str) -> None:
        where = self.table.cell_name(row.line, self.columns[alias]) if alias in self.columns else ""
        self.problems.append(
            Problem(self.table.place, row.line, what, remedy, where or f"cột «{TITLES[alias][0]}»")
        )

    def _missing(self, row: TableRow, alias: str) -> str:
        self._refuse(row, alias, "ô để trống", "ghi nội dung")
        return ""

    def _text(self, row: TableRow, alias: str) -> str:
        cell = self._cell(row, alias)
        try:
            return "" if is_blank(cell) else clean(shown_cell(cell))
        except ValueError as error:
            self._refuse(row, alias, f"có ký tự không in được {error}", "xóa ký tự này, viết trên một dòng")
            return "?"

    def _code(self, row: TableRow, number: int) -> str:
        code = self._text(row, "code") or numbered_code(self.asked.unit, number, len(self.table.rows))
        if not is_code(code):
            remedy = f"chỉ dùng A–Z, 0–9, dấu chấm, ví dụ {self.asked.unit}.07; để trống thì được đánh số"
            self._refuse(row, "code", f"mã «{code}» không hợp lệ", remedy)
        return code

    def _level(self, row: TableRow) -> str:
        text = self._text(row, "level")
        if text and self.known and match_key(text) not in self.levels:
            names = [level.short_name for level in self.known]
            self._refuse(row, "level", f"«{text}» không phải một cấp", one_of(text, names))
        return self.levels.get(match_key(text), self.below)

    def _parent(self, row: TableRow, level: str) -> str:
        text = self._text(row, "parent")
        if not text and self.known and level != self.below:
            self._refuse(
                row,
                "parent",
                "để trống, mà đơn vị này không ở ngay dưới đơn vị mở đại hội",
                "ghi mã đơn vị cấp trên",
            )
        return text or self.asked.unit

    def _flag(self, row: TableRow, alias: str) -> bool:
        text = self._text(row, alias)
        if match_key(text) not in {"", "x", "co"} and match_key(text) != match_key("có"):
            self._refuse(row, alias, f"«{text}» không được nhận", "ghi «x» hoặc để trống")
        return bool(text)

    def _members(self, row: TableRow) -> int | None:
        text = self._text(row, "members")
        if text and not (text.isascii() and text.isdecimal() and int(text[:20]) <= MAX_MEMBERS):
            self._refuse(
                row, "members", f"«{text}» không phải số đếm", "ghi số nguyên không âm, hoặc để trống"
            )
            return None
        return int(text) if text else None

    def _day(self, row: TableRow) -> date | None:
        cell = self._cell(row, "congress")
        if is_blank(cell):
            return None
        try:
            return read_date(cell)
        except DateError as error:
            self._refuse(row, "congress", error.what, error.remedy)
            return None
