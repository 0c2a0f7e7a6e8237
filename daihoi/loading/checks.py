"""Checks between the parts of a campaign: do its dates and counts go together?"""

from __future__ import annotations

from datetime import date, timedelta

from daihoi.domain.campaign import Campaign, Deadline
from daihoi.domain.units import Unit
from daihoi.intake.yaml_file import Problems


def check_campaign(campaign: Campaign, folder: str, problems: Problems) -> None:
    """Notes dates and counts that contradict each other, all of them."""
    head, units = f"{folder}/campaign.yaml", f"{folder}/units.csv"
    _check_start(campaign, head, problems)
    _check_repeated_deadlines(campaign, head, problems)
    _check_deadlines_of_levels(campaign, head, problems)
    for unit in campaign.tree.units:
        _check_unit(campaign, unit, units, problems)
    _check_delegates(campaign, head, problems)


def _check_start(campaign: Campaign, head: str, problems: Problems) -> None:
    if campaign.start_date > campaign.plan_date:
        problems.note(
            head,
            0,
            f"đợt bắt đầu {_vn(campaign.start_date)}, sau ngày ban hành kế hoạch {_vn(campaign.plan_date)}",
            "start_date không muộn hơn ngày của kế hoạch",
        )
    calendar = campaign.working_calendar
    if not calendar.first <= campaign.start_date <= calendar.last:
        problems.note(
            head,
            0,
            f"ngày bắt đầu {_vn(campaign.start_date)} nằm ngoài lịch",
            f"lịch «{calendar.code}» phủ {_vn(calendar.first)} – {_vn(calendar.last)}",
        )


def _check_repeated_deadlines(campaign: Campaign, head: str, problems: Problems) -> None:
    seen: dict[tuple[str, str], int] = {}
    for deadline in campaign.deadlines:
        key = (deadline.level, deadline.unit_code)
        if key in seen:
            whom = deadline.unit_code or deadline.level
            problems.note(head, deadline.line, f"hạn của «{whom}» đã viết ở dòng {seen[key]}", "giữ một dòng")
        seen.setdefault(key, deadline.line)


def _check_deadlines_of_levels(campaign: Campaign, head: str, problems: Problems) -> None:
    """A lower level is through before the level that waits for it, and each inside its window."""
    of_level = {d.level: d for d in campaign.deadlines if d.level}
    for level in campaign.structure.levels:
        own = of_level.get(level.code)
        above = campaign.structure.above(level)
        if own and above and above.code in of_level and own.last_day >= of_level[above.code].last_day:
            other = of_level[above.code]
            problems.note(
                head,
                own.line,
                f"hạn cấp «{level.code}» {_vn(own.last_day)} không trước hạn cấp trên «{above.code}» "
                f"{_vn(other.last_day)} (dòng {other.line})",
                "cấp dưới phải xong trước đại hội của cấp trên",
            )
        window_end = campaign.rules.find("window_end", level.code)
        if own and window_end and isinstance(window_end.value, date) and own.last_day > window_end.value:
            problems.note(
                head,
                own.line,
                f"hạn cấp «{level.code}» {_vn(own.last_day)} sau {_vn(window_end.value)} "
                f"({window_end.words})",
                f"sửa hạn cho đúng {campaign.rules.name}",
            )


def _check_unit(campaign: Campaign, unit: Unit, units: str, problems: Problems) -> None:
    planned = unit.planned_congress_date
    if planned is None:
        return
    deadline = campaign.deadline_of(unit)
    level = campaign.structure.by_code[unit.level]
    last = planned + timedelta(days=level.congress.duration_days - 1)
    if deadline and last > deadline.last_day:
        _note_date(unit, units, problems, f"đại hội dự kiến xong {_vn(last)}, sau hạn {_described(deadline)}")
    if planned < campaign.start_date:
        _note_date(
            unit,
            units,
            problems,
            f"đại hội dự kiến {_vn(planned)}, trước khi đợt bắt đầu {_vn(campaign.start_date)}",
        )
    parent = campaign.tree.by_code.get(unit.parent_code)
    opening = parent.planned_congress_date if parent else None
    if parent and opening:
        if last >= opening:
            _note_date(
                unit,
                units,
                problems,
                f"đại hội dự kiến xong {_vn(last)}, không trước đại hội của «{parent.code}» {_vn(opening)}",
            )
        elif deadline and deadline.last_day >= opening and not parent.is_pilot and deadline.unit_code == "":
            _note_date(
                parent,
                units,
                problems,
                f"đại hội dự kiến mở {_vn(opening)}, không sau hạn của cấp dưới {_described(deadline)}",
            )


def _note_date(unit: Unit, units: str, problems: Problems, what: str) -> None:
    problems.note(
        units,
        unit.line,
        f"«{unit.code}»: {what}",
        "sửa ngày dự kiến, hoặc sửa hạn trong campaign.yaml",
        "cột planned_congress_date",
    )


def _check_delegates(campaign: Campaign, head: str, problems: Problems) -> None:
    cap = campaign.rules.find("delegates_max", campaign.root.level)
    if campaign.delegates and cap and isinstance(cap.value, int) and campaign.delegates.total > cap.value:
        problems.note(
            head,
            0,
            f"{campaign.delegates.total} đại biểu vượt trần {cap.value} ({cap.words})",
            f"giảm số đại biểu, hoặc ghi văn bản cho phép vào quy định ({cap.basis.source})",
        )


def _described(deadline: Deadline) -> str:
    return f"{_vn(deadline.last_day)} («{deadline.words}»)"


def _vn(day: date) -> str:
    return f"{day:%d/%m/%Y}"
