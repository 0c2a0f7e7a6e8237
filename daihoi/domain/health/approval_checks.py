"""Was what was held approved before: by a document that stands, given by the day of the congress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daihoi.domain.approvals_level import HeldTooEarly, held_too_early
from daihoi.domain.approvals_records import GateRecord
from daihoi.domain.health.findings import Finding, Found
from daihoi.domain.health.picture import Picture, shown

_SAY = "nhập dòng duyệt (cột Loại: duyệt) với số văn bản và ngày duyệt"
_AGAIN = "xem lại hồ sơ, rồi nhập lần duyệt lại (cột Loại: duyệt) với số văn bản và ngày duyệt"
_WHICH_DAY = "xem lại ngày nào ghi nhầm, nhập dòng sửa; đúng cả hai thì giữ nguyên"


def held_without_approval(picture: Picture) -> Found:
    """Congresses reported as held that no standing approval, of their day or before, let through.

    Nobody reported the approval (at best it was inferred), what it approved has changed since, or it was
    given only after the congress.
    """
    gates: dict[int, list[int]] = {}
    for gate in picture.approvals.tolist():
        gates.setdefault(int(picture.expansion.unit_of[gate]), []).append(gate)
    own = {n: gates.get(int(picture.expansion.unit_of[n]), []) for n in picture.congresses.tolist()}
    held = [n for n, its in own.items() if its and picture.assessment.is_held[n]]
    if not held:
        return Found.nothing("chưa đại hội nào được báo là đã tổ chức")
    findings = [finding for n in held if (finding := _fault(picture, n, own[n]))]
    return Found("đại hội đã tổ chức", len(held), len(findings), findings)


def _fault(picture: Picture, congress: int, gates: Sequence[int]) -> Finding | None:
    records = picture.assessment.reported.gates
    missing = [gate for gate in gates if not picture.assessment.is_held[gate]]
    if missing:
        return _missing(picture, congress, missing[-1], records)
    given = [records[gate].event.statement for gate in gates if gate in records]
    early = held_too_early(picture.events[congress].statement, given)
    return picture.at(congress, _too_early(early), _WHICH_DAY) if early else None


def _missing(picture: Picture, congress: int, gate: int, records: Mapping[int, GateRecord]) -> Finding:
    name, record = picture.expansion.template(gate).name, records.get(gate)
    if record is None or not record.is_reopened or record.later is None:
        return picture.at(congress, f"đã đại hội, chưa có báo cáo «{name}»", _SAY)
    number, later = record.event.statement.document_number, record.later.seq
    what = f"đã đại hội, mà «{name}» mở lại: hồ sơ thay đổi sau văn bản {number} (sự kiện số {later})"
    return picture.at(congress, what, _AGAIN)


def _too_early(early: HeldTooEarly) -> str:
    days = f"đại hội ngày {shown(early.held_on)}, trước ngày được duyệt {shown(early.approved_on)}"
    return f"{days} ({early.document_number})" if early.document_number else days
