"""The findings as sentences. A headline says what was found, not what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from daihoi.domain.results import ActivityRow, CongressCount, Edition, Overview, Pace, UnitPlan
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from reports.tokens import STATES, date_long, date_short, number, share

MAX_NAMED = 3
_URGENT = (ActivityState.OVERDUE, ActivityState.WAITING_FOR_APPROVAL, ActivityState.UNREPORTED)
_TOLD = (ActivityState.OVERDUE, ActivityState.WAITING_FOR_APPROVAL, ActivityState.IN_PROGRESS)


def counts_itself(overview: Overview) -> bool:
    """Whether the units counted are the lines themselves, so that a share is never but none or all."""
    return overview.counted_level_name == overview.row_level_name and all(
        row.count.total <= 1 for row in overview.rows
    )


def complete_units(pace: Pace) -> Sequence[tuple[str, int]]:
    """Units with all congresses below them held; none when each counts one, for that tells nothing more."""
    return pace.complete_units if any(total > 1 for _, total in pace.complete_units) else ()


def overview_finding(overview: Overview) -> str:
    """Where the campaign stands, and which organisation is furthest behind."""
    level, total = overview.counted_level_name, overview.total
    if not total.total:
        return f"Chưa có {level} nào trong đợt."
    parts = [_held(total, level)]
    behind = [row for row in overview.rows if row.count.held < row.count.planned]
    if behind and not total.is_complete:
        worst = max(behind, key=lambda row: row.count.planned - row.count.held).count
        gap = worst.planned - worst.held
        parts.append(f"Chậm nhất: {worst.unit.name}, {worst.held}/{worst.total}, chậm {gap} so với kế hoạch.")
    if total.expected_late and overview.counted_deadline:
        until = date_short(overview.counted_deadline.last_day)
        parts.append(f"Theo tiến độ hiện tại, {total.expected_late} {level} sẽ đại hội sau hạn {until}.")
    late = [row for row in overview.rows if row.is_late]
    if late:
        names = ", ".join(row.count.unit.name for row in late[:MAX_NAMED])
        more = f" và {len(late) - MAX_NAMED} đơn vị nữa" if len(late) > MAX_NAMED else ""
        parts.append(f"Đại hội của đơn vị sau hạn: {names}{more}.")
    return " ".join([*parts, *_root(overview)])


def pace_finding(pace: Pace) -> str:
    """How many were held, how fast it goes, and how fast it has to go."""
    count, level = pace.count, pace.level_name
    if not count.total:
        return f"Chưa có {level} nào trong đợt."
    parts = [f"Đã tổ chức {share(count.held, count.total)} {level}."]
    if count.is_complete:
        return f"Đã tổ chức đủ {count.total}/{count.total} {level}."
    if complete_units(pace) and pace.others.total:
        parts.append(
            f"{_complete(pace)} đã xong; các nơi còn lại {share(pace.others.held, pace.others.total)}."
        )
    parts += [_standstill(pace), _required(pace)]
    return " ".join(part for part in parts if part)


def unit_finding(plan: UnitPlan) -> str:
    """When the unit holds its congress, with how much to spare, and what it waits for."""
    current = plan.congress[1]
    congresses = [row for group in plan.groups for row in group.rows if row.is_congress]
    if congresses and all(row.state is ActivityState.DONE for row in congresses):
        return f"Đại hội đã tổ chức {when_held(current)}.{_still_to_do(plan)}"
    if any(row.is_inferred for row in congresses):
        return (
            "Chưa ai báo cáo đại hội. Việc sau đại hội đã bắt đầu, nên suy ra đã tổ chức, chậm nhất ngày "
            f"{date_long(current.last_day)}."
        )
    parts = [f"Theo tiến độ hiện tại, đại hội ngày {date_long(current.start)}"]
    if plan.congress_float_days is None:
        parts.append(" (chưa có hạn).")
    elif plan.congress_float_days == 0:
        parts.append(", đúng vào hạn, không còn dự trữ.")
    elif plan.congress_float_days < 0:
        parts.append(f", sau hạn {-plan.congress_float_days} ngày làm việc.")
    else:
        parts.append(f", còn dự trữ {plan.congress_float_days} ngày làm việc đến hạn.")
    parts.append(_shift(plan))
    if plan.blocking:
        parts.append(f" Việc cần xong trước hết: {plan.blocking[0]}.")
    return "".join(parts)


def footnotes(edition: Edition) -> list[str]:
    """What the page rests on: what was assumed, if anything, and last how far the log was read."""
    log = f"Sổ ghi đến số {edition.known_seq}" if edition.known_seq else "Sổ ghi chưa có báo cáo nào"
    mark = f" · {edition.head[:12]}" if edition.head else ""
    assumed = [f"Giả định: {'; '.join(edition.assumptions)}."] if edition.assumptions else []
    return [*assumed, f"{log}{mark}"]


def _shift(plan: UnitPlan) -> str:
    """By how much the congress slips; a day that was put off by decision is told as decided, not late."""
    baseline, current = plan.congress
    if plan.is_put_off:
        return f" Ngày này theo quyết định dời; kế hoạch trước là {date_long(baseline.start)}."
    shift = (current.start - baseline.start).days
    return f" Lùi {shift} ngày so với kế hoạch." if shift > 0 else ""


def when_held(congress: Span) -> str:
    """«ngày 02/06/2020», or «từ 17/06 đến 18/06/2020» for a congress of several days."""
    first, last = congress.start, congress.last_day
    return f"ngày {date_long(last)}" if first == last else f"từ {date_short(first)} đến {date_long(last)}"


def _still_to_do(plan: UnitPlan) -> str:
    """What remains once the congress is over: what is overdue, then what a superior has to approve.

    What nobody reported but is taken to be over is left out, unless it is an approval without its document.
    """
    rows = [row for group in plan.groups for row in group.rows if _remains(row)]
    if not rows:
        return ""
    rows.sort(key=lambda row: _URGENT.index(row.state) if row.state in _URGENT else len(_URGENT))
    names = "; ".join(f"{row.name} ({_remaining(row)})" for row in rows[:MAX_NAMED])
    more = f" và {len(rows) - MAX_NAMED} việc nữa" if len(rows) > MAX_NAMED else ""
    return f" Còn {len(rows)} việc: {names}{more}."


def _remains(row: ActivityRow) -> bool:
    is_over = row.state in (ActivityState.DONE, ActivityState.NOT_APPLICABLE)
    return not is_over and (row.is_gate or not row.is_inferred)


def _remaining(row: ActivityRow) -> str:
    if row.is_inferred:
        return "chưa báo văn bản duyệt"
    return state_label(row).lower() if row.state in _TOLD else "chưa làm"


def state_label(row: ActivityRow) -> str:
    """What a state is called in a line about one activity; a gate says when the superior has nothing yet."""
    return STATES[row.state].label + (", chưa trình" if is_owed(row) else "")


def is_owed(row: ActivityRow) -> bool:
    """A gate of which the superior has nothing yet: the unit has still to begin."""
    return row.state is ActivityState.WAITING_FOR_APPROVAL and not row.is_submitted


def _root(overview: Overview) -> list[str]:
    """The root's own congress: when it will be too late, and when all below it are through."""
    spare, name = overview.root_float_days, overview.root.name
    is_late = spare is not None and spare < 0
    if overview.root_held:
        return (
            [f"Đại hội {name} đã tổ chức {when_held(overview.root_current)}."]
            if _is_through(overview)
            else []
        )
    if not (is_late or _is_through(overview)):
        return []
    told = f"Đại hội {name} theo tiến độ hiện tại ngày {date_long(overview.root_current.start)}"
    if spare is None:
        return [f"{told}, chưa có hạn."]
    until = f"sau hạn {-spare}" if is_late else f"còn {spare}"
    return [f"{told}, {until} ngày làm việc{'' if is_late else ' đến hạn'}."]


