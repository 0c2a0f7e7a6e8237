"""A log on a PostgreSQL server, in a schema of its own: how it is reached, guarded and refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from itertools import count
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import errors
from psycopg.types.string import TextLoader

from daihoi.errors import StoreError
from daihoi.log_place import ServerAddress
from daihoi.store.database import Database
from daihoi.store.runs import SCHEMA, Run

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

APPEND_LOCK = 0x646169686F69
"""Number of the advisory lock that whoever writes holds: the letters of «daihoi»."""

EXCHANGE_LOCK = APPEND_LOCK + 1
"""Number of the advisory lock that readers share and that an exchange of the whole log waits for.

A transaction sees rows as they were when it began, but names as they are now: without the lock a reader in
the midst of an exchange would find the tables of the new log, without any rows.
"""

ROWS_AT_ONCE = 5_000

SETTINGS = {
    "search_path": SCHEMA,
    "datestyle": "ISO,YMD",
    "lock_timeout": "30s",
    "synchronous_commit": "on",  # a server may be set up to acknowledge what a power cut would take back
    "client_min_messages": "warning",
    "cursor_tuple_fraction": "1",  # whoever asks here wants all rows, not the first ones soon
}
CONNECT_SECONDS = 10


class PostgresqlDatabase(Database):
    """A log in the schema ``daihoi`` of a database."""

    def __init__(self, address: ServerAddress) -> None:
        self.address, self.label = address, str(address)

    def is_there(self) -> bool:
        """Whether the schema is there."""
        with self.told(), closing(connect(self.address)) as connection:
            sql = "select 1 from pg_namespace where nspname = %s"
            return connection.execute(sql, (SCHEMA,)).fetchone() is not None

    @contextmanager
    def reading(self) -> Iterator[Run]:
        """One read transaction that sees the log as it was when it began."""
        with self.told(), closing(connect(self.address)) as connection:
            _share(connection)
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            yield streaming(connection)

    def prepare(self) -> None:
        """Makes the schema."""
        with self.told(), closing(connect(self.address)) as connection, connection:
            connection.execute("select pg_advisory_xact_lock(%s)", (APPEND_LOCK,))
            connection.execute(f"create schema if not exists {SCHEMA}")

    def engine(self, *, enforces_links: bool = True) -> Engine:
        """An engine on the server, which always enforces links."""
        from sqlalchemy import create_engine
        from sqlalchemy import event as hooks
        from sqlalchemy.pool import QueuePool

        engine = create_engine(
            "postgresql+psycopg://",
            creator=lambda: connect(self.address),
            poolclass=QueuePool,
            use_native_hstore=False,
        )
        hooks.listen(engine, "begin", _begin)
        return engine

    def alone(self) -> AbstractContextManager[None]:
        """Nothing: the server itself lets writers wait in the order of arrival."""
        return nullcontext()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what the server says into what a user can act on."""
        try:
            yield
        except psycopg.Error as error:
            said = " ".join(str(error).split())
            raise StoreError(f"Không dùng được sổ ghi {self.label}: {said}. {_hint(error)}") from error

    def damage(self, run: Run) -> Iterator[str]:
        """Nothing: what the server's own files suffer shows when rows are read."""
        yield from ()

    def is_broken(self, error: BaseException) -> bool:
        """Whether the server says that its files are damaged."""
        return isinstance(error, errors.DataCorrupted | errors.IndexCorrupted)

    def size_bytes(self) -> int:
        """Size of all tables with their indexes."""
        sql = f"""select coalesce(sum(pg_total_relation_size(pg_class.oid)), 0) from pg_class
            join pg_namespace on pg_namespace.oid = relnamespace
            where nspname = '{SCHEMA}' and relkind = 'r'"""
        with self.reading() as run:
            return run.number(sql)


class UncommittedDatabase(PostgresqlDatabase):
    """A log on a server as the transaction that is changing it sees it, and nobody else yet."""

    def __init__(self, address: ServerAddress, run: Run) -> None:
        super().__init__(address)
        self._run = run

    @contextmanager
    def reading(self) -> Iterator[Run]:
        """The transaction itself: another one would wait for its locks."""
        yield self._run


def connect(address: ServerAddress) -> psycopg.Connection:
    """Connects to the server; dates come as ISO text, as they lie in a file.

    Raises:
        psycopg.Error: the server cannot be reached or refuses.
    """
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    connection = psycopg.connect(address.url, options=options, connect_timeout=CONNECT_SECONDS)
    connection.adapters.register_loader("date", TextLoader)
    return connection


def _share(connection: psycopg.Connection) -> None:
    """Keeps the log from being exchanged until the connection is closed.

    Before the transaction begins: one that waits inside has fixed already what it sees.
    """
    connection.autocommit = True
    connection.execute("select pg_advisory_lock_shared(%s)", (EXCHANGE_LOCK,))
    connection.autocommit = False


def streaming(connection: psycopg.Connection) -> Run:
    """Questions on a connection, inside its transaction; long answers come in parts, not at once."""
    numbers = count()

    def execute(sql: str, given: Sequence[Any]) -> Iterable[Any]:
        cursor = connection.cursor(name=f"answer{next(numbers)}", scrollable=False)
        try:
            cursor.execute(sql, given)
        except psycopg.Error:
            cursor.close()
            raise
        rows = cursor.fetchmany(ROWS_AT_ONCE)
        if len(rows) == ROWS_AT_ONCE:
            return _in_parts(cursor, rows)
        cursor.close()
        return rows

    return Run(execute, is_server=True)


def _in_parts(cursor: psycopg.ServerCursor[Any], rows: list[Any]) -> Iterator[Any]:
    try:
        while rows:
            yield from rows
            rows = cursor.fetchmany(ROWS_AT_ONCE)
    finally:
        with suppress(psycopg.Error):
            cursor.close()


def _begin(connection: Connection) -> None:
    # Taken before anything is read, so that what is read is what the writer before has left.
    connection.exec_driver_sql("select pg_advisory_xact_lock(%s)", (APPEND_LOCK,))


def _hint(error: psycopg.Error) -> str:
    if isinstance(error, errors.LockNotAvailable | errors.DeadlockDetected | errors.SerializationFailure):
        return "Một chương trình khác đang dùng sổ ghi: đợi rồi chạy lại; chạy lại không ghi trùng."
    if isinstance(error, errors.DiskFull | errors.OutOfMemory):
        return "Máy chủ hết chỗ: giải phóng chỗ rồi chạy lại; chưa có gì được ghi."
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return "Máy chủ này chỉ cho đọc: xin người quản trị máy chủ, hoặc nối đến máy chủ chính."
    if isinstance(error, errors.InsufficientPrivilege | errors.InvalidAuthorizationSpecification):
        return "Tài khoản của máy chủ không đủ quyền: xin người quản trị máy chủ."
    if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
        return "Kiểm tra DAIHOI_DATABASE_URL (máy, cổng, tên, mật khẩu) và máy chủ có đang chạy không."
    return "Báo người quản trị máy chủ; chưa có gì được ghi."
