"""The outline of a document as its unit registered it, in the order in which a reader meets it."""

from __future__ import annotations

import re

from daihoi.domain.entries import Entries, Entry

SECTIONS = "document_sections"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_IS_ROMAN = re.compile(r"(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_WORDS = 10_000
"""Behind every number: a section named by words, such as «Phần thứ hai»."""


def outline_of(entries: Entries, unit_code: str, document: str) -> list[Entry]:
    """The sections of a document of a unit; none when nobody registered its outline.

    Args:
        entries: the registers.
        unit_code: who drafts.
        document: code of the document.
    """
    told = [one for one in entries.of(SECTIONS, unit_code) if one.text("document") == document]
    return sorted(told, key=lambda one: (section_order(one.text("section")), one.seq))


def section_order(section: str) -> tuple[int, ...]:
    """What sorts sections as people number them: I, II, II.2, II.10, IX, X; sections named by words last."""
    return tuple(_part_order(part.strip()) for part in section.strip().rstrip(".").split("."))


def depth(section: str) -> int:
    """1 for «II», 2 for «II.3»."""
    return len(section_order(section))


def _part_order(part: str) -> int:
    if part.isascii() and part.isdigit():
        return int(part)
    capitals = part.upper()
    return _roman(capitals) if capitals and _IS_ROMAN.fullmatch(capitals) else _WORDS


def _roman(numeral: str) -> int:
    """A letter before a larger one is taken off: XIV is 10 − 1 + 5."""
    values = [_ROMAN[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(value if value >= following else -value for value, following in pairs)
