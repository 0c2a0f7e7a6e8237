"""Decides what a row adds to the log: a new event, nothing new, or a conflict that a person must settle.

Nothing is merged in silence. A row that contradicts what stands is refused with the number of the
event it contradicts; only a correction or a withdrawal, which name their reason, may change what was said.

The rows of one file are told at once, in whatever order they stand: what units report is decided first,
then what their superiors decided about it, so that an approval never comes before its own dossier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from daihoi.domain.record import ActivityKey, Event, EventKind, Statement, current, shown, standing_events
from daihoi.domain.registers import register_of, subject_key
from daihoi.errors import InputErrors, Problem
from daihoi.intake.rows import PreparedRow
from daihoi.store.admission_entries import decide_entry
from daihoi.store.admission_gates import decide_act, of_approval
from daihoi.store.admission_outcomes import Admitted, Conflict, Histories, History, same_facts
from daihoi.store.admission_remarks import remarked
from daihoi.store.admission_voids import decide_void

__all__ = ["Admitted", "admit"]

NEW_FORM = "xin biểu mới"
"""How the remedy begins where no change to the form helps: it was filled in over what is no longer so."""

_ACTS = (EventKind.APPROVE, EventKind.REJECT)


def admit(
    rows: Sequence[PreparedRow], histories: Mapping[ActivityKey, History], last_seq: int | None = None
) -> list[Admitted]:
    """What the rows add, acts of superiors after the rest; rows that say nothing new are left out.

    Args:
        rows: checked rows of one import.
        histories: all events so far of the units that the rows speak of, per activity, in ``seq`` order.
        last_seq: number of the last event of the log; None when it is not known, and then no row can be
            refused for approving what the log does not have yet.

    Raises:
        InputErrors: rows contradict the log or each other; all of them are listed.
    """
    times = Counter(row.statement.key for row in rows)
    known = Histories(histories, last_seq)
    admitted: list[Admitted] = []
    problems: list[Problem] = []
    for row in sorted(rows, key=lambda row: row.statement.kind in _ACTS):
        outcome = _decide(row, known, times[row.statement.key])
        if isinstance(outcome, Conflict):
            problems.append(_problem(row, outcome))
        elif outcome is not None:
            admitted.append(replace(outcome, name=row.name))
            known.expect(outcome)
    if problems:
        raise InputErrors(problems, "Số liệu mâu thuẫn với sổ ghi, chưa ghi dòng nào")
    return remarked(admitted, rows, known)


def _problem(row: PreparedRow, conflict: Conflict) -> Problem:
    said = row.statement
    about = "dòng" if register_of(said.activity) else "việc"
    name = row.name or (row.called(said.activity) if row.level else subject_key(said.activity))
    what = f"«{said.unit_code}», {about} «{name}»: {conflict.what}"
    return Problem(row.place, row.line, what, conflict.remedy, row.cell)


def _decide(row: PreparedRow, known: Histories, times: int) -> Admitted | Conflict | None:
    history = known.of(row.statement.key)
    if times > 1:
        return Conflict(f"{times} dòng cùng nói về việc này", "giữ lại một dòng")
    outcome = _outcome(row, known, history)
    # What changes nothing needs no warning; what contradicts, or would be recorded, first needs to know.
    return outcome and (_stale(row, history) or outcome)


def _outcome(row: PreparedRow, known: Histories, history: History) -> Admitted | Conflict | None:
    if register_of(row.statement.activity):
        return decide_entry(row.statement, history, row.register)
    if row.statement.kind is EventKind.VOID:
        return decide_void(row.statement, history)
    if row.statement.kind is EventKind.CORRECT:
        return _decide_correction(row, history)
    said = _completed(row.statement, current(history, row.statement.effective_date))
    usual = _decide_report(said, history)
    return decide_act(row, said, known, usual) if said.kind in _ACTS else usual


def _stale(row: PreparedRow, history: History) -> Conflict | None:
    """A row of a form that was filled in over an older state than the log has by now."""
    if row.base_version is None or row.base_version == len(history):
        return None
    if row.base_version > len(history):
        what = f"biểu phát từ một sổ ghi khác (phiên bản {row.base_version}, sổ này có {len(history)})"
        return Conflict(what, f"{_new_form(row)} rồi ghi lại dòng này")
    latest = current(history, date.max) or history[-1]
    since = (
        f"từ khi biểu này được phát, đã có báo cáo khác: {_told(latest.statement)} (sự kiện số {latest.seq})"
    )
    return Conflict(
        f"{since}; dòng này ghi {_told(row.statement)}", f"{_new_form(row)}, xem lại rồi ghi lên đó"
    )


def _new_form(row: PreparedRow) -> str:
    """How to come by a form that surely has the row: the form of those above leaves out what is over."""
    if register_of(row.statement.activity):
        return NEW_FORM
    return f"{NEW_FORM} (`daihoi form ĐỢT {row.statement.unit_code}`)"


def _told(said: Statement) -> str:
    if said.entry:
        return f"số liệu ngày {shown(said.effective_date)}"
    if said.kind is EventKind.VOID:
        return f"hủy số liệu ngày {shown(said.effective_date)}"
    if said.actual_finish:
        return f"xong ngày {shown(said.actual_finish)}"
    percent = "" if said.percent is None else f" {said.percent}%"
    return f"chưa xong{percent} đến ngày {shown(said.effective_date)}"


def _decide_report(said: Statement, history: History) -> Admitted | Conflict | None:
    standing = current(history, said.effective_date)
    if standing and _repeats(said, standing):
        return None
    return next(_conflicts(said, standing, history), Admitted(said, None))


def _decide_correction(row: PreparedRow, history: History) -> Admitted | Conflict | None:
    said, latest = row.statement, current(history, date.max)
    if latest is None:
        return Conflict("chưa có số liệu nào để sửa", "ghi Loại = báo cáo")
    if _repeats(said, latest):
        return None
    approved = any(event.statement.kind is EventKind.APPROVE for event in standing_events(history))
    if row.is_gate and said.actual_finish and not approved:
        return Conflict("chưa có lần duyệt nào để sửa ngày", "ghi Loại = duyệt và Số văn bản")
    return Admitted(of_approval(said, latest) if row.is_gate else said, latest.seq)


def _completed(said: Statement, standing: Event | None) -> Statement:
    """A blank start means "not said here": the start that was stated before still holds."""
    if standing is None:
        return said
    before = standing.statement
    start = said.actual_start or before.actual_start
    same_finish = said.actual_finish is not None and said.actual_finish == before.actual_finish
    document = said.document_number or (before.document_number if same_finish else "")
    return replace(said, actual_start=start, document_number=document)


def _repeats(said: Statement, event: Event) -> bool:
    before = event.statement
    kinds = {said.kind, before.kind}
    same_act = len(kinds) == 1 or (EventKind.CORRECT in kinds and EventKind.REJECT not in kinds)
    return same_act and same_facts(said, before)


def _conflicts(said: Statement, standing: Event | None, history: History) -> Iterator[Conflict]:
    latest = current(history, date.max)
    if latest and latest.statement.actual_finish:
        yield from _against_finished(said, latest)
    elif latest and said.actual_finish and latest.statement.effective_date > said.actual_finish:
        day = shown(latest.statement.effective_date)
        what = f"đã ghi chưa xong đến ngày {day} (sự kiện số {latest.seq})"
        yield Conflict(f"{what}, dòng này ghi xong ngày {shown(said.actual_finish)}")
    yield from _against_correction(said, standing, history)


def _against_finished(said: Statement, latest: Event) -> Iterator[Conflict]:
    before, number = latest.statement, f"(sự kiện số {latest.seq})"
    finish = before.actual_finish
    if finish is None or (said.actual_finish is None and said.effective_date < finish):
        return
    recorded = f"đã ghi xong ngày {shown(finish)} {number}"
    if said.actual_finish is None:
        yield Conflict(f"{recorded}, dòng này ghi chưa xong đến ngày {shown(said.effective_date)}")
    elif said.actual_finish != finish:
        yield Conflict(f"{recorded}, dòng này ghi xong ngày {shown(said.actual_finish)}")
    elif said.actual_start and before.actual_start and said.actual_start != before.actual_start:
        what = f"đã ghi bắt đầu ngày {shown(before.actual_start)} {number}"
        yield Conflict(f"{what}, dòng này ghi ngày {shown(said.actual_start)}")
    elif before.document_number and said.document_number != before.document_number:
        what = f"đã ghi số văn bản «{before.document_number}» {number}"
        yield Conflict(f"{what}, dòng này ghi «{said.document_number}»")


def _against_correction(said: Statement, standing: Event | None, history: History) -> Iterator[Conflict]:
    """An old file must not undo a correction by being imported again among new rows."""
    valid = {event.seq for event in standing_events(history)}
    void = {event.corrects for event in history if event.statement.kind is EventKind.VOID}
    for event in history:
        if event.seq in valid or event.statement.kind is EventKind.VOID or not _repeats(said, event):
            continue
        if event.seq not in void:
            yield Conflict(f"nhắc lại sự kiện số {event.seq}, điều đã được sửa")
        elif not said.reason:
            yield Conflict(
                f"nhắc lại sự kiện số {event.seq}, điều đã được hủy", "đúng là có thì ghi kèm Lý do"
            )
    if standing is None or standing.statement.kind is not EventKind.CORRECT:
        return
    if standing.statement.effective_date == said.effective_date:
        day = shown(said.effective_date)
        yield Conflict(f"khác với điều đã sửa cho ngày {day} (sự kiện số {standing.seq})")
