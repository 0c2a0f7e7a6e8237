"""The Gantt of one unit on a page: plan, progress and what still waits; for every kind of ``Sheet``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from daihoi.domain.results import UnitPlan
from reports import tokens, wording
from reports.flags import FLAG_HEIGHT, Flag, draw_flags
from reports.frame import draw_footer, draw_header, draw_legend, legend_height
from reports.gantt_bars import draw_bars
from reports.gantt_layout import GROUP_HEIGHT, GanttLayout, lay_out, rows_of, time_axis
from reports.gantt_legend import legend
from reports.gantt_links import draw_links
from reports.gantt_marks import draw_marks
from reports.gantt_table import INFERRED_MARK, draw_table
from reports.shapes import Box
from reports.sheet import Repeat, Sheet
from reports.timeline import RULER_HEIGHT, draw_ruler, draw_shading, shows_weekends

TOPIC = "tiến độ chuẩn bị đại hội"
_GAP = 2.6


def draw_gantt_page(plan: UnitPlan, sheet: Sheet, repeat: Repeat | None = None) -> str:
    """Draws the plan of a unit on a page of ``gantt_layout.page_size``; returns the finding, whole.

    Args:
        plan: what is drawn.
        sheet: the page.
        repeat: draws what is the same on every page with this size and key; a sheet that makes thousands of
            pages may keep it. None: it is drawn each time.

    Raises:
        FontError: the font of the charts is not installed.
    """
    finding = wording.unit_finding(plan)
    header_end = draw_header(sheet, plan.unit.name, TOPIC, _facts(plan), finding)
    footer_top = draw_footer(sheet, _remarks(plan), plan.edition)
    axis = time_axis(plan, sheet)
    keys = legend(plan, axis)
    lowest = footer_top - legend_height(sheet, keys) - FLAG_HEIGHT - 1.0
    layout = lay_out(plan, axis, header_end + _GAP + RULER_HEIGHT, lowest)
    days_off = {day: name for day, name in plan.days_off.items() if axis.first <= day < axis.end}
    frame = (layout.frame, tuple(days_off.items()))
    repeat = repeat or (lambda _, draw: draw(sheet))
    repeat(("background", frame), lambda page: draw_background(days_off, page, layout))
    draw_table(plan, sheet, layout, repeat)
    draw_bars(plan, sheet, layout)
    draw_links(plan, sheet, layout)
    draw_marks(plan, sheet, layout)
    flags = [(axis, flag) for flag in _flags(plan)]
    panel = [(layout.top, layout.bottom)]
    repeat(("flags", frame, tuple(flags)), lambda page: draw_flags(page, flags, panel, [(axis, days_off)]))
    legend_top = layout.bottom + FLAG_HEIGHT
    labels = tuple(key.label for key in keys)
    repeat(("legend", labels, legend_top), lambda page: draw_legend(page, keys, legend_top))
    return finding


def draw_background(days_off: Mapping[date, str], sheet: Sheet, layout: GanttLayout) -> None:
    """Shading of days off, bands of workstreams, hairlines between rows, ruler."""
    axis, half = layout.axis, layout.row / 2
    draw_shading(sheet, axis, days_off, layout.top, layout.bottom, weekends=shows_weekends(axis))
    draw_ruler(sheet, axis, layout.top, layout.bottom)
    halves = ((sheet.left, layout.table_right), (axis.left, axis.right))
    bands: list[Box] = [
        (left, y - half * GROUP_HEIGHT, right, y + half * GROUP_HEIGHT)
        for y in layout.group_y.values()
        for left, right in halves
    ]
    sheet.boxes(bands, tokens.BAND, z=0.05)
    below = [y + half for y in layout.row_y.values()]
    sheet.lines([[(a, y), (b, y)] for y in below for a, b in halves], tokens.HAIR, 0.5, z=0.25)
    frame = [[(a, y), (b, y)] for y in (layout.top, layout.bottom) for a, b in halves]
    sheet.lines(frame, tokens.INK_SOFT, 0.8, z=5)


def _facts(plan: UnitPlan) -> list[str]:
    count = sum(len(group.rows) for group in plan.groups)
    facts = [f"Số liệu đến hết ngày {tokens.date_long(plan.edition.status_date)}", *plan.path]
    facts.append(f"{count} công việc, {len(plan.groups)} nhóm")
    if plan.deadline:
        facts.append(f"Hạn «{plan.deadline.words}», chậm nhất {tokens.date_long(plan.deadline.last_day)}")
        if plan.deadline.basis.is_assumed:
            facts[-1] += " (giả định)"
    facts.append(f"Đã đạt {plan.done_pct}% khối lượng, kế hoạch đến nay {plan.planned_pct}%")
    return facts


def _remarks(plan: UnitPlan) -> list[str]:
    remark = (
        "* Kết thúc: chữ đứng đậm là ngày thực tế, chữ nghiêng là ngày dự kiến theo tiến độ hiện tại. "
        "Lệch: số ngày so với kế hoạch gốc, đếm theo lịch của việc; dấu + là chậm."
    )
    if any(row.is_inferred for row in rows_of(plan)):
        remark += f" {INFERRED_MARK} Chưa ai báo cáo; việc và ngày được suy ra vì việc sau đã bắt đầu."
    return [remark]


def _flags(plan: UnitPlan) -> list[Flag]:
    status = plan.edition.status_date
    flags = [Flag(status, f"Chốt số liệu {tokens.date_long(status)}", is_deadline=False)]
    if plan.deadline:
        last_day = plan.deadline.last_day
        flags.append(Flag(last_day, f"Hạn {tokens.date_long(last_day)}", is_deadline=True))
    return flags
