"""Days along the page: scale, ruler and shading of days off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from daihoi.domain.spans import ONE_DAY
from reports import tokens, typesetting
from reports.shapes import Box
from reports.sheet import Sheet, TextStyle

MONTH_RISE, TICK_RISE = 6.6, 3.0
RULER_HEIGHT = 9.5
TICK_GAP = 1.6
LONG_RUN_DAYS = 4
NARROWEST_WEEKEND_DAY = 0.6

_MONTH = TextStyle(tokens.MONTH, tokens.INK_SOFT, "semibold", "center")
_TICK = TextStyle(tokens.TICK, tokens.INK_SOFT, align="center")


@dataclass(frozen=True)
class TimeAxis:
    """A linear scale of days.

    Attributes:
        first: first day shown.
        end: first day not shown any more.
        left: position of the start of ``first`` in millimetres.
        right: position of the start of ``end``.
    """

    first: date
    end: date
    left: float
    right: float

    @cached_property
    def per_day(self) -> float:
        """Millimetres per day."""
        return (self.right - self.left) / (self.end - self.first).days

    @cached_property
    def _origin(self) -> int:
        return self.first.toordinal()

    def x(self, day: date) -> float:
        """Where a day starts; may lie outside the axis."""
        return self.left + (day.toordinal() - self._origin) * self.per_day

    def clipped(self, day: date) -> float:
        """Where a day starts, not beyond the ends."""
        if day <= self.first:
            return self.left
        return self.x(day) if day < self.end else self.right

    def shows(self, day: date) -> bool:
        """Whether the start of ``day`` lies on the axis, its end included."""
        return self.first <= day <= self.end


def draw_ruler(sheet: Sheet, axis: TimeAxis, top: float, bottom: float) -> None:
    """Months above, Mondays below them as dd/mm, thinned until labels cannot touch; fine lines down."""
    months = _months(axis)
    crosses = axis.first.year != months[-1][0].year
    is_first = True
    for start, end in months:
        room = axis.x(end) - axis.x(start) - 1.0
        names = _month_names(start, names_year=crosses and (is_first or start.month == 1))
        label = next((text for text in names if _month_width(text) <= room), "")
        if label:
            middle = (axis.x(start) + axis.x(end)) / 2
            sheet.text(middle, top - MONTH_RISE, label, _MONTH, name="month")
            is_first = False
    mondays = _mondays(axis)
    for day in mondays:
        sheet.text(axis.x(day), top - TICK_RISE, tokens.date_short(day), _TICK, name="tick")
    sheet.lines([[(axis.x(d), top), (axis.x(d), bottom)] for d in mondays], tokens.HAIR, 0.5, z=0.3)
    starts = [axis.x(start) for start, _ in months[1:]]
    sheet.lines([[(x, top), (x, bottom)] for x in starts], tokens.RULE, 0.8, z=0.4)


def draw_shading(
    sheet: Sheet, axis: TimeAxis, days_off: Mapping[date, str], top: float, bottom: float, *, weekends: bool
) -> None:
    """Weekends in grey and days off in rose behind everything else."""
    if weekends:
        sheet.boxes(_bands(axis, _weekends(axis), top, bottom), tokens.WEEKEND, name="weekend", z=0.1)
    shown = [day for day in sorted(days_off) if axis.first <= day < axis.end]
    sheet.boxes(_bands(axis, _runs(shown), top, bottom), tokens.DAY_OFF, name="day off", z=0.2)


def shows_weekends(axis: TimeAxis) -> bool:
    """Whether days are wide enough that weekends are seen as bands and not as a pattern."""
    return axis.per_day >= NARROWEST_WEEKEND_DAY


def long_holidays(axis: TimeAxis, days_off: Mapping[date, str]) -> list[tuple[date, date, str]]:
    """Runs of at least four days off, as first day, exclusive end and a short name."""
    shown = [day for day in sorted(days_off) if axis.first <= day < axis.end]
    return [
        (
            start,
            end,
            "Tết" if any("Tết" in name for day, name in days_off.items() if start <= day < end) else "Nghỉ",
        )
        for start, end in _runs(shown)
        if (end - start).days >= LONG_RUN_DAYS
    ]


def _months(axis: TimeAxis) -> list[tuple[date, date]]:
    months, start = [], axis.first
    while start < axis.end:
        following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        months.append((start, min(following, axis.end)))
        start = following
    return months


def _month_names(month: date, *, names_year: bool) -> list[str]:
    """Names of a month, longest first; where it is the first of a year, the year before the bare month."""
    number = f"{month.month:02d}"
    return [
        f"Tháng {number}/{month.year}",
        f"Th. {number}/{month.year}",
        f"{number}/{month.year}",
        *([str(month.year)] if names_year else []),
        # «T6» alone may be read as Friday: only where nothing longer fits.
        f"Th.{month.month}",
        f"T{month.month}",
    ]


def _month_width(text: str) -> float:
    return typesetting.width(text, tokens.MONTH, "semibold")


def _mondays(axis: TimeAxis) -> list[date]:
    """The Mondays that get a label; the ends of the axis stay free."""
    label = typesetting.width("00/00", tokens.TICK)
    step = 1
    while step * 7 * axis.per_day < label + TICK_GAP:
        step += 1
    inside = [d for d in _every_week(axis, 0) if axis.left + label / 2 <= axis.x(d) <= axis.right - label / 2]
    return inside[::step]


def _every_week(axis: TimeAxis, weekday: int) -> list[date]:
    """The days of the axis that are a Monday (0), …, a Sunday (6)."""
    first = axis.first + timedelta(days=(weekday - axis.first.weekday()) % 7)
    return [first + timedelta(days=n) for n in range(0, (axis.end - first).days, 7)]


def _weekends(axis: TimeAxis) -> list[tuple[date, date]]:
    """Saturday to Monday; may begin before the axis or end after it."""
    saturdays = [axis.first - timedelta(days=(axis.first.weekday() - 5) % 7)]
    saturdays += _every_week(axis, 5)
    return [(day, day + 2 * ONE_DAY) for day in dict.fromkeys(saturdays) if day + 2 * ONE_DAY > axis.first]


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and runs[-1][1] == day:
            runs[-1] = (runs[-1][0], day + ONE_DAY)
        else:
            runs.append((day, day + ONE_DAY))
    return runs


def _bands(axis: TimeAxis, runs: Sequence[tuple[date, date]], top: float, bottom: float) -> list[Box]:
    return [(axis.clipped(start), top, axis.clipped(end), bottom) for start, end in runs]
