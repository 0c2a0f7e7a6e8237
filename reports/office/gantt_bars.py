"""The bars: conditional formats over the week columns, so that a bar moves when its dates are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reports import tokens
from reports.office import live
from reports.office.gantt_columns import (
    CONGRESS_MARK,
    FIRST_ROW,
    FIRST_WEEK,
    HEAD_ROW,
    OFF_ROW,
    UNIT_MARK,
    cell,
)

if TYPE_CHECKING:
    from reports.office.workbook import Book

MANY_DAYS_OFF = 3
"""From this many days off on, a week is tinted."""


def add_bars(made: Book, sheet: Worksheet, last_row: int, weeks: int) -> None:
    """The rules, the strongest first.

    Excel draws a line over a bar, since a fill and an edge do not exclude each other; LibreOffice follows the
    first rule alone, so the bars come before the lines of the status date and the deadline.
    """
    week = f"{xl_col_to_name(FIRST_WEEK)}${HEAD_ROW + 1}"
    for condition, look in _rules(week):
        rule = {"type": "formula", "criteria": f"={condition}", "format": made.file.add_format(look)}
        sheet.conditional_format(FIRST_ROW, FIRST_WEEK, last_row, FIRST_WEEK + weeks - 1, rule)


def add_state_colours(made: Book, sheet: Worksheet, last_row: int) -> None:
    """Lateness in the state column stands out; what is over steps back."""
    column = FIRST_WEEK
    whole = (FIRST_ROW, 0, last_row, column - 1)
    state, spare = cell("state", FIRST_ROW), cell("float", FIRST_ROW)
    for condition, look in (
        (f'{state}="{live.OVERDUE}"', {"bold": True, "font_color": tokens.CRITICAL}),
        (f"AND(ISNUMBER({spare}),{spare}<0)", {"font_color": tokens.CRITICAL}),
        (f'{state}="{live.DONE}"', {"font_color": tokens.INK_FAINT}),
    ):
        rule = {"type": "formula", "criteria": f"={condition}", "format": made.file.add_format(look)}
        sheet.conditional_format(*whole, rule)


def _rules(week: str) -> list[tuple[str, dict[str, Any]]]:
    row = FIRST_ROW
    start, finish, percent = cell("start", row), cell("finish", row), cell("percent", row)
    actual, state, mark = cell("actual_finish", row), cell("state", row), cell("mark", row)
    deadline = cell("deadline", row)
    end = f'IF({actual}<>"",{actual},{finish})'
    done_end = f'IF({actual}<>"",{actual},{start}+INT(({finish}-{start}+1)*{percent})-1)'
    inside = f'AND({start}<>"",{week}+6>={start},{week}<={end})'
    is_congress = f'OR({mark}="{CONGRESS_MARK}",{mark}="{UNIT_MARK}")'
    is_over = f'OR({state}="{live.DONE}",{state}="{live.UNREPORTED}")'
    is_done = f"OR(AND({percent}>0,{week}<={done_end}),{is_over})"
    planned = f"AND({week}+6>={cell('plan_start', row)},{week}<={cell('plan_finish', row)})"
    off = week.replace(f"${HEAD_ROW + 1}", f"${OFF_ROW + 1}")
    return [
        (f"AND({inside},{is_congress},{is_over})", _fill(tokens.DONE)),
        (f'AND({inside},{is_congress},{deadline}<>"",{end}>{deadline})', _fill(tokens.CRITICAL)),
        (f"AND({inside},{is_congress})", _fill(tokens.PLAN)),
        (f"AND({inside},{is_done})", _fill(tokens.DONE)),
        (f'AND({inside},{state}="{live.OVERDUE}")', _fill(tokens.CRITICAL)),
        (f"AND({inside},ISNUMBER({cell('float', row)}),{cell('float', row)}<0)", _fill(tokens.CRITICAL_REST)),
        (inside, _fill(tokens.REST)),
        (planned, {"pattern": 6, "fg_color": tokens.BASELINE, "bg_color": tokens.PAPER}),
        (f"AND({week}<={live.STATUS_NAME},{week}+7>{live.STATUS_NAME})", _edge("left", tokens.STATUS)),
        (f'AND({deadline}<>"",{week}<={deadline},{week}+7>{deadline})', _edge("right", tokens.DEADLINE)),
        (f"{off}>={MANY_DAYS_OFF}", _fill(tokens.DAY_OFF)),
    ]


def _fill(color: str) -> dict[str, Any]:
    return {"bg_color": color}


def _edge(side: str, color: str) -> dict[str, Any]:
    return {side: 1, f"{side}_color": color}
