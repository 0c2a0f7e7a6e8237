"""A table of a register → checked rows, or everything that is wrong with it, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry, stated_entry, written
from daihoi.domain.entry_checks import faults_beside
from daihoi.domain.preparing.steering_posts import FREE_REMEDY, NAMED, person_named, text_faults
from daihoi.domain.record import EventKind, Fault, Statement, StatementError
from daihoi.domain.registers import ColumnKind, Register, RegisterColumn, Value, subject
from daihoi.domain.structure import Certainty
from daihoi.domain.units import related_units
from daihoi.errors import InputErrors, Problem, suggestion
from daihoi.intake.cells import RowReader
from daihoi.intake.evidence_files import evidence_of
from daihoi.intake.register_columns import is_register_table, locate, register_named, titles_of
from daihoi.intake.rows import PreparedRow, Reading
from daihoi.intake.setting import Setting, day_within
from daihoi.intake.statements import CERTAINTIES, KINDS
from daihoi.intake.tables import Table, TableRow, is_blank, shown_cell
from daihoi.intake.texts import match_key

__all__ = ["Ground", "is_register_table", "read_entries"]

HEADING = "Bảng ghi sổ có lỗi, chưa ghi dòng nào"
_KINDS = {name: kind for name, kind in KINDS.items() if kind not in (EventKind.APPROVE, EventKind.REJECT)}
_KIND_WORDS = {match_key(word): kind for name, kind in _KINDS.items() for word in (name, kind.value)}
_CERTAINTY_WORDS = {
    match_key(word): sure for name, sure in CERTAINTIES.items() for word in (name, sure.value)
}
_COUNT = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,2}")


class EntryReader(RowReader):
    """One row of a table of a register."""

    def __init__(
        self, table: Table, row: TableRow, columns: Mapping[str, int], titles: Mapping[str, str]
    ) -> None:
        super().__init__(table, row, columns)
        self._titles = titles

    def fresh(self) -> EntryReader:
        """The same row, of which nothing has been read yet."""
        return EntryReader(self._table, self._row, self._columns, self._titles)

    def where(self, alias: str) -> str:
        """The cell of a column in this row, as a user finds it."""
        return super().where(alias) if self.has(alias) else f"cột «{self._titles.get(alias, alias)}»"

    def is_blank(self, alias: str) -> bool:
        """Whether the cell holds nothing, or the table lacks the column."""
        return is_blank(self._cell(alias))

    def words(self, alias: str) -> str:
        """Clean text; a number that a workbook made of one is written out."""
        cell = self._cell(alias)
        return shown_cell(cell) if isinstance(cell, int | float) else self.text(alias)

    def count(self, alias: str) -> int | None:
        """A whole number from 0 on; None when blank."""
        if self.is_blank(alias):
            return None
        cell = self._cell(alias)
        text = shown_cell(cell) if isinstance(cell, int | float) else self.text(alias)
        if not _COUNT.fullmatch(text):
            if alias not in self.unreadable:
                self._unreadable(alias, f"«{text}» không phải số đếm", "ghi số nguyên từ 0 trở lên, ví dụ 12")
            return None
        return int(text.replace(".", ""))


class Ground:
    """What rows of registers are checked against.

    Args:
        setting: units, days, evidence.
        campaign: as rulings left it.
        entries: the entries that stand, as known now.
    """

    def __init__(self, setting: Setting, campaign: Campaign, entries: Entries) -> None:
        self.setting, self.campaign, self.entries = setting, campaign, entries
        self._keys: dict[tuple[str, str], Mapping[str, str]] = {}

    def keys(self, register: str, unit_code: str) -> Mapping[str, str]:
        """Entries that rows of a unit may name: its own, those above it and below it, by what they lie under.

        What units beside it keep is none of its business, and is not offered to whoever mistypes a key.
        """
        place = (register, unit_code)
        if place not in self._keys:
            related = related_units(self.campaign.tree, unit_code)
            found = [one.key for one in self.entries.of(register) if one.unit_code in related]
            self._keys[place] = {subject(register, key): key for key in found}
        return self._keys[place]


def read_entries(table: Table, ground: Ground) -> Reading:
    """Checks the rows of a table of a register.

    Each row is checked by itself, then against the entries that stand and the rows before it.

    Raises:
        InputErrors: cells are wrong; all problems, with line and cell.
    """
    register = register_named(table, ground.entries.registers)
    columns, titles = locate(table, register), titles_of(register)
    readers = [EntryReader(table, row, columns, titles) for row in table.rows]
    told = [(reader, _prepared(reader, register, ground)) for reader in readers]
    _check_together([(reader, row) for reader, row in told if row], ground)
    problems = [problem for reader in readers for problem in reader.problems]
    rows = [row for _, row in told if row]
    problems += _repeated(rows)
    if problems:
        raise InputErrors(problems, HEADING)
    return Reading(rows, 0, table.sha256, None)


def _prepared(reader: EntryReader, register: Register, ground: Ground) -> PreparedRow | None:
    unit = ground.setting.lookup.unit(reader)
    if unit and register.levels and unit.level not in register.levels:
        name = ground.campaign.structure.by_code[unit.level].name
        reader.refuse(
            "unit_code", f"sổ này không do cấp «{name}» ghi", f"cấp ghi: {', '.join(register.levels)}"
        )
    kind = reader.word("kind", _KIND_WORDS, EventKind.REPORT, ", ".join(_KINDS))
    values = _values(reader, register, ground, kind)
    day = _day(reader, register, values, ground)
    certainty = reader.word("certainty", _CERTAINTY_WORDS, Certainty.STATED, ", ".join(CERTAINTIES))
    base = reader.count("base")
    for alias in ("source", "reason"):
        if person_named(reader.text(alias)):
            reader.refuse(alias, NAMED, FREE_REMEDY)
    proof = _evidence(reader, ground)
    if unit is None or day is None or reader.problems:
        return None
    try:
        said = Statement(
            unit.code,
            register.subject(values),
            kind,
            day,
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
    cell = reader.where(f"own:{register.key[0]}" if register.key else "unit_code")
    if reader.problems:
        return None
    return PreparedRow(
        said, reader.place, reader.line, cell, base_version=base, evidence=proof[0] if proof else None
    )


def _values(reader: EntryReader, register: Register, ground: Ground, kind: EventKind) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column in register.columns:
        alias = f"own:{column.code}"
        if not reader.is_blank(alias):
            value = _READERS[column.kind](reader, alias, column, ground)
            if value is not None:
                values[column.code] = value
    # A row that takes something back names the entry and nothing else.
    wanted = [code for code in register.key if code not in values] if kind is EventKind.VOID else None
    # What is written in a cell and was refused is not «để trống».
    told = {code for code in register.by_code if not reader.is_blank(f"own:{code}")}
    for fault in register.faults(values):
        if fault.field not in told - values.keys() and (wanted is None or fault.field in wanted):
            reader.refuse(f"own:{fault.field}", fault.what, fault.remedy)
    return values


def _text(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    return reader.words(alias) or None


def _day_cell(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    return reader.day(alias)


def _count(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    return reader.count(alias)


def _choice(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    words = _choice_words(tuple(column.choices.items()))
    return reader.word(alias, words, "", ", ".join(column.choices.values())) or None


@lru_cache(maxsize=256)  # one column is read in thousands of rows
def _choice_words(choices: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """What a cell may say → code of the choice."""
    return {match_key(word): code for code, name in choices for word in (code, name)}


def _unit(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    code = reader.text(alias)
    if code and code not in ground.campaign.tree.by_code:
        remedy = suggestion(code, ground.campaign.tree.by_code)
        reader.refuse(alias, f"không có đơn vị «{code}»", remedy)
        return None
    return code or None


def _activity(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    code = reader.text(alias)
    known = ground.campaign.structure.level_of_activity
    if code and code not in known:
        reader.refuse(alias, f"không có việc «{code}»", suggestion(code, known))
        return None
    return code or None


def _entry(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    key = reader.words(alias)
    known = ground.keys(column.register, reader.text("unit_code"))
    if key and subject(column.register, key) not in known:
        name = ground.entries.registers[column.register].name
        reader.refuse(alias, f"«{key}» không có trong sổ «{name}»", suggestion(key, known.values()))
        return None
    return key or None


_READERS = {
    ColumnKind.TEXT: _text,
    ColumnKind.DAY: _day_cell,
    ColumnKind.COUNT: _count,
    ColumnKind.CHOICE: _choice,
    ColumnKind.UNIT: _unit,
    ColumnKind.ACTIVITY: _activity,
    ColumnKind.ENTRY: _entry,
}


def _day(reader: EntryReader, register: Register, values: Mapping[str, Value], ground: Ground) -> date | None:
    """The day that an entry is about: stated beside it, or that of a column of its own."""
    stated = day_within(reader, "as_of", ground.setting.period)
    if stated or "as_of" in reader.unreadable or reader.problems:
        return stated
    own = values.get(register.day_column) if register.day_column else None
    if isinstance(own, date) and own <= ground.setting.period.last:
        return own
    if isinstance(own, date):
        reader.refuse(f"own:{register.day_column}", f"ngày {own:%d/%m/%Y} chưa đến", "ghi Số liệu đến ngày")
    else:
        reader.refuse("as_of", "để trống", "ghi ngày mà dòng này nói về")
    return None


def _evidence(reader: EntryReader, ground: Ground) -> tuple[Path, str] | None:
    name, most = reader.text("evidence"), ground.setting.evidence_bytes
    if not name:
        return None
    if most is None:
        reader.refuse("evidence", "ở đây không nhận tệp", "bỏ trống ô này")
        return None
    return evidence_of(reader, name, most)


def _check_together(told: Sequence[tuple[EntryReader, PreparedRow]], ground: Ground) -> None:
    """What each entry may not be beside the others; the rows of the table count as if they stood."""
    entries = ground.entries
    stated = [
        (reader, entry)
        for reader, row in told
        if row.statement.kind is not EventKind.VOID
        and (entry := stated_entry(row.statement, entries.registers))
    ]
    entries = entries.including(entry for _, entry in stated)
    told_already = set[tuple[str, str]]()  # a sum that is wrong is wrong once, however many rows add up to it
    for reader, entry in stated:
        for fault in _all_faults(ground, entries, entry):
            if (entry.unit_code, fault.what) not in told_already:
                told_already.add((entry.unit_code, fault.what))
                alias = f"own:{fault.field}"
                reader.refuse(alias if reader.has(alias) else "unit_code", fault.what, fault.remedy)


def _all_faults(ground: Ground, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """What its workstream finds, and people named in any text that it says nothing of."""
    found = list(faults_beside(ground.campaign, entries, entry))
    yield from found
    register, told = entries.registers[entry.register], {fault.field for fault in found}
    texts = (column.code for column in register.columns if column.kind is ColumnKind.TEXT)
    yield from text_faults(entry, [code for code in texts if code not in told])


def _repeated(rows: Sequence[PreparedRow]) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        line = first.setdefault(row.statement.key, row.line)
        if line != row.line:
            what = f"dòng này và dòng {line} cùng nói về một mục"
            yield Problem(row.place, row.line, what, "mỗi mục chỉ ghi một dòng", row.cell)