def _is_through(overview: Overview) -> bool:
    return overview.total.is_complete and all(row.congress_held for row in overview.rows)


def _held(count: CongressCount, level: str) -> str:
    if count.is_complete:
        return f"Đã tổ chức đủ {count.total}/{count.total} {level}."
    gap = count.planned - count.held
    if gap > 0:
        against = f", thấp hơn kế hoạch {gap}"
    elif gap < 0:
        against = f", vượt kế hoạch {-gap}"
    elif count.planned:
        against = ", đúng kế hoạch"
    else:
        plan = plan_words(count)
        against = f"; theo {plan}, đến nay chưa {level} nào phải đại hội"
    return f"Đã tổ chức {share(count.held, count.total)} {level}{against}."


def plan_words(count: CongressCount) -> str:
    """What a count is measured by: the plan, or the plan as decisions have moved it since (Vietnamese)."""
    return "kế hoạch đã dời theo quyết định" if count.put_off else "kế hoạch"


def _complete(pace: Pace) -> str:
    complete = complete_units(pace)
    names = [f"{name} ({total}/{total})" for name, total in complete[:MAX_NAMED]]
    more = len(complete) - MAX_NAMED
    return ", ".join(names) + (f" và {more} đơn vị nữa" if more > 0 else "")


def _standstill(pace: Pace) -> str:
    """That congresses of the level are suspended, or are going to be; empty when they are not."""
    pause = pace.standstill
    if pause is None:
        return ""
    until = f"đến hết {date_long(pause.last)}" if pause.last else "chưa biết đến ngày nào"
    if pause.first <= pace.edition.status_date:
        return f"Đại hội {pace.level_name} đang tạm hoãn{'' if pause.last else ','} {until}."
    return (
        f"Đại hội {pace.level_name} tạm hoãn từ {date_long(pause.first)}{'' if pause.last else ','} {until}."
    )


def _required(pace: Pace) -> str:
    count = pace.count
    if pace.deadline is None:
        return f"Còn {count.remaining}; chưa có hạn."
    until = date_short(pace.deadline.last_day)
    is_ahead = pace.deadline.last_day > pace.edition.status_date
    if count.required_per_day is None and pace.standstill and is_ahead:
        day = date_long(pace.deadline.last_day)
        return f"Còn {count.remaining}; không còn ngày nào được tổ chức trước hạn {day}."
    if count.required_per_day is None:
        return f"Đã quá hạn {date_long(pace.deadline.last_day)}, còn {count.remaining} chưa tổ chức."
    need, recent = number(count.required_per_day, 2), number(pace.recent_per_day, 2)
    return (
        f"Còn {count.remaining} trong {count.working_days_left} ngày làm việc đến {until}: cần {need} "
        f"mỗi ngày; {pace.recent_days} ngày làm việc qua đạt {recent}."
    )
