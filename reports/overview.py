"""The overview of a campaign on one page: every organisation below the root, most at risk first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from daihoi.domain.campaign import Deadline
from daihoi.domain.results import Overview
from reports import tokens, wording
from reports.burnup_layout import BurnupLayout, Shown, lay_out, page_size, select
from reports.burnups import PLANNED_SIZE, draw_burnups, draw_congresses, is_late
from reports.flags import FLAG_HEIGHT, Flag, draw_flags
from reports.frame import Key, draw_footer, draw_header, draw_legend, legend_height
from reports.overview_table import ASSUMED_MARK, draw_table, is_marked
from reports.shapes import diamond
from reports.sheet import NewSheet, Sheet, SheetT
from reports.timeline import RULER_HEIGHT, TimeAxis, draw_ruler, draw_shading

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PANEL_TITLE = 5.4


def draw_overview(overview: Overview, ax: Axes | None = None) -> Figure:
    """Draws A4 landscape for up to 26 organisations, A3 upright for up to 60.

    Args:
        overview: what is drawn; nothing is computed from it.
        ax: plain axes of the caller's, which the page is drawn on, scaled to the room there is; a figure of
            the page's own size without.

    Raises:
        FontError: the font of the charts is not installed.
        ValueError: ``ax`` is not a plain axes.
    """
    from reports.canvas import pages_on

    return overview_sheet(overview, pages_on(ax)).figure


def overview_sheet(overview: Overview, new_sheet: NewSheet[SheetT]) -> SheetT:
    """The same page on any kind of sheet."""
    shown = select(overview)
    sheet = new_sheet(page_size(shown))
    counted, rows = overview.counted_level_name, overview.row_level_name
    topic = f"tiến độ đại hội {counted}" if counted == rows else f"tiến độ đại hội {counted} và {rows}"
    finding = wording.overview_finding(overview)
    header_end = draw_header(sheet, overview.root.name, topic, _facts(overview), finding)
    footer_top = draw_footer(sheet, _remarks(overview, shown), overview.edition)
    keys = _legend(overview)
    lowest = footer_top - legend_height(sheet, keys) - FLAG_HEIGHT - 1.0
    layout = lay_out(overview, shown, sheet, header_end + _PANEL_TITLE + RULER_HEIGHT, lowest)
    draw_background(overview, sheet, layout)
    draw_table(overview, shown, sheet, layout)
    draw_burnups(overview, shown, sheet, layout)
    draw_congresses(overview, shown, sheet, layout)
    placed = [
        (axis, flag) for axis in (layout.counted, layout.own) for flag in _flags(overview, axis, layout)
    ]
    holidays: list[tuple[TimeAxis, Mapping[date, str]]] = [(layout.counted, overview.days_off)]
    draw_flags(sheet, placed, [(layout.top, layout.bottom)], holidays)
    draw_legend(sheet, keys, layout.bottom + FLAG_HEIGHT)
    return sheet


def draw_background(overview: Overview, sheet: Sheet, layout: BurnupLayout) -> None:
    """Days off, rulers and lines between rows."""
    parts = [
        (sheet.left, layout.table_right),
        (layout.counted.left, layout.counted.right),
        (layout.own.left, layout.own.right),
        (layout.own.right + 1.0, sheet.right),
    ]
    for axis in (layout.counted, layout.own):
        draw_shading(sheet, axis, overview.days_off, layout.top, layout.bottom, weekends=False)
        draw_ruler(sheet, axis, layout.top, layout.bottom)
    sheet.lines([[(a, y), (b, y)] for y in layout.lines for a, b in parts], tokens.RULE, 0.5, z=1)
    frame = [[(a, y), (b, y)] for y in (layout.top, layout.bottom) for a, b in parts]
    sheet.lines(frame, tokens.INK_SOFT, 0.8, z=5)


def _facts(overview: Overview) -> list[str]:
    total, counted = overview.total.total, overview.counted_level_name
    facts = [
        f"Số liệu đến hết ngày {tokens.date_long(overview.edition.status_date)}",
        f"{tokens.number(total)} {counted}",
    ]
    if not wording.counts_itself(overview):
        facts[-1] += f", {len(overview.rows)} đơn vị {overview.row_level_name}"
    for name, deadline in (
        (counted, overview.counted_deadline),
        (overview.root.name, overview.root_deadline),
    ):
        if deadline:
            assumed = " (giả định)" if deadline.basis.is_assumed else ""
            facts.append(f"Hạn {name} {tokens.date_long(deadline.last_day)}{assumed}")
    if overview.delegates is not None:
        cap = f" (không quá {overview.delegates_max})" if overview.delegates_max else ""
        facts.append(f"{tokens.number(overview.delegates)} đại biểu{cap}")
    return facts + _pilots(overview)


def _pilots(overview: Overview) -> list[str]:
    """Pilot organisations whose members are known."""
    pilots = (row.count for row in overview.rows if row.count.unit.is_pilot and row.count.total)
    return [
        f"Điểm: {count.unit.name}, {tokens.number(count.unit.member_count)} đảng viên, "
        f"{count.total} {overview.counted_level_name}"
        for count in pilots
        if count.unit.member_count
    ]


def _remarks(overview: Overview, shown: Shown) -> list[str]:
    counted = overview.counted_level_name
    height = f"mỗi hàng là 0–100% số {counted} của đơn vị"
    if wording.counts_itself(overview):
        height = f"hàng đầu là 0–100% số {counted}"
    remark = (
        f"Chiều cao {height}. Lệch kế hoạch: số {counted} đã đại hội trừ số phải xong theo kế hoạch đến "
        "ngày chốt. * Số ngày làm việc từ đại hội của đơn vị, theo tiến độ hiện tại, đến hạn."
    )
    if any(is_marked(overview, row) for row in shown.rows):
        remark += f" {ASSUMED_MARK} Số {counted} là giả định."
    if shown.hidden:
        remark = f"Còn {shown.hidden} đơn vị ít rủi ro hơn không hiển thị. {remark}"
    return [remark]


def _flags(overview: Overview, axis: TimeAxis, layout: BurnupLayout) -> list[Flag]:
    status = overview.edition.status_date
    if axis is layout.counted:
        flags = [Flag(status, f"Chốt số liệu {tokens.date_short(status)}", is_deadline=False)]
        return flags + _deadline_flags({overview.counted_level_name: overview.counted_deadline})
    own = [row.deadline for row in overview.rows if row.deadline and row.deadline.level]
    deadlines = {overview.row_level_name: own[0] if own else None, "toàn đợt": overview.root_deadline}
    return [Flag(status, "", is_deadline=False), *_deadline_flags(deadlines)]


def _deadline_flags(deadlines: Mapping[str, Deadline | None]) -> list[Flag]:
    return [
        Flag(deadline.last_day, f"Hạn {name} {tokens.date_short(deadline.last_day)}", is_deadline=True)
        for name, deadline in deadlines.items()
        if deadline
    ]


def _legend(overview: Overview) -> list[Key]:
    rows, counted = overview.rows, overview.counted_level_name
    has_counted = bool(overview.total.total)
    held = [*(row.congress_held for row in rows), overview.root_held]
    entries = (
        (has_counted, Key(_held, 7.0, f"Tỷ lệ {counted} đã đại hội")),
        (has_counted, Key(_planned, 7.0, "Kế hoạch")),
        (True, Key(_own(tokens.PAPER, tokens.PLAN), 3.6, "Đại hội của đơn vị: kế hoạch")),
        (not all(held), Key(_own(tokens.REST, tokens.DONE), 3.6, "theo tiến độ hiện tại")),
        (any(held), Key(_own(tokens.DONE, tokens.DONE), 3.6, "đã tổ chức")),
        (any(is_late(row) for row in rows), Key(_own(tokens.CRITICAL_REST, tokens.CRITICAL), 3.6, "sau hạn")),
        (bool(overview.days_off), Key(_day_off, 4.0, "Tết, ngày lễ")),
    )
    return [key for occurs, key in entries if occurs]


def _held(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.3, x + 7, y + 1.3)], tokens.DONE)


def _planned(sheet: Sheet, x: float, y: float) -> None:
    sheet.lines([[(x, y), (x + 7, y)]], tokens.PLAN, 1.2)


def _own(fill: str, edge: str) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.polygons([diamond(x + 1.8, y, PLANNED_SIZE)], fill, edge=edge, line=1.0)

    return draw


def _day_off(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.5, x + 4, y + 1.5)], tokens.DAY_OFF)
