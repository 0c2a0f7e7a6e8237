"""Drafts sent down to the units below: who has received them, and who has answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.documents_state import BELOW, SENT, word
from daihoi.domain.units import UnitTree

RECEIPTS, COMMENTS = "draft_receipts", "comments"


class ReceiptState(StrEnum):
    """Where a draft is with one unit below."""

    SENT = "chưa nhận"
    RECEIVED = "đã nhận, chưa góp ý"
    ANSWERED = "đã góp ý"


@dataclass(frozen=True)
class Delivery:
    """One draft that a unit sent down, at one of the units below.

    Attributes:
        sent: what was sent.
        unit_code: who it was sent to.
        receipt: what the unit below wrote; None when it has not.
        comments: how many comments it has given on the document.
        are_receipts_kept: some unit below wrote down that it received this one; where none does, nothing is
            claimed of who has.
    """

    sent: Entry
    unit_code: str
    receipt: Entry | None
    comments: int
    are_receipts_kept: bool = True

    @property
    def state(self) -> ReceiptState:
        """Comments prove that the draft arrived."""
        if self.comments:
            return ReceiptState.ANSWERED
        return ReceiptState.RECEIVED if self.receipt else ReceiptState.SENT

    def is_late(self, status_date: date) -> bool:
        """Whether the last day for comments is over and none has come."""
        due = self.sent.day("reply_by")
        return self.state is not ReceiptState.ANSWERED and due is not None and due < status_date


def sending_of(entries: Entries, unit_code: str, document: str, version: str) -> Entry | None:
    """The entry by which a unit sent a version down; None when it has not."""
    return next(
        (
            one
            for one in entries.of(SENT, unit_code)
            if (one.text("document"), one.text("version"), one.text("audience")) == (document, version, BELOW)
        ),
        None,
    )


def sent_down(entries: Entries, unit_code: str) -> list[Entry]:
    """The newest version of each document that a unit sent down, in the order of days."""
    newest: dict[str, Entry] = {}
    told = [one for one in entries.of(SENT, unit_code) if one.text("audience") == BELOW]
    for one in sorted(told, key=lambda one: one.day("sent_on") or date.min):
        newest[one.text("document")] = one
    return list(newest.values())


def comment_counts(entries: Entries) -> Mapping[tuple[str, str, str], int]:
    """(who commented, whose document, which document) → number of comments."""
    counts: dict[tuple[str, str, str], int] = {}
    for one in entries.of(COMMENTS):
        key = (one.unit_code, one.text("about"), one.text("document"))
        counts[key] = counts.get(key, 0) + 1
    return counts


def deliveries(
    entries: Entries, tree: UnitTree, unit_code: str, counts: Mapping[tuple[str, str, str], int]
) -> list[Delivery]:
    """Every draft that a unit sent down, at every unit directly below."""
    found = []
    for sent in sent_down(entries, unit_code):
        receipts = {child.code: _receipt(entries, child.code, sent) for child in tree.children[unit_code]}
        are_kept = any(receipts.values())
        found += [
            Delivery(sent, code, receipt, counts.get(_key(code, sent), 0), are_kept)
            for code, receipt in receipts.items()
        ]
    return found


def agenda_missing(found: Sequence[Delivery]) -> list[str]:
    """Units that say their congress does not discuss the superior's draft."""
    return [one.unit_code for one in found if one.receipt and one.receipt.text("on_agenda") == "not_listed"]


def _key(unit_code: str, sent: Entry) -> tuple[str, str, str]:
    return unit_code, sent.unit_code, sent.text("document")


def _receipt(entries: Entries, unit_code: str, sent: Entry) -> Entry | None:
    key = f"{word(sent, entries, 'document')} | {word(sent, entries, 'version')}"
    return entries.find(RECEIPTS, unit_code, key)
