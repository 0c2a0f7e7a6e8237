"""Sheets of the report's workbook for the workstreams: what each found, and the tables of the annexes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xlsxwriter.worksheet import Worksheet

from daihoi.domain.preparing.base import WorkTable
from reports.office.annex_tables import bare_title
from reports.office.document import Annex, plain
from reports.work_sheets import Looks, write_sheet

if TYPE_CHECKING:
    from reports.office.workbook import Book

FINDINGS, CONTENTS = "Các mảng", "Phụ lục"
WIDE = 110
"""Letters of a finding on one line: a landscape page has room for them."""


def write(made: Book, annexes: Sequence[Annex]) -> None:
    """Findings, a list of the annexes, and a sheet for each that shows a table of a workstream.

    A sheet bears the number that the annex has in the document, so that a figure is found in both.
    """
    looks = Looks(made.file)
    findings = _findings(made)
    if findings.rows:
        write_sheet(_added(made, FINDINGS), looks, findings, made.footer, widest=WIDE)
    told = [annex for annex in annexes if annex.source]
    if told:
        write_sheet(_added(made, CONTENTS), looks, _contents(annexes), made.footer)
    for annex in told:
        assert annex.source
        sheet = _added(made, sheet_name(annex))
        write_sheet(sheet, looks, annex.source, made.footer, f"{annex.name}. {bare_title(annex.source)}")


def _added(made: Book, name: str) -> Worksheet:
    """A sheet that prints as the others of the workbook do."""
    sheet: Worksheet = made.file.add_worksheet(name)
    made.set_print(sheet)
    return sheet


def sheet_name(annex: Annex) -> str:
    """Where the table of an annex stands in the workbook."""
    part = f".{annex.part}" if annex.part > 1 else ""
    return f"PL {annex.number}{part}" if annex.source else ""


def _findings(made: Book) -> WorkTable:
    rows = [
        ("" if place else plain(review.title), plain(finding))
        for review in made.facts.workstreams.reviews
        for place, finding in enumerate(review.findings)
    ]
    title = f"Các mảng chuẩn bị: {plain(made.facts.unit.name)}"
    return WorkTable("cac-mang", title, ("Mảng", "Kết luận"), rows)


def _contents(annexes: Sequence[Annex]) -> WorkTable:
    """Number, title, and the sheet; the first two annexes are counted from the sheets of units and Gantt."""
    rows = [(annex.name, _title(annex), _place(annex)) for annex in annexes]
    return WorkTable("phu-luc", "Danh mục phụ lục", ("Phụ lục", "Biểu", "Trang"), rows)


def _title(annex: Annex) -> str:
    return bare_title(annex.source) if annex.source else annex.table.title.split("\n")[0]


def _place(annex: Annex) -> str:
    return sheet_name(annex) or "trang Đơn vị, Gantt"
