"""Checks between the decisions of a campaign: do its dates go together, and with calendar and rules?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from daihoi.domain.campaign import Campaign, Deadline
from daihoi.intake.config_text import Problems, vn


class HeadChecks:
    """Checks of ``campaign.yaml`` that need no units.

    Args:
        campaign: values that could not be read are ``date.min``, or left out of its lists.
        lines: key of the file → its line.
    """

    def __init__(self, campaign: Campaign, place: str, lines: Mapping[str, int], problems: Problems) -> None:
        self.campaign, self.place, self.lines, self.problems = campaign, place, lines, problems
        self.doubted: set[Deadline] = set()

    def run(self) -> frozenset[Deadline]:
        """Notes what does not go together; the deadlines it concerns."""
        self._check_start()
        self._check_validity()
        self._check_repeated()
        for deadline in self.campaign.deadlines:
            self._check_window(deadline)
            self._check_level_above(deadline)
        self._check_covered()
        return frozenset(self.doubted)

    def _note(self, line: int, what: str, remedy: str) -> None:
        self.problems.note(self.place, line, what, remedy)

    def _doubt(self, deadline: Deadline, what: str, remedy: str) -> None:
        self.doubted.add(deadline)
        self._note(deadline.line, what, remedy)

    def _check_start(self) -> None:
        start, plan = self.campaign.start_date, self.campaign.plan_date
        if date.min not in (start, plan) and start > plan:
            self._note(
                self.lines["start_date"],
                f"đợt bắt đầu {vn(start)}, sau ngày ban hành kế hoạch {vn(plan)}",
                "«start_date» không muộn hơn ngày của kế hoạch",
            )

    def _check_validity(self) -> None:
        rules, plan = self.campaign.rules, self.campaign.plan_date
        if date.min in (rules.valid_from, plan):
            return
        if plan < rules.valid_from or (rules.valid_to not in {None, date.min} and plan > rules.valid_to):
            until = f" đến {vn(rules.valid_to)}" if rules.valid_to else ""
            self._note(
                self.lines["ruleset"],
                f"quy định «{rules.code}» có hiệu lực từ {vn(rules.valid_from)}{until}, "
                f"kế hoạch ban hành {vn(plan)}",
                "chọn bộ quy định đang có hiệu lực, hoặc sửa ngày của kế hoạch",
            )

    def _check_repeated(self) -> None:
        deadlines: dict[tuple[str, str], Deadline] = {}
        for deadline in self.campaign.deadlines:
            first = deadlines.setdefault((deadline.level, deadline.unit_code), deadline)
            if first is not deadline:
                self.doubted.add(first)
                whom = deadline.unit_code or deadline.level
                self._doubt(deadline, f"hạn của «{whom}» đã viết ở dòng {first.line}", "giữ một hạn")
        floors: dict[tuple[str, str], int] = {}
        for floor in self.campaign.floors:
            line = floors.setdefault((floor.unit_code, floor.activity), floor.line)
            if line != floor.line:
                what = f"mốc của việc «{floor.activity}» ở «{floor.unit_code}» đã viết ở dòng {line}"
                self._note(floor.line, what, "giữ một mốc")

    def _check_window(self, deadline: Deadline) -> None:
        rule = self.campaign.rules.find("window_end", deadline.level)
        if rule and isinstance(rule.value, date) and deadline.last_day > rule.value:
            self._doubt(
                deadline,
                f"hạn cấp «{deadline.level}» {vn(deadline.last_day)}, sau {vn(rule.value)} («{rule.words}»)",
                f"sửa hạn cho đúng quy định: {self.campaign.rules.name}",
            )

    def _check_level_above(self, deadline: Deadline) -> None:
        """A lower level is through before the level that waits for it."""
        level = self.campaign.structure.by_code.get(deadline.level)
        above = self.campaign.structure.above(level) if level else None
        other = next((d for d in self.campaign.deadlines if above and d.level == above.code), None)
        if other and deadline.last_day >= other.last_day:
            self.doubted.add(other)
            self._doubt(
                deadline,
                f"hạn cấp «{deadline.level}» {vn(deadline.last_day)}, không trước hạn cấp trên "
                f"«{other.level}» {vn(other.last_day)} (dòng {other.line})",
                "cấp dưới phải xong trước đại hội của cấp trên",
            )

    def _check_covered(self) -> None:
        """Days outside the calendar are not computed with, so nothing may be decided for them."""
        self._check_day(self.lines["start_date"], "ngày bắt đầu", self.campaign.start_date)
        for floor in self.campaign.floors:
            name = f"mốc của việc «{floor.activity}» ở «{floor.unit_code}»"
            self._check_day(floor.line, name, floor.not_earlier_than)
        for deadline in self.campaign.deadlines:
            name = f"hạn của «{deadline.unit_code or deadline.level}»"
            if not self._check_day(deadline.line, name, deadline.last_day):
                self.doubted.add(deadline)

    def _check_day(self, line: int, name: str, day: date) -> bool:
        if day == date.min or is_covered(self.campaign, day):
            return True
        calendar = self.campaign.working_calendar
        what = f"{name} {vn(day)} nằm ngoài lịch ({vn(calendar.first)} – {vn(calendar.last)})"
        self._note(line, what, "sửa ngày, hoặc bổ sung lịch")
        return False


def is_covered(campaign: Campaign, day: date) -> bool:
    """Whether the working calendar covers a day; True when that calendar could not be read."""
    calendar = campaign.calendars.get("working")
    return calendar is None or calendar.first <= day <= calendar.last
