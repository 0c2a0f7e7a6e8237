"""The cascade: why a congress is when it is, as a Gantt through the levels with the cause first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daihoi.domain.cascade import Cascade
from reports import tokens
from reports.cascade_bars import draw_bars, draw_dues
from reports.cascade_layout import GROUP_HEIGHT, CascadeLayout, lay_out, page_size
from reports.cascade_legend import legend
from reports.cascade_table import draw_table
from reports.cascade_wording import cascade_finding, cascade_topic
from reports.flags import FLAG_HEIGHT, Flag, draw_flags
from reports.frame import draw_footer, draw_header, draw_legend, legend_height
from reports.shapes import Box
from reports.sheet import NewSheet, Sheet, SheetT
from reports.timeline import RULER_HEIGHT, draw_ruler, draw_shading, shows_weekends

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_GAP = 2.6


def draw_cascade(cascade: Cascade, ax: Axes | None = None) -> Figure:
    """Draws A4 landscape; A3 when the chain has more steps than A4 can hold.

    Args:
        cascade: what is drawn; nothing is computed from it.
        ax: plain axes of the caller's, which the page is drawn on, scaled to the room there is; a figure of
            the page's own size without.

    Raises:
        FontError: the font of the charts is not installed.
        ValueError: ``ax`` is not a plain axes.
    """
    from reports.canvas import pages_on

    return cascade_sheet(cascade, pages_on(ax)).figure


def cascade_sheet(cascade: Cascade, new_sheet: NewSheet[SheetT]) -> SheetT:
    """The same page on any kind of sheet."""
    sheet = new_sheet(page_size(cascade))
    header_end = draw_header(
        sheet, cascade.unit.name, cascade_topic(cascade), _facts(cascade), cascade_finding(cascade)
    )
    footer_top = draw_footer(sheet, _remarks(cascade), cascade.edition)
    top = header_end + _GAP + RULER_HEIGHT
    keys = legend(cascade)
    layout = lay_out(cascade, sheet, top, footer_top - legend_height(sheet, keys) - FLAG_HEIGHT - 1.0)
    _draw_background(cascade, sheet, layout)
    draw_table(cascade, sheet, layout)
    draw_bars(cascade, sheet, layout)
    draw_dues(cascade, sheet, layout)
    status = cascade.edition.status_date
    flag = Flag(status, f"Chốt số liệu {tokens.date_long(status)}", is_deadline=False)
    days_off = [(layout.axis, cascade.days_off)]
    draw_flags(sheet, [(layout.axis, flag)], [(layout.top, layout.bottom)], days_off)
    draw_legend(sheet, keys, layout.bottom + FLAG_HEIGHT)
    return sheet


def _draw_background(cascade: Cascade, sheet: Sheet, layout: CascadeLayout) -> None:
    axis, half = layout.axis, layout.row / 2
    weekends = shows_weekends(axis)
    draw_shading(sheet, axis, cascade.days_off, layout.top, layout.bottom, weekends=weekends)
    draw_ruler(sheet, axis, layout.top, layout.bottom)
    halves = ((sheet.left, layout.table_right), (axis.left, axis.right))
    headings = [*layout.group_y, *([layout.due_heading] if layout.due_heading is not None else [])]
    bands: list[Box] = [
        (a, y - half * GROUP_HEIGHT, b, y + half * GROUP_HEIGHT) for y in headings for a, b in halves
    ]
    sheet.boxes(bands, tokens.BAND, z=0.05)
    below = [y + half for y in (*layout.step_y, *layout.due_y)]
    sheet.lines([[(a, y), (b, y)] for y in below for a, b in halves], tokens.HAIR, 0.5, z=0.25)
    frame = [[(a, y), (b, y)] for y in (layout.top, layout.bottom) for a, b in halves]
    sheet.lines(frame, tokens.INK_SOFT, 0.8, z=5)


def _facts(cascade: Cascade) -> list[str]:
    facts = [f"Số liệu đến hết ngày {tokens.date_long(cascade.edition.status_date)}", *cascade.path]
    if len(cascade.steps) > 1:
        levels = len({step.unit.level for step in cascade.steps})
        facts.append(f"Chuỗi {len(cascade.steps)} việc qua {levels} cấp")
    if cascade.deadline:
        facts.append(f"Hạn «{cascade.deadline.words}»")
        if cascade.deadline.basis.is_assumed:
            facts[-1] += " (giả định)"
    return facts


def _remarks(cascade: Cascade) -> list[str]:
    if cascade.is_held:
        return []
    remark = (
        "Mỗi việc chờ việc ngay trên nó (cột «Chờ gì»); việc đầu chuỗi phải nhanh hơn thì các việc dưới mới "
        "sớm hơn được. Cuối chuỗi: số ngày làm việc đại hội này còn được chậm mà chưa lỡ hạn ấy."
    )
    if cascade.chosen is not None:
        remark += " Ngày đại hội đã định trước: chuỗi này là phần chuẩn bị căng nhất."
    return [remark]
