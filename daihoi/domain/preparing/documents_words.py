"""How far a document has come, in words: what is there, and what remains until the delegates have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.preparing.base import Ask, WorkTable
from daihoi.domain.preparing.documents_state import (
    BELOW,
    COMMITTEE,
    DELEGATES,
    FINAL,
    FIRST_DRAFT,
    MEMBERS,
    STANDING,
    DocumentState,
)
from daihoi.domain.record import shown

NO_VERSION = "chưa có bản nào"


@dataclass(frozen=True)
class Part:
    """What a part of the workstream adds to its review."""

    findings: Sequence[str]
    tables: Sequence[WorkTable]
    asks: Sequence[Ask]


def ratio(part: int, whole: int) -> str:
    """``121/235 (51,49%)``: two decimals, rounded half up; only the counts where the whole is nothing."""
    if not whole:
        return f"{part}/{whole}"
    hundredths = (part * 20000 // whole + 1) // 2
    return f"{part}/{whole} ({hundredths // 100},{hundredths % 100:02d}%)"


def version_of(state: DocumentState) -> str:
    """The last version in words."""
    return state.order[state.latest.text("version")] if state.latest else NO_VERSION


def rounds_of(state: DocumentState, body: str, order: Mapping[str, str]) -> str:
    """The last round of a body with its day, e.g. «lần 1 (02/03/2020)»; empty for none."""
    held = state.rounds.get(body)
    if not held:
        return ""
    day = held[-1].day("held_on")
    return f"{order[held[-1].text('round')]}" + (f" ({shown(day)})" if day else "")


def remaining(state: DocumentState) -> list[str]:
    """What is still to be done before the delegates have the document, in the order of doing."""
    return [what for what, _ in steps_left(state)]


def steps_left(state: DocumentState) -> Iterator[tuple[str, date | None]]:
    """What is still to be done, with the last day that the plan sets for it."""
    if not state.is_drafted and not state.is_final:
        yield f"hoàn thành {state.order[FIRST_DRAFT]}", state.due("draft_due")
    if not state.is_final:
        left = range(state.rounds_held + 1, state.rounds_planned + 1)
        if left:
            yield f"cho ý kiến lần {', '.join(map(str, left))}", state.due("final_due")
        if state.sent_to(BELOW) is None and state.due("send_due"):
            yield "gửi xuống đơn vị trực thuộc góp ý", state.due("send_due")
        yield state.order[FINAL], state.due("final_due")
    if state.sent_to(DELEGATES) is None:
        yield "gửi đại biểu", state.due("delegates_due")


def told(state: DocumentState, order: Mapping[str, str]) -> str:
    """A sentence about a document: where it is, and what remains."""
    names = {STANDING: "ban thường vụ", COMMITTEE: "ban chấp hành", MEMBERS: "hội nghị đảng viên"}
    held = [f"{name} {text}" for body, name in names.items() if (text := rounds_of(state, body, order))]
    comments = f"; đã cho ý kiến: {', '.join(held)}" if held else ""
    left = remaining(state)
    end = f"; trước khi xong còn: {', '.join(left)}" if left else "; đã gửi đại biểu"
    return f"{state.name}: {version_of(state)}{comments}{end}"
