"""The words and figures around the cells of a status matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from daihoi.domain.matrix import Matrix, MatrixActivity, MatrixRow
from daihoi.domain.states import ActivityState
from reports import tokens, typesetting
from reports.matrix_cells import DOTS
from reports.matrix_layout import TOTAL_HEIGHT, WORKSTREAM_HEIGHT, MatrixLayout, MatrixPage, workstreams
from reports.shapes import Box
from reports.sheet import Sheet, TextStyle

INFERRED_MARK = "°"

_HEADING = TextStyle(tokens.TICK, tokens.INK_SOFT, "normal", "center")
_WORKSTREAM = TextStyle(tokens.HEADING, tokens.INK_SOFT, "bold", "center")
_SIDE = TextStyle(tokens.HEADING, tokens.INK_SOFT, "semibold")
_NAME = TextStyle(tokens.LABEL)
_PARENT = TextStyle(tokens.TICK, tokens.INK_SOFT)
_QUIET = TextStyle(tokens.NUMBER, tokens.INK_FAINT, align="right")
_FIGURE = TextStyle(tokens.NUMBER, align="right")
_LOUD = TextStyle(tokens.NUMBER, tokens.CRITICAL, "semibold", "right")
_NAME_SIZES = (tokens.LABEL, 7.8, 7.2, 6.7)
_PARENT_SIZES = (tokens.TICK, tokens.SMALLEST)
_MOST_LINES = 7


def draw_table(matrix: Matrix, page: MatrixPage, sheet: Sheet, layout: MatrixLayout) -> None:
    """Headings, the line of totals, and what stands beside each row."""
    _draw_headings(matrix, sheet, layout)
    _draw_totals(matrix, sheet, layout)
    for place, row in enumerate(page.rows):
        _draw_row(row, layout.middle(place), sheet, layout)


def _draw_headings(matrix: Matrix, sheet: Sheet, layout: MatrixLayout) -> None:
    base = layout.top - 2.2
    sheet.text(layout.name, base, "Đơn vị (rủi ro cao xếp trước)", _SIDE, name="heading")
    if layout.parent is not None:
        sheet.text(layout.parent, base, "Trực thuộc", _SIDE, name="heading")
    right = replace(_SIDE, align="right")
    for x, words in (
        (layout.date, ("Ngày", "đại hội")),
        (layout.spare, ("Dự trữ", "(ngày)*")),
        (layout.overdue, ("Việc", "quá hạn")),
    ):
        for place, word in enumerate(words):
            sheet.text(x, base - 3.1 * (1 - place), word, right, name="heading")
    draw_activity_headings(matrix.activities, sheet, layout)


def draw_activity_headings(activities: Sequence[MatrixActivity], sheet: Sheet, layout: MatrixLayout) -> None:
    """The name of each activity above its cells, and the name of each workstream above those."""
    for activity, (left, end) in zip(activities, layout.columns, strict=True):
        _draw_heading(activity, left, end, layout.top - 2.2, sheet)
    top = layout.top - _heading_height(activities, layout) - WORKSTREAM_HEIGHT
    for name, first, last in workstreams(activities):
        _draw_workstream(name, layout.columns[first][0], layout.columns[last][1], top, sheet)


def _draw_heading(activity: MatrixActivity, left: float, right: float, base: float, sheet: Sheet) -> None:
    lines = _heading_lines(activity, right - left)
    style = replace(_HEADING, color=tokens.INK, face="semibold") if activity.is_congress else _HEADING
    for place, line in enumerate(reversed(lines)):
        sheet.text((left + right) / 2, base - place * 2.5, line, style, name="activity")


def _heading_lines(activity: MatrixActivity, room: float) -> list[str]:
    lines = typesetting.wrap(activity.name, room + 0.4, _HEADING.size, "semibold")
    return typesetting.limit(lines, _MOST_LINES, room + 0.4, _HEADING.size, "semibold")


def heading_height(activities: Sequence[MatrixActivity], layout: MatrixLayout) -> float:
    """Room that the headings need above the line of totals."""
    return _heading_height(activities, layout) + WORKSTREAM_HEIGHT + 1.0


def _heading_height(activities: Sequence[MatrixActivity], layout: MatrixLayout) -> float:
    pairs = zip(activities, layout.columns, strict=True)
    most = max((len(_heading_lines(activity, b - a)) for activity, (a, b) in pairs), default=1)
    return 2.5 * most + 2.2


def _draw_workstream(name: str, left: float, right: float, top: float, sheet: Sheet) -> None:
    room = right - left + 1.2
    lines = typesetting.limit(
        typesetting.wrap(name, room, _WORKSTREAM.size, "bold"), 2, room, _WORKSTREAM.size, "bold"
    )
    base = top + WORKSTREAM_HEIGHT - 3.0
    for place, line in enumerate(reversed(lines)):
        sheet.text((left + right) / 2, base - place * 2.8, line, _WORKSTREAM, name="workstream")
    y = top + WORKSTREAM_HEIGHT - 1.0
    sheet.lines([[(left, y), (right, y)]], tokens.INK_SOFT, 0.9)


def _draw_totals(matrix: Matrix, sheet: Sheet, layout: MatrixLayout) -> None:
    y = layout.top + TOTAL_HEIGHT / 2
    bold = TextStyle(9.0, face="bold")
    sheet.text(layout.name, y - 1.9, f"TẤT CẢ: {tokens.number(len(matrix.rows))}", bold, name="total")
    words = f"đã báo xong, +số suy ra{INFERRED_MARK}"
    sheet.text(layout.name, y + 2.0, words, _PARENT, name="total words")
    for activity, (left, right) in zip(matrix.activities, layout.columns, strict=True):
        draw_total(activity, (left, layout.top, right, layout.top + TOTAL_HEIGHT), sheet)
    overdue = sum(row.overdue for row in matrix.rows)
    late = sum(row.is_late for row in matrix.rows)
    style = replace(bold, align="right", color=tokens.CRITICAL if overdue else tokens.INK_FAINT)
    sheet.text(layout.overdue, y, tokens.number(overdue), style, name="total overdue")
    if late:
        sheet.text(layout.spare, y - 1.9, str(late), replace(style, color=tokens.CRITICAL), name="total late")
        sheet.text(layout.spare, y + 2.0, "trễ hạn", replace(_PARENT, align="right"), name="total words")


def draw_total(activity: MatrixActivity, box: Box, sheet: Sheet) -> None:
    """How many units are done with an activity, as figures and as a bar; a dash where none has it."""
    left, top, right, bottom = box
    middle, total = (left + right) / 2, activity.total
    if not total:
        none = TextStyle(tokens.LABEL, tokens.INK_FAINT, align="center")
        sheet.text(middle, top + 2.0, "–", none, name="none")
        return
    base, breadth = bottom - 2.3, right - left
    done = left + breadth * activity.done / total
    inferred = done + breadth * activity.inferred / total
    sheet.boxes([(left, base, right, bottom)], tokens.PAPER, edge=tokens.RULE, line=0.5)
    if activity.inferred:
        sheet.boxes(
            [(done, base, inferred, bottom)],
            tokens.BAND,
            edge="#7FA3C7",
            line=0.9,
            dash=DOTS,
            name="share inferred",
        )
    if activity.done:
        fill = tokens.STATES[ActivityState.DONE].fill  # the colour of the cells, which the legend tells
        sheet.boxes([(left, base, done, bottom)], fill, name="share done")
    strong = TextStyle(tokens.LABEL, face="bold", align="center")
    sheet.text(middle, top + 2.0, tokens.number(activity.done), strong, name="done")
    if activity.inferred:
        words = f"+{tokens.number(activity.inferred)}{INFERRED_MARK}"
        style = TextStyle(tokens.TICK, tokens.INK_FAINT, align="center")
        sheet.text(middle, top + 5.4, words, style, name="inferred")


def _draw_row(row: MatrixRow, y: float, sheet: Sheet, layout: MatrixLayout) -> None:
    name = replace(_NAME, color=tokens.CRITICAL, face="semibold") if row.is_late else _NAME
    draw_fitted(row.unit.name, (layout.name, y), layout.name_room, layout.row, _NAME_SIZES, name, sheet)
    if layout.parent is not None:
        room = layout.parent_room
        draw_fitted(row.parent_name, (layout.parent, y), room, layout.row, _PARENT_SIZES, _PARENT, sheet)
    face = "semibold" if row.is_held else "italic"
    date = replace(_FIGURE, face=face)  # type: ignore[arg-type]  # the ternary widens the literal to str
    sheet.text(layout.date, y, tokens.date_short(row.congress.start), date, name="congress date")
    spare = "–" if row.float_days is None else tokens.signed(row.float_days).removeprefix("+")
    style = _LOUD if row.is_late else _QUIET if row.float_days is None else _FIGURE
    sheet.text(layout.spare, y, spare, style, name="float")
    overdue = str(row.overdue) if row.overdue else "–"
    sheet.text(layout.overdue, y, overdue, _LOUD if row.overdue else _QUIET, name="overdue")


def draw_fitted(
    words: str,
    at: tuple[float, float],
    room: float,
    height: float,
    sizes: tuple[float, ...],
    style: TextStyle,
    sheet: Sheet,
) -> None:
    """A name in one line or two, as large as fits its cell."""
    fitted = typesetting.fit(words, room, height, sizes, style.face)
    step = typesetting.LINE_SPACING * fitted.size * tokens.MM_PER_POINT
    first = at[1] - step * (len(fitted.lines) - 1) / 2
    name = "name" if style.size == tokens.LABEL else "parent"
    for place, line in enumerate(fitted.lines):
        sheet.text(at[0], first + place * step, line, replace(style, size=fitted.size), name=name)
