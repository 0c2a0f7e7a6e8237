"""What the schema of a form cannot say.

Checked by ``daihoi trigger`` before a run is made, and at the start of a run that another way has made.
"""

from __future__ import annotations

from daihoi import clock
from daihoi.assessing import open_campaign
from daihoi.domain.campaign import Campaign
from daihoi.errors import DaihoiError, UnknownCodeError
from daihoi.store.log import EventLog
from daihoi.workspace import Workspace
from flows.requests import GANTTS, LevelRequest, ProgressRequest, ReportRequest


def check(request: ProgressRequest, level: str = "") -> Campaign:
    """Refuses a request that cannot be met; nothing has been started yet.

    Args:
        request: what was asked for.
        level: code of the level that the flow is about; empty for others.

    Returns:
        The campaign as rulings left it at the status date.

    Raises:
        DaihoiError: no such campaign or unit, no unit of that level among those named, a day outside the
            calendar, or Gantts asked for without units.
        ConfigErrors: the campaign is not usable.
    """
    day = request.status_date or clock.today()
    known = request.known_at if request.known_at is not None else request.upto
    campaign = open_campaign(Workspace.from_environment(), request.campaign, day, known)
    _check_day(request, campaign)
    _check_knowledge(request)
    if isinstance(request, LevelRequest):
        _check_units(request, campaign, level)
    if isinstance(request, ReportRequest) and request.unit:
        campaign.tree.subtrees([request.unit])
    return campaign


def _check_day(request: ProgressRequest, campaign: Campaign) -> None:
    calendar, day = campaign.working_calendar, request.status_date or clock.today()
    if not calendar.first <= day <= calendar.last:
        raise DaihoiError(
            f"Ngày chốt {day:%d/%m/%Y} nằm ngoài lịch của đợt ({calendar.first:%d/%m/%Y} – "
            f"{calendar.last:%d/%m/%Y}): chọn ngày khác, hoặc bổ sung ngày nghỉ trong config/calendars."
        )


def _check_knowledge(request: ProgressRequest) -> None:
    if request.known_at is None:
        return
    with EventLog.open_existing(Workspace.from_environment().log_place) as log:
        last = log.head()[0]
    if request.known_at > last:
        raise DaihoiError(f"Sổ ghi không có sự kiện số {request.known_at}: ghi một số từ 0 đến {last}.")


def _check_units(request: LevelRequest, campaign: Campaign, level: str) -> None:
    if request.products == [GANTTS] and not request.units:
        raise DaihoiError("Gantt chỉ vẽ cho đơn vị được nêu: ghi mã đơn vị, hoặc chọn thêm danh mục việc.")
    if not level:
        return
    codes = campaign.tree.subtrees(request.units) if request.units else campaign.tree.by_code
    found = {campaign.tree.by_code[code].level for code in codes}
    if request.units and level not in found:
        names = [lv.short_name for lv in campaign.structure.levels if lv.code in found]
        raise DaihoiError(
            f"Các đơn vị đã chọn ({', '.join(request.units)}) không có đơn vị nào thuộc cấp này; ở đó có: "
            f"{', '.join(names)}."
        )
    if level not in campaign.structure.by_code:
        raise UnknownCodeError("cấp", level, campaign.structure.by_code)
