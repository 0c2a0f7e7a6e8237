"""The gathered status matrix: per organisation and activity, how many of its units are through."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from daihoi.domain.matrix_shares import ShareMatrix, ShareRow
from daihoi.domain.states import ActivityState
from reports import tokens, typesetting
from reports.frame import Key, draw_footer, draw_header, draw_legend, legend_height
from reports.matrix import draw_background
from reports.matrix_layout import (
    MOST_ON_A3,
    TOTAL_HEIGHT,
    MatrixLayout,
    lay_out,
    page_size,
)
from reports.matrix_share_cells import BADGE, INFERRED_EDGE, Parts, draw_cell, draw_parts
from reports.matrix_table import draw_activity_headings, draw_fitted, draw_total, heading_height
from reports.sheet import DOTTED, NewSheet, Sheet, SheetT, TextStyle

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIDE = TextStyle(tokens.HEADING, tokens.INK_SOFT, "semibold")
_NAME_SIZES = (tokens.LABEL, 7.8, 7.2, 6.7)
_FIGURE = TextStyle(tokens.NUMBER, align="right")
_QUIET = TextStyle(tokens.NUMBER, tokens.INK_FAINT, align="right")
_LOUD = TextStyle(tokens.NUMBER, tokens.CRITICAL, "semibold", "right")
_MAX_NAMED = 3


def draw_share_matrix(matrix: ShareMatrix, ax: Axes | None = None) -> Figure:
    """Draws A4 landscape for up to 28 organisations, A3 upright for up to 60, the most at risk.

    Args:
        matrix: what is drawn; nothing is computed from it.
        ax: plain axes of the caller's, which the page is drawn on, scaled to the room there is; a figure of
            the page's own size without.

    Raises:
        FontError: the font of the charts is not installed.
        ValueError: ``ax`` is not a plain axes.
    """
    from reports.canvas import pages_on

    return share_matrix_sheet(matrix, pages_on(ax)).figure


def share_matrix_sheet(matrix: ShareMatrix, new_sheet: NewSheet[SheetT]) -> SheetT:
    """The same page on any kind of sheet."""
    rows = matrix.rows[:MOST_ON_A3]
    sheet = new_sheet(page_size(len(rows)))
    topic = f"việc của {matrix.level_name} "
    topic += f"theo từng đơn vị {matrix.row_level_name}" if rows else "trong toàn đợt"
    header_end = draw_header(sheet, matrix.root.name, topic, _facts(matrix), share_finding(matrix))
    footer_top = draw_footer(sheet, _remarks(matrix, len(matrix.rows) - len(rows)), matrix.edition)
    keys = _legend(matrix)
    lowest = footer_top - legend_height(sheet, keys) - 3.0
    counts = (len(rows), len(rows))
    layout = lay_out(matrix.activities, counts, sheet, header_end, lowest, has_parents=False)
    top = header_end + heading_height(matrix.activities, layout)
    layout = lay_out(matrix.activities, counts, sheet, top, lowest, has_parents=False)
    draw_background(sheet, layout)
    _draw_headings(sheet, layout, "Đơn vị (rủi ro cao xếp trước)" if rows else "")
    draw_activity_headings(matrix.activities, sheet, layout)
    _draw_totals(matrix, sheet, layout)
    parts = Parts()
    for place, row in enumerate(rows):
        _draw_row(row, place, sheet, layout, parts)
    draw_parts(parts, sheet)
    draw_legend(sheet, keys, layout.bottom + 1.6)
    return sheet


def share_finding(matrix: ShareMatrix) -> str:
    """How much is overdue or lacking, and with whom to speak first (Vietnamese)."""
    total, level = matrix.total, matrix.level_name
    if not total.units:
        return f"Chưa có {level} nào trong đợt."
    parts = [f"Đã đại hội {tokens.share(total.held, total.units)} {level}."]
    if total.held == total.units:
        parts = [f"Đã tổ chức đủ {total.held}/{total.units} đại hội {level}."]
    if total.late:
        parts.append(f"{tokens.number(total.late)} {level} sẽ đại hội sau hạn.")
    parts.append(_worst_activity(matrix))
    behind = [row for row in matrix.rows if row.late or row.overdue or row.lacking]
    if behind:
        parts.append(f"Làm việc trước với: {', '.join(row.unit.name for row in behind[:_MAX_NAMED])}.")
    return " ".join(part for part in parts if part)


def _worst_activity(matrix: ShareMatrix) -> str:
    gaps = [
        (required - cell.done - cell.inferred, cell)
        for cell, required in zip(matrix.total.cells, matrix.total.required, strict=True)
    ]
    gap, worst = max(gaps, key=lambda found: found[0], default=(0, None))
    if worst is None or gap <= 0:
        return f"Không việc nào thiếu so với mức phải đạt để giữ ngày đại hội của {matrix.level_name}."
    return f"Việc thiếu nhiều nhất: «{worst.name}», còn {tokens.number(gap)} {matrix.level_name} phải xong."


def _draw_headings(sheet: Sheet, layout: MatrixLayout, names: str) -> None:
    base, right = layout.top - 2.2, replace(_SIDE, align="right")
    if names:
        sheet.text(layout.name, base, names, _SIDE, name="heading")
    for x, upper, lower in (
        (layout.date, "Đã đại hội", "/ tổng"),
        (layout.spare, "Sẽ", "trễ hạn"),
        (layout.overdue, "Việc", "quá hạn"),
    ):
        sheet.text(x, base - 3.1, upper, right, name="heading")
        sheet.text(x, base, lower, right, name="heading")


def _draw_totals(matrix: ShareMatrix, sheet: Sheet, layout: MatrixLayout) -> None:
    y = layout.top + TOTAL_HEIGHT / 2
    words = f"TOÀN ĐỢT: {tokens.number(matrix.total.units)} {matrix.level_name}"
    room = layout.columns[0][0] - layout.name - 2.0 if layout.columns else 60.0
    bold = TextStyle(9.0, face="bold")
    sheet.text(layout.name, y - 1.9, typesetting.shorten(words, room, 9.0, "bold"), bold, name="total")
    sheet.text(layout.name, y + 2.0, "đã báo xong, +số suy ra°", TextStyle(tokens.TICK, tokens.INK_SOFT))
    for activity, (left, right) in zip(matrix.activities, layout.columns, strict=True):
        draw_total(activity, (left, layout.top, right, layout.top + TOTAL_HEIGHT), sheet)
    _draw_figures(matrix.total, y, sheet, layout)


def _draw_row(row: ShareRow, place: int, sheet: Sheet, layout: MatrixLayout, parts: Parts) -> None:
    y = layout.middle(place)
    style = TextStyle(tokens.LABEL)
    draw_fitted(row.unit.name, (layout.name, y), layout.name_room, layout.row, _NAME_SIZES, style, sheet)
    for column, (cell, required) in enumerate(zip(row.cells, row.required, strict=True)):
        draw_cell(cell, required, layout.cell(place, column), sheet, parts)
    _draw_figures(row, y, sheet, layout)


def _draw_figures(row: ShareRow, y: float, sheet: Sheet, layout: MatrixLayout) -> None:
    sheet.text(layout.date, y, f"{row.held} / {row.units}", _FIGURE, name="held")
    for x, count, name in ((layout.spare, row.late, "late"), (layout.overdue, row.overdue, "overdue")):
        sheet.text(x, y, tokens.number(count) if count else "–", _LOUD if count else _QUIET, name=name)


def _facts(matrix: ShareMatrix) -> list[str]:
    where = f" ở {len(matrix.rows)} đơn vị" if matrix.rows else " trực thuộc"
    return [
        f"Số liệu đến hết ngày {tokens.date_long(matrix.edition.status_date)}",
        f"{tokens.number(matrix.total.units)} {matrix.level_name}{where}",
        f"{len(matrix.activities)} việc",
    ]


def _remarks(matrix: ShareMatrix, hidden: int) -> list[str]:
    if not matrix.rows:
        each = f"Từng {matrix.level_name}: xem ma trận tình trạng. " if matrix.total.units else ""
        return [f"{each}° Chưa ai báo cáo; suy ra vì việc sau đã bắt đầu."]
    remark = (
        f"Số trong ô: số {matrix.level_name} đã xong việc ấy, kể cả suy ra (° chưa ai báo cáo, việc sau đã "
        "bắt đầu); cả ô là mọi nơi có việc ấy. Vạch cam: số phải xong đến ngày chốt để giữ ngày đại hội, "
        "chỉ vẽ khi thiếu."
    )
    return [f"Còn {hidden} đơn vị ít rủi ro hơn không hiển thị. {remark}" if hidden else remark]


def _legend(matrix: ShareMatrix) -> list[Key]:
    cells = [cell for row in matrix.rows or [matrix.total] for cell in row.cells]
    lacks = any(row.lacking for row in matrix.rows)
    entries = (
        (any(cell.done for cell in cells), Key(_done, 7.0, "Đã báo xong")),
        (any(cell.inferred for cell in cells), Key(_inferred, 7.0, "Suy ra, chưa báo cáo°")),
        (lacks, Key(_required, 2.0, "Phải xong đến ngày chốt (đang thiếu)")),
        (any(cell.overdue for cell in cells), Key(_badge, 5.0, f"Số {matrix.level_name} quá hạn")),
    )
    return [key for occurs, key in entries if occurs]


def _done(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.6, x + 7, y + 1.6)], tokens.STATES[ActivityState.DONE].fill)


def _inferred(sheet: Sheet, x: float, y: float) -> None:
    box = (x, y - 1.6, x + 7, y + 1.6)
    sheet.boxes([box], tokens.BAND, edge=INFERRED_EDGE, line=0.9, dash=DOTTED)


def _required(sheet: Sheet, x: float, y: float) -> None:
    sheet.lines([[(x + 1, y - 1.2), (x + 1, y + 1.2)]], tokens.PLAN, 2.1)


def _badge(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes([(x, y - 1.6, x + 5, y + 1.6)], tokens.CRITICAL)
    sheet.text(x + 2.5, y, "8", BADGE)
