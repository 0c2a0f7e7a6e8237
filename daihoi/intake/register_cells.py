"""What the cells of a register hold, by the kind of their column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from daihoi.domain.registers import ColumnKind, RegisterColumn, Value, subject
from daihoi.errors import suggestion
from daihoi.intake.register_ground import Ground
from daihoi.intake.register_reader import EntryReader
from daihoi.intake.texts import match_key


def own(code: str) -> str:
    """The alias of a register's own column."""
    return f"own:{code}"


def read_cell(reader: EntryReader, column: RegisterColumn, ground: Ground) -> Value | None:
    """The value of a cell; None when it is blank or was refused."""
    if reader.is_blank(own(column.code)):
        return None
    return _READERS[column.kind](reader, own(column.code), column, ground)


def _text(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    return reader.words(alias) or None


def _day_cell(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    return reader.day(alias)


def _count(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    return reader.count(alias)


def _choice(reader: EntryReader, alias: str, column: RegisterColumn, ground: Ground) -> Value | None:
    words = _choice_words(tuple(column.choices.items()))
    return reader.word(alias, words, "", column.choices.values()) or None


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


_Reader = Callable[[EntryReader, str, RegisterColumn, Ground], Value | None]
_READERS: Mapping[ColumnKind, _Reader] = {
    ColumnKind.TEXT: _text,
    ColumnKind.DAY: _day_cell,
    ColumnKind.COUNT: _count,
    ColumnKind.CHOICE: _choice,
    ColumnKind.UNIT: _unit,
    ColumnKind.ACTIVITY: _activity,
    ColumnKind.ENTRY: _entry,
}
