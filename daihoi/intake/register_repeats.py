"""Two rows of one table that tell of the same entry of a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.registers import KEY_MARK, Register
from daihoi.errors import Problem
from daihoi.intake.rows import PreparedRow


def repeated(rows: Sequence[PreparedRow], register: Register) -> Iterator[Problem]:
    """A problem at every row whose entry an earlier row has told of."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        line = first.setdefault(row.statement.key, row.line)
        if line != row.line:
            what = f"dòng này và dòng {line} cùng nói về {_entry_named(row, register)}"
            yield Problem(row.place, row.line, what, _apart(register), row.cell)


def _entry_named(row: PreparedRow, register: Register) -> str:
    """«Ý kiến số» 1 của AK.01: what makes two rows one entry."""
    parts = row.name.split(KEY_MARK) if register.key else []
    named = ", ".join(
        f"«{register.by_code[code].name}» {part}" for code, part in zip(register.key, parts, strict=False)
    )
    unit = row.statement.unit_code
    return f"{named} của {unit}" if named else unit


def _apart(register: Register) -> str:
    names = " và ".join(f"«{register.by_code[code].name}»" for code in register.key)
    return f"gộp làm một dòng, hoặc sửa {names} cho khác nhau" if names else "mỗi đơn vị chỉ ghi một dòng"
