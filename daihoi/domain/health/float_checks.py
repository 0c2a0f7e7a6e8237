"""Is there time: negative and high float, and whether the engine keeps what it promises about dates."""

from __future__ import annotations

import numpy as np

from daihoi.domain.health.findings import Finding, Found
from daihoi.domain.health.picture import Picture
from daihoi.domain.links import NO_DEADLINE
from daihoi.domain.schedule import Schedule

MEASURED = "việc chưa xong có dẫn đến hạn"
NOTHING_MEASURED = "không việc nào dẫn đến một hạn"


def plan_negative_float(picture: Picture) -> Found:
    """Activities for which the plan itself leaves less time than none."""
    remedy = "rút ngắn hoặc làm song song các việc trước hạn, dời ngày ấn định, hoặc xin lùi hạn"
    return _negative(picture, picture.plan, remedy)


def negative_float(picture: Picture) -> Found:
    """Unfinished activities that, as work stands now, delay a deadline."""
    remedy = "làm ngay việc nêu ở đây: nó là việc đầu tiên kéo theo các việc sau"
    return _negative(picture, picture.assessment.current, remedy)


def _negative(picture: Picture, plan: Schedule, remedy: str) -> Found:
    """One finding per unit, at the first activity that is late: the others are late because of it."""
    measured = picture.expansion.is_applicable & ~plan.is_finished
    measured &= plan.total_float_days < NO_DEADLINE
    if not measured.any():
        return Found.nothing(NOTHING_MEASURED)
    late = np.flatnonzero(measured & (plan.total_float_days < 0))
    units: dict[int, list[int]] = {}
    for n in late[np.argsort(plan.start[late], kind="stable")].tolist():
        units.setdefault(int(picture.expansion.unit_of[n]), []).append(n)
    own = sorted(units.values(), key=lambda numbers: int(plan.total_float_days[numbers[0]]))
    findings = [_missing(picture, plan, numbers, remedy) for numbers in own]
    note = f"nhiều nhất {_days(picture, plan, own[0][0])}" if own else ""
    return Found(MEASURED, int(measured.sum()), int(late.size), findings, note)


def _missing(picture: Picture, plan: Schedule, numbers: list[int], remedy: str) -> Finding:
    more = f"; kéo theo {len(numbers) - 1} việc sau của đơn vị" if len(numbers) > 1 else ""
    return picture.at(numbers[0], f"thiếu {_days(picture, plan, numbers[0])} để kịp hạn{more}", remedy)


def _days(picture: Picture, plan: Schedule, number: int) -> str:
    """How many days are missing, in days of the activity's calendar."""
    is_working = picture.expansion.template(number).calendar == "working"
    return f"{-int(plan.total_float_days[number])} ngày{' làm việc' if is_working else ''}"


def high_float(picture: Picture) -> Found:
    """Activities with so much float that a link is probably missing."""
    current, limit = picture.assessment.current, picture.days("high_float")
    measured = picture.expansion.is_applicable & ~current.is_finished
    measured &= current.total_float_days < NO_DEADLINE
    if not measured.any():
        return Found.nothing(NOTHING_MEASURED)
    high = np.flatnonzero(measured & (current.total_float_days > limit))
    findings = picture.per_template(
        high[np.argsort(-current.total_float_days[high], kind="stable")],
        f"dự trữ trên {limit} ngày",
        "xem có thiếu liên kết không; nếu không thiếu, có thể làm sau, dồn sức cho việc gấp hơn",
    )
    note = f"nhiều nhất {int(current.total_float_days[high].max())} ngày" if high.size else ""
    return Found(MEASURED, int(measured.sum()), int(high.size), findings, note)


def invalid_dates(picture: Picture) -> Found:
    """Unfinished work in the past, or a finish before its start: what the engine promises never to give."""
    current, has = picture.assessment.current, picture.expansion.is_applicable
    in_past = has & ~current.is_finished & (current.remaining.start < picture.now)
    turned = has & (current.finish < current.start)
    remedy = "đây là lỗi của chương trình hoặc của ngày đã báo: kiểm tra ngày, rồi báo người bảo trì"
    findings = [
        picture.at(
            n,
            f"bắt đầu {picture.date(current.start[n])}, kết thúc {picture.last_day(current.finish[n])}"
            + (", phần còn lại nằm trước ngày chốt" if in_past[n] else ", kết thúc trước khi bắt đầu"),
            remedy,
        )
        for n in np.flatnonzero(in_past | turned).tolist()
    ]
    return Found("việc", int(has.sum()), len(findings), findings)
