"""What an entry about a document may not be beside the others: versions and rounds have an order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.documents_state import (
    COMMITTEE,
    FINAL,
    FIRST_DRAFT,
    OUTLINE,
    POLITICAL_REPORT,
    ROUNDS,
    STANDING,
    VERSIONS,
    DocumentState,
    document_state,
    place,
    word,
    words,
)
from daihoi.domain.preparing.programmes_state import unfinished_programmes
from daihoi.domain.record import Fault, shown


def check_version(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A version follows those before it; a draft the reviews of programmes, a final text its rounds."""
    state = document_state(entries, entry.unit_code, entry.text("document"))
    made, version = entry.day("made_on"), entry.text("version")
    if made is None:
        return
    yield from later_than_told(entry, "made_on")
    yield from _missing_before(state, version)
    yield from _out_of_order(state, entry, made)
    if not entry.text("ahead_reason"):
        yield from _gate(entries, entry, made)
        yield from _rounds_missing(state, version, made)


def check_round(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A round follows the one before it, is about a version that exists, and BTV goes before BCH."""
    state = document_state(entries, entry.unit_code, entry.text("document"))
    held = entry.day("held_on")
    if held is None:
        return
    yield from later_than_told(entry, "held_on")
    yield from version_faults(state, entry, held)
    final = state.versions.get(FINAL)
    if final and (made := final.day("made_on")) and held > made:
        yield Fault("held_on", f"{shown(held)} sau bản chính thức ({shown(made)})", "xem lại ngày họp")
    yield from _round_before(state, entries, entry, held)
    if entry.text("body") == COMMITTEE and STANDING in state.rounds:
        yield from _standing_before(state, entries, entry, held)


def later_than_told(entry: Entry, column: str) -> Iterator[Fault]:
    """A day of what has happened lies after the day that the entry is about."""
    day = entry.day(column)
    if day and day > entry.effective_date:
        what = f"{shown(day)} sau ngày của số liệu {shown(entry.effective_date)}"
        yield Fault(column, what, "chỉ ghi việc đã xảy ra đến ngày của số liệu")


def version_faults(state: DocumentState, entry: Entry, day: date) -> Iterator[Fault]:
    """The version that an entry speaks of is there by its day."""
    code = entry.text("version")
    version = state.versions.get(code)
    name = state.order.get(code, code)
    if version is None:
        there = ", ".join(state.order[one] for one in state.order if one in state.versions)
        what = f"{state.name} của {state.unit_code} chưa có «{name}»"
        yield Fault("version", what, f"ghi bản ấy vào sổ phiên bản trước; đang có: {there or 'chưa bản nào'}")
    elif (made := version.day("made_on")) and day < made:
        remedy = (
            f"ghi ngày từ {shown(made)} trở đi; hoặc sổ phiên bản ghi nhầm ngày của bản ấy thì sửa ở đó trước"
        )
        yield Fault("version", f"«{name}» đến {shown(made)} mới có", remedy)


def _missing_before(state: DocumentState, version: str) -> Iterator[Fault]:
    """A draft needs the one before it, a final text any draft; an outline may be left out."""
    at = place(state.order, version)
    codes = list(state.order)
    if version == FINAL:
        if not state.draft_number:
            yield Fault("version", "bản chính thức khi chưa có dự thảo nào", "ghi dự thảo lần 1 trước")
    elif version not in (OUTLINE, FIRST_DRAFT) and codes[at - 1] not in state.versions:
        what = f"«{state.order[version]}» khi chưa có «{state.order[codes[at - 1]]}»"
        yield Fault("version", what, f"ghi «{state.order[codes[at - 1]]}» trước, hoặc sửa cột này")


def _out_of_order(state: DocumentState, entry: Entry, made: date) -> Iterator[Fault]:
    at = place(state.order, entry.text("version"))
    for code, other in state.versions.items():
        day, before = other.day("made_on"), place(state.order, code) < at
        if day and code != entry.text("version") and ((before and day > made) or (not before and day < made)):
            side = "trước" if before else "sau"
            what = f"{shown(made)} {side} «{state.order[code]}» ({shown(day)})"
            yield Fault("made_on", what, f"ghi ngày từ {shown(day)} trở {'đi' if before else 'về trước'}")


def _gate(entries: Entries, entry: Entry, made: date) -> Iterator[Fault]:
    """The political report rests on the reviews of the unit's programmes (S2)."""
    if (entry.text("document"), entry.text("version")) != (POLITICAL_REPORT, FIRST_DRAFT):
        return
    open_ones = unfinished_programmes(entries, entry.unit_code, made)
    if open_ones:
        what = f"dự thảo lần 1 ngày {shown(made)} khi chưa tổng kết xong: {', '.join(open_ones)}"
        yield Fault("version", what, "ghi kết quả tổng kết trước, hoặc nêu Lý do làm trước")


def _rounds_missing(state: DocumentState, version: str, made: date) -> Iterator[Fault]:
    if version == FINAL and state.rounds_held < state.rounds_planned:
        what = f"bản chính thức khi mới cho ý kiến {state.rounds_held}/{state.rounds_planned} lần"
        yield Fault("version", what, "ghi các lần cho ý kiến trước, hoặc nêu Lý do làm trước")


def _round_before(state: DocumentState, entries: Entries, entry: Entry, held: date) -> Iterator[Fault]:
    order = words(entries, ROUNDS, "round")
    at, codes = place(order, entry.text("round")), list(order)
    told = {one.text("round"): one for one in state.rounds.get(entry.text("body"), ())}
    body = word(entry, entries, "body")
    if at > 0 and codes[at - 1] not in told:
        what = f"{body} cho ý kiến {order[codes[at]]} khi chưa có {order[codes[at - 1]]}"
        yield Fault("round", what, f"ghi {order[codes[at - 1]]} trước, hoặc sửa cột này")
        return
    for code, other in told.items():
        day = other.day("held_on")
        if day and place(order, code) < at and day > held:
            what = f"{shown(held)} trước {order[code]} của {body} ({shown(day)})"
            yield Fault("held_on", what, f"ghi ngày từ {shown(day)} trở đi")
        versions = state.order
        if place(order, code) < at and place(versions, other.text("version")) > place(
            versions, entry.text("version")
        ):
            what = f"{order[codes[at]]} xem bản cũ hơn bản đã xem ở {order[code]}"
            yield Fault("version", what, f"ghi từ «{word(other, entries, 'version')}» trở đi")


def _standing_before(state: DocumentState, entries: Entries, entry: Entry, held: date) -> Iterator[Fault]:
    """Where a standing committee comments, the committee's round of the same number follows it."""
    code = entry.text("round")
    mine = next((one for one in state.rounds[STANDING] if one.text("round") == code), None)
    name = words(entries, ROUNDS, "round")[code]
    if mine is None:
        yield Fault("round", f"ban thường vụ chưa cho ý kiến {name}", "ghi lần của ban thường vụ trước")
    elif (day := mine.day("held_on")) and day > held:
        what = f"{shown(held)} trước {name} của ban thường vụ ({shown(day)})"
        yield Fault("held_on", what, f"ghi ngày từ {shown(day)} trở đi")


CHECKS = {VERSIONS: check_version, ROUNDS: check_round}
