"""The two panels of the overview page: burn-ups of what is counted, and the organisations' own congresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from daihoi.domain.results import CongressCount, DailyCount, Overview, OverviewRow
from daihoi.domain.spans import ONE_DAY, Span
from reports import tokens, typesetting
from reports.burnup_layout import BurnupLayout, Shown
from reports.shapes import Path, Point, diamond
from reports.sheet import DOTTED, Sheet, TextStyle
from reports.timeline import TimeAxis

FULL = 0.84
"""Height of 100 per cent in a line of height 1."""

PLANNED_SIZE, CURRENT_SIZE, ROOT_SIZE, SMALL = 3.3, 2.3, 3.8, 1.7
_AIR = 0.6


def draw_burnups(overview: Overview, shown: Shown, sheet: Sheet, layout: BurnupLayout) -> None:
    """Share held as an area, share planned as a line; a whole line is 100 per cent."""
    rows = [(row.count, base, layout.row) for row, base in zip(shown.rows, layout.bases, strict=True)]
    total_height = layout.total_base - layout.top
    rows = [(overview.total, layout.total_base, total_height), *rows]
    status = overview.edition.status_date
    rows = [row for row in rows if row[0].total]
    areas = [_area(count, base, height * FULL, layout.counted, status) for count, base, height in rows]
    plans = [_plan(count, base, height * FULL, layout.counted) for count, base, height in rows]
    tops = [[(layout.counted.left, b - h * FULL), (layout.counted.right, b - h * FULL)] for _, b, h in rows]
    sheet.lines(tops, tokens.RULE, 0.5, dash=DOTTED, name="hundred", z=1.5)
    sheet.polygons([area for area in areas if area], tokens.DONE, name="held", z=2.4)
    sheet.lines(plans, tokens.PAPER, 2.2, z=2.7)
    sheet.lines(plans, tokens.PLAN, 1.1, name="planned", z=2.8)


def draw_congresses(overview: Overview, shown: Shown, sheet: Sheet, layout: BurnupLayout) -> None:
    """Planned dates hollow; dates as they are now pale, dark once held, and red-brown after the deadline."""
    middles = [base - layout.row / 2 for base in layout.bases]
    placed = list(zip(shown.rows, middles, strict=True))
    _draw_planned([(row.congress_baseline, y) for row, y in placed], PLANNED_SIZE, sheet, layout.own)
    _draw_current(placed, CURRENT_SIZE, sheet, layout.own)
    if layout.gathered_base is not None:
        _draw_gathered(shown.gathered, sheet, layout)
    _draw_root(overview, sheet, layout)


def is_late(row: OverviewRow) -> bool:
    """Whether its own congress is, or will be at this pace, after its deadline."""
    return row.float_days is not None and row.float_days < 0


def _draw_gathered(rows: Sequence[OverviewRow], sheet: Sheet, layout: BurnupLayout) -> None:
    """Planned dates above, current ones below: many marks share the line."""
    assert layout.gathered_base is not None
    height = layout.row * 1.25
    upper, lower = layout.gathered_base - height * 0.68, layout.gathered_base - height * 0.3
    _draw_planned([(row.congress_baseline, upper) for row in rows], SMALL, sheet, layout.own)
    _draw_current([(row, lower) for row in rows], SMALL, sheet, layout.own)


def _draw_planned(placed: Iterable[tuple[Span, float]], size: float, sheet: Sheet, axis: TimeAxis) -> None:
    marks = [diamond(_middle(span, axis), y, size) for span, y in placed]
    sheet.polygons(marks, tokens.PAPER, edge=tokens.PLAN, line=1.0, name="own planned", z=3.4)


def _draw_current(
    placed: Sequence[tuple[OverviewRow, float]], size: float, sheet: Sheet, axis: TimeAxis
) -> None:
    for kind, fill, edge, wanted in (
        ("own current", tokens.REST, tokens.DONE, (False, False)),
        ("own late", tokens.CRITICAL_REST, tokens.CRITICAL, (False, True)),
        ("own held", tokens.DONE, tokens.DONE, (True, False)),
        ("own held late", tokens.CRITICAL, tokens.CRITICAL, (True, True)),
    ):
        marks = [
            diamond(_middle(row.congress_current, axis), y, size)
            for row, y in placed
            if (row.congress_held, is_late(row)) == wanted
        ]
        sheet.polygons(marks, fill, edge=edge, line=0.9, name=kind, z=3.6)


def _draw_root(overview: Overview, sheet: Sheet, layout: BurnupLayout) -> None:
    axis, y = layout.own, layout.bottom - layout.row / 2
    deadline = overview.root_deadline
    is_root_late = deadline is not None and overview.root_current.last_day > deadline.last_day
    color = tokens.CRITICAL if is_root_late else tokens.DONE
    x = _middle(overview.root_current, axis)
    planned = diamond(_middle(overview.root_baseline, axis), y, ROOT_SIZE + 0.9)
    sheet.polygons([planned], tokens.PAPER, edge=tokens.PLAN, line=1.0, name="root planned", z=5)
    fill = color if overview.root_held else tokens.CRITICAL_REST if is_root_late else tokens.REST
    sheet.polygons([diamond(x, y, ROOT_SIZE - 0.6)], fill, edge=color, line=1.2, name="root current", z=5.2)
    style = TextStyle(tokens.NUMBER, color, "semibold" if overview.root_held else "italic")
    _draw_root_date(overview, sheet, layout, (x, y), style)


def _draw_root_date(
    overview: Overview, sheet: Sheet, layout: BurnupLayout, at: Point, style: TextStyle
) -> None:
    """Beside the diamond it is the date of, on its free side; where lines run, on paper of its own."""
    x, y = at
    words = tokens.date_short(overview.root_current.start)
    breadth = typesetting.width(words, style.size, style.face)
    planned = _middle(overview.root_baseline, layout.own)
    left, right = min(x, planned) - ROOT_SIZE - breadth, max(x, planned) + ROOT_SIZE
    # The line of the root has no float of its own: a date may reach into that column.
    sides = [
        side
        for side in ((right, left) if x > planned else (left, right))
        if layout.own.left <= side <= layout.spare - breadth
    ]
    lines = [layout.own.x(day + ONE_DAY) for day in _marked_days(overview)]
    places = [side for side in sides if not any(side - _AIR < line < side + breadth + _AIR for line in lines)]
    start = [*places, *sides, layout.own.left][0]
    if not places:
        sheet.boxes(
            [(start - 0.5, y - 1.5, start + breadth + 0.5, y + 1.5)], tokens.PAPER, name="backing", z=9
        )
    sheet.text(start, y, words, style, name="root date")


def _marked_days(overview: Overview) -> list[date]:
    """Days whose lines run through the panel of the organisations' own congresses."""
    deadlines = [overview.root_deadline, *(row.deadline for row in overview.rows)]
    return [overview.edition.status_date, *(found.last_day for found in deadlines if found)]


