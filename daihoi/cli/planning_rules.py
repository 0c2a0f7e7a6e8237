"""``--rule approval_lead_days.district=45`` → a supposition, or everything that is wrong with the words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from daihoi.domain.rule_values import DATE_RULES, PLANNING_RULES, Supposition
from daihoi.errors import InputErrors, Problem, suggestion
from daihoi.intake.dates import DateError, read_date

MOST_DAYS = 999
_FORM = "viết QUY_ĐỊNH=GIÁ_TRỊ hoặc QUY_ĐỊNH.CẤP=GIÁ_TRỊ, ví dụ approval_lead_days.district=45"


def read_suppositions(texts: Sequence[str], levels: Collection[str]) -> tuple[Supposition, ...]:
    """The suppositions of a command line.

    Args:
        texts: as typed after ``--rule``.
        levels: codes of the levels that there are.

    Raises:
        InputErrors: everything that is wrong with them.
    """
    problems: list[Problem] = []
    found: dict[tuple[str, str], Supposition] = {}
    for text in texts:
        supposition = _read(text, levels, problems)
        if supposition is None:
            continue
        key = (supposition.rule, supposition.level)
        if key in found:
            _note(problems, text, "đã có giá trị khác cho quy định này", "giữ một giá trị")
        found[key] = supposition
    if problems:
        raise InputErrors(problems, "Giả thiết chưa dùng được")
    return tuple(found.values())


def _read(text: str, levels: Collection[str], problems: list[Problem]) -> Supposition | None:
    name, equals, value = (part.strip() for part in text.partition("="))
    rule, _, level = name.partition(".")
    before = len(problems)
    if not (equals and rule and value):
        _note(problems, text, "không đúng mẫu", _FORM)
        return None
    if rule not in PLANNING_RULES:
        _note(problems, text, f"không có quy định «{rule}» để thử", suggestion(rule, PLANNING_RULES))
    if (level or name.endswith(".")) and level not in levels:
        _note(problems, text, f"không có cấp «{level}»", suggestion(level, levels))
    read = _value(text, rule, value, problems) if rule in PLANNING_RULES else None
    return Supposition(rule, read, level) if read is not None and len(problems) == before else None


def _value(text: str, rule: str, value: str, problems: list[Problem]) -> int | date | None:
    if rule in DATE_RULES:
        try:
            return read_date(value)
        except DateError as error:
            _note(problems, text, error.what, error.remedy)
            return None
    if value.isascii() and value.isdecimal() and len(value) < 9 and int(value) <= MOST_DAYS:
        return int(value)
    what = f"«{value}» không phải số ngày"
    _note(problems, text, what, f"ghi số nguyên từ 0 đến {MOST_DAYS}, là số ngày làm việc")
    return None


def _note(problems: list[Problem], text: str, what: str, remedy: str) -> None:
    problems.append(Problem(f"--rule {text}", 0, what, remedy))
