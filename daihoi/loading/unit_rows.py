"""``units.csv`` → rows under the right header, and each row → a unit; every bad cell is noted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from daihoi.domain.structure import Basis, Certainty
from daihoi.domain.units import Unit
from daihoi.errors import suggestion
from daihoi.intake.config_text import Problems, iso_date, read_text
from daihoi.intake.csv_text import plain
from daihoi.intake.dates import DateError
from daihoi.intake.texts import clean
from daihoi.loading.basis import CERTAINTIES

COLUMNS = (
    "unit_code",
    "unit_name",
    "level",
    "parent_code",
    "kind",
    "is_pilot",
    "is_direct_election",
    "member_count",
    "planned_congress_date",
    "certainty",
    "source",
)
CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")
MAX_CODE = 32
MAX_BYTES = 20 << 20
_COUNT = re.compile(r"[0-9]{1,6}")


class Row(NamedTuple):
    """The cells of one line under the names of their columns, and the line it starts on."""

    line: int
    cells: Mapping[str, str]


def read_rows(path: Path, place: str, problems: Problems) -> tuple[list[Row], frozenset[str]] | None:
    """The rows that have every cell, and the first cells of the others; None when there is no table."""
    text = read_text(path, place, problems, MAX_BYTES)
    if text is None:
        return None
    records = _records(text, place, problems)
    if not records or not _is_header(records[0][1], place, problems):
        return None
    header = records[0][1]
    rows, broken = [], set()
    for line, cells in records[1:]:
        if not any(cells):
            continue
        if len(cells) == len(header):
            rows.append(Row(line, dict(zip(header, cells, strict=True))))
        else:
            broken.add(cells[0])
            what = f"dòng có {len(cells)} ô, tiêu đề có {len(header)} cột"
            remedy = "ghi đủ ô, kể cả ô để trống; ô có dấu phẩy thì đặt trong nháy kép"
            problems.note(place, line, what, remedy)
    if not rows and not broken:
        problems.note(place, 2, "chưa có đơn vị nào", "mỗi đơn vị một dòng, bắt đầu từ đơn vị cao nhất")
    return rows, frozenset(broken)


def _records(text: str, place: str, problems: Problems) -> list[tuple[int, list[str]]]:
    """The records of a CSV text, cells stripped, with the line each starts on; none when it is no CSV."""
    records: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            records.append((start, [plain(cell.strip()) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error:
        what = "dấu nháy kép mở mà không đóng, hoặc đặt sai chỗ"
        problems.note(place, start, what, "mở và đóng nháy kép quanh cả ô")
        return []
    if not any(any(cells) for _, cells in records):
        problems.note(place, 0, "tệp trống", "viết tiêu đề: " + ",".join(COLUMNS))
        return []
    return records


def _is_header(header: list[str], place: str, problems: Problems) -> bool:
    before = len(problems)
    if len(header) == 1 and ";" in header[0]:
        problems.note(place, 1, "các ô ngăn bằng dấu chấm phẩy", "lưu lại tệp CSV với dấu phẩy")
        return False
    for place_in_row, column in enumerate(header):
        if column not in COLUMNS:
            remedy = suggestion(column, COLUMNS) if column else "bỏ cột này, hoặc ghi tiêu đề"
            problems.note(
                place, 1, f"tiêu đề «{column}» không có trong mẫu", remedy, f"cột {place_in_row + 1}"
            )
        elif column in header[:place_in_row]:
            problems.note(
                place, 1, f"cột «{column}» có hai lần", "giữ lại một cột", f"cột {place_in_row + 1}"
            )
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        named = ", ".join(f"«{column}»" for column in missing)
        problems.note(place, 1, f"thiếu cột {named}", "tiêu đề phải là: " + ",".join(COLUMNS))
    return len(problems) == before


class RowReader:
    """Reads the cells of one row as what their columns hold; notes what is wrong with each."""

    def __init__(self, row: Row, place: str, levels: Collection[str], problems: Problems) -> None:
        self.row, self.place, self.levels, self.problems = row, place, levels, problems

    def unit(self) -> Unit:
        """The unit; a cell that cannot be read is as if it were blank."""
        return Unit(
            code=self._code(),
            name=self._text("unit_name"),
            level=self._known("level", self.levels),
            parent_code=self.row.cells["parent_code"],
            kind=self._text("kind"),
            basis=Basis(self._certainty(), self._text("source")),
            is_pilot=self._flag("is_pilot"),
            is_direct_election=self._flag("is_direct_election"),
            member_count=self._count("member_count"),
            planned_congress_date=self._date("planned_congress_date"),
            line=self.row.line,
        )

    def _note(self, column: str, what: str, remedy: str) -> None:
        self.problems.note(self.place, self.row.line, what, remedy, f"cột {column}")

    def _text(self, column: str) -> str:
        text = self.row.cells[column]
        if not text:
            self._note(column, "ô để trống", "ghi nội dung")
        try:
            return clean(text)
        except ValueError as error:
            self._note(column, f"ô có ký tự không in được {error}", "xóa ký tự này, viết trên một dòng")
            return text

    def _code(self) -> str:
        code = self._text("unit_code")
        if code and (not CODE.fullmatch(code) or len(code) > MAX_CODE):
            self._note(
                "unit_code",
                f"mã «{code}» không hợp lệ",
                f"chỉ dùng A–Z, 0–9 và dấu chấm, không quá {MAX_CODE} ký tự, ví dụ CL.KT.07",
            )
        return code

    def _known(self, column: str, known: Collection[str]) -> str:
        text = self._text(column)
        if text and known and text not in known:
            self._note(column, f"«{text}» không được nhận", suggestion(text, known))
        return text

    def _certainty(self) -> Certainty:
        return CERTAINTIES.get(self._known("certainty", CERTAINTIES), Certainty.ASSUMED)

    def _flag(self, column: str) -> bool:
        text = self.row.cells[column]
        if text not in {"", "x"}:
            self._note(column, f"«{text}» không được nhận", "ghi «x» hoặc để trống")
        return text == "x"

    def _count(self, column: str) -> int | None:
        text = self.row.cells[column]
        if not text:
            return None
        if not _COUNT.fullmatch(text):
            self._note(
                column, f"«{text}» không phải số đếm", "ghi số nguyên không âm, dưới 1 triệu, hoặc để trống"
            )
            return None
        return int(text)

    def _date(self, column: str) -> date | None:
        text = self.row.cells[column]
        if not text:
            return None
        try:
            return iso_date(text)
        except DateError as error:
            self._note(column, error.what, error.remedy)
            return None
