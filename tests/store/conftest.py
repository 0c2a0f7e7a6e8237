"""Rows and logs made by hand, in both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from daihoi.domain.record import EventKind, Statement
from daihoi.intake.rows import PreparedRow
from daihoi.log_place import LogPlace
from daihoi.store.log import EventLog

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)


def row(unit_code: str, day: date, *, line: int = 2, is_gate: bool = False, **said: Any) -> PreparedRow:
    """A row about the congress of a branch; ``finish=True`` says it was held on ``day``."""
    if said.pop("finish", False):
        said |= {"actual_finish": day, "percent": 100}
    kind = said.pop("kind", EventKind.REPORT)
    statement = Statement(unit_code, said.pop("activity", "congress"), kind, day, **said)
    return PreparedRow(statement, "t.csv", line, "cột «Kết thúc»", is_gate)


@pytest.fixture(scope="session")
def make_row() -> Callable[..., PreparedRow]:
    return row


@pytest.fixture
def log(log_place: LogPlace) -> Iterator[EventLog]:
    """An empty log, in a file and on a server: the test runs on both."""
    with EventLog.open(log_place) as opened:
        yield opened


@pytest.fixture
def record(log: EventLog) -> Callable[..., Any]:
    """Appends rows to ``log`` as the campaign ``c``."""

    def append(*rows: PreparedRow, at: datetime = NOON, name: str = "t.csv") -> Any:
        return log.append("c", rows, "van_phong", name, "00", at)

    return append
