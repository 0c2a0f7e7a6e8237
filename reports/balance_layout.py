"""Where the rows and panels of a line of balance lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daihoi.domain.line_of_balance import LineOfBalance
from daihoi.domain.results import DailyCount
from daihoi.domain.spans import ONE_DAY
from reports.shapes import Point
from reports.sheet import Sheet
from reports.timeline import TimeAxis

FULL = 0.76
"""Height of all units in a row of height 1."""

HIGHEST_ROW = 13.0
_TABLE, _FIGURES, _BAR_SHARE, _GAP = 62.0, 41.0, 0.42, 5.0


@dataclass(frozen=True)
class BalanceLayout:
    """Positions in millimetres.

    Attributes:
        top: upper edge of the first row.
        row: height of a row.
        rows: how many there are.
        name: left end of the names, ``name_room`` their width.
        through: right ends of the columns of figures, as are ``required`` and ``gap``.
        bar_left: where no unit lies on the scale of units; ``bar_right``: where all do.
        units: how many that are; at least 1.
        axis: the days of the panel on the right.
    """

    top: float
    row: float
    rows: int
    name: float
    name_room: float
    through: float
    required: float
    gap: float
    bar_left: float
    bar_right: float
    units: int
    axis: TimeAxis

    @property
    def bottom(self) -> float:
        """Lower edge of the last row."""
        return self.top + self.row * self.rows

    def middle(self, place: int) -> float:
        """Middle of a row."""
        return self.top + (place + 0.5) * self.row

    def base(self, place: int) -> float:
        """Where no unit lies in a row of the panel of days."""
        return self.top + (place + 1) * self.row - 0.06 * self.row

    def x(self, count: float) -> float:
        """Where a number of units lies on the scale of units."""
        return self.bar_left + (self.bar_right - self.bar_left) * count / self.units

    def stairs(self, curve: DailyCount, total: int, place: int, until: date) -> list[Point]:
        """A cumulative count up to the end of ``until``; it rises at the end of each day."""
        base, height = self.base(place), self.row * FULL
        points: list[Point] = [(self.axis.left, base)]
        for day, count in zip(curve.days, curve.counts, strict=True):
            if day <= until:
                x = self.axis.clipped(day + ONE_DAY)
                points += [(x, points[-1][1]), (x, base - height * count / max(total, 1))]
        end = max(self.axis.clipped(until + ONE_DAY), points[-1][0])
        return [*points, (end, points[-1][1])]


def lay_out(balance: LineOfBalance, sheet: Sheet, top: float, lowest: float) -> BalanceLayout:
    """Names and figures on the left, units in the middle, days on the right."""
    figures = sheet.left + _TABLE + _FIGURES
    panels = sheet.right - figures - 2 * _GAP
    bar_left = figures + _GAP
    bar_right = bar_left + panels * _BAR_SHARE
    return BalanceLayout(
        top=top,
        row=min(HIGHEST_ROW, (lowest - top) / max(len(balance.steps), 1)),
        rows=len(balance.steps),
        name=sheet.left + 1.0,
        name_room=_TABLE - 3.0,
        through=sheet.left + _TABLE + 14.0,
        required=sheet.left + _TABLE + 28.0,
        gap=figures,
        bar_left=bar_left,
        bar_right=bar_right,
        units=max(balance.units, 1),
        axis=TimeAxis(*period(balance), bar_right + 2 * _GAP, sheet.right),
    )


def period(balance: LineOfBalance) -> tuple[date, date]:
    """First day and exclusive end: all that is required or done, the status date and the deadline."""
    days = [balance.edition.status_date]
    for step in balance.steps:
        days += [*step.through_curve.days, *step.required_curve.days]
    days += [balance.deadline.last_day] if balance.deadline else []
    margin = timedelta(days=max(4, (max(days) - min(days)).days // 16))
    return min(days) - margin, max(days) + margin


def balance_line(counts: Sequence[int], layout: BalanceLayout) -> list[Point]:
    """The required counts from row to row: down inside a row, across between two."""
    points: list[Point] = []
    for place, count in enumerate(counts):
        x, half = layout.x(count), layout.row * 0.36
        points += [(x, layout.middle(place) - half), (x, layout.middle(place) + half)]
    return points
