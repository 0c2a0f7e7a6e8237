"""The days of a congress calendar: how full each is, what is known of it, and what is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from daihoi.domain.congress_calendar import CalendarDay, CongressCalendar
from reports import tokens, typesetting
from reports.calendar_layout import MONTH_TITLE, WEEKDAYS, Month, last_of
from reports.shapes import Box
from reports.sheet import DOTTED, Sheet, TextStyle

HELD_FILLS = ("#CFE0F0", "#A9C7E4", "#6F9DC8", "#1F4E79")
EXPECTED_FILLS = ("#FBEBD3", "#F6D3A5", "#EDB367", "#D98A2B")
"""From few to many congresses; luminance falls step by step, so that a grey print still reads."""

HOLIDAY_EDGE = "#C9756B"
PAUSE_EDGE, PAUSE_FILL = "#8A94A0", "#ECEEF1"
_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_MONTH = TextStyle(tokens.FINDING, face="semibold")
_SUM = TextStyle(tokens.HEADING, tokens.INK_SOFT, align="right")
_WEEKDAY = TextStyle(tokens.TICK, tokens.INK_SOFT, align="center")
_DAY = TextStyle(tokens.SMALLEST, tokens.INK_SOFT)
_COUNT = 9.0
_BESIDE_DAY = 2.1
"""Air left and right of the two words at the top of a day, and between them."""
_MIDDLE, _DARK = 2, 3
"""From these fills on, soft ink and any ink cannot be read."""


def draw_month(calendar: CongressCalendar, month: Month, thresholds: Sequence[int], sheet: Sheet) -> None:
    """Title with the month's sum, weekdays, and every day."""
    left, top, right, _ = month.box
    label = f"Tháng {month.first.month:02d}/{month.first.year}"
    sheet.text(left, top + MONTH_TITLE / 2, label, _MONTH, name="month")
    room = right - left - typesetting.width(label, _MONTH.size, "semibold") - 3
    words = typesetting.shorten(_sum_of(calendar, month), room, _SUM.size)
    sheet.text(right, top + MONTH_TITLE / 2 + 0.4, words, _SUM, name="month sum")
    for place, weekday in enumerate(_WEEKDAYS):
        x = left + (place + 0.5) * month.day_width
        sheet.text(x, top + MONTH_TITLE + WEEKDAYS / 2, weekday, _WEEKDAY, name="weekday")
    _draw_ground(calendar, month, sheet)
    for day in month.days():
        _draw_day(day, calendar.days.get(day, CalendarDay()), month.cell(day), thresholds, sheet)
    _draw_frames(calendar, month, sheet)


def shade(count: int, thresholds: Sequence[int]) -> int:
    """Which of the four fills a count has."""
    return sum(count >= threshold for threshold in thresholds)


def thresholds_of(calendar: CongressCalendar) -> tuple[int, int, int]:
    """From how many congresses on the second, third and fourth fill begin; whole and increasing."""
    most = max((day.total for day in calendar.days.values()), default=0)
    second = max(2, round(most * 0.25))
    third = max(second + 1, round(most * 0.5))
    return second, third, max(third + 1, round(most * 0.75))


def is_paused(calendar: CongressCalendar, day: date) -> bool:
    """Whether congresses are suspended on a day."""
    return any(pause.first <= day < pause.until for pause in calendar.suspensions)


def _sum_of(calendar: CongressCalendar, month: Month) -> str:
    """What opens in the month, so that a congress of several days counts once."""
    days = [calendar.days[day] for day in month.days() if day in calendar.days]
    opening, planned = sum(day.opening for day in days), sum(day.opening_planned for day in days)
    if not opening and not planned:
        return "không có đại hội"
    words = f"{tokens.number(opening)} đại hội"
    return words if opening == planned else f"{words} (kế hoạch {tokens.number(planned)})"


