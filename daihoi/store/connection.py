"""How the database file is opened, guarded and refused. Uses the driver only: reading has to start fast.

Importing SQLAlchemy takes about half a second, the driver a fiftieth of that; so whoever only reads
comes through here, and SQLAlchemy is loaded by ``writing`` when something is to be written.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from daihoi.errors import StoreError

if sys.platform != "win32":
    import fcntl

SCHEMA_VERSION = 1
PRAGMAS = ("foreign_keys=on", "recursive_triggers=on", "busy_timeout=30000", "trusted_schema=off")
WRITER_PRAGMAS = ("journal_mode=wal", "synchronous=full")


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Opens the file: ``ro`` to read (creates nothing), ``rw`` to write, ``rwc`` to create as well.

    Transactions are begun explicitly, so that no statement runs outside one unnoticed.

    Raises:
        sqlite3.Error: the file cannot be opened, or is no database.
    """
    # A reader opens the file as "rw" with writes forbidden: with "ro" it could neither recover the
    # write-ahead log of a killed writer nor remove the side files when it leaves.
    address = f"{path.resolve().as_uri()}?mode={'rw' if mode == 'ro' else mode}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    try:
        for pragma in PRAGMAS + (("query_only=on",) if mode == "ro" else WRITER_PRAGMAS):
            connection.execute(f"pragma {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection inside one read transaction: all queries see the same state of the log.

    Raises:
        StoreError: there is no usable log at ``path``.
    """
    with told(path), closing(connect(path, "ro")) as connection:
        connection.execute("begin")
        yield connection


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


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the driver says into what a user can act on."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"Không dùng được sổ ghi {path}: {error}. {_hint(str(error))}") from error


def _hint(error: str) -> str:
    if "not a database" in error or "malformed" in error:
        return "Tệp hỏng hoặc không phải sổ ghi: khôi phục từ bản sao lưu."
    if "locked" in error:
        return "Một chương trình khác đang ghi: đợi rồi chạy lại; chạy lại không ghi trùng."
    if "full" in error:
        return "Hết chỗ trên đĩa: giải phóng chỗ rồi chạy lại; chưa có gì được ghi."
    if "disk I/O" in error:
        return "Thường là hết chỗ trên đĩa hoặc đĩa hỏng: giải phóng chỗ rồi chạy lại; chưa có gì được ghi."
    if "readonly" in error:
        return "Không có quyền ghi vào thư mục của sổ ghi: xin quyền rồi chạy lại."
    return "Kiểm tra đường dẫn và quyền đọc, ghi của thư mục."


def require_log(path: Path) -> None:
    """Checks that a log of a known version is there; creates nothing.

    Raises:
        StoreError: there is none, it is damaged, or a newer version of the program wrote it.
    """
    if not path.is_file() or not _tables(path):
        raise StoreError(f"Chưa có sổ ghi ở {path}. Nhập báo cáo của các đơn vị trước: daihoi import ĐỢT TỆP")
    refuse_foreign(path)


def refuse_foreign(path: Path) -> None:
    """Refuses a database that this program must not touch; an empty one may become a log.

    Raises:
        StoreError: another program made it, or a newer version of this one did, whose log read with old
            rules could mislead.
    """
    names = _tables(path)
    if names and "meta" not in names:
        raise StoreError(f"{path} là cơ sở dữ liệu của chương trình khác: chọn đường dẫn khác cho sổ ghi.")
    version = _version(path) if names else SCHEMA_VERSION
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"Sổ ghi {path} do bản chương trình mới hơn tạo ra (phiên bản {version}; bản này đọc được đến "
            f"{SCHEMA_VERSION}). Hãy nâng cấp chương trình; sổ ghi không bị thay đổi."
        )


def _tables(path: Path) -> set[str]:
    with reading(path) as connection:
        return {row[0] for row in connection.execute("select name from sqlite_master")}


def _version(path: Path) -> int:
    with reading(path) as connection:
        row = connection.execute("select value from meta where name = 'schema_version'").fetchone()
        return int(row[0]) if row else 0
