"""The gates of a campaign in words, as tables for office programs, and as one page to read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

from daihoi.domain.approvals import Gate, GateState, counts, most_urgent_first
from daihoi.domain.record import EventKind
from daihoi.domain.results import Edition
from daihoi.whole_files import harmless
from reports import tokens

STATES = {
    GateState.NOT_YET: "chưa đến",
    GateState.TO_SUBMIT: "chờ trình",
    GateState.WAITING: "chờ duyệt",
    GateState.REJECTED: "bị trả lại",
    GateState.REOPENED: "mở lại",
    GateState.UNDOCUMENTED: "thiếu văn bản",
    GateState.APPROVED: "đã duyệt",
}
"""What people read for each state, in the order in which tables show them."""

TO_BE_DONE = (GateState.TO_SUBMIT, GateState.WAITING, GateState.REJECTED, GateState.REOPENED)
"""The states in which somebody can act at once."""

GATE_HEADINGS = (
    "Mã đơn vị",
    "Đơn vị",
    "Mã việc",
    "Cửa duyệt",
    "Trạng thái",
    "Mã cấp duyệt",
    "Cấp duyệt",
    "Đang ở",
    "Hạn",
    "Còn (ngày làm việc)",
    "Dự trữ (ngày)",
    "Nhắc",
    "Vì sao",
    "Ngày duyệt, trả lại",
    "Số văn bản",
    "Ngày văn bản",
    "Duyệt bản đến số",
    "Sự kiện số",
    "Tệp minh chứng (SHA-256)",
)
REMINDER_HEADINGS = (
    "Khóa",
    "Báo cho (mã)",
    "Báo cho",
    "Nhắc",
    "Từ ngày",
    "Mã đơn vị",
    "Đơn vị",
    "Cửa duyệt",
    "Trạng thái",
    "Hạn",
    "Còn (ngày làm việc)",
)
PAGE_HEADINGS = ("Đơn vị", "Cửa duyệt", "Trạng thái", "Đang ở", "Hạn", "Còn", "Nhắc", "Vì sao")
_BRIEF_KINDS = {EventKind.CORRECT: "sửa", EventKind.VOID: "hủy", EventKind.REPORT: "báo"}
_STYLE = (
    "body{font:14px/1.45 Arial,sans-serif;color:#1B2733;margin:24px;max-width:1200px}"
    "h1{font-size:20px;margin:0 0 4px}p{margin:4px 0 14px;color:#52606D}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid #D5DBE1;vertical-align:top}"
    "td.n{text-align:right;white-space:nowrap}tr.late td{color:#B5430B}"
    "@media print{body{margin:0}thead{display:table-header-group}tr{break-inside:avoid}}"
)


def is_to_be_done(gate: Gate) -> bool:
    """Whether a gate belongs on a worklist: somebody can act at once, or is to be reminded."""
    return gate.state in TO_BE_DONE or gate.escalation is not None


def why(gate: Gate) -> str:
    """Why a gate stands where it stands, in a few words; empty where its state says it all."""
    if by := gate.reopened_by:
        what = f"{_BRIEF_KINDS[by.statement.kind]} «{gate.changed}»"
        return f"hồ sơ thay đổi sau khi duyệt: sự kiện số {by.seq} ({what})"
    if gate.state is GateState.UNDOCUMENTED:
        return "việc sau đã làm, chưa có văn bản duyệt"
    if gate.state is GateState.REJECTED and gate.event:
        return gate.event.statement.reason or f"theo {gate.document_number}"
    if gate.state is GateState.APPROVED:
        return _document(gate)
    is_told_by_state = gate.state is GateState.TO_SUBMIT
    return f"chờ {gate.blocked_by}" if gate.blocked_by and not is_told_by_state else ""


def _document(gate: Gate) -> str:
    day = f" ngày {tokens.date_long(gate.document_date)}" if gate.document_date else ""
    decided = f", duyệt ngày {tokens.date_long(gate.decided_on)}" if gate.decided_on else ""
    return f"{gate.document_number}{day}{decided}"


def left(days: int | None) -> str:
    """``còn 5 ngày``, ``hôm nay``, ``quá 3 ngày``: working days to the due day; empty for none."""
    if days is None:
        return ""
    return "đến hạn" if days == 0 else f"còn {days} ngày" if days > 0 else f"quá {-days} ngày"


def reminder(gate: Gate) -> str:
    """``báo cấp trên: Đảng bộ quận Cẩm Lệ``; empty when it is too early."""
    found = gate.escalation
    return f"{found.step.name}: {found.to.name}" if found else ""


def finding(gates: Sequence[Gate], edition: Edition) -> str:
    """The most important about the gates, in one sentence."""
    number = counts(gates)
    day = f"Đến hết ngày {tokens.date_long(edition.status_date)}"
    if not gates:
        return f"{day}: không có cửa duyệt nào."
    done = f"{tokens.share(number[GateState.APPROVED], len(gates))} cửa đã duyệt"
    parts = [f"{number[state]} {STATES[state]}" for state in STATES if state in TO_BE_DONE and number[state]]
    overdue = sum(1 for gate in gates if gate.left_days is not None and gate.left_days < 0)
    parts += [f"{overdue} quá hạn"] if overdue else []
    missing = number[GateState.UNDOCUMENTED]
    parts += [f"{missing} thiếu văn bản (việc sau đã làm)"] if missing else []
    return f"{day}: {done}" + (f"; {', '.join(parts)}." if parts else ".")


def gate_files(gates: Sequence[Gate], edition: Edition) -> dict[str, bytes]:
    """All gates as ``phe-duyet.csv``, reminders as ``nhac-viec.csv``, a page to read as ``phe-duyet.html``.

    The last line of each table tells the status date and how far the log was taken into account.
    """
    urgent = most_urgent_first(gates)
    known = f"Số liệu đến hết ngày {tokens.date_long(edition.status_date)}; sổ ghi đến số {edition.known_seq}"
    return {
        "phe-duyet.csv": _csv(GATE_HEADINGS, gate_rows(gates), known),
        "nhac-viec.csv": _csv(REMINDER_HEADINGS, reminder_rows(urgent), known),
        "phe-duyet.html": _page(urgent, edition, finding(gates, edition), known).encode(),
    }


def gate_rows(gates: Iterable[Gate]) -> Iterator[tuple[str, ...]]:
    """One row per gate, under ``GATE_HEADINGS``."""
    for gate in gates:
        yield (
            gate.unit.code,
            gate.unit.name,
            gate.activity.code,
            gate.activity.name,
            STATES[gate.state],
            gate.body.unit_code,
            gate.body.name,
            gate.holder.name if gate.is_open else "",
            _day(gate.due),
            _number(gate.left_days),
            _number(gate.float_days),
            reminder(gate),
            why(gate),
            _day(gate.decided_on),
            gate.document_number,
            _day(gate.document_date),
            _number(gate.approved_upto),
            str(gate.event.seq) if gate.event else "",
            gate.evidence_sha256,
        )


def reminder_rows(gates: Iterable[Gate]) -> Iterator[tuple[str, ...]]:
    """One row per gate that somebody is to be reminded of, under ``REMINDER_HEADINGS``.

    The key is the same on every run: whoever sends reminders sends each key once.
    """
    for gate in gates:
        if (found := gate.escalation) and gate.due:
            key = f"{gate.unit.code}/{gate.activity.code}/{found.step.code}/{gate.due.isoformat()}"
            yield (
                key,
                found.to.unit_code,
                found.to.name,
                found.step.name,
                _day(found.since),
                gate.unit.code,
                gate.unit.name,
                gate.activity.name,
                STATES[gate.state],
                _day(gate.due),
                _number(gate.left_days),
            )


def _csv(headings: Sequence[str], rows: Iterable[Sequence[str]], last: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([str(harmless(cell)) for cell in row] for row in rows)
    writer.writerow([last])
    return out.getvalue().encode("utf-8-sig")


def _page(gates: Sequence[Gate], edition: Edition, headline: str, known: str) -> str:
    shown = [gate for gate in gates if is_to_be_done(gate)]
    head = "".join(f"<th>{escape(title)}</th>" for title in PAGE_HEADINGS)
    body = "".join(map(_page_row, shown)) or f'<tr><td colspan="{len(PAGE_HEADINGS)}">Không có.</td></tr>'
    title = f"Phê duyệt – {edition.campaign_title}"
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(headline)}</h1>"
        f"<p>{escape(edition.campaign_title)}. Việc cần làm về phê duyệt, gấp nhất ở trên.</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{escape(known)}</p></body></html>\n"
    )


def _page_row(gate: Gate) -> str:
    late = gate.left_days is not None and gate.left_days < 0
    cells = (
        f"{gate.unit.name} ({gate.unit.code})",
        gate.activity.name,
        STATES[gate.state],
        gate.holder.name,
        _day(gate.due),
        left(gate.left_days),
        reminder(gate),
        why(gate),
    )
    row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr class="late">{row}</tr>' if late else f"<tr>{row}</tr>"


def _day(day: date | None) -> str:
    return tokens.date_long(day) if day else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
