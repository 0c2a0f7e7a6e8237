"""The Gantt sheet: units and activities, their dates, and bars over weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from daihoi.domain.assessment import Assessment
from reports import tokens
from reports.office import live
from reports.office.document import plain
from reports.office.gantt_bars import add_bars, add_state_colours
from reports.office.gantt_columns import (
    AT,
    COLUMNS,
    FIRST_ROW,
    FIRST_WEEK,
    FOLDED,
    HEAD_ROW,
    MONTH_ROW,
    NOTE_ROW,
    OFF_ROW,
    TITLE_ROW,
    WEEK_WIDTH,
    GanttTable,
)
from reports.office.gantt_lines import (
    DEEPEST,
    OPEN_DEPTH,
    Looks,
    days_left,
    height,
    looks_of,
    serial,
    write_activity,
    write_dates,
    write_unit,
)
from reports.office.gantt_rows import GanttRow
from reports.workbook_page import A3

if TYPE_CHECKING:
    from reports.office.workbook import Book

NAME = "Gantt"
_WEEK = timedelta(days=7)
_LEGEND = (
    "Xanh đậm: đã làm. Xanh nhạt: còn lại. Đỏ: quá hạn, đại hội sau hạn. Cam: đại hội dự kiến. "
    "Xám: kế hoạch. Nền hồng: tuần nghỉ lễ. Vạch đen: tuần của ngày chốt; vạch đỏ: hạn đại hội. "
    "Bấm + ở lề trái, lề trên để mở thêm."
)


def write(made: Book, sheet: Worksheet, assessment: Assessment, rows: Sequence[GanttRow]) -> GanttTable:
    """Fills the sheet; tells where its rows lie."""
    weeks = _weeks(rows, assessment.status_date)
    _write_heads(made, sheet, weeks)
    looks: dict[tuple[int, bool], Looks] = {}
    for place, row in enumerate(rows):
        at, key = FIRST_ROW + place, (row.depth, row.is_unit)
        look = looks[key] = looks.get(key) or looks_of(made, row)
        write_dates(sheet, at, row, look)
        left = days_left(assessment, row)
        if row.is_unit:
            write_unit(sheet, at, row, left, _congress_row(rows, place), look)
        else:
            write_activity(sheet, at, row, left, look)
        _set_outline(sheet, at, row, rows[place + 1] if place + 1 < len(rows) else None)
    last = FIRST_ROW + len(rows) - 1
    add_bars(made, sheet, last, len(weeks))
    add_state_colours(made, sheet, last)
    _check_entries(sheet, last)
    _set_view(made, sheet, last, len(weeks))
    return GanttTable(NAME, FIRST_ROW, last)


def _weeks(rows: Sequence[GanttRow], status: date) -> list[date]:
    """Mondays from the first day to the last, one week to spare at the end."""
    first = min(status, *(min(row.baseline.start, row.current.start) for row in rows))
    last = max(status, *(max(row.baseline.last_day, row.current.last_day) for row in rows))
    monday = first - timedelta(days=first.weekday())
    return [monday + n * _WEEK for n in range((last - monday).days // 7 + 2)]


def _congress_row(rows: Sequence[GanttRow], place: int) -> int:
    """The sheet row of the congress that belongs to the unit's line at ``place``."""
    return FIRST_ROW + next(n for n in range(place + 1, len(rows)) if rows[n].is_congress)


