"""Putting a backup in the place of the log, in one step; the log that was there is kept beside it.

Killed at any point, this leaves the old log or the new one under the log's name. SQLite finds its side files
by that name: were an old ``-wal`` still there when the new file arrives, it would be played into it. So the
old log is first brought back into one file and held alone until the names are exchanged.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from daihoi.errors import StoreError
from daihoi.store import anchors, copying
from daihoi.store.backups import anchor_path, stamp
from daihoi.store.baselines import VIETNAM
from daihoi.store.connection import connect, refuse_foreign, write_gate
from daihoi.store.log_differences import Difference, difference
from daihoi.store.verifying import Verification, is_broken, verify

KEPT = ".truoc-khoi-phuc-"
_BUILDING = ".dang-khoi-phuc-"
_SIDE_FILES = ("-wal", "-shm", "-journal")
_TABLES = {"meta", "event", "batch", "chain_head", "activity_current"}


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    Attributes:
        source: the backup.
        verification: what was found in it; nothing wrong.
        difference: what the log that was there had and the backup has not, and the other way round.
        kept: where the log that was there lies now; None when there was none.
    """

    source: Path
    verification: Verification
    difference: Difference
    kept: Path | None


class LossError(StoreError):
    """Restoring would lose what was recorded since the backup.

    Attributes:
        difference: what would be lost.
    """

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        super().__init__(
            f"Chưa khôi phục: {_loss(difference)} Vẫn muốn khôi phục thì thêm --force: sổ hiện tại được giữ "
            "cạnh sổ mới, rồi nhập lại các báo cáo đến sau bản sao lưu."
        )


def restore(log_file: Path, source: Path, moment: datetime, *, force: bool = False) -> Restored:
    """Puts a backup in the place of the log; nobody writes meanwhile.

    Args:
        log_file: the log; there need not be one.
        source: the backup; it stays as it is.
        moment: this instant, with time zone; names the log that is kept.
        force: restores even when events or baselines that the backup lacks leave the log by it.

    Raises:
        LossError: something would be lost and ``force`` is not given.
        StoreError: the backup is none, or not whole, or its anchor names another; the log is open in another
            program; a file cannot be written. The log is as it was.
    """
    _refuse_unfit(log_file, source)
    with copying.told(f"Không khôi phục được {log_file} từ {source}"):
        log_file.parent.mkdir(parents=True, exist_ok=True)
        with write_gate(log_file):
            _clear(log_file)
            with copying.temporary(log_file.parent, _BUILDING) as fresh:
                verification = _taken(source, fresh)
                told = difference(log_file, fresh)
                if told.is_loss and not force:
                    raise LossError(told)
                kept = _exchange(log_file, fresh, moment)
    return Restored(source, verification, told, kept)


def _refuse_unfit(log_file: Path, source: Path) -> None:
    """Raises StoreError for a source that is no log this program can read."""
    if not source.is_file():
        raise StoreError(
            f"Không có tệp {source}. Các bản sao lưu mặc định nằm ở {log_file.parent / 'backups'}."
        )
    if log_file.exists() and source.samefile(log_file):
        raise StoreError(f"{source} chính là sổ ghi đang dùng: chọn một bản sao lưu.")
    with copying.told(f"Không khôi phục được từ {source}"), closing(connect(source, "ro")) as connection:
        names = {row[0] for row in connection.execute("select name from sqlite_master")}
    if not names >= _TABLES:
        raise StoreError(f"{source} không phải bản sao lưu sổ ghi: chọn tệp do daihoi db backup tạo ra.")
    refuse_foreign(source)


def _taken(source: Path, fresh: Path) -> Verification:
    """Copies the backup beside the log and examines the copy, which is what will be put in place.

    Raises:
        StoreError: the copy is not whole, or not the one that the text beside the backup speaks of.
    """
    copying.copy_database(source, fresh)
    found = verify(fresh)
    if not found.is_whole:
        lines = "\n".join(f"  {finding.what}" for finding in found.findings)
        raise StoreError(f"Không khôi phục: bản sao lưu {source} không nguyên vẹn.\n{lines}\nChọn bản khác.")
    _refuse_other(source, fresh)
    return found


def _refuse_other(source: Path, fresh: Path) -> None:
    beside = anchor_path(source)
    if not beside.is_file():
        return
    try:
        anchor = anchors.from_file(beside)
    except StoreError:
        return  # a text that holds no anchor says nothing against the backup
    with closing(connect(fresh, "ro")) as connection:
        problem = anchors.difference(connection.execute, anchor)
    if problem:
        raise StoreError(
            f"Không khôi phục: {source} không khớp mốc trong {beside.name} (số {anchor}). {problem} "
            "Chọn bản khác."
        )


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


def _loss(told: Difference) -> str:
    """What would be lost, as Vietnamese sentences."""
    if not told.is_readable:
        return "sổ ghi hiện tại hỏng, không đếm được có gì mà bản sao lưu không có."
    parts = []
    if told.lost_events and told.lost_from and told.lost_since:
        at = told.lost_since.astimezone(VIETNAM)
        parts.append(
            f"sổ ghi hiện tại có {told.lost_events} sự kiện mà bản sao lưu không có, từ số {told.lost_from}, "
            f"ghi lúc {at:%H:%M} ngày {at:%d/%m/%Y}."
        )
    if told.lost_baselines:
        names = ", ".join(f"«{name}»" for name in told.lost_baselines)
        parts.append(f"bản sao lưu không có {len(told.lost_baselines)} bản chốt: {names}.")
    return " ".join(part if not n else part[0].upper() + part[1:] for n, part in enumerate(parts))
