"""Section III: what is late, where, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from daihoi.domain.reasons import Origin, Outlook
from daihoi.domain.results import ActivityRow
from daihoi.domain.states import ActivityState
from reports import tokens
from reports.office.document import Blank, Block, Column, Heading, Paragraph, TableBlock, plain
from reports.office.facts import BelowFacts, ReportFacts

MOST_NAMED = 5
"""Late activities of the unit's own that are named."""

MOST_LATE = 12
"""Units named in the table of the text; all of them stand in the first annex."""

ORIGINS = {
    Origin.DECIDED: "do ngày đã ấn định của",
    Origin.NOT_EARLIER: "do ngày dự kiến của",
    Origin.STATUS_DATE: "chưa báo bắt đầu",
    Origin.UNDER_WAY: "đang làm",
    Origin.SENT_BACK: "cấp trên trả lại, phải trình lại",
}
_COLUMNS = (
    Column("TT", 8),
    Column("Đơn vị", 48, "left"),
    Column("Đã đại hội", 15),
    Column("So kế hoạch", 15),
    Column("Sẽ sau hạn", 12),
    Column("Việc quá hạn", 12),
    Column("Vướng ở đâu", 50, "left"),
)


def late_blocks(facts: ReportFacts) -> list[Block]:
    """What the committee thinks is left to it; what is late is told from the record."""
    return [
        Heading("1- Đánh giá chung", 2),
        Blank(lines=2),
        Heading("2- Nơi chậm, việc chậm và nguyên nhân", 2),
        *_units(facts),
        *_own(facts),
        *_unreported(facts),
        Blank("Nguyên nhân khác:", lines=2),
    ]


def behind(facts: ReportFacts) -> list[BelowFacts]:
    """Units directly below with something late, most at risk first."""
    by_code = {below.unit.code: below for below in facts.below}
    rows = [by_code[row.count.unit.code] for row in facts.overview.rows]
    return [below for below in rows if below.is_behind and not below.row.is_through]


def obstacle(below: BelowFacts) -> str:
    """Where a unit is stuck, in a few words; empty when nothing is late."""
    said, row = [], below.row
    if row.is_late and row.float_days is not None and not row.congress_held:
        said.append(f"đại hội sau hạn {-row.float_days} ngày làm việc")
    if [late.unit.code for late in below.late] == [below.unit.code]:
        said.append(_cause(below.late[0]))
    elif below.late:
        said.append(cause_of(below.late))
    gap = below.row.count.planned - below.row.count.held
    if not said and gap > 0:
        said.append("chậm so với kế hoạch, còn kịp hạn")
    return "; ".join(said)


def cause_of(late: Sequence[Outlook]) -> str:
    """What most of the congresses that will be late begin with."""
    causes = Counter(_cause(outlook) for outlook in late)
    cause, count = min(causes.items(), key=lambda item: (-item[1], item[0]))
    others = f"; {len(late) - count} nơi vì việc khác" if count < len(late) else ""
    return f"{count} nơi: {cause}{others}"


def _cause(outlook: Outlook) -> str:
    return f"{ORIGINS[outlook.chain.origin]} «{plain(outlook.chain.cause.activity.name)}»"


def _units(facts: ReportFacts) -> list[Block]:
    found = behind(facts)
    if not found:
        none = "Đại hội: không có đơn vị trực thuộc nào chậm."
        return [Paragraph(none, is_item=True)] if facts.below else []
    many = f" ({len(found)} đơn vị; {MOST_LATE} nơi rủi ro nhất)" if len(found) > MOST_LATE else ""
    rows = [_row(place, below) for place, below in enumerate(found[:MOST_LATE], start=1)]
    return [TableBlock(f"Bảng 2. Đơn vị chậm, rủi ro cao xếp trước{many}", _COLUMNS, rows, note=_note(facts))]


