"""What a campaign decides: deadlines, floors, fixed dates, suspensions, exceptions from rules, delegates."""

from __future__ import annotations

from datetime import date

from daihoi.domain.campaign import Deadline, Delegates, FixedDate, Floor, RuleException, Suspension
from daihoi.domain.rules import RuleSet
from daihoi.domain.structure import Structure
from daihoi.errors import suggestion
from daihoi.intake.config_text import vn
from daihoi.intake.yaml_file import Section
from daihoi.loading.basis import read_basis
from daihoi.loading.rulesets import COUNTS, DATES
from daihoi.loading.units import ReadUnits


class DecisionReader:
    """Reads decisions that name units of a list, levels and activities of a structure, rules of a set.

    Args:
        structure: without levels when it could not be read; any level and activity is taken then.
        units: see ``ReadUnits.knows``.
        rules: without rules when they could not be read; any known name of a rule is taken then.
    """

    def __init__(self, structure: Structure, units: ReadUnits, rules: RuleSet) -> None:
        self.structure, self.units, self.rules = structure, units, rules

    def deadline(self, section: Section) -> Deadline:
        """A deadline of a level or of one unit."""
        level, unit_code = self._whom(section, "hạn")
        deadline = Deadline(
            words=section.text("words"),
            last_day=section.day("last_day"),
            basis=read_basis(section, whole=False),
            level=level,
            unit_code=unit_code,
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
        self._check_activity(section, floor.unit_code, floor.activity)
        return floor

    def fixed_date(self, section: Section) -> FixedDate:
        """A day set by decision on which an activity of a unit starts."""
        fixed = FixedDate(
            unit_code=self._unit(section),
            activity=section.text("activity"),
            start=section.day("start"),
            reason=section.text("reason"),
            basis=read_basis(section, whole=False),
            line=section.line,
        )
        section.finish()
        self._check_activity(section, fixed.unit_code, fixed.activity)
        return fixed

    def suspension(self, section: Section) -> Suspension:
        """A time in which levels hold no congresses."""
        suspension = Suspension(
            first=section.day("first"),
            until=section.day("until"),
            decided_on=section.day("decided_on"),
            levels=self._levels(section),
            words=section.text("words"),
            basis=read_basis(section, whole=False),
            line=section.line,
        )
        section.finish()
        _check_order(section, suspension)
        return suspension

    def exception(self, section: Section) -> RuleException:
        """A written permission to depart from a rule; without a value the rule is lifted."""
        level, unit_code = self._whom(section, "ngoại lệ")
        rule = section.text("rule")
        exception = RuleException(
            rule=rule,
            value=_rule_value(section, rule),
            document_number=section.text("document_number"),
            document_date=section.day("document_date"),
            allowed_by=section.text("allowed_by"),
            reason=section.text("reason"),
            basis=read_basis(section, whole=False),
            level=level,
            unit_code=unit_code,
            line=section.line,
        )
        section.finish()
        self._check_rule(section, exception)
        return exception

    def delegates(self, section: Section) -> Delegates:
        """The number of delegates of the root's congress."""
        delegates = Delegates(section.integer("total", least=1), read_basis(section, whole=False))
        section.finish()
        return delegates

    def _whom(self, section: Section, what: str) -> tuple[str, str]:
        """The level or the unit that a decision, called ``what`` in Vietnamese, holds for."""
        has_level, has_unit = section.has("level"), section.has("unit")
        if has_level and has_unit:
            section.note(
                "unit", f"một {what} ghi cả «level» và «unit»", f"tách thành hai {what}, hoặc bỏ một khóa"
            )
        elif not has_level and not has_unit:
            section.note("level", f"không rõ {what} của ai", "thêm «level: …», hoặc «unit: …» cho một đơn vị")
        level = section.known("level", self.structure.by_code) if has_level else ""
        return level, self._unit(section) if has_unit else ""

    def _unit(self, section: Section) -> str:
        code = section.text("unit")
        if code and not self.units.knows(code):
            what = f"đơn vị «{code}» không có trong units.csv"
            section.note("unit", what, suggestion(code, self.units.units))
        return code

    def _levels(self, section: Section) -> tuple[str, ...]:
        codes, known = section.texts("levels"), self.structure.by_code
        if not codes:
            section.note("levels", "chưa nêu cấp nào", "liệt kê các cấp tạm hoãn, ví dụ «levels: [branch]»")
        for place, code in enumerate(codes):
            if code in codes[:place]:
                section.note("levels", f"cấp «{code}» viết hai lần", "mỗi cấp một lần")
            elif known and code not in known:
                section.note("levels", f"cấp «{code}» không được nhận", suggestion(code, known))
        return tuple(codes)

    def _check_rule(self, section: Section, exception: RuleException) -> None:
        name = exception.rule
        if not name:
            return
        unit = self.units.units.get(exception.unit_code)
        level = exception.level or (unit.level if unit else "")
        if name not in DATES | COUNTS:
            remedy = suggestion(name, self.rules.rules or DATES | COUNTS)
            section.note("rule", f"không có quy định nào tên «{name}»", remedy)
        elif self.rules.rules and level in self.structure.by_code and not self.rules.find(name, level):
            what = f"bộ quy định «{self.rules.code}» không có «{name}» cho cấp «{level}»"
            having = sorted(rule for rule, levels in self.rules.rules.items() if level in levels)
            section.note("rule", what, f"cấp này có: {', '.join(having) or '(không quy định nào)'}")

    def _check_activity(self, section: Section, unit_code: str, activity: str) -> None:
        unit = self.units.units.get(unit_code)
        level = self.structure.by_code.get(unit.level) if unit else None
        if unit is None or level is None or not level.activities or not activity:
            return
        if activity not in level.position:
            what = f"«{unit.code}» (cấp {level.code}) không có việc «{activity}»"
            section.note("activity", what, suggestion(activity, level.position))
        elif level.activities[level.position[activity]].parents_only and not self._has_units_below(unit.code):
            what = f"«{unit.code}» không có đơn vị dưới nên không có việc «{activity}»"
            section.note("activity", what, "bỏ mốc này, hoặc sửa mã đơn vị")

    def _has_units_below(self, code: str) -> bool:
        return any(unit.parent_code == code for unit in self.units.units.values()) or bool(self.units.broken)


def _rule_value(section: Section, rule: str) -> int | date | None:
    """What holds instead of a rule: a date or a count, as the rule has it; None when left out."""
    if not section.text("value", default=""):
        return None
    if rule in DATES:
        return section.day("value")
    if rule in COUNTS:
        return section.integer("value", least=0)
    return None  # the rule itself is refused


def _check_order(section: Section, suspension: Suspension) -> None:
    """A suspension lasts at least a day, and is decided before it is over."""
    first, until, decided = suspension.first, suspension.until, suspension.decided_on
    if date.min not in (first, until) and until <= first:
        what = f"hết tạm hoãn {vn(until)}, không sau ngày bắt đầu {vn(first)}"
        section.note("until", what, "«until» là ngày đầu tiên được tổ chức trở lại: ghi ngày sau «first»")
    elif date.min not in (until, decided) and decided >= until:
        what = f"quyết định tạm hoãn ngày {vn(decided)}, khi đã hết tạm hoãn ({vn(until)})"
        section.note("decided_on", what, "sửa ngày của quyết định, hoặc «until»")
