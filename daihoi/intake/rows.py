"""A statement that was read from a file, with the place it was read at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daihoi.domain.record import Statement
from daihoi.intake.form_marks import FormStamp


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """One checked row of a table of reports.

    Attributes:
        statement: what the row says.
        place: file as the user knows it.
        line: 1-based line (CSV) or row (xlsx).
        cell: the cell a conflict would be about, ``Báo cáo!D7`` or ``cột «Kết thúc»``.
        is_gate: the activity is an act of the superior body, which only an approval closes.
        base_version: version of the activity that whoever filled in the row had before them: 0 for
            nothing said yet; None when the file does not tell (anything but a form).
    """

    statement: Statement
    place: str
    line: int
    cell: str
    is_gate: bool = False
    base_version: int | None = None


@dataclass(frozen=True)
class Reading:
    """What a file of reports says.

    Attributes:
        rows: the checked rows; of a form, only those that were filled in or changed.
        untouched: rows of a form that still hold what they were issued with.
        sha256: hex SHA-256 of the file that was read.
        form: which form it is; None for any other table.
    """

    rows: Sequence[PreparedRow]
    untouched: int
    sha256: str
    form: FormStamp | None
