"""What a campaign decides for levels and single units: deadlines, floors, delegates."""

from __future__ import annotations

from daihoi.domain.campaign import Deadline, Delegates, Floor
from daihoi.domain.structure import Structure
from daihoi.errors import suggestion
from daihoi.intake.yaml_file import Section
from daihoi.loading.basis import read_basis
from daihoi.loading.units import ReadUnits


class DecisionReader:
    """Reads decisions that name units of a list and levels and activities of a structure."""

    def __init__(self, structure: Structure, units: ReadUnits) -> None:
        self.structure, self.units = structure, units

    def deadline(self, section: Section) -> Deadline:
        """A deadline of a level or of one unit."""
        deadline = Deadline(
            words=section.text("words"),
            last_day=section.day("last_day"),
            basis=read_basis(section, whole=False),
            level=self._level(section),
            unit_code=self._unit(section) if section.has("unit") else "",
            line=section.line,
        )
        section.finish()
        return deadline

    def floor(self, section: Section) -> Floor:
        """A date before which an activity of a unit does not start."""
        floor = Floor(
            unit_code=self._unit(section),
            activity=section.text("activity"),
            not_earlier_than=section.day("not_earlier_than"),
            reason=section.text("reason"),
            basis=read_basis(section, whole=False),
            line=section.line,
        )
        section.finish()
        self._check_activity(section, floor)
        return floor

    def delegates(self, section: Section) -> Delegates:
        """The number of delegates of the root's congress."""
        delegates = Delegates(section.integer("total", least=1), read_basis(section, whole=False))
        section.finish()
        return delegates

    def _level(self, section: Section) -> str:
        has_level = section.has("level")
        if has_level and section.has("unit"):
            section.note("unit", "một hạn ghi cả «level» và «unit»", "tách thành hai hạn, hoặc bỏ một khóa")
        if not has_level:
            if not section.has("unit"):
                section.note("level", "không rõ hạn của ai", "thêm «level: …», hoặc «unit: …» cho một đơn vị")
            return ""
        return section.known("level", self.structure.by_code)

    def _unit(self, section: Section) -> str:
        code = section.text("unit")
        if code and not self.units.knows(code):
            what = f"đơn vị «{code}» không có trong units.csv"
            section.note("unit", what, suggestion(code, self.units.units))
        return code

    def _check_activity(self, section: Section, floor: Floor) -> None:
        unit = self.units.units.get(floor.unit_code)
        level = self.structure.by_code.get(unit.level) if unit else None
        if unit is None or level is None or not level.activities or not floor.activity:
            return
        if floor.activity not in level.position:
            what = f"«{unit.code}» (cấp {level.code}) không có việc «{floor.activity}»"
            section.note("activity", what, suggestion(floor.activity, level.position))
        elif level.activities[level.position[floor.activity]].parents_only and not self._has_units_below(
            unit.code
        ):
            what = f"«{unit.code}» không có đơn vị dưới nên không có việc «{floor.activity}»"
            section.note("activity", what, "bỏ mốc này, hoặc sửa mã đơn vị")

    def _has_units_below(self, code: str) -> bool:
        return any(unit.parent_code == code for unit in self.units.units.values()) or bool(self.units.broken)
