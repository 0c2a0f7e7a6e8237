"""A foreign table as rows of typed cells that know their place; from CSV text or an Excel workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from daihoi.errors import InputErrors, Problem, system_reason
from daihoi.intake.csv_text import csv_lines
from daihoi.intake.form_marks import FormStamp
from daihoi.intake.refusals import Cell, Lines, column_letters, missing, refusal

MAX_BYTES = 20_000_000
UNTITLED = "ghi tiêu đề cột, hoặc bỏ ô này"
UNQUOTED = f"nếu trong ô có dấu phẩy thì đặt cả ô trong nháy kép; nếu không, {UNTITLED}"
"""In a CSV, a cell too many is most often the second half of a text with a comma in it."""

_TITLE_ABOVE = "bỏ tựa đề, để dòng tiêu đề cột đứng đầu bảng; nếu đây là tiêu đề cột thì ghi đủ cho mọi cột"


@dataclass(frozen=True)
class TableRow:
    """The cells of one row, as many as the header has, and its 1-based line (CSV) or row (xlsx)."""

    line: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """A header and the rows below it that are not blank.

    Attributes:
        place: file as the user knows it.
        sheet: name of the sheet; empty for CSV.
        header: titles, with the 0-based column of the file that each stands in.
        header_line: line or row of the header.
        rows: cells in the order of ``header``.
        sha256: hex SHA-256 of the file that was read.
        form: which form of the program it is; None for any other table.
        as_of: on a form, the day that unfinished rows speak of, and its cell; stated once for all rows.
        hidden_rows: numbers of rows that do not show.
        month_first: addresses of cells that show a date as month, then day.
        percents: addresses of cells that show a number a hundredfold, with a percent sign.
    """

    place: str
    sheet: str
    header: Sequence[tuple[str, int]]
    header_line: int
    rows: Sequence[TableRow]
    sha256: str = ""
    form: FormStamp | None = None
    as_of: tuple[Cell, str] = (None, "")
    hidden_rows: frozenset[int] = frozenset()
    month_first: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()

    def address(self, line: int, position: int) -> str:
        """Address of a cell in its sheet: ``B7``."""
        return f"{column_letters(self.header[position][1])}{line}"

    def cell_name(self, line: int, position: int) -> str:
        """How a user finds a cell: ``Báo cáo!B7``, or ``cột «Kết thúc»`` beside the line of a CSV."""
        title = self.header[position][0]
        return f"{self.sheet}!{self.address(line, position)}" if self.sheet else f"cột «{title}»"


def read_table(path: Path) -> Table:
    """Reads the table in a ``.csv`` (UTF-8; comma or semicolon) or ``.xlsx`` (the one visible sheet in use).

    Raises:
        InputErrors: no such file, another format or encoding, broken, too large, or nothing in it.
    """
    content = read_content(path)
    kind = path.suffix.lower()
    if kind == ".xlsx":
        from daihoi.intake.excel_tables import excel_table  # only who reads Excel pays for its reader

        table = excel_table(path, content)
    elif kind == ".csv":
        table = make_table(path, "", csv_lines(path, content))
    else:
        raise refusal(path, f"đuôi tệp «{kind}» không đọc được", "lưu lại thành .xlsx hoặc .csv (UTF-8)")
    return replace(table, sha256=hashlib.sha256(content).hexdigest())


def read_content(path: Path) -> bytes:
    """The bytes of a file that is small enough to be a table of reports.

    Raises:
        InputErrors: no such file, not to be read, or larger than 20 MB.
    """
    if not path.is_file():
        raise missing(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
            size = path.stat().st_size
    except OSError as error:
        raise refusal(path, f"không đọc được tệp: {system_reason(error)}", "xem lại quyền đọc tệp") from None
    if len(content) > MAX_BYTES:
        shown = f"{size / 1e6:.1f}".replace(".", ",")
        raise refusal(path, f"tệp nặng {shown} MB, quá 20 MB", "chia thành nhiều tệp")
    return content


def make_table(path: Path, sheet: str, lines: Lines) -> Table:
    """A table from rows with their numbers: the first that is not blank is the header.

    Raises:
        InputErrors: nothing but a header, the table's title for a header, short rows, or cells without a
            title above them.
    """
    filled = [(line, cells) for line, cells in lines if any(not is_blank(cell) for cell in cells)]
    if not filled:
        raise refusal(path, "tệp không có gì", "ghi dòng tiêu đề và ít nhất một dòng số liệu")
    (header_line, titles), body = filled[0], filled[1:]
    if not body:
        raise refusal(path, "chỉ có dòng tiêu đề", "ghi ít nhất một dòng số liệu", header_line)
    if _is_title(titles, body[0][1]):
        column, title = next((n, cell) for n, cell in enumerate(titles) if not is_blank(cell))
        what = f"dòng này chỉ có một ô «{shown_cell(title).strip()}», không phải dòng tiêu đề cột"
        where = f"{sheet}!{column_letters(column)}{header_line}" if sheet else ""
        raise refusal(path, what, _TITLE_ABOVE, header_line, where)
    problems = [*_shape_problems(path, sheet, titles, body)]
    if problems:
        raise InputErrors(problems, "Không đọc được bảng")
    header = [(shown_cell(title), column) for column, title in enumerate(titles) if not is_blank(title)]
    rows = [TableRow(line, [cells[column] for _, column in header]) for line, cells in body]
    return Table(str(path), sheet, header, header_line, rows)


def _is_title(titles: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the first line is the title of the whole table, as offices set it above the headings."""
    return _filled(titles) == 1 < _filled(below)


def _filled(cells: Sequence[Cell]) -> int:
    return sum(not is_blank(cell) for cell in cells)


def _shape_problems(path: Path, sheet: str, titles: Sequence[Cell], body: Lines) -> Iterator[Problem]:
    named = {column for column, title in enumerate(titles) if not is_blank(title)}
    for line, cells in body:
        if len(cells) < len(titles):
            what = f"dòng có {len(cells)} ô, tiêu đề có {len(titles)}"
            yield Problem(str(path), line, what, "ghi đủ các ô; ô có dấu phân cách thì đặt trong ngoặc kép")
        for column, cell in enumerate(cells):
            if column not in named and not is_blank(cell):
                where = f"{sheet}!{column_letters(column)}{line}" if sheet else f"ô thứ {column + 1}"
                what = f"ô «{shown_cell(cell)}» không có tiêu đề cột"
                yield Problem(str(path), line, what, UNTITLED if sheet else UNQUOTED, where)


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown_cell(cell: Cell) -> str:
    """A cell as a user sees it: ``02/03/2020``, ``0,5``, ``TRUE``."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return f"{cell:.15g}".replace(".", ",")
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)
