"""Runs that failed, and notices that nobody got: told until they are made good."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest

from daihoi.doctor import notices
from daihoi.doctor.findings import Finding, Level
from daihoi.doctor.installation import Installation
from daihoi.notifying.troubles import Trouble as Stuck
from tests.doctor.conftest import NOW, Ask

Trouble = Callable[..., Finding]
TABLES = """create table deployment (id text, name text);
create table flow_run (deployment_id text, state_id text, state_type text, state_timestamp text);
create table flow_run_state (id text, message text);
insert into deployment values ('1', 'Tiến độ'), ('2', 'Sao lưu sổ ghi');"""


def record(here: Installation, *runs: tuple[str, str, timedelta, str]) -> None:
    """Runs as Prefect keeps them: deployment, how it ended, how long ago, what it said."""
    path = here.workspace.prefect_home / "prefect.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(TABLES)
        for number, (deployment, kind, ago, said) in enumerate(runs):
            at = (NOW - ago).strftime("%Y-%m-%d %H:%M:%S.%f")
            database.execute("insert into flow_run values (?, ?, ?, ?)", (deployment, str(number), kind, at))
            database.execute("insert into flow_run_state values (?, ?)", (str(number), said))


def test_a_run_that_failed_last_night(trouble: Trouble, here: Installation) -> None:
    record(
        here,
        ("1", "COMPLETED", timedelta(hours=2), ""),
        ("2", "COMPLETED", timedelta(days=1), ""),
        ("2", "FAILED", timedelta(hours=9), "Không sao lưu được:\n  hết chỗ trống trên đĩa"),
    )
    told = trouble("last-runs", Level.WARNING)
    assert told.what == (
        "«Sao lưu sổ ghi» hỏng lúc 23:00 ngày 02/03/2020: Không sao lưu được: hết chỗ trống trên đĩa"
    )
    assert "daihoi trigger" in told.mend


def test_a_failure_that_was_made_good(ask: Ask, here: Installation) -> None:
    record(here, ("1", "CRASHED", timedelta(hours=9), "x"), ("1", "COMPLETED", timedelta(hours=1), ""))
    (told,) = ask("last-runs")
    assert told.level is Level.OK
    assert told.what == "lần cuối của cả 1 việc đều xong; gần nhất lúc 07:00 ngày 03/03/2020"


def test_a_failure_of_last_month_is_history(ask: Ask, here: Installation) -> None:
    record(here, ("1", "FAILED", timedelta(days=30), "x"))
    assert [one.level for one in ask("last-runs")] == [Level.OK]


def test_a_record_that_another_prefect_keeps_otherwise(ask: Ask, here: Installation) -> None:
    path = here.workspace.prefect_home / "prefect.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("create table flow_run (id text)")
    assert ask("last-runs") == []


def test_notices_that_were_given_up(
    trouble: Trouble, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "TABLE", "event")
    monkeypatch.setattr(notices, "troubles", lambda *_: [Stuck("3 thông báo đã thôi gửi.", "Gửi lại.")])
    told = trouble("notices", Level.WARNING)
    assert (told.what, told.mend) == ("3 thông báo đã thôi gửi.", "Gửi lại.")
