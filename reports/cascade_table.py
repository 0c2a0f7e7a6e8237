"""The table beside the bars of a cascade: units, steps, and the deadlines at the end."""

from __future__ import annotations

from dataclasses import replace

from daihoi.domain.cascade import Cascade, CascadeStep
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from reports import tokens, typesetting
from reports.cascade_bars import is_critical
from reports.cascade_layout import CascadeLayout, DueRow, dues_of, groups_of
from reports.cascade_wording import float_words, wait_words
from reports.sheet import Sheet, TextStyle
from reports.timeline import TICK_RISE

_HEADING = TextStyle(tokens.HEADING, tokens.INK_SOFT, "semibold")
_GROUP = TextStyle(tokens.NUMBER, face="bold")
_LEVEL = TextStyle(tokens.NUMBER, tokens.INK_SOFT)
_CELL = TextStyle(tokens.NUMBER)
_NAME_SIZES = (tokens.LABEL, 7.8, 7.3, 6.7)
_DATES, _STATE, _WAIT = 62.0, 45.0, 24.0
"""From the right end of the table to the left ends of the columns."""


def draw_table(cascade: Cascade, sheet: Sheet, layout: CascadeLayout) -> None:
    """Headings, units with their steps, and the deadlines."""
    _draw_headings(sheet, layout)
    _draw_groups(cascade, sheet, layout)
    for y, step in zip(layout.step_y, cascade.steps, strict=True):
        _draw_step(step, y, cascade, sheet, layout)
    _draw_due_table(cascade, sheet, layout)


def _draw_headings(sheet: Sheet, layout: CascadeLayout) -> None:
    y, right = layout.top - TICK_RISE, layout.table_right
    for x, words in (
        (sheet.left + 8.0, "Việc (việc trên giữ việc dưới)"),
        (right - _DATES, "Từ – đến"),
        (right - _STATE, "Tình trạng"),
        (right - _WAIT, "Chờ gì"),
    ):
        sheet.text(x, y, words, _HEADING, name="heading")


def _draw_groups(cascade: Cascade, sheet: Sheet, layout: CascadeLayout) -> None:
    room = layout.table_right - sheet.left - 3.0
    for y, group in zip(layout.group_y, groups_of(cascade), strict=True):
        level = f"  ·  {group[0].level_name}"
        beside = room - min(typesetting.width(level, _LEVEL.size), room * 0.45)
        name = typesetting.shorten(group[0].unit.name, beside, _GROUP.size, "bold")
        sheet.text(sheet.left + 1.0, y, name, _GROUP, name="group")
        end = sheet.left + 1.0 + typesetting.width(name, _GROUP.size, "bold")
        rest = typesetting.shorten(level, layout.table_right - end - 2.0, _LEVEL.size)
        sheet.text(end + 1.5, y, rest, _LEVEL, name="level")


def _draw_step(step: CascadeStep, y: float, cascade: Cascade, sheet: Sheet, layout: CascadeLayout) -> None:
    right, place = layout.table_right, layout.step_y.index(y) + 1
    sheet.text(sheet.left + 1.0, y, str(place), replace(_CELL, color=tokens.INK_FAINT), name="number")
    is_cause = place == 1 and len(cascade.steps) > 1 and is_critical(cascade)
    is_loud = step.state is ActivityState.OVERDUE or is_cause
    style = TextStyle(
        color=tokens.CRITICAL if is_loud and not cascade.is_held else tokens.INK,
        face="semibold" if is_loud else "normal",
    )
    room = right - _DATES - 2.0 - (sheet.left + 8.0)
    fitted = typesetting.fit(step.name, room, layout.row, _NAME_SIZES, style.face)
    rise = typesetting.LINE_SPACING * fitted.size * tokens.MM_PER_POINT
    first = y - rise * (len(fitted.lines) - 1) / 2
    for line_place, line in enumerate(fitted.lines):
        at = first + line_place * rise
        sheet.text(sheet.left + 8.0, at, line, replace(style, size=fitted.size), name="name")
    sheet.text(right - _DATES, y, _period(step.span), _CELL, name="dates")
    label = tokens.STATES[step.state].label.partition(" (")[0]
    loud = step.state is ActivityState.OVERDUE
    state = replace(_CELL, color=tokens.CRITICAL if loud else tokens.INK_SOFT)
    shown = typesetting.shorten(label, _STATE - _WAIT - 1.0, state.size)
    sheet.text(right - _STATE, y, shown, state, name="state")
    _draw_wait(step, right - _WAIT, y, layout, sheet)


def _draw_wait(step: CascadeStep, x: float, y: float, layout: CascadeLayout, sheet: Sheet) -> None:
    fitted = typesetting.fit(wait_words(step), _WAIT - 1.0, layout.row, (tokens.NUMBER, 7.2, 6.6), "normal")
    rise = typesetting.LINE_SPACING * fitted.size * tokens.MM_PER_POINT
    first = y - rise * (len(fitted.lines) - 1) / 2
    for place, line in enumerate(fitted.lines):
        soft = TextStyle(fitted.size, tokens.INK_SOFT)
        sheet.text(x, first + place * rise, line, soft, name="wait")


def _draw_due_table(cascade: Cascade, sheet: Sheet, layout: CascadeLayout) -> None:
    """Whose deadline, and how many working days the congress above may still lose."""
    if layout.due_heading is None:
        return
    question = "Hạn ở cuối chuỗi: đại hội này còn được chậm bao nhiêu?"
    heading = "Hạn" if cascade.is_held else question
    sheet.text(sheet.left + 1.0, layout.due_heading, heading, _GROUP, name="group")
    for y, due in zip(layout.due_y, dues_of(cascade), strict=True):
        _draw_due(due, y, sheet, layout)


def _draw_due(due: DueRow, y: float, sheet: Sheet, layout: CascadeLayout) -> None:
    left, right = sheet.left + 8.0, layout.table_right
    is_lost = due.float_days is not None and due.float_days < 0
    color = tokens.CRITICAL if is_lost else tokens.INK
    words = float_words(due.float_days)
    style = TextStyle(tokens.LABEL, color, "semibold", "right")
    room = right - left - typesetting.width(words, style.size, "semibold") - 5.0
    prefix = "Hạn của chính đơn vị: " if due.is_own else "Đang chờ: "
    fitted = typesetting.fit(prefix + due.label, room, layout.row, _NAME_SIZES, "normal")
    rise = typesetting.LINE_SPACING * fitted.size * tokens.MM_PER_POINT
    first = y - rise * (len(fitted.lines) - 1) / 2
    for place, line in enumerate(fitted.lines):
        sheet.text(left, first + place * rise, line, TextStyle(fitted.size), name="due")
    sheet.text(right - 1.0, y, words, style, name="due float")


def _period(span: Span) -> str:
    start, last = tokens.date_short(span.start), tokens.date_short(span.last_day)
    return start if span.start == span.last_day else f"{start}–{last}"
