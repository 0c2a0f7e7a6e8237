"""May a congress be held on its day: suspensions, days off, and how many meet on one day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from daihoi.domain.campaign import Suspension
from daihoi.domain.congress_calendar import Clash, ClashKind, congress_calendar
from daihoi.domain.health.date_checks import open_congresses, planned_day
from daihoi.domain.health.findings import Finding, Found
from daihoi.domain.health.picture import Picture, shown
from daihoi.domain.spans import ONE_DAY


def in_suspension(picture: Picture) -> Found:
    """Congresses planned for, or reported from, a time in which none may be held."""
    campaign = picture.assessment.campaign
    known = [
        s
        for s in campaign.suspensions
        if picture.is_plan_only or s.decided_on <= picture.assessment.status_date
    ]
    if not known:
        return Found.nothing("không có thời gian tạm hoãn nào")
    levels = {level for s in known for level in s.levels}
    concerned = [n for n in picture.congresses.tolist() if picture.unit(n).level in levels]
    findings = [f for n in concerned for s in known for f in _suspended(picture, n, s)]
    return Found("đại hội của các cấp bị tạm hoãn", len(concerned), len(findings), findings)


def _suspended(picture: Picture, n: int, suspension: Suspension) -> Iterator[Finding]:
    """A congress in a suspension of its level."""
    day, current = picture.expansion.table.day, picture.assessment.current
    first, until = day(suspension.first), day(suspension.until)
    if picture.unit(n).level not in suspension.levels:
        return
    period = f"tạm hoãn từ {shown(suspension.first)} đến hết {shown(suspension.until - ONE_DAY)}"
    if current.is_finished[n]:
        if first < current.finish[n] and current.start[n] < until:
            what = f"báo đã đại hội {picture.date(current.start[n])}, trong thời gian {period}"
            yield picture.at(n, what, "kiểm tra lại ngày; nếu được phép riêng, ghi vào «exceptions»")
    elif (planned := planned_day(picture, n)) is not None and first <= planned < until:
        what = f"dự kiến {picture.date(planned)}, trong thời gian {period}"
        yield picture.at(n, what, "ghi ngày dự kiến mới vào units.csv")


def on_day_off(picture: Picture) -> Found:
    """Congresses still to come on a public holiday, or planned for a day that their calendar skips."""
    coming = open_congresses(picture)
    findings = [f for n in coming for f in _on_day_off(picture, n)]
    return Found("đại hội chưa tổ chức", len(coming), len(findings), findings)


def _on_day_off(picture: Picture, n: int) -> Iterator[Finding]:
    campaign, current = picture.assessment.campaign, picture.assessment.current
    remedy = "chọn ngày khác, hoặc giữ nguyên nếu đã tính đến"
    planned = planned_day(picture, n)
    calendar = campaign.calendars[picture.expansion.template(n).calendar]
    if planned is not None and not calendar.is_working_day(picture.expansion.table.date(planned)):
        yield picture.at(n, f"dự kiến {picture.date(planned)}, ngày mà «{calendar.name}» không tính", remedy)
        return
    days = (picture.expansion.table.date(day) for day in range(current.start[n], current.finish[n]))
    named = [(day, campaign.working_calendar.days_off.get(day, "")) for day in days]
    holidays = [(day, name) for day, name in named if name]
    if holidays:
        yield picture.at(n, f"đại hội vào ngày nghỉ {_holidays(holidays)}", remedy)


def crowded_day(picture: Picture) -> Found:
    """Days on which more congresses are still to be held than a rule allows (see ``congress_calendar``)."""
    calendar = congress_calendar(picture.assessment)
    if not calendar.limits:
        return Found.nothing("bộ quy định không nêu mỗi ngày được mấy đại hội")
    coming = [day for day in calendar.days.values() if day.expected]
    crowded = sum(bool(day.clashes) for day in coming)
    findings = [_crowded(picture, clash) for clash in sorted(calendar.clashes, key=_excess)]
    return Found("ngày có đại hội chưa tổ chức", len(coming), crowded, findings)


def _crowded(picture: Picture, clash: Clash) -> Finding:
    whose = "trực thuộc" if clash.kind is ClashKind.ATTENDANCE else "bên dưới"
    what = f"ngày {shown(clash.day)}: {len(clash.units)} đại hội {whose}, mức nêu ở quy định {clash.most}"
    return picture.of_unit(clash.unit, what, "dời bớt, hoặc giữ nguyên nếu phân công dự được")


def _excess(clash: Clash) -> tuple[int, date, str]:
    return clash.most - len(clash.units), clash.day, clash.unit.code


def _holidays(days: list[tuple[date, str]]) -> str:
    return ", ".join(f"{shown(day)} ({name})" for day, name in days)