def _middle(span: Span, axis: TimeAxis) -> float:
    return min(max((axis.x(span.start) + axis.x(span.end)) / 2, axis.left), axis.right)


def _area(count: CongressCount, base: float, full: float, axis: TimeAxis, status: date) -> Path:
    """Stairs of what was held, closed along the base line at the status date."""
    end = axis.clipped(status + ONE_DAY)
    stairs = _stairs(count.held_curve, count.total, base, full, axis, end)
    return [*stairs, (stairs[-1][0], base), (stairs[0][0], base)] if count.held else []


def _plan(count: CongressCount, base: float, full: float, axis: TimeAxis) -> Path:
    days = count.planned_curve.days
    end = axis.clipped(days[-1] + timedelta(days=4)) if days else axis.right
    return _stairs(count.planned_curve, count.total, base, full, axis, end)


def _stairs(
    curve: DailyCount, total: int, base: float, full: float, axis: TimeAxis, end: float
) -> list[Point]:
    """A count rises with the day on which it is reached, so that what is held on the last day is seen."""
    points: list[Point] = [(axis.left, base)]
    y = base
    for day, value in zip(curve.days, curve.counts, strict=True):
        x = axis.clipped(day)
        points.append((x, y))
        y = base - full * value / total
        points.append((x, y))
    return [*points, (max(end, points[-1][0]), y)]
