"""Tables of workstreams as files: one CSV each for other programs, one workbook for the office."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from daihoi.domain.preparing.base import Cell, Review, WorkTable
from daihoi.domain.results import Edition
from daihoi.whole_files import harmless
from reports.tokens import date_long

BOOK = "bieu.xlsx"
ASKS = "viec-can-nguoi-lam.csv"
_MAX_SHEET_NAME = 31
_WIDEST, _NARROWEST = 44, 8
_LINE_POINTS, _LETTERS = 16.5, 1.2
"""Height of a line of 12 points; width of a letter, with what a line loses where words break."""


def work_files(reviews: Sequence[Review], edition: Edition) -> Mapping[str, bytes]:
    """File name → contents: a CSV per table, what people are asked for, and all tables in one workbook."""
    tables = [table for review in reviews for table in review.tables]
    files = {f"{table.code}.csv": _csv(_csv_rows(table, edition)) for table in tables}
    return {**files, ASKS: _csv(_ask_rows(reviews, edition)), BOOK: _workbook(reviews, edition)}


def _csv(rows: Iterable[Sequence[str | int]]) -> bytes:
    """UTF-8 with a mark, so that a spreadsheet shows Vietnamese at once."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def footer(edition: Edition) -> str:
    """What every table rests on."""
    return (
        f"Số liệu tính đến hết ngày {date_long(edition.status_date)}, theo sổ ghi đến số {edition.known_seq}"
        + (f" · {edition.head[:12]}" if edition.head else "")
    )


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    return date_long(cell) if isinstance(cell, date) else str(cell)


def _csv_rows(table: WorkTable, edition: Edition) -> Iterator[Sequence[str | int]]:
    yield table.columns
    for row in (*table.rows, *([table.totals] if table.totals else [])):
        yield [cell if isinstance(cell, int) else shown(cell) for cell in row]
    for note in (*table.notes, footer(edition)):
        yield [note, *[""] * (len(table.columns) - 1)]


def _ask_rows(reviews: Sequence[Review], edition: Edition) -> Iterator[Sequence[str | int]]:
    yield ["Mảng", "Đơn vị", "Việc cần làm", "Hạn", "Quá hạn"]
    for review in reviews:
        for ask in review.asks:
            yield [review.title, ask.unit_code, ask.what, shown(ask.due), "x" if ask.is_late else ""]
    yield [footer(edition), "", "", "", ""]


def _workbook(reviews: Sequence[Review], edition: Edition) -> bytes:
    content = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(content, {"in_memory": True, **plain})
    day = datetime.combine(edition.status_date, time())
    book.set_properties({"created": day, "title": edition.campaign_title})
    looks = _Looks(book)
    tables = [table for review in reviews for table in review.tables]
    for name, table in zip(_sheet_names(tables), tables, strict=True):
        _write_sheet(book.add_worksheet(name), looks, table, edition)
    if not tables:
        book.add_worksheet("trong").write_string(0, 0, footer(edition))
    book.close()
    return content.getvalue()


def _sheet_names(tables: Sequence[WorkTable]) -> list[str]:
    """A name per table that Excel takes: short, and no two alike, whatever their capitals."""
    names: dict[str, str] = {}
    for table in tables:
        name, number = table.code.removeprefix("bieu-")[:_MAX_SHEET_NAME], 1
        while name.casefold() in names:
            number += 1
            end = f"-{number}"
            name = name[: _MAX_SHEET_NAME - len(end)].rstrip("-") + end
        names[name.casefold()] = name
    return list(names.values())


class _Looks:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
        lined = {**base, "border": 1, "border_color": "#8A94A0"}
        self.title: Format = book.add_format({**base, "bold": True, "font_size": 14, "text_wrap": False})
        self.head: Format = book.add_format({**lined, "bold": True, "bg_color": "#E8EDF3", "align": "center"})
        self.cell: Format = book.add_format(lined)
        self.number: Format = book.add_format({**lined, "align": "right"})
        self.day: Format = book.add_format({**lined, "num_format": "dd/mm/yyyy", "align": "center"})
        self.total: Format = book.add_format({**lined, "bold": True})
        self.note: Format = book.add_format({**base, "italic": True, "text_wrap": False})


def _write_sheet(sheet: Worksheet, looks: _Looks, table: WorkTable, edition: Edition) -> None:
    sheet.write_string(0, 0, table.title, looks.title)
    for place, title in enumerate(table.columns):
        sheet.write_string(2, place, title, looks.head)
        sheet.set_column(place, place, _width(table, place))
    widths = [_width(table, place) for place in range(len(table.columns))]
    sheet.set_row(2, _height(table.columns, widths))
    for line, row in enumerate(table.rows, 3):
        sheet.set_row(line, _height(row, widths))
        for place, cell in enumerate(row):
            _put(sheet, looks, line, place, cell)
    below = 3 + len(table.rows)
    for place, cell in enumerate(table.totals):
        _put(sheet, looks, below, place, cell, looks.total)
    for line, note in enumerate((*table.notes, footer(edition)), below + 2):
        sheet.write_string(line, 0, note, looks.note)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _put(
    sheet: Worksheet, looks: _Looks, line: int, place: int, cell: Cell, look: Format | None = None
) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(line, place, datetime.combine(cell, time()), look or looks.day)
    elif isinstance(cell, int):
        sheet.write_number(line, place, cell, look or looks.number)
    elif cell:
        sheet.write_string(line, place, cell, look or looks.cell)
    else:
        sheet.write_blank(line, place, None, look or looks.cell)


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Points that the longest cell needs: not every program makes room for texts that wrap."""
    lines = (-(-len(shown(cell)) * _LETTERS // width) for cell, width in zip(row, widths, strict=True))
    return _LINE_POINTS * max(1, *lines)


def _width(table: WorkTable, place: int) -> int:
    """Characters: as wide as most cells need; longer ones wrap."""
    longest = sorted(len(shown(row[place])) for row in table.rows)
    typical = longest[len(longest) * 9 // 10] if longest else 0
    return max(_NARROWEST, min(_WIDEST, max(typical, len(table.columns[place]) // 2 + 2) + 2))
