"""Bars of a unit Gantt: workstreams, baseline, progress, float and hammocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from daihoi.domain.results import ActivityRow, UnitPlan
from reports import tokens
from reports.gantt_layout import BAR, GHOST, GanttLayout, reach, rows_of
from reports.shapes import Box, Path
from reports.sheet import DOTTED, Sheet
from reports.timeline import TimeAxis

HAMMOCK = 0.20


def draw_bars(plan: UnitPlan, sheet: Sheet, layout: GanttLayout) -> None:
    """Everything that has a length: workstreams, baseline, float, and the bars themselves."""
    rows = list(rows_of(plan))
    _draw_groups(plan, sheet, layout)
    ghosts = [_box(reach(layout.axis, row.baseline), layout.ghost_y(row), GHOST * layout.row) for row in rows]
    sheet.boxes(ghosts, tokens.BASELINE, name="baseline", z=2.0)
    _draw_float(rows, sheet, layout)
    inferred = [row for row in rows if row.is_inferred]
    known = [row for row in rows if not row.is_inferred]
    boxes = [_bar(row, layout) for row in inferred]
    sheet.boxes(boxes, tokens.PAPER, edge=tokens.DONE, line=0.9, dash=DOTTED, name="bar inferred", z=3.0)
    _draw_known([row for row in known if not row.is_critical], sheet, layout, is_critical=False)
    _draw_known([row for row in known if row.is_critical], sheet, layout, is_critical=True)
    _draw_tails(rows, sheet, layout)


def is_cut(row: ActivityRow, axis: TimeAxis) -> bool:
    """Whether the row goes on beyond the page."""
    return row.current.end > axis.end


def has_float(row: ActivityRow) -> bool:
    """Whether there is float to show."""
    return row.late_end is not None and row.late_end > row.current.end and row.percent < 100


def _draw_groups(plan: UnitPlan, sheet: Sheet, layout: GanttLayout) -> None:
    brackets = []
    for group in plan.groups:
        if group.rows:
            start = min([layout.row_x[row.code][0] for row in group.rows])
            end = max([layout.row_x[row.code][1] for row in group.rows])
            brackets.append(_bracket(start, end, layout.group_y[group.code], layout.row))
    sheet.polygons(brackets, tokens.INK_SOFT, name="group span", z=3.0)


def _bracket(start: float, end: float, y: float, row: float) -> Path:
    tip = min(1.1, (end - start) / 2)
    top, base, foot = y - 0.09 * row, y + 0.05 * row, y + 0.22 * row
    return [(start, top), (end, top), (end, foot), (end - tip, base), (start + tip, base), (start, foot)]


def _draw_float(rows: Iterable[ActivityRow], sheet: Sheet, layout: GanttLayout) -> None:
    whiskers, ends = [], []
    for row in rows:
        if row.late_end is None or not has_float(row):
            continue
        y, tick = layout.ghost_y(row), 0.11 * layout.row
        start, end = layout.axis.clipped(row.current.end), layout.axis.clipped(row.late_end)
        whiskers.append([(start, y), (end, y)])
        if layout.axis.shows(row.late_end):
            ends.append([(end, y - tick), (end, y + tick)])
    sheet.lines(whiskers, tokens.INK_SOFT, 0.8, dash=DOTTED, name="float", z=2.3)
    sheet.lines(ends, tokens.INK_SOFT, 0.9, name="float end", z=2.3)


def _draw_known(rows: Sequence[ActivityRow], sheet: Sheet, layout: GanttLayout, *, is_critical: bool) -> None:
    color = tokens.CRITICAL if is_critical else tokens.DONE
    rest = tokens.CRITICAL_REST if is_critical else tokens.REST
    kind = "critical" if is_critical else "bar"
    bars = [_bar(row, layout) for row in rows]
    remaining = [bar for row, bar in zip(rows, bars, strict=True) if row.percent < 100]
    sheet.boxes(remaining, rest, name=f"{kind} rest", z=3.0)
    if is_critical:
        sheet.boxes(remaining, "none", edge=color, hatch="////", name="critical hatch", z=3.1)
    done = [_done(row, bar, layout) for row, bar in zip(rows, bars, strict=True) if row.percent]
    sheet.boxes(done, color, name=f"{kind} done", z=3.2)
    width = 1.5 if is_critical else 0.8
    sheet.boxes(bars, "none", edge=color, line=width, name=f"{kind} edge", z=3.3)
    hooks = [hook for row in rows if row.is_hammock for hook in _hooks(row, layout)]
    sheet.polygons(hooks, color, name="hammock", z=3.3)


def _bar(row: ActivityRow, layout: GanttLayout) -> Box:
    height = HAMMOCK if row.is_hammock else BAR
    return _box(layout.row_x[row.code], layout.bar_y(row), height * layout.row)


def _done(row: ActivityRow, bar: Box, layout: GanttLayout) -> Box:
    """The done part of the whole length, cut where the page ends."""
    left, top, right, bottom = bar
    until = layout.axis.x(row.current.start) + row.current.days * layout.axis.per_day * row.percent / 100
    return left, top, right if row.percent == 100 else min(max(until, left), right), bottom


def _hooks(row: ActivityRow, layout: GanttLayout) -> list[Path]:
    left, top, right, bottom = _bar(row, layout)
    foot, tip = bottom + 0.16 * layout.row, min(1.0, (right - left) / 2)
    hooks: list[Path] = [[(left, top), (left + tip, bottom), (left, foot)]]
    return (
        hooks if is_cut(row, layout.axis) else [*hooks, [(right, top), (right - tip, bottom), (right, foot)]]
    )


def _draw_tails(rows: Iterable[ActivityRow], sheet: Sheet, layout: GanttLayout) -> None:
    tails = []
    for row in rows:
        if is_cut(row, layout.axis):
            x, y, half = layout.axis.right, layout.bar_y(row), 0.26 * layout.row
            tails.append([(x - 0.2, y - half), (x + 1.6, y), (x - 0.2, y + half)])
    sheet.polygons(tails, tokens.INK_SOFT, edge=tokens.PAPER, line=0.6, name="tail", z=7)


def _box(reach: tuple[float, float], y: float, height: float) -> Box:
    return reach[0], y - height / 2, reach[1], y + height / 2
