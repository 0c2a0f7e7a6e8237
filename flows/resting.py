"""When a run that the schedule started has nothing to do: it ends well, and its state says why.

Whoever starts a run by hand wants it to run, so only scheduled runs rest.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from prefect.client.schemas.objects import State
from prefect.states import Completed

from daihoi import clock
from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Campaign
from daihoi.loading import find_config, load_campaign
from daihoi.publishing import Published
from daihoi.store.database import has_log
from daihoi.store.log import EventLog
from daihoi.workspace import Workspace
from flows.requests import ProgressRequest
from flows.running import running
from flows.served import scheduled_run

DAY_OFF, NOT_UNDER_WAY, NOTHING_REPORTED = "Ngày nghỉ", "Ngoài đợt", "Chưa có báo cáo"


def reason_to_rest(request: ProgressRequest, *, on_days_off: bool) -> State[Any] | None:
    """The state that a scheduled run ends in at once; None when it should go on.

    Args:
        request: what the schedule asked for.
        on_days_off: whether days that are no working days are a reason.
    """
    if scheduled_run() is None:
        return None
    campaign = load_campaign(find_config(), request.campaign)
    name, message = _reason(campaign, request.status_date or clock.today(), on_days_off=on_days_off)
    return Completed(name=name, message=message) if name else None


def resting(state: State[Any]) -> Published:
    """The state, given back by a flow in place of what it publishes: Prefect then ends the run with it.

    Only the service starts scheduled runs, and nobody there reads what a flow gives back.
    """
    return cast(Published, state)


def _reason(campaign: Campaign, day: date, *, on_days_off: bool) -> tuple[str, str]:
    calendar = campaign.working_calendar
    if day < campaign.start_date:
        return NOT_UNDER_WAY, f"Đợt bắt đầu ngày {campaign.start_date:%d/%m/%Y}; chưa có gì để tính."
    if is_over(campaign, day, running().rests_after_days) or day > calendar.last:
        return NOT_UNDER_WAY, "Đợt đã xong từ lâu: muốn lập lại báo cáo cũ, chạy bằng tay với ngày chốt."
    if on_days_off and not calendar.is_working_day(day):
        return DAY_OFF, f"Ngày {day:%d/%m/%Y} không phải ngày làm việc; không công bố gì."
    if not _is_reported(campaign.code):
        return NOTHING_REPORTED, f"Chưa đơn vị nào báo cáo: daihoi import {campaign.code} TỆP."
    return "", ""


def is_over(campaign: Campaign, day: date, rests_after_days: int) -> bool:
    """Whether the last deadline of a campaign passed so long ago that nobody asks about it each day.

    By then follow-up work is done too, and the plan leads nowhere.
    """
    last = max((deadline.last_day for deadline in campaign.deadlines), default=day)
    return day > last + timedelta(days=rests_after_days)


def _is_reported(campaign: str) -> bool:
    """Whether the log says anything of a campaign.

    Raises:
        StoreError: the log cannot be read.
    """
    place = Workspace.from_environment().log_place
    if not has_log(place):
        return False
    with EventLog.open_existing(place) as log:
        return bool(log.batches(campaign))


def nominal_report_day(calendar: WorkCalendar, weekday: int, day: date) -> date:
    """The latest day ``weekday`` (Monday is 0) that is not after ``day``, moved to the next working day.

    A report that falls on a day off is made on the working day after it.
    """
    nominal = day - timedelta(days=(day.weekday() - weekday) % 7)
    moved = calendar.add_working_days(nominal, 0)
    return moved if moved <= day else nominal_report_day(calendar, weekday, nominal - timedelta(days=1))
