"""``daihoi validate``: everything that could go wrong in a campaign, found before anything is recorded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from daihoi.domain.campaign import Campaign
from daihoi.domain.expansion import Expansion, expand
from daihoi.domain.schedule import schedule
from daihoi.errors import InputErrors, Problem
from daihoi.intake.reports import read_reports


def check(campaign: Campaign, today: date) -> tuple[Expansion, int]:
    """Plans a campaign and reads all of its report files.

    Returns:
        The activities and links; the number of rows in the report files.

    Raises:
        CycleError: links wait for each other.
        CalendarRangeError: the plan runs past the end of the calendars.
        InputErrors: what is wrong in the report files, of all of them together.
    """
    expansion = expand(campaign)
    schedule(expansion.network, expansion.table, expansion.deadline)
    return expansion, _report_rows(campaign, today)


def _report_rows(campaign: Campaign, today: date) -> int:
    rows = 0
    problems: list[Problem] = []
    for name in campaign.report_files:
        try:
            rows += len(read_reports(Path(name), campaign, today))
        except InputErrors as error:
            problems += error.problems
    if problems:
        raise InputErrors(problems, "Các tệp báo cáo kèm theo đợt có lỗi")
    return rows
