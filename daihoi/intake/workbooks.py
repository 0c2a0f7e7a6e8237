"""The gate for Excel workbooks: what is refused before the reader sees it, and the sheet that is read.

The reader allots a rectangle up to the last cell and shows failed formulas as empty cells. Both are
looked for in the sheet's own text first: a tiny file may claim the whole sheet, and an empty cell means
"not said", which a failed formula does not.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import CalamineError, SheetVisibleEnum, load_workbook

from daihoi.errors import InputErrors, Problem
from daihoi.intake.refusals import Cell, refusal

MAX_UNPACKED_BYTES = 200_000_000
MAX_CELLS = 5_000_000
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_sheet(path: Path) -> tuple[str, Sequence[tuple[int, Sequence[Cell]]]]:
    """The first visible sheet with cells: its name, and its rows with their 1-based numbers.

    Raises:
        InputErrors: encrypted, of another format, broken, too large, formulas without value, or empty.
    """
    _refuse_other_formats(path)
    try:
        parts = _parts_of_sheets(path)
        with load_workbook(path) as book:
            shown = [meta.name for meta in book.sheets_metadata if meta.visible is SheetVisibleEnum.Visible]
            for name in shown:
                if name in parts and _has_cells(path, name, parts[name]):
                    cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                    return name, list(enumerate(cells, 1))
    except (CalamineError, zipfile.BadZipFile, ElementTree.ParseError, KeyError, EOFError) as error:
        raise refusal(path, f"tệp Excel hỏng ({error})", "mở bằng Excel, lưu lại thành .xlsx mới") from None
    raise refusal(path, "không trang tính nào có số liệu", "ghi số liệu vào trang tính đầu, không ẩn")


def _refuse_other_formats(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        what = "tệp đặt mật khẩu, hoặc là .xls cũ đổi đuôi"
        raise refusal(path, what, "bỏ mật khẩu và lưu lại thành .xlsx")
    if not start.startswith(b"PK"):
        raise refusal(path, "không phải tệp Excel .xlsx", "mở bằng Excel, lưu lại thành .xlsx")


def _parts_of_sheets(path: Path) -> dict[str, str]:
    """Sheet name → name of its part in the package."""
    with zipfile.ZipFile(path) as package:
        if sum(part.file_size for part in package.infolist()) > MAX_UNPACKED_BYTES:
            raise refusal(path, "nội dung giải nén quá 200 MB", "chia thành nhiều tệp")
        if any(name.endswith("vbaProject.bin") for name in package.namelist()):
            raise refusal(path, "tệp có macro", "lưu lại thành .xlsx không macro")
        links = _xml(package.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        book = _xml(package.read("xl/workbook.xml"))
        sheets = [(sheet.get("name", ""), sheet.get(_LINK)) for sheet in book.iter(f"{_MAIN}sheet")]
    return {name: posixpath.normpath(posixpath.join("/xl", targets[link]))[1:] for name, link in sheets}


def _xml(raw: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in raw:
        raise ElementTree.ParseError("DOCTYPE")
    return ElementTree.fromstring(raw)


def _has_cells(path: Path, sheet: str, part: str) -> bool:
    """Whether the sheet has cells with content; refuses failed formulas and sheets too wide to read."""
    columns = rows = found = 0
    failed: list[Problem] = []
    with zipfile.ZipFile(path) as package, package.open(part) as text:
        for _, cell in ElementTree.iterparse(text):
            if cell.tag == f"{_MAIN}c":
                place, row = cell.get("r", ""), 0
                if match := _CELL.fullmatch(place):
                    row = int(match[2])
                    columns, rows = max(columns, _column(match[1])), max(rows, row)
                found += len(cell) > 0
                if what := _failure(cell):
                    remedy = "sửa công thức, hoặc dán giá trị thay công thức"
                    failed.append(Problem(str(path), row, what, remedy, f"{sheet}!{place}"))
            elif cell.tag == f"{_MAIN}row":
                cell.clear()
    if columns * rows > MAX_CELLS:
        what = f"trang tính «{sheet}» trải rộng {rows} dòng × {columns} cột"
        raise refusal(path, what, "xóa các ô thừa ở xa bảng rồi lưu lại")
    if failed:
        raise InputErrors(failed, "Không đọc được bảng")
    return found > 0


def _failure(cell: ElementTree.Element) -> str:
    value = cell.findtext(f"{_MAIN}v")
    if cell.get("t") == "e":
        return f"công thức báo lỗi {value or ''}".strip()
    if cell.find(f"{_MAIN}f") is not None and not value and cell.get("t") != "str":
        return "công thức chưa được tính"
    return ""


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
