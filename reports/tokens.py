"""One source of style for every renderer: sizes, colours, states, and how Vietnam writes dates and numbers.

Imports no drawing library, so that the command line can use it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from daihoi.domain.states import ActivityState

MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72
A4_LANDSCAPE = (297.0, 210.0)
A3_LANDSCAPE = (420.0, 297.0)
A3_PORTRAIT = (297.0, 420.0)
MARGIN_MM = 6.5

# Sizes in points, for a page printed 1:1. Nothing is smaller than 6.5.
TITLE, FINDING, SUBTITLE = 16.0, 11.0, 8.6
LABEL, NUMBER, MONTH, TICK, FOOT, FLAG = 8.3, 7.8, 8.2, 6.8, 7.0, 8.0
HEADING, LEGEND, SMALLEST = 7.4, 7.6, 6.5

INK, INK_SOFT, INK_FAINT = "#1B2733", "#52606D", "#66727F"
RULE, HAIR, BAND, PAPER = "#D5DBE1", "#E9EDF1", "#F4F6F8", "#FFFFFF"
DONE, REST = "#1F4E79", "#BBD3EA"
CRITICAL, CRITICAL_REST = "#B5430B", "#FAD7BF"
BASELINE = "#A9B4BF"
PLAN, PLAN_TEXT, PLAN_FILL = "#E07B00", "#A65A00", "#F6D3A5"
DEADLINE, STATUS = "#B00020", "#111111"
DAY_OFF, WEEKEND = "#FBE3E0", "#F5F6F8"
GOOD = "#2C6E49"


@dataclass(frozen=True)
class StateStyle:
    """How a state looks: a label, a fill, an edge, and a shape that survives grey and colour blindness."""

    label: str
    fill: str
    edge: str
    mark: str


STATES = {
    ActivityState.NOT_APPLICABLE: StateStyle("Không có việc này", PAPER, PAPER, "none"),
    ActivityState.NOT_YET_POSSIBLE: StateStyle("Chưa đến lượt", PAPER, "#C5CED6", "empty"),
    ActivityState.POSSIBLE: StateStyle("Đến lượt", PAPER, "#7A8FA3", "dot"),
    ActivityState.IN_PROGRESS: StateStyle("Đang làm", "#A9C7E4", "#7FA3C7", "half"),
    ActivityState.WAITING_FOR_APPROVAL: StateStyle("Chờ duyệt", PAPER, DONE, "gate"),
    ActivityState.OVERDUE: StateStyle("Quá hạn", CRITICAL, "#8F3300", "bang"),
    ActivityState.UNREPORTED: StateStyle("Chưa báo cáo (việc sau đã bắt đầu)", PAPER, "#7FA3C7", "dotted"),
    ActivityState.DONE: StateStyle("Đã xong", "#A9C7E4", "#7FA3C7", "full"),
}
EVENT_KINDS = {"report": "báo cáo", "correct": "sửa", "approve": "duyệt", "reject": "trả lại", "void": "hủy"}
CERTAINTIES = {"stated": "nguồn nêu", "rule": "quy định", "assumed": "giả định"}


def date_long(day: date) -> str:
    """``02/03/2020``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


@lru_cache(maxsize=1 << 12)
def date_short(day: date) -> str:
    """``02/03``."""
    return f"{day.day:02d}/{day.month:02d}"


def period_short(first: date, last: date) -> str:
    """``28–30/07``, ``30/07–02/08`` or ``02/03``."""
    if first == last:
        return date_short(last)
    opening = f"{first.day:02d}" if first.month == last.month else date_short(first)
    return f"{opening}–{date_short(last)}"


def number(value: float, decimals: int = 0) -> str:
    """``1.276`` or ``5,43``: dot for thousands, comma for decimals, halves rounded up."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def share(part: int, whole: int) -> str:
    """``121/235 (51,49%)``; ``0/0`` without a percentage.

    Never 100,00% while one is missing, nor 0,00% when one is there.
    """
    if not whole:
        return f"{part}/{whole}"
    percent = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if 0 < part < whole:
        percent = min(max(percent, Decimal("0.01")), Decimal("99.99"))
    return f"{part}/{whole} ({str(percent).replace('.', ',')}%)"


def signed(value: int) -> str:
    """``+5``, ``−5`` with a true minus sign, ``0``."""
    return f"+{value}" if value > 0 else f"−{-value}" if value else "0"
