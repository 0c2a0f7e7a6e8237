"""What a comment, or an answer to one, may not be beside the other entries."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.documents_checks import later_than_told
from daihoi.domain.preparing.documents_state import FIRST_DRAFT, VERSIONS, word, words
from daihoi.domain.preparing.outlines import SECTIONS
from daihoi.domain.preparing.sending_state import COMMENTS
from daihoi.domain.record import Fault, shown
from daihoi.errors import suggestion

ANSWERS, FEEDBACK_ROUNDS = "answers", "feedback_rounds"


def check_comment(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A comment is about a section of a draft of the unit itself or of one above it."""
    yield from later_than_told(entry, "given_on")
    about = entry.text("about")
    if not _is_above(campaign, entry.unit_code, about):
        what = f"{about} không phải {entry.unit_code} hay cấp trên của nó"
        yield Fault("about", what, "ghi mã đơn vị soạn văn kiện: của mình hoặc cấp trên")
        return
    yield from _section(entries, entry, about)
    yield from _too_early(entries, entry, about)


def check_answer(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """An answer is given by whose document the comment is about, and after the comment."""
    yield from later_than_told(entry, "decided_on")
    number, unit = entry.count("number"), entry.text("from_unit")
    comment = entries.find(COMMENTS, unit, str(number))
    if comment is None:
        count = len(entries.of(COMMENTS, unit))
        yield Fault("number", f"{unit} không có ý kiến số {number}", f"{unit} đang có {count} ý kiến")
        return
    if comment.text("about") != entry.unit_code:
        what = f"ý kiến số {number} của {unit} góp vào văn kiện của {comment.text('about')}"
        yield Fault("number", what, f"dòng này phải do {comment.text('about')} ghi")
    decided, given = entry.day("decided_on"), comment.day("given_on")
    if decided and given and decided < given:
        what = f"{shown(decided)} trước ngày góp ý ({shown(given)})"
        yield Fault("decided_on", what, f"ghi ngày từ {shown(given)} trở đi")


def _is_above(campaign: Campaign, unit_code: str, about: str) -> bool:
    unit = campaign.tree.by_code.get(unit_code)
    while unit and unit.code != about:
        unit = campaign.tree.by_code.get(unit.parent_code)
    return unit is not None


def _section(entries: Entries, entry: Entry, about: str) -> Iterator[Fault]:
    document, section = word(entry, entries, "document"), entry.text("section")
    if entries.find(SECTIONS, about, f"{document} | {section}"):
        return
    told = entries.of(SECTIONS, about)
    known = [one.text("section") for one in told if one.text("document") == entry.text("document")]
    if known:
        what = f"{document} của {about} không có mục «{section}»"
        yield Fault("section", what, suggestion(section, known))
    else:
        remedy = f"{about} ghi sổ mục lục văn kiện trước"
        yield Fault("section", f"{document} của {about} chưa có mục lục", remedy)


def _too_early(entries: Entries, entry: Entry, about: str) -> Iterator[Fault]:
    """Nobody comments on a draft before there is one."""
    document = word(entry, entries, "document")
    first = words(entries, VERSIONS, "version")[FIRST_DRAFT]
    draft = entries.find(VERSIONS, about, f"{document} | {first}")
    given = entry.day("given_on")
    if draft is None:
        yield Fault("document", f"{about} chưa có dự thảo {document}", f"{about} ghi phiên bản trước")
    elif given and (made := draft.day("made_on")) and given < made:
        what = f"{shown(given)} trước khi có dự thảo {document} ({shown(made)})"
        yield Fault("given_on", what, f"ghi ngày từ {shown(made)} trở đi")


CHECKS = {COMMENTS: check_comment, ANSWERS: check_answer}
