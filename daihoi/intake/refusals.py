"""What the readers of CSV and of Excel share: the value of a cell, and how a whole table is refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from daihoi.errors import InputErrors, Problem, nearest

Cell = object
"""``str``; from a workbook also ``float``, ``bool``, ``date``, ``datetime``, ``time``, ``timedelta``."""

Lines = Sequence[tuple[int, Sequence[Cell]]]
"""The rows of a table: 1-based number, cells from the first column."""


def column_letters(column: int) -> str:
    """Letters of a 0-based column: 0 → ``A``, 26 → ``AA``."""
    head, last = divmod(column, 26)
    return (column_letters(head - 1) if head else "") + chr(ord("A") + last)


def refusal(place: Path, what: str, remedy: str, line: int = 0, cell: str = "") -> InputErrors:
    """A table that cannot be read at all."""
    return InputErrors([Problem(str(place), line, what, remedy, cell)], "Không đọc được bảng")


def missing(place: Path) -> InputErrors:
    """A file that is not there; those beside it that are of its kind and called nearly so are offered."""
    try:
        beside = [one.name for one in place.parent.iterdir() if one.suffix.lower() == place.suffix.lower()]
    except OSError:
        beside = []
    return refusal(place, "không có tệp này", nearest(place.name, beside) or "kiểm tra đường dẫn")
