"""A statement that was read from a file, with the place it was read at."""

from __future__ import annotations

from dataclasses import dataclass

from daihoi.domain.record import Statement


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """One checked row of a table of reports.

    Attributes:
        statement: what the row says.
        place: file as the user knows it.
        line: 1-based line (CSV) or row (xlsx).
        cell: the cell a conflict would be about, ``Báo cáo!D7`` or ``cột «Kết thúc»``.
        is_gate: the activity is an act of the superior body, which only an approval closes.
    """

    statement: Statement
    place: str
    line: int
    cell: str
    is_gate: bool = False
