"""A log's rows between a server and a file: all tables, in an order in which every link finds its row.

Both hold the same values in the same form (see ``runs``), so every hash over them is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table

from daihoi.errors import StoreError
from daihoi.log_place import ServerAddress
from daihoi.store import guards, tables
from daihoi.store.copying import close_up, sync
from daihoi.store.database import SCHEMA_VERSION, schema_version
from daihoi.store.migrations.running import migrate, rebuilding
from daihoi.store.postgresql import PostgresqlDatabase
from daihoi.store.runs import Run
from daihoi.store.sqlite import SqliteFile, connect
from daihoi.store.writing import Transaction

ROWS_AT_ONCE = 5_000
_MADE_WITH_THE_SCHEMA = ("chain_head", "meta", "alembic_version")


def copy_to_file(address: ServerAddress, target: Path) -> None:
    """Copies a log on a server as of one moment into a file of the same version; writers need not stop.

    The copy is one file without side files and is on the disk when this returns.

    Args:
        address: the log.
        target: an empty file.

    Raises:
        StoreError: the server cannot be read, or what keeps its rows from being changed is gone.
        sqlite3.Error: the file cannot be written.
        OSError: the file cannot be written.
    """
    with PostgresqlDatabase(address).reading() as log, rebuilding(SqliteFile(target)) as copy:
        _refuse_unguarded(address, log)
        for table in _made(copy, schema_version(log)):
            _insert(copy.connection, table, _rows(log, table))
    connection = connect(target, "rw")
    try:
        close_up(connection)
    finally:
        connection.close()
    sync(target)


def fill_server(connection: Connection, backup: Run) -> None:
    """Puts the rows of a backup of this version into the empty schema of a server.

    Args:
        connection: in the transaction that made the schema (``tables.install``).
        backup: the backup, to read.

    Raises:
        psycopg.Error: the server refuses them.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    _empty(connection)
    for table in tables.metadata.sorted_tables:
        with driver.cursor().copy(f"copy {table.name} ({_columns(table)}) from stdin") as stream:
            for row in _rows(backup, table):
                stream.write_row(row)


def _refuse_unguarded(address: ServerAddress, log: Run) -> None:
    """Raises StoreError when the log lost a guard: the copy has its own, and nobody would notice."""
    there = log.tables()
    expected = {name for table in guards.SAME if table in there for name in guards.names(table)}
    lost = sorted(expected - log.triggers())
    if lost:
        raise StoreError(
            f"Không sao lưu: sổ ghi {address} không nguyên vẹn. Mất chốt bảo vệ «{'», «'.join(lost)}»: ai đó "
            "đã gỡ để sửa sổ ghi. Xem daihoi db verify; các bản sao lưu cũ còn nguyên."
        )


def _made(copy: Transaction, version: int) -> Sequence[Table]:
    """Makes the schema of a version in an empty file; its tables, none of which has a row."""
    declared = tables.metadata
    if version == SCHEMA_VERSION:
        tables.install(copy.connection, copy.run)
    else:
        migrate(copy.connection, f"{version:04}")
        declared = MetaData()
        declared.reflect(copy.connection)
    _empty(copy.connection)
    return declared.sorted_tables


def _empty(connection: Connection) -> None:
    for name in _MADE_WITH_THE_SCHEMA:
        connection.exec_driver_sql(f"delete from {name}")


def _rows(run: Run, table: Table) -> Iterator[Sequence[Any]]:
    keys = ", ".join(column.name for column in table.primary_key)
    return iter(run(f"select {_columns(table)} from {table.name} order by {keys}"))


def _columns(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _insert(connection: Connection, table: Table, rows: Iterator[Sequence[Any]]) -> None:
    places = ", ".join("?" * len(table.columns))
    sql = f"insert into {table.name} ({_columns(table)}) values ({places})"
    while part := [tuple(row) for row in islice(rows, ROWS_AT_ONCE)]:
        connection.exec_driver_sql(sql, part)
