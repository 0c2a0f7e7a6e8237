"""One workstream in words: the unit's own activities, and how far the units below are."""

from __future__ import annotations

from collections.abc import Sequence

from daihoi.domain.results import ActivityRow, WorkstreamGroup
from daihoi.domain.states import ActivityState
from reports import tokens, wording
from reports.office.document import Block, Paragraph, plain
from reports.office.facts import ReportFacts, WorkFacts

_DONE = (ActivityState.DONE,)
UNDER_WAY = (ActivityState.IN_PROGRESS, ActivityState.WAITING_FOR_APPROVAL)


def own_work(facts: ReportFacts, group: WorkstreamGroup, *, is_congress: bool = True) -> list[Block]:
    """The unit's own activities of a workstream: what is over, under way, late, still to come."""
    rows = [row for row in group.rows if is_congress or not row.is_congress]
    waiting = _in(rows, ActivityState.NOT_YET_POSSIBLE)
    free = [row for row in rows if row.state is ActivityState.POSSIBLE or wording.is_owed(row)]
    now = [row for row in free if _may_begin(facts, row)]
    later = [row for row in free if row not in now]
    kinds = (
        ("Đã xong:", [row for row in rows if row.state in _DONE], _done),
        ("Chưa báo cáo, suy ra đã xong:", _in(rows, ActivityState.UNREPORTED), _done),
        ("Quá hạn:", _in(rows, ActivityState.OVERDUE), _overdue),
        ("Đang làm:", [row for row in rows if row.state in UNDER_WAY and not wording.is_owed(row)], _going),
        ("Bắt đầu được ngay:", now, _coming),
        ("Chưa đến kỳ:", [row for row in rows if row in later or row in waiting], _coming),
    )
    return [
        Paragraph(f"{'; '.join(say(facts, row) for row in found)}.", lead=lead, is_item=True)
        for lead, found, say in kinds
        if found
    ]


def _may_begin(facts: ReportFacts, row: ActivityRow) -> bool:
    """Whether it is for the next working day: what nothing holds back may still have its own day."""
    calendar = facts.campaign.working_calendar
    return calendar.working_days_between(facts.outlook.first, row.current.start) <= 0


def _in(rows: Sequence[ActivityRow], state: ActivityState) -> list[ActivityRow]:
    return [row for row in rows if row.state is state]


def _done(facts: ReportFacts, row: ActivityRow) -> str:
    return f"{_name(row)} (ngày {tokens.date_long(row.current.last_day)}{_shift(facts, row)})"


def _going(facts: ReportFacts, row: ActivityRow) -> str:
    done = f"{row.percent}%, " if row.percent else ""
    waits = "đã trình, " if row.state is ActivityState.WAITING_FOR_APPROVAL else ""
    until = tokens.date_long(row.current.last_day)
    return f"{_name(row)} ({waits}{done}dự kiến xong {until}{_shift(facts, row)})"


def _overdue(_: ReportFacts, row: ActivityRow) -> str:
    planned = tokens.date_long(row.baseline.last_day)
    return f"{_name(row)} (kế hoạch xong {planned}, dự kiến {tokens.date_long(row.current.last_day)})"


def _coming(facts: ReportFacts, row: ActivityRow) -> str:
    first, last = row.current.start, row.current.last_day
    when = f"từ {tokens.date_long(first)} đến {tokens.date_long(last)}"
    return f"{_name(row)} ({tokens.date_long(first) if first == last else when}{_shift(facts, row)})"


def _name(row: ActivityRow) -> str:
    return f"«{plain(row.name)}»"


def _shift(facts: ReportFacts, row: ActivityRow) -> str:
    """By how much it is later or earlier than planned, where it matters to the reader."""
    if row.code in facts.put_off:
        return f", dời theo quyết định, kế hoạch trước là {tokens.date_long(row.baseline.start)}"
    days, word = facts.variance_days(row), facts.day_word(row)
    if days > 0 and row.state is ActivityState.DONE:
        return f", sau lịch kế hoạch {days} {word}"
    if days > 0:
        is_in_time = row.total_float_days is not None and row.total_float_days >= 0
        late = f"chậm {days} {word} so với kế hoạch"
        return f", sau lịch kế hoạch {days} {word}, còn kịp hạn" if is_in_time else f", {late}"
    return f", sớm {-days} {word} so với kế hoạch" if days < 0 else ""


def work_below(facts: ReportFacts, workstream: str) -> list[Block]:
    """One sentence per level below: how many of the activities of a workstream are over, or overdue."""
    said = [_work(work) for work in facts.work if work.workstream == workstream]
    if not said:
        return []
    return [Paragraph(f"{'; '.join(said)}.", lead="Cấp dưới:", is_item=True)]


def _work(work: WorkFacts) -> str:
    count, level = work.states.get, plain(work.level.short_name)
    if count(ActivityState.UNREPORTED, 0) == work.total:
        return f"{tokens.number(work.total)} việc của {level} suy ra đã xong, chưa báo từng việc"
    said = [f"{level} xong {_share(count(ActivityState.DONE, 0), work.total)} việc"]
    for state, words in (
        (ActivityState.UNREPORTED, "chưa báo (suy ra đã xong)"),
        (ActivityState.IN_PROGRESS, "đang làm"),
        (ActivityState.WAITING_FOR_APPROVAL, "chờ duyệt"),
        (ActivityState.OVERDUE, "quá hạn"),
    ):
        if count(state, 0):
            said.append(f"{tokens.number(count(state, 0))} {words}")
    return ", ".join(said)


def _share(part: int, whole: int) -> str:
    return f"{tokens.number(part)}/{tokens.number(whole)}"
