"""Formulas of the workbook: what a spreadsheet counts again when a date is changed."""

from __future__ import annotations

from datetime import date

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.states import ActivityState
from reports import tokens

STATUS_NAME, OFF_NAME, WORKED_NAME = "NgayChot", "NgayNghi", "NgayLamBu"
"""Names of the status date, of the days off, and of the weekend days worked, as formulas call them."""

UNREPORTED = "Chưa báo cáo"
"""The long label of the state would not fit into a column."""


def label(state: ActivityState) -> str:
    """The state as the workbook writes it."""
    return UNREPORTED if state is ActivityState.UNREPORTED else tokens.STATES[state].label


DONE, OVERDUE = label(ActivityState.DONE), label(ActivityState.OVERDUE)
STATES = tuple(label(state) for state in ActivityState if state is not ActivityState.NOT_APPLICABLE)


def working_days(after: str, until: str) -> str:
    """Working days after one day up to and including another; both name cells, ``after`` the earlier one."""
    extra = f'COUNTIFS({WORKED_NAME},">"&{after},{WORKED_NAME},"<="&{until})'
    return f"(NETWORKDAYS({after}+1,{until},{OFF_NAME})+{extra})"


def days_left(until: str, is_over: str) -> str:
    """Working days from the status date to a day; negative when it has passed, empty when all is over.

    Args:
        until: cell of the day.
        is_over: a condition under which nothing is left to count.
    """
    ahead, behind = working_days(STATUS_NAME, until), working_days(until, STATUS_NAME)
    counted = f"IF({until}={STATUS_NAME},0,IF({until}>{STATUS_NAME},{ahead},-{behind}))"
    return f'=IF(OR({is_over},{until}=""),"",{counted})'


def counted_days_left(calendar: WorkCalendar, status: date, until: date) -> int:
    """What ``days_left`` gives, by the program's own calendar."""
    if until >= status:
        return calendar.working_days_between(status + ONE_DAY, until + ONE_DAY)
    return -calendar.working_days_between(until + ONE_DAY, status + ONE_DAY)


def state(finish: str, frozen: str, limit: str) -> str:
    """The state of an activity: done once a finish is entered, overdue once its last day is behind.

    Args:
        finish: cell of the actual finish.
        frozen: cell of the state at the status date of the report.
        limit: cell of the last day that keeps its deadlines.
    """
    is_done = f'AND({finish}<>"",{finish}<={STATUS_NAME})'
    is_late = f'AND({limit}<>"",{limit}<={STATUS_NAME})'
    later = f'IF({frozen}="{UNREPORTED}",{frozen},IF({is_late},"{OVERDUE}",{frozen}))'
    return f'=IF({is_done},"{DONE}",{later})'
