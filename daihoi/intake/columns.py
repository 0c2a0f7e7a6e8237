"""The columns of a table of reports, by their Vietnamese title or their English alias, in any order."""

from __future__ import annotations

from collections.abc import Mapping

from daihoi.errors import InputErrors, Problem, suggestion
from daihoi.intake.form_marks import FORM_TITLES
from daihoi.intake.tables import Table
from daihoi.intake.texts import match_key

TITLES: Mapping[str, str] = {
    "unit_code": "Mã đơn vị",
    "activity": "Việc",
    "kind": "Loại",
    "actual_start": "Bắt đầu",
    "actual_finish": "Kết thúc",
    "percent": "Tỷ lệ (%)",
    "as_of": "Số liệu đến ngày",
    "document_number": "Số văn bản",
    "document_date": "Ngày văn bản",
    "body": "Cấp duyệt",
    "approves": "Duyệt bản đến số",
    "evidence": "Tệp minh chứng",
    "reason": "Lý do",
    "certainty": "Căn cứ",
    "source": "Nguồn",
}
"""English alias → Vietnamese title."""

ALL_TITLES: Mapping[str, str] = {**TITLES, **FORM_TITLES}
"""With the columns that only forms have."""

_ALL_KNOWN = "Hiện có"
"""How a remedy begins that lists all titles: once is enough."""

REQUIRED = ("unit_code", "activity")
_ALIAS = {match_key(name): alias for alias, title in TITLES.items() for name in (alias, title)}
_FORM_ALIAS = _ALIAS | {match_key(title): alias for alias, title in FORM_TITLES.items()}


def speaks_of_activities(table: Table) -> bool:
    """Whether a table has the column by which reports say what they are about."""
    return any(_ALIAS.get(match_key(title)) == "activity" for title, _ in table.header)


def locate(table: Table) -> dict[str, int]:
    """Alias of each column → its position in ``table.header``.

    Raises:
        InputErrors: unknown, repeated or missing columns; all of them.
    """
    known = _FORM_ALIAS if table.form else _ALIAS
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for position, (title, _) in enumerate(table.header):
        alias = known.get(match_key(title.replace("\u00a0", " ")))
        if alias is None:
            known_as = suggestion(title, TITLES.values())
            if known_as.startswith(_ALL_KNOWN) and any(p.remedy.startswith(_ALL_KNOWN) for p in problems):
                known_as = "bỏ cột này, hoặc dùng một tên nêu ở dòng trên"
            problems.append(_problem(table, f"không có cột «{title}»", known_as))
        elif alias in found:
            problems.append(_problem(table, f"cột «{ALL_TITLES[alias]}» có hai lần", "giữ lại một cột"))
        else:
            found[alias] = position
    required = (*REQUIRED, *FORM_TITLES) if table.form else REQUIRED
    missing = [ALL_TITLES[alias] for alias in required if alias not in found]
    problems += [_problem(table, f"thiếu cột «{title}»", "thêm cột này") for title in missing]
    if problems:
        raise InputErrors(problems, "Tiêu đề cột có lỗi")
    return found


def _problem(table: Table, what: str, remedy: str) -> Problem:
    return Problem(table.place, table.header_line, what, remedy, table.sheet)
