"""Backups: a copy of the log that was verified after it was written, with its anchor beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from daihoi.errors import StoreError
from daihoi.store import copying
from daihoi.store.baselines import VIETNAM
from daihoi.store.connection import require_log, write_gate
from daihoi.store.verifying import Verification, verify

FOLDER = "backups"
"""The default folder, inside the data folder."""

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


def back_up(log_file: Path, target: Path | None, moment: datetime, keep: int | None = None) -> Backup:
    """Copies the log while it may be in use; the copy appears whole and verified, or not at all.

    Args:
        log_file: the log.
        target: a file that is not there yet, or a folder that is; None for ``backups`` beside the log.
        moment: this instant, with time zone; names the copy.
        keep: how many copies the default folder keeps, the new one included; None for all.

    Raises:
        StoreError: there is no log, it is not whole, or the copy cannot be written.
        ValueError: ``keep`` is given for another folder, or is less than 1.
    """
    if keep is not None and (target is not None or keep < 1):
        raise ValueError("keep holds for the default folder only, and keeps at least one")
    require_log(log_file)
    if target is not None:
        return _made(log_file, _free_name(target, moment))
    folder = log_file.parent / FOLDER
    with copying.told(f"Không sao lưu được vào {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        with write_gate(folder / ".backups"):  # one at a time: what a killed one left is then garbage
            for left in folder.glob(f"{_BUILDING}*"):
                left.unlink(missing_ok=True)
            made = _made(log_file, _free_name(folder, moment))
            return Backup(made.path, made.anchor_path, made.verification, _give_up(folder, keep))


def anchor_path(path: Path) -> Path:
    """The text that lies beside a backup."""
    return path.with_name(f"{path.name}.txt")


def stamp(moment: datetime) -> str:
    """``20200302-170405``: an instant by clocks in Vietnam, as part of a file's name."""
    return f"{moment.astimezone(VIETNAM):%Y%m%d-%H%M%S}"


def _free_name(target: Path, moment: datetime) -> Path:
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
    name, number = f"daihoi-{stamp(moment)}", 1
    path = target / f"{name}.db"
    while path.exists():
        number += 1
        path = target / f"{name}-{number}.db"
    return path


def _made(log_file: Path, path: Path) -> Backup:
    with (
        copying.told(f"Không sao lưu được vào {path.parent}"),
        copying.temporary(path.parent, _BUILDING) as copy,
    ):
        copying.copy_database(log_file, copy)
        verification = verify(copy)
        if not verification.is_whole:
            raise StoreError(_refusal(log_file, verification))
        copy.replace(path)
        copying.sync(path.parent)
        copying.write_text(anchor_path(path), anchor_text(path.name, verification))
    return Backup(path, anchor_path(path), verification, ())


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


def _refusal(log_file: Path, verification: Verification) -> str:
    lines = "\n".join(f"  {finding.what}" for finding in verification.findings)
    remedy = verification.findings[0].remedy
    return (
        f"Không sao lưu: sổ ghi {log_file} không nguyên vẹn, bản sao của nó không dùng được. Các bản sao lưu "
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