def _draw_ground(calendar: CongressCalendar, month: Month, sheet: Sheet) -> None:
    """Weekends, days off and suspensions behind the days."""
    cells = [(day, _inner(month.cell(day))) for day in month.days()]
    off: Mapping[date, str] = calendar.days_off
    weekend = [box for day, box in cells if day.weekday() >= 5 and day not in off]
    sheet.boxes(weekend, "#EEF0F3", name="weekend", z=0.4)
    rest = [box for day, box in cells if day not in off and day.weekday() < 5]
    sheet.boxes(rest, tokens.PAPER, edge=tokens.HAIR, line=0.6, z=0.4)
    holidays = [box for day, box in cells if day in off]
    sheet.boxes(holidays, tokens.DAY_OFF, edge=HOLIDAY_EDGE, line=0.7, name="day off", z=0.5)
    paused = [box for day, box in cells if is_paused(calendar, day)]
    sheet.boxes(paused, PAUSE_FILL, edge=PAUSE_EDGE, hatch="///", name="suspended", z=0.6)
    sheet.boxes([(a + 0.3, t + 0.3, a + 3.4, t + 2.9) for a, t, _, _ in paused], PAUSE_FILL, z=0.7)


def _draw_day(day: date, found: CalendarDay, cell: Box, thresholds: Sequence[int], sheet: Sheet) -> None:
    left, top, right, bottom = _inner(cell)
    level = shade(found.total, thresholds)
    if found.held or found.inferred:
        sheet.boxes([(left, top, right, bottom)], HELD_FILLS[level], name="held", z=1)
    elif found.expected:
        fill = EXPECTED_FILLS[level]
        box = (left + 0.3, top + 0.3, right - 0.3, bottom - 0.3)
        sheet.boxes([box], fill, edge=tokens.PLAN_TEXT, line=0.8, dash=DOTTED, name="expected", z=1)
    is_dark = bool(found.held or found.inferred) and level == _DARK
    color = tokens.PAPER if is_dark else tokens.INK if found.total and level >= _MIDDLE else tokens.INK_SOFT
    sheet.text(left + 0.7, top + 1.5, str(day.day), TextStyle(_DAY.size, color), name="day")
    if found.total:
        ink = tokens.PAPER if is_dark else tokens.INK
        face = "bold" if found.held or found.inferred else "italic"
        style = TextStyle(_COUNT, ink, face)  # type: ignore[arg-type]  # the ternary widens the literal to str
        words = str(found.total) + ("°" if found.inferred else "")
        sheet.text(left + 0.8, bottom - 1.9, words, style, name="count")
    if found.planned != found.total and not (found.total and found.opening == found.opening_planned):
        plain = tokens.INK if level >= _MIDDLE and found.total else tokens.PLAN_TEXT
        style = TextStyle(_DAY.size, tokens.PAPER if is_dark else plain, align="right")
        beside = right - left - typesetting.width(str(day.day), _DAY.size) - _BESIDE_DAY
        words = f"kh {found.planned}"
        fits = typesetting.width(words, _DAY.size) <= beside
        sheet.text(right - 0.6, top + 1.5, words if fits else str(found.planned), style, name="planned")


def _draw_frames(calendar: CongressCalendar, month: Month, sheet: Sheet) -> None:
    """Clashes, deadlines and the status date as frames around days."""
    clashing = [day for day in month.days() if day in calendar.days and calendar.days[day].clashes]
    boxes = [_inner(month.cell(day)) for day in clashing]
    sheet.boxes(boxes, "none", edge=tokens.CRITICAL, line=1.5, name="clash", z=3)
    corners = [[(b - 2.4, d), (b, d - 2.4), (b, d)] for _, _, b, d in boxes]
    sheet.polygons(corners, tokens.CRITICAL, name="clash corner", z=3.1)
    due = [d.last_day for _, d in calendar.deadlines if month.first <= d.last_day <= last_of(month.first)]
    for day in due:
        _, top, right, bottom = _inner(month.cell(day))
        sheet.lines([[(right, top), (right, bottom)]], tokens.DEADLINE, 2.4, name="deadline", z=4)
    status = calendar.edition.status_date
    if month.first <= status <= last_of(month.first):
        sheet.boxes([_inner(month.cell(status))], "none", edge=tokens.STATUS, line=1.9, name="status", z=5)


def _inner(cell: Box) -> Box:
    left, top, right, bottom = cell
    return left + 0.25, top + 0.25, right - 0.25, bottom - 0.25
