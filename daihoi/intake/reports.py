"""What units report in a table → checked rows, or everything that is wrong with the table.

There is no column for free notes: besides reasons and sources nothing is recorded in words, so that
names of people have no place to slip in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from daihoi.domain.campaign import Campaign
from daihoi.domain.record import ActivityKey
from daihoi.domain.rulings import RulingEvent
from daihoi.errors import InputErrors, Problem
from daihoi.intake.cells import RowReader
from daihoi.intake.columns import locate
from daihoi.intake.form_marks import RowMark
from daihoi.intake.form_rows import keeps_issued, look_at, refuse_other_campaign
from daihoi.intake.rows import PreparedRow, Reading
from daihoi.intake.setting import Setting
from daihoi.intake.statements import prepare
from daihoi.intake.swapped import swapped_dates
from daihoi.intake.tables import Table, TableRow, read_table

HEADING = "Bảng báo cáo có lỗi, chưa ghi dòng nào"


def read_reports(path: Path, campaign: Campaign, today: date) -> list[PreparedRow]:
    """The rows of ``read_file``, for whoever needs nothing else."""
    return list(read_file(path, campaign, today).rows)


def read_file(
    path: Path,
    campaign: Campaign,
    today: date,
    known: Sequence[RulingEvent] = (),
    evidence_bytes: int | None = None,
) -> Reading:
    """Reads a ``.csv`` or ``.xlsx`` of reports against the units and activities of a campaign.

    A finished activity is stated for the day it finished; an unfinished one for «Số liệu đến ngày». Of a
    form that the program made, rows that nobody touched say nothing.

    Args:
        path: the table; columns as in ``columns.TITLES``, in any order.
        campaign: whose units and activities are meant, as it is configured.
        today: nothing later than this day has happened.
        known: the rulings of the campaign that are known.
        evidence_bytes: size that a file of evidence may have; None where none is taken.

    Raises:
        InputErrors: the file cannot be read, or cells are wrong; all problems, with line and cell.
    """
    return read_rows(read_table(path), campaign, Setting(campaign, today, known, evidence_bytes))


def read_rows(table: Table, campaign: Campaign, setting: Setting) -> Reading:
    """Checks the rows of a table; see ``read_file``.

    Raises:
        InputErrors: cells are wrong; all problems, with line and cell.
    """
    columns = locate(table)
    if table.form:
        refuse_other_campaign(table, table.form, campaign)
    outcomes = [_read_row(RowReader(table, line, columns), table, setting) for line in table.rows]
    rows = [outcome.row for outcome in outcomes if outcome.row]
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    touched = [line for line, outcome in zip(table.rows, outcomes, strict=True) if not outcome.is_untouched]
    marks = {line.line: outcome.mark for line, outcome in zip(table.rows, outcomes, strict=True)}

    def is_issued(line: TableRow, alias: str) -> bool:
        mark = marks[line.line]
        return mark is not None and keeps_issued(RowReader(table, line, columns), mark, alias)

    problems += [*swapped_dates(table, touched, columns, is_issued), *_repeated(rows)]
    if problems:
        raise InputErrors(problems, HEADING)
    return Reading(rows, sum(outcome.is_untouched for outcome in outcomes), table.sha256, table.form)


class _Outcome(NamedTuple):
    row: PreparedRow | None
    problems: Sequence[Problem]
    is_untouched: bool = False
    mark: RowMark | None = None


def _read_row(reader: RowReader, table: Table, setting: Setting) -> _Outcome:
    if table.form is None:
        return _Outcome(prepare(reader, setting), reader.problems)
    looked = look_at(reader)
    if looked.is_untouched:
        return _Outcome(None, (), looked.mark is not None)
    if reader.line in table.hidden_rows:
        reader.refuse("unit_code", "dòng bị ẩn mà có số liệu mới", "bỏ lọc, bỏ ẩn dòng rồi xem lại")
    return _Outcome(prepare(reader, setting, table.form, looked.mark), reader.problems, mark=looked.mark)


def _repeated(rows: Sequence[PreparedRow]) -> Iterator[Problem]:
    first: dict[ActivityKey, int] = {}
    for row in rows:
        unit_code, activity = row.statement.key
        line = first.setdefault(row.statement.key, row.line)
        if line != row.line:
            what = f"«{unit_code}», việc «{row.called(activity)}» đã có ở dòng {line}"
            yield Problem(row.place, row.line, what, "mỗi đơn vị và việc chỉ ghi một dòng", row.cell)
