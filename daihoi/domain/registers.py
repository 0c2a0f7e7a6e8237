"""Registers («sổ»): what is kept beside the schedule, entry by entry, with rules that every entry meets.

A register is data (``config/registers``): its columns, which of them name an entry, what must hold between
them, and where that comes from. Documents, comments, shares of committees, delegates and follow-up items are
all kept in this way, so they share one intake, one history, one form and one way to be corrected.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from daihoi.domain.record import Fault, shown
from daihoi.domain.spelling import match_key
from daihoi.domain.structure import Basis

Value = str | int | date
"""What a cell of an entry holds; a blank one is left out."""

SUBJECT_MARK, KEY_MARK = "@", " | "
MAX_KEY = 120
MAX_SUBJECT = 64
_DIGEST = 16


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    CHOICE = "choice"
    UNIT = "unit"
    ACTIVITY = "activity"
    ENTRY = "entry"


@dataclass(frozen=True)
class RegisterColumn:
    """A column of a register.

    Attributes:
        code: how rules and programs name it.
        name: its Vietnamese title.
        kind: see ``ColumnKind``.
        is_required: no entry may leave it blank.
        choices: for a choice, code → Vietnamese word.
        register: for an entry, code of the register that it has to stand in.
        most: largest count, or number of characters of a text; None for no limit.
        note: what whoever fills it in should know.
        numbers_of: for a count in the key, code of the register in which the unit beside it gave that number.
    """

    code: str
    name: str
    kind: ColumnKind
    is_required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    register: str = ""
    most: int | None = None
    note: str = ""
    numbers_of: str = ""

    def shown(self, value: Value | None) -> str:
        """A value as people read it; empty for none."""
        if value is None:
            return ""
        if isinstance(value, date):
            return shown(value)
        return self.choices.get(value, value) if isinstance(value, str) else str(value)

    def filed(self, value: Value | None) -> str:
        """A value as the log files it: as people read it, but a choice by its code."""
        is_code = self.kind is ColumnKind.CHOICE and isinstance(value, str)
        return str(value) if is_code else self.shown(value)


class RuleKind(StrEnum):
    """What must hold between the columns of one entry."""

    AT_MOST = "at_most"
    SUMS_TO = "sums_to"
    NOT_BEFORE = "not_before"
    NEEDED_WHEN = "needed_when"


@dataclass(frozen=True)
class EntryRule:
    """Something that must hold within one entry; what a blank column leaves open is not asked.

    Attributes:
        kind: ``AT_MOST``: the count in the first column is at most that in the last. ``SUMS_TO``: the
            counts in all columns but the last add up to that in the last; where some are blank, the others
            are not above it. ``NOT_BEFORE``: the day in the
            first column is not before that in the last. ``NEEDED_WHEN``: all columns but the last are
            filled in when the last holds one of ``values``.
        columns: codes; at least two.
        values: for ``NEEDED_WHEN``, codes of choices.
    """

    kind: RuleKind
    columns: Sequence[str]
    values: Sequence[str] = ()


@dataclass(frozen=True)
class OfferedColumn:
    """What new rows of a form have in a column beforehand: a row for each of its values.

    Attributes:
        column: code.
        values: codes of choices, or a count as text; empty: every choice, of a unit every one directly below.
    """

    column: str
    values: Sequence[str] = ()


@dataclass(frozen=True)
class Register:
    """One register.

    Attributes:
        code: e.g. ``issued_documents``.
        name: e.g. «Sổ văn bản ban hành».
        workstream: code of the workstream that it belongs to.
        levels: codes of the levels whose units keep it; empty for all.
        key: codes of the columns that name an entry of a unit; empty: a unit has one entry.
        columns: in the order of forms.
        day_column: code of the column whose day an entry is about; empty: it is stated beside.
        rules: what must hold within an entry.
        basis: where the register comes from.
        note: what it is for, for whoever fills it in.
        carries_over: the unit that takes the place of one that is gone may take over its entries. What is
            about the congress of a unit itself (sessions, delegates, personnel, results) may not.
        form_rows: what a form offers as new rows; of several columns every combination. Empty: blank rows
            only, but one for each unit where a unit has one entry.
    """

    code: str
    name: str
    workstream: str
    levels: Sequence[str]
    key: Sequence[str]
    columns: Sequence[RegisterColumn]
    day_column: str
    rules: Sequence[EntryRule]
    basis: Basis
    note: str = ""
    carries_over: bool = False
    form_rows: Sequence[OfferedColumn] = ()

    @cached_property
    def by_code(self) -> Mapping[str, RegisterColumn]:
        """Column code → column."""
        return {column.code: column for column in self.columns}

    @property
    def called(self) -> str:
        """The register within a sentence: «sổ văn bản» of «Sổ văn bản», else «sổ» and the name in quotes."""
        first, _, rest = self.name.partition(" ")
        return f"sổ {rest}" if first.lower() == "sổ" and rest else f"sổ «{self.name}»"

    def key_of(self, values: Mapping[str, Value]) -> str:
        """What names an entry among those of its unit: its key columns, as people read them."""
        return KEY_MARK.join(self.by_code[code].shown(values.get(code)) for code in self.key)

    def subject(self, values: Mapping[str, Value]) -> str:
        """What the log files an entry under; spellings that differ in capitals or tone marks meet.

        A choice stands in it by its code: another word for the choice must not make another entry.
        """
        told = (self.by_code[code].filed(values.get(code)) for code in self.key)
        return subject(self.code, KEY_MARK.join(told))

    def names_of(self, register: str) -> Iterator[RegisterColumn]:
        """The columns whose cells name entries of a register."""
        return (one for one in self.columns if one.kind is ColumnKind.ENTRY and one.register == register)

    def faults(self, values: Mapping[str, Value]) -> Iterator[Fault]:
        """What is wrong with the cells of one entry, by itself."""
        for column in self.columns:
            yield from _column_faults(column, values.get(column.code))
        if len(self.key_of(values)) > MAX_KEY and self.key:
            what = f"dài {len(self.key_of(values))} ký tự, nhiều nhất {MAX_KEY}"
            yield Fault(self.key[0], what, "viết ngắn lại: cột này gọi tên dòng")
        for rule in self.rules:
            yield from _rule_faults(self, rule, values)


def subject(register: str, key: str) -> str:
    """``@<register>/<key>``, the key folded: what an entry stands under in the log.

    A long key is cut, and told from others that begin alike by a digest of all of it.
    """
    folded = unicodedata.normalize("NFC", match_key(key))
    whole = f"{SUBJECT_MARK}{register}/{folded}"
    if len(whole) <= MAX_SUBJECT:
        return whole
    digest = hashlib.sha256(folded.encode()).hexdigest()[:_DIGEST]
    return f"{whole[: MAX_SUBJECT - _DIGEST - 1]}~{digest}"


def register_of(activity: str) -> str:
    """Code of the register that a subject of the log belongs to; empty for an activity."""
    return activity[1:].partition("/")[0] if activity.startswith(SUBJECT_MARK) else ""


def subject_key(activity: str) -> str:
    """What follows the register in a subject of the log; an activity's code as it is."""
    return activity.partition("/")[2] if activity.startswith(SUBJECT_MARK) else activity


