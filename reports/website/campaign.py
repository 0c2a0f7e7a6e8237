"""The page of a whole campaign: every published report, newest first, and how the count grew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from reports.tokens import date_long, share, signed
from reports.website.bars import count_bar, curves
from reports.website.markup import Cell, document, link, table, text
from reports.website.summary import Dated

Facts = Mapping[str, object]


def campaign_page(campaign_code: str, reports: Sequence[Dated]) -> bytes:
    """The page; the same reports give the same bytes.

    Args:
        campaign_code: shown when no report tells a title.
        reports: in any order.
    """
    newest_first = sorted(reports, key=lambda report: report.status_date, reverse=True)
    known = [(report.status_date, report.facts) for report in newest_first if report.facts]
    title = str(known[0][1]["campaign_title"]) if known else campaign_code
    parts = [_header(title, known), _growth(known), _dates(newest_first)]
    return document(title, "\n".join(parts))


def _header(title: str, known: Sequence[tuple[date, Facts]]) -> str:
    head = f'<p class="about">Báo cáo tiến độ</p><h1>{text(title)}</h1>'
    if known:
        day, facts = known[0]
        newest = link(_page(day), f"Báo cáo mới nhất: {date_long(day)}")
        head += f'<p class="finding">{text(str(facts["finding"]).partition(". ")[0].rstrip("."))}.</p>'
        head += f"<p>{text(str(facts['difference']))}</p>" if facts["difference"] else ""
        head += f"<nav>{newest}</nav>"
    return f"<header>{head}</header>"


def _growth(known: Sequence[tuple[date, Facts]]) -> str:
    """How the count grew from report to report; nothing to see with only one."""
    if len(known) < 2:
        return ""
    oldest_first = known[::-1]
    days = [day.toordinal() for day, _ in oldest_first]
    held, planned = ([_int(facts[name]) for _, facts in oldest_first] for name in ("held", "planned"))
    total = max(_int(facts["total"]) for _, facts in oldest_first)
    first, last = oldest_first[0][0], oldest_first[-1][0]
    words = (
        f"Từ {date_long(first)} đến {date_long(last)}: đã tổ chức từ {held[0]} lên {held[-1]} trên {total}; "
        f"kế hoạch từ {planned[0]} lên {planned[-1]}."
    )
    drawn = curves(days, held, planned, total, words)
    said = f"<p>{text(words)} Nét đứt màu cam là kế hoạch.</p>"
    return f"<section><h2>Tăng qua các báo cáo</h2>{drawn}{said}</section>"


def _dates(reports: Sequence[Dated]) -> str:
    level = next((str(r.facts["level_name"]) for r in reports if r.facts), "")
    headings = ("Ngày chốt", f"Đại hội {level}".strip(), "So kế hoạch", "Đơn vị chậm", "Việc quá hạn",
                "Đại hội cấp trên", "Thay đổi")  # fmt: skip
    shown = table(headings, (_row(report) for report in reports), "Các báo cáo đã công bố, mới nhất trước")
    return f'<main class="dates"><section><h2>Các ngày chốt</h2>{shown}</section></main>'


def _row(report: Dated) -> list[Cell]:
    facts, day = report.facts, report.status_date
    if facts is None:
        folder = link(f"{day.isoformat()}/bao-cao/", date_long(day), "day")
        return [Cell(folder), *[Cell("–")] * 6]
    held, planned, total = (_int(facts[name]) for name in ("held", "planned", "total"))
    gap = held - planned
    return [
        Cell(link(_page(day), date_long(day), "day")),
        Cell(f"{count_bar(held, planned, total)} {share(held, total)}", "count"),
        Cell(signed(gap), "number loud" if gap < 0 else "number"),
        Cell(str(facts["behind"]), "number"),
        Cell(str(facts["overdue"]), "number"),
        Cell(_root(facts), "number"),
        Cell(text(str(facts["difference"]) or "–")),
    ]


def _root(facts: Facts) -> str:
    opening = date_long(date.fromisoformat(str(facts["root_opening"])))
    spare = facts["root_float_days"]
    if facts["root_held"]:
        return f"<b>{opening}</b>"
    if spare is None or _int(spare) >= 0:
        return f"<i>{opening}</i>"
    return f'<i>{opening}</i> <span class="loud">sau hạn {-_int(spare)} ngày</span>'


def _page(day: date) -> str:
    return f"{day.isoformat()}/index.html"


def _int(value: object) -> int:
    return int(cast("int", value))
