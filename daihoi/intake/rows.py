"""A statement that was read from a file, with the place it was read at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from daihoi.domain.approvals_level import LevelGates
from daihoi.domain.record import Statement
from daihoi.domain.registers import Register
from daihoi.domain.rulings import Ruling
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
        dossier: codes of what the activity approves, if it is a gate.
        evidence: the file of evidence as it lies beside the table; None for none.
        base_version: version of the activity that whoever filled in the row had before them: 0 for
            nothing said yet; None when the file does not tell (anything but a form).
        name: what people call the entry of a register, or the activity; empty when it is not known.
        level: the gates of the unit's level; None for an entry of a register.
        register: of which it is an entry; None for a report of an activity.
        remark: what may be a slip in it, though it is taken; empty for nothing.
        expected_on: for a congress, the day that the unit had planned; None for none, or another activity.
    """

    statement: Statement
    place: str
    line: int
    cell: str
    is_gate: bool = False
    base_version: int | None = None
    dossier: tuple[str, ...] = ()
    evidence: Path | None = None
    name: str = ""
    level: LevelGates | None = None
    register: Register | None = None
    remark: str = ""
    expected_on: date | None = None

    def called(self, activity: str) -> str:
        """What people call an activity of the row's unit; its code where that is not known."""
        return self.level.names.get(activity, activity) if self.level else activity


@dataclass(frozen=True, slots=True)
class PreparedRuling:
    """One ruling that was checked against its campaign and the rulings before it.

    Attributes:
        ruling: what was decided.
        corrects: number of the ruling that it annuls; None for any other kind.
        base_seq: number of the campaign's last ruling that it was checked against; 0 for none. One that
            came since has to be looked at first.
        place: the command or file that it came from, for messages.
        line: 1-based line of a file; 0 for a command.
        cell: the cell a conflict would be about; empty for a command.
    """

    ruling: Ruling
    corrects: int | None
    base_seq: int
    place: str
    line: int = 0
    cell: str = ""


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
