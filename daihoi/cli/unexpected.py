"""An error that nobody foresaw: its traceback goes to a file for whoever mends it, not to the screen."""

from __future__ import annotations

import tempfile
import traceback
from contextlib import suppress
from pathlib import Path


def told(error: Exception, data: Path) -> str:
    """Writes down where an error happened and says so in a sentence.

    Args:
        error: what was raised.
        data: the data folder; the folder for temporary files is taken when it cannot be written.
    """
    path = _written("".join(traceback.format_exception(error)), data)
    what = f"chương trình gặp lỗi ngoài dự kiến ({type(error).__name__})."
    if path is None:
        return f"{what} Không ghi được chi tiết vào đâu: kiểm tra chỗ trống trên đĩa rồi chạy lại."
    return f"{what} Chi tiết nằm ở {path}: gửi tệp này cho người bảo trì chương trình."


def _written(text: str, data: Path) -> Path | None:
    with suppress(OSError):
        return _numbered(data, text)
    with suppress(OSError):
        return _temporary(text)
    return None


def _numbered(folder: Path, text: str) -> Path:
    """Takes the first number that is free, also against another process."""
    number = 1
    while True:
        path = folder / f"loi-{number}.txt"
        with suppress(FileExistsError), path.open("x", encoding="utf-8") as file:
            file.write(text)
            return path
        number += 1


def _temporary(text: str) -> Path:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="daihoi-loi-", suffix=".txt", delete=False
    ) as file:
        file.write(text)
    return Path(file.name)
