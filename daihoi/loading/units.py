"""``units.csv`` → the tree of units."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from daihoi.domain.structure import Structure
from daihoi.domain.units import Unit, UnitTree
from daihoi.errors import suggestion
from daihoi.intake.config_text import Problems
from daihoi.loading.unit_rows import RowReader, read_rows

MAX_SUGGESTIONS = 20
"""Unknown codes that get a suggestion: comparing with 20,000 codes takes a moment each time."""


class ReadUnits(NamedTuple):
    """What a list of units holds.

    Attributes:
        units: every row that could be read, sound or not.
        broken: unit codes of rows that have too few or too many cells.
        tree: None when anything is wrong with the list.
    """

    units: Mapping[str, Unit]
    broken: frozenset[str]
    tree: UnitTree | None

    def knows(self, code: str) -> bool:
        """Whether a code may be meant; any may when the list could not be read."""
        return code in self.units or code in self.broken or not self.units


def read_units(path: Path, place: str, structure: Structure, problems: Problems) -> ReadUnits:
    """The units of a file; what is wrong with them is noted."""
    before = len(problems)
    read = read_rows(path, place, problems)
    if read is None:
        return ReadUnits({}, frozenset(), None)
    rows, broken = read
    units = [RowReader(row, place, structure.by_code, problems).unit() for row in rows]
    checks = _TreeChecks(units, broken, place, structure, problems)
    checks.run()
    tree = UnitTree(tuple(units)) if len(problems) == before else None
    if tree:
        _check_members(tree, place, problems)
    return ReadUnits(checks.first, broken, tree)


class _TreeChecks:
    """Do the units stand in one tree, each directly below a unit of the next higher level?"""

    def __init__(
        self,
        units: Sequence[Unit],
        broken: Collection[str],
        place: str,
        structure: Structure,
        problems: Problems,
    ) -> None:
        self.units, self.broken, self.structure = units, broken, structure
        self.place, self.problems = place, problems
        self.suggestions = 0
        self.first: dict[str, Unit] = {}
        for unit in units:
            self.first.setdefault(unit.code, unit)

    def run(self) -> None:
        roots = [unit for unit in self.units if not unit.parent_code]
        highest = self._highest() if not roots and not self.broken else None
        for unit in self.units:
            self._check_code(unit)
            if unit is highest:
                what = f"«{unit.code}» ở cấp cao nhất mà vẫn ghi đơn vị cấp trên «{unit.parent_code}»"
                self._note(unit, "parent_code", what, "để trống parent_code của đơn vị cao nhất")
            else:
                self._check_parent(unit)
        self._check_roots(roots)

    def _highest(self) -> Unit | None:
        """The first unit of the highest level there is."""
        levels = self.structure.by_code
        ranked = [unit for unit in self.units if unit.level in levels]
        return max(ranked, key=lambda unit: levels[unit.level].rank, default=None)

    def _note(self, unit: Unit, column: str, what: str, remedy: str) -> None:
        self.problems.note(self.place, unit.line, what, remedy, f"cột {column}")

    def _check_code(self, unit: Unit) -> None:
        first = self.first[unit.code]
        if unit is not first and unit.code:
            what = f"mã đơn vị «{unit.code}» đã dùng ở dòng {first.line}"
            self._note(unit, "unit_code", what, "mỗi đơn vị một mã riêng, không dùng lại")

    def _check_parent(self, unit: Unit) -> None:
        if not unit.parent_code or unit.parent_code in self.broken:
            return
        parent = self.first.get(unit.parent_code)
        if parent is None:
            what = f"đơn vị cấp trên «{unit.parent_code}» không có trong danh sách"
            self._note(unit, "parent_code", what, self._nearest(unit.parent_code))
        elif {unit.level, parent.level} <= self.structure.by_code.keys():
            self._check_levels(unit, parent)

    def _nearest(self, code: str) -> str:
        self.suggestions += 1
        if self.suggestions > MAX_SUGGESTIONS:
            return "ghi một mã có trong cột unit_code"
        return suggestion(code, self.first)

    def _check_levels(self, unit: Unit, parent: Unit) -> None:
        above = self.structure.above(self.structure.by_code[unit.level])
        if above is None:
            remedy = f"cấp «{unit.level}» là cấp cao nhất: để trống parent_code, hoặc sửa cột level"
        elif parent.level != above.code:
            remedy = f"đơn vị cấp «{unit.level}» phải ở dưới đơn vị cấp «{above.code}»"
        else:
            return
        what = f"«{unit.code}» (cấp {unit.level}) đặt dưới «{parent.code}» (cấp {parent.level})"
        self._note(unit, "parent_code", what, remedy)

    def _check_roots(self, roots: Sequence[Unit]) -> None:
        if len(roots) > 1:
            named = ", ".join(f"«{unit.code}»" for unit in roots[:5]) + (", …" if len(roots) > 5 else "")
            what = f"có {len(roots)} đơn vị để trống parent_code: {named}"
            remedy = "chỉ đơn vị cao nhất để trống; ghi mã đơn vị cấp trên cho các đơn vị còn lại"
            self._note(roots[1], "parent_code", what, remedy)


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
