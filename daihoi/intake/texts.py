"""Text as it comes from offices: one spelling of Unicode, no invisible characters, one fold to compare by."""

from __future__ import annotations

import unicodedata

from daihoi.domain.spelling import match_key

__all__ = ["clean", "match_key"]

_SPACES = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " "})
_REFUSED = frozenset({"Cc", "Cf", "Co", "Cs"})


def clean(text: str) -> str:
    """The text in NFC, no-break spaces as spaces, runs of spaces as one, none at the ends.

    Raises:
        ValueError: it holds control or invisible characters, or the mark of a broken one; the message
            names the first.
    """
    spaced = unicodedata.normalize("NFC", text.translate(_SPACES)).strip()
    for sign in spaced:
        if unicodedata.category(sign) in _REFUSED or sign == "\ufffd":
            raise ValueError(f"U+{ord(sign):04X}")
    return " ".join(spaced.split())
