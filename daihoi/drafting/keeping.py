"""Files that people go on with: written when new, made again while untouched, never overwritten.

Beside the files lies a list of what the program wrote last, by hash. A file that is not as it was written
has been edited; it stays as it is, for ever. The list also knows what came of which origin: while that is the
same, nothing is made to be compared, for a Word file takes a tenth of a second and every import asks for all.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from daihoi.errors import DaihoiError, system_reason
from daihoi.whole_files import written_whole

LIST = ".da-lap.json"
LOCK = ".dang-lap"
_ORIGIN = " <- "
"""Follows the name of a file in the list: its origin, and the hash of what came of it."""
_OPENED = ("~${tail}", ".~lock.{name}#")
"""Files that Word and LibreOffice lay beside one that is open; Word cuts off the first two letters."""


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "lập mới"
    SAME = "đã có, không đổi"
    REFRESHED = "chưa ai sửa, lập lại theo số liệu mới"
    EDITED = "đã được sửa, để nguyên"
    OPEN = "đang mở, để nguyên"


def keep(path: Path, make: Callable[[], bytes], origin: str = "") -> Outcome:
    """Writes a file, unless somebody has changed the one that is there, or has it open.

    Args:
        path: of the file.
        make: makes its content.
        origin: a word for all that the content follows from; empty when there is none.

    Raises:
        DaihoiError: the folder cannot be written, or the list of files is not readable.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _held(path.parent):
            return _keep(path, make, origin)
    except OSError as error:
        raise DaihoiError(
            f"Không ghi được «{path}»: {system_reason(error)}. Các tệp cũ còn nguyên; chọn --out khác."
        ) from error


def _keep(path: Path, make: Callable[[], bytes], origin: str) -> Outcome:
    written = _written(path.parent)
    known, _, fresh = written.get(path.name + _ORIGIN, "").partition(" ")
    content = None if origin and origin == known else make()
    fresh = fresh if content is None else _hash(content)
    outcome = _outcome(path, fresh, written.get(path.name))
    if outcome in (Outcome.NEW, Outcome.REFRESHED):
        content = make() if content is None else content
        fresh = _hash(content)  # of what is written: it need not be what came of the same origin before
        _put(path, content, is_new=outcome is Outcome.NEW)
    noted = {**written, path.name + _ORIGIN: f"{origin} {fresh}"} if origin else {**written}
    if outcome in (Outcome.NEW, Outcome.REFRESHED, Outcome.SAME):
        noted[path.name] = fresh
    if noted != written:
        _note(path.parent, noted)
    return outcome


def _outcome(path: Path, fresh: str, written: str | None) -> Outcome:
    """What has to become of a file, from the hashes of what is new and of what was written last."""
    if not path.exists():
        return Outcome.NEW
    there = _hash(path.read_bytes())
    if there == fresh:
        return Outcome.SAME
    if there != written:
        return Outcome.EDITED
    return Outcome.OPEN if _is_open(path) else Outcome.REFRESHED


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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
