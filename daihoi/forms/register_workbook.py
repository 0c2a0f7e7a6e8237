"""Writes a register as an Excel workbook to fill in: what stands is there, with room for new rows."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from daihoi.domain.entries import Entry
from daihoi.domain.registers import ColumnKind, Register, RegisterColumn, Value
from daihoi.forms.guide_sheet import GuideSheet
from daihoi.forms.register_form import RegisterForm
from daihoi.forms.register_guide import write_register_guide
from daihoi.intake.form_marks import GUIDE_SHEET, LIST_SHEET
from daihoi.intake.register_columns import SHARED

ROOM = 200
"""Blank rows below what stands."""
PAPER_ROWS, PAPER_POINTS = 20, 40
"""Blank rows that are printed, for whoever fills in the form by hand: about a page, all would be many. And
their height: a form is twice as wide as a page, so that it prints at half of its size."""

_WIDTH = {ColumnKind.TEXT: 34, ColumnKind.DAY: 13, ColumnKind.COUNT: 10, ColumnKind.CHOICE: 20}
_SHARED_WIDTH = {"register": 18, "source": 34, "reason": 24, "base": 11}
LINE_POINTS, MOST_LINES, SLACK = 15, 8, 2
"""Height of a line; a cell shows no more lines; letters by which a column is taken to be narrower."""
_OPTIONAL = ("kind", "as_of", "evidence", "reason", "certainty", "source")
_KINDS, _CERTAINTIES = ("sửa", "hủy"), ("giả định",)


def register_workbook(form: RegisterForm) -> bytes:
    """The form as the bytes of an ``.xlsx``; the same form gives the same bytes."""
    content = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(content, {"in_memory": True, **plain})
    book.set_properties({"created": datetime.combine(form.status_date, time()), "title": form.register.name})
    _Writer(book, form).write()
    book.close()
    return content.getvalue()


class _Writer:
    def __init__(self, book: Workbook, form: RegisterForm) -> None:
        self._book, self.form, self.register = book, form, form.register
        self.sheet: Worksheet = book.add_worksheet(form.sheet)
        self.guide: Worksheet = book.add_worksheet(GUIDE_SHEET)
        self.lists: Worksheet = book.add_worksheet(LIST_SHEET)
        self.lists.hide()
        look = {"border": 1, "border_color": "#BFBFBF", "text_wrap": True, "valign": "top"}
        self.head: Format = book.add_format({**look, "bold": True, "bg_color": "#E8EDF3"})
        self.needed: Format = book.add_format({**look, "bold": True, "bg_color": "#F7E3C8"})
        self.fixed: Format = book.add_format({**look, "font_color": "#6B7280"})
        self.cell: Format = book.add_format({**look, "locked": False})
        self.day: Format = book.add_format({**look, "locked": False, "num_format": "dd/mm/yyyy"})
        own = [f"own:{column.code}" for column in self.register.columns]
        self.aliases = ["register", "unit_code", *own, *_OPTIONAL, "base"]

    def write(self) -> None:
        there = len(self.form.entries)
        first = there + len(self.form.offered) + 1
        last = first - 1 + ROOM
        self.sheet.set_row(0, LINE_POINTS * self._lines(self._titles()))
        for place, alias in enumerate(self.aliases):
            self._title(place, alias)
            self._choices(place, alias, last)
        for line, (entry, version) in enumerate(self.form.entries, 1):
            self._entry(line, entry, version)
        for line, (unit, values) in enumerate(self.form.offered, there + 1):
            self._offer(line, unit, values)
        for line in range(first, last + 1):
            self._blank(line)
        self.sheet.freeze_panes(1, 2)
        self._set_print(first)
        self.sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        guide = GuideSheet(self.guide, self._look, f"Biểu ghi {self.register.called}")
        write_register_guide(guide, self.form)

    def _set_print(self, first: int) -> None:
        """The head on every page, what stands, rows to fill in by hand; without the program's column.

        ``first`` is the first blank row.
        """
        for line in range(first, first + PAPER_ROWS):
            self.sheet.set_row(line, PAPER_POINTS)
        self.sheet.print_area(0, 0, first + PAPER_ROWS - 1, self.aliases.index("base") - 1)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer(self.form.footer)

    def _look(self, **properties: object) -> Format:
        return self._book.add_format(dict(properties))

    def _title(self, place: int, alias: str) -> None:
        column = self._own(alias)
        needed = alias == "unit_code" or (column is not None and column.is_required)
        needed |= alias == "as_of" and not self.register.day_column
        text = self._titles()[place]
        self.sheet.write_string(0, place, text, self.needed if needed else self.head)
        self.sheet.set_column(place, place, self._width(alias))
        if note := _note(self.register, alias, column):
            self.sheet.write_comment(0, place, note, {"x_scale": 2, "y_scale": 1.2})

    def _choices(self, place: int, alias: str, last: int) -> None:
        texts = self._offered(alias)
        if not texts:
            return
        for row, text in enumerate(texts):
            self.lists.write_string(row, place, text)
        name = xl_col_to_name(place)
        source = f"={LIST_SHEET}!${name}$1:${name}${len(texts)}"
        choice = {"validate": "list", "source": source, "ignore_blank": True}
        if self._is_own_name(alias):  # a new row may be named by another new row
            choice["show_error"] = False
        self.sheet.data_validation(1, place, last, place, choice)

    def _offered(self, alias: str) -> Sequence[str]:
        column = self._own(alias)
        if column is None:
            fixed = {"unit_code": self.form.unit_codes, "kind": _KINDS, "certainty": _CERTAINTIES}
            return fixed.get(alias, ())
        if column.kind is ColumnKind.CHOICE:
            return list(column.choices.values())
        return self.form.keys.get(column.register, ()) if column.kind is ColumnKind.ENTRY else ()

    def _is_own_name(self, alias: str) -> bool:
        column = self._own(alias)
        return column is not None and column in self.register.names_of(self.register.code)

    def _entry(self, line: int, entry: Entry, version: int) -> None:
        shared = {"register": self.register.name, "unit_code": entry.unit_code, "base": version}
        shared |= {"as_of": self._day_beside(entry), "source": entry.source}
        shared |= {"certainty": "giả định" if entry.certainty.value == "assumed" else ""}
        values = [self._shown(entry, alias, shared) for alias in self.aliases]
        self.sheet.set_row(line, LINE_POINTS * self._lines([str(value or "") for value in values]))
        for place, (alias, value) in enumerate(zip(self.aliases, values, strict=True)):
            column = self._own(alias)
            is_key = alias in ("register", "unit_code") or (column and column.code in self.register.key)
            self._put(line, place, value, is_fixed=bool(is_key))

    def _day_beside(self, entry: Entry) -> date | None:
        """The day of the figures; none where a column of the entry says it, for then that one is changed."""
        told = entry.values.get(self.register.day_column)
        return None if told == entry.effective_date else entry.effective_date

    def _offer(self, line: int, unit: str, values: Mapping[str, Value]) -> None:
        """A row that says what it is about, and waits for the rest."""
        shared: dict[str, object] = {"register": self.register.name, "unit_code": unit, "base": 0}
        if not self.register.day_column:
            shared["as_of"] = self.form.status_date
        cells = [self._beforehand(alias, shared, values) for alias in self.aliases]
        self.sheet.set_row(line, LINE_POINTS * self._lines([str(value or "") for value in cells]))
        for place, (alias, value) in enumerate(zip(self.aliases, cells, strict=True)):
            is_fixed = value is not None and alias != "as_of"
            self._put(line, place, value, is_fixed=is_fixed, is_day=self._is_day(alias))

    def _beforehand(self, alias: str, shared: Mapping[str, object], values: Mapping[str, Value]) -> object:
        column = self._own(alias)
        if column is None:
            return shared.get(alias)
        value = values.get(column.code)
        return value if isinstance(value, int) else column.shown(value) or None

    def _shown(self, entry: Entry, alias: str, shared: Mapping[str, object]) -> object:
        """What a cell holds: a choice by its word."""
        column = self._own(alias)
        value: object = entry.values.get(column.code) if column else shared.get(alias)
        return column.shown(_value(value)) if column and column.kind is ColumnKind.CHOICE else value

    def _titles(self) -> list[str]:
        owned = [(alias, self._own(alias)) for alias in self.aliases]
        return [column.name if column else SHARED[alias] for alias, column in owned]

    def _width(self, alias: str) -> int:
        """Letters that a column has room for."""
        column = self._own(alias)
        return _WIDTH.get(column.kind, 16) if column else _SHARED_WIDTH.get(alias, 14)

    def _lines(self, texts: Sequence[str]) -> int:
        """How many lines the longest cell takes: a spreadsheet may not stretch the rows by itself."""
        cells = zip(self.aliases, texts, strict=True)
        needed = (math.ceil(len(text) / (self._width(alias) - SLACK)) for alias, text in cells)
        return min(max(1, *needed), MOST_LINES)

    def _blank(self, line: int) -> None:
        for place, alias in enumerate(self.aliases):
            if alias == "register":
                self._put(line, place, None, is_fixed=False)
            else:
                self._put(line, place, None, is_fixed=alias == "base", is_day=self._is_day(alias))

    def _put(self, line: int, place: int, value: object, *, is_fixed: bool, is_day: bool = False) -> None:
        look = self.fixed if is_fixed else self.cell
        if isinstance(value, date):
            self.sheet.write_datetime(line, place, datetime.combine(value, time()), self.day)
        elif isinstance(value, int):
            self.sheet.write_number(line, place, value, look)
        elif value:
            self.sheet.write_string(line, place, str(value), look)
        else:
            self.sheet.write_blank(line, place, None, self.day if is_day else look)

    def _is_day(self, alias: str) -> bool:
        column = self._own(alias)
        return alias == "as_of" or (column is not None and column.kind is ColumnKind.DAY)

    def _own(self, alias: str) -> RegisterColumn | None:
        return self.register.by_code.get(alias.removeprefix("own:")) if alias.startswith("own:") else None


def _value(value: object) -> Value | None:
    return value if isinstance(value, str | int | date) else None


def _note(register: Register, alias: str, column: RegisterColumn | None) -> str:
    if alias == "register":
        return f"{register.name}. {register.note}".strip()
    if alias == "kind":
        return "Để trống: báo cáo. «sửa», «hủy»: phải ghi Lý do."
    if alias == "as_of":
        return "Dòng này đúng đến hết ngày nào. Đổi tình trạng của một dòng: ghi ngày muộn hơn."
    if column is None:
        return ""
    limit = f"nhiều nhất {column.most}" if column.most else ""
    return "; ".join(filter(None, ("bắt buộc" if column.is_required else "", limit, column.note)))
