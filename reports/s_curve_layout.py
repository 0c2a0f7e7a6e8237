"""Where the panels of the S-curve page lie, and how counts become heights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from daihoi.domain.results import DailyCount, Pace
from daihoi.domain.spans import ONE_DAY
from reports.shapes import Point
from reports.sheet import Sheet
from reports.timeline import TimeAxis

HEADROOM = 1.07
_LEFT, _FIGURES_WIDTH, _GUTTER = 12.0, 58.0, 9.0
_WEEKS_SHARE, _BETWEEN = 0.26, 9.0


@dataclass(frozen=True)
class CurveLayout:
    """Positions in millimetres.

    Attributes:
        axis: the days shown, shared by both panels.
        top: upper edge of the curve panel.
        base: its lower edge, the count 0.
        total: the count that all congresses make; at least 1.
        weeks_top: upper edge of the panel of weeks.
        weeks_base: its lower edge.
        figures: left end of the column of key figures.
    """

    axis: TimeAxis
    top: float
    base: float
    total: int
    weeks_top: float
    weeks_base: float
    figures: float

    def y(self, count: float) -> float:
        """Height of a count on the curve panel."""
        return self.base - (self.base - self.top) * count / (self.total * HEADROOM)

    def after(self, day: date) -> float:
        """Where a day ends, not beyond the axis."""
        return self.axis.clipped(day + ONE_DAY)

    def stairs(self, curve: DailyCount, until: date) -> list[Point]:
        """A cumulative count up to the end of ``until``; it rises at the end of each day."""
        points: list[Point] = [(self.axis.left, self.y(0))]
        for day, count in zip(curve.days, curve.counts, strict=True):
            if day <= until:
                points += [(self.after(day), points[-1][1]), (self.after(day), self.y(count))]
        return [*points, (max(self.after(until), points[-1][0]), points[-1][1])]


def lay_out(pace: Pace, sheet: Sheet, top: float, lowest: float) -> CurveLayout:
    """Two panels above each other on the left, key figures on the right."""
    axis = time_axis(pace, sheet)
    weeks_height = (lowest - top) * _WEEKS_SHARE
    base = lowest - weeks_height - _BETWEEN
    total = max(pace.count.total, 1)
    return CurveLayout(axis, top, base, total, lowest - weeks_height, lowest, axis.right + _GUTTER)


def time_axis(pace: Pace, sheet: Sheet) -> TimeAxis:
    """The days that the page shows, to the left of the key figures."""
    return TimeAxis(*period(pace), sheet.left + _LEFT, sheet.right - _FIGURES_WIDTH - _GUTTER)


def period(pace: Pace) -> tuple[date, date]:
    """First day and exclusive end: all that was planned and held, the status date, the deadline."""
    days = [*pace.count.planned_curve.days, *pace.count.held_curve.days, pace.edition.status_date]
    days += [pace.deadline.last_day] if pace.deadline else []
    first, last = min(days), max(days)
    margin = timedelta(days=max(5, (last - first).days // 14))
    return first - timedelta(days=4), last + margin


def count_ticks(total: int) -> list[int]:
    """Round counts from 0 on, and the total; none so near the total that labels would touch."""
    step = next(s for n in range(9) for s in (10**n, 2 * 10**n, 5 * 10**n) if total / s <= 6)
    return [count for count in range(0, total, step) if total - count > 0.055 * total] + [total]


def required_line(pace: Pace, layout: CurveLayout) -> list[Point]:
    """From what is held at the status date to the total at the deadline; empty when nothing is required."""
    if pace.deadline is None or pace.count.required_per_day is None:
        return []
    now = (layout.after(pace.edition.status_date), layout.y(pace.count.held))
    return [now, (layout.after(pace.deadline.last_day), layout.y(pace.count.total))]
