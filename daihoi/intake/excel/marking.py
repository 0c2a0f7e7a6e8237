"""Marks the wrong cells of a workbook, so that it can be mended and sent again. Runs in the child process.

The workbook itself is opened and written anew, so that what its owner made of it (widths, lists, locked
cells) stays. Marks are conditional formats of one colour, which the next marking can take away again
without knowing what the cells looked like before.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from daihoi.intake.excel.faults import broken

MARK_COLOUR = "FFFF8A80"
AUTHOR = "daihoi"
_TITLES = ("Ô", "Có gì sai", "Cách sửa")
_WIDTHS = {"A": 16, "B": 60, "C": 70}


def mark_workbook(content: bytes, notes: dict[str, Any]) -> bytes:
    """A copy with every wrong cell filled and its reasons in a comment, and a sheet that lists them all.

    Args:
        content: the workbook.
        notes: ``sheet`` and ``error_sheet``: names; ``cells``: ``[address, reason]`` pairs; ``list``: rows
            of ``[place, what, remedy]``.

    Raises:
        WorkbookFault: it cannot be opened.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content))
    except Exception as error:  # whatever a workbook that only nearly keeps to the format makes it raise
        raise broken(type(error).__name__) from None
    if notes["error_sheet"] in book.sheetnames:
        del book[notes["error_sheet"]]
    for sheet in book.worksheets:
        _mark(sheet, notes["cells"] if sheet.title == notes["sheet"] else ())
    _list(book, notes["error_sheet"], notes["sheet"], notes["list"])
    marked = io.BytesIO()
    book.save(marked)
    return marked.getvalue()


def _mark(sheet: Any, cells: Sequence[tuple[str, str]]) -> None:
    """Takes away the marks of an earlier copy and puts the new ones before the sheet's own colours."""
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    own = [(str(block.sqref), rule) for block in sheet.conditional_formatting for rule in block.rules]
    sheet.conditional_formatting = ConditionalFormattingList()
    for address in dict.fromkeys(address for address, _ in cells):
        fill = PatternFill(bgColor=MARK_COLOUR, fill_type="solid")
        mark = FormulaRule(formula=["TRUE"], fill=fill, stopIfTrue=True)  # type: ignore[no-untyped-call]  # stubs
        sheet.conditional_formatting.add(address, mark)
    for block, rule in own:
        if not _is_mark(rule):
            rule.priority = 0  # numbered anew, after the marks
            sheet.conditional_formatting.add(block, rule)
    _comment(sheet, cells)


def _is_mark(rule: Any) -> bool:
    fill = rule.dxf.fill if rule.dxf else None
    return bool(fill and fill.bgColor and fill.bgColor.rgb == MARK_COLOUR)


def _comment(sheet: Any, cells: Sequence[tuple[str, str]]) -> None:
    from openpyxl.comments import Comment

    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment and cell.comment.author == AUTHOR:
                cell.comment = None
    reasons: dict[str, list[str]] = {}
    for address, reason in cells:
        reasons.setdefault(address, []).append(reason)
    for address, said in reasons.items():
        cell, text = sheet[address], "\n".join(said)
        if type(cell).__name__ != "MergedCell":  # only the first of merged cells can bear one
            cell.comment = Comment(text, AUTHOR, width=360, height=60 + 18 * (len(text) // 45 + len(said)))
    if reasons:
        _show(sheet, next(iter(reasons)))


def _show(sheet: Any, address: str) -> None:
    """Puts the cursor on the first wrong cell."""
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = address


def _list(book: Any, name: str, sheet: str, rows: Sequence[tuple[str, str, str]]) -> None:
    """A first sheet with every problem, each with a way to its cell."""
    from openpyxl.styles import Alignment, Font

    page, wrapped, bold = (
        book.create_sheet(name, 0),
        Alignment(wrap_text=True, vertical="top"),
        Font(bold=True),
    )
    for number, row in enumerate((_TITLES, *rows), 1):
        for column, text in enumerate(row, 1):
            cell = page.cell(number, column)
            cell.value, cell.data_type = text, "s"  # a text that begins with «=» stays a text
            cell.alignment = wrapped
            if number == 1:
                cell.font = bold
        if number > 1 and sheet in book.sheetnames and row[0].isascii() and row[0][-1:].isdecimal():
            _link(page.cell(number, 1), sheet, row[0])
    for letter, width in _WIDTHS.items():
        page.column_dimensions[letter].width = width
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.freeze_panes = "A2"
    _activate(book, page)


def _link(cell: Any, sheet: str, address: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{address}")
    cell.font = Font(color="FF1F4E79", underline="single")


def _activate(book: Any, page: Any) -> None:
    book.active = book.index(page)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is page
