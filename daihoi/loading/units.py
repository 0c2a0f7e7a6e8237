"""``units.csv`` → the tree of units."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from daihoi.domain.structure import Basis, Certainty, Structure
from daihoi.domain.units import Unit, UnitTree
from daihoi.errors import suggestion
from daihoi.intake.yaml_file import Problems
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


def read_units(path: Path, place: str, structure: Structure, problems: Problems) -> UnitTree | None:
    """The tree of a file, or None when there is no sound tree; the reasons are noted."""
    rows = _read_rows(path, place, problems)
    if rows is None:
        return None
    before = len(problems)
    units = [_Row(row, line, place, structure, problems).unit() for line, row in rows]
    _check_tree(units, place, structure, problems)
    if len(problems) > before or not units:
        return None
    tree = UnitTree(tuple(units))
    _check_members(tree, place, problems)
    return tree


def _read_rows(path: Path, place: str, problems: Problems) -> list[tuple[int, dict[str, str]]] | None:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        problems.note(place, 0, "không có tệp này", "tạo tệp danh sách đơn vị")
        return None
    except UnicodeDecodeError:
        problems.note(place, 0, "tệp không ở bảng mã UTF-8", "lưu lại tệp với bảng mã UTF-8")
        return None
    reader = csv.reader(text.splitlines())
    header = next(reader, [])
    missing = [c for c in COLUMNS if c not in header]
    unknown = [c for c in header if c not in COLUMNS]
    if missing or unknown or len(set(header)) < len(header):
        what = (
            f"hàng tiêu đề thiếu {missing}, lạ {unknown}" if missing or unknown else "hàng tiêu đề có cột lặp"
        )
        problems.note(place, 1, what, "tiêu đề phải là: " + ",".join(COLUMNS))
        return None
    rows = []
    for cells in reader:
        if len(cells) == len(header):
            rows.append((reader.line_num, dict(zip(header, (c.strip() for c in cells), strict=True))))
        elif any(cell.strip() for cell in cells):
            problems.note(
                place, reader.line_num, f"có {len(cells)} ô, cần {len(header)}", "đủ ô, kể cả ô để trống"
            )
    if not rows:
        problems.note(place, 2, "chưa có đơn vị nào", "mỗi đơn vị một dòng, bắt đầu từ đơn vị cao nhất")
    return rows


class _Row:
    """One line of the file; notes what is wrong with each cell."""

    def __init__(
        self, row: Mapping[str, str], line: int, place: str, structure: Structure, problems: Problems
    ) -> None:
        self.row, self.line, self.place, self.structure, self.problems = row, line, place, structure, problems

    def note(self, column: str, what: str, remedy: str) -> None:
        self.problems.note(self.place, self.line, what, remedy, f"cột {column}")

    def unit(self) -> Unit:
        return Unit(
            code=self._code(),
            name=self._text("unit_name"),
            level=self._known("level", self.structure.by_code),
            parent_code=self.row["parent_code"],
            kind=self._text("kind"),
            basis=Basis(self._certainty(), self._text("source")),
            is_pilot=self._flag("is_pilot"),
            is_direct_election=self._flag("is_direct_election"),
            member_count=self._count("member_count"),
            planned_congress_date=self._date("planned_congress_date"),
            line=self.line,
        )

    def _text(self, column: str) -> str:
        if not self.row[column]:
            self.note(column, "ô để trống", "ghi nội dung")
        return self.row[column]

    def _code(self) -> str:
        code = self.row["unit_code"]
        if not CODE.fullmatch(code) or len(code) > MAX_CODE:
            self.note(
                "unit_code", f"mã «{code}» không hợp lệ", "chỉ dùng A–Z, 0–9 và dấu chấm, ví dụ CL.KT.07"
            )
        return code

    def _known(self, column: str, known: Mapping[str, object]) -> str:
        if self.row[column] not in known:
            self.note(column, f"«{self.row[column]}» không được nhận", suggestion(self.row[column], known))
        return self.row[column]

    def _certainty(self) -> Certainty:
        return CERTAINTIES.get(self._known("certainty", CERTAINTIES), Certainty.ASSUMED)

    def _flag(self, column: str) -> bool:
        if self.row[column] not in {"", "x"}:
            self.note(column, f"«{self.row[column]}» không được nhận", "ghi «x» hoặc để trống")
        return self.row[column] == "x"

    def _count(self, column: str) -> int | None:
        text = self.row[column]
        if text and not text.isascii():
            text = "?"
        if text and not text.isdigit():
            self.note(
                column, f"«{self.row[column]}» không phải số đếm", "ghi số nguyên không âm, hoặc để trống"
            )
            return None
        return int(text) if text else None

    def _date(self, column: str) -> date | None:
        text = self.row[column]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.note(column, f"«{text}» không phải ngày có thật", "ghi năm-tháng-ngày, ví dụ 2020-03-31")
            return None


def _check_tree(units: list[Unit], place: str, structure: Structure, problems: Problems) -> None:
    first: dict[str, Unit] = {}
    for unit in units:
        if unit.code in first:
            problems.note(
                place,
                unit.line,
                f"mã đơn vị «{unit.code}» đã dùng ở dòng {first[unit.code].line}",
                "mỗi đơn vị một mã riêng, không dùng lại",
                "cột unit_code",
            )
        first.setdefault(unit.code, unit)
    for unit in units:
        _check_parent(unit, first, place, structure, problems)
    roots = [unit for unit in units if not unit.parent_code]
    if units and len(roots) != 1:
        named = ", ".join(f"«{unit.code}»" for unit in roots[:5]) or "không có đơn vị nào"
        problems.note(
            place,
            roots[1].line if len(roots) > 1 else units[0].line,
            f"phải có đúng một đơn vị cao nhất (parent_code trống); đang là: {named}",
            "ghi mã đơn vị cấp trên cho các đơn vị còn lại",
            "cột parent_code",
        )


def _check_parent(
    unit: Unit, known: Mapping[str, Unit], place: str, structure: Structure, problems: Problems
) -> None:
    if not unit.parent_code or unit.level not in structure.by_code:
        return
    parent = known.get(unit.parent_code)
    if parent is None:
        problems.note(
            place,
            unit.line,
            f"đơn vị cấp trên «{unit.parent_code}» không có trong danh sách",
            suggestion(unit.parent_code, known),
            "cột parent_code",
        )
        return
    above = structure.above(structure.by_code[unit.level])
    if above is None or (parent.level in structure.by_code and parent.level != above.code):
        wanted = f"cấp «{above.code}»" if above else "không đơn vị nào"
        problems.note(
            place,
            unit.line,
            f"«{unit.code}» (cấp {unit.level}) đặt dưới «{parent.code}» (cấp {parent.level})",
            f"đơn vị cấp «{unit.level}» phải ở dưới {wanted}",
            "cột parent_code",
        )


def _check_members(tree: UnitTree, place: str, problems: Problems) -> None:
    """A unit's members are those of the units below it, where all of them are counted."""
    for unit in tree.units:
        counts = [child.member_count for child in tree.children[unit.code]]
        if unit.member_count is None or not counts or None in counts:
            continue
        total = sum(count for count in counts if count is not None)
        if total != unit.member_count:
            problems.note(
                place,
                unit.line,
                f"«{unit.code}» ghi {unit.member_count} đảng viên, các đơn vị bên dưới cộng lại {total}",
                "sửa số của đơn vị, hoặc của các đơn vị bên dưới",
                "cột member_count",
            )
