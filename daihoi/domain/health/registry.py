"""The checks: code, Vietnamese title, what computes them. ``config/checks.yaml`` holds a limit for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from daihoi.domain.health import (
    approval_checks,
    date_checks,
    day_checks,
    float_checks,
    level_checks,
    logic_checks,
    record_checks,
)
from daihoi.domain.health.critical_test import critical_path_test
from daihoi.domain.health.findings import Found
from daihoi.domain.health.picture import Picture


@dataclass(frozen=True)
class Check:
    """One check.

    Attributes:
        title: Vietnamese: the flaw that is looked for.
        run: counts it.
        needs_days: its limit names days that it measures by.
        needs_reports: says nothing about a plan that nobody has reported on.
    """

    title: str
    run: Callable[[Picture], Found]
    needs_days: bool = False
    needs_reports: bool = False


CHECKS = {
    "invalid_dates": Check("Ngày không thể có", float_checks.invalid_dates),
    "future_actual": Check("Báo việc xảy ra sau ngày chốt", record_checks.future_actual, needs_reports=True),
    "plan_negative_float": Check("Kế hoạch: thiếu ngày để kịp hạn", float_checks.plan_negative_float),
    "plan_after_deadline": Check("Kế hoạch: đại hội sau hạn", date_checks.plan_after_deadline),
    "plan_before_approval": Check("Kế hoạch: đại hội trước khi duyệt", date_checks.plan_before_approval),
    "child_after_parent": Check("Đại hội cấp dưới sau cấp trên", date_checks.child_after_parent),
    "in_suspension": Check("Đại hội trong thời gian tạm hoãn", day_checks.in_suspension),
    "gate_without_document": Check(
        "Báo đã duyệt mà không có số văn bản", record_checks.gate_without_document, needs_reports=True
    ),
    "forecast_after_deadline": Check(
        "Dự báo: đại hội sau hạn", date_checks.forecast_after_deadline, needs_reports=True
    ),
    "negative_float": Check("Dự báo: thiếu ngày để kịp hạn", float_checks.negative_float, needs_reports=True),
    "forecast_before_approval": Check(
        "Dự báo: ngày đại hội không kịp duyệt", date_checks.forecast_before_approval, needs_reports=True
    ),
    "planned_day_passed": Check(
        "Qua ngày dự kiến mà chưa báo đại hội", date_checks.planned_day_passed, needs_reports=True
    ),
    "missed": Check("Việc lỡ hạn", record_checks.missed, needs_reports=True),
    "stale": Check("Đơn vị lâu không báo cáo", record_checks.stale, needs_days=True, needs_reports=True),
    "unreported_before": Check(
        "Chưa báo mà việc sau đã làm", record_checks.unreported_before, needs_reports=True
    ),
    "held_without_approval": Check(
        "Đã đại hội mà chưa có văn bản duyệt", approval_checks.held_without_approval, needs_reports=True
    ),
    "out_of_sequence": Check("Làm trước việc phải chờ", record_checks.out_of_sequence, needs_reports=True),
    "no_congress_date": Check("Đơn vị chưa có ngày đại hội", date_checks.no_congress_date),
    "link_up": Check("Đại hội mà cấp trên không chờ", level_checks.link_up),
    "link_down": Check("Đơn vị không nhận gì từ cấp trên", level_checks.link_down),
    "link_outside": Check("Chờ ngoài đợt, không có ngày thay", level_checks.link_outside),
    "hammock_empty": Check("Việc kéo dài không có gì để theo", logic_checks.hammock_empty),
    "critical_path_test": Check("Thử đường găng bị đứt", critical_path_test, needs_days=True),
    "no_predecessor": Check("Việc không chờ việc nào", logic_checks.no_predecessor),
    "no_successor": Check("Việc không ai chờ", logic_checks.no_successor),
    "lead": Check("Liên kết có số ngày âm", logic_checks.lead),
    "long_lag": Check("Khoảng chờ dài", logic_checks.long_lag, needs_days=True),
    "long_duration": Check("Việc dài", logic_checks.long_duration, needs_days=True),
    "hard_date": Check("Việc bị ấn định ngày", date_checks.hard_date),
    "high_float": Check("Dự trữ quá nhiều", float_checks.high_float, needs_days=True),
    "on_day_off": Check("Đại hội vào ngày lễ, Tết", day_checks.on_day_off),
    "crowded_day": Check("Nhiều đại hội trùng một ngày", day_checks.crowded_day),
}
"""Check code → check, in the order in which they are shown: what matters most first."""

FIGURES = ("cpli", "bei")
"""The figures, which have a limit too."""
