"""The status matrix: every activity of every unit of a level as one cell, the units most at risk first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from daihoi.domain.matrix import Matrix
from daihoi.domain.states import ActivityState
from reports import tokens
from reports.frame import Key, draw_footer, draw_header, draw_legend, legend_height
from reports.matrix_cells import draw_cells
from reports.matrix_layout import MatrixLayout, MatrixPage, has_parents, lay_out, page_size, paginate
from reports.matrix_table import INFERRED_MARK, draw_table, heading_height
from reports.matrix_wording import matrix_finding
from reports.sheet import NewSheet, Sheet, SheetT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ORDER = (
    ActivityState.DONE,
    ActivityState.UNREPORTED,
    ActivityState.IN_PROGRESS,
    ActivityState.WAITING_FOR_APPROVAL,
    ActivityState.OVERDUE,
    ActivityState.POSSIBLE,
    ActivityState.NOT_YET_POSSIBLE,
    ActivityState.NOT_APPLICABLE,
)


def draw_matrix(matrix: Matrix, ax: Axes | None = None, page: int = 1) -> list[Figure]:
    """Draws A4 landscape for up to 28 units, else as many upright A3 pages of 60 units as are needed.

    Args:
        matrix: what is drawn; nothing is computed from it.
        ax: plain axes of the caller's, which one page is drawn on, scaled to the room there is; without it
            every page becomes a figure of its own size.
        page: which page ``ax`` is for, from 1 on.

    Raises:
        FontError: the font of the charts is not installed.
        ValueError: ``ax`` is not a plain axes, or there is no such page.
    """
    from reports.canvas import Sheet as Canvas
    from reports.canvas import page_of, pages_on

    if ax is None:
        return [sheet.figure for sheet in matrix_sheets(matrix, Canvas)]
    return [_drawn(matrix, page_of(paginate(matrix), page), pages_on(ax)).figure]


def matrix_sheets(matrix: Matrix, new_sheet: NewSheet[SheetT]) -> list[SheetT]:
    """The same pages on any kind of sheet."""
    return [_drawn(matrix, page, new_sheet) for page in paginate(matrix)]


def _drawn(matrix: Matrix, page: MatrixPage, new_sheet: NewSheet[SheetT]) -> SheetT:
    sheet = new_sheet(page_size(len(matrix.rows)))
    topic = f"tình trạng từng việc ở {matrix.level_name}"
    header_end = draw_header(sheet, matrix.above.name, topic, _facts(matrix, page), matrix_finding(matrix))
    footer_top = draw_footer(sheet, _remarks(matrix), matrix.edition)
    keys = _legend(matrix)
    lowest = footer_top - legend_height(sheet, keys) - 3.0
    rows, named = (len(page.rows), len(matrix.rows)), has_parents(matrix)
    layout = lay_out(matrix.activities, rows, sheet, header_end, lowest, has_parents=named)
    top = header_end + heading_height(matrix.activities, layout)
    layout = lay_out(matrix.activities, rows, sheet, top, lowest, has_parents=named)
    draw_background(sheet, layout)
    cells = [
        (layout.cell(place, column), state)
        for place, row in enumerate(page.rows)
        for column, state in enumerate(row.states)
    ]
    draw_cells(sheet, cells)
    draw_table(matrix, page, sheet, layout)
    draw_legend(sheet, keys, layout.bottom + 1.6)
    return sheet


def draw_background(sheet: Sheet, layout: MatrixLayout) -> None:
    """Lines between rows, a heavier one after every fifth, which the eye follows across the page."""
    lines = [(n, layout.first + n * layout.row) for n in range(1, layout.rows)]
    right = layout.overdue
    fine = [[(sheet.left, y), (right, y)] for n, y in lines if n % 5]
    fifth = [[(sheet.left, y), (right, y)] for n, y in lines if not n % 5]
    sheet.lines(fine, tokens.HAIR, 0.5, z=0.3)
    sheet.lines(fifth, tokens.BASELINE, 0.7, z=0.4)
    ends = (layout.first - 0.8, layout.bottom) if layout.rows else (layout.bottom,)
    frame = [[(sheet.left, y), (right, y)] for y in ends]
    sheet.lines(frame, tokens.INK_SOFT, 0.8, z=0.5)


def _facts(matrix: Matrix, page: MatrixPage) -> list[str]:
    facts = [
        f"Số liệu đến hết ngày {tokens.date_long(matrix.edition.status_date)}",
        f"{tokens.number(len(matrix.rows))} {matrix.level_name} × {len(matrix.activities)} việc",
    ]
    deadlines = {row.deadline.last_day for row in matrix.rows if row.deadline and row.deadline.level}
    facts += [f"Hạn {matrix.level_name} {tokens.date_long(day)}" for day in sorted(deadlines)]
    return [*facts, f"Trang {page.number}/{page.of}"] if page.of > 1 else facts


def _remarks(matrix: Matrix) -> list[str]:
    remark = (
        "Ngày đại hội: chữ đứng đậm là ngày đã tổ chức, chữ nghiêng là ngày dự kiến theo tiến độ hiện tại. "
        "* Số ngày làm việc từ ngày ấy đến hạn; dấu − là trễ hạn."
    )
    if any(activity.inferred for activity in matrix.activities):
        remark += f" {INFERRED_MARK} Chưa ai báo cáo; suy ra vì việc sau đã bắt đầu."
        if any(activity.inferred and activity.is_gate for activity in matrix.activities):
            remark += " Việc cấp trên duyệt mà suy ra thì chưa có văn bản nào được báo."
    return [remark]


def _legend(matrix: Matrix) -> list[Key]:
    counts = Counter(state for row in matrix.rows for state in row.states)
    return [
        Key(_cell(state), 6.0, f"{tokens.STATES[state].label} ({tokens.number(counts[state])})")
        for state in _ORDER
        if counts[state]
    ]


def _cell(state: ActivityState) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        draw_cells(sheet, [((x, y - 1.9, x + 6.0, y + 1.9), state)])

    return draw
