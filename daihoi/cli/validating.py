"""``daihoi validate``: everything that could go wrong in a campaign, found before anything is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries
from daihoi.domain.expansion import Expansion, expand
from daihoi.domain.registers import Register
from daihoi.domain.ruling_checks import as_event
from daihoi.domain.rulings import RulingEvent
from daihoi.domain.schedule import schedule
from daihoi.errors import InputErrors, Problem
from daihoi.intake.register_tables import Ground, is_register_table, read_entries
from daihoi.intake.reports import read_rows
from daihoi.intake.ruling_tables import is_ruling_table, read_rulings
from daihoi.intake.setting import Setting
from daihoi.intake.tables import read_table


def check(
    campaign: Campaign, today: date, evidence_bytes: int, registers: Mapping[str, Register]
) -> tuple[Expansion, int]:
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
    return expansion, _report_rows(campaign, today, evidence_bytes, Entries(registers))


def _report_rows(campaign: Campaign, today: date, evidence_bytes: int, entries: Entries) -> int:
    rows, known = 0, list[RulingEvent]()
    problems: list[Problem] = []
    for name in (*campaign.report_files, *campaign.register_files):
        try:
            table = read_table(Path(name))
            if is_ruling_table(table):
                read = read_rulings(table, campaign, known, today).rows
                for row in read:
                    known.append(as_event(row.prepared.ruling, row.prepared.corrects, known))
                rows += len(read)
                continue
            setting = Setting(campaign, today, known, evidence_bytes)
            if is_register_table(table):
                ground = Ground(setting, campaign, entries)
                told = read_entries(table, ground).rows
                entries = ground.after(row.statement for row in told)
            else:
                told = read_rows(table, campaign, setting).rows
            rows += len(told)
        except InputErrors as error:
            problems += error.problems
    if problems:
        raise InputErrors(problems, "Các tệp báo cáo kèm theo đợt có lỗi")
    return rows
