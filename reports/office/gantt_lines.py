"""The lines of the Gantt sheet: dates as they are, state and days left as formulas."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from daihoi.domain.assessment import Assessment
from reports import tokens
from reports.office import live
from reports.office.gantt_columns import AT, CONGRESS_MARK, NAME_WIDTH, UNIT_MARK, cell
from reports.office.gantt_rows import GanttRow

if TYPE_CHECKING:
    from reports.office.workbook import Book

OPEN_DEPTH = 1
"""How far the outline is open at first: the unit's own activities and the units directly below."""

DEEPEST = 7
"""Levels that the outline of a spreadsheet has."""

_LINE_POINTS, _SPARE_POINTS, _LETTERS, _STEP = 13, 2, 1.1, 1.5
"""Of letters of 10 points: height of a line, and of a row beyond its lines; bold letters in the width of a
digit, which columns count in; digits that a name steps in by."""

_PLANNED, _TOLD = ("plan_start", "plan_finish"), ("start", "finish", "actual_finish", "actual_start")
_DATES = (*_PLANNED, *_TOLD, "limit", "deadline")


@dataclass(frozen=True)
class Looks:
    """Formats of the cells of a line."""

    name: Format
    text: Format
    day: Format
    number: Format
    share: Format


def looks_of(made: Book, row: GanttRow) -> Looks:
    """Of a unit's line, or of an activity's; both step in with their depth."""
    fill = {"bg_color": tokens.BAND, "bold": row.depth <= OPEN_DEPTH} if row.is_unit else {}
    box = {"font_size": 10, "border": 1, "border_color": tokens.HAIR, **fill}
    return Looks(
        name=made.look(**box, indent=min(row.depth, DEEPEST), text_wrap=True),
        text=made.look(**box),
        day=made.look(**box, num_format="dd/mm/yyyy", align="center"),
        number=made.look(**box, align="center"),
        share=made.look(**box, num_format="0%", align="center"),
    )


def height(row: GanttRow) -> float:
    """Points that the name of a line takes, stepped in and broken between words."""
    room = NAME_WIDTH - _STEP * min(row.depth, DEEPEST)
    lines = len(textwrap.wrap(row.name, int(room * _LETTERS)))
    return _LINE_POINTS * max(1, lines) + _SPARE_POINTS


def write_dates(sheet: Worksheet, at: int, row: GanttRow, looks: Looks) -> None:
    """What does not change when a date is entered."""
    for key, value in _dates(row).items():
        if value is None:
            sheet.write_blank(at, AT[key], None, looks.day)
        else:
            sheet.write_datetime(at, AT[key], value, looks.day)
    sheet.write_string(at, AT["name"], row.name, looks.name)
    for key, text in (
        ("code", row.unit_code if row.is_unit else ""),
        ("branch", row.branch_code),
        ("workstream", row.workstream),
        ("level", "" if row.is_unit else row.level_name),
        ("frozen", "" if row.is_unit else live.label(row.state)),
    ):
        sheet.write_string(at, AT[key], text, looks.text)
    sheet.write_string(at, AT["mark"], _mark(row), looks.number)
    sheet.write_number(at, AT["percent"], row.percent / 100, looks.share)
    sheet.write_number(at, AT["variance"], row.variance_days, looks.number)
    if row.float_days is None:
        sheet.write_blank(at, AT["float"], None, looks.number)
    else:
        sheet.write_number(at, AT["float"], row.float_days, looks.number)


def days_left(assessment: Assessment, row: GanttRow) -> int | str:
    """Working days to the last day that keeps the deadlines; empty when over, or when there is none."""
    if row.limit is None or row.is_over:
        return ""
    calendar = assessment.campaign.working_calendar
    return live.counted_days_left(calendar, assessment.status_date, row.limit)


def write_unit(
    sheet: Worksheet, at: int, row: GanttRow, left: int | str, congress: int, looks: Looks
) -> None:
    """A unit's own line shows what the line of its congress (a sheet row) shows."""
    other = cell("actual_finish", congress)
    finish = "" if row.actual_finish is None else serial(row.actual_finish)
    sheet.write_formula(at, AT["actual_finish"], f'=IF({other}="","",{other})', looks.day, finish)
    sheet.write_formula(at, AT["state"], f"={cell('state', congress)}", looks.text, live.label(row.state))
    sheet.write_formula(at, AT["left"], f"={cell('left', congress)}", looks.number, left)
    sheet.write_blank(at, AT["is_late"], None, looks.number)


def write_activity(sheet: Worksheet, at: int, row: GanttRow, left: int | str, looks: Looks) -> None:
    """State, days left, lateness, as formulas with the values of the status date."""
    state, limit = cell("state", at), cell("limit", at)
    over = f'OR({state}="{live.DONE}",{state}="{live.UNREPORTED}")'
    formula = live.state(cell("actual_finish", at), cell("frozen", at), limit)
    sheet.write_formula(at, AT["state"], formula, looks.text, live.label(row.state))
    sheet.write_formula(at, AT["left"], live.days_left(limit, over), looks.number, left)
    if not row.is_congress:
        sheet.write_blank(at, AT["is_late"], None, looks.number)
        return
    deadline, finish = cell("deadline", at), cell("finish", at)
    is_late = f'=IF(AND({deadline}<>"",NOT({over}),{finish}>{deadline}),1,0)'
    sheet.write_formula(at, AT["is_late"], is_late, looks.number, int(row.is_late_congress))


def _dates(row: GanttRow) -> dict[str, date | None]:
    values = (
        row.baseline.start,
        row.baseline.last_day,
        row.current.start,
        row.current.last_day,
        row.actual_finish,
        row.actual_start,
        row.limit,
        row.deadline,
    )
    return dict(zip(_DATES, values, strict=True))


def _mark(row: GanttRow) -> str:
    return UNIT_MARK if row.is_unit else CONGRESS_MARK if row.is_congress else ""


def serial(day: date) -> int:
    """The number that a spreadsheet stores for a day."""
    return (day - date(1899, 12, 30)).days
