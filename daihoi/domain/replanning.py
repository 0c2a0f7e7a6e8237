"""A single activity of a single unit is planned anew: another first day, another length, or both.

The frozen plan stays as it was: only the current schedule moves, so what was put off shows as variance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Campaign, Suspension
from daihoi.domain.record import Fault, shown
from daihoi.domain.replanned import Replanned
from daihoi.domain.rule_values import rule_in_force
from daihoi.domain.ruling_details import count_in, day_in, iso, text_in
from daihoi.domain.ruling_faults import faults_of, refuse, uncovered
from daihoi.domain.rulings import Detail, Ruling, RulingError
from daihoi.domain.structure import ActivityKind, ActivityTemplate
from daihoi.domain.suspending import period
from daihoi.domain.units import Unit
from daihoi.errors import CalendarRangeError, UnknownCodeError, suggestion

ONE_DAY = timedelta(days=1)
MAX_DAYS = "congress_days_max"


@dataclass(frozen=True)
class Replan:
    """What is planned anew.

    Attributes:
        activity: activity code; empty for the unit's congress.
        start: the day it starts on, whatever its links say; None to leave that to them.
        duration_days: how long it lasts, on its own calendar; None for as long as before.

    Raises:
        FaultyRuling: neither is given, or it would last no day.
    """

    activity: str
    start: date | None = None
    duration_days: int | None = None

    def __post_init__(self) -> None:
        refuse(self._own_faults())

    def _own_faults(self) -> Iterator[Fault]:
        if self.start is None and self.duration_days is None:
            yield Fault(
                "start", "không nêu ngày mới, cũng không nêu số ngày mới", "ghi một trong hai, hoặc cả hai"
            )
        if self.duration_days is not None and self.duration_days < 1:
            yield Fault("days", f"số ngày {self.duration_days}", "ghi số ngày từ 1 trở lên")

    def details(self) -> Mapping[str, Detail]:
        """What the log keeps."""
        return {"activity": self.activity, "start": iso(self.start), "duration_days": self.duration_days}

    @classmethod
    def read(cls, ruling: Ruling) -> Replan:
        """What a ruling of the log decided."""
        details = ruling.details
        return cls(text_in(details, "activity"), day_in(details, "start"), count_in(details, "duration_days"))


def replanned(campaign: Campaign, ruling: Ruling) -> Campaign:
    """The campaign with one activity planned anew; what the ruling does not name stays as replanned before.

    A unit that is gone needs no plan: nothing changes.
    """
    decided = Replan.read(ruling)
    unit = campaign.tree.by_code.get(ruling.unit_code)
    if unit is None:
        return campaign
    activity = decided.activity or campaign.structure.by_code[unit.level].congress.code
    key = (unit.code, activity)
    earlier = next((r for r in campaign.replans if (r.unit_code, r.activity) == key), None)
    days = decided.duration_days or (earlier.duration_days if earlier else None)
    start = decided.start or (earlier.start if earlier else None)
    others = (other for other in campaign.replans if other is not earlier)
    new = Replanned(unit.code, activity, start, days, ruling.reason, ruling.basis)
    return replace(campaign, replans=(*others, new))


def replan_faults(campaign: Campaign, ruling: Ruling) -> Iterator[Fault]:
    """What does not fit in a new plan of an activity.

    Args:
        campaign: with everything that was ruled before.
        ruling: the new plan.
    """
    try:
        decided = Replan.read(ruling)
        unit = campaign.tree.unit(ruling.unit_code)
    except RulingError as error:
        yield from faults_of(error)
        return
    except UnknownCodeError as error:
        yield Fault("unit", f"không có đơn vị «{error.code}»", suggestion(error.code, campaign.tree.by_code))
        return
    level = campaign.structure.by_code[unit.level]
    code = decided.activity or level.congress.code
    if code not in level.position:
        what = f"«{unit.code}» (cấp {level.short_name}) không có việc «{code}»"
        yield Fault("activity", what, suggestion(code, level.position))
        return
    activity = level.activities[level.position[code]]
    if activity.parents_only and not campaign.tree.children[unit.code]:
        what = f"«{unit.code}» không có đơn vị dưới nên không có việc «{code}»"
        yield Fault("activity", what, "sửa mã đơn vị, hoặc mã việc")
        return
    yield from _Checks(campaign, ruling, decided, unit, activity).faults()


@dataclass(frozen=True)
class _Checks:
    """The new day and length of an activity that there is."""

    campaign: Campaign
    ruling: Ruling
    decided: Replan
    unit: Unit
    activity: ActivityTemplate

    def faults(self) -> Iterator[Fault]:
        days = self.decided.duration_days
        length = list(self._length_faults(days)) if days else []
        yield from length
        if (start := self.decided.start) is None:
            return
        outside = list(uncovered(self.campaign, "start", start))
        yield from outside or self._start_faults(start, is_long=bool(length))

    @property
    def _calendar(self) -> WorkCalendar:
        return self.campaign.calendars[self.activity.calendar]

    def _length_faults(self, days: int) -> Iterator[Fault]:
        calendar = self._calendar
        covered = calendar.working_days_between(calendar.first, calendar.last + ONE_DAY)
        if self.activity.kind is ActivityKind.GATE:
            what = f"việc «{self.activity.code}» là việc cấp trên duyệt, không định số ngày"
            yield Fault("days", what, "bỏ số ngày")
        elif days > covered:
            what = f"{days} ngày, dài hơn cả lịch «{calendar.code}» ({covered} ngày)"
            yield Fault("days", what, "ghi số ngày mà việc này cần")
        elif self.activity.kind is ActivityKind.CONGRESS:
            rule = rule_in_force(self.campaign, MAX_DAYS, self.unit)
            if rule and rule.days is not None and days > rule.days:
                what = f"đại hội {days} ngày, quy định tối đa {rule.days}"
                yield Fault("days", what, "giảm số ngày, hoặc ghi văn bản cho phép trước (except)")

    def _start_faults(self, start: date, *, is_long: bool) -> Iterator[Fault]:
        calendar, earliest = self._calendar, max(self.campaign.start_date, self.ruling.effective_date)
        if start < earliest:
            is_early = start < self.campaign.start_date
            since = "đợt bắt đầu" if is_early else "quyết định có hiệu lực"
            what = f"ngày mới {shown(start)} trước ngày {since} ({shown(earliest)})"
            yield Fault("start", what, "ghi ngày về sau; việc đã làm thì báo cáo, không dời")
        elif not calendar.is_working_day(start):
            why = calendar.days_off.get(start, "cuối tuần")
            remedy = f"chọn ngày khác, hoặc sửa lịch «{calendar.code}»"
            yield Fault("start", f"ngày mới {shown(start)} là ngày nghỉ ({why})", remedy)
        elif not is_long:
            yield from self._span_faults(start)

    def _span_faults(self, start: date) -> Iterator[Fault]:
        """What lies in the way from the first day to the last."""
        try:
            last = self._calendar.add_working_days(start, max(self._days - 1, 0))
        except CalendarRangeError:
            what = f"bắt đầu {shown(start)} thì kéo dài quá ngày cuối của lịch"
            yield Fault("start", what, "chọn ngày sớm hơn, hoặc bổ sung lịch")
            return
        if pause := self._suspension(start, last):
            what = f"ngày mới {shown(start)} nằm trong thời gian tạm hoãn {period(pause)}"
            yield Fault("start", what, "chọn ngày khác, hoặc ghi quyết định cho tổ chức lại trước (resume)")

    @property
    def _days(self) -> int:
        if self.decided.duration_days:
            return self.decided.duration_days
        key = (self.unit.code, self.activity.code)
        replans = {(r.unit_code, r.activity): r.duration_days for r in self.campaign.replans}
        own = {(own.unit_code, own.activity): own.duration_days for own in self.campaign.durations}
        return replans.get(key) or own.get(key, self.activity.duration_days)

    def _suspension(self, first: date, last: date) -> Suspension | None:
        if self.activity.kind is not ActivityKind.CONGRESS:
            return None
        own = (pause for pause in self.campaign.suspensions if self.unit.level in pause.levels)
        return next((pause for pause in own if first < pause.until and pause.first <= last), None)
