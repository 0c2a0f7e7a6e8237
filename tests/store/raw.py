"""A log's database as somebody with another tool would open it: none of the program's code between."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.string import TextLoader

from daihoi.log_place import LogPlace

APPEND_ONLY = (sqlite3.IntegrityError, psycopg.errors.RaiseException)
"""What the triggers of either database raise."""

REFUSED = (sqlite3.IntegrityError, psycopg.DataError, psycopg.IntegrityError, psycopg.errors.DatatypeMismatch)
"""What the tables of either database raise: their types and constraints."""

_GUARD = re.compile(r"drop trigger ((\w+)_(?:no_update|no_delete|next))$")


class Raw:
    """A connection with ``?`` parameters to either database; dates are ISO text in both."""

    def __init__(self, connection: sqlite3.Connection | psycopg.Connection) -> None:
        self.connection = connection
        self.is_server = isinstance(connection, psycopg.Connection)

    def __call__(self, sql: str, given: Sequence[Any] = ()) -> Any:
        if self.is_server:
            sql = _GUARD.sub(r"drop trigger \1 on \2", sql).replace("?", "%s")
        return self.connection.execute(sql, tuple(given))

    def rows(self, sql: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self(sql, given)]

    def tables(self) -> list[str]:
        sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
        if self.is_server:
            sql = "select tablename from pg_tables where schemaname = 'daihoi' order by tablename"
        return [name for (name,) in self.rows(sql)]

    def columns(self, table: str) -> list[str]:
        return [column[0] for column in self(f"select * from {table} limit 0").description]

    @property
    def row_address(self) -> str:
        """Where a row lies, in every table."""
        return "ctid::text" if self.is_server else "rowid"

    def dump(self) -> str:
        """All that the tables say, with types."""
        return repr(
            [(table, sorted(map(repr, self(f"select * from {table}")))) for table in sorted(self.tables())]
        )

    def tried(self, act: Callable[[], object]) -> bool:
        """Does something inside the transaction, unless the tables themselves refuse it."""
        self("savepoint attempt")
        try:
            act()
        except REFUSED:
            self("rollback to savepoint attempt")
            return False
        finally:
            self("release savepoint attempt")
        return True


@contextmanager
def raw(place: LogPlace) -> Iterator[Raw]:
    """One transaction, committed at the end; undone by an exception."""
    if isinstance(place, Path):
        with closing(sqlite3.connect(place)) as file, file:
            yield Raw(file)
        return
    with closing(psycopg.connect(place.url, options="-c search_path=daihoi,public")) as server, server:
        server.adapters.register_loader("date", TextLoader)
        yield Raw(server)


@contextmanager
def behind_the_back(place: LogPlace) -> Iterator[Raw]:
    """One transaction without triggers and every rule that can be switched off; they are back afterwards."""
    if not isinstance(place, Path):
        with raw(place) as run:
            run("set session_replication_role = replica")
            yield run
        return
    with closing(sqlite3.connect(place, isolation_level=None)) as file:
        for pragma in ("foreign_keys=off", "ignore_check_constraints=on", "synchronous=off"):
            file.execute(f"pragma {pragma}")
        file.execute("begin")
        triggers = file.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            file.execute(f"drop trigger {name}")
        yield Raw(file)
        for _, sql in triggers:
            file.execute(sql)
        file.execute("commit")


def execute(place: LogPlace, *statements: str) -> None:
    """Runs statements in one transaction."""
    with raw(place) as run:
        for statement in statements:
            run(statement)


def rows(place: LogPlace, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with raw(place) as run:
        return run.rows(sql)


def content(place: LogPlace) -> object:
    """All there is, to compare: the bytes of a file, the rows and triggers on a server."""
    if isinstance(place, Path):
        return place.read_bytes()
    with raw(place) as run:
        triggers = run.rows("select tgname, tgenabled::text from pg_trigger order by tgname")
        return (
            run.dump(),
            triggers,
            run.rows(
                "select nspname, relname from pg_class join pg_namespace "
                "on pg_namespace.oid = relnamespace where relkind = 'r' order by 1, 2"
            ),
        )
