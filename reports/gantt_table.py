"""The table beside the bars of a unit Gantt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from daihoi.domain.results import ActivityRow, UnitPlan
from daihoi.domain.states import ActivityState
from reports import tokens, typesetting
from reports.fonts import Face
from reports.gantt_layout import GanttLayout, rows_of
from reports.sheet import Repeat, Sheet, TextStyle
from reports.timeline import TICK_RISE

INFERRED_MARK = "°"
NOTABLE_VARIANCE_DAYS = 5

_HEADING = TextStyle(tokens.HEADING, tokens.INK_SOFT, "semibold")
_HEADING_MIDDLE, _HEADING_RIGHT = replace(_HEADING, align="center"), replace(_HEADING, align="right")
_GROUP = TextStyle(tokens.NUMBER, face="bold")
_GROUP_PERCENT = replace(_GROUP, align="right")
_NUMBER = TextStyle(tokens.NUMBER, tokens.INK_FAINT)
_PLAN = TextStyle(tokens.NUMBER, tokens.INK_SOFT, align="center")
_ACTUAL = TextStyle(tokens.NUMBER, face="semibold", align="right")
_EXPECTED = TextStyle(tokens.NUMBER, face="italic", align="right")
_SOME = TextStyle(tokens.NUMBER, align="right")
_NONE = TextStyle(tokens.NUMBER, tokens.INK_SOFT, align="right")
_LOUD = TextStyle(tokens.NUMBER, tokens.CRITICAL, "semibold", "right")
Title = tuple[str, str, Face, str]
"""Number and name of an activity, and the face and colour of the name."""
_NAME_SIZES = (tokens.LABEL, 7.8, 7.3, 6.7)


@dataclass(frozen=True)
class Columns:
    """Positions of the columns: left ends, the middle of ``plan``, right ends from ``finish`` on."""

    number: float
    name: float
    plan: float
    finish: float
    percent: float
    variance: float

    @property
    def name_room(self) -> float:
        """Width for names."""
        return self.plan - 9.6 - self.name


def columns(sheet: Sheet, layout: GanttLayout) -> Columns:
    """Columns measured from the right end of the table."""
    right = layout.table_right
    return Columns(sheet.left + 1.0, sheet.left + 8.0, right - 37.5, right - 16.5, right - 9.4, right - 1.0)


def draw_table(plan: UnitPlan, sheet: Sheet, layout: GanttLayout, repeat: Repeat) -> None:
    """Headings, workstreams and activities; ``repeat`` as in ``gantt_page.draw_gantt_page``."""
    at = columns(sheet, layout)
    _draw_headings(sheet, layout, at)
    for group in plan.groups:
        y = layout.group_y[group.code]
        name = typesetting.shorten(group.name.upper(), at.finish - at.number - 8, _GROUP.size, "bold")
        sheet.text(at.number, y, name, _GROUP, name="group")
        sheet.text(at.percent, y, str(group.percent), _GROUP_PERCENT, name="group percent")
    for row in rows_of(plan):
        _draw_row(row, sheet, layout, at, repeat)


def _draw_headings(sheet: Sheet, layout: GanttLayout, at: Columns) -> None:
    y = layout.top - TICK_RISE
    sheet.text(at.name, y, "Công việc", _HEADING, name="heading")
    sheet.text(at.plan, y, "Kế hoạch", _HEADING_MIDDLE, name="heading")
    for x, heading in ((at.finish, "Kết thúc*"), (at.percent, "%"), (at.variance, "Lệch*")):
        sheet.text(x, y, heading, _HEADING_RIGHT, name="heading")


def _draw_row(row: ActivityRow, sheet: Sheet, layout: GanttLayout, at: Columns, repeat: Repeat) -> None:
    y, title = layout.row_y[row.code], _title(row)
    repeat(("title", at, y, layout.row, title), lambda page: _draw_title(title, page, y, at, layout.row))
    start, end = tokens.date_short(row.baseline.start), tokens.date_short(row.baseline.last_day)
    planned = start if start == end else f"{start}–{end}"
    sheet.text(at.plan, y, planned, _PLAN, name="plan")
    is_actual = row.percent == 100 and not row.is_inferred
    finish = tokens.date_short(row.current.last_day)
    sheet.text(at.finish, y, finish, _ACTUAL if is_actual else _EXPECTED, name="finish")
    sheet.text(at.percent, y, str(row.percent), _SOME if row.percent else _NONE, name="percent")
    is_notable = row.variance_days >= NOTABLE_VARIANCE_DAYS and row.percent < 100
    variance = tokens.signed(row.variance_days)
    sheet.text(at.variance, y, variance, _LOUD if is_notable else _NONE, name="variance")


def _title(row: ActivityRow) -> Title:
    is_loud = row.is_critical or row.state is ActivityState.OVERDUE
    name = row.name + INFERRED_MARK if row.is_inferred else row.name
    face: Face = "semibold" if is_loud or row.is_congress else "normal"
    return row.number, name, face, tokens.CRITICAL if is_loud else tokens.INK


def _draw_title(title: Title, sheet: Sheet, y: float, at: Columns, height: float) -> None:
    number, name, face, color = title
    sheet.text(at.number, y, number, _NUMBER, name="number")
    fitted = typesetting.fit(name, at.name_room, height, _NAME_SIZES, face)
    style = TextStyle(fitted.size, color, face)
    step = typesetting.LINE_SPACING * fitted.size * tokens.MM_PER_POINT
    first = y - step * (len(fitted.lines) - 1) / 2
    for place, line in enumerate(fitted.lines):
        sheet.text(at.name, first + place * step, line, style, name="name")
