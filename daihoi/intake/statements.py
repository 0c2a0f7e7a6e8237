"""The cells of one row → a statement, or what contradicts itself in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from daihoi.domain.record import ActivityKey, EventKind, Statement, StatementError, shown
from daihoi.domain.structure import ActivityKind, ActivityTemplate, Certainty
from daihoi.domain.units import Unit
from daihoi.intake.cells import RowReader
from daihoi.intake.form_marks import FormStamp, RowMark
from daihoi.intake.form_rows import check_mark, check_unit, keeps_issued
from daihoi.intake.gate_rows import ACTS, Act, Proof, read_proof
from daihoi.intake.rows import PreparedRow
from daihoi.intake.setting import Period, Setting, day_within
from daihoi.intake.texts import match_key

KINDS = {
    "báo cáo": EventKind.REPORT,
    "sửa": EventKind.CORRECT,
    "duyệt": EventKind.APPROVE,
    "trả lại": EventKind.REJECT,
    "hủy": EventKind.VOID,
}
CERTAINTIES = {"nêu trong nguồn": Certainty.STATED, "giả định": Certainty.ASSUMED}
_KIND_WORDS = {match_key(word): kind for name, kind in KINDS.items() for word in (name, kind.value)}
_CERTAINTY_WORDS = {
    match_key(word): sure for name, sure in CERTAINTIES.items() for word in (name, sure.value)
}
_DAYS = ("actual_start", "actual_finish", "as_of", "document_date")
_DONE = 100
_FACTS = {*_DAYS, "kind", "percent", "document_number", "approves", "reason"}

_NO_DAY = {
    EventKind.REPORT: ("as_of", "để trống", "việc chưa xong phải ghi Số liệu đến ngày"),
    EventKind.APPROVE: ("actual_finish", "duyệt mà không có ngày duyệt", "ghi ngày duyệt ở cột Kết thúc"),
    EventKind.VOID: (
        "as_of",
        "hủy mà không nói hủy số liệu của ngày nào",
        "ghi Số liệu đến ngày của điều cần hủy (việc đã báo xong: ngày kết thúc đã báo)",
    ),
}
"""Kind → the cell that has to tell the day, what is wrong with it, what to write."""


@dataclass(frozen=True)
class _Cells:
    kind: EventKind
    start: date | None
    finish: date | None
    as_of: date | None
    percent: int | None
    document: str
    reason: str
    certainty: Certainty
    source: str

    @property
    def is_start_to_come(self) -> bool:
        return self.start is not None and self.as_of is not None and self.start > self.as_of


def prepare(
    reader: RowReader,
    setting: Setting,
    form: FormStamp | None = None,
    mark: RowMark | None = None,
) -> PreparedRow | None:
    """The row as a statement; None when something is wrong, which ``reader.problems`` tells.

    Args:
        reader: the row.
        setting: what it is checked against.
        form: the form that the row stands on, if it is one.
        mark: the hidden mark of the row, if it has one.
    """
    unit = setting.lookup.unit(reader)
    activity = setting.lookup.activity(reader, unit)
    if form and unit:
        check_unit(reader, form, unit)
    if mark and unit and activity:
        check_mark(reader, mark, unit.code, activity.code)
    cells = _read(reader, setting.period, form, mark)
    act = Act(cells.kind, unit, activity, cells.finish or cells.as_of, cells.document)
    proof = read_proof(reader, setting, act)
    if reader.unreadable & _FACTS:
        return None
    _check_kind(reader, cells, activity)
    if form and cells.kind is EventKind.VOID:
        reader.refuse("kind", "biểu không dùng để hủy điều đã báo", "ghi dòng hủy trong một bảng riêng")
    said = _stated(reader, cells, proof, (unit.code if unit else "", activity.code if activity else ""))
    if not said or not unit or not activity or reader.problems:
        return None
    return PreparedRow(
        said,
        reader.place,
        reader.line,
        _where(reader, cells),
        activity.kind is ActivityKind.GATE,
        mark.version if mark else None,
        setting.dossier(unit, activity),
        proof.evidence,
        activity.name,
        setting.gates(unit),
        remark=_doubt(setting, unit, activity, said),
        expected_on=unit.planned_congress_date if activity.kind is ActivityKind.CONGRESS else None,
    )


def _doubt(setting: Setting, unit: Unit, activity: ActivityTemplate, said: Statement) -> str:
    """What may be a slip in the document by which a superior decided; empty for nothing."""
    if activity.kind is not ActivityKind.GATE or not said.document_number:
        return ""
    return setting.superiors.doubtful_number(unit, said.effective_date, said.document_number)


def _where(reader: RowReader, cells: _Cells) -> str:
    """The cell that a conflict with the log would be about."""
    # A form states the day of its figures once, above: a conflict is about the row.
    unfinished = "as_of" if reader.has("as_of") else "percent"
    return reader.where("actual_finish" if cells.finish else unfinished)


def _read(reader: RowReader, period: Period, form: FormStamp | None, mark: RowMark | None) -> _Cells:
    finish = day_within(reader, "actual_finish", period)
    percent = reader.percent("percent")
    if finish and mark and percent is not None and percent < _DONE and keeps_issued(reader, mark, "percent"):
        # What is finished needs no percentage, and the one of the last report is still printed on the form.
        percent = None
    return _Cells(
        kind=reader.word("kind", _KIND_WORDS, EventKind.REPORT, KINDS),
        start=day_within(reader, "actual_start", period),
        finish=finish,
        as_of=day_within(reader, "as_of", period),
        percent=_DONE if finish and percent is None else percent,
        document=reader.text("document_number"),
        reason=reader.text("reason"),
        certainty=reader.word("certainty", _CERTAINTY_WORDS, Certainty.STATED, CERTAINTIES),
        source=reader.text("source") or (form.source if form else ""),
    )


def _check_kind(reader: RowReader, cells: _Cells, activity: ActivityTemplate | None) -> None:
    is_report = cells.kind in (EventKind.REPORT, EventKind.CORRECT)
    if is_report and cells.start is None and cells.finish is None and cells.percent is None:
        reader.refuse("percent", "dòng không nêu gì", "ghi Bắt đầu, Kết thúc hoặc Tỷ lệ (0 nếu chưa làm)")
    if activity is None:
        return
    if activity.kind is not ActivityKind.GATE:
        if cells.kind in ACTS:
            what = f"việc «{activity.name}» không phải việc cấp trên duyệt"
            reader.refuse("kind", what, "ghi Loại = báo cáo")
    elif cells.finish and (cells.kind is EventKind.REPORT):
        what = f"việc «{activity.name}» chỉ xong khi cấp trên duyệt"
        reader.refuse("actual_finish", what, "ghi Loại = duyệt và Số văn bản")
    elif cells.finish and cells.kind is EventKind.CORRECT and not cells.document:
        reader.refuse("document_number", "sửa ngày duyệt mà không có số văn bản", "ghi Số văn bản")


def _check_not_to_come(reader: RowReader, cells: _Cells) -> None:
    """What was finished lies by the day of the figures; a year mistyped is told at the day it is in."""
    if cells.as_of is None:
        return
    days = (("actual_start", "bắt đầu", cells.start), ("actual_finish", "kết thúc", cells.finish))
    for column, name, day in days:
        if day and day > cells.as_of:
            what = f"{name} {shown(day)} sau Số liệu đến ngày {shown(cells.as_of)}"
            reader.refuse(column, what, "chỉ ghi việc đã xảy ra đến ngày của số liệu")


def _stated(reader: RowReader, cells: _Cells, proof: Proof, key: ActivityKey) -> Statement | None:
    effective = cells.finish or cells.as_of
    if effective is None:
        reader.refuse(*_NO_DAY.get(cells.kind, _NO_DAY[EventKind.REPORT]))
        return None
    if cells.finish:
        _check_not_to_come(reader, cells)
    try:
        return Statement(
            unit_code=key[0],
            activity=key[1],
            kind=cells.kind,
            effective_date=effective,
            # A first day to come is told by itself; by it the last day, maybe right, is not judged.
            actual_start=None if cells.finish and cells.is_start_to_come else cells.start,
            actual_finish=cells.finish,
            percent=cells.percent,
            document_number=cells.document,
            reason=cells.reason,
            certainty=cells.certainty,
            source=cells.source,
            body=proof.body,
            document_date=proof.date,
            evidence_sha256=proof.sha256,
            approves=proof.approves,
        )
    except StatementError as error:
        for fault in error.faults:
            reader.refuse(fault.field, fault.what, fault.remedy)
        return None
