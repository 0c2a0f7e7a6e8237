"""Names for the sheets of a workbook that every spreadsheet takes: short, no two alike, cut between words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from daihoi.domain.spelling import match_key

LONGEST = 31
"""Letters that Excel gives room for."""

_REFUSED = re.compile(r"[\[\]:*?/\\]+")
_KEPT_BY_EXCEL, _NAMELESS = "History", "Trang"
_ENDS = " ,.;:–-('"


def sheet_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """A name for each text, in their order; of two that would be alike the later one bears a number.

    Args:
        wanted: what the sheets are about, as long as it may be.
        taken: names of other sheets of the same workbook.
    """
    seen = {match_key(name) for name in (*taken, _KEPT_BY_EXCEL)}
    return [_free(" ".join(_REFUSED.sub(" ", text).split()), seen) for text in wanted]


def _free(text: str, seen: set[str]) -> str:
    """The name of a sheet, which is then taken."""
    told, end, number = unicodedata.normalize("NFC", text), "", 1
    while match_key(name := _cut(told, LONGEST - len(end)) + end) in seen:
        number += 1
        end = f" {number}"
    seen.add(match_key(name))
    return name


def _cut(text: str, room: int) -> str:
    """As many whole words as there is room for; of a first word that is too long, its beginning."""
    if len(text) > room:
        text = text[: room + 1].rpartition(" ")[0] or text[:room]
    return text.strip("'").rstrip(_ENDS) or _NAMELESS
