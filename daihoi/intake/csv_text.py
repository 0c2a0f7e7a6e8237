"""CSV text → rows of cells, each with the line it begins on."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from daihoi.intake.refusals import Cell, Lines, refusal

MAX_ROWS = 200_000
MAX_CELL_LETTERS = 10_000
_FORMULA_STARTS = ("=", "+", "-", "@")


def csv_lines(path: Path, raw: bytes) -> list[tuple[int, Sequence[Cell]]]:
    """The cells of every row, with the 1-based line it begins on.

    Args:
        path: the file as the user knows it, for messages.
        raw: UTF-8 text; comma or semicolon between the cells.

    Raises:
        InputErrors: another encoding or delimiter, broken quotes, or too many rows.
    """
    text = _decoded(path, raw)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(path, text), strict=True)
    lines: list[tuple[int, Sequence[Cell]]] = []
    before = 0
    try:
        for cells in reader:
            lines.append((before + 1, [plain(cell) for cell in cells]))
            _refuse_too_much(path, lines)
            before = reader.line_num
    except csv.Error as error:
        what = f"dấu ngoặc kép không đóng, hoặc đứng sai chỗ ({error})"
        raise refusal(path, what, "đóng ngoặc kép của ô này", before + 1) from None
    return lines


def plain(cell: str) -> str:
    """A cell without the mark that keeps spreadsheets from running it, as this program writes one."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in _FORMULA_STARTS else cell


def _refuse_too_much(path: Path, lines: Lines) -> None:
    line, cells = lines[-1]
    if len(lines) > MAX_ROWS:
        raise refusal(path, f"tệp có hơn {MAX_ROWS // 1000} nghìn dòng", "chia thành nhiều tệp")
    longest = max((len(str(cell)) for cell in cells), default=0)
    if longest > MAX_CELL_LETTERS:
        what = f"một ô dài {longest} chữ: có thể ngoặc kép mở ở đây mà đóng nhầm chỗ"
        raise refusal(path, what, "xem lại dấu ngoặc kép của dòng này", line)


def _decoded(path: Path, raw: bytes) -> str:
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise refusal(path, "tệp Excel mang đuôi .csv", "đổi lại đuôi tệp, hoặc lưu thành CSV UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refusal(path, "tệp không phải UTF-8", "trong Excel chọn lưu dạng «CSV UTF-8»", line) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refusal(path, "tệp có byte 0", "lưu lại dạng «CSV UTF-8»", line)
    return text


def _delimiter(path: Path, text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip(",; \t")), "")
    found = [sign for sign in ",;\t" if sign in header]
    if found == ["\t"]:
        raise refusal(path, "cột phân cách bằng dấu Tab", "lưu lại với dấu phẩy hoặc chấm phẩy", 1)
    if len(found) > 1:
        raise refusal(path, "dòng tiêu đề có cả hai dấu phân cách", "chỉ dùng dấu phẩy, hoặc chấm phẩy", 1)
    return found[0] if found else ","
