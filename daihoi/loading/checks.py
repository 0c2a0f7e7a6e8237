"""Checks between the decisions of a campaign: do its dates go together, and with calendar and rules?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from daihoi.domain.campaign import Campaign, Deadline, RuleException
from daihoi.domain.rules import Rule
from daihoi.intake.config_text import Problems, vn

ONE_DAY = timedelta(days=1)


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
        self._check_suspensions()
        self._check_exceptions()
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

    def _check_window(self, deadline: Deadline) -> None:
        rule = rule_for(self.campaign, "window_end", deadline.level)
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

    def _check_suspensions(self) -> None:
        """A level is not put off twice for the same days."""
        for place, later in enumerate(self.campaign.suspensions):
            for earlier in self.campaign.suspensions[:place]:
                both = [level for level in later.levels if level in earlier.levels]
                if both and later.first < earlier.until and earlier.first < later.until:
                    period = f"{vn(earlier.first)} – {vn(earlier.until - ONE_DAY)}"
                    self._note(
                        later.line,
                        f"tạm hoãn cấp «{both[0]}» trùng với lần tạm hoãn {period} (dòng {earlier.line})",
                        "nối tiếp nhau: «first» của lần sau không trước «until» của lần trước",
                    )

    def _check_exceptions(self) -> None:
        first: dict[tuple[str, str, str], RuleException] = {}
        for exception in self.campaign.exceptions:
            whom = exception.unit_code or exception.level
            earlier = first.setdefault((exception.rule, exception.level, exception.unit_code), exception)
            if earlier is not exception:
                what = f"ngoại lệ của «{exception.rule}» cho «{whom}» đã viết ở dòng {earlier.line}"
                self._note(exception.line, what, "giữ một ngoại lệ")

    def _check_covered(self) -> None:
        """Days outside the calendar are not computed with, so nothing may be decided for them."""
        self._check_day(self.lines["start_date"], "ngày bắt đầu", self.campaign.start_date)
        for suspension in self.campaign.suspensions:
            self._check_day(suspension.line, "ngày bắt đầu tạm hoãn", suspension.first)
            self._check_day(suspension.line, "ngày cuối tạm hoãn", suspension.until - ONE_DAY)
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


def rule_for(campaign: Campaign, name: str, level: str, unit_code: str = "") -> Rule | None:
    """The rule that holds for a level, or for one unit of it, written exceptions taken into account.

    An exception of the unit goes before one of its level. None: the rule set is silent, or the rule is
    lifted.
    """
    rule = campaign.rules.find(name, level)
    own = (e for e in campaign.exceptions if e.rule == name and unit_code and e.unit_code == unit_code)
    of_level = (e for e in campaign.exceptions if e.rule == name and e.level == level)
    exception = next(own, None) or next(of_level, None)
    if exception is None or rule is None:
        return rule
    if exception.value is None:
        return None
    words = f"{exception.document_number} ngày {vn(exception.document_date)}"
    return replace(rule, value=exception.value, words=words, basis=exception.basis)
