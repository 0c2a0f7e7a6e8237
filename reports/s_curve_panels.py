"""The two panels of the S-curve page: cumulative counts above, weekly counts below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from daihoi.domain.results import Pace, WeekCount
from reports import tokens, typesetting
from reports.s_curve_layout import CurveLayout, count_ticks, required_line
from reports.shapes import Box, Path, disc
from reports.sheet import Sheet, TextStyle

REQUIRED_DASH = (0.0, (2.0, 1.6))
_COUNT = TextStyle(tokens.LEGEND, align="center")
_SCALE = TextStyle(tokens.NUMBER, tokens.INK_SOFT, align="right")


def draw_scale(sheet: Sheet, layout: CurveLayout) -> None:
    """Counts on the left, fine lines across, and a firm line at the total."""
    left, right = layout.axis.left, layout.axis.right
    ticks = count_ticks(layout.total)
    for count in ticks:
        sheet.text(left - 2.0, layout.y(count), str(count), _SCALE, name="scale")
    sheet.lines([[(left, layout.y(c)), (right, layout.y(c))] for c in ticks], tokens.HAIR, 0.7, z=0.5)
    sheet.lines(
        [[(left, layout.y(layout.total)), (right, layout.y(layout.total))]], tokens.INK_SOFT, 0.8, z=2
    )
    sheet.lines([[(left, layout.base), (right, layout.base)]], tokens.RULE, 0.8, z=2)


def draw_curves(pace: Pace, sheet: Sheet, layout: CurveLayout) -> list[Path]:
    """Plan to its end, held up to the status date, and what is required from there to the deadline.

    Returns:
        The curves, for labels to keep clear of.
    """
    status, planned = pace.edition.status_date, pace.count.planned_curve
    plan = layout.stairs(planned, planned.days[-1]) if planned.days else []
    held = layout.stairs(pace.count.held_curve, status)
    required = required_line(pace, layout)
    sheet.lines([plan] if plan else [], tokens.PLAN, 1.5, name="planned", z=3)
    sheet.lines(
        [required] if required else [], tokens.CRITICAL, 1.3, dash=REQUIRED_DASH, name="required", z=3.2
    )
    sheet.lines([held], tokens.DONE, 3.0, name="held", z=3.6)
    now = disc(layout.after(status), layout.y(pace.count.held), 2.5)
    sheet.polygons([now], tokens.DONE, edge=tokens.PAPER, line=1.2, z=8)
    return [curve for curve in (plan, held, required) if curve]


def draw_weeks(pace: Pace, sheet: Sheet, layout: CurveLayout) -> None:
    """Two columns a week: planned, and held up to the status date."""
    _head_weeks(pace, sheet, layout)
    weeks = [week for week in pace.weeks if week.planned or week.held]
    highest = max((max(week.planned, week.held) for week in weeks), default=1)
    scale = (layout.weeks_base - layout.weeks_top - 5.0) / max(highest, 1)
    planned = [_column(week, 0.6, week.planned, scale, layout) for week in weeks if week.planned]
    held = [_column(week, 3.6, week.held, scale, layout) for week in weeks if week.held]
    sheet.boxes(planned, tokens.PLAN_FILL, edge=tokens.PLAN_TEXT, line=0.6, name="week planned", z=2)
    sheet.boxes(held, tokens.DONE, name="week held", z=2.2)
    ends = [(layout.axis.left, layout.weeks_base), (layout.axis.right, layout.weeks_base)]
    sheet.lines([ends], tokens.INK_SOFT, 0.8, z=5)
    middles = sorted((left + right) / 2 for left, _, right, _ in (*planned, *held))
    closest = min((after - before for before, after in pairwise(middles)), default=layout.axis.right)
    if closest >= typesetting.width(str(highest), _COUNT.size, "semibold") + 0.4:
        days = [pace.edition.status_date, *([pace.deadline.last_day] if pace.deadline else [])]
        _number_columns(weeks, sheet, layout, scale, [layout.after(day) for day in days])


def _column(week: WeekCount, offset: float, count: int, scale: float, layout: CurveLayout) -> Box:
    left = layout.axis.x(week.monday) + offset * layout.axis.per_day
    right = left + 2.7 * layout.axis.per_day
    return max(left, layout.axis.left), layout.weeks_base - count * scale, right, layout.weeks_base


def _number_columns(
    weeks: list[WeekCount], sheet: Sheet, layout: CurveLayout, scale: float, uprights: Sequence[float]
) -> None:
    held = replace(_COUNT, color=tokens.DONE, face="semibold")
    planned = replace(_COUNT, color=tokens.PLAN_TEXT)
    for week in weeks:
        for offset, count, style in ((0.6, week.planned, planned), (3.6, week.held, held)):
            left, top, right, _ = _column(week, offset, count, scale, layout)
            if count:
                _number_column((left + right) / 2, top - 1.9, str(count), style, sheet, uprights)


def _number_column(
    x: float, y: float, words: str, style: TextStyle, sheet: Sheet, uprights: Sequence[float]
) -> None:
    """A number above its column; the line of the status date or of the deadline gives way to it."""
    half = typesetting.width(words, style.size, style.face) / 2 + 0.4
    if any(abs(x - line) < half for line in uprights):
        sheet.boxes([(x - half, y - 1.4, x + half, y + 1.4)], tokens.PAPER, name="gap in line", z=6.4)
    sheet.text(x, y, words, style, name="week count")


def _head_weeks(pace: Pace, sheet: Sheet, layout: CurveLayout) -> None:
    x, y = layout.axis.left, layout.weeks_top - 2.6
    soft = TextStyle(tokens.LABEL, tokens.INK_SOFT)
    for words, style in (
        (f"Số đại hội {pace.level_name} mỗi tuần:", soft),
        ("kế hoạch", replace(soft, color=tokens.PLAN_TEXT, face="semibold")),
        ("đã tổ chức", replace(soft, color=tokens.DONE, face="semibold")),
    ):
        sheet.text(x, y, words, style, name="weeks heading")
        x += typesetting.width(words, style.size, style.face) + 2.4