def _row(place: int, below: BelowFacts) -> list[str]:
    count = below.row.count
    return [
        str(place),
        plain(below.unit.name),
        f"{count.held}/{count.total}" if count.total else "–",
        tokens.signed(count.held - count.planned) if count.total else "–",
        str(len(below.late)) if below.late else "–",
        str(below.row.overdue) if below.row.overdue else "–",
        obstacle(below) or "–",
    ]


def _note(facts: ReportFacts) -> str:
    level = plain(facts.overview.counted_level_name)
    return (
        f"Đã đại hội, so kế hoạch: {level} trực thuộc. Sẽ sau hạn: đại hội của đơn vị và các cấp dưới, dự "
        "kiến theo tiến độ hiện tại. Việc quá hạn: chưa xong dù đã qua ngày cuối cùng còn giữ được hạn."
    )


def _own(facts: ReportFacts) -> list[Block]:
    rows = [row for group in facts.plan.groups for row in group.rows if _is_late(facts, row)]
    rows.sort(key=_urgency)
    said = [_late(facts, row) for row in rows[:MOST_NAMED]]
    if len(rows) > MOST_NAMED:
        said.append(f"và {len(rows) - MOST_NAMED} việc nữa, xem biểu tiến độ công việc ở phụ lục")
    blocks: list[Block] = []
    if facts.own_late is not None and facts.own_late.float_days is not None:
        days, cause = -facts.own_late.float_days, plain(facts.own_late.chain.cause.activity.name)
        whose = plain(facts.own_late.chain.cause.unit.name)
        blocks.append(
            Paragraph(
                f"dự kiến sau hạn {days} ngày làm việc; đầu chuỗi nguyên nhân là «{cause}» của {whose}.",
                lead=f"Đại hội {plain(facts.unit.name)}:",
                is_item=True,
            )
        )
    if said:
        blocks.append(Paragraph(f"{'; '.join(said)}.", lead="Việc chậm của đơn vị báo cáo:", is_item=True))
    elif not blocks:
        blocks.append(Paragraph("không có.", lead="Việc chậm của đơn vị báo cáo:", is_item=True))
    return blocks


def _is_late(facts: ReportFacts, row: ActivityRow) -> bool:
    is_open = row.state not in {ActivityState.DONE, ActivityState.UNREPORTED} and not row.is_congress
    return is_open and (row.state is ActivityState.OVERDUE or facts.variance_days(row) > 0)


def _urgency(row: ActivityRow) -> tuple[bool, int, date]:
    """What is overdue first, then what has least to spare, then by date."""
    spare = 10_000 if row.total_float_days is None else row.total_float_days
    return row.state is not ActivityState.OVERDUE, spare, row.current.start


def _late(facts: ReportFacts, row: ActivityRow) -> str:
    overdue = "quá hạn, " if row.state is ActivityState.OVERDUE else ""
    until = tokens.date_long(row.current.last_day)
    spare = "" if row.total_float_days is None else f", còn dự trữ {row.total_float_days} ngày"
    if row.total_float_days is not None and row.total_float_days < 0:
        spare = f", thiếu {-row.total_float_days} ngày so với hạn"
    days = f"{row.variance_days} {facts.day_word(row)}"
    return f"«{plain(row.name)}» ({overdue}chậm {days}, dự kiến xong {until}{spare})"


def _unreported(facts: ReportFacts) -> list[Block]:
    counts: Counter[str] = Counter()
    for work in facts.work:
        counts[plain(work.level.short_name)] += work.states.get(ActivityState.UNREPORTED, 0)
    told = [f"{tokens.number(count)} việc của cấp {name}" for name, count in counts.items() if count]
    if not told:
        return []
    text = (
        f"{'; '.join(told)} không ai báo, nhưng việc chỉ có thể làm sau đó đã bắt đầu: suy ra đã xong, không "
        "tính là đã báo; đơn vị cần báo bổ sung."
    )
    return [Paragraph(text, lead="Chưa báo cáo đủ:", is_item=True)]
