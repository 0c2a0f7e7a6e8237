"""Exchanging a log's file for another one in one step; the file that was there is kept beside it.

Killed at any point, this leaves the old log or the new one under the log's name. SQLite finds its side files
by that name: were an old ``-wal`` still there when the new file arrives, it would be played into it. So the
old log is first brought back into one file and held alone until the names are exchanged.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from daihoi.errors import StoreError
from daihoi.store import copying
from daihoi.store.backups import stamp
from daihoi.store.sqlite import is_broken, write_gate

KEPT = ".truoc-khoi-phuc-"
_BUILDING = ".dang-khoi-phuc-"
_SIDE_FILES = ("-wal", "-shm", "-journal")


@contextmanager
def held(log_file: Path) -> Iterator[tuple[Path, Callable[[datetime], Path | None]]]:
    """Keeps others from writing while a log is exchanged.

    Yields:
        An empty file beside the log, to be filled, and what puts it in the log's place; that gives the name
        under which the old log is kept, None when there was none.
    """
    log_file.parent.mkdir(parents=True, exist_ok=True)
    with write_gate(log_file):
        _clear(log_file)
        with copying.temporary(log_file.parent, _BUILDING) as fresh:
            yield fresh, partial(_exchange, log_file, fresh)


def _clear(log_file: Path) -> None:
    """Removes what a restore that was killed left behind; whoever holds the gate restores alone."""
    for left in log_file.parent.glob(f"{_BUILDING}*"):
        left.unlink(missing_ok=True)
    for kept in log_file.parent.glob(f"{log_file.name}{KEPT}*"):
        if log_file.exists() and kept.samefile(log_file):  # a second name of the log in use
            kept.unlink()


def _exchange(log_file: Path, fresh: Path, moment: datetime) -> Path | None:
    """Gives the log's name to the new file; the old one keeps another name."""
    if not log_file.exists():
        fresh.replace(log_file)
        copying.sync(log_file.parent)
        return None
    kept = _free_name(log_file, moment)
    _adopt_rights(log_file, fresh)
    with _alone(log_file) as connection:
        _keep(log_file, kept, connection)
        if connection is None:
            _move_side_files(log_file, kept)
        copying.sync(log_file.parent)
        fresh.replace(log_file)
        copying.sync(log_file.parent)
    return kept


@contextmanager
def _alone(log_file: Path) -> Iterator[sqlite3.Connection | None]:
    """Holds the log, brought back into one file, against every other program; None when it is broken.

    Raises:
        StoreError: another program has it open.
    """
    with closing(sqlite3.connect(log_file, isolation_level=None)) as connection:
        try:
            connection.execute("pragma wal_checkpoint(truncate)")
            connection.execute("pragma journal_mode=delete")  # refused while anyone else has it open
            connection.execute("begin exclusive")
            usable: sqlite3.Connection | None = connection
        except sqlite3.DatabaseError as error:
            if is_broken(error):
                usable = None
            elif not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise
            else:
                raise StoreError(
                    f"Chưa khôi phục: một chương trình khác đang mở sổ ghi {log_file}. Đóng mọi lệnh daihoi "
                    "và mọi công cụ đang xem sổ, rồi chạy lại."
                ) from error
        yield usable


def _keep(log_file: Path, kept: Path, connection: sqlite3.Connection | None) -> None:
    """A second name for the old log; a copy where the file system knows no second names."""
    try:
        kept.hardlink_to(log_file)
    except OSError:
        if connection is None:
            shutil.copy2(log_file, kept)
        else:  # opening the file another way would let go of SQLite's locks
            with closing(sqlite3.connect(kept)) as copy:
                connection.backup(copy)
        copying.sync(kept)


def _move_side_files(log_file: Path, kept: Path) -> None:
    """What a broken log left beside it goes with it: it must never be played into the new file."""
    for suffix in _SIDE_FILES:
        with suppress(FileNotFoundError):
            log_file.with_name(log_file.name + suffix).rename(kept.with_name(kept.name + suffix))


def _adopt_rights(log_file: Path, fresh: Path) -> None:
    """Who could read and write the log can still do so."""
    before = log_file.stat()
    fresh.chmod(stat.S_IMODE(before.st_mode))
    with suppress(PermissionError):
        os.chown(fresh, before.st_uid, before.st_gid)


def _free_name(log_file: Path, moment: datetime) -> Path:
    name, number = f"{log_file.name}{KEPT}{stamp(moment)}", 1
    path = log_file.with_name(name)
    while path.exists():
        number += 1
        path = log_file.with_name(f"{name}-{number}")
    return path
