"""The dates that a file sets for activities, against those that the campaign itself has decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.structure import ActivityKind, ActivityTemplate
from daihoi.domain.units import Unit
from daihoi.exchange.mspdi.records import FileTask
from daihoi.exchange.mspdi.schema import Constraint
from reports.tokens import date_long

Keys = Collection[tuple[str, str]]
"""(unit code, activity code) of what earlier plans of units decided: a new plan takes their place."""


class DateRefused(ValueError):
    """A date that a plan cannot set; the arguments are what is wrong, and what to do."""


@dataclass(frozen=True)
class Dates:
    """What a file decides beyond the campaign: at most one of the two; and what stays in spite of it."""

    not_earlier_than: date | None = None
    fixed_start: date | None = None
    kept: str = ""


class CampaignDates:
    """What the campaign decides for the activities of one unit.

    Args:
        campaign: the campaign.
        unit: the unit.
        status_date: of the file: an export holds what has not started to the day after it.
        earlier: decisions that come from the unit's earlier plan; they count only for what a file cannot
            say any more.
    """

    def __init__(self, campaign: Campaign, unit: Unit, status_date: date | None, earlier: Keys) -> None:
        self._campaign, self._unit, self._status_date = campaign, unit, status_date
        self._own = {activity for code, activity in earlier if code == unit.code}
        floors = {f.activity: f.not_earlier_than for f in campaign.floors if f.unit_code == unit.code}
        fixed = {f.activity: f.start for f in campaign.fixed_dates if f.unit_code == unit.code}
        self._all_floors, self._all_fixed = floors, fixed
        self._floors: Mapping[str, date] = {a: d for a, d in floors.items() if a not in self._own}
        self._fixed: Mapping[str, date] = {a: d for a, d in fixed.items() if a not in self._own}

    def compare(self, activity: ActivityTemplate, task: FileTask) -> Dates:
        """What the constraint of a task adds.

        Raises:
            DateRefused: it contradicts the campaign, or lies on a day that cannot be.
        """
        at = task.constraint_at.date() if task.constraint_at else None
        if task.constraint == Constraint.ASAP or at is None:
            return Dates(kept=self._kept(activity, None))
        self._check_covered(activity, at)
        if task.constraint == Constraint.MUST_START_ON:
            return self._compare_fixed(activity, at)
        if self._says_nothing(activity, at):
            return Dates(kept=self._kept(activity, at))
        self._check_free(activity, f"không sớm hơn {date_long(at)}")
        return Dates(not_earlier_than=at)

    def earlier(self, activity: ActivityTemplate) -> Dates:
        """What the unit's earlier plan decided; for work that has started, which a file tells no more."""
        if activity.code not in self._own:
            return Dates()
        return Dates(self._all_floors.get(activity.code), self._all_fixed.get(activity.code))

    def _compare_fixed(self, activity: ActivityTemplate, at: date) -> Dates:
        decided = self._fixed.get(activity.code)
        # What was fixed and has passed is held to the day after the status date in our own files.
        if decided and (decided == at or (self._status_date and decided <= self._status_date)):
            return Dates()
        calendar = self._campaign.calendars[activity.calendar]
        if not calendar.is_working_day(at):
            raise DateRefused(
                f"ấn định ngày {date_long(at)} là ngày nghỉ theo lịch «{calendar.name}»", "chọn ngày khác"
            )
        self._check_free(activity, f"ấn định ngày {date_long(at)}")
        return Dates(fixed_start=at)

    def _says_nothing(self, activity: ActivityTemplate, at: date) -> bool:
        """A floor that the campaign has anyway, or that only keeps work from lying in the past."""
        known = self._known(activity)
        is_pushed = self._status_date is not None and at == self._status_date + ONE_DAY
        pauses = {s.until for s in self._campaign.suspensions if self._unit.level in s.levels}
        return at <= max(known or date.min, self._campaign.start_date) or is_pushed or at in pauses

    def _known(self, activity: ActivityTemplate) -> date | None:
        """The latest date that the campaign itself holds the start to."""
        planned = self._unit.planned_congress_date if activity.kind is ActivityKind.CONGRESS else None
        days = (planned, self._floors.get(activity.code), self._fixed.get(activity.code))
        return max((day for day in days if day), default=None)

    def _kept(self, activity: ActivityTemplate, at: date | None) -> str:
        """Says that a date of the campaign holds although the file leaves it out or sets it earlier."""
        known = self._known(activity)
        over = max(self._campaign.start_date, self._status_date or date.min)
        if known is None or known <= over or (at is not None and at >= known):
            return ""
        return f"«{activity.name}»: cấu hình của đợt vẫn giữ mốc {date_long(known)}."

    def _check_covered(self, activity: ActivityTemplate, at: date) -> None:
        calendar = self._campaign.calendars[activity.calendar]
        if not calendar.first <= at <= calendar.last:
            raise DateRefused(
                f"ràng buộc ngày {date_long(at)} nằm ngoài lịch «{calendar.name}»",
                f"lịch có từ {date_long(calendar.first)} đến {date_long(calendar.last)}",
            )

    def _check_free(self, activity: ActivityTemplate, said: str) -> None:
        """One activity is held by one decision: the campaign's own is changed where it stands."""
        fixed, floor = self._fixed.get(activity.code), self._floors.get(activity.code)
        if fixed or floor:
            own = f"ấn định ngày {date_long(fixed)}" if fixed else ""
            own = own or (f"không sớm hơn {date_long(floor)}" if floor else "")
            raise DateRefused(
                f"tệp ghi «{said}», campaign.yaml đã ghi «{own}»",
                "sửa ở campaign.yaml, hoặc bỏ ràng buộc trong tệp",
            )
