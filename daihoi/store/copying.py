"""Copies of a log's file: taken while it is in use, whole, on the disk, and under their name in one step."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from daihoi.errors import StoreError
from daihoi.store.sqlite import opened_to_read
from daihoi.store.sqlite_messages import circumstance, reason

_SPACE = "Giải phóng chỗ trên đĩa (hoặc nới hạn mức), rồi chạy lại."
_RIGHTS = "Kiểm tra quyền đọc, ghi của thư mục, hoặc chọn thư mục khác."
_WAIT = "Đóng chương trình đó hoặc đợi, rồi chạy lại."
_REMEDIES = {
    "SQLITE_FULL": _SPACE,
    "SQLITE_IOERR": f"Thường là hết chỗ hoặc đĩa hỏng. {_SPACE}",
    "SQLITE_BUSY": _WAIT,
    "SQLITE_LOCKED": _WAIT,
    "SQLITE_NOTADB": "Chọn tệp khác.",
    "SQLITE_CORRUPT": "Chọn bản sao lưu khác, hoặc chạy daihoi db verify.",
}


def copy_file(source: Path, target: Path) -> None:
    """Copies a database as of one moment, with what lies in its write-ahead log; writers need not stop.

    The copy is one file without side files and is on the disk when this returns.

    Args:
        source: a database, in use or not.
        target: an empty file; it gets the rights of the source.

    Raises:
        sqlite3.Error: the source cannot be read or the target cannot be written.
        OSError: the target cannot be made.
        StoreError: the source cannot be read where it lies.
    """
    with opened_to_read(source) as log, closing(sqlite3.connect(target)) as copy:
        log.backup(copy)  # in one step, inside one read transaction
        close_up(copy)
    target.chmod(stat.S_IMODE(source.stat().st_mode))
    sync(target)


def close_up(copy: sqlite3.Connection) -> None:
    """Lets a copy need no side files: the header would still ask for a write-ahead log."""
    copy.execute("pragma journal_mode=delete")


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turns what system and driver say into what a user can act on.

    Args:
        what: the Vietnamese clause that the message begins with, e.g. «Không sao lưu được vào …».

    Raises:
        StoreError: for every ``OSError`` and ``sqlite3.Error`` in the block.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        remedy = _REMEDIES.get(circumstance(error), _RIGHTS)
        raise StoreError(f"{what}: {reason(error)}. {remedy}") from error


@contextmanager
def temporary(folder: Path, prefix: str) -> Iterator[Path]:
    """An empty file for something that is being made; what is left under its name is removed at the end."""
    handle, name = tempfile.mkstemp(suffix=".db", prefix=prefix, dir=folder)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        remove_with_side_files(path)


def remove_with_side_files(path: Path) -> None:
    """Removes a database and what SQLite or this program may keep beside it."""
    for suffix in ("", "-journal", "-wal", "-shm", ".lock"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Writes a small file under its name in one step."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_text(text, encoding="utf-8")
        sync(fresh)
        fresh.replace(path)
        sync(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Waits until a file or the names in a folder are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
