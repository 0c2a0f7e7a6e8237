"""Codes of accounts: chosen words or offices, never people's names or numbers by which people are known."""

from __future__ import annotations

import re

from daihoi.domain.access import OPERATOR, AccessError, NameParts

MIN_LENGTH, MAX_LENGTH = 3, 40
MAX_DIGITS = 5
"""A party card has 8 digits, a birthday 6 or 8, identity cards 9 or 12, a telephone 10."""

RESERVED = frozenset({OPERATOR, "reports", "cli"})
"""Written into the log by the program itself."""

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*([._-][A-Za-z0-9]+)*")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_EXAMPLE = "lấy tên cơ quan và mã đơn vị, ví dụ «vanphong.CL.KT»"


def refuse_personal(code: str, names: NameParts) -> None:
    """Refuses a code that is misspelt or may be personal data; the refusal does not repeat what was typed.

    Args:
        code: what is to become the code of an account.
        names: parts of people's names.

    Raises:
        AccessError: what is wrong and what to choose instead.
    """
    fault = _form_fault(code) or _personal_fault(code, names)
    if fault:
        raise AccessError(f"Chưa lập tài khoản: {fault} → {_EXAMPLE}.")


def _form_fault(code: str) -> str:
    if not code.isascii() or " " in code:
        return "mã tài khoản không có dấu, không có dấu cách (và không phải họ tên)"
    if not MIN_LENGTH <= len(code) <= MAX_LENGTH or not _CODE.fullmatch(code):
        return (
            f"mã tài khoản dài {MIN_LENGTH}–{MAX_LENGTH} ký tự, gồm chữ, số và các dấu . _ - ở giữa, "
            "bắt đầu bằng chữ"
        )
    if code.casefold() in RESERVED:
        return "mã này chương trình tự dùng"
    return ""


def _personal_fault(code: str, names: NameParts) -> str:
    if sum(sign.isdigit() for sign in code) > MAX_DIGITS:
        return f"mã có quá {MAX_DIGITS} chữ số, giống số giấy tờ, số điện thoại hoặc ngày sinh"
    if _is_name(code, names):
        return "mã giống họ tên người"
    return ""


def _is_name(code: str, names: NameParts) -> bool:
    parts = [part for part in _PART.findall(code) if part.isalpha()]
    # Capitals after small letters are the code of a unit: «vanphong.CL.LE».
    words = [part for place, part in enumerate(parts) if not place or code.isupper() or not part.isupper()]
    has_family = any(word.lower() in names.families for word in words)
    return (has_family and len(parts) > 1) or any(_is_run_together(word.lower(), names) for word in words)


def _is_run_together(word: str, names: NameParts) -> bool:
    """``nguyenvanan``: a family name, a middle name, and more."""
    return any(
        word.startswith(family + middle) and len(word) > len(family + middle)
        for family in names.families
        for middle in names.middles
    )