def _column_faults(column: RegisterColumn, value: Value | None) -> Iterator[Fault]:
    if value is None:
        if column.is_required:
            yield Fault(column.code, "để trống", f"ghi {column.name}")
    elif column.most is not None and isinstance(value, int) and value > column.most:
        yield Fault(column.code, f"số {value} quá lớn", f"ghi số không quá {column.most}")
    elif column.most is not None and isinstance(value, str) and len(value) > column.most:
        hint = f", {column.note}" if column.note else ""
        yield Fault(column.code, f"dài {len(value)} ký tự", f"viết không quá {column.most} ký tự{hint}")


def _rule_faults(register: Register, rule: EntryRule, values: Mapping[str, Value]) -> Iterator[Fault]:
    if rule.kind is RuleKind.NEEDED_WHEN:
        yield from _missing(register, rule, values)
    elif rule.kind is RuleKind.SUMS_TO:
        yield from _sum(register, rule, values)
    elif all(code in values for code in rule.columns):
        yield from _CHECKS[rule.kind](register, rule, values)


def _missing(register: Register, rule: EntryRule, values: Mapping[str, Value]) -> Iterator[Fault]:
    *needed, last = rule.columns
    if values.get(last) not in rule.values:
        return
    told = register.by_code[last]
    for code in needed:
        if code not in values:
            what = f"để trống khi {told.name} là «{told.shown(values[last])}»"
            yield Fault(code, what, f"ghi {register.by_code[code].name}")


def _sum(register: Register, rule: EntryRule, values: Mapping[str, Value]) -> Iterator[Fault]:
    *parts, last = rule.columns
    given = {code: value for code in parts if isinstance(value := values.get(code), int)}
    added, total = sum(given.values()), values.get(last)
    if not isinstance(total, int) or added == total or (len(given) < len(parts) and added < total):
        return
    told = " + ".join(map(str, given.values()))
    what = f"{told} = {added}" if len(given) > 1 else told
    names = " + ".join(register.by_code[code].name for code in parts)
    yield Fault(last, f"{what}, khác {total}", f"{register.by_code[last].name} phải bằng {names}")


def _excess(register: Register, rule: EntryRule, values: Mapping[str, Value]) -> Iterator[Fault]:
    first, last = rule.columns
    mine, most = values[first], values[last]
    if isinstance(mine, int) and isinstance(most, int) and mine > most:
        names = register.by_code[first].name, register.by_code[last].name
        yield Fault(first, f"{mine} lớn hơn {names[1]} ({most})", f"{names[0]} không quá {names[1]}")


def _too_early(register: Register, rule: EntryRule, values: Mapping[str, Value]) -> Iterator[Fault]:
    first, last = rule.columns
    mine, earliest = values[first], values[last]
    if isinstance(mine, date) and isinstance(earliest, date) and mine < earliest:
        what = f"{shown(mine)} trước {register.by_code[last].name} ({shown(earliest)})"
        yield Fault(first, what, f"ghi ngày từ {shown(earliest)} trở đi")


_CHECKS = {RuleKind.AT_MOST: _excess, RuleKind.NOT_BEFORE: _too_early}
