"""What tells a form of the program from any other workbook, and its rows as issued from rows as filled in.

Every row of a form bears a hidden mark: the version of its activity in the log when the form was made, a
digest of what the row is about, and one of the values it was issued with. A row whose values still give
that digest was not touched; a row that is about something else than its mark was moved by mistake. The
digests guard against slips, not against forgery: what may be reported is decided elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

FORM_SHEET = "_mau"
LIST_SHEET = "_danh_muc"
GUIDE_SHEET = "Hướng dẫn"
REPORT_SHEET = "Báo cáo"
ERROR_SHEET = "Lỗi cần sửa"
FORM_VERSION = "daihoi-1"
STAMP_TITLES = ("Mẫu", "Đợt", "Đơn vị", "Ngày chốt", "Mã mẫu")
AS_OF_LABEL = "Số liệu đến ngày"

FORM_TITLES = {
    "unit_name": "Đơn vị",
    "planned_finish": "Kế hoạch xong",
    "known": "Đã biết",
    "activity_code": "Mã việc",
    "mark": "Dấu dòng",
}
"""Columns that only a form has: English alias → Vietnamese title."""

ENTRY = ("actual_start", "actual_finish", "percent", "kind", "document_number", "certainty", "reason")
"""Columns that a clerk fills in, by alias, in the order of the form."""

_MARK = re.compile(r"([0-9]{1,9})-([0-9a-f]{8})-([0-9a-f]{8})")
Value = date | int | str | None


@dataclass(frozen=True)
class FormStamp:
    """Which form a workbook is.

    Attributes:
        campaign_code: the campaign it was made for.
        unit_code: the unit it was made for; its rows speak of this unit and its children.
        status_date: the day whose state it showed.
        form_id: short digest of all it was made from.
    """

    campaign_code: str
    unit_code: str
    status_date: date
    form_id: str

    @property
    def source(self) -> str:
        """Where a statement made on this form was read."""
        return f"Biểu {self.unit_code} {self.form_id}"


class RowMark(NamedTuple):
    """A mark taken apart: version of the activity, digest of the key, digest of the issued values."""

    version: int
    key: str
    values: str


def row_mark(version: int, unit_code: str, activity: str, values: Sequence[Value]) -> str:
    """The hidden mark of a row, e.g. ``3-1a2b3c4d-5e6f7a8b``.

    Args:
        version: version of the activity's last event; 0 when nothing was said yet.
        unit_code: whose activity.
        activity: activity code.
        values: what the entry cells hold, in the order of ``ENTRY``; blank is ``None`` or ``""``.
    """
    return f"{version}-{key_digest(version, unit_code, activity)}-{values_digest(values)}"


def read_mark(text: str) -> RowMark | None:
    """A mark taken apart; None when it is none."""
    match = _MARK.fullmatch(text)
    return RowMark(int(match[1]), match[2], match[3]) if match else None


def key_digest(version: int, unit_code: str, activity: str) -> str:
    """Digest of what a row is about."""
    return _digest(str(version), unit_code, activity)


def values_digest(values: Sequence[Value]) -> str:
    """Digest of what the entry cells of a row hold."""
    return _digest(*("" if value is None else str(value) for value in values))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]
