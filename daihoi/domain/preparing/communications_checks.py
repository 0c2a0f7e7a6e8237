"""What a work of communications may not be beside its unit, its days and its counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.steering_posts import post_faults, text_faults
from daihoi.domain.record import Fault, shown

REGISTER = "communications"
PLANNED, DOING, DONE, DROPPED = "planned", "doing", "done", "dropped"
BEFORE, DURING, AFTER = "before", "during", "after"


def work_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Done without being done, counts of nothing, work before the congress that is due after it; names."""
    yield from _done_faults(entry)
    yield from _count_faults(entry)
    yield from _period_faults(entries, entry)
    yield from post_faults(entry, "body")
    yield from text_faults(entry, ("work", "product", "document", "problem"))


def _done_faults(entry: Entry) -> Iterator[Fault]:
    done_on = entry.day("done_on")
    if done_on and entry.text("state") != DONE:
        yield Fault("done_on", "có ngày xong mà chưa xong", "ghi «đã xong», hoặc bỏ ngày xong")
    if done_on and done_on > entry.effective_date:
        what = f"{shown(done_on)}, sau ngày của số liệu {shown(entry.effective_date)}"
        yield Fault("done_on", what, "chỉ ghi việc đã xong đến ngày của số liệu")


def _count_faults(entry: Entry) -> Iterator[Fault]:
    counts = [column for column in ("planned", "made") if column in entry.values]
    if counts and not entry.text("measure"):
        yield Fault(counts[0], f"{entry.count(counts[0])} mà không rõ đơn vị tính", "ghi cột Đơn vị tính")
    if entry.text("state") == PLANNED and entry.count("made"):
        what = f"chưa làm mà đã có {entry.count('made')}"
        yield Fault("made", what, "ghi «đang làm», hoặc bỏ số lượng đã làm")


def _period_faults(entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Days against those of the congress, where they stand in the register of sessions."""
    session, due = entries.find("sessions", entry.unit_code), entry.day("due")
    opening = session.day("opening") if session else None
    closing = session.day("closing") if session else None
    if due and closing and entry.text("period") in (BEFORE, DURING) and due > closing:
        what = f"{shown(due)}, đại hội bế mạc {shown(closing)}"
        yield Fault("due", what, f"ghi hạn không sau {shown(closing)}, hoặc ghi «sau đại hội»")
    done_on = entry.day("done_on")
    if done_on and opening and entry.text("period") == AFTER and done_on < opening:
        what = f"{shown(done_on)}, đại hội khai mạc {shown(opening)}"
        yield Fault("done_on", what, "việc xong trước khai mạc không phải «sau đại hội»")


CHECKS: Mapping[str, Callable[[Campaign, Entries, Entry], Iterator[Fault]]] = {REGISTER: work_faults}
