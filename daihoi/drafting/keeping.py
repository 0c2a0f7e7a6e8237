"""Files that people go on with: written when new, made again while untouched, never overwritten.

Beside the files lies a list of what the program wrote last, by hash. A file that is not as it was written
has been edited; it stays as it is, for ever.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from daihoi.errors import DaihoiError, system_reason
from daihoi.whole_files import written_whole

LIST = ".da-lap.json"
LOCK = ".dang-lap"
_OPENED = ("~${tail}", ".~lock.{name}#")
"""Files that Word and LibreOffice lay beside one that is open; Word cuts off the first two letters."""


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "lập mới"
    SAME = "đã có, không đổi"
    REFRESHED = "chưa ai sửa, lập lại theo số liệu mới"
    EDITED = "đã được sửa, để nguyên"
    OPEN = "đang mở, để nguyên"


def keep(path: Path, content: bytes) -> Outcome:
    """Writes a file, unless somebody has changed the one that is there, or has it open.

    Raises:
        DaihoiError: the folder cannot be written, or the list of files is not readable.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _held(path.parent):
            return _keep(path, content)
    except OSError as error:
        raise DaihoiError(
            f"Không ghi được «{path}»: {system_reason(error)}. Các tệp cũ còn nguyên; chọn --out khác."
        ) from error


def _keep(path: Path, content: bytes) -> Outcome:
    written, fresh = _written(path.parent), hashlib.sha256(content).hexdigest()
    if path.exists():
        there = hashlib.sha256(path.read_bytes()).hexdigest()
        if there == fresh:
            outcome = Outcome.SAME
        elif there != written.get(path.name):
            return Outcome.EDITED
        elif _is_open(path):
            return Outcome.OPEN
        else:
            _put(path, content, is_new=False)
            outcome = Outcome.REFRESHED
    else:
        _put(path, content, is_new=True)
        outcome = Outcome.NEW
    if written.get(path.name) != fresh:
        _note(path.parent, {**written, path.name: fresh})
    return outcome


def _is_open(path: Path) -> bool:
    names = (_OPENED[0].format(tail=path.name[2:]), _OPENED[1].format(name=path.name))
    return any((path.parent / name).exists() for name in names)


def _put(path: Path, content: bytes, *, is_new: bool) -> None:
    """The whole file under its name in one step; a new one takes no name that was taken meanwhile."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # mkstemp opens for its owner alone
        if is_new:
            path.hardlink_to(temporary)
        else:
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _written(folder: Path) -> dict[str, str]:
    """File name → SHA-256 of what the program wrote last."""
    path = folder / LIST
    if not path.exists():
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in told.items()}
    except (ValueError, AttributeError) as error:
        raise DaihoiError(
            f"Không đọc được «{path}» (tệp ghi những văn bản đã lập). Xóa tệp ấy rồi chạy lại: "
            "các văn bản đang có được coi là đã sửa và để nguyên."
        ) from error


def _note(folder: Path, written: dict[str, str]) -> None:
    with written_whole(folder / LIST) as file:
        json.dump(written, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.write("\n")


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Those who write into a folder take turns; the system frees the lock of one that was killed."""
    with (folder / LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
