"""A log in a SQLite file: how the file is opened, guarded and refused."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from daihoi.errors import StoreError
from daihoi.store.database import Database
from daihoi.store.runs import Run
from daihoi.store.sqlite_messages import told

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

if sys.platform != "win32":
    import fcntl

PRAGMAS = ("foreign_keys=on", "recursive_triggers=on", "busy_timeout=30000", "trusted_schema=off")
WRITER_PRAGMAS = ("journal_mode=wal", "synchronous=full")
_CIRCUMSTANCES = tuple(
    f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "IOERR", "CANTOPEN", "FULL", "READONLY", "PERM", "NOMEM")
)
_NO_SIDE_FILES = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR_SHM")
"""What SQLite says where it cannot make the files that it keeps beside a log: no right to, or no room."""


class SqliteFile(Database):
    """A log in one file, with what SQLite keeps beside it while it is in use."""

    def __init__(self, path: Path) -> None:
        self.path, self.label = path, str(path)

    def is_there(self) -> bool:
        """Whether the file is there."""
        return self.path.is_file()

    @contextmanager
    def reading(self) -> Iterator[Run]:
        """One read transaction on the file."""
        with self.told(), opened_to_read(self.path) as connection:
            connection.execute("begin")
            yield Run(connection.execute, is_server=False)

    def prepare(self) -> None:
        """Makes the folder."""
        with self.told():
            self.path.parent.mkdir(parents=True, exist_ok=True)

    def engine(self, *, enforces_links: bool = True) -> Engine:
        """An engine on the file, which is created when it is not there.

        Args:
            enforces_links: whether foreign keys are enforced; while a table is built anew they must not be,
                and inside a transaction SQLite changes no mind about it.
        """
        from sqlalchemy import create_engine
        from sqlalchemy import event as hooks
        from sqlalchemy.pool import QueuePool

        def creator() -> sqlite3.Connection:
            connection = connect(self.path, "rwc")
            connection.execute(f"pragma foreign_keys={'on' if enforces_links else 'off'}")
            return connection

        engine = create_engine("sqlite://", creator=creator, poolclass=QueuePool)
        hooks.listen(engine, "begin", _begin)
        return engine

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Waits for the gate beside the file."""
        with write_gate(self.path):
            yield

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what the driver and the system say into what a user can act on."""
        with told(self.path):
            yield

    def damage(self, run: Run) -> Iterator[str]:
        """What SQLite's own check finds."""
        for (text,) in run("pragma integrity_check"):
            if text != "ok":
                yield f"Tệp sổ ghi hỏng: {text}"

    def is_broken(self, error: BaseException) -> bool:
        """Whether SQLite says that the file is damaged or is none of its own."""
        return is_broken(error)

    def size_bytes(self) -> int:
        """Size of the file, without what lies beside it."""
        with self.told():
            return self.path.stat().st_size


def is_broken(error: BaseException) -> bool:
    """Whether an error of the driver tells of a broken file, not of a lock, a missing right or the disk."""
    name = getattr(error, "sqlite_errorname", "")
    return isinstance(error, sqlite3.DatabaseError) and not name.startswith(_CIRCUMSTANCES)


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later may find its snapshot outdated. And the
    # driver by itself would begin none before statements that change the schema.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Opens the file: ``ro`` to read (creates nothing), ``rw`` to write, ``rwc`` to create as well.

    Transactions are begun explicitly, so that no statement runs outside one unnoticed.

    Raises:
        sqlite3.Error: the file cannot be opened, or is no database.
        StoreError: it can only be read where it lies, and a part of it is still in its write-ahead log.
    """
    if mode != "ro":
        return _opened(path, f"mode={mode}", PRAGMAS + WRITER_PRAGMAS)
    # A reader opens the file as "rw" with writes forbidden: with "ro" it could neither recover the
    # write-ahead log of a killed writer nor remove the side files when it leaves.
    try:
        return _opened(path, "mode=rw", (*PRAGMAS, "query_only=on", "schema_version"))
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(_NO_SIDE_FILES) or not path.is_file():
            raise
    return _unchanging(path)


class Unchanging(sqlite3.Connection):
    """A log that is read as if nothing could change it, because nothing can be made beside it."""


@contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, to read.

    Raises:
        sqlite3.Error: see ``connect``.
        StoreError: see ``connect``; or the file was changed while it was read as if nothing could change it.
    """
    before = _state(path)
    with closing(connect(path, "ro")) as connection:
        yield connection
        if isinstance(connection, Unchanging) and _state(path) != before:
            raise StoreError(f"Sổ ghi {path} vừa được ghi thêm trong lúc đang đọc: chạy lại lệnh.")


def _unchanging(path: Path) -> sqlite3.Connection:
    """The file in a place where nothing can be made beside it: only to be read, or on a disk that is full."""
    if _unmerged_bytes(path):
        raise StoreError(
            f"Chưa đọc được sổ ghi {path}: phần mới nhất còn nằm trong {path.name}-wal, mà không gộp vào "
            "được vì thư mục này chỉ được đọc, hoặc đĩa hết chỗ. Giải phóng chỗ, hoặc xin quyền ghi vào thư "
            "mục, rồi chạy lại; hay nhờ người có quyền ghi chạy daihoi db verify một lần."
        )
    return _opened(path, "mode=ro&immutable=1", (*PRAGMAS, "query_only=on", "schema_version"), Unchanging)


def _opened(
    path: Path, how: str, pragmas: tuple[str, ...], kind: type[sqlite3.Connection] = sqlite3.Connection
) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?{how}"
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, factory=kind
    )
    try:
        for pragma in pragmas:
            connection.execute(f"pragma {pragma}").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _unmerged_bytes(path: Path) -> int:
    """Size of the write-ahead log beside a file; 0 where there is none."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except FileNotFoundError:
        return 0


def _state(path: Path) -> tuple[int, ...]:
    """What changes when somebody writes; empty when the file is not there."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_ino, found.st_size, found.st_mtime_ns, _unmerged_bytes(path))


@contextmanager
def write_gate(path: Path) -> Iterator[None]:
    """Lets one writer at a time through, in the order of arrival.

    SQLite alone lets a busy writer starve the others; a lock file beside the database does not. Where
    the system has no ``flock`` the lock of ``BEGIN IMMEDIATE`` still keeps writers apart.
    """
    with path.with_name(path.name + ".lock").open("w") as gate:
        if sys.platform != "win32":
            fcntl.flock(gate, fcntl.LOCK_EX)
        yield
