"""Where the months, weeks and days of a congress calendar lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daihoi.domain.congress_calendar import CongressCalendar
from daihoi.domain.spans import ONE_DAY
from reports import tokens
from reports.shapes import Box
from reports.sheet import Sheet

MONTHS_ON_A4, MONTHS_ON_A3 = 9, 16
PANEL_WIDTH, PANEL_GAP = 62.0, 7.0
MONTH_TITLE, WEEKDAYS = 6.4, 4.6
_ACROSS_A4, _ACROSS_A3 = 3, 4
_IN_PAIRS = (2, 4)
_GAP_X, _GAP_Y = 6.0, 3.0
_HIGHEST_DAY = 10.5


@dataclass(frozen=True)
class Month:
    """One month of the page.

    Attributes:
        first: its first day.
        box: left, top, right, bottom.
        day_width: width of a day.
        day_height: height of a week.
    """

    first: date
    box: Box
    day_width: float
    day_height: float

    def days(self) -> Iterator[date]:
        """Every day of the month."""
        day = self.first
        while day.month == self.first.month:
            yield day
            day += ONE_DAY

    def cell(self, day: date) -> Box:
        """The box of a day; weeks begin on Monday."""
        week = (day.day - 1 + self.first.weekday()) // 7
        left = self.box[0] + day.weekday() * self.day_width
        top = self.box[1] + MONTH_TITLE + WEEKDAYS + week * self.day_height
        return left, top, left + self.day_width, top + self.day_height


def months_shown(calendar: CongressCalendar) -> list[date]:
    """First days of the months in which something is planned, held, expected or suspended, in order.

    The month of the status date is shown between them, and alone when there is nothing else.
    """
    days = list(calendar.days)
    for pause in calendar.suspensions:
        days += [pause.first + n * ONE_DAY for n in range((pause.until - pause.first).days)]
    status = calendar.edition.status_date
    if not days or min(days) <= status <= max(days):
        days.append(status)
    return sorted({day.replace(day=1) for day in days})


def page_size(months: Sequence[date]) -> tuple[float, float]:
    """A4 for up to 9 months, else A3."""
    return tokens.A4_LANDSCAPE if len(months) <= MONTHS_ON_A4 else tokens.A3_LANDSCAPE


def split(months: Sequence[date]) -> list[Sequence[date]]:
    """The months of each page."""
    return [months[start : start + MONTHS_ON_A3] for start in range(0, len(months), MONTHS_ON_A3)]


def lay_out(months: Sequence[date], sheet: Sheet, top: float, lowest: float) -> list[Month]:
    """Months in rows of three (A3: four) left of the panel of words, as large as there is room for.

    Two and four months stand in rows of two: so no row is nearly empty.
    """
    across = _ACROSS_A4 if len(months) <= MONTHS_ON_A4 else _ACROSS_A3
    across = 2 if len(months) in _IN_PAIRS else across
    bands = [months[start : start + across] for start in range(0, len(months), across)]
    weeks = [max(weeks_of(month) for month in band) for band in bands]
    right = sheet.right - PANEL_WIDTH - PANEL_GAP
    breadth = (right - sheet.left - (across - 1) * _GAP_X) / across
    above = MONTH_TITLE + WEEKDAYS
    height = min(_HIGHEST_DAY, (lowest - top - len(bands) * above - (len(bands) - 1) * _GAP_Y) / sum(weeks))
    placed = []
    for band, lines in zip(bands, weeks, strict=True):
        bottom = top + above + lines * height
        for place, first in enumerate(band):
            left = sheet.left + place * (breadth + _GAP_X)
            placed.append(Month(first, (left, top, left + breadth, bottom), breadth / 7, height))
        top = bottom + _GAP_Y
    return placed


def weeks_of(month: date) -> int:
    """How many weeks, from Monday on, the days of a month lie in."""
    return (last_of(month).day - 1 + month.replace(day=1).weekday()) // 7 + 1


def last_of(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1) - ONE_DAY
