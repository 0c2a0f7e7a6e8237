"""Drafts sent down: which units have not received them, which have not commented, by when they have to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from daihoi.domain.preparing.base import Ask, Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.documents_state import SENT, word
from daihoi.domain.preparing.documents_words import Part, ratio
from daihoi.domain.preparing.openings import is_over
from daihoi.domain.preparing.sending_state import (
    Delivery,
    ReceiptState,
    agenda_missing,
    comment_counts,
    deliveries,
)
from daihoi.domain.record import shown
from daihoi.domain.units import Unit

MOST_NAMED = 5


def part(preparation: Preparation) -> Part:
    """What each unit sent down; of a unit below that is asked about alone, what its superior sent it."""
    counts = comment_counts(preparation.entries)
    asked = {unit.code for unit in preparation.chosen()}
    senders = {one.unit_code for one in preparation.entries.of(SENT)}
    found: dict[str, list[Delivery]] = {}
    for unit in preparation.campaign.tree.units:
        if unit.code in senders:
            all_ones = deliveries(preparation.entries, preparation.campaign.tree, unit.code, counts)
            kept = [one for one in all_ones if one.unit_code in asked]
            if kept:
                found[unit.code] = kept
    units = preparation.campaign.tree.by_code
    return Part(
        [text for code, told in found.items() for text in _findings(preparation, units[code], told)],
        [_table(preparation, units[code], told) for code, told in found.items()],
        [ask for told in found.values() for ask in _asks(preparation, told)],
    )


def _by_sending(told: Sequence[Delivery]) -> dict[str, list[Delivery]]:
    found: dict[str, list[Delivery]] = {}
    for one in told:
        found.setdefault(one.sent.key, []).append(one)
    return found


def _findings(preparation: Preparation, unit: Unit, told: Sequence[Delivery]) -> Iterator[str]:
    for ones in _by_sending(told).values():
        sent = ones[0].sent
        states = Counter(one.state for one in ones)
        what = f"{word(sent, preparation.entries, 'document')}, {word(sent, preparation.entries, 'version')}"
        day = shown(sent.day("sent_on") or sent.effective_date)
        received = f"đã nhận {ratio(len(ones) - states[ReceiptState.SENT], len(ones))}, "
        answered = f"đã góp ý {ratio(states[ReceiptState.ANSWERED], len(ones))}"
        told_of = received if ones[0].are_receipts_kept else ""
        yield f"{unit.name} gửi {what} xuống {len(ones)} đơn vị ngày {day}: {told_of}{answered}"
    off = agenda_missing(told)
    if off:
        named, others = ", ".join(off[:MOST_NAMED]), len(off) - MOST_NAMED
        more = f" và {others} đơn vị khác" if others > 0 else ""
        yield f"Chương trình đại hội chưa có nội dung góp ý văn kiện cấp trên: {named}{more}"


def _table(preparation: Preparation, unit: Unit, told: Sequence[Delivery]) -> WorkTable:
    counts = Counter(one.state for one in told)
    received = len(told) - counts[ReceiptState.SENT]
    are_kept = any(one.are_receipts_kept for one in told)
    comments = sum(one.comments for one in told)
    return WorkTable(
        f"bieu-gui-gop-y-{unit.code.lower().replace('.', '-')}",
        f"Gửi văn kiện xuống góp ý – {unit.name}",
        ["TT", "Đơn vị nhận", "Văn kiện", "Bản", "Ngày gửi", "Ngày nhận", "Có trong chương trình đại hội",
         "Số ý kiến", "Tình trạng", "Góp ý trước ngày"],
        [[number, *_row(preparation, one)] for number, one in enumerate(told, 1)],
        ["", "Tổng cộng", "", "", f"gửi {len(told)}", f"nhận {received}" if are_kept else "", "", comments,
         f"đã góp ý {counts[ReceiptState.ANSWERED]}", ""],
        ["Có ý kiến thì coi như đã nhận. Ý kiến của đại hội cấp dưới tự tính cho đơn vị soạn văn kiện.",
         "† giả định, nguồn không nêu."],
    )  # fmt: skip


def _row(preparation: Preparation, one: Delivery) -> list[Cell]:
    entries, receipt = preparation.entries, one.receipt
    return [
        preparation.campaign.tree.by_code[one.unit_code].name,
        word(one.sent, entries, "document"),
        marked(word(one.sent, entries, "version"), one.sent),
        one.sent.day("sent_on"),
        receipt.day("received_on") if receipt else None,
        word(receipt, entries, "on_agenda") if receipt else "",
        one.comments,
        f"{_state(one)}{' (quá hạn)' if one.is_late(preparation.status_date) else ''}",
        one.sent.day("reply_by"),
    ]


def _state(one: Delivery) -> str:
    if one.state is ReceiptState.SENT and not one.are_receipts_kept:
        return "đã gửi, chưa góp ý"
    return str(one.state)


def _asks(preparation: Preparation, told: Sequence[Delivery]) -> Iterator[Ask]:
    called, units = preparation.entries.called, preparation.campaign.tree.by_code
    for one in told:
        issuer = units.get(one.sent.unit_code)
        if issuer and is_over(preparation, issuer):
            continue  # the congress that the draft was for is over
        whose = issuer.name if issuer else one.sent.unit_code
        what = f"{word(one.sent, preparation.entries, 'document')} của {whose}"
        due, is_late = one.sent.day("reply_by"), one.is_late(preparation.status_date)
        if one.state is ReceiptState.SENT and one.are_receipts_kept:
            asked = f"Ghi ngày nhận dự thảo {what} ({called('draft_receipts')})"
            yield Ask(one.unit_code, asked, due, is_late)
        elif one.state is not ReceiptState.ANSWERED:
            yield Ask(one.unit_code, f"Góp ý dự thảo {what} ({called('comments')})", due, is_late)
