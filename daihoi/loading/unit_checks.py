"""Checks of the planned congresses of units: against deadlines, rules, and the units above and below."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from daihoi.domain.campaign import Campaign, Deadline
from daihoi.domain.structure import Level
from daihoi.domain.units import Unit
from daihoi.intake.config_text import Problems, vn
from daihoi.loading.checks import is_covered, rule_for


class UnitChecks:
    """Checks that need a sound structure and a sound tree of units.

    Args:
        campaign: everything but its tree and structure may be incomplete.
        folder: of the campaign, as messages name it.
        delegates_line: where the number of delegates stands.
        doubted: deadlines that are wrong already; nothing is held against them.
    """

    def __init__(
        self,
        campaign: Campaign,
        folder: str,
        delegates_line: int,
        doubted: Collection[Deadline],
        problems: Problems,
    ) -> None:
        self.campaign, self.doubted, self.problems = campaign, doubted, problems
        self.delegates_line = delegates_line
        self.head, self.units = f"{folder}/campaign.yaml", f"{folder}/units.csv"

    def run(self) -> None:
        """Notes what does not go together."""
        for unit in self.campaign.tree.units:
            if unit.planned_congress_date:
                self._check_planned(unit, unit.planned_congress_date)
                self._check_opening(unit, unit.planned_congress_date)
        for deadline in self.campaign.deadlines:
            if deadline.unit_code:
                self._check_own_deadline(deadline)
        for level in self.campaign.structure.levels:
            self._check_congress_days(level)
        self._check_levels()
        self._check_delegates()

    def _deadline(self, unit: Unit) -> Deadline | None:
        deadline = self.campaign.deadline_of(unit)
        return deadline if deadline not in self.doubted else None

    def _opening_above(self, unit: Unit) -> tuple[Unit, date] | None:
        parent = self.campaign.tree.by_code.get(unit.parent_code)
        opening = parent.planned_congress_date if parent else None
        return (parent, opening) if parent and opening else None

    def _check_planned(self, unit: Unit, planned: date) -> None:
        level = self.campaign.structure.by_code[unit.level]
        last = planned + timedelta(days=level.congress.duration_days - 1)
        deadline, above = self._deadline(unit), self._opening_above(unit)
        if not is_covered(self.campaign, planned):
            self._note(unit, f"đại hội dự kiến {vn(planned)}, nằm ngoài lịch", "bổ sung lịch")
        elif planned < self.campaign.start_date:
            what = f"đại hội dự kiến {vn(planned)}, trước khi đợt bắt đầu {vn(self.campaign.start_date)}"
            self._note(unit, what, "sửa «start_date» trong campaign.yaml")
        elif deadline and last > deadline.last_day:
            self._note(unit, f"đại hội dự kiến xong {vn(last)}, sau hạn {_described(deadline)}", "sửa hạn")
        elif above and last >= above[1]:
            what = (
                f"đại hội dự kiến xong {vn(last)}, không trước đại hội của «{above[0].code}» {vn(above[1])}"
            )
            self._note(unit, what, f"dời đại hội của «{above[0].code}»")

    def _check_opening(self, unit: Unit, opening: date) -> None:
        """A congress opens after the deadline of the level below; a pilot's branches go ahead of theirs."""
        below = self.campaign.structure.below(self.campaign.structure.by_code[unit.level])
        if below is None or unit.is_pilot:
            return
        deadlines = {self._deadline(child) for child in self.campaign.tree.children[unit.code]}
        for deadline in deadlines:
            if deadline and deadline.level and deadline.last_day >= opening:
                what = f"đại hội dự kiến mở {vn(opening)}, không sau hạn của cấp dưới {_described(deadline)}"
                self._note(unit, what, "sửa hạn của cấp dưới")

    def _check_own_deadline(self, deadline: Deadline) -> None:
        unit = self.campaign.tree.by_code[deadline.unit_code]
        above = self._opening_above(unit)
        rule = rule_for(self.campaign, "window_end", unit.level, unit.code)
        if rule and isinstance(rule.value, date) and deadline.last_day > rule.value:
            self.problems.note(
                self.head,
                deadline.line,
                f"hạn của «{unit.code}» {vn(deadline.last_day)}, sau {vn(rule.value)} («{rule.words}»)",
                f"sửa hạn cho đúng quy định: {self.campaign.rules.name}",
            )
        if above and deadline.last_day >= above[1]:
            self.problems.note(
                self.head,
                deadline.line,
                f"hạn của «{unit.code}» {vn(deadline.last_day)}, không trước đại hội của «{above[0].code}» "
                f"{vn(above[1])} (units.csv, dòng {above[0].line})",
                "cấp dưới phải xong trước đại hội của cấp trên",
            )

    def _check_congress_days(self, level: Level) -> None:
        rule = rule_for(self.campaign, "congress_days_max", level.code)
        days = level.congress.duration_days
        if rule and isinstance(rule.value, int) and days > rule.value:
            what = f"đại hội cấp «{level.code}» {days} ngày, quy định tối đa {rule.value} («{rule.words}»)"
            remedy = f"giảm «duration_days», hoặc sửa bộ quy định «{self.campaign.rules.code}»"
            self.problems.note(level.file, level.congress.line, what, remedy)

    def _check_levels(self) -> None:
        """What is decided for a level that the campaign has no unit of, was meant for another."""
        present = {unit.level for unit in self.campaign.tree.units}
        named = [(s.line, "tạm hoãn", level) for s in self.campaign.suspensions for level in s.levels]
        named += [(e.line, f"ngoại lệ của «{e.rule}»", e.level) for e in self.campaign.exceptions if e.level]
        for line, what, level in named:
            if level not in present:
                having = ", ".join(lv.code for lv in self.campaign.structure.levels if lv.code in present)
                remedy = f"chỉ nêu các cấp có đơn vị: {having}"
                self.problems.note(
                    self.head, line, f"{what}: cấp «{level}» không có đơn vị nào trong đợt", remedy
                )

    def _check_delegates(self) -> None:
        delegates = self.campaign.delegates
        root = self.campaign.root
        cap = rule_for(self.campaign, "delegates_max", root.level, root.code)
        if delegates and cap and isinstance(cap.value, int) and delegates.total > cap.value:
            self.problems.note(
                self.head,
                self.delegates_line,
                f"{delegates.total} đại biểu, vượt trần {cap.value} («{cap.words}»)",
                f"giảm số đại biểu, hoặc ghi văn bản cho phép vào bộ quy định «{self.campaign.rules.code}»",
            )

    def _note(self, unit: Unit, what: str, otherwise: str) -> None:
        what, remedy = f"«{unit.code}»: {what}", f"sửa ngày dự kiến, hoặc {otherwise}"
        self.problems.note(self.units, unit.line, what, remedy, "cột planned_congress_date")


def _described(deadline: Deadline) -> str:
    return f"{vn(deadline.last_day)} («{deadline.words}», campaign.yaml, dòng {deadline.line})"
