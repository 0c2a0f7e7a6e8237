"""What is wrong with the codes, names and numbers of a unit, whatever other units there are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from daihoi.domain.record import Fault

CODE = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*")
MAX_CODE, MAX_NAME, MAX_MEMBERS = 32, 200, 999_999


def code_faults(field: str, code: str) -> list[Fault]:
    """A code is ASCII, as in ``units.csv``."""
    if CODE.fullmatch(code) and len(code) <= MAX_CODE:
        return []
    remedy = f"chỉ dùng A–Z, 0–9 và dấu chấm, không quá {MAX_CODE} ký tự, ví dụ CL.KT.07"
    return [Fault(field, f"mã «{code}» không hợp lệ", remedy)]


def name_faults(field: str, name: str) -> list[Fault]:
    """A name is printable, on one line."""
    if not name.strip():
        return [Fault(field, "tên đơn vị để trống", "ghi tên đơn vị")]
    if len(name) > MAX_NAME:
        return [Fault(field, f"tên dài {len(name)} ký tự", f"viết không quá {MAX_NAME}")]
    if not name.isprintable() or unicodedata.normalize("NFC", name) != name:
        what = f"tên {name!r} có ký tự không in được hoặc dấu rời"
        return [Fault(field, what, "gõ lại tên trên một dòng, bằng Unicode dựng sẵn")]
    return []


def count_faults(field: str, count: int | None) -> list[Fault]:
    """A number of members is one that can be counted."""
    if count is None or 0 <= count <= MAX_MEMBERS:
        return []
    return [Fault(field, f"{count} đảng viên", f"ghi số từ 0 đến {MAX_MEMBERS}, hoặc bỏ trống")]


def code_list_faults(field: str, codes: Sequence[str], which: str, least: int) -> list[Fault]:
    """A list of codes holds enough of them, each once."""
    faults = []
    for code, times in Counter(codes).items():
        if times > 1:
            faults.append(Fault(field, f"đơn vị {which} «{code}» ghi {times} lần", "ghi mỗi mã một lần"))
    if len(set(codes)) < least:
        what = f"chỉ có {len(set(codes))} đơn vị {which}"
        faults.append(Fault(field, what, f"ghi ít nhất {least} đơn vị"))
    return faults
