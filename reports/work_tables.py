"""Tables of workstreams as files: one CSV each for other programs, one workbook for the office."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time

from xlsxwriter import Workbook

from daihoi.domain.preparing.base import Review, WorkTable
from daihoi.domain.results import Edition
from daihoi.whole_files import harmless
from reports.tokens import date_long
from reports.work_sheet_names import work_sheet_names
from reports.work_sheets import Looks, shown, write_sheet
from reports.workbook_page import set_page

BOOK = "bieu.xlsx"
ASKS = "viec-can-nguoi-lam.csv"


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
    looks = Looks(book)
    tables = [table for review in reviews for table in review.tables]
    for name, table in zip(work_sheet_names(tables), tables, strict=True):
        write_sheet(book.add_worksheet(name), looks, table, footer(edition))
    if not tables:
        book.add_worksheet("Trống").write_string(0, 0, footer(edition))
    for sheet in book.worksheets():
        set_page(sheet, edition.campaign_title, edition)
    book.close()
    return content.getvalue()
