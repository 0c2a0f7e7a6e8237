"""The Vietnamese words that exchanged files use for states, certainties and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind, Certainty

STATES: Mapping[ActivityState, str] = {
    ActivityState.NOT_APPLICABLE: "Không có việc này",
    ActivityState.NOT_YET_POSSIBLE: "Chưa làm được",
    ActivityState.POSSIBLE: "Làm được",
    ActivityState.IN_PROGRESS: "Đang làm",
    ActivityState.WAITING_FOR_APPROVAL: "Chờ duyệt",
    ActivityState.OVERDUE: "Quá hạn",
    ActivityState.UNREPORTED: "Chưa báo cáo (việc sau đã bắt đầu)",
    ActivityState.DONE: "Đã xong",
}
CERTAINTIES: Mapping[Certainty, str] = {
    Certainty.STATED: "nêu trong nguồn",
    Certainty.RULE: "theo quy định",
    Certainty.ASSUMED: "giả định",
}
KINDS: Mapping[ActivityKind, str] = {
    ActivityKind.WORK: "việc",
    ActivityKind.HAMMOCK: "việc kéo dài",
    ActivityKind.GATE: "cửa duyệt",
    ActivityKind.CONGRESS: "đại hội",
}


def date_long(day: date) -> str:
    """``02/03/2020``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
