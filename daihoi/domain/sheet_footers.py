"""What every printed sheet of a workbook bears at its foot: who it is about, as of when, which page."""

from __future__ import annotations

_MOST = 80
"""Letters of a part: Excel takes no more than 255 for the whole footer, codes included."""


def sheet_footer(who: str, told: str) -> str:
    """The footer as spreadsheets write it.

    Args:
        who: on the left: the unit, or the campaign.
        told: in the middle: the day of the figures, and what they rest on.
    """
    return f"&L&8{_escaped(who)}&C&8{_escaped(told)}&R&8Trang &P/&N"


def _escaped(text: str) -> str:
    """An ampersand would begin a code."""
    return text[:_MOST].replace("&", "&&")
