"""Marks on the bars of a unit Gantt: gates, what is overdue, and the congress with its dates."""

from __future__ import annotations

from daihoi.domain.results import ActivityRow, UnitPlan
from daihoi.domain.states import ActivityState
from reports import tokens, typesetting
from reports.gantt_bars import is_cut
from reports.gantt_layout import GATE_STEP, OVERDUE_SIZE, GanttLayout, before_overdue, rows_of
from reports.shapes import diamond, gate
from reports.sheet import Sheet, TextStyle

CONGRESS_SIZE, GATE_SIZE = 3.6, 2.0
_DATE_WIDTH = 22.0


def draw_marks(plan: UnitPlan, sheet: Sheet, layout: GanttLayout) -> None:
    """Gates, what is overdue, and the congress with its dates."""
    rows = list(rows_of(plan))
    for row in rows:
        if row.is_gate:
            _draw_gate(row, sheet, layout)
        if row.state is ActivityState.OVERDUE:
            _draw_overdue(row, sheet, layout)
        if row.is_congress:
            _draw_congress(row, sheet, layout)


def _draw_gate(row: ActivityRow, sheet: Sheet, layout: GanttLayout) -> None:
    if is_cut(row, layout.axis):
        return
    x, y = layout.row_x[row.code][1] + GATE_STEP, layout.bar_y(row)
    is_open = row.state is ActivityState.DONE
    color = tokens.CRITICAL if row.is_critical else tokens.DONE
    fill = color if is_open else tokens.PAPER
    size = min(GATE_SIZE, 0.5 * layout.row)
    sheet.polygons([gate(x, y, size)], fill, edge=color, line=0.7, name="gate", z=5)
    if row.state is ActivityState.WAITING_FOR_APPROVAL:
        _draw_waiting(row, sheet, layout, TextStyle(7.0, color, "semibold"))


def _draw_waiting(row: ActivityRow, sheet: Sheet, layout: GanttLayout, style: TextStyle) -> None:
    """Behind the gate; in front of the bar where the page ends before the words do. No line runs through."""
    label = tokens.STATES[row.state].label.lower()
    start, end = layout.row_x[row.code]
    y, wide = layout.bar_y(row), typesetting.width(label, style.size, style.face)
    behind, before = end + 2 * GATE_STEP, start - 1.2 - wide
    left = behind if behind + wide <= sheet.right else max(before, layout.axis.left)
    sheet.boxes([(left - 0.5, y - 1.4, left + wide + 0.5, y + 1.4)], tokens.PAPER, name="backing", z=9)
    sheet.text(left, y, label, style, name="waiting")


def _draw_overdue(row: ActivityRow, sheet: Sheet, layout: GanttLayout) -> None:
    if is_cut(row, layout.axis):
        return
    half = min(OVERDUE_SIZE / 2, 0.3 * layout.row)
    x = layout.row_x[row.code][1] + before_overdue(row) + half
    y = layout.bar_y(row)
    sheet.boxes([(x - half, y - half, x + half, y + half)], tokens.CRITICAL, name="overdue", z=5)
    sheet.text(x, y, "!", TextStyle(7.0, tokens.PAPER, "bold", "center"), name="overdue mark")


def _draw_congress(row: ActivityRow, sheet: Sheet, layout: GanttLayout) -> None:
    start, end = layout.row_x[row.code]
    x, y, size = (start + end) / 2, layout.bar_y(row), min(CONGRESS_SIZE, 0.72 * layout.row)
    is_held = row.state is ActivityState.DONE
    color = tokens.CRITICAL if row.is_critical else tokens.DONE
    sheet.polygons([diamond(x, y, size + 1.0)], tokens.PAPER, z=4.9)
    fill = color if is_held else tokens.PAPER
    sheet.polygons([diamond(x, y, size)], fill, edge=color, line=1.3, name="congress", z=5)
    is_left = x - _DATE_WIDTH > layout.axis.left
    style = TextStyle(
        tokens.NUMBER, color, "semibold" if is_held else "italic", "right" if is_left else "left"
    )
    offset = size / 2 + 1.6
    label = tokens.period_short(row.current.start, row.current.last_day)
    wide = typesetting.width(label, style.size, style.face)
    edge = x - offset - wide if is_left else x + offset
    backing = (edge - 0.5, y - 1.5, edge + wide + 0.5, y + 1.5)
    sheet.boxes([backing], tokens.PAPER, z=9)  # the deadline's line may run through the date
    sheet.text(x - offset if is_left else x + offset, y, label, style, name="congress date")
