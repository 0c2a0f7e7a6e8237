"""What an entry about sending and receiving may not be beside the others."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.documents_checks import later_than_told, version_faults
from daihoi.domain.preparing.documents_state import BELOW, DELEGATES, FINAL, SENT, document_state, word
from daihoi.domain.preparing.sending_state import RECEIPTS, sending_of
from daihoi.domain.record import Fault, shown


def check_sent(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """What is sent is there; delegates get the final text; whoever sends down has units below."""
    yield from later_than_told(entry, "sent_on")
    sent, audience = entry.day("sent_on"), entry.text("audience")
    if sent:
        yield from version_faults(
            document_state(entries, entry.unit_code, entry.text("document")), entry, sent
        )
    if audience == DELEGATES and entry.text("version") != FINAL:
        what = f"gửi đại biểu «{word(entry, entries, 'version')}»"
        yield Fault("version", what, "gửi đại biểu bản chính thức, hoặc sửa cột Gửi cho")
    if audience == BELOW and not campaign.tree.children.get(entry.unit_code):
        yield Fault("audience", f"{entry.unit_code} không có đơn vị trực thuộc", "sửa cột Gửi cho")


def check_receipt(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A unit receives what its superior has sent down by then."""
    yield from later_than_told(entry, "received_on")
    unit = campaign.tree.by_code.get(entry.unit_code)
    received = entry.day("received_on")
    if unit is None or received is None:
        return
    if not unit.parent_code:
        yield Fault("document", f"{unit.code} không có cấp trên trong đợt", "bỏ dòng này")
        return
    sent = sending_of(entries, unit.parent_code, entry.text("document"), entry.text("version"))
    what = f"{word(entry, entries, 'document')}, {word(entry, entries, 'version')}"
    if sent is None:
        remedy = f"ghi việc gửi vào sổ gửi của {unit.parent_code} trước"
        yield Fault("version", f"{unit.parent_code} chưa gửi xuống {what}", remedy)
    elif (day := sent.day("sent_on")) and received < day:
        what = f"{shown(received)} trước ngày {unit.parent_code} gửi ({shown(day)})"
        yield Fault("received_on", what, f"ghi ngày từ {shown(day)} trở đi")


CHECKS = {SENT: check_sent, RECEIPTS: check_receipt}
