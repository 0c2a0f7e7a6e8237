"""Backups: a copy of the log that was verified after it was written, with its anchor beside it.

A backup is always a log in a SQLite file, of a log on a server as well: ``daihoi db restore`` puts any backup
into either place, and that is also how an office moves from a file to a server and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from daihoi.errors import StoreError
from daihoi.log_place import LogPlace
from daihoi.store import copying
from daihoi.store.baselines import VIETNAM
from daihoi.store.database import database
from daihoi.store.sqlite import SqliteFile, write_gate
from daihoi.store.verifying import Verification, verify

FOLDER = "backups"
"""The default folder, inside the data folder."""

BEFORE_UPGRADE = "-truoc-nang-cap"
_BUILDING = ".dang-sao-luu-"
_OWN_NAME = re.compile(r"daihoi-(\d{8}-\d{6})(?:-(\d+))?\.db")


@dataclass(frozen=True)
class Backup:
    """A backup that was made.

    Attributes:
        path: the copy.
        anchor_path: the text beside it, with its anchor.
        verification: what was found in the copy; nothing wrong.
        removed: older backups of the default folder that were given up.
    """

    path: Path
    anchor_path: Path
    verification: Verification
    removed: tuple[Path, ...]


def back_up(
    place: LogPlace,
    target: Path | None,
    moment: datetime,
    keep: int | None = None,
    folder: Path | None = None,
) -> Backup:
    """Copies the log while it may be in use; the copy appears whole and verified, or not at all.

    Args:
        place: the log.
        target: a file that is not there yet, or a folder that is; None for the default folder.
        moment: this instant, with time zone; names the copy.
        keep: how many copies the default folder keeps, the new one included; None for all.
        folder: the default folder; None for ``backups`` beside the log's file.

    Raises:
        StoreError: there is no log, it is not whole, or the copy cannot be written.
        ValueError: ``keep`` is given for another folder, or is less than 1; or a log on a server is to be
            copied to a default folder that is not given.
    """
    if keep is not None and (target is not None or keep < 1):
        raise ValueError("keep holds for the default folder only, and keeps at least one")
    database(place).require_log()
    if target is not None:
        return _made(place, _free_name(target, f"daihoi-{stamp(moment)}"))
    folder = folder or default_folder(place)
    with _one_at_a_time(folder):
        made = _made(place, _free_name(folder, f"daihoi-{stamp(moment)}"))
        return Backup(made.path, made.anchor_path, made.verification, _give_up(folder, keep))


def back_up_as_it_is(place: LogPlace, moment: datetime, folder: Path | None = None) -> Path:
    """Copies a log of an older version, which today's rules cannot verify; only the file itself is examined.

    Args:
        place: the log; whoever calls keeps others from writing.
        moment: this instant, with time zone; names the copy.
        folder: the folder for it; None for ``backups`` beside the log's file.

    Returns:
        The copy: ``daihoi-20200302-170405-truoc-nang-cap.db``; never given up by ``keep``.

    Raises:
        StoreError: the copy cannot be written, or is damaged like the log.
        ValueError: no folder is given for a log on a server.
    """
    folder = folder or default_folder(place)
    with _one_at_a_time(folder), copying.temporary(folder, _BUILDING) as copy:
        _copy(place, copy)
        file = SqliteFile(copy)
        with file.reading() as run:
            damage = list(file.damage(run))
        if damage:
            lines = "\n".join(f"  {text}" for text in damage)
            raise StoreError(f"Không sao lưu được: {database(place).label} hỏng.\n{lines}")
        return _named(copy, _free_name(folder, f"daihoi-{stamp(moment)}{BEFORE_UPGRADE}"))


def default_folder(place: LogPlace) -> Path:
    """The folder ``backups`` beside a log's file.

    Raises:
        ValueError: the log lies on a server.
    """
    if not isinstance(place, Path):
        raise ValueError("a log on a server has no folder of its own: name one")
    return place.parent / FOLDER


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Makes the folder and removes what a backup that was killed left there."""
    with copying.told(f"Không sao lưu được vào {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        with write_gate(folder / ".backups"):  # whoever holds it works alone: what is left is garbage
            for left in folder.glob(f"{_BUILDING}*"):
                left.unlink(missing_ok=True)
            yield


def anchor_path(path: Path) -> Path:
    """The text that lies beside a backup."""
    return path.with_name(f"{path.name}.txt")


def stamp(moment: datetime) -> str:
    """``20200302-170405``: an instant by clocks in Vietnam, as part of a file's name."""
    return f"{moment.astimezone(VIETNAM):%Y%m%d-%H%M%S}"


def _free_name(target: Path, name: str) -> Path:
    """The file to make: the one named, or a new one in the folder named.

    Raises:
        StoreError: the file is there already, or its folder is not.
    """
    if not target.is_dir():
        if target.exists():
            raise StoreError(f"Đã có tệp {target}, không ghi đè lên bản sao lưu cũ: chọn tên khác.")
        if not target.parent.is_dir():
            raise StoreError(f"Không có thư mục {target.parent}: tạo trước, hoặc gắn ổ đĩa rồi chạy lại.")
        return target
    path, number = target / f"{name}.db", 1
    while path.exists():
        number += 1
        path = target / f"{name}-{number}.db"
    return path


def _made(place: LogPlace, path: Path) -> Backup:
    with (
        copying.told(f"Không sao lưu được vào {path.parent}"),
        copying.temporary(path.parent, _BUILDING) as copy,
    ):
        _copy(place, copy)
        verification = verify(copy)
        if not verification.is_whole:
            raise StoreError(_refusal(place, verification))
        _named(copy, path)
        copying.write_text(anchor_path(path), anchor_text(path.name, verification))
    return Backup(path, anchor_path(path), verification, ())


def _copy(place: LogPlace, copy: Path) -> None:
    if isinstance(place, Path):
        copying.copy_file(place, copy)
        return
    from daihoi.store.server_copies import copy_to_file  # SQLAlchemy, which a file does not need

    copy_to_file(place, copy)


def _named(copy: Path, path: Path) -> Path:
    copy.replace(path)
    copying.sync(path.parent)
    return path


def anchor_text(name: str, verification: Verification) -> str:
    """What the text beside a backup says, in Vietnamese."""
    head, rows = verification.head, verification.rows
    if head.anchor is None or head.recorded_at is None:
        return f"{name}: sổ ghi chưa có sự kiện nào.\n"
    at = head.recorded_at.astimezone(VIETNAM)
    return (
        f"Sổ ghi đến số {head.anchor.seq} · {head.anchor.hash}\n"
        f"Sự kiện cuối ghi lúc {at:%H:%M:%S} ngày {at:%d/%m/%Y} (giờ Việt Nam).\n"
        f"Bản sao {name}: {rows['event']} sự kiện, {rows['batch']} lần nhập, đã kiểm tra.\n"
        f"Khôi phục: daihoi db restore {name}\n"
    )


def _refusal(place: LogPlace, verification: Verification) -> str:
    lines = "\n".join(f"  {finding.what}" for finding in verification.findings)
    remedy = verification.findings[0].remedy
    return (
        f"Không sao lưu: sổ ghi {place} không nguyên vẹn, bản sao của nó không dùng được. Các bản sao lưu "
        f"cũ còn nguyên.\n{lines}\n{remedy}"
    )


def _give_up(folder: Path, keep: int | None) -> tuple[Path, ...]:
    """Removes the oldest copies of the default folder; only those that this program named."""
    if keep is None:
        return ()
    named = ((_OWN_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    own = sorted((found[1], int(found[2] or 1), path) for found, path in named if found)
    given_up = tuple(path for *_, path in own[:-keep])
    for path in given_up:
        path.unlink()
        anchor_path(path).unlink(missing_ok=True)
    return given_up
