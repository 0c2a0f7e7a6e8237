"""Is what units said whole and possible: future dates, sequence, approvals, silence, what was missed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.health.findings import Finding, Found
from daihoi.domain.health.picture import Picture
from daihoi.domain.links import NO_DAY, NO_DEADLINE
from daihoi.domain.logic import out_of_sequence as broken_links
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.structure import ActivityKind
from daihoi.domain.units import Unit


def future_actual(picture: Picture) -> Found:
    """Reported dates that lie after the status date."""
    told, actuals = picture.assessment.reported.is_told, picture.assessment.reported.actuals
    ahead = told & ((actuals.start >= picture.now) | (actuals.finish > picture.now))
    findings = [
        picture.at(
            n,
            f"báo {'xong' if actuals.finish[n] > picture.now else 'bắt đầu'} ngày "
            + (
                picture.last_day(actuals.finish[n])
                if actuals.finish[n] > picture.now
                else picture.date(actuals.start[n])
            )
            + ", sau ngày chốt số liệu",
            "sửa ngày đã báo, hoặc chọn ngày chốt muộn hơn",
        )
        for n in np.flatnonzero(ahead).tolist()
    ]
    return Found("việc đã có báo cáo", int(told.sum()), len(findings), findings)


def out_of_sequence(picture: Picture) -> Found:
    """Links of two reported activities of which the successor went on before the predecessor allowed it."""
    rows = _started_links(picture)
    rows = rows[picture.assessment.reported.is_told[picture.expansion.network.links.predecessor[rows]]]
    if not rows.size:
        return Found.nothing("chưa có hai việc nối nhau nào cùng được báo")
    broken = rows[broken_links(picture.expansion.network, picture.assessment.reported.actuals)[rows]]
    before = picture.expansion.network.links.predecessor[broken]
    findings = [_out_of_order(picture, row) for row in broken[np.argsort(before, kind="stable")].tolist()]
    return Found("liên kết có hai việc đã báo", int(rows.size), len(findings), findings)


def unreported_before(picture: Picture) -> Found:
    """Activities that nobody reported, although others that wait for them were reported to go on."""
    rows, links = _started_links(picture), picture.expansion.network.links
    awaited = np.unique(links.predecessor[rows])
    if not awaited.size:
        return Found.nothing("chưa việc nào được báo là đã bắt đầu")
    broken = rows[broken_links(picture.expansion.network, picture.assessment.reported.actuals)[rows]]
    silent = broken[~picture.assessment.reported.is_told[links.predecessor[broken]]]
    followers: dict[int, list[int]] = {}
    for row in silent.tolist():
        followers.setdefault(int(links.predecessor[row]), []).append(int(links.successor[row]))
    findings = [
        _unreported(picture, number, waiting)
        for number, waiting in sorted(followers.items(), key=lambda item: -len(item[1]))
    ]
    return Found("việc có việc sau đã bắt đầu", int(awaited.size), len(findings), findings)


def _started_links(picture: Picture) -> NDArray[np.intp]:
    """Links whose successor was reported to have started.

    An inferred date proves nothing, and what a unit does not have is never reported.
    """
    reported, links = picture.assessment.reported, picture.expansion.network.links
    speaks = reported.is_told[links.successor] & (reported.actuals.start[links.successor] != NO_DAY)
    speaks &= picture.expansion.is_applicable[links.predecessor]
    return np.flatnonzero(speaks & ~reported.is_inferred[links.predecessor])


def _unreported(picture: Picture, number: int, waiting: list[int]) -> Finding:
    start = picture.assessment.reported.actuals.start
    first = min(waiting, key=lambda n: int(start[n]))
    what = (
        f"chưa ai báo, mà {len(waiting)} việc chờ nó đã bắt đầu, sớm nhất {picture.date(start[first])}: "
        f"«{picture.expansion.name(first)}»"
    )
    return picture.at(number, what, "nhập báo cáo của việc này; nếu chưa làm thật, xem lại các việc sau")


def _out_of_order(picture: Picture, row: int) -> Finding:
    reported, links = picture.assessment.reported, picture.expansion.network.links
    actuals, before, after = reported.actuals, int(links.predecessor[row]), int(links.successor[row])
    went_on = (
        f"bắt đầu {picture.date(actuals.start[after])}"
        if links.binds_start[row] and reported.is_start_told[after]
        else f"xong {picture.last_day(actuals.finish[after])}"
    )
    name = picture.expansion.name(before)
    if links.leaves_finish[row]:
        day = actuals.finish[before]
        came = "chưa báo xong" if day == NO_DAY else f"đến {picture.last_day(day)} mới xong"
    else:
        day = actuals.start[before]
        came = "chưa báo bắt đầu" if day == NO_DAY else f"đến {picture.date(day)} mới bắt đầu"
    remedy = "kiểm tra hai ngày; nếu đúng như vậy, việc sau có thể phải làm lại"
    return picture.at(after, f"{went_on}, trong khi «{name}» {came}", remedy)


def gate_without_document(picture: Picture) -> Found:
    """Gates reported as closed without the number of the document that closes them."""
    gates = picture.expansion.is_kind(ActivityKind.GATE)
    closed = [n for n, e in picture.events.items() if gates[n] and e.statement.actual_finish]
    if not closed:
        return Found.nothing("chưa cửa duyệt nào được báo là đã qua")
    bare = [n for n in closed if not picture.events[n].statement.document_number.strip()]
    finish = picture.assessment.current.finish
    findings = [
        picture.at(n, f"báo đã duyệt {picture.last_day(finish[n])}, không có số văn bản", "nhập số văn bản")
        for n in sorted(bare)
    ]
    return Found("cửa duyệt đã báo qua", len(closed), len(findings), findings)


def missed(picture: Picture) -> Found:
    """Activities whose last permitted day has passed: done later than that, or not done.

    What was put off by a decision is not due before its new day.
    DCMA check 11, measured not by the early dates of the plan but by the last day that keeps the deadlines.
    """
    baseline, current = picture.assessment.baseline, picture.assessment.current
    last_permitted = np.maximum(baseline.late_finish, baseline.finish)
    due = picture.expansion.is_applicable & (baseline.late_finish < NO_DEADLINE)
    due &= (last_permitted <= picture.now) & ~picture.assessment.is_put_off
    due &= ~picture.assessment.reported.is_inferred
    if not due.any():
        return Found.nothing("chưa việc nào đến hạn")
    late = due & np.where(current.is_finished, current.finish > last_permitted, True)
    units: dict[int, list[int]] = {}
    for n in np.flatnonzero(late).tolist():
        units.setdefault(int(picture.expansion.unit_of[n]), []).append(n)
    findings = [
        _missed(picture, own, last_permitted) for own in sorted(units.values(), key=len, reverse=True)
    ]
    return Found("việc đã đến hạn", int(due.sum()), int(late.sum()), findings)


def _missed(
    picture: Picture, own: list[int], last_permitted: np.ndarray[tuple[int], np.dtype[np.int32]]
) -> Finding:
    worst = min(own, key=lambda n: int(last_permitted[n]))
    current = picture.assessment.current
    is_over = current.is_finished[worst]
    how = f"{picture.last_day(current.finish[worst])} mới xong" if is_over else "chưa xong"
    more = f"; cả đơn vị có {len(own)} việc như vậy" if len(own) > 1 else ""
    what = f"chậm nhất {picture.last_day(last_permitted[worst])}, {how}{more}"
    return picture.at(worst, what, "làm ngay, hoặc nhập báo cáo nếu đã xong")


def stale(picture: Picture) -> Found:
    """Units with work to do that have said nothing for too long."""
    busy = [unit for unit in picture.assessment.campaign.tree.units if _is_busy(picture, unit)]
    if not busy:
        return Found.nothing("không đơn vị nào còn việc phải làm")
    findings = sorted((item for unit in busy for item in _silence(picture, unit)), key=lambda item: -item[0])
    return Found("đơn vị đang có việc phải làm", len(busy), len(findings), [found for _, found in findings])


def _is_busy(picture: Picture, unit: Unit) -> bool:
    """Its congress is still to come, and the plan wanted something of it to be under way."""
    numbers = np.array(picture.expansion.numbers(unit.code))
    if picture.assessment.current.is_finished[picture.congress_of(unit)]:
        return False
    open_ = picture.expansion.is_applicable[numbers] & ~picture.assessment.current.is_finished[numbers]
    return bool((open_ & picture.assessment.is_wanted_begun[numbers]).any())


def _silence(picture: Picture, unit: Unit) -> Iterator[tuple[int, Finding]]:
    """The working days since a unit's last report, or since its work was to begin, when too many."""
    day, has = picture.expansion.table.day, picture.expansion.is_applicable
    numbers = [n for n in picture.expansion.numbers(unit.code) if has[n]]
    told = [picture.events[n].statement.effective_date for n in numbers if n in picture.events]
    due = [n for n in numbers if picture.assessment.is_wanted_begun[n]]
    since = day(max(told) + ONE_DAY) if told else int(picture.assessment.baseline.start[due].min())
    silent = picture.working_days(since, picture.now)
    if silent > picture.days("stale"):
        last = f"báo cáo cuối về ngày {picture.last_day(since)}" if told else "chưa có báo cáo nào"
        what = f"{silent} ngày làm việc không có tin, {last}"
        yield silent, picture.of_unit(unit, what, "nhắc đơn vị báo cáo tuần này")
