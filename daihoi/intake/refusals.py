"""What the readers of CSV and of Excel share: the value of a cell, and how a whole table is refused."""

from __future__ import annotations

from pathlib import Path

from daihoi.errors import InputErrors, Problem

Cell = object
"""``str``; from a workbook also ``float``, ``bool``, ``date``, ``datetime``, ``time``, ``timedelta``."""


def refusal(place: Path, what: str, remedy: str, line: int = 0, cell: str = "") -> InputErrors:
    """A table that cannot be read at all."""
    return InputErrors([Problem(str(place), line, what, remedy, cell)], "Không đọc được bảng")
