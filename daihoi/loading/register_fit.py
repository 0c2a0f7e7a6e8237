"""What a register may not be beside its own columns, those that all tables have, and other registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daihoi.domain.registers import ColumnKind, Register, RegisterColumn
from daihoi.domain.structure import LEVEL_CODES
from daihoi.errors import suggestion
from daihoi.intake.register_columns import SHARED
from daihoi.intake.texts import match_key
from daihoi.intake.yaml_file import Section


def note_misfits(section: Section, register: Register, found: Mapping[str, Register]) -> None:
    """Notes codes of columns, levels and registers that are not there, titles and codes that are taken."""
    note_strange(section, "key", register.key, register.by_code)
    note_strange(section, "levels", register.levels, dict.fromkeys(LEVEL_CODES))
    if register.day_column:
        note_strange(section, "day", [register.day_column], register.by_code)
    _note_blank(section, register)
    _note_twice(section, register)
    _note_taken(section, register)
    _note_offered(section, register)
    for column in register.columns:
        if column.kind is ColumnKind.ENTRY:
            _note_named(section, register, column, found)
        elif column.numbers_of:
            _note_numbered(section, register, column, found)


def _note_offered(section: Section, register: Register) -> None:
    """Notes rows that a form could not offer: of columns without values, or with others than there are."""
    note_strange(section, "form_rows", [one.column for one in register.form_rows], register.by_code)
    for one in register.form_rows:
        column = register.by_code.get(one.column)
        if column is None:
            continue
        if column.kind is ColumnKind.CHOICE:
            note_strange(section, "form_rows", one.values, column.choices)
        elif column.kind is ColumnKind.COUNT and one.values:
            strange = [text for text in one.values if not text.isdecimal()]
            note_strange(section, "form_rows", strange, {})
        elif column.kind is not ColumnKind.UNIT or one.values:
            what = f"cột «{column.code}» không có sẵn giá trị để in vào biểu"
            section.note("form_rows", what, "chọn cột lựa chọn, cột đơn vị, hoặc cột số đếm có «values»")


def note_strange(section: Section, key: str, codes: Sequence[str], known: Mapping[str, object]) -> None:
    """Notes every code that is not among those that are known."""
    for code in codes:
        if code not in known:
            section.note(key, f"«{code}» không có", suggestion(code, known))


def _note_blank(section: Section, register: Register) -> None:
    columns = register.by_code
    for code in (register.day_column, *register.key):
        if code in columns and not columns[code].is_required:
            section.note("columns", f"cột «{code}» gọi tên hoặc ghi ngày của dòng", "ghi «required: true»")


def _note_twice(section: Section, register: Register) -> None:
    if len(register.by_code) != len(register.columns):
        section.note("columns", "có cột viết hai lần", "mỗi cột một mã")
    keys, reserved = (
        [match_key(column.name) for column in register.columns],
        [*map(match_key, SHARED.values())],
    )
    for key, column in zip(reversed(keys), reversed(register.columns), strict=True):
        if keys.count(key) + (key in reserved) > 1:
            section.note("columns", f"hai cột cùng tên «{column.name}»", "đặt tên khác")
            break


def _note_taken(section: Section, register: Register) -> None:
    """A table with English headers would not tell such a column from the one that all tables have."""
    for column in register.columns:
        if column.code in SHARED:
            what = f"cột «{column.code}» trùng mã với cột chung «{SHARED[column.code]}»"
            section.note("columns", what, f"đặt mã khác, ví dụ {register.code}_{column.code}")


def _note_named(
    section: Section, register: Register, column: RegisterColumn, found: Mapping[str, Register]
) -> None:
    """A column names entries as people read them, so their names may not change with the configuration."""
    named = found.get(column.register)
    if named is None:
        section.note("columns", f"cột «{column.code}» chỉ sổ «{column.register}» không có", "ghi mã sổ")
    elif any(named.by_code[code].kind is ColumnKind.CHOICE for code in named.key if code in named.by_code):
        what = f"cột «{column.code}» chỉ sổ «{named.code}», mà dòng của sổ ấy gọi tên bằng lựa chọn"
        section.note("columns", what, "chỉ sổ có dòng gọi tên bằng chữ, số hoặc ngày")
    elif named.code == register.code and column.code in register.key:
        what = f"cột «{column.code}» gọi tên dòng bằng một dòng của chính sổ này"
        section.note("columns", what, "bỏ cột này khỏi «key»")


def _note_numbered(
    section: Section, register: Register, column: RegisterColumn, found: Mapping[str, Register]
) -> None:
    """A number names an entry of another unit only beside that unit, in a register that units number."""
    numbered = found.get(column.numbers_of)
    kinds = [register.by_code[code].kind for code in register.key if code in register.by_code]
    if numbered is None:
        what = f"cột «{column.code}» mang số của sổ «{column.numbers_of}» không có"
        section.note("columns", what, "ghi mã sổ")
    elif column.code not in register.key or ColumnKind.UNIT not in kinds:
        what = (
            f"cột «{column.code}» mang số của sổ «{numbered.code}» mà không cùng một cột đơn vị gọi tên dòng"
        )
        section.note("columns", what, "đưa cả cột này và cột đơn vị vào «key»")
