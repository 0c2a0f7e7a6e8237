"""Who owes a report, on the terminal and as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Column, Table
from rich.text import Text

from daihoi.cli.display import console, show_footnotes
from daihoi.domain.assessment import Assessment
from daihoi.domain.health.limits import Limit
from daihoi.domain.owing import OwedReport, OwingUnit
from daihoi.whole_files import write_csv
from reports.tokens import date_long, date_short, number

MAX_ROWS, MAX_NAMED = 25, 2
NO_SUPERIOR = "– (đơn vị cao nhất của đợt)"
HEADINGS = (
    "Mã đơn vị",
    "Đơn vị",
    "Cấp trên",
    "Báo cáo cuối của đơn vị",
    "Số ngày làm việc không có tin",
    "Việc",
    "Theo kế hoạch từ",
    "Theo kế hoạch đến",
    "Báo cáo cuối của việc",
)


def show(assessment: Assessment, found: Sequence[OwingUnit], limit: Limit, *, everything: bool) -> None:
    """How many units owe a report, which, and about what; those longest without a word first."""
    out = console()
    out.print(Text(assessment.campaign.title, "bold"))
    out.print(Text(f"Số liệu đến hết ngày {date_long(assessment.status_date)}\n", "dim"))
    out.print(Text(f"{finding(found)}\n", "bold"))
    if len({_above(one) for one in found}) > 1:
        out.print(_by_superior(found))
        out.print()
    if found:
        out.print(_table(found if everything else found[:MAX_ROWS]))
        if (left := len(found) - MAX_ROWS) > 0 and not everything:
            out.print(Text(f"… còn {number(left)} đơn vị: --all, hoặc --csv TỆP", "dim"))
        out.print()
    assumed = " (giả định)" if limit.basis.is_assumed else ""
    rhythm = (
        f"Việc đang làm mà quá {limit.days} ngày làm việc không có tin thì kể là nợ: {limit.words}{assumed}."
    )
    out.print(Text(rhythm, "dim"))
    show_footnotes(assessment)


def finding(found: Sequence[OwingUnit]) -> str:
    """The answer in a sentence."""
    if not found:
        return "Không đơn vị nào còn nợ báo cáo."
    never = sum(one.last_report is None for one in found)
    told = f", trong đó {number(never)} đơn vị chưa báo lần nào" if never else ""
    work = sum(len(one.reports) for one in found)
    return f"{number(len(found))} đơn vị còn nợ báo cáo, về {number(work)} việc{told}."


def write(path: Path, found: Sequence[OwingUnit]) -> None:
    """Every report that is owed as a row; the whole file or nothing.

    Raises:
        WriteError: the file cannot be written.
    """
    write_csv(path, [HEADINGS, *(_cells(one, owed) for one in found for owed in one.reports)])


def _cells(one: OwingUnit, owed: OwedReport) -> list[str]:
    return [
        one.unit.code,
        one.unit.name,
        one.above.name if one.above else "",
        date_long(one.last_report) if one.last_report else "",
        str(one.silent_days),
        owed.activity_name,
        date_long(owed.should_begin),
        date_long(owed.should_end),
        date_long(owed.last_told) if owed.last_told else "",
    ]


def _by_superior(found: Sequence[OwingUnit]) -> Table:
    """Whom to call: how many units below each superior owe something, the most first."""
    table = Table(
        Column("Cấp trên"),
        Column("Còn nợ", justify="right"),
        Column("Chưa báo lần nào", justify="right"),
        box=None,
        header_style="bold",
    )
    counts = Counter(_above(one) for one in found)
    never = Counter(_above(one) for one in found if one.last_report is None)
    names = {_above(one): f"{one.above.name} ({one.above.code})" for one in found if one.above}
    for code, count in counts.most_common():
        told = names.get(code, NO_SUPERIOR)
        table.add_row(told, number(count), number(never[code]) if never[code] else "")
    return table


def _above(one: OwingUnit) -> str:
    """Code of the superior; empty for the root. Two superiors may have one name."""
    return one.above.code if one.above else ""


def _table(found: Sequence[OwingUnit]) -> Table:
    day = len("31/12/2025")
    table = Table(
        Column("Đơn vị"),
        Column("Báo cáo cuối", min_width=day, no_wrap=True),
        Column("Chưa báo (ngày LV)", justify="right", no_wrap=True),
        Column("Còn nợ báo cáo về (ngày theo kế hoạch)"),
        box=None,
        header_style="bold",
    )
    for one in found:
        last = date_long(one.last_report) if one.last_report else "chưa có"
        table.add_row(_name(one), last, str(one.silent_days), "; ".join(_owed(one.reports)))
    return table


def _name(one: OwingUnit) -> str:
    above = f", {one.above.name}" if one.above else ""
    return f"{one.unit.name}{above} ({one.unit.code})"


def _owed(reports: Sequence[OwedReport]) -> Iterator[str]:
    for one in reports[:MAX_NAMED]:
        told = f", báo lần cuối {date_long(one.last_told)}" if one.last_told else ""
        yield f"«{one.activity_name}» ({_period(one)}{told})"
    if len(reports) > MAX_NAMED:
        yield f"và {len(reports) - MAX_NAMED} việc nữa"


def _period(one: OwedReport) -> str:
    if one.should_begin == one.should_end:
        return date_long(one.should_begin)
    return f"{date_short(one.should_begin)} – {date_long(one.should_end)}"
