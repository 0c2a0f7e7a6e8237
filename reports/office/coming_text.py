"""Section IV: what the next days bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from daihoi.domain.congress_calendar import Clash, ClashKind
from daihoi.domain.results import ActivityRow
from daihoi.domain.states import ActivityState
from reports import tokens
from reports.office.document import Block, Column, Paragraph, TableBlock, plain
from reports.office.facts import ReportFacts
from reports.office.late_text import behind

MOST_DAYS, MOST_NAMED = 3, 4
_OVER = frozenset({ActivityState.DONE, ActivityState.UNREPORTED, ActivityState.NOT_APPLICABLE})


def coming_blocks(facts: ReportFacts) -> list[Block]:
    """Deadlines, congresses week by week, the unit's own work, days with too many congresses."""
    coming = facts.outlook
    period = f"Từ ngày {tokens.date_long(coming.first)} đến ngày {tokens.date_long(coming.last)}:"
    return [
        Paragraph(period),
        *_deadlines(facts),
        *_weeks(facts),
        *_own(facts),
        *_clashes(facts),
    ]


def _deadlines(facts: ReportFacts) -> list[Block]:
    counts = {level.level.code: level.count for level in facts.levels}
    said = []
    for level, deadline in facts.outlook.deadlines:
        left = tokens.number(counts[level.code].remaining)
        day = tokens.date_long(deadline.last_day)
        said.append(
            f"{day}, hạn đại hội {plain(level.short_name)} («{plain(deadline.words)}»): còn {left} nơi"
        )
    return [Paragraph(f"{'; '.join(said)}.", lead="Hạn đến trong kỳ:", is_item=True)] if said else []


def _weeks(facts: ReportFacts) -> list[Block]:
    """Congresses expected; a table where there are several levels or weeks with any, else a sentence."""
    weeks, levels = facts.outlook.weeks, [level.level for level in facts.levels]
    sums = {level.code: sum(week.expected[level.code] for week in weeks) for level in levels}
    if not sum(sums.values()):
        return [Paragraph("không có.", lead="Đại hội dự kiến trong kỳ:", is_item=True)]
    columns = [
        Column("Tuần", 50, "left"),
        *(Column(plain(level.short_name).capitalize(), 30) for level in levels),
    ]
    rows = [
        [
            f"{tokens.date_short(week.first)} – {tokens.date_long(week.last)}",
            *(_number(week.expected[level.code]) for level in levels),
        ]
        for week in weeks
    ]
    place = 3 if behind(facts) else 2  # the table of units that are late comes before, where there are any
    total = ["Trong kỳ", *(tokens.number(sums[level.code]) for level in levels)]
    return [
        TableBlock(f"Bảng {place}. Đại hội dự kiến khai mạc, theo tiến độ hiện tại", columns, rows, total)
    ]


def _number(count: int) -> str:
    return tokens.number(count) if count else "–"


def _own(facts: ReportFacts) -> list[Block]:
    first, last = facts.outlook.first, facts.outlook.last
    rows = [row for group in facts.plan.groups for row in group.rows if row.state not in _OVER]
    ending = [row for row in rows if row.current.last_day <= last]
    starting = [row for row in rows if first <= row.current.start <= last and row not in ending]
    blocks: list[Block] = []
    if ending:
        blocks.append(_list("Việc của đơn vị phải xong:", [_until(row) for row in ending]))
    if starting:
        blocks.append(_list("Việc của đơn vị bắt đầu:", [_from(row) for row in starting]))
    if not blocks:
        blocks.append(_list("Việc của đơn vị:", ["không có việc nào đến kỳ"]))
    return blocks


def _list(lead: str, said: Sequence[str]) -> Paragraph:
    return Paragraph(f"{'; '.join(said)}.", lead=lead, is_item=True)


def _until(row: ActivityRow) -> str:
    return f"«{plain(row.name)}» ({tokens.date_long(row.current.last_day)})"


def _from(row: ActivityRow) -> str:
    return f"«{plain(row.name)}» ({tokens.date_long(row.current.start)})"


def _clashes(facts: ReportFacts) -> list[Block]:
    """Days with more congresses than the rules allow, the first few."""
    by_day: dict[date, list[Clash]] = defaultdict(list)
    for clash in facts.outlook.clashes:
        by_day[clash.day].append(clash)
    if not by_day:
        return []
    said = [_day(day, clashes) for day, clashes in list(by_day.items())[:MOST_DAYS]]
    if len(by_day) > MOST_DAYS:
        said.append(f"và {len(by_day) - MOST_DAYS} ngày nữa")
    return [_list("Ngày có quá nhiều đại hội:", said)]


def _day(day: date, clashes: Sequence[Clash]) -> str:
    crowded = [
        f"{len(clash.units)} đại hội ở {plain(clash.unit.name)} (nhiều nhất nên có {clash.most})"
        for clash in clashes
        if clash.kind is ClashKind.CROWDED
    ]
    attended = [clash for clash in clashes if clash.kind is ClashKind.ATTENDANCE]
    if attended:
        said = [f"{plain(clash.unit.name)} phải dự {len(clash.units)}" for clash in attended[:MOST_NAMED]]
        more = f" và {len(attended) - MOST_NAMED} nơi nữa" if len(attended) > MOST_NAMED else ""
        crowded.append(f"{', '.join(said)}{more} (mỗi nơi nhiều nhất nên dự {attended[0].most})")
    return f"ngày {tokens.date_long(day)}, {', '.join(crowded)}"
