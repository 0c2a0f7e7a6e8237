"""Do the dates of the congresses go together: planned, decided, approved, due, child before parent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.health.findings import Finding, Found
from daihoi.domain.health.picture import Picture
from daihoi.domain.leads import with_rules
from daihoi.domain.links import NO_DAY, NO_DEADLINE, Ints
from daihoi.domain.planning.openings import days_before, decided_day
from daihoi.domain.planning.pinning import pin_as_planned
from daihoi.domain.rule_values import APPROVAL, rule_in_force
from daihoi.domain.schedule import Schedule, schedule

NO_DEADLINES = "không cấp nào có hạn"
NO_DATES = "không đơn vị nào có ngày dự kiến"


def no_congress_date(picture: Picture) -> Found:
    """Units whose congress is neither planned for a day, nor decided, nor held."""
    undated = [n for n in open_congresses(picture) if planned_day(picture, n) is None]
    what = "chưa có ngày đại hội; lịch lấy ngày sớm nhất làm được"
    remedy = "ghi ngày dự kiến vào cột planned_congress_date trong units.csv"
    findings = [picture.at(n, what, remedy) for n in undated]
    return Found("đơn vị", picture.congresses.size, len(undated), findings)


def hard_date(picture: Picture) -> Found:
    """Activities on a decided day: their date no longer follows from what they wait for."""
    days = picture.expansion.current_network.fixed_start
    fixed = np.flatnonzero(days != NO_DAY)
    remedy = "chỉ giữ ngày do văn bản ấn định; còn lại chuyển sang «floors»"
    findings = [picture.at(n, f"ấn định ngày {picture.date(days[n])}", remedy) for n in fixed.tolist()]
    return Found("việc", int(picture.expansion.is_applicable.sum()), len(findings), findings)


def plan_before_approval(picture: Picture) -> Found:
    """Congresses that the plan puts before their approval can be had, as early as the rules want it."""
    remedy = "dời ngày đại hội, hoặc bắt đầu chuẩn bị sớm hơn để được duyệt kịp"
    days = _planned_days(picture)
    if not days:
        return Found.nothing(NO_DATES)
    finish = pin_as_planned(picture.planned_expansion).plan.finish
    findings = _before_approval(picture, days, finish, remedy)
    return Found("đại hội chưa tổ chức, có ngày dự kiến", len(days), len(findings), findings)


def forecast_before_approval(picture: Picture) -> Found:
    """Planned days still ahead that the approval, as work stands now, will not make."""
    remedy = "dời ngày đại hội, hoặc đề nghị cấp trên duyệt sớm"
    ahead = {n: day for n, day in _planned_days(picture).items() if day >= picture.now}
    if not ahead:
        return Found.nothing("không còn ngày dự kiến nào phía trước")
    network, actuals = with_rules(picture.expansion).network, picture.assessment.reported.actuals
    plan = schedule(network, picture.expansion.table, picture.expansion.deadline, actuals, picture.now)
    findings = _before_approval(picture, ahead, plan.finish, remedy)
    return Found("đại hội chưa tổ chức, ngày dự kiến chưa qua", len(ahead), len(findings), findings)


def _planned_days(picture: Picture) -> dict[int, int]:
    """Congress that is still to come → the day it is decided or planned for."""
    days = {n: planned_day(picture, n) for n in open_congresses(picture)}
    return {n: day for n, day in days.items() if day is not None}


def _before_approval(picture: Picture, days: dict[int, int], finish: Ints, remedy: str) -> list[Finding]:
    """The congresses whose last approval ends later than the rule in force lets it; the latest first."""
    unit_of = picture.expansion.unit_of
    congress_of = {int(unit_of[n]): n for n in days}
    late: list[tuple[int, Finding]] = []
    last_gate: dict[int, int] = {}
    for gate in picture.approvals.tolist():
        congress = congress_of.get(int(unit_of[gate]))
        if congress is not None:
            last_gate[congress] = max(last_gate.get(congress, gate), gate, key=lambda n: int(finish[n]))
    for congress, gate in last_gate.items():
        limit, lead = _approved_by(picture, congress, days[congress])
        if finish[gate] > limit:
            needed = f", phải xong chậm nhất {picture.last_day(limit)} (T−{lead})" if lead else ""
            what = (
                f"dự kiến {picture.date(days[congress])}, «{picture.expansion.template(gate).name}» "
                f"sớm nhất {picture.last_day(finish[gate])}{needed}"
            )
            late.append((limit - int(finish[gate]), picture.at(congress, what, remedy)))
    return [finding for _, finding in sorted(late, key=lambda item: item[0])]


def _approved_by(picture: Picture, congress: int, opening: int) -> tuple[int, int]:
    """Exclusive day by which a congress has to be approved, and the working days the rule wants between."""
    rule = rule_in_force(picture.assessment.campaign, APPROVAL, picture.unit(congress))
    if rule is None or not rule.days:
        return opening, 0
    table = picture.expansion.table
    return table.day(days_before(picture.expansion, table.date(opening), rule.days)) + 1, rule.days


def planned_day_passed(picture: Picture) -> Found:
    """Congresses whose planned day has passed without a report that they were held."""
    due = {n: day for n in open_congresses(picture) if (day := planned_day(picture, n)) is not None}
    passed = sorted((n for n in due if due[n] < picture.now), key=lambda n: due[n])
    remedy = "nhập báo cáo nếu đã đại hội; nếu chưa, ghi ngày dự kiến mới vào units.csv"
    findings = [
        picture.at(n, f"dự kiến {picture.date(due[n])}, đã qua {days} ngày làm việc", remedy)
        for n in passed
        for days in [picture.working_days(due[n] + 1, picture.now)]
    ]
    if not due:
        return Found.nothing("mọi đại hội đã tổ chức, hoặc chưa có ngày dự kiến")
    return Found("đại hội chưa tổ chức, có ngày dự kiến", len(due), len(findings), findings)


def plan_after_deadline(picture: Picture) -> Found:
    """Congresses that the plan itself puts after their deadline."""
    remedy = "rút ngắn việc trước đó, bắt đầu sớm hơn, hoặc xin lùi hạn"
    return _after_deadline(picture, picture.plan, "kế hoạch xong", remedy)


def forecast_after_deadline(picture: Picture) -> Found:
    """Congresses that were held after their deadline, or will be as work stands now."""
    remedy = "tập trung vào việc đang giữ đại hội lại (xem daihoi why), hoặc báo cáo xin lùi hạn"
    return _after_deadline(picture, picture.assessment.current, "dự báo xong", remedy)


def _after_deadline(picture: Picture, plan: Schedule, words: str, remedy: str) -> Found:
    deadline = picture.expansion.deadline
    measured = picture.congresses[deadline[picture.congresses] < NO_DEADLINE]
    if not measured.size:
        return Found.nothing(NO_DEADLINES)
    late = measured[plan.finish[measured] > deadline[measured]]
    late = late[np.argsort(deadline[late] - plan.finish[late], kind="stable")]
    findings = [
        picture.at(
            n,
            f"{'đã tổ chức' if plan.is_finished[n] else words} {picture.last_day(plan.finish[n])}, "
            f"hạn {picture.last_day(deadline[n])}",
            remedy,
        )
        for n in late.tolist()
    ]
    return Found("đại hội có hạn", int(measured.size), len(findings), findings)


def child_after_parent(picture: Picture) -> Found:
    """Units whose congress is not over when that of the unit above begins."""
    tree, current = picture.assessment.campaign.tree, picture.assessment.current
    pairs = [
        (picture.congress_of(unit), picture.congress_of(tree.by_code[unit.parent_code]))
        for unit in tree.units
        if unit.parent_code
    ]
    wrong = [(n, above) for n, above in pairs if current.finish[n] > current.start[above]]
    findings = [
        picture.at(
            n,
            f"đại hội xong {picture.last_day(current.finish[n])}, "
            f"mà đại hội cấp trên khai mạc {picture.date(current.start[above])}",
            "dời một trong hai đại hội: cấp dưới phải xong trước khi cấp trên khai mạc",
        )
        for n, above in wrong
    ]
    return Found("đơn vị có cấp trên trong đợt", len(pairs), len(findings), findings)


def planned_day(picture: Picture, congress: int) -> int | None:
    """The day number a congress is decided or planned for; None when there is none."""
    decided = decided_day(picture.assessment.campaign, picture.unit(congress))
    return picture.expansion.table.day(decided[0]) if decided else None


def open_congresses(picture: Picture) -> list[int]:
    """Congresses that nobody has reported as held, and that nothing reported shows to be over."""
    is_over = picture.assessment.current.is_finished
    numbers: NDArray[np.intp] = picture.congresses[~is_over[picture.congresses]]
    return [int(n) for n in numbers]
