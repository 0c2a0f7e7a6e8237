"""The line of balance: how many units are through each step, against how many have to be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from daihoi.domain.line_of_balance import LineOfBalance, StepBalance
from reports import tokens, typesetting
from reports.balance_layout import BalanceLayout, balance_line, lay_out
from reports.balance_legend import INFERRED_EDGE, legend
from reports.balance_wording import STEP_NAMES, balance_finding
from reports.flags import FLAG_HEIGHT, Flag, draw_flags
from reports.frame import draw_footer, draw_header, draw_legend, legend_height
from reports.s_curve_layout import count_ticks
from reports.sheet import DOTTED, NewSheet, Sheet, SheetT, TextStyle
from reports.timeline import RULER_HEIGHT, TICK_RISE, draw_ruler, draw_shading

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PANEL_TITLE = 5.4
_HEADING = TextStyle(tokens.HEADING, tokens.INK_SOFT, "semibold")
_PANEL = TextStyle(tokens.LEGEND, face="bold")
_STEP = TextStyle(9.0, face="semibold")
_ACTIVITIES = TextStyle(tokens.TICK, tokens.INK_SOFT)
_FIGURE = TextStyle(9.0, align="right")
_SCALE = TextStyle(tokens.TICK, tokens.INK_SOFT, align="center")


def draw_line_of_balance(balance: LineOfBalance, ax: Axes | None = None) -> Figure:
    """Draws A4 landscape. Nothing right of the status date is a forecast.

    Args:
        balance: what is drawn; nothing is computed from it.
        ax: plain axes of the caller's, which the page is drawn on, scaled to the room there is; a figure of
            the page's own size without.

    Raises:
        FontError: the font of the charts is not installed.
        ValueError: ``ax`` is not a plain axes.
    """
    from reports.canvas import pages_on

    return line_of_balance_sheet(balance, pages_on(ax)).figure


def line_of_balance_sheet(balance: LineOfBalance, new_sheet: NewSheet[SheetT]) -> SheetT:
    """The same page on any kind of sheet."""
    sheet = new_sheet(tokens.A4_LANDSCAPE)
    topic = f"đường cân đối tiến độ {balance.level_name}"
    header_end = draw_header(sheet, balance.root.name, topic, _facts(balance), balance_finding(balance))
    footer_top = draw_footer(sheet, _remarks(balance), balance.edition)
    keys = legend(balance)
    lowest = footer_top - legend_height(sheet, keys) - FLAG_HEIGHT - 1.0
    layout = lay_out(balance, sheet, header_end + _PANEL_TITLE + RULER_HEIGHT, lowest)
    _draw_background(balance, sheet, layout)
    for place, step in enumerate(balance.steps):
        _draw_words(step, place, sheet, layout)
        _draw_bar(step, place, sheet, layout)
        _draw_days(step, place, sheet, layout, balance)
    _draw_required(balance, sheet, layout)
    flags = [(layout.axis, flag) for flag in _flags(balance)]
    draw_flags(sheet, flags, [(layout.top, layout.bottom)], [(layout.axis, balance.days_off)])
    draw_legend(sheet, keys, layout.bottom + FLAG_HEIGHT)
    return sheet


def _draw_background(balance: LineOfBalance, sheet: Sheet, layout: BalanceLayout) -> None:
    axis = layout.axis
    draw_shading(sheet, axis, balance.days_off, layout.top, layout.bottom, weekends=False)
    draw_ruler(sheet, axis, layout.top, layout.bottom)
    parts = [(sheet.left, layout.gap + 1), (layout.bar_left, layout.bar_right), (axis.left, axis.right)]
    inner = [layout.top + n * layout.row for n in range(1, layout.rows)]
    sheet.lines([[(a, y), (b, y)] for y in inner for a, b in parts], tokens.RULE, 0.5, z=1)
    ends = (layout.top, layout.bottom)
    sheet.lines([[(a, y), (b, y)] for y in ends for a, b in parts], tokens.INK_SOFT, 0.8, z=5)
    for count in count_ticks(layout.units):
        x = layout.x(count)
        sheet.lines([[(x, layout.top), (x, layout.bottom)]], tokens.HAIR, 0.6, z=0.3)
        sheet.text(x, layout.top - TICK_RISE, tokens.number(count), _SCALE, name="count tick")
    _draw_headings(balance, sheet, layout)


def _draw_headings(balance: LineOfBalance, sheet: Sheet, layout: BalanceLayout) -> None:
    y = layout.top - TICK_RISE
    right = replace(_HEADING, align="right")
    sheet.text(layout.name, y, "Bước của quy trình", _HEADING, name="heading")
    for x, upper, lower in (
        (layout.through, "Đã", "qua"),
        (layout.required, "Phải", "qua*"),
        (layout.gap, "Thừa,", "thiếu"),
    ):
        sheet.text(x, y - 3.1, upper, right, name="heading")
        sheet.text(x, y, lower, right, name="heading")
    when = tokens.date_short(balance.edition.status_date)
    for left, end, words in (
        (layout.bar_left, layout.bar_right, f"CÂN ĐỐI ĐẾN HẾT {when}: số {balance.level_name} đã qua bước"),
        (layout.axis.left, layout.axis.right, f"DIỄN BIẾN: tỷ lệ {balance.level_name} đã qua bước"),
    ):
        words = typesetting.shorten(words, end - left, _PANEL.size, "bold")
        sheet.text(left, layout.top - 10.8, words, _PANEL, name="panel")


def _draw_words(step: StepBalance, place: int, sheet: Sheet, layout: BalanceLayout) -> None:
    y, room = layout.middle(place), layout.name_room
    name = typesetting.shorten(STEP_NAMES[step.code], room, _STEP.size, "semibold")
    names = typesetting.wrap("; ".join(step.activities), room, _ACTIVITIES.size)
    most = 2 if layout.row >= 10.5 else 1
    lines = typesetting.limit(names, most, room, _ACTIVITIES.size)
    first = y - 1.35 * len(lines)
    sheet.text(layout.name, first, name, _STEP, name="step")
    for below, line in enumerate(lines):
        sheet.text(layout.name, first + 3.5 + below * 2.6, line, _ACTIVITIES, name="activities")
    sheet.text(layout.through, y, tokens.number(step.through), _FIGURE, name="through")
    soft = replace(_FIGURE, color=tokens.PLAN_TEXT)
    sheet.text(layout.required, y, tokens.number(step.required), soft, name="required")
    style = replace(_FIGURE, color=tokens.CRITICAL, face="bold") if step.gap < 0 else _FIGURE
    sheet.text(layout.gap, y, tokens.signed(step.gap), style, name="gap")


def _draw_bar(step: StepBalance, place: int, sheet: Sheet, layout: BalanceLayout) -> None:
    y, half = layout.middle(place), layout.row * 0.23
    zero, done, through = layout.x(0), layout.x(step.done), layout.x(step.through)
    whole = (zero, y - half, layout.x(step.total), y + half)
    sheet.boxes([whole], tokens.BAND, name="step total", z=1.5)
    if step.done:
        sheet.boxes([(zero, y - half, done, y + half)], tokens.DONE, name="step done", z=2)
    if step.inferred:
        box = (done, y - half, through, y + half)
        sheet.boxes([box], tokens.PAPER, edge=INFERRED_EDGE, line=1.0, dash=DOTTED, name="step inferred", z=2)
        words = f"{tokens.number(step.inferred)}°"
        if through - done > typesetting.width(words, tokens.NUMBER) + 1.5:
            style = TextStyle(tokens.NUMBER, tokens.INK_SOFT, align="center")
            at = _clear_of(layout.x(step.required), done, through, typesetting.width(words, style.size))
            sheet.text(at, y, words, style, name="inferred")
    words = tokens.number(step.done)
    if done - zero > typesetting.width(words, tokens.NUMBER, "semibold") + 1.5:
        style = TextStyle(tokens.NUMBER, tokens.PAPER, "semibold", "center")
        at = _clear_of(layout.x(step.required), zero, done, typesetting.width(words, style.size, style.face))
        sheet.text(at, y, words, style, name="done")
    if step.gap < 0:
        lacking = [(through, y - half, layout.x(step.required), y + half)]
        sheet.boxes(
            lacking, tokens.CRITICAL_REST, edge=tokens.CRITICAL, hatch="////", name="step lacking", z=1.8
        )


def _clear_of(tick: float, left: float, right: float, breadth: float) -> float:
    """The middle of a bar, or that of its longer part where a tick would run through the number."""
    middle = (left + right) / 2
    if abs(tick - middle) > breadth / 2 + 1.5:
        return middle
    return (left + tick) / 2 if tick - left > right - tick else (tick + right) / 2


def _draw_required(balance: LineOfBalance, sheet: Sheet, layout: BalanceLayout) -> None:
    """The line of balance itself: heavy inside the rows, fine between them."""
    points = balance_line([step.required for step in balance.steps], layout)
    if not points:
        return
    sheet.lines([points], tokens.PLAN, 0.8, dash=DOTTED, name="balance line", z=3)
    inside = [points[n : n + 2] for n in range(0, len(points), 2)]
    sheet.lines(inside, tokens.PAPER, 3.6, z=3.1)
    sheet.lines(inside, tokens.PLAN, 2.2, name="required tick", z=3.2)


def _draw_days(
    step: StepBalance, place: int, sheet: Sheet, layout: BalanceLayout, balance: LineOfBalance
) -> None:
    """Units through as an area up to the status date; units required as a line."""
    axis, base = layout.axis, layout.base(place)
    if step.through:
        stairs = layout.stairs(step.through_curve, step.total, place, balance.edition.status_date)
        area = [*stairs, (stairs[-1][0], base), (stairs[0][0], base)]
        sheet.polygons([area], tokens.REST, edge=tokens.DONE, line=0.6, name="through area", z=2.4)
    last = step.required_curve.days[-1] if step.required_curve.days else balance.edition.status_date
    line = layout.stairs(step.required_curve, step.total, place, last)
    line.append((axis.right, line[-1][1]))
    sheet.lines([line], tokens.PAPER, 2.2, z=2.7)
    sheet.lines([line], tokens.PLAN, 1.1, name="required line", z=2.8)


def _facts(balance: LineOfBalance) -> list[str]:
    facts = [
        f"Số liệu đến hết ngày {tokens.date_long(balance.edition.status_date)}",
        f"{tokens.number(balance.units)} {balance.level_name}",
    ]
    if balance.deadline:
        assumed = " (giả định)" if balance.deadline.basis.is_assumed else ""
        last_day = tokens.date_long(balance.deadline.last_day)
        facts.append(f"Hạn «{balance.deadline.words}», chậm nhất {last_day}{assumed}")
    return facts


def _remarks(balance: LineOfBalance) -> list[str]:
    remark = (
        f"* Phải qua: số {balance.level_name} đến ngày chốt phải xong bước ấy thì mới giữ được ngày đại hội "
        "theo kế hoạch. Qua bước: xong mọi việc của bước. Sau ngày chốt chỉ có mức phải đạt, không dự báo."
    )
    if any(step.inferred for step in balance.steps):
        remark += " ° Chưa ai báo cáo đủ việc của bước; suy ra đã qua vì việc sau đã bắt đầu."
    if any(step.inferred and step.has_gate for step in balance.steps):
        remark += " Ở bước có cửa duyệt, suy ra không thay cho văn bản duyệt."
    return [remark]


def _flags(balance: LineOfBalance) -> list[Flag]:
    status = balance.edition.status_date
    flags = [Flag(status, f"Chốt số liệu {tokens.date_short(status)}", is_deadline=False)]
    if balance.deadline:
        last_day = balance.deadline.last_day
        words = f"Hạn {balance.level_name} {tokens.date_short(last_day)}"
        flags.append(Flag(last_day, words, is_deadline=True))
    return flags
