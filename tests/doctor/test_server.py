"""A log on a PostgreSQL server that is gone, or kept in a way that loses data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import psycopg
import pytest

from daihoi.doctor.findings import Finding, Level
from daihoi.doctor.installation import Installation
from daihoi.log_place import ServerAddress
from daihoi.store.log import EventLog
from daihoi.workspace import Workspace
from tests.doctor.conftest import Ask

Trouble = Callable[..., Finding]


def on(here: Installation, url: str) -> dict[str, Workspace]:
    return {"workspace": replace(here.workspace, database_url=url)}


def test_a_server_that_is_gone_is_told_once(trouble: Trouble, ask: Ask, here: Installation) -> None:
    away = on(here, "postgresql://daihoi:bi-mat@127.0.0.1:1/daihoi")
    told = trouble("server", **away)
    assert told.what.startswith("không nối được postgresql://daihoi@127.0.0.1:1/daihoi: ")
    assert "bi-mat" not in f"{told.what}{told.why}{told.mend}"
    assert "systemctl status postgresql" in told.mend
    assert ask("log", **away) == ask("backups", **away) == ask("reports", **away) == []


@pytest.mark.parametrize("url", ["mysql://x/y", "daihoi.db", "postgresql"])
def test_an_address_of_something_else(trouble: Trouble, here: Installation, url: str) -> None:
    told = trouble("server", **on(here, url))
    assert "postgresql://" in told.what
    assert "DAIHOI_DATABASE_URL" in told.mend


def test_the_server_of_the_tests_may_lose_what_it_acknowledged(
    trouble: Trouble, here: Installation, postgresql_url: str
) -> None:
    """It runs with ``fsync`` off, to be quick."""
    told = trouble("server", **on(here, postgresql_url))
    assert told.what == "máy chủ đặt fsync = off"
    assert "ALTER SYSTEM SET fsync = on" in told.mend


def test_a_database_without_vietnamese_letters(ask: Ask, here: Installation, postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute(
            "create database latin encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0"
        )
    url = postgresql_url.rpartition("/")[0] + "/latin"
    try:
        told = [one for one in ask("server", **on(here, url)) if "LATIN1" in one.what]
        assert [one.level for one in told] == [Level.ERROR]
        assert "createdb -E UTF8" in told[0].mend
    finally:
        with psycopg.connect(postgresql_url, autocommit=True) as connection:
            connection.execute("drop database latin")


def test_a_log_on_a_server(ask: Ask, here: Installation, postgresql_url: str) -> None:
    there = on(here, postgresql_url)
    assert ask("log", **there)[0].what.startswith("chưa có (postgresql://daihoi@127.0.0.1")
    EventLog.open(ServerAddress(postgresql_url)).close()
    assert ask("log", **there)[0].what == "phiên bản 2, 0 sự kiện"
