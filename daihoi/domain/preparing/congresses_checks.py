"""What a congress may not be beside the rules, and what its results may not be by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.delegates_checks import summoned_faults
from daihoi.domain.preparing.documents_checks import later_than_told
from daihoi.domain.record import Fault, shown
from daihoi.domain.rule_values import rule_in_force

DAYS_MAX = "congress_days_max"


def days_max(campaign: Campaign, unit_code: str) -> int | None:
    """Most days that the congress of a unit may take; None where the rule set is silent."""
    unit = campaign.tree.by_code.get(unit_code)
    rule = rule_in_force(campaign, DAYS_MAX, unit) if unit else None
    return rule.days if rule else None


def session_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A congress that is longer than allowed, or larger."""
    yield from summoned_faults(campaign, entries, entry)
    opening, closing = entry.day("opening"), entry.day("closing")
    most = days_max(campaign, entry.unit_code)
    if opening is None or closing is None or most is None:
        return
    days = (closing - opening).days + 1
    if days > most:
        what = f"từ {shown(opening)} đến {shown(closing)} là {days} ngày, quy định không quá {most}"
        yield Fault("closing", what, "sửa ngày, hoặc ghi ngoại lệ đã được phép: daihoi decide except")


def result_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Days to come, documents without a number, ratified unreported, another closing than the session's."""
    for day in ("closed_on", "reported_on", "received_on", "ratified_on"):
        yield from later_than_told(entry, day)
    for day, number in (("reported_on", "report_number"), ("ratified_on", "ratification_number")):
        if entry.day(day) and not entry.text(number):
            yield Fault(number, "có ngày mà không có số văn bản", "ghi số văn bản")
    if entry.day("ratified_on") and not entry.day("received_on"):
        yield Fault("received_on", "chuẩn y khi chưa nhận báo cáo kết quả", "ghi ngày cấp trên nhận")
    session = entries.find("sessions", entry.unit_code)
    closing, closed = session.day("closing") if session else None, entry.day("closed_on")
    if closing and closed and closing != closed:
        what = f"{shown(closed)}, sổ phiên đại hội ghi {shown(closing)}"
        yield Fault("closed_on", what, "ghi một ngày; sửa sổ kia nếu sổ kia sai")


CHECKS = {"sessions": session_faults, "congress_results": result_faults}
