"""Vietnamese words for rules, days and what-ifs, as both planning commands print them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from daihoi.domain.campaign import Campaign, RuleException
from daihoi.domain.planning.latest_results import Served, ServedKind, Shortage
from daihoi.domain.planning.openings import Opening, OpeningKind, named
from daihoi.domain.rule_values import PLANNING_RULES, RuleInForce, Supposition
from daihoi.domain.structure import Certainty
from reports import tokens

WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
RULE_NAMES = dict(
    zip(
        PLANNING_RULES,
        (
            "duyệt trước ngày khai mạc",
            "thông báo triệu tập trước ngày khai mạc",
            "ngày đầu được tổ chức đại hội",
            "ngày cuối được tổ chức đại hội",
            "báo cáo kết quả sau bế mạc",
            "chuẩn y sau báo cáo",
        ),
        strict=True,
    )
)
OPENING_KINDS = {
    OpeningKind.ASKED: "ngày nêu trên dòng lệnh",
    OpeningKind.REPORTED: "ngày khai mạc thật, theo báo cáo",
    OpeningKind.FIXED: "ngày đã quyết định",
    OpeningKind.PLANNED: "ngày dự kiến",
    OpeningKind.DEADLINE: "ngày muộn nhất còn kịp hạn",
    OpeningKind.EARLIEST: "ngày sớm nhất có thể: đơn vị chưa có ngày dự kiến và không có hạn",
}
SERVED = {
    ServedKind.DEADLINE: "hạn",
    ServedKind.FIXED: "ấn định khai mạc",
    ServedKind.PLANNED: "dự kiến khai mạc",
}
CERTAINTIES = {
    Certainty.STATED: "nguồn nêu",
    Certainty.RULE: "quy định",
    Certainty.ASSUMED: "giả định",
}
READINGS = (
    "T là ngày khai mạc; T−n là ngày mà tính từ ngày ấy (kể cả nó) đến trước khai mạc còn n ngày làm việc.",
    "Cách hiểu (giả định): cấp trên duyệt sớm nhất vào ngày làm việc sau khi đại hội cuối cùng của cấp dưới "
    "trực tiếp bế mạc; ngày duyệt muộn nhất là T−n; thông báo triệu tập cần có kế hoạch và bộ máy chuẩn bị; "
    "đại hội điểm đi trước nên không theo ngày đầu chung của cấp.",
)


def day(when: date) -> str:
    """``15/07/2020``."""
    return tokens.date_long(when)


def day_of_week(when: date) -> str:
    """``thứ tư 15/07/2020``."""
    return f"{WEEKDAYS[when.weekday()]} {day(when)}"


def period(first: date, last: date) -> str:
    """``04/06–19/06/2020``, or one day."""
    if first == last:
        return day(first)
    return f"{tokens.date_short(first) if first.year == last.year else day(first)}–{day(last)}"


def back(days: int) -> str:
    """``T−25``, ``T``, or ``T+2`` after the opening."""
    return f"T−{days}" if days > 0 else f"T+{-days}" if days else "T"


def working_days(count: int) -> str:
    """``10 ngày làm việc``."""
    return f"{count} ngày làm việc"


def opening(shown: Opening) -> str:
    """When a congress opens and closes, and where the day comes from."""
    deadline = f" «{shown.deadline.words}»" if shown.deadline else ""
    kind = f"{OPENING_KINDS[shown.kind]}{deadline}"
    return f"Khai mạc {day_of_week(shown.day)}, bế mạc {day(shown.closing)} ({kind})."


def rule(in_force: RuleInForce) -> str:
    """The words of a rule and how sure it is, or that it is supposed; and who allowed what instead."""
    if in_force.is_supposed:
        value = in_force.rule.value
        replaced = f", thay cho «{in_force.rule.words}»" if in_force.rule.words else ""
        words = f"giả thiết {working_days(value) if isinstance(value, int) else day(value)}{replaced}"
    else:
        words = f"«{in_force.rule.words}» ({CERTAINTIES[in_force.rule.basis.certainty]})"
    if in_force.exception is None:
        return words
    return f"{words}; {exception(in_force.exception)}"


def exception(allowed: RuleException) -> str:
    """Which document allows what instead."""
    value = allowed.value
    amount = working_days(value) if isinstance(value, int) else day(value) if value else ""
    instead = f"áp dụng {amount}" if amount else "miễn"
    document = (
        f"văn bản số {allowed.document_number} ngày {day(allowed.document_date)} của {allowed.allowed_by}"
    )
    return f"được {instead} theo {document}"


def served(kept: Served) -> str:
    """``Đảng bộ phường Khuê Trung (CL.KT), dự kiến khai mạc 14/04/2020``."""
    return f"{named(kept.unit)}, {SERVED[kept.kind]} {day(kept.day)}"


def purpose(kept: Served) -> str:
    """``để kịp …``, or what is left to do for a congress that will not keep its day."""
    return f"để kịp {served(kept)}" if kept.is_reachable else f"kẻo trễ thêm {served(kept)}"


def shortage(short: Shortage) -> str:
    """Which day is not kept, what is possible instead, and how much is missing."""
    verb = "đại hội xong" if short.served.kind is ServedKind.DEADLINE else "khai mạc"
    return (
        f"{served(short.served)}, sớm nhất {verb} được {day(short.reached)}, "
        f"thiếu {working_days(short.missing_days)}"
    )


def suppositions(campaign: Campaign, supposed: Sequence[Supposition]) -> str:
    """What is tried, in one line; empty for nothing."""
    return "; ".join(_supposition(campaign, one) for one in supposed)


def _supposition(campaign: Campaign, supposed: Supposition) -> str:
    value = supposed.value
    amount = working_days(value) if isinstance(value, int) else day(value)
    levels = campaign.structure.by_code
    whom = f"cấp {levels[supposed.level].short_name}" if supposed.level else "mọi cấp"
    return f"{RULE_NAMES[supposed.rule]} = {amount} ({whom})"
