"""Migrations: they end in the declared schema wherever they begin, and never half-way."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy import event as hooks

from daihoi.log_place import LogPlace, ServerAddress
from daihoi.store import tables
from daihoi.store.database import SCHEMA_VERSION, database
from daihoi.store.migrations.running import FOLDER, migrate, rebuilding
from daihoi.store.runs import SCHEMA
from daihoi.store.verifying import verify
from tests.store.old_logs import HEAD, KINDS, dump, old_log, rows

CATALOGS = {
    "columns": """select table_name, ordinal_position, column_name, data_type, character_maximum_length,
        is_nullable, column_default from information_schema.columns where table_schema = '{0}'""",
    "constraints": """select conrelid::regclass::text, contype, conname, pg_get_constraintdef(oid)
        from pg_constraint where connamespace = '{0}'::regnamespace""",
    "indexes": "select indexname, indexdef from pg_indexes where schemaname = '{0}'",
    "triggers": """select pg_get_triggerdef(pg_trigger.oid) from pg_trigger
        join pg_class on pg_class.oid = tgrelid
        where relnamespace = '{0}'::regnamespace and not tgisinternal""",
    "functions": """select proname, prosrc, prorettype::regtype::text from pg_proc
        where pronamespace = '{0}'::regnamespace""",
}
FIRST_ROWS = ("meta", "chain_head", "alembic_version")


def from_nothing(place: LogPlace, upto: str = "head") -> LogPlace:
    database(place).prepare()
    with rebuilding(database(place)) as now:
        migrate(now.connection, upto)
    return place


def declared(place: LogPlace) -> LogPlace:
    database(place).prepare()
    with rebuilding(database(place)) as now:
        tables.install(now.connection, now.run)
    return place


def schema(place: LogPlace) -> dict[str, list[Any]]:
    """The whole schema of a log, in a form in which equal schemas are equal."""
    if isinstance(place, Path):
        with closing(sqlite3.connect(place)) as raw:
            made = raw.execute("select type, name, tbl_name, sql from sqlite_master")
            return {f"{kind} {name}": [table, plain(sql)] for kind, name, table, sql in made}
    with psycopg.connect(place.url) as connection:
        return {name: sorted(connection.execute(sql.format(SCHEMA))) for name, sql in CATALOGS.items()}


def plain(sql: str | None) -> str:
    """SQL without what means nothing: blanks, capitals, quotes around names."""
    text = " ".join((sql or "").replace('"', "").lower().split())
    return re.sub(r"\s*([(),])\s*", r"\1", text)


def first_rows(place: LogPlace) -> dict[str, list[tuple[Any, ...]]]:
    with database(place).reading() as run:
        return {name: [tuple(row) for row in run(f"select * from {name}")] for name in FIRST_ROWS}


def test_there_is_one_way_from_the_first_version_to_this_one() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    steps = list(ScriptDirectory.from_config(config).walk_revisions())
    assert [step.revision for step in steps] == [f"{n:04}" for n in range(SCHEMA_VERSION, 0, -1)]


def test_from_nothing_they_make_the_declared_schema(
    log_place: LogPlace, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    made = from_nothing(log_place)
    if isinstance(log_place, Path):
        other: LogPlace = tmp_path / "declared.db"
    else:
        server = request.getfixturevalue("postgresql_server")
        other = ServerAddress(server.create("declared"))
    try:
        assert schema(made) == schema(declared(other))
        assert first_rows(made) == first_rows(other)
        assert len(schema(made)) > 4
    finally:
        if isinstance(other, ServerAddress):
            server.drop("declared")


@pytest.mark.parametrize("kind", KINDS)
def test_from_version_1_they_make_the_declared_schema(kind: str, tmp_path: Path) -> None:
    old = old_log(kind, tmp_path / "log.db")
    with rebuilding(database(old)) as now:
        migrate(now.connection)
    assert schema(old) == schema(declared(tmp_path / "declared.db"))
    assert rows(old, "select value from meta") == [("2",)]
    assert rows(old, "select version_num from alembic_version") == [("0002",)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_script_makes_what_the_first_releases_made(kind: str, tmp_path: Path) -> None:
    """But for the seals, which were written by hand: their table is compared by what it holds to."""
    old = schema(old_log(kind, tmp_path / "log.db"))
    made = schema(from_nothing(tmp_path / "made.db", "0001"))
    assert old.keys() <= made.keys()
    assert {name for name in old if old[name] != made[name]} <= {"table seal"}
    if kind == "full":
        assert made.keys() - old.keys() == {
            "table alembic_version",
            "index sqlite_autoindex_alembic_version_1",
        }


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_an_old_log_is_kept(kind: str, tmp_path: Path) -> None:
    old = old_log(kind, tmp_path / "log.db")
    names = [name for (name,) in rows(old, "select name from sqlite_master where type = 'table'")]
    before = {name: rows(old, f"select * from {name} order by 1, 2") for name in names if name != "meta"}
    with rebuilding(database(old)) as now:
        migrate(now.connection)
    after = {name: rows(old, f"select * from {name} order by 1, 2") for name in before}
    after["event"] = [row[:-1] for row in after["event"]]  # the new column, empty
    assert after == before
    assert rows(old, "select distinct details from event") == [(None,)]
    assert rows(old, "select seq, hash from chain_head") == [HEAD]


def test_what_was_refused_is_refused_after_a_migration_as_well(tmp_path: Path) -> None:
    old = old_log("full", tmp_path / "log.db")
    with rebuilding(database(old)) as now:
        migrate(now.connection)
    columns = "seq, campaign_code, unit_code, activity, version, kind, effective_date, document_number, "
    columns += "reason, certainty, source, batch, actor, recorded_at, hash, corrects"
    like = (
        "select {0}, campaign_code, {1}, activity, 9, {2}, effective_date, document_number, '', certainty, "
    )
    like += "source, {3}, actor, recorded_at, '{0}' || hash, null from event where seq = 1"
    given = {"0": 8, "1": "unit_code", "2": "'report'", "3": "batch"}
    wrong = [
        ("update event set percent = 60 where seq = 1", "append-only: event is never changed"),
        ("delete from event", "append-only: event is never changed"),
        ("insert or replace into seal select * from seal where number = 1", "append-only: not the next seal"),
        (f"insert into event ({columns}) {like.format(9, *list(given.values())[1:])}", "not the next event"),
        (f"insert into event ({columns}) {like.format(8, 'null', *list(given.values())[2:])}", "NOT NULL"),
        (
            f"insert into event ({columns}) {like.format(8, 'unit_code', repr('guess'), 'batch')}",
            "event_kind",
        ),
        (f"insert into event ({columns}) {like.format(8, 'unit_code', repr('void'), 'batch')}", "event_corr"),
        (f"insert into event ({columns}) {like.format(8, 'unit_code', repr('report'), 99)}", "FOREIGN KEY"),
    ]
    with closing(sqlite3.connect(old, isolation_level=None)) as raw:
        raw.execute("pragma foreign_keys=on")
        for statement, said in wrong:
            with pytest.raises(sqlite3.IntegrityError, match=said):
                raw.execute(statement)


# Never half-way


class Interrupted(Exception):
    pass


@contextmanager
def interrupted_at(number: int) -> Iterator[Iterator[int]]:
    """Raises before the n-th statement that any engine gives to a database; 0 counts only."""
    counted = itertools.count(1)

    def interrupt(*_: Any) -> None:
        if next(counted) == number:
            raise Interrupted

    hooks.listen(Engine, "before_cursor_execute", interrupt)
    try:
        yield counted
    finally:
        hooks.remove(Engine, "before_cursor_execute", interrupt)


@pytest.mark.parametrize(("kind", "step"), [("bare", 1), ("full", 3)])
def test_interrupted_at_any_statement_the_old_log_stands(kind: str, step: int, tmp_path: Path) -> None:
    first = old_log(kind, tmp_path / "log.db")
    before = dump(first)
    for number in itertools.count(1, step):
        try:
            with interrupted_at(number), rebuilding(database(first)) as now:
                migrate(now.connection)
            break
        except Interrupted:
            assert dump(first) == before, number
    assert number > 60
    assert schema(first) == schema(declared(tmp_path / "declared.db"))


def test_interrupted_at_any_statement_the_old_log_on_a_server_stands(postgresql_url: str) -> None:
    place = from_nothing(ServerAddress(postgresql_url), "0001")
    before = schema(place), first_rows(place)
    assert before[1]["meta"] == [("schema_version", "1")]
    for number in itertools.count(1, 5):
        try:
            with interrupted_at(number), rebuilding(database(place)) as now:
                migrate(now.connection)
            break
        except Interrupted:
            assert (schema(place), first_rows(place)) == before, number
    assert number > 60
    assert first_rows(place)["meta"] == [("schema_version", "2")]
    assert verify(place).is_whole
