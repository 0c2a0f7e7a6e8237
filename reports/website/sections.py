"""The parts of a report's page: what changed, the key figures, who is late, and what to do first."""

from __future__ import annotations

from daihoi.domain.results import CongressCount, Overview, OverviewRow
from daihoi.domain.urgent_work import Urgency, UrgentWork
from reports.figures import key_figures
from reports.tokens import date_long, date_short, number, signed
from reports.website.bars import count_bar
from reports.website.differences import difference_details, difference_headline
from reports.website.facts import Report, Since
from reports.website.markup import Cell, link, name, table, text

MAX_ROWS = 12

_URGENCY = {
    Urgency.OVERDUE: ("Quá hạn", "tag over"),
    Urgency.WILL_MISS: ("Sẽ lỡ hạn", "tag miss"),
    Urgency.WAITING: ("Chờ duyệt", "tag wait"),
}


def changed(report: Report) -> str:
    """What has changed since the report before; empty for the first report."""
    since = report.since
    if since is None:
        return ""
    before = link(_page_of(since), f"Báo cáo {date_long(since.status_date)}")
    if since.difference is None:
        return f'<aside class="since"><p>{before}. {text(since.reason)}</p></aside>'
    facts = "".join(f"<li>{text(fact)}</li>" for fact in difference_details(since.difference))
    note = f"<p>{text(since.reason)}</p>" if since.reason else ""
    headline = text(difference_headline(since.difference))
    return (
        f'<aside class="since"><p class="lead">{headline}</p><ul>{facts}</ul>{note}'
        f"<p>So với {before}, lập khi sổ ghi đến số {since.known_seq}.</p></aside>"
    )


def _page_of(since: Since) -> str:
    return f"../../{since.status_date.isoformat()}/index.html"


def figures(report: Report) -> str:
    """The key figures as cards."""
    cards = "".join(
        f"<div><dt>{name(_capital(figure.label.strip()))}</dt><dd>{name(figure.value)}"
        + (f"<small>{name(figure.note)}</small>" if figure.note else "")
        + "</dd></div>"
        for figure in key_figures(report.overview, report.pace)
    )
    return f'<dl class="cards">{cards}</dl>'


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def organisations(report: Report) -> str:
    """The organisations that are not through, most at risk first."""
    rows = [row for row in report.overview.rows if not row.is_through]
    if not rows:
        return f"<p>{_through(report.overview)}</p>"
    level = report.overview.counted_level_name
    headings = (
        "Đơn vị", f"Đại hội {level}", "So kế hoạch", "Sẽ sau hạn", "Việc quá hạn",
        "Đại hội của đơn vị", "Dự trữ",
    )  # fmt: skip
    shown = table(headings, (_organisation(row, report) for row in rows[:MAX_ROWS]), "Đơn vị đáng lo trước")
    more = len(rows) - MAX_ROWS
    rest = f"<p>Còn {more} đơn vị nữa: xem tổng quan hoặc trang tương tác.</p>" if more > 0 else ""
    return f"{shown}{rest}"


def _through(overview: Overview) -> str:
    if not overview.rows:
        return "Đợt chưa có đơn vị trực thuộc nào."
    return f"Mọi đơn vị {'' if overview.root_held else 'trực thuộc '}đã đại hội xong."


def _organisation(row: OverviewRow, report: Report) -> list[Cell]:
    unit, count = row.count.unit, row.count
    gantt = f"gantt-{unit.code}.pdf"
    shown = link(gantt, name(unit.name)) if gantt in report.files else name(unit.name)
    gap = count.held - count.planned
    opening = date_long(row.congress_current.start)
    own = f"<b>{opening}</b> đã tổ chức" if row.congress_held else f"<i>{opening}</i>"
    return [
        Cell(shown, "who"),
        _held(count),
        _loud(signed(gap) if count.total else "–", is_loud=gap < 0),
        _loud(str(count.expected_late) if count.expected_late else "–", is_loud=count.expected_late > 0),
        _loud(str(row.overdue) if row.overdue else "–", is_loud=row.overdue > 0),
        Cell(own),
        _spare(row.float_days),
    ]


def _held(count: CongressCount) -> Cell:
    if not count.total:
        return Cell("–")
    return Cell(f"{count_bar(count.held, count.planned, count.total)} {count.held}/{count.total}", "count")


def _loud(content: str, *, is_loud: bool) -> Cell:
    return Cell(content, "number loud" if is_loud else "number")


def _spare(days: int | None) -> Cell:
    if days is None:
        return Cell("–", "number")
    return _loud(f"{signed(days) if days < 0 else days} ngày", is_loud=days < 0)


def urgent(report: Report) -> str:
    """What is late or about to be, by who has to act."""
    if not report.urgent:
        return "<p>Không có việc nào quá hạn, sắp lỡ hạn hay chờ duyệt.</p>"
    headings = ("Tình trạng", "Việc", "Ở đâu", "Ai làm", "Chậm nhất", "Dự trữ")
    rows = [_urgent(work, report) for work in report.urgent[:MAX_ROWS]]
    more = len(report.urgent) - MAX_ROWS
    rest = f"Còn {more} dòng nữa. " if more > 0 else ""
    whole = link("viec-gap.csv", "Danh sách từng đơn vị (mở bằng Excel)")
    return f"{table(headings, rows, 'Việc gấp và nơi chịu trách nhiệm')}<p>{rest}{whole}.</p>"


def _urgent(work: UrgentWork, report: Report) -> list[Cell]:
    label, look = _URGENCY[work.urgency]
    return [
        Cell(f'<span class="{look}">{label}</span>'),
        Cell(text(work.activity_name)),
        Cell(_where(work), "who"),
        Cell(text(work.responsible), "by"),
        Cell(date_short(work.last_day) if work.last_day else "–", "number"),
        _spare(work.float_days),
    ]


def _where(work: UrgentWork) -> str:
    if work.unit is None:
        return f"<b>{work.count} {text(work.level_name)}</b> của {name(work.above.name)}"
    if work.unit.code == work.above.code:
        return name(work.unit.name)
    return f"{name(work.unit.name)}, {name(work.above.name)}"


def totals(report: Report) -> str:
    """How many there are of each urgency, in one line."""
    counts = {urgency: sum(w.count for w in report.urgent if w.urgency is urgency) for urgency in Urgency}
    said = [f"{number(n)} {_URGENCY[u][0].lower()}" for u, n in counts.items() if n]
    return f"<p>{text(', '.join(said).capitalize())}.</p>" if said else ""
