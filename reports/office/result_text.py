"""Sections I and II: what was led, and how far it is, by level and by workstream."""

from __future__ import annotations

from daihoi.domain.results import WorkstreamGroup
from daihoi.domain.states import ActivityState
from reports import tokens, wording
from reports.office.document import (
    Blank,
    Block,
    Column,
    Heading,
    Paragraph,
    TableBlock,
    lowered,
    plain,
)
from reports.office.facts import BelowFacts, LevelFacts, ReportFacts
from reports.office.finding_text import STEERING, finding_blocks, other_blocks
from reports.office.workstream_text import own_work, work_below

CONGRESS, AFTER = "congress", "follow_up"
_UNTOLD = (
    ("van-ban-theo-the-loai", "Số văn bản lãnh đạo, chỉ đạo đã ban hành:"),
    ("bo-phan", "Tiểu ban, tổ giúp việc; phân công phụ trách:"),
)
"""Table of the workstreams → what the clerk fills in where there is none."""

_LEVEL_COLUMNS = (
    Column("Cấp", 24, "left"),
    Column("Tổng số", 13),
    Column("Đã đại hội", 14),
    Column("Tỷ lệ %", 15),
    Column("Kế hoạch đến nay", 18),
    Column("So kế hoạch", 16),
    Column("Hạn", 24),
    Column("Còn (ngày LV)", 16),
    Column("Sẽ sau hạn", 16),
)


def steering_blocks(facts: ReportFacts) -> list[Block]:
    """Section I: steering of the unit's own, and blanks for what no register tells."""
    groups = [group for group in facts.plan.groups if group.code == STEERING]
    blanks = [Blank(label) for table, label in _UNTOLD if not facts.workstreams.has_table(table)]
    return [
        *(block for group in groups for block in own_work(facts, group)),
        *finding_blocks(facts, STEERING),
        *work_below(facts, STEERING),
        *blanks,
    ]


def result_blocks(facts: ReportFacts) -> list[Block]:
    """Section II: congresses by level, then each workstream."""
    blocks: list[Block] = [Heading("1- Đại hội", 2), *_congresses(facts)]
    headed = {STEERING, CONGRESS}
    for group in facts.plan.groups:
        found = finding_blocks(facts, group.code)
        if group.code in headed or (group.code == AFTER and not found and not _has_begun(group, facts)):
            continue
        heading = Heading(f"{len(headed)}- {plain(group.name)}", 2)
        blocks += [heading, *own_work(facts, group), *found, *work_below(facts, group.code)]
        headed.add(group.code)
    return [*blocks, *other_blocks(facts, headed, len(headed))]


def _congresses(facts: ReportFacts) -> list[Block]:
    table = TableBlock(
        f"Bảng 1. Đại hội theo cấp, đến hết ngày {tokens.date_long(facts.edition.status_date)}",
        _LEVEL_COLUMNS,
        [_level_row(level) for level in facts.levels],
        note="Ngày LV: ngày làm việc, sau ngày chốt đến hết hạn. Sẽ sau hạn: dự kiến theo tiến độ hiện tại.",
    )
    said: list[tuple[str, str]] = []
    if facts.has_units_below and not facts.opens_with_pace:
        said += [("", wording.pace_finding(facts.pace))] if facts.pace.count.total else []
        said.append(_own_congress(facts))
    said += _special(facts) if facts.has_units_below else []
    groups = [group for group in facts.plan.groups if group.code == CONGRESS]
    own = [block for group in groups for block in own_work(facts, group, is_congress=False)]
    items = [Paragraph(plain(text), lead=lead, is_item=True) for lead, text in said]
    return [table, *items, *own, *finding_blocks(facts, CONGRESS)]


def _level_row(facts: LevelFacts) -> list[str]:
    count, deadline = facts.count, facts.deadline
    share = tokens.share(count.held, count.total)
    return [
        plain(facts.level.short_name).capitalize(),
        tokens.number(count.total),
        tokens.number(count.held),
        share[share.find("(") + 1 : -2] if count.total else "–",
        tokens.number(count.planned),
        tokens.signed(count.held - count.planned),
        tokens.date_long(deadline.last_day) if deadline else "–",
        _days_left(facts),
        tokens.number(count.expected_late) if count.expected_late else "–",
    ]


def _days_left(facts: LevelFacts) -> str:
    if facts.deadline is None or facts.count.is_complete:
        return "–"
    return tokens.number(facts.count.working_days_left) if facts.count.working_days_left else "hết ngày"


def _own_congress(facts: ReportFacts) -> tuple[str, str]:
    return f"Đại hội {plain(facts.unit.name)}:", lowered(wording.unit_finding(facts.plan))


def _special(facts: ReportFacts) -> list[tuple[str, str]]:
    """Pilots, delegates, direct elections: what the campaign knows and no review tells."""
    said, shown = [], facts.overview
    counted = "" if facts.counts_own_children else shown.counted_level_name
    pilots = [_pilot(below, counted) for below in facts.below if below.unit.is_pilot]
    if pilots:
        said.append(("Đại hội điểm:", f"{'; '.join(pilots)}."))
    direct = [below.unit.name for below in facts.below if below.unit.is_direct_election]
    if direct and not facts.workstreams.findings("pilots"):
        said.append(("Bầu trực tiếp bí thư tại đại hội:", f"{len(direct)} nơi: {'; '.join(direct)}."))
    if shown.delegates is not None and not facts.workstreams.findings("delegates"):
        cap = "" if shown.delegates_max is None else f", quy định không quá {shown.delegates_max}"
        said.append(("Đại biểu dự đại hội:", f"{shown.delegates}{cap}."))
    return said


def _pilot(below: BelowFacts, counted: str) -> str:
    row, unit = below.row, below.unit
    day = tokens.date_long(row.congress_current.start)
    told = [f"{row.count.held}/{row.count.total} {counted} đã đại hội"] if row.count.total and counted else []
    told += [f"{tokens.number(unit.member_count)} đảng viên"] if unit.member_count else []
    told += [f"đã đại hội ngày {day}" if row.congress_held else f"đại hội dự kiến {day}"]
    return f"{unit.name} ({', '.join(told)})"


def _has_begun(group: WorkstreamGroup, facts: ReportFacts) -> bool:
    idle = (ActivityState.NOT_YET_POSSIBLE, ActivityState.POSSIBLE, ActivityState.NOT_APPLICABLE)
    below = [work for work in facts.work if work.workstream == group.code]
    done = sum(work.states.get(ActivityState.DONE, 0) for work in below)
    return done > 0 or any(row.state not in idle for row in group.rows)
