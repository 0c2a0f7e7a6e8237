"""A table of a register → checked rows, or everything that is wrong with it, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from daihoi.domain.entries import stated_entry, written
from daihoi.domain.entry_remarks import remark_on
from daihoi.domain.preparing.steering_posts import FREE_REMEDY, NAMED, person_named
from daihoi.domain.record import EventKind, Statement, StatementError
from daihoi.domain.registers import ColumnKind, Register, Value
from daihoi.domain.structure import Certainty
from daihoi.domain.units import Unit
from daihoi.errors import InputErrors
from daihoi.intake.evidence_files import evidence_of
from daihoi.intake.register_cells import own, read_cell
from daihoi.intake.register_columns import is_register_table, locate, register_named, titles_of
from daihoi.intake.register_days import entry_day
from daihoi.intake.register_ground import Coming, Ground
from daihoi.intake.register_reader import EntryReader
from daihoi.intake.register_repeats import repeated
from daihoi.intake.register_together import check_together
from daihoi.intake.rows import PreparedRow, Reading
from daihoi.intake.setting import day_within
from daihoi.intake.statements import CERTAINTIES, KINDS
from daihoi.intake.tables import Table
from daihoi.intake.texts import match_key

__all__ = ["Ground", "is_register_table", "read_entries"]

HEADING = "Bảng ghi sổ có lỗi, chưa ghi dòng nào"
_BESIDE = ("kind", "evidence", "reason", "certainty", "source")
"""What may be written beside the columns of a register; the day of the figures stands there beforehand."""
_KINDS = {name: kind for name, kind in KINDS.items() if kind not in (EventKind.APPROVE, EventKind.REJECT)}
_KIND_WORDS = {match_key(word): kind for name, kind in _KINDS.items() for word in (name, kind.value)}
_CERTAINTY_WORDS = {
    match_key(word): sure for name, sure in CERTAINTIES.items() for word in (name, sure.value)
}


def read_entries(table: Table, ground: Ground) -> Reading:
    """Checks the rows of a table of a register.

    Each row is checked by itself, then against what will stand once all rows of the table are recorded: also
    one that broke a rule by itself, so that all of its errors are told at once. A row that a form offered and
    nobody filled in says nothing.

    Raises:
        InputErrors: cells are wrong; all problems, with line and cell.
    """
    register, unnamed = register_named(table, ground.entries.registers)
    columns, titles = locate(table, register), titles_of(register)
    rows_told = [EntryReader(table, row, columns, titles) for row in table.rows]
    readers = [reader for reader in rows_told if not _is_waiting(reader, register)]
    expecting = ground.expecting([*_coming(readers, register, ground)])
    told = [(reader, _prepared(reader, register, expecting)) for reader in readers]
    check_together([(reader, row) for reader, row in told if row], expecting)
    problems = [*unnamed, *(problem for reader in readers for problem in reader.problems)]
    rows = [_doubted(row, ground) for _, row in told if row]
    problems += repeated(rows, register)
    if problems:
        raise InputErrors(problems, HEADING)
    return Reading(rows, len(rows_told) - len(readers), table.sha256, None)


def _is_waiting(reader: EntryReader, register: Register) -> bool:
    """Whether a form offered the row and nobody wrote anything into it.

    What it has beforehand: the columns of ``Register.form_rows``, else what names the entry.
    """
    if reader.is_blank("base") or reader.fresh().count("base") != 0:
        return False
    beforehand = {one.column for one in register.form_rows} or {*register.key}
    asked = [own(column.code) for column in register.columns if column.code not in beforehand]
    return all(reader.is_blank(alias) for alias in (*asked, *_BESIDE))


def _coming(readers: Sequence[EntryReader], register: Register, ground: Ground) -> Iterator[Coming]:
    """What the rows are about, for a register whose rows name other rows of it."""
    if not any(register.names_of(register.code)):
        return
    for reader in (one.fresh() for one in readers):
        values = {code: read_cell(reader, register.by_code[code], ground) for code in register.key}
        found = {code: value for code, value in values.items() if value is not None}
        if len(found) == len(values):
            kind = _kind(reader)
            yield Coming(
                register.code, reader.text("unit_code"), register.key_of(found), kind is EventKind.VOID
            )


def _prepared(reader: EntryReader, register: Register, ground: Ground) -> PreparedRow | None:
    """The row as it was meant, though it may break rules; None where that cannot be told."""
    unit = ground.setting.lookup.unit(reader)
    is_kept = unit is not None and _is_kept(reader, register, unit, ground)
    kind = _kind(reader)
    values = _values(reader, register, ground, kind)
    day = entry_day(reader, register, values, ground)
    certainty = reader.word("certainty", _CERTAINTY_WORDS, Certainty.STATED, CERTAINTIES)
    base = reader.count("base")
    for alias in ("source", "reason"):
        if person_named(reader.text(alias)):
            reader.refuse(alias, NAMED, FREE_REMEDY)
    proof, paper = _evidence(reader, ground), _paper(reader, ground)
    if unit is None or not is_kept or day is None or not _is_whole(register, values, kind):
        return None
    try:
        said = Statement(
            unit.code,
            register.subject(values),
            kind,
            day,
            document_number=paper[0],
            document_date=paper[1],
            reason=reader.text("reason"),
            certainty=certainty,
            source=reader.text("source"),
            evidence_sha256=proof[1] if proof else "",
            entry=() if kind is EventKind.VOID else written(values),
        )
    except StatementError as error:
        for fault in error.faults:
            reader.refuse(fault.field, fault.what, fault.remedy)
        return None
    return PreparedRow(
        said,
        reader.place,
        reader.line,
        reader.where(own(register.key[0]) if register.key else "unit_code"),
        base_version=base,
        evidence=proof[0] if proof else None,
        name=register.key_of(values) or register.name,
        register=register,
    )


def _doubted(row: PreparedRow, ground: Ground) -> PreparedRow:
    """The row with what may be a slip in it."""
    entry = stated_entry(row.statement, ground.entries.registers)
    if entry is None:
        return row
    register = ground.entries.registers[entry.register]
    return replace(row, remark=remark_on(ground.campaign, register, entry))


def _is_kept(reader: EntryReader, register: Register, unit: Unit, ground: Ground) -> bool:
    """Whether units of this level keep the register; refused where they do not."""
    if not register.levels or unit.level in register.levels:
        return True
    levels = ground.campaign.structure.by_code
    kept = [levels[code].short_name for code in register.levels if code in levels]
    remedy = f"cấp ghi: {', '.join(kept)}" if kept else "đợt này không có cấp nào ghi sổ ấy"
    reader.refuse("unit_code", f"sổ này không do cấp «{levels[unit.level].short_name}» ghi", remedy)
    return False


def _is_whole(register: Register, values: Mapping[str, Value], kind: EventKind) -> bool:
    """Whether what every entry of the register has was read; another cell that was not counts as blank."""
    required = [column.code for column in register.columns if column.is_required]
    return values.keys() >= {*(register.key if kind is EventKind.VOID else required)}


def _kind(reader: EntryReader) -> EventKind:
    return reader.word("kind", _KIND_WORDS, EventKind.REPORT, _KINDS)


def _values(reader: EntryReader, register: Register, ground: Ground, kind: EventKind) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column in register.columns:
        # A row that takes something back names the entry and nothing else: what it named may go with it.
        is_idle = (
            kind is EventKind.VOID and column.kind is ColumnKind.ENTRY and column.code not in register.key
        )
        value = None if is_idle else read_cell(reader, column, ground)
        if value is not None:
            values[column.code] = value
    # A row that takes something back names the entry and nothing else.
    wanted = [code for code in register.key if code not in values] if kind is EventKind.VOID else None
    # What is written in a cell and was refused is not «để trống».
    told = {code for code in register.by_code if not reader.is_blank(own(code))}
    for fault in register.faults(values):
        if fault.field not in told - values.keys() and (wanted is None or fault.field in wanted):
            reader.refuse(own(fault.field), fault.what, fault.remedy)
    return values


def _evidence(reader: EntryReader, ground: Ground) -> tuple[Path, str] | None:
    name, most = reader.text("evidence"), ground.setting.evidence_bytes
    if not name:
        return None
    if most is None:
        reader.refuse("evidence", "ở đây không nhận tệp", "bỏ trống ô này")
        return None
    return evidence_of(reader, name, most)


def _paper(reader: EntryReader, ground: Ground) -> tuple[str, date | None]:
    """The document by which an entry is taken over: its number and its date, or neither."""
    number, day = reader.text("carried_by"), day_within(reader, "carried_on", ground.setting.period)
    if number and day is None and "carried_on" not in reader.unreadable:
        reader.refuse("carried_on", "để trống", "ghi ngày của văn bản kế thừa")
    elif day and not number:
        reader.refuse("carried_by", "để trống", "ghi số của văn bản kế thừa")
    return number, day
