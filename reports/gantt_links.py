"""Arrows between the rows of a unit Gantt. A link that nothing waits for any more is left out."""

from __future__ import annotations

from daihoi.domain.results import ActivityRow, RowLink, UnitPlan
from daihoi.domain.structure import LinkType
from reports import tokens
from reports.gantt_layout import BAR, GanttLayout, rows_of
from reports.shapes import Path, Point
from reports.sheet import Sheet

_STEP, _HEAD = 0.9, 0.75


def draw_links(plan: UnitPlan, sheet: Sheet, layout: GanttLayout) -> None:
    """Unsatisfied links; those between critical activities are heavier."""
    rows = {row.code: row for row in rows_of(plan)}
    waiting = waiting_links(plan)
    for is_critical in (False, True):
        color = tokens.CRITICAL if is_critical else tokens.INK_FAINT
        shown = [
            (rows[link.predecessor], rows[link.successor], link)
            for link in waiting
            if (rows[link.predecessor].is_critical and rows[link.successor].is_critical) is is_critical
        ]
        routes = [_route(before, after, link.type, layout) for before, after, link in shown]
        sheet.lines(routes, color, 1.2 if is_critical else 0.7, name="link", z=2.6)
        sheet.polygons([_arrow_head(route) for route in routes], color, name="link head", z=4)


def waiting_links(plan: UnitPlan) -> list[RowLink]:
    """Links that still hold something back, between rows of the page."""
    codes = {row.code for row in rows_of(plan)}
    return [
        link
        for link in plan.links
        if not link.is_satisfied and link.predecessor in codes and link.successor in codes
    ]


def _route(before: ActivityRow, after: ActivityRow, kind: LinkType, layout: GanttLayout) -> Path:
    """Leaves the finish sideways or the start downwards, and enters the bar from above or below."""
    leaves_finish = kind in (LinkType.FS, LinkType.FF)
    enters_start = kind in (LinkType.FS, LinkType.SS)
    start, finish = layout.row_x[before.code]
    y, target = layout.bar_y(before), layout.bar_y(after)
    direction = 1.0 if target > y else -1.0
    entry = _inside(layout.row_x[after.code], enters_start)
    end: Point = (entry, target - direction * BAR / 2 * layout.row)
    gap = y + direction * layout.row * 0.55
    if not leaves_finish:
        leave = _inside((start, finish), at_start=True)
        return [(leave, y + direction * BAR / 2 * layout.row), (leave, gap), (entry, gap), end]
    if entry >= finish + 0.3:
        return [(finish, y), (entry, y), end]
    if finish + _STEP > layout.axis.right:
        return [(finish - _STEP, y), (finish - _STEP, gap), (entry, gap), end]
    return [(finish, y), (finish + _STEP, y), (finish + _STEP, gap), (entry, gap), end]


def _inside(reach: tuple[float, float], at_start: bool) -> float:
    """A point just inside one end of a bar, not beyond its middle."""
    step = min(_STEP, (reach[1] - reach[0]) / 2)
    return reach[0] + step if at_start else reach[1] - step


def _arrow_head(route: Path) -> Path:
    (_, before), (x, y) = route[-2], route[-1]
    back = -_HEAD if y > before else _HEAD
    return [(x, y), (x - _HEAD * 0.85, y + back * 1.2), (x + _HEAD * 0.85, y + back * 1.2)]
