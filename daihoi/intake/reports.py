"""What units report in a table → checked rows, or everything that is wrong with the table.

There is no column for free notes: besides reasons and sources nothing is recorded in words, so that
names of people have no place to slip in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from daihoi.domain.campaign import Campaign
from daihoi.domain.record import ActivityKey
from daihoi.errors import InputErrors, Problem
from daihoi.intake.cells import RowReader
from daihoi.intake.columns import locate
from daihoi.intake.lookup import Lookup
from daihoi.intake.rows import PreparedRow
from daihoi.intake.statements import Period, prepare
from daihoi.intake.tables import read_table


def read_reports(path: Path, campaign: Campaign, today: date) -> list[PreparedRow]:
    """Reads a ``.csv`` or ``.xlsx`` of reports against the units and activities of a campaign.

    A finished activity is stated for the day it finished; an unfinished one for «Số liệu đến ngày».

    Args:
        path: the table; columns as in ``columns.TITLES``, in any order.
        campaign: whose units and activities are meant.
        today: nothing later than this day has happened.

    Raises:
        InputErrors: the file cannot be read, or cells are wrong; all problems, with line and cell.
    """
    table = read_table(path)
    columns = locate(table)
    lookup, period = Lookup(campaign), Period(_two_years_before(campaign.start_date), today)
    rows: list[PreparedRow] = []
    problems: list[Problem] = []
    for line in table.rows:
        reader = RowReader(table, line, columns)
        row = prepare(reader, lookup, period)
        problems += reader.problems
        rows += [row] if row else []
    problems += _repeated(rows)
    if problems:
        raise InputErrors(problems, "Bảng báo cáo có lỗi, chưa ghi dòng nào")
    return rows


def _two_years_before(day: date) -> date:
    return day.replace(year=day.year - 2, day=min(day.day, 28))


def _repeated(rows: Sequence[PreparedRow]) -> Iterator[Problem]:
    first: dict[ActivityKey, int] = {}
    for row in rows:
        unit_code, activity = row.statement.key
        line = first.setdefault(row.statement.key, row.line)
        if line != row.line:
            what = f"«{unit_code}», việc «{activity}» đã có ở dòng {line}"
            yield Problem(row.place, row.line, what, "mỗi đơn vị và việc chỉ ghi một dòng", row.cell)