def _write_heads(made: Book, sheet: Worksheet, weeks: Sequence[date]) -> None:
    title = f"Tiến độ chuẩn bị đại hội: {plain(made.facts.unit.name)}"
    sheet.write_string(TITLE_ROW, 0, title, made.look(bold=True, font_size=14))
    soft = made.look(italic=True, font_size=9, font_color=tokens.INK_SOFT)
    sheet.write_string(NOTE_ROW, 0, "Ngày chốt:", soft)
    day = made.look(num_format="dd/mm/yyyy", bold=True, align="left")
    value = serial(made.facts.edition.status_date)
    sheet.write_formula(NOTE_ROW, 1, f"={live.STATUS_NAME}", day, value)
    sheet.write_string(NOTE_ROW, 2, _LEGEND, soft)
    for place, column in enumerate(COLUMNS):
        sheet.merge_range(MONTH_ROW, place, HEAD_ROW, place, column.title, made.head())
    monday = made.look(
        num_format="dd/mm", rotation=90, align="center", font_size=8, border=1, border_color=tokens.RULE
    )
    for place, week in enumerate(weeks):
        at, name = FIRST_WEEK + place, xl_col_to_name(FIRST_WEEK + place)
        sheet.write_datetime(HEAD_ROW, at, week, monday)
        head = f"{name}${HEAD_ROW + 1}"
        counted = f'=COUNTIFS({live.OFF_NAME},">="&{head},{live.OFF_NAME},"<="&{head}+6)'
        off = sum(week <= off_day < week + _WEEK for off_day in made.days_off)
        sheet.write_formula(OFF_ROW, at, counted, None, off)
    _write_months(made, sheet, weeks)


def _write_months(made: Book, sheet: Worksheet, weeks: Sequence[date]) -> None:
    at = FIRST_WEEK
    for (year, month), group in groupby(weeks, key=lambda week: (week.year, week.month)):
        count = len(list(group))
        # The year has no room over two weeks at an end of the chart.
        text = f"{month:02d}/{year}" if count > 2 else f"{month:02d}"
        if count > 1:
            sheet.merge_range(MONTH_ROW, at, MONTH_ROW, at + count - 1, text, made.head())
        else:
            sheet.write_string(MONTH_ROW, at, text, made.head())
        at += count


def _set_outline(sheet: Worksheet, at: int, row: GanttRow, following: GanttRow | None) -> None:
    """Folded away below the open depth; a + stands at the line above what is folded."""
    level = min(row.depth, DEEPEST)
    is_hidden = row.depth > OPEN_DEPTH
    opens = following is not None and following.depth > row.depth and following.depth > OPEN_DEPTH
    options = {"level": level, "hidden": is_hidden, "collapsed": opens}
    sheet.set_row(at, height(row), None, options)


def _check_entries(sheet: Worksheet, last: int) -> None:
    """The one column that is meant to be filled in takes dates only."""
    rule = {
        "validate": "date",
        "criteria": ">=",
        "value": date(2000, 1, 1),
        "error_title": "Ngày không hợp lệ",
        "error_message": "Ghi ngày dạng dd/mm/yyyy, hoặc để trống.",
    }
    column = AT["actual_finish"]
    sheet.data_validation(FIRST_ROW, column, last, column, rule)


def _set_view(made: Book, sheet: Worksheet, last: int, weeks: int) -> None:
    for place, column in enumerate(COLUMNS):
        options = {"level": 1, "hidden": True} if column in FOLDED else None
        sheet.set_column(place, place, column.width, None, options)
    sheet.set_column(FIRST_WEEK, FIRST_WEEK, WEEK_WIDTH, None, {"collapsed": True})
    sheet.set_column(FIRST_WEEK + 1, FIRST_WEEK + weeks - 1, WEEK_WIDTH)
    sheet.set_row(HEAD_ROW, 34)
    sheet.set_row(OFF_ROW, None, None, {"hidden": True})
    sheet.outline_settings(True, False, True, False)
    sheet.freeze_panes(FIRST_ROW, AT["name"] + 1)
    sheet.hide_gridlines(2)
    sheet.autofilter(HEAD_ROW, 0, last, FIRST_WEEK - 1)
    sheet.repeat_rows(MONTH_ROW, HEAD_ROW)
    sheet.print_area(0, 0, last, FIRST_WEEK + weeks - 1)
    made.set_print(sheet, A3)
