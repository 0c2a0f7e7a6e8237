"""Checks of what is decided for single activities of single units, in ``campaign.yaml`` and in plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Campaign, Suspension
from daihoi.domain.structure import ActivityKind, ActivityTemplate
from daihoi.intake.config_text import Problems, vn
from daihoi.loading.checks import rule_for


class DecisionKind(StrEnum):
    """What is decided for an activity of a unit; the value is what messages call it."""

    FLOOR = "mốc"
    FIXED_DATE = "ngày ấn định"
    DURATION = "số ngày"


@dataclass(frozen=True)
class Decided:
    """A decision about one activity of one unit, and where it stands.

    Attributes:
        value: a date, or days for a duration.
        place: file as messages name it.
        line: 1-based line of it.
        cell: column of a table; empty for ``campaign.yaml``.
    """

    kind: DecisionKind
    unit_code: str
    activity: str
    value: int | date
    place: str
    line: int
    cell: str = ""

    @property
    def name(self) -> str:
        """What messages call it, in Vietnamese."""
        return f"{self.kind} của việc «{self.activity}» ở «{self.unit_code}»"

    def seen_from(self, other: Decided) -> str:
        """Where it stands, told to a reader of another decision."""
        if self.place == other.place:
            return f"dòng {self.line}"
        return f"{self.place.rpartition('/')[2]}, dòng {self.line}"


def decided_in_head(campaign: Campaign, place: str) -> list[Decided]:
    """What ``campaign.yaml`` itself decides for single activities."""
    floors = [
        Decided(DecisionKind.FLOOR, d.unit_code, d.activity, d.not_earlier_than, place, d.line)
        for d in campaign.floors
    ]
    return floors + [
        Decided(DecisionKind.FIXED_DATE, d.unit_code, d.activity, d.start, place, d.line)
        for d in campaign.fixed_dates
    ]


class DecidedChecks:
    """Do decisions go together, and with calendars, suspensions and rules?

    Args:
        campaign: values that could not be read are left out of its lists.
        decided: in the order in which they are written.
        problems: grows by what is wrong.
    """

    def __init__(self, campaign: Campaign, decided: Sequence[Decided], problems: Problems) -> None:
        self.campaign, self.decided, self.problems = campaign, decided, problems

    def run(self, *, is_sound: bool) -> None:
        """Notes what does not go together; ``is_sound``: structure and units are without fault."""
        self._check_repeated()
        calendar = self.campaign.calendars.get("working")
        for decision in self.decided:
            day = decision.value
            if calendar and isinstance(day, date) and not calendar.first <= day <= calendar.last:
                period = f"({vn(calendar.first)} – {vn(calendar.last)})"
                what = f"{decision.name} {vn(day)} nằm ngoài lịch {period}"
                self._note(decision, what, "sửa ngày, hoặc bổ sung lịch")
            elif is_sound:
                self._check(decision)

    def _check(self, decision: Decided) -> None:
        unit = self.campaign.tree.unit(decision.unit_code)
        level = self.campaign.structure.by_code[unit.level]
        activity = level.activities[level.position[decision.activity]]
        calendar = self.campaign.calendars.get(activity.calendar)
        if calendar is None:  # it could not be read, which is noted
            return
        if isinstance(decision.value, int):
            self._check_duration(decision, activity, calendar, decision.value)
        elif decision.kind is DecisionKind.FIXED_DATE:
            self._check_fixed(decision, activity, calendar, decision.value)

    def _note(self, decision: Decided, what: str, remedy: str) -> None:
        self.problems.note(decision.place, decision.line, what, remedy, decision.cell)

    def _check_repeated(self) -> None:
        first: dict[tuple[DecisionKind, str, str], Decided] = {}
        for decision in self.decided:
            kind, key = decision.kind, (decision.unit_code, decision.activity)
            earlier = first.setdefault((kind, *key), decision)
            if earlier is not decision:
                what = f"{decision.name} đã viết ở {earlier.seen_from(decision)}"
                self._note(decision, what, f"giữ một {kind}")
        for (kind, unit_code, activity), fixed in first.items():
            floor = first.get((DecisionKind.FLOOR, unit_code, activity))
            if kind is DecisionKind.FIXED_DATE and floor:
                self._note_both(fixed, floor)

    def _note_both(self, fixed: Decided, floor: Decided) -> None:
        what = f"{fixed.name}, mà việc này còn có mốc «không sớm hơn» ở {floor.seen_from(fixed)}"
        self._note(fixed, what, "bỏ một trong hai: ngày đã ấn định thì không chờ mốc nào")

    def _check_fixed(
        self, decision: Decided, activity: ActivityTemplate, calendar: WorkCalendar, start: date
    ) -> None:
        named = f"{decision.name} {vn(start)}"
        if start < self.campaign.start_date:
            what = f"{named}, trước khi đợt bắt đầu {vn(self.campaign.start_date)}"
            self._note(decision, what, "sửa ngày, hoặc «start_date» trong campaign.yaml")
        elif not calendar.is_working_day(start):
            why = calendar.days_off.get(start, "cuối tuần")
            remedy = f"chọn ngày khác, hoặc sửa lịch «{calendar.code}»"
            self._note(decision, f"{named} là ngày nghỉ ({why})", remedy)
        elif suspension := self._suspension(decision, activity, start):
            period = f"{vn(suspension.first)} – {vn(suspension.until - timedelta(days=1))}"
            what = f"{named}, trong thời gian tạm hoãn {period} (dòng {suspension.line} của campaign.yaml)"
            self._note(decision, what, "dời ngày ấn định, hoặc sửa thời gian tạm hoãn")

    def _suspension(self, decision: Decided, activity: ActivityTemplate, start: date) -> Suspension | None:
        """The suspension that a congress which starts on this day would fall into."""
        if activity.kind is not ActivityKind.CONGRESS:
            return None
        key = (decision.unit_code, decision.activity)
        end = start + timedelta(days=self._own_days.get(key, activity.duration_days))
        level = self.campaign.tree.unit(decision.unit_code).level
        held_up = (s for s in self.campaign.suspensions if level in s.levels)
        return next((s for s in held_up if start < s.until and s.first < end), None)

    @cached_property
    def _own_days(self) -> Mapping[tuple[str, str], int]:
        return {(d.unit_code, d.activity): d.duration_days for d in self.campaign.durations}

    def _check_duration(
        self, decision: Decided, activity: ActivityTemplate, calendar: WorkCalendar, days: int
    ) -> None:
        covered = calendar.working_days_between(calendar.first, calendar.last + timedelta(days=1))
        if activity.kind is ActivityKind.GATE:
            what = f"việc «{activity.code}» là việc cấp trên duyệt, đơn vị không định số ngày"
            self._note(decision, what, "bỏ số ngày này")
        elif days > covered:
            what = f"{decision.name} là {days}, dài hơn cả lịch «{calendar.code}» ({covered} ngày)"
            self._note(decision, what, "ghi số ngày mà việc này cần")
        elif activity.kind is ActivityKind.CONGRESS:
            self._check_congress_days(decision, days)

    def _check_congress_days(self, decision: Decided, days: int) -> None:
        unit = self.campaign.tree.unit(decision.unit_code)
        rule = rule_for(self.campaign, "congress_days_max", unit.level, unit.code)
        if rule and isinstance(rule.value, int) and days > rule.value:
            what = f"đại hội của «{unit.code}» {days} ngày, quy định tối đa {rule.value} («{rule.words}»)"
            remedy = "giảm số ngày, hoặc ghi văn bản cho phép vào «exceptions» trong campaign.yaml"
            self._note(decision, what, remedy)
