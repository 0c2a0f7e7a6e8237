"""Files for people that appear whole or not at all, and cells that no spreadsheet runs."""

from __future__ import annotations

import contextlib
import csv
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from daihoi.errors import DaihoiError, system_reason

Cell = str | int

_FORMULA_STARTS = ("=", "+", "-", "@")


class WriteError(DaihoiError):
    """A file that was asked for cannot be written."""


@contextlib.contextmanager
def written_whole(path: Path, *, encoding: str = "utf-8", newline: str = "\n") -> Iterator[TextIO]:
    """Opens a file that takes its name only once everything has been written and synced to disk.

    Whoever opens ``path`` sees the old contents or the new ones; after an error the old ones stay.

    Raises:
        WriteError: the folder cannot be written, the disk is full, or ``path`` is a folder.
    """
    with _fresh(path) as handle, os.fdopen(handle, "w", encoding=encoding, newline=newline) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """The same with contents that are all there already.

    Raises:
        WriteError: see ``written_whole``.
    """
    with _fresh(path) as handle, os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def _fresh(path: Path) -> Iterator[int]:
    """A new file beside, that takes the name when whoever writes it is done and has closed it."""
    try:
        if path.is_dir():
            raise WriteError(f"«{path}» là thư mục → ghi cả tên tệp.")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            yield handle
            _take_name(Path(name), path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WriteError(
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


def write_csv(path: Path, rows: Iterable[Iterable[Cell]]) -> None:
    """A table that a spreadsheet opens as it stands: UTF-8 with a mark, each cell made ``harmless``.

    Raises:
        WriteError: the file cannot be written.
    """
    with written_whole(path, encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([harmless(cell) for cell in row] for row in rows)


def harmless(cell: Cell) -> Cell:
    """A text on one line that no spreadsheet runs as a formula; numbers stay numbers.

    Line breaks go too: the writer does not quote a lone carriage return, and it would split the row.
    """
    if isinstance(cell, int):
        return cell
    text = " ".join(cell.split())
    is_number = text.removeprefix("-").isdigit()
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not is_number else text
