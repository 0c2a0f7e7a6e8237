"""Days that climb by one from row to row: what a spreadsheet makes of a date whose corner is dragged down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from daihoi.domain.record import ActivityKey, shown
from daihoi.intake.rows import PreparedRow

_LEAST = 4
"""So many rows in a run are hardly meant: three units may well decide on three days, one after the other."""


def climbing_days(rows: Sequence[PreparedRow]) -> dict[ActivityKey, str]:
    """What is to be said of rows that stand below each other and tell one day more each.

    Args:
        rows: the rows of an import, in the order of the file; only those that tell something.

    Returns:
        A remark in Vietnamese for every row of a run of at least four, all of one kind of work. Congresses
        on the very days that were planned for them were not dragged.
    """
    remarks: dict[ActivityKey, str] = {}
    for run in _runs(rows):
        days = f"Kết thúc tăng từng ngày theo dòng, {_day(run[0])} đến {_day(run[-1])}"
        remark = f"{days}: có phải do kéo ô ngày? Ngày nào nhầm thì sửa (Loại = «sửa»)"
        if len(run) >= _LEAST and any(row.expected_on != row.statement.actual_finish for row in run):
            remarks |= dict.fromkeys([row.statement.key for row in run], remark)
    return remarks


def _runs(rows: Sequence[PreparedRow]) -> Iterator[list[PreparedRow]]:
    run: list[PreparedRow] = []
    for row in rows:
        if run and not _is_next(run[-1], row):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _is_next(before: PreparedRow, row: PreparedRow) -> bool:
    first, second = before.statement.actual_finish, row.statement.actual_finish
    if first is None or second is None or before.statement.activity != row.statement.activity:
        return False
    return second - first == timedelta(days=1)


def _day(row: PreparedRow) -> str:
    day = row.statement.actual_finish
    return shown(day) if day else ""
