"""What whoever imports should know of rows that are recorded all the same.

- An approval that stood, and that the import re-opens, because something that it approved is taken back,
  mended, or told otherwise (see ``daihoi.domain.approvals_reopening``).
- A congress that was held before the day it was approved, or on that very day: one of the two days may be a
  slip. It is not refused, since it does happen.
- What reading a row left in doubt: the number of a document that a committee of another level would give,
  members other than the list of units has.
- A plain report that tells another first day than was told before. The later word counts; one of the two may
  be a slip, and only a correction says which.
- Days of one kind of work that climb by one from row to row (see ``admission_runs``).
- A correction without the first day that was told before: a correction takes the place of what it corrects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from daihoi.domain.approvals_level import LevelGates, held_by_approval
from daihoi.domain.approvals_reopening import changed_since, is_approval
from daihoi.domain.record import ActivityKey, Event, EventKind, current, shown
from daihoi.intake.rows import PreparedRow
from daihoi.store.admission_outcomes import Admitted, Histories, History
from daihoi.store.admission_runs import climbing_days

_HOW = {
    EventKind.VOID: "việc này bị hủy báo cáo sau khi duyệt",
    EventKind.CORRECT: "việc này được sửa sau khi duyệt",
}
_TOLD_OTHERWISE = "việc này được báo lại là đến ngày duyệt chưa xong"


def remarked(admitted: Sequence[Admitted], rows: Sequence[PreparedRow], known: Histories) -> list[Admitted]:
    """What is admitted, with what there is to say of it once all rows of the import are decided.

    Args:
        admitted: what the rows add.
        rows: the rows of the import.
        known: what is recorded, and what the rows will become.
    """
    levels = {row.statement.key: row.level for row in rows}
    doubts = {row.statement.key: row.remark for row in rows}
    climbing = climbing_days(rows)
    places = {new.statement.key for new in admitted}
    found = []
    for new in admitted:
        key = new.statement.key
        said = [climbing.get(key, ""), *new.remarks, doubts[key], _moved_start(new, known)]
        level = levels[key]
        said += _remarks(new, level, known, places) if level else ()
        found.append(replace(new, remarks=tuple(filter(None, said))))
    return found


def _remarks(new: Admitted, level: LevelGates, known: Histories, places: set[ActivityKey]) -> Iterator[str]:
    unit, activity = new.statement.key
    for gate in level.gates_of(activity):
        yield _reopened((unit, gate), activity, level, known)
    # Where one file tells both days, the congress is where it is said.
    if activity == level.congress or (
        activity in level.before_congress and (unit, level.congress) not in places
    ):
        yield _too_early(unit, level, known)


def _moved_start(new: Admitted, known: Histories) -> str:
    """What is to be said of a first day that is told otherwise than before, or no more; empty for nothing."""
    before, said = current(known.recorded(new.statement.key), date.max), new.statement
    if before is None or before.statement.actual_start is None:
        return ""
    told, now = shown(before.statement.actual_start), said.actual_start
    if said.kind is EventKind.CORRECT and now is None:
        return f"Bắt đầu để trống, nên {told} đã báo không còn; còn đúng thì sửa lại lần nữa, ghi cả Bắt đầu"
    if said.kind is not EventKind.REPORT or now is None or now == before.statement.actual_start:
        return ""
    days = f"bắt đầu đã báo {told}, nay báo {shown(now)}"
    return f"{days}: lấy ngày báo sau; nếu ngày ấy ghi nhầm thì báo lại với Loại = «sửa» và Lý do"


def _reopened(gate: ActivityKey, activity: str, level: LevelGates, known: Histories) -> str:
    """What is to be said when what is told of an activity re-opens a gate; empty for nothing."""
    approval = current(known.of(gate), date.max)
    if approval is None or not is_approval(approval):
        return ""
    pieces = [(gate[0], code) for code in level.dossiers[gate[1]]]
    change = _change(approval, [known.of(key) for key in pieces])
    if change is None or change.statement.activity != activity:
        return ""
    if _change(approval, [known.recorded(key) for key in pieces]):
        return ""  # it was open already
    how = _HOW.get(change.statement.kind, _TOLD_OTHERWISE)
    number, name = approval.statement.document_number, level.names[gate[1]]
    return f"văn bản duyệt {number} («{name}») mở lại, vì {how}: xem lại hồ sơ rồi đề nghị duyệt lại"


def _change(approval: Event, histories: Sequence[History]) -> Event | None:
    pieces = [piece for history in histories if (piece := current(history, date.max))]
    voids = [event for history in histories for event in history if event.statement.kind is EventKind.VOID]
    return changed_since(approval, pieces, voids)


def _too_early(unit: str, level: LevelGates, known: Histories) -> str:
    """What is to be said of a congress not held after its approval; empty for nothing."""
    congress = current(known.of((unit, level.congress)), date.max)
    gates = [current(known.of((unit, gate)), date.max) for gate in level.before_congress]
    given = [event.statement for event in gates if event and is_approval(event)]
    early = held_by_approval(congress.statement, given) if congress else None
    if early is None:
        return ""
    when, ask = ("đúng", "xem có ngày nào") if early.is_same_day else ("trước", "xem lại ngày nào")
    days = f"đại hội {shown(early.held_on)} {when} ngày được duyệt {shown(early.approved_on)}"
    number = f" ({early.document_number})" if early.document_number else ""
    return f"{days}{number}: {ask} ghi nhầm; sửa thì ghi dòng ấy trên biểu mới, Loại = «sửa», kèm Lý do"


def sentences(admitted: Sequence[Admitted]) -> list[str]:
    """The remarks, each once for all units of which it is to be said, in the order of the first of each."""
    units: dict[tuple[str, str], list[str]] = {}
    for new in admitted:
        for remark in new.remarks:
            units.setdefault((new.about, remark), []).append(new.statement.unit_code)
    return [f"{_places(codes)}, {name}: {remark}." for (name, remark), codes in units.items()]


def _places(codes: Sequence[str]) -> str:
    if len(codes) == 1:
        return f"«{codes[0]}»"
    return f"{len(codes)} đơn vị ({', '.join(codes)})"
