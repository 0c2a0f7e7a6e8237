"""Decides on rows of registers: an entry that stands is changed by a later day, or by a correction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from daihoi.domain.entries import stated_entry
from daihoi.domain.record import Event, EventKind, Statement, current, shown, standing_events
from daihoi.domain.registers import Register
from daihoi.store.admission_outcomes import Admitted, Conflict, History
from daihoi.store.admission_voids import decide_void


def decide_entry(
    said: Statement, history: History, register: Register | None = None
) -> Admitted | Conflict | None:
    """What a row of a register adds.

    An entry said again for a later day is its new state: a comment that was answered, a step that was
    taken. For the same day only a correction may say otherwise, and nothing is said about days before.

    Args:
        said: the row.
        history: all events of the entry, in ``seq`` order.
        register: whose entry it is, for the names of columns in what is said.
    """
    if said.kind is EventKind.VOID:
        return decide_void(said, history)
    latest = current(history, date.max)
    if latest is not None and _is_same(said, latest):
        return None
    if said.kind is EventKind.REPORT and any(_is_same(said, event) for event in standing_events(history)):
        return None  # a table that grew says again what stood before something newer
    if said.kind is EventKind.CORRECT:
        nothing = Conflict("chưa có gì để sửa", "ghi Loại = báo cáo, hoặc bỏ trống")
        return nothing if latest is None else Admitted(said, latest.seq)
    return _against_earlier(said, history) or _against_latest(said, latest, register) or Admitted(said, None)


def _against_latest(said: Statement, latest: Event | None, register: Register | None) -> Conflict | None:
    if latest is None or latest.statement.effective_date < said.effective_date:
        return None
    day, number = shown(latest.statement.effective_date), f"(sự kiện số {latest.seq})"
    if latest.statement.effective_date > said.effective_date:
        what = f"đã ghi cho ngày {day} {number}, dòng này ghi ngày {shown(said.effective_date)}"
        return Conflict(what, "ghi ngày muộn hơn; muốn sửa điều đã ghi thì ghi Loại = sửa và nêu Lý do")
    differing = "; ".join(_differences(said, latest.statement, register)) if register else ""
    return Conflict(f"đã ghi khác cho ngày {day} {number}" + (f": {differing}" if differing else ""))


def _differences(said: Statement, before: Statement, register: Register) -> Iterator[str]:
    """Each column in which a row differs from what stands, with both values."""
    told = [stated_entry(one, {register.code: register}) for one in (before, said)]
    for column in register.columns:
        then, now = (column.shown(one.values.get(column.code)) if one else "" for one in told)
        if then != now:
            yield f"{column.name} «{then or 'để trống'}», dòng này ghi «{now or 'để trống'}»"


def _against_earlier(said: Statement, history: History) -> Conflict | None:
    """An old file must not undo a correction or a withdrawal by being imported again."""
    standing = {event.seq for event in standing_events(history)}
    void = {event.corrects for event in history if event.statement.kind is EventKind.VOID}
    for event in history:
        if event.seq in standing or event.statement.kind is EventKind.VOID or not _is_same(said, event):
            continue
        if event.seq not in void:
            return Conflict(f"nhắc lại sự kiện số {event.seq}, điều đã được sửa")
        if not said.reason:
            what = f"nhắc lại sự kiện số {event.seq}, điều đã được hủy"
            return Conflict(what, "đúng là có thì ghi kèm Lý do")
    return None


def _is_same(said: Statement, event: Event) -> bool:
    before = event.statement
    mine, other = (said.entry, said.effective_date), (before.entry, before.effective_date)
    return mine == other and (said.certainty, _proof(said, before)) == (
        before.certainty,
        before.evidence_sha256,
    )


def _proof(said: Statement, before: Statement) -> str:
    """A row that names no file says nothing about the one that is kept."""
    return said.evidence_sha256 or before.evidence_sha256
