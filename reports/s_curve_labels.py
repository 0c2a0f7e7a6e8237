"""Labels at the curves themselves, so that the S-curve needs no legend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from daihoi.domain.results import Pace
from reports import tokens
from reports.labels import LabelPlacer, Place
from reports.s_curve_layout import CurveLayout, required_line
from reports.shapes import Path, Point, pointer
from reports.sheet import Sheet, TextStyle

_ALONG_PLAN = (0.3, 0.4, 0.5, 0.6, 0.7, 0.2, 0.8, 0.1)
_ALONG_REQUIRED = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
_DIRECT = 9.0


def draw_labels(pace: Pace, curves: Sequence[Path], sheet: Sheet, layout: CurveLayout) -> None:
    """Names the curves, the total, the gap at the status date, and the pace that is required."""
    limits = (layout.axis.left, layout.top, layout.axis.right, layout.base)
    placer = LabelPlacer(sheet, limits, [*curves, *_uprights(pace, layout), _total_line(layout)])
    _label_total(pace, placer, layout)
    _label_held(pace, placer, layout)
    _label_gap(pace, placer, sheet, layout)
    _label_plan(pace, placer, layout)
    _label_required(pace, placer, layout)


def _uprights(pace: Pace, layout: CurveLayout) -> list[Path]:
    days: list[date] = [pace.edition.status_date]
    days += [pace.deadline.last_day] if pace.deadline else []
    return [[(layout.after(day), layout.top), (layout.after(day), layout.base)] for day in days]


def _total_line(layout: CurveLayout) -> Path:
    y = layout.y(layout.total)
    return [(layout.axis.left, y), (layout.axis.right, y)]


def _label_total(pace: Pace, placer: LabelPlacer, layout: CurveLayout) -> None:
    words = f"Toàn bộ {pace.count.total} {pace.level_name}"
    y, left, right = layout.y(layout.total) - 2.6, layout.axis.left, layout.axis.right
    places = [Place(left + 1.0 + part * (right - left), y, "left") for part in (0.0, 0.1, 0.2, 0.4, 0.6)]
    placer.put([(words, TextStyle(tokens.LABEL, tokens.INK_SOFT))], places)


def _label_held(pace: Pace, placer: LabelPlacer, layout: CurveLayout) -> None:
    x, y = layout.after(pace.edition.status_date), layout.y(pace.count.held)
    words = f"Đã tổ chức {pace.count.held}"
    places = [
        *_around((x, y), 2.6, 4.8),
        *_around((x, y), 2.6, 8.5),
        *_around((x, y), 2.6, 16.0),
        *_around((x, y), 2.6, 24.0),
        # Beside a curve that rises steeply to its end only the room further left is free.
        *(Place(x - back, y + away, "right") for back in (10.0, 20.0, 32.0, 46.0) for away in (4.8, -4.8)),
    ]
    placer.put([(words, TextStyle(tokens.FINDING, tokens.DONE, "bold"))], places)


def _label_gap(pace: Pace, placer: LabelPlacer, sheet: Sheet, layout: CurveLayout) -> None:
    """A line from held to planned at the status date; an arrow tip shows how far there is to catch up."""
    gap = pace.count.planned - pace.count.held
    if not gap:
        return
    x = layout.after(pace.edition.status_date)
    y_held, y_planned = layout.y(pace.count.held), layout.y(pace.count.planned)
    color = tokens.CRITICAL if gap > 0 else tokens.GOOD
    if abs(y_held - y_planned) > 3.0:
        sheet.lines([[(x, y_held), (x, y_planned)]], color, 2.2, name="gap", z=6.5)
    if y_held - y_planned > 3.0:
        sheet.polygons([[(a, 2 * y_planned - b) for a, b in pointer(x, y_planned, 2.2)]], color, z=7)
    words = f"{'chậm' if gap > 0 else 'vượt'} {abs(gap)} so với kế hoạch"
    upper, middle = (x, min(y_held, y_planned)), (x, (y_held + y_planned) / 2)
    offsets = (4.5, 8.0, 12.0, 16.0)
    places = [Place(x - 2.6, upper[1] - offset, "right") for offset in offsets]
    places += [Place(x + 2.6, upper[1] - offset, "left") for offset in offsets]
    places += _around(middle, 2.6, 0.0)
    placer.put([(words, TextStyle(_DIRECT, color, "semibold"))], places)


def _label_plan(pace: Pace, placer: LabelPlacer, layout: CurveLayout) -> None:
    curve, total = pace.count.planned_curve, pace.count.total
    points: list[Point] = []
    for share in _ALONG_PLAN:
        reached = (n for n, count in enumerate(curve.counts) if count >= total * share)
        place = next(reached, None)
        if place is not None:
            points.append((layout.after(curve.days[place]), layout.y(curve.counts[place])))
    if points:
        places = [Place(x - 2.5, y - 1.2, "right") for x, y in points]
        places += [Place(x + 2.5, y + 4.0, "left") for x, y in points]
        # A plan of one day rises at once: then there is room only half-way up.
        places += [Place(x - 2.5, (y + layout.base) / 2, "right") for x, y in points]
        places += [Place(x + 2.5, (y + layout.base) / 2, "left") for x, y in points]
        placer.put([("Kế hoạch", TextStyle(_DIRECT, tokens.PLAN_TEXT, "semibold"))], places)


def _label_required(pace: Pace, placer: LabelPlacer, layout: CurveLayout) -> None:
    line = required_line(pace, layout)
    if not line or pace.count.required_per_day is None:
        return
    words = f"cần {tokens.number(pace.count.required_per_day, 2)} mỗi ngày làm việc"
    style = TextStyle(tokens.LABEL, tokens.CRITICAL, "semibold")
    caution = TextStyle(tokens.NUMBER, tokens.CRITICAL)
    (x0, y0), (x1, y1) = line
    points = [(x0 + part * (x1 - x0), y0 + part * (y1 - y0)) for part in _ALONG_REQUIRED]
    places = [Place(x + 2.5, y + drop, "left") for drop in (3.5, 8.0, 14.0) for x, y in points]
    places += [Place(x - 2.5, y - 7.0, "right") for x, y in points]
    places += [Place(x0 - 2.5, y0 + drop, "right") for drop in (14.0, 20.0, 28.0, 40.0)]
    places += [Place(x0 - 2.5, y0 - rise, "right") for rise in (16.0, 24.0, 32.0)]
    placer.put([(words, style), ("mức phải đạt, không phải dự báo", caution)], places)


def _around(point: Point, aside: float, away: float) -> list[Place]:
    """Right below, left below, right above, left above."""
    x, y = point
    return [
        Place(x + aside, y + away, "left"),
        Place(x - aside, y + away, "right"),
        Place(x + aside, y - away, "left"),
        Place(x - aside, y - away, "right"),
    ]
