"""The days that are not counted, and weekend days that are: what the workbook's formulas count by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from xlsxwriter.worksheet import Worksheet

from daihoi.domain.assessment import Assessment
from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.spans import ONE_DAY
from reports import tokens
from reports.office import live
from reports.office.document import plain
from reports.office.gantt_rows import GanttRow

if TYPE_CHECKING:
    from reports.office.workbook import Book

NAME = "Ngày nghỉ"
FIRST_ROW = 4
SPARE_ROWS = 20
"""Blank rows inside the named ranges, for days that are decided later."""

_SATURDAY = 5
_MARGIN = timedelta(days=366)


def write(made: Book, sheet: Worksheet, assessment: Assessment, rows: Sequence[GanttRow]) -> list[date]:
    """Two lists: weekdays off, with their names, and weekend days worked; returns the first."""
    calendar = assessment.campaign.working_calendar
    days = list(_days(calendar, rows, assessment.status_date))
    off = [day for day in days if day.weekday() < _SATURDAY and not calendar.is_working_day(day)]
    worked = [day for day in days if day.weekday() >= _SATURDAY and calendar.is_working_day(day)]
    title = made.look(bold=True, font_size=14)
    sheet.write_string(0, 0, "Ngày nghỉ và ngày làm bù", title)
    note = made.look(italic=True, font_size=10, font_color=tokens.INK_SOFT)
    sheet.write_string(1, 0, "Thứ Bảy, Chủ nhật không cần ghi. Sửa ở đây, các ô «Còn» tính lại ngay.", note)
    for column, text in ((0, "Ngày nghỉ"), (1, "Tên ngày nghỉ"), (3, "Ngày làm bù")):
        sheet.write_string(FIRST_ROW - 1, column, text, made.head())
    look = made.look(num_format="dd/mm/yyyy", align="center", border=1, border_color=tokens.RULE)
    text = made.look(border=1, border_color=tokens.RULE)
    for place, day in enumerate(off):
        sheet.write_datetime(FIRST_ROW + place, 0, day, look)
        sheet.write_string(FIRST_ROW + place, 1, plain(calendar.days_off.get(day, "Tạm nghỉ")), text)
    for place, day in enumerate(worked):
        sheet.write_datetime(FIRST_ROW + place, 3, day, look)
    for name, letter, count in ((live.OFF_NAME, "A", len(off)), (live.WORKED_NAME, "D", len(worked))):
        last = FIRST_ROW + count + SPARE_ROWS
        made.file.define_name(name, f"='{NAME}'!${letter}${FIRST_ROW + 1}:${letter}${last}")
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 40)
    sheet.set_column(3, 3, 14)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.repeat_rows(FIRST_ROW - 1)
    made.set_print(sheet, is_landscape=False)
    return off


def _days(calendar: WorkCalendar, rows: Sequence[GanttRow], status: date) -> Iterator[date]:
    """The campaign's days and a year around them, as far as the calendar goes."""
    day = max(min(status, *(row.baseline.start for row in rows)) - _MARGIN, calendar.first)
    last = min(max(status, *(row.current.last_day for row in rows)) + _MARGIN, calendar.last)
    while day <= last:
        yield day
        day += ONE_DAY
