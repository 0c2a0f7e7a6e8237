"""A unit's plan against the template: what it decides otherwise, and what is said beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from daihoi.domain.campaign import Campaign
from daihoi.domain.structure import ActivityKind, ActivityTemplate
from daihoi.domain.units import Unit
from daihoi.errors import InputErrors, Problem
from daihoi.exchange.mspdi.reading import read_project
from daihoi.exchange.mspdi.records import FileProject, FileTask
from daihoi.exchange.plans.deciding import CampaignDates, DateRefused, Dates, Keys
from daihoi.exchange.plans.linking import link_notices
from daihoi.exchange.plans.matching import Matcher, Matches
from daihoi.exchange.plans.refusing import Refuser


@dataclass(frozen=True)
class PlannedActivity:
    """What a unit plans otherwise for one activity; None where the template holds.

    Attributes:
        activity: the template's activity.
        days: days of its calendar.
        not_earlier_than: day before which it does not start.
        fixed_start: day on which it starts by decision.
    """

    activity: ActivityTemplate
    days: int | None
    not_earlier_than: date | None
    fixed_start: date | None

    @property
    def is_other(self) -> bool:
        """Whether anything differs from the template."""
        return any(value is not None for value in (self.days, self.not_earlier_than, self.fixed_start))


@dataclass(frozen=True)
class UnitPlanFile:
    """The plan of a unit as a file of MS Project holds it.

    Attributes:
        unit: whose plan.
        source: name of the file.
        activities: all that the file has, in template order.
        notices: Vietnamese sentences on what was left aside.
    """

    unit: Unit
    source: str
    activities: Sequence[PlannedActivity]
    notices: Sequence[str]

    @property
    def differences(self) -> list[PlannedActivity]:
        """Only what departs from the template."""
        return [planned for planned in self.activities if planned.is_other]


def read_unit_plan(
    path: Path, campaign: Campaign, unit_code: str, earlier: Keys = frozenset()
) -> UnitPlanFile:
    """Reads a unit's plan from a file of MS Project.

    Args:
        path: the file, MSPDI.
        campaign: whose activities are meant.
        unit_code: whose plan it is.
        earlier: what earlier plans decided: the new plan takes its place, but for what has started.

    Raises:
        UnknownCodeError: the campaign has no such unit.
        InputErrors: the file cannot be read, tasks match no activity, or it holds what a plan cannot;
            all problems of a readable file together.
    """
    unit = campaign.tree.unit(unit_code)
    project = read_project(path)
    matcher, refuser = Matcher(str(path), campaign, unit), Refuser(str(path), project)
    matches = matcher.match(project)
    dates = CampaignDates(campaign, unit, project.status_date, earlier)
    own_days = {own.activity: own.duration_days for own in campaign.durations if own.unit_code == unit.code}
    comparer = _Comparer(str(path), project, dates, own_days)
    problems = [*matcher.problems, *refuser.of_project()]
    for activity in campaign.structure.by_code[unit.level].activities:
        if task := matches.tasks.get(activity.code):
            keeps = not task.is_started and activity.kind is not ActivityKind.HAMMOCK
            found = list(refuser.of_task(task, campaign.calendars[activity.calendar], keeps_length=keeps))
            problems += found
            if not found:
                comparer.take(activity, task)
    problems += comparer.problems
    if problems:
        raise InputErrors(problems, "Kế hoạch trong tệp chưa dùng được, chưa ghi gì")
    notices = [*comparer.notices(), *_notices(matches), *link_notices(project, matches, campaign, unit)]
    return UnitPlanFile(unit, path.name, comparer.activities, notices)


def _notices(matches: Matches) -> Iterator[str]:
    if matches.missing:
        names = "; ".join(matches.missing)
        yield f"Không có trong tệp, giữ theo mẫu ({len(matches.missing)} việc): {names}."
    if matches.other_rows:
        yield f"Bỏ qua {matches.other_rows} dòng của đơn vị khác."


class _Comparer:
    """Compares matched tasks with the template and with what the campaign itself decides."""

    def __init__(
        self, place: str, project: FileProject, dates: CampaignDates, own_days: Mapping[str, int]
    ) -> None:
        self.activities: list[PlannedActivity] = []
        self.problems: list[Problem] = []
        self._place, self._project, self._dates, self._own_days = place, project, dates, own_days
        self._started = 0
        self._hammocks: list[str] = []
        self._kept: list[str] = []

    def take(self, activity: ActivityTemplate, task: FileTask) -> None:
        """Compares one activity with its task; of what has started the earlier plan stays."""
        if task.is_started:
            self._started += 1
            self._add(activity, self._own_days.get(activity.code), self._dates.earlier(activity))
            return
        try:
            days, dates = self._days(activity, task), self._dates.compare(activity, task)
        except DateRefused as refused:
            what, remedy = refused.args
            self.problems.append(Problem(self._place, task.row, what, remedy, f"«{task.name[:80]}»"))
            return
        self._kept += [dates.kept] if dates.kept else []
        self._add(activity, days, dates)

    def _add(self, activity: ActivityTemplate, days: int | None, dates: Dates) -> None:
        self.activities.append(PlannedActivity(activity, days, dates.not_earlier_than, dates.fixed_start))

    def notices(self) -> Iterator[str]:
        """What was left aside on purpose."""
        if self._started:
            yield (
                f"Đã bắt đầu ({self._started} việc): không lấy số ngày và mốc mới; tiến độ nhập bằng "
                "daihoi import."
            )
        if self._hammocks:
            yield f"Dài theo các việc khác, không lấy số ngày: {'; '.join(self._hammocks)}."
        yield from self._kept

    def _days(self, activity: ActivityTemplate, task: FileTask) -> int | None:
        if activity.kind is ActivityKind.HAMMOCK:
            self._hammocks.append(activity.name)
            return self._own_days.get(activity.code)
        days = (task.minutes or 0) // self._project.minutes_per_day
        if activity.kind is ActivityKind.GATE and days != activity.duration_days:
            what = f"việc cấp trên duyệt: mẫu {activity.duration_days} ngày, tệp ghi {days} ngày"
            raise DateRefused(what, "đơn vị không định số ngày của việc này: ghi lại theo mẫu")
        return None if days == activity.duration_days else days
