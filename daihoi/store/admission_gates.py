"""Decides on acts of superiors: approvals and rejections of a dossier.

- An approval is refused while something of its dossier is reported as unfinished, or as finished later
  than the approval. Where nobody reported, it is recorded with a remark: units often report only the end.
- While an approval stands, another one is a contradiction, as for any finished work. Once its dossier has
  changed (see ``daihoi.domain.approvals_reopening``), the superior decides again: with a new document, or
  with the same one and the number up to which they have now seen the log.
- The same approval again may add what was missing: the date of its document, its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from daihoi.domain.approvals_reopening import approved_upto, changed_since, is_approval
from daihoi.domain.record import Event, EventKind, Statement, current, shown
from daihoi.intake.rows import PreparedRow
from daihoi.store.admission_outcomes import Admitted, Conflict, Histories

Outcome = Admitted | Conflict | None


def decide_act(row: PreparedRow, said: Statement, known: Histories, usual: Outcome) -> Outcome:
    """What an approval or a rejection adds.

    Args:
        row: as it was read; its ``dossier`` is what the gate approves.
        said: its statement, completed by what stood before.
        known: what is recorded, and what the other rows of the import will become.
        usual: what it would add if it were any other report.
    """
    if said.approves is not None and known.last_seq is not None and said.approves > known.last_seq:
        what = f"duyệt bản đến số {said.approves}, sổ ghi mới đến số {known.last_seq}"
        return Conflict(what, "ghi số của sổ ghi in ở chân báo cáo mà cấp duyệt đã xem")
    latest = current(known.of(said.key), date.max)
    if latest is not None and is_approval(latest):
        if _is_same_act(said, latest):
            return _again(row, said, latest, known, usual)
        if _is_reopened(row, latest, known):
            return _anew(row, said, latest, known)
    return _checked(row, usual, known)


def of_approval(said: Statement, latest: Event) -> Statement:
    """A correction of an approval: it approves nothing anew, and keeps what it does not mend."""
    if not is_approval(latest) or said.actual_finish is None:
        return said
    return replace(
        _filled(said, latest.statement), body=latest.statement.body, approves=approved_upto(latest)
    )


def _is_same_act(said: Statement, latest: Event) -> bool:
    before = latest.statement
    same = (said.actual_finish, said.document_number) == (before.actual_finish, before.document_number)
    return said.kind is EventKind.APPROVE and same


def _again(row: PreparedRow, said: Statement, latest: Event, known: Histories, usual: Outcome) -> Outcome:
    """The approval that stands, told again: nothing new, or what it lacked, or seen up to a later number."""
    if isinstance(usual, Conflict):
        return usual
    upto = approved_upto(latest)
    if conflict := next(_against_paper(said, latest, upto), None):
        return conflict
    filled = replace(_filled(said, latest.statement), approves=said.approves or upto)
    if said.approves is not None and said.approves > upto:
        return _checked(row, Admitted(filled, None), known)
    is_new = usual is not None or _paper(filled) != _paper(latest.statement)
    return Admitted(filled, None) if is_new else None


def _anew(row: PreparedRow, said: Statement, latest: Event, known: Histories) -> Outcome:
    """A decision on a dossier that changed after it was approved."""
    before = latest.statement.effective_date
    if said.effective_date < before:
        what = f"lần duyệt trước ghi ngày {shown(before)} ({known.named(latest)}), dòng này ghi ngày sớm hơn"
        return Conflict(what, f"ghi lần duyệt lại từ ngày {shown(before)} trở đi")
    return _checked(row, Admitted(said, None), known)


def _against_paper(said: Statement, latest: Event, upto: int) -> Iterator[Conflict]:
    before, number = latest.statement, f"(sự kiện số {latest.seq})"
    if said.document_date and before.document_date and said.document_date != before.document_date:
        told = f"đã ghi ngày văn bản {shown(before.document_date)} {number}"
        yield Conflict(f"{told}, dòng này ghi {shown(said.document_date)}")
    if said.evidence_sha256 and before.evidence_sha256 and said.evidence_sha256 != before.evidence_sha256:
        yield Conflict(f"đã giữ một tệp minh chứng khác cho văn bản này {number}")
    if said.approves is not None and said.approves < upto:
        what = f"đã ghi duyệt bản đến số {upto} {number}, dòng này ghi đến số {said.approves}"
        yield Conflict(what, "bỏ trống Duyệt bản đến số, hoặc ghi số lớn hơn")


def _filled(said: Statement, before: Statement) -> Statement:
    """What is left blank about the same document was said before."""
    if said.document_number != before.document_number:
        return said
    return replace(
        said,
        document_date=said.document_date or before.document_date,
        evidence_sha256=said.evidence_sha256 or before.evidence_sha256,
    )


def _paper(said: Statement) -> tuple[object, ...]:
    return said.document_date, said.evidence_sha256


def _is_reopened(row: PreparedRow, approval: Event, known: Histories) -> bool:
    pieces, voids = [], []
    for code in row.dossier:
        history = known.of((row.statement.unit_code, code))
        voids += [event for event in history if event.statement.kind is EventKind.VOID]
        if piece := current(history, date.max):
            pieces.append(piece)
    return changed_since(approval, pieces, voids) is not None


def _checked(row: PreparedRow, outcome: Outcome, known: Histories) -> Outcome:
    """The outcome, unless it approves a dossier that is not whole."""
    if not isinstance(outcome, Admitted) or outcome.statement.kind is not EventKind.APPROVE:
        return outcome
    unreported: list[str] = []
    for code in row.dossier:
        piece = current(known.of((row.statement.unit_code, code)), date.max)
        if piece is None:
            unreported.append(f"«{row.called(code)}»")
        elif fault := _unfinished(outcome.statement, piece):
            return Conflict(
                f"hồ sơ chưa đủ: việc «{row.called(code)}» {fault} ({known.named(piece)})", _WHOLE_FIRST
            )
    told = f"duyệt khi chưa ai báo {len(unreported)} việc của hồ sơ: {', '.join(unreported)}"
    return replace(outcome, remarks=(told,) if unreported else ())


_WHOLE_FIRST = "báo xong việc ấy trước hoặc trong cùng tệp; ngày đã báo sai thì sửa"


def _unfinished(approval: Statement, piece: Event) -> str:
    """Why a piece of the dossier could not be approved; empty when it could."""
    finish, approved_on = piece.statement.actual_finish, approval.actual_finish
    if finish is None:
        return f"đang ghi chưa xong đến ngày {shown(piece.statement.effective_date)}"
    is_later = approved_on is not None and finish > approved_on
    return f"đang ghi xong ngày {shown(finish)}, sau ngày duyệt" if is_later else ""
