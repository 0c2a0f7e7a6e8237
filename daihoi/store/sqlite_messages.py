"""What SQLite and the system say of a file, in words that its user can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from daihoi.errors import StoreError, system_reason


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the driver and the system say of a file into what a user can act on.

    Raises:
        StoreError: for every ``sqlite3.Error`` and ``OSError`` in the block.
    """
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"Không dùng được sổ ghi {path}: {reason(error)}. {_hint(error)}") from error


_REASONS = {
    "SQLITE_FULL": "hết chỗ trên đĩa",
    "SQLITE_IOERR": "không đọc hoặc không ghi được đĩa",
    "SQLITE_READONLY": "không có quyền ghi",
    "SQLITE_CANTOPEN": "không mở được tệp",
    "SQLITE_PERM": "không có quyền",
    "SQLITE_BUSY": "một chương trình khác đang dùng",
    "SQLITE_LOCKED": "một chương trình khác đang dùng",
    "SQLITE_NOTADB": "không phải sổ ghi",
    "SQLITE_CORRUPT": "tệp hỏng",
}


def circumstance(error: sqlite3.Error | OSError) -> str:
    """The family of an error in SQLite's words, e.g. ``SQLITE_FULL``; empty for one of its own."""
    if isinstance(error, OSError):
        is_space = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        is_right = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
        return "SQLITE_FULL" if is_space else "SQLITE_READONLY" if is_right else "SQLITE_CANTOPEN"
    name = getattr(error, "sqlite_errorname", "")
    return next((family for family in _REASONS if name.startswith(family)), "")


def reason(error: sqlite3.Error | OSError) -> str:
    """Why a file could not be used, in Vietnamese; in the driver's own words when that is rare."""
    if isinstance(error, OSError):
        return system_reason(error)
    return _REASONS.get(circumstance(error)) or str(error)


_HINTS = {
    "SQLITE_FULL": "Giải phóng chỗ rồi chạy lại; chưa có gì được ghi.",
    "SQLITE_IOERR": "Thường là hết chỗ hoặc đĩa hỏng: giải phóng chỗ rồi chạy lại; chưa có gì được ghi.",
    "SQLITE_READONLY": "Xin quyền ghi vào thư mục của sổ ghi rồi chạy lại; chưa có gì được ghi.",
    "SQLITE_BUSY": "Đợi rồi chạy lại; chạy lại không ghi trùng.",
    "SQLITE_LOCKED": "Đợi rồi chạy lại; chạy lại không ghi trùng.",
    "SQLITE_NOTADB": "Kiểm tra đường dẫn; nếu đúng thì khôi phục từ bản sao lưu (daihoi db restore TỆP).",
    "SQLITE_CORRUPT": "Xem daihoi db verify; khôi phục từ bản sao lưu (daihoi db restore TỆP).",
}


def _hint(error: sqlite3.Error | OSError) -> str:
    return _HINTS.get(circumstance(error), "Kiểm tra đường dẫn và quyền đọc, ghi của thư mục.")
