"""The columns of the overview page: names, counts, and what is late."""

from __future__ import annotations

from dataclasses import replace

from daihoi.domain.results import CongressCount, Overview, OverviewRow
from reports import tokens, typesetting, wording
from reports.burnup_layout import BurnupLayout, Shown
from reports.sheet import Sheet, TextStyle
from reports.timeline import TICK_RISE

ASSUMED_MARK = "†"
NOTABLE_GAP = 3

_NAME = TextStyle(tokens.LABEL)
_HEADING = TextStyle(tokens.HEADING, tokens.INK_SOFT, "semibold")
_FIGURE = TextStyle(tokens.LABEL, align="right")
_QUIET = TextStyle(tokens.LABEL, tokens.INK_FAINT, align="right")
_LOUD = TextStyle(tokens.LABEL, tokens.CRITICAL, "semibold", "right")
_ROOM_OF_COUNT = 8.0
_NAME_SIZES = (tokens.LABEL, 7.8, 7.2, 6.7)


def draw_table(overview: Overview, shown: Shown, sheet: Sheet, layout: BurnupLayout) -> None:
    """Headings, the whole campaign, one line per organisation, the gathered line and the root."""
    _draw_headings(overview, shown, sheet, layout)
    _draw_total(overview, sheet, layout)
    for row, base in zip(shown.rows, layout.bases, strict=True):
        marked = is_marked(overview, row)
        _draw_row(row, base - layout.row / 2, sheet, layout, is_marked=marked)
    if layout.gathered_base is not None:
        _draw_gathered(overview, shown, layout.gathered_base - layout.row * 0.625, sheet, layout)
    _draw_root(overview, sheet, layout)


def _draw_root(overview: Overview, sheet: Sheet, layout: BurnupLayout) -> None:
    """The root's line; what it is late with itself, so that the lines add up to the whole campaign."""
    y, bold = layout.bottom - layout.row / 2, TextStyle(8.6, face="bold")
    right = layout.table_right
    if overview.root_overdue:
        count = tokens.number(overview.root_overdue)
        sheet.text(layout.overdue, y, count, replace(_LOUD, face="bold"), name="overdue")
        right = layout.overdue - _ROOM_OF_COUNT
    label = typesetting.shorten(f"Đại hội {overview.root.name}", right - layout.name, 8.6, "bold")
    sheet.text(layout.name, y, label, bold, name="root")


def _draw_headings(overview: Overview, shown: Shown, sheet: Sheet, layout: BurnupLayout) -> None:
    y, upper = layout.top - TICK_RISE, layout.top - TICK_RISE - 3.1
    right = replace(_HEADING, align="right")
    is_ranked = not all(row.is_through for row in shown.rows)
    names = "Đơn vị (rủi ro cao xếp trước)" if is_ranked else "Đơn vị"
    sheet.text(layout.name, y, names, _HEADING, name="heading")
    for x, first, second in (
        (layout.held, "Đã đại hội", "/ tổng"),
        (layout.gap, "Lệch", "kế hoạch"),
        (layout.overdue, "Việc", "quá hạn"),
        (layout.spare, "Dự trữ", "(ngày)*"),
    ):
        sheet.text(x, upper, first, right, name="heading")
        sheet.text(x, y, second, right, name="heading")
    title = TextStyle(tokens.LEGEND, face="bold")
    panels = (
        (layout.counted, f"{overview.counted_level_name.upper()}: tỷ lệ đã đại hội"),
        (layout.own, f"{overview.row_level_name.upper()}: ngày đại hội"),
    )
    for axis, label in panels:
        label = typesetting.shorten(label, axis.right - axis.left, title.size, "bold")
        sheet.text(axis.left, layout.top - 10.8, label, title, name="panel")


def _draw_total(overview: Overview, sheet: Sheet, layout: BurnupLayout) -> None:
    y, total = (layout.top + layout.total_base) / 2, overview.total
    bold = TextStyle(9.0, face="bold")
    sheet.text(layout.name, y, "TOÀN ĐỢT", bold, name="total")
    sheet.text(layout.held, y, _held(total), replace(bold, align="right"), name="held")
    gap = total.held - total.planned
    loud = replace(bold, align="right", color=tokens.CRITICAL if gap < 0 else tokens.INK)
    sheet.text(layout.gap, y, tokens.signed(gap), loud, name="gap")
    style = replace(bold, align="right", color=tokens.CRITICAL if overview.overdue else tokens.INK_FAINT)
    sheet.text(layout.overdue, y, tokens.number(overview.overdue), style, name="overdue")


def is_marked(overview: Overview, row: OverviewRow) -> bool:
    """Whether the number of units below an organisation is assumed."""
    return row.count.is_assumed and row.count.total > 0 and not wording.counts_itself(overview)


def _draw_row(row: OverviewRow, y: float, sheet: Sheet, layout: BurnupLayout, *, is_marked: bool) -> None:
    name = row.count.unit.name + (ASSUMED_MARK if is_marked else "")
    room = layout.held - 13.0 - layout.name
    fitted = typesetting.fit(name, room, layout.row, _NAME_SIZES, "normal")
    step = typesetting.LINE_SPACING * fitted.size * tokens.MM_PER_POINT
    first = y - step * (len(fitted.lines) - 1) / 2
    for place, line in enumerate(fitted.lines):
        sheet.text(layout.name, first + place * step, line, replace(_NAME, size=fitted.size), name="name")
    if row.count.total:
        sheet.text(layout.held, y, _held(row.count), _FIGURE, name="held")
        gap = row.count.held - row.count.planned
        style = _LOUD if gap <= -NOTABLE_GAP else _QUIET
        sheet.text(layout.gap, y, tokens.signed(gap), style, name="gap")
    sheet.text(layout.overdue, y, str(row.overdue), _LOUD if row.overdue else _QUIET, name="overdue")
    _draw_float(row.float_days, y, sheet, layout)


def _draw_gathered(overview: Overview, shown: Shown, y: float, sheet: Sheet, layout: BurnupLayout) -> None:
    name = f"{len(shown.gathered)} đơn vị {overview.row_level_name} "
    is_held = wording.counts_itself(overview)
    name += "đã tổ chức đại hội" if is_held else f"không có {overview.counted_level_name} trực thuộc"
    lines = typesetting.wrap(name, layout.gap - 8.0 - layout.name, _NAME.size)[:2]
    for place, line in enumerate(lines):
        sheet.text(layout.name, y + (place - (len(lines) - 1) / 2) * 3.1, line, _NAME, name="name")
    overdue = sum(row.overdue for row in shown.gathered)
    sheet.text(layout.overdue, y, str(overdue), _LOUD if overdue else _QUIET, name="overdue")
    floats = [row.float_days for row in shown.gathered if row.float_days is not None]
    _draw_float(min(floats, default=None), y, sheet, layout, prefix="≥ ")


def _draw_float(days: int | None, y: float, sheet: Sheet, layout: BurnupLayout, prefix: str = "") -> None:
    if days is None:
        sheet.text(layout.spare, y, "–", _QUIET, name="float")
        return
    style = _LOUD if days < 0 else _FIGURE
    text = tokens.signed(days) if days < 0 else str(days)
    sheet.text(layout.spare, y, prefix + text, style, name="float")


def _held(count: CongressCount) -> str:
    return f"{count.held} / {count.total}"
