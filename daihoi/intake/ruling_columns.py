"""The columns of a table of rulings, and which of them each kind of ruling takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from daihoi.domain.ruling_words import KINDS
from daihoi.domain.rulings import RulingKind
from daihoi.errors import InputErrors, Problem, suggestion
from daihoi.intake.tables import Table
from daihoi.intake.texts import match_key

TITLES: Mapping[str, str] = {
    "kind": "Loại quyết định",
    "unit": "Mã đơn vị",
    "levels": "Cấp",
    "activity": "Việc",
    "start": "Từ ngày",
    "until": "Tổ chức lại từ",
    "days": "Số ngày",
    "rule": "Quy định",
    "value": "Giá trị",
    "other": "Đơn vị khác",
    "name": "Tên đơn vị",
    "annuls": "Hủy quyết định",
    "effective": "Hiệu lực từ",
    "document": "Số văn bản",
    "document_date": "Ngày văn bản",
    "body": "Cơ quan",
    "reason": "Lý do",
    "certainty": "Căn cứ",
    "source": "Nguồn",
}
"""English alias → Vietnamese title."""

PAPER = ("document", "document_date", "body", "reason")
"""The columns that every ruling fills; ``effective``, ``certainty`` and ``source`` may be left out."""

ALWAYS = frozenset({"kind", *PAPER, "effective", "certainty", "source"})
_ALIAS = {match_key(name): alias for alias, title in TITLES.items() for name in (alias, title)}


@dataclass(frozen=True)
class Needs:
    """The columns that a kind of ruling takes besides those of its document.

    Attributes:
        filled: those that must not be blank.
        allowed: those that may be; whatever stands in others is refused, for it would be lost.
    """

    filled: tuple[str, ...]
    allowed: tuple[str, ...] = ()


NEEDS: Mapping[RulingKind, Needs] = {
    RulingKind.SUSPEND: Needs(("levels",), ("unit", "start", "until")),
    RulingKind.RESUME: Needs(("levels", "start"), ("unit",)),
    RulingKind.REPLAN: Needs(("unit",), ("activity", "start", "days")),
    RulingKind.EXCEPT: Needs(("rule",), ("unit", "levels", "value")),
    RulingKind.ANNUL: Needs(("annuls",)),
    RulingKind.CREATE_UNIT: Needs(("unit", "name", "other")),
    RulingKind.RENAME_UNIT: Needs(("unit", "name")),
    RulingKind.MOVE_UNIT: Needs(("unit", "other")),
    RulingKind.MERGE_UNITS: Needs(("unit", "other"), ("name",)),
    RulingKind.DISSOLVE_UNIT: Needs(("unit",), ("other",)),
}
"""Splitting takes more than a row holds: it has its command."""

KIND_WORDS: Mapping[str, RulingKind] = {
    match_key(word): kind for kind in NEEDS for word in (KINDS[kind], kind.value)
}


def is_ruling_table(table: Table) -> bool:
    """Whether a table holds rulings: it has the column «Loại quyết định»."""
    return any(_alias(title) == "kind" for title, _ in table.header)


def locate(table: Table) -> dict[str, int]:
    """Alias of each column → its position in ``table.header``.

    Raises:
        InputErrors: unknown, repeated or missing columns; all of them.
    """
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for position, (title, _) in enumerate(table.header):
        alias = _alias(title)
        if alias is None:
            problems.append(_problem(table, f"không có cột «{title}»", suggestion(title, TITLES.values())))
        elif alias in found:
            problems.append(_problem(table, f"cột «{TITLES[alias]}» có hai lần", "giữ lại một cột"))
        else:
            found[alias] = position
    lacking = (alias for alias in ("kind", *PAPER) if alias not in found)
    problems += [_problem(table, f"thiếu cột «{TITLES[alias]}»", "thêm cột này") for alias in lacking]
    if problems:
        raise InputErrors(problems, "Tiêu đề cột có lỗi")
    return found


def _alias(title: str) -> str | None:
    key = match_key(title.replace("\u00a0", " "))
    # «kind» alone is also what tables of reports call their column.
    return None if key == "kind" else _ALIAS.get(key)


def _problem(table: Table, what: str, remedy: str) -> Problem:
    return Problem(table.place, table.header_line, what, remedy, table.sheet)
