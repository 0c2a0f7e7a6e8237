"""What a submission may not be beside the rounds before it, and a piece of a dossier beside its unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.leads import approval_gates
from daihoi.domain.preparing.steering_posts import text_faults
from daihoi.domain.record import Fault, shown


def submission_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A round out of order, days still to come, a submission after the congress has opened."""
    yield from _without_gate(campaign, entry, "round")
    yield from _round_faults(entries, entry)
    for column in ("submitted_on", "received_on", "answered_on"):
        day = entry.day(column)
        if day and day > entry.effective_date:
            what = f"{shown(day)}, sau ngày của số liệu {shown(entry.effective_date)}"
            yield Fault(column, what, "chỉ ghi việc đã làm đến ngày của số liệu")
    if entry.day("answered_on") and not entry.text("answer"):
        remedy = "ghi «yêu cầu bổ sung» hoặc «trả lại»; đồng ý duyệt thì báo ở cửa duyệt"
        yield Fault("answer", "có ngày trả lời mà không có trả lời", remedy)
    yield from _too_late(entries, entry)
    yield from text_faults(entry, ("to_add",))


def item_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A piece of a dossier of a unit that submits none; names of people."""
    yield from _without_gate(campaign, entry, "item")
    yield from text_faults(entry, ("why",))


def _without_gate(campaign: Campaign, entry: Entry, column: str) -> Iterator[Fault]:
    unit = campaign.tree.by_code.get(entry.unit_code)
    if unit and not approval_gates(campaign.structure.by_code[unit.level]):
        level = campaign.structure.by_code[unit.level].name
        yield Fault(column, f"cấp «{level}» không có cửa duyệt trước đại hội", "bỏ dòng này")


def _round_faults(entries: Entries, entry: Entry) -> Iterator[Fault]:
    number = entry.count("round")
    if number < 1:
        yield Fault("round", f"lần trình {number}", "đánh số từ 1")
        return
    if number == 1:
        return
    before = entries.find("submissions", entry.unit_code, str(number - 1))
    if before is None:
        yield Fault("round", f"lần {number} mà chưa có lần {number - 1}", "ghi các lần trình theo thứ tự")
    elif not before.text("answer"):
        what = f"lần {number} khi lần {number - 1} chưa được trả lời"
        yield Fault("round", what, f"ghi trả lời của cấp trên ở lần {number - 1} trước")
    else:
        yield from _before_answer(entry, before)


def _before_answer(entry: Entry, before: Entry) -> Iterator[Fault]:
    answered, submitted = before.day("answered_on"), entry.day("submitted_on")
    if answered and submitted and submitted < answered:
        what = f"{shown(submitted)} trước ngày trả lời lần {before.count('round')} ({shown(answered)})"
        yield Fault("submitted_on", what, f"ghi ngày từ {shown(answered)} trở đi")


def _too_late(entries: Entries, entry: Entry) -> Iterator[Fault]:
    session = entries.find("sessions", entry.unit_code)
    opening, submitted = session.day("opening") if session else None, entry.day("submitted_on")
    if opening and submitted and submitted >= opening:
        what = f"{shown(submitted)}, đại hội khai mạc {shown(opening)}"
        yield Fault("submitted_on", what, "trình trước ngày khai mạc; sửa sổ phiên đại hội nếu sổ ấy sai")


CHECKS: Mapping[str, Callable[[Campaign, Entries, Entry], Iterator[Fault]]] = {
    "submissions": submission_faults,
    "dossier_items": item_faults,
}
