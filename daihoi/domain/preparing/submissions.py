"""Dossiers submitted for approval: last day to submit, what is wanting, what has to be added (table 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.leads import approval_gates
from daihoi.domain.preparing.base import Ask, Cell, Preparation, Review, WorkTable, marked
from daihoi.domain.preparing.openings import foremost
from daihoi.domain.preparing.steering_faults import names
from daihoi.domain.preparing.submissions_state import Submission, submissions_of
from daihoi.domain.record import shown

COLUMNS = (
    *("TT", "Đơn vị", "Khai mạc", "Hạn trình", "Lần trình", "Ngày trình", "Số tờ trình"),
    *("Thành phần hồ sơ", "Hạn duyệt", "Ngày duyệt", "Kết luận", "Bổ sung"),
)
NOTES = (
    "Hạn duyệt: trước ngày khai mạc số ngày làm việc của quy định đang áp dụng; hạn trình: trước hạn duyệt "
    "số ngày làm việc mà cấp trên cần để duyệt (theo mẫu của cấp này)",
    "«theo lịch»: chưa ghi sổ thành phần hồ sơ, lấy các việc của hồ sơ trong lịch; ° chưa ai báo, suy từ "
    "việc sau",
    "Ngày duyệt chỉ có khi cấp trên đã có văn bản (cửa duyệt)",
)


def review(preparation: Preparation) -> Review:
    """Who still has to submit and until when, who waits for the superior, whose dossier is incomplete."""
    found = submissions_of(preparation)
    tables = [_table(preparation, found)] if found else []
    asks = [ask for one in found for ask in _asks(preparation, one)]
    return Review("submissions", "Hồ sơ trình duyệt", [*_findings(preparation, found)], tables, asks)


def _findings(preparation: Preparation, found: Sequence[Submission]) -> Iterator[str]:
    top = {unit.code for unit in foremost(preparation)}
    for one in found:
        if one.unit.code in top and one.is_open:
            yield _sentence(preparation, one)
    late = [one.unit for one in found if one.is_late(preparation.status_date) and not one.is_with_superior]
    if late:
        yield f"Quá hạn trình mà chưa trình: {len(late)} nơi ({names(late)})."
    waiting = [one for one in found if one.is_open and one.is_with_superior]
    if waiting:
        overdue = [one.unit for one in waiting if one.is_late(preparation.status_date)]
        tail = f"; quá hạn duyệt: {names(overdue)}" if overdue else ""
        yield f"Đã trình, chờ cấp trên duyệt: {len(waiting)} nơi{tail}."
    approved = [one.unit for one in found if one.is_approved]
    if approved:
        yield f"Cấp trên đã duyệt: {len(approved)} nơi ({names(approved)})."
    unseen = [one.unit for one in found if one.is_over and not one.is_approved]
    if unseen:
        yield f"Đã đại hội mà sổ không có văn bản duyệt: {len(unseen)} nơi."


def _sentence(preparation: Preparation, one: Submission) -> str:
    if one.submit_by is None:
        return f"{one.unit.name}: quy định đang áp dụng không nêu phải duyệt trước khai mạc bao nhiêu ngày."
    head = f"{one.unit.name}: khai mạc {shown(one.opening)}"
    if one.forecast > one.opening:
        head += f" (theo lịch hiện tại chỉ kịp ngày {shown(one.forecast)})"
    if one.is_with_superior:
        return f"{head}, đã trình, cấp trên duyệt chậm nhất {shown(one.approve_by or one.opening)}."
    late = " (đã quá)" if one.is_late(preparation.status_date) else ""
    lacking = f"; hồ sơ còn thiếu {len(one.wanting)}/{one.size}" if one.wanting else "; hồ sơ đủ"
    return f"{head}, trình duyệt chậm nhất {shown(one.submit_by)}{late}{lacking}{_holds(preparation, one)}."


def _holds(preparation: Preparation, one: Submission) -> str:
    """What cannot begin before the approval, by name."""
    level = preparation.campaign.structure.by_code[one.unit.level]
    gates = {activity.code for activity in approval_gates(level)}
    held = [
        activity.name
        for activity in level.activities
        if activity.code not in gates and any(link.predecessor in gates for link in activity.links)
    ]
    return f"; chưa duyệt thì chưa làm được: {'; '.join(held)}" if held else ""


def _table(preparation: Preparation, found: Sequence[Submission]) -> WorkTable:
    rows = [_row(preparation, number, one) for number, one in enumerate(found, 1)]
    return WorkTable("bieu-8-ho-so-duyet", "Biểu 8. Theo dõi hồ sơ duyệt", COLUMNS, rows, (), NOTES)


def _row(preparation: Preparation, number: int, one: Submission) -> list[Cell]:
    last = one.last
    return [
        number,
        one.unit.name,
        one.opening,
        one.submit_by,
        last.count("round") if last else None,
        last.day("submitted_on") if last else None,
        marked(last.text("number"), last) if last else "",
        _pieces(one),
        one.approve_by,
        one.approved_on,
        _conclusion(preparation, one),
        _addition(one),
    ]


def _pieces(one: Submission) -> str:
    known = "" if one.is_entered else " theo lịch"
    inferred = f", {one.inferred} suy ra °" if one.inferred else ""
    if not one.wanting:
        return f"đủ {one.size}{known}{inferred}"
    return f"thiếu {len(one.wanting)}/{one.size}{known}: {'; '.join(one.wanting)}"


def _conclusion(preparation: Preparation, one: Submission) -> str:
    if one.is_approved:
        return f"đã duyệt ({one.document})" if one.document else "đã duyệt"
    if one.is_over:
        return "đã đại hội, chưa thấy văn bản duyệt"
    late = one.is_late(preparation.status_date)
    if one.is_with_superior:
        return "chờ duyệt" + (", quá hạn" if late else "")
    if one.last:
        register = preparation.entries.registers["submissions"].by_code["answer"]
        return register.shown(one.last.values.get("answer")) + (", quá hạn trình lại" if late else "")
    return "chưa trình" + (", quá hạn" if late else "")


def _addition(one: Submission) -> str:
    if one.last is None or not one.last.text("to_add"):
        return ""
    by = one.last.day("add_by")
    return one.last.text("to_add") + (f", hạn {shown(by)}" if by else "")


def _asks(preparation: Preparation, one: Submission) -> Iterator[Ask]:
    if not one.is_open:
        return
    late = one.is_late(preparation.status_date)
    if one.is_with_superior:
        holder = one.unit.parent_code or one.unit.code
        what = f"duyệt nội dung, nhân sự đại hội của {one.unit.name} (báo ở cửa duyệt, kèm số văn bản)"
        yield Ask(holder, what, one.approve_by, late)
        return
    due = (one.last.day("add_by") if one.last else None) or one.submit_by
    again = "trình lại hồ sơ đã bổ sung" if one.last else "trình hồ sơ đại hội lên cấp trên"
    is_late = due is not None and due < preparation.status_date
    yield Ask(one.unit.code, f"{again} ({preparation.entries.called('submissions')})", due, is_late)
