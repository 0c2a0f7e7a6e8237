"""Files that appear whole or not at all, and the one error of everything that leaves the program."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from daihoi.errors import DaihoiError, system_reason


class ExchangeError(DaihoiError):
    """A file for another program cannot be written."""


@contextlib.contextmanager
def written_whole(path: Path, *, encoding: str = "utf-8", newline: str = "\n") -> Iterator[TextIO]:
    """Opens a file that takes its name only once everything has been written and synced to disk.

    Whoever opens ``path`` sees the old contents or the new ones; after an error the old ones stay.

    Raises:
        ExchangeError: the folder cannot be written, the disk is full, or ``path`` is a folder.
    """
    try:
        if path.is_dir():
            raise ExchangeError(f"«{path}» là thư mục → ghi tên tệp, ví dụ «{path / 'ke_hoach.xml'}».")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding=encoding, newline=newline) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _take_name(Path(name), path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ExchangeError(
            f"Không ghi được «{path}»: {system_reason(error)}. Chọn nơi khác bằng -o; "
            "tệp cũ, nếu có, còn nguyên."
        ) from error


def _take_name(temporary: Path, path: Path) -> None:
    temporary.chmod(0o644)  # mkstemp opens for its owner alone
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
