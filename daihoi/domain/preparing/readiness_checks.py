"""What a look at one thing may not be beside its unit and its days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.steering_posts import post_faults, text_faults
from daihoi.domain.record import Fault, shown

READY, DOING = "ready", "doing"


def readiness_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A look after the congress closed or before the campaign began; ready with a problem left."""
    yield from _day_faults(campaign, entries, entry)
    if entry.text("state") == READY and entry.text("problem"):
        what = "ghi sẵn sàng mà vẫn còn vướng"
        yield Fault("problem", what, "bỏ nội dung vướng, hoặc ghi «đang làm», «vướng mắc»")
    yield from post_faults(entry, "body")
    yield from text_faults(entry, ("document", "problem"))


def _day_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    checked = entry.day("checked_on")
    if checked is None:
        return
    if checked < campaign.start_date:
        what = f"{shown(checked)}, đợt bắt đầu {shown(campaign.start_date)}"
        yield Fault("checked_on", what, f"ghi ngày từ {shown(campaign.start_date)} trở đi")
    session = entries.find("sessions", entry.unit_code)
    closing = session.day("closing") if session else None
    if closing and checked > closing:
        what = f"{shown(checked)}, đại hội bế mạc {shown(closing)}"
        yield Fault("checked_on", what, "rà soát trước khi bế mạc; sửa sổ phiên đại hội nếu sổ ấy sai")


CHECKS: Mapping[str, Callable[[Campaign, Entries, Entry], Iterator[Fault]]] = {"readiness": readiness_faults}
