"""The cells of one row → a statement, or what contradicts itself in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from daihoi.domain.record import EventKind, Statement, StatementError, shown
from daihoi.domain.structure import ActivityKind, ActivityTemplate, Certainty
from daihoi.intake.cells import RowReader
from daihoi.intake.form_marks import FormStamp, RowMark
from daihoi.intake.form_rows import check_mark, check_unit
from daihoi.intake.lookup import Lookup
from daihoi.intake.rows import PreparedRow
from daihoi.intake.texts import match_key

KINDS = {
    "báo cáo": EventKind.REPORT,
    "sửa": EventKind.CORRECT,
    "duyệt": EventKind.APPROVE,
    "trả lại": EventKind.REJECT,
}
CERTAINTIES = {"nêu trong nguồn": Certainty.STATED, "giả định": Certainty.ASSUMED}
_KIND_WORDS = {match_key(word): kind for name, kind in KINDS.items() for word in (name, kind.value)}
_CERTAINTY_WORDS = {
    match_key(word): sure for name, sure in CERTAINTIES.items() for word in (name, sure.value)
}
_FACTS = {"kind", "actual_start", "actual_finish", "percent", "as_of", "document_number", "reason"}


@dataclass(frozen=True)
class Period:
    """The days that a report may speak of, both included: what lies outside is taken for a slip."""

    first: date
    last: date


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


def prepare(
    reader: RowReader,
    lookup: Lookup,
    period: Period,
    form: FormStamp | None = None,
    mark: RowMark | None = None,
) -> PreparedRow | None:
    """The row as a statement; None when something is wrong, which ``reader.problems`` tells.

    Args:
        reader: the row.
        lookup: units and activities of the campaign.
        period: the days that it may speak of.
        form: the form that the row stands on, if it is one.
        mark: the hidden mark of the row, if it has one.
    """
    unit = lookup.unit(reader)
    activity = lookup.activity(reader, unit)
    if form and unit:
        check_unit(reader, form, unit)
    if mark and unit and activity:
        check_mark(reader, mark, unit.code, activity.code)
    cells = _read(reader, period, form)
    if not reader.unreadable & _FACTS:
        _check_kind(reader, cells, activity)
        said = _stated(reader, cells, unit.code if unit else "", activity.code if activity else "")
        if said and activity and not reader.problems:
            # A form states the day of its figures once, above: a conflict is about the row.
            unfinished = "as_of" if reader.has("as_of") else "percent"
            where = reader.where("actual_finish" if cells.finish else unfinished)
            is_gate = activity.kind is ActivityKind.GATE
            version = mark.version if mark else None
            return PreparedRow(said, reader.place, reader.line, where, is_gate, version)
    return None


def _read(reader: RowReader, period: Period, form: FormStamp | None) -> _Cells:
    finish = _day(reader, "actual_finish", period)
    percent = reader.percent("percent")
    return _Cells(
        kind=reader.word("kind", _KIND_WORDS, EventKind.REPORT, ", ".join(KINDS)),
        start=_day(reader, "actual_start", period),
        finish=finish,
        as_of=_day(reader, "as_of", period),
        percent=100 if finish and percent is None else percent,
        document=reader.text("document_number"),
        reason=reader.text("reason"),
        certainty=reader.word("certainty", _CERTAINTY_WORDS, Certainty.STATED, ", ".join(CERTAINTIES)),
        source=reader.text("source") or (form.source if form else ""),
    )


def _day(reader: RowReader, alias: str, period: Period) -> date | None:
    day = reader.day(alias)
    if day and day > period.last:
        reader.refuse(alias, f"ngày {shown(day)} chưa đến", f"ghi ngày không sau {shown(period.last)}")
    elif day and day < period.first:
        reader.refuse(alias, f"ngày {shown(day)} quá sớm", f"ghi ngày từ {shown(period.first)} trở đi")
    return day


def _check_kind(reader: RowReader, cells: _Cells, activity: ActivityTemplate | None) -> None:
    is_report = cells.kind in (EventKind.REPORT, EventKind.CORRECT)
    if is_report and cells.start is None and cells.finish is None and cells.percent is None:
        reader.refuse("percent", "dòng không nêu gì", "ghi Bắt đầu, Kết thúc hoặc Tỷ lệ (0 nếu chưa làm)")
    if activity is None:
        return
    if activity.kind is not ActivityKind.GATE:
        if not is_report:
            what = f"việc «{activity.name}» không phải việc cấp trên duyệt"
            reader.refuse("kind", what, "ghi Loại = báo cáo")
    elif cells.finish and (cells.kind is EventKind.REPORT):
        what = f"việc «{activity.name}» chỉ xong khi cấp trên duyệt"
        reader.refuse("actual_finish", what, "ghi Loại = duyệt và Số văn bản")
    elif cells.finish and cells.kind is EventKind.CORRECT and not cells.document:
        reader.refuse("document_number", "sửa ngày duyệt mà không có số văn bản", "ghi Số văn bản")


def _stated(reader: RowReader, cells: _Cells, unit_code: str, activity: str) -> Statement | None:
    effective = cells.finish or cells.as_of
    if effective is None:
        if cells.kind is EventKind.APPROVE:
            reader.refuse("actual_finish", "duyệt mà không có ngày duyệt", "ghi ngày duyệt ở cột Kết thúc")
        else:
            reader.refuse("as_of", "để trống", "việc chưa xong phải ghi Số liệu đến ngày")
        return None
    if cells.as_of and cells.finish and cells.as_of < cells.finish:
        what = f"kết thúc {shown(cells.finish)} sau Số liệu đến ngày {shown(cells.as_of)}"
        reader.refuse("actual_finish", what, "chỉ ghi việc đã xảy ra đến ngày của số liệu")
    try:
        return Statement(
            unit_code=unit_code,
            activity=activity,
            kind=cells.kind,
            effective_date=effective,
            actual_start=cells.start,
            actual_finish=cells.finish,
            percent=cells.percent,
            document_number=cells.document,
            reason=cells.reason,
            certainty=cells.certainty,
            source=cells.source,
        )
    except StatementError as error:
        for fault in error.faults:
            reader.refuse(fault.field, fault.what, fault.remedy)
        return None
