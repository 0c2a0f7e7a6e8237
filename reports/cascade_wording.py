"""The words of a cascade: what a cause rests on, how a step waits, and the finding."""

from __future__ import annotations

from daihoi.domain.cascade import Cascade, CascadeStep
from daihoi.domain.reasons import Origin
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import LinkType
from reports.tokens import date_long
from reports.wording import when_held

ORIGINS = {
    Origin.DECIDED: "ngày do quyết định ấn định",
    Origin.NOT_EARLIER: "ngày dự kiến của đơn vị, hoặc mốc không được sớm hơn",
    Origin.STATUS_DATE: "không chờ ai, làm được ngay nhưng chưa ai báo đã bắt đầu",
    Origin.UNDER_WAY: "đang làm, phần còn lại cần chừng ấy ngày",
    Origin.SENT_BACK: "cấp trên đã trả lại hồ sơ, phải sửa và trình lại",
}
"""What the first step of a chain rests on, after a colon."""

SUBMITTED = "hồ sơ đã ở cấp trên, chờ văn bản duyệt"
"""The same of an approval that everything before it is ready for: that nobody began it would be untrue."""

_WAITS = {
    LinkType.FS: "việc trước xong",
    LinkType.SS: "việc trước bắt đầu",
    LinkType.FF: "cùng xong",
    LinkType.SF: "việc trước bắt đầu thì xong",
}


def origin_words(origin: Origin, cause: ActivityState) -> str:
    """What the first step of a chain rests on (Vietnamese); the page and ``daihoi why`` say it alike."""
    if origin is Origin.STATUS_DATE and cause is ActivityState.WAITING_FOR_APPROVAL:
        return SUBMITTED
    return ORIGINS[origin]


def cascade_topic(cascade: Cascade) -> str:
    """What the page is about (Vietnamese)."""
    if cascade.is_held:
        return "ngày đại hội"
    return "vì sao đại hội trễ hạn" if cascade.is_late else "chuỗi việc quyết định ngày đại hội"


def wait_words(step: CascadeStep) -> str:
    """How a step waits for the one before it (Vietnamese); empty for the first."""
    if step.wait is None:
        return ""
    lag = step.wait.lag_days
    more = f", +{lag} ngày" if lag > 0 else f", −{-lag} ngày" if lag else ""
    return _WAITS[step.wait.type] + more


def cascade_finding(cascade: Cascade) -> str:
    """When the congress is, what decides that, and whom it holds back (Vietnamese)."""
    day = date_long(cascade.congress.start)
    if cascade.is_held:
        return f"Đã tổ chức đại hội {when_held(cascade.congress)}."
    parts = [f"Theo tiến độ hiện tại, đại hội ngày {day}, {_against_deadline(cascade)}."]
    if cascade.chosen is not None:
        parts.append(_chosen(cascade))
    parts.append(_cause(cascade))
    broken = [waiting for waiting in cascade.waiting if waiting.float_days < 0]
    if broken:
        names = ", ".join(f"{waiting.unit.name} ({-waiting.float_days} ngày)" for waiting in broken)
        parts.append(f"Kéo theo trễ hạn: {names}.")
    return " ".join(part for part in parts if part)


def float_words(days: int | None) -> str:
    """How much may still be lost (Vietnamese)."""
    if days is None:
        return "đã tổ chức"
    if days < 0:
        return f"đã lỡ {-days} ngày làm việc"
    return f"còn chịu được {days} ngày làm việc" if days else "không còn ngày nào"


def _against_deadline(cascade: Cascade) -> str:
    if cascade.deadline is None or cascade.float_days is None:
        return "chưa có hạn"
    last_day = date_long(cascade.deadline.last_day)
    if cascade.float_days < 0:
        return f"trễ {-cascade.float_days} ngày làm việc so với hạn {last_day}"
    if cascade.float_days == 0:
        return f"đúng vào hạn {last_day}"
    return f"còn {cascade.float_days} ngày làm việc đến hạn {last_day}"


def _chosen(cascade: Cascade) -> str:
    """How the preparation stands where the day was chosen."""
    days = cascade.spare_days or 0
    if days < 0:
        return f"Ngày ấy đã định trước mà chuẩn bị không kịp, thiếu {-days} ngày."
    how = f"xong trước {days} ngày" if days else "vừa kịp"
    return f"Ngày ấy đã định trước, chuẩn bị {how}."


def _cause(cascade: Cascade) -> str:
    cause = cascade.cause
    why = origin_words(cascade.origin, cause.state)
    if len(cascade.steps) == 1:
        return f"Ngày ấy là {why}."
    whose = "" if cause.unit.code == cascade.unit.code else f" của {cause.unit.name}"
    if cascade.chosen is not None:
        lead = "Chuỗi căng nhất bắt đầu từ"
    else:
        lead = "Nguyên nhân:" if cascade.is_late else "Chuỗi bắt đầu từ"
    return f"{lead} «{cause.name}»{whose}: {why}."
