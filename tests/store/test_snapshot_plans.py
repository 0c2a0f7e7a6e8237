"""However its indexes came about, a log in a file is not gone through for the few events taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from daihoi.domain.record import EventKind, Statement
from daihoi.intake.rows import PreparedRow
from daihoi.store import snapshots
from daihoi.store.log import EventLog
from daihoi.store.runs import Run

DAY = date(2020, 2, 3)
TOLD, WITHDRAWN = "event_told", "event_withdrawn"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    said = [Statement("U1", name, EventKind.REPORT, DAY, None, None, 10, "", "") for name in ("a", "b")]
    said.append(Statement("U1", "a", EventKind.VOID, DAY, None, None, None, "", "nhầm"))
    with EventLog.open(tmp_path / "daihoi.db") as log:
        for number, one in enumerate(said):
            row = PreparedRow(one, "bieu.csv", 2, "A2")
            log.append("dot", [row], "vp", f"{number}.csv", "", datetime(2020, 2, 3, number, tzinfo=UTC))
    return tmp_path / "daihoi.db"


def plans(connection: sqlite3.Connection, known: int) -> list[str]:
    """What SQLite says of every question that a picture asks it."""
    steps: list[str] = []

    def asked(sql: str, given: tuple[Any, ...]) -> Iterable[Any]:
        steps.extend(row[3] for row in connection.execute(f"explain query plan {sql}", given))
        return connection.execute(sql, given)

    snapshots.snapshot(Run(asked, is_server=False), "dot", DAY, known, lambda numbers: [])
    return steps


@pytest.mark.parametrize("last", [TOLD, WITHDRAWN])
@pytest.mark.parametrize("known", [2, 3])
def test_it_goes_by_the_index_of_what_was_taken_back(log: Path, last: str, known: int) -> None:
    with closing(sqlite3.connect(log)) as connection:
        (made,) = connection.execute("select sql from sqlite_master where name = ?", (last,)).fetchone()
        connection.execute(f"drop index {last}")
        connection.execute(made)
        found = plans(connection, known)
    assert not [step for step in found if f"{TOLD} (campaign_code=?)" in step]
    assert [step for step in found if f"{WITHDRAWN} (campaign_code=?)" in step]
