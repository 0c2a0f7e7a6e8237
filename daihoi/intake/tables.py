"""A foreign table as rows of typed cells that know their place; from CSV text or an Excel workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from daihoi.errors import InputErrors, Problem
from daihoi.intake.refusals import Cell, refusal

MAX_BYTES = 20_000_000


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
    """

    place: str
    sheet: str
    header: Sequence[tuple[str, int]]
    header_line: int
    rows: Sequence[TableRow]

    def cell_name(self, line: int, position: int) -> str:
        """How a user finds a cell: ``Báo cáo!B7``, or ``cột «Kết thúc»`` beside the line of a CSV."""
        title, column = self.header[position]
        return f"{self.sheet}!{column_letters(column)}{line}" if self.sheet else f"cột «{title}»"


def column_letters(column: int) -> str:
    """Letters of a 0-based column: 0 → ``A``, 26 → ``AA``."""
    head, last = divmod(column, 26)
    return (column_letters(head - 1) if head else "") + chr(ord("A") + last)


def read_table(path: Path) -> Table:
    """Reads the table in a ``.csv`` (UTF-8; comma or semicolon) or ``.xlsx`` (first visible sheet in use).

    Raises:
        InputErrors: no such file, another format or encoding, broken, too large, or nothing in it.
    """
    if not path.is_file():
        raise refusal(path, "không có tệp này", "kiểm tra đường dẫn")
    if path.stat().st_size > MAX_BYTES:
        size = f"{path.stat().st_size / 1e6:.1f}".replace(".", ",")
        raise refusal(path, f"tệp nặng {size} MB, quá 20 MB", "chia thành nhiều tệp")
    kind = path.suffix.lower()
    if kind == ".xlsx":
        from daihoi.intake.workbooks import read_sheet  # only who reads Excel pays for its reader

        sheet, lines = read_sheet(path)
        return _table(path, sheet, lines)
    if kind == ".csv":
        return _table(path, "", _csv_lines(path))
    raise refusal(path, f"đuôi tệp «{kind}» không đọc được", "lưu lại thành .xlsx hoặc .csv (UTF-8)")


def _table(path: Path, sheet: str, lines: Sequence[tuple[int, Sequence[Cell]]]) -> Table:
    filled = [(line, cells) for line, cells in lines if any(not is_blank(cell) for cell in cells)]
    if not filled:
        raise refusal(path, "tệp không có gì", "ghi dòng tiêu đề và ít nhất một dòng số liệu")
    (header_line, titles), body = filled[0], filled[1:]
    if not body:
        raise refusal(path, "chỉ có dòng tiêu đề", "ghi ít nhất một dòng số liệu", header_line)
    problems = [*_shape_problems(path, sheet, titles, body)]
    if problems:
        raise InputErrors(problems, "Không đọc được bảng")
    header = [(shown_cell(title), column) for column, title in enumerate(titles) if not is_blank(title)]
    rows = [TableRow(line, [cells[column] for _, column in header]) for line, cells in body]
    return Table(str(path), sheet, header, header_line, rows)


def _shape_problems(
    path: Path, sheet: str, titles: Sequence[Cell], body: Sequence[tuple[int, Sequence[Cell]]]
) -> Iterator[Problem]:
    named = {column for column, title in enumerate(titles) if not is_blank(title)}
    for line, cells in body:
        if len(cells) < len(titles):
            what = f"dòng có {len(cells)} ô, tiêu đề có {len(titles)}"
            yield Problem(str(path), line, what, "ghi đủ các ô; ô có dấu phân cách thì đặt trong ngoặc kép")
        for column, cell in enumerate(cells):
            if column not in named and not is_blank(cell):
                where = f"{sheet}!{column_letters(column)}{line}" if sheet else f"ô thứ {column + 1}"
                what = f"ô «{shown_cell(cell)}» không có tiêu đề cột"
                yield Problem(str(path), line, what, "ghi tiêu đề cột, hoặc bỏ ô này", where)


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


def _csv_lines(path: Path) -> list[tuple[int, Sequence[Cell]]]:
    text = _decoded(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(path, text), strict=True)
    lines: list[tuple[int, Sequence[Cell]]] = []
    before = 0
    try:
        for cells in reader:
            lines.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        what = f"dấu ngoặc kép không đóng, hoặc đứng sai chỗ ({error})"
        raise refusal(path, what, "đóng ngoặc kép của ô này", before + 1) from None
    return lines


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise refusal(path, "tệp Excel mang đuôi .csv", "đổi lại đuôi tệp, hoặc lưu thành CSV UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refusal(path, "tệp không phải UTF-8", "trong Excel chọn lưu dạng «CSV UTF-8»", line) from None
    if "\0" in text:
        raise refusal(
            path, "tệp có byte 0", "lưu lại dạng «CSV UTF-8»", text.count("\n", 0, text.index("\0")) + 1
        )
    return text


def _delimiter(path: Path, text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip(",; \t")), "")
    found = [sign for sign in ",;\t" if sign in header]
    if found == ["\t"]:
        raise refusal(path, "cột phân cách bằng dấu Tab", "lưu lại với dấu phẩy hoặc chấm phẩy", 1)
    if len(found) > 1:
        raise refusal(path, "dòng tiêu đề có cả hai dấu phân cách", "chỉ dùng dấu phẩy, hoặc chấm phẩy", 1)
    return found[0] if found else ","
