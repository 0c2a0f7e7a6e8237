"""Text as it comes from offices: one spelling of Unicode, no invisible characters, one fold to compare by."""

from __future__ import annotations

import unicodedata

_SPACES = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " "})
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
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


def match_key(text: str) -> str:
    """A key to compare names by: ``hoà`` and ``hòa``, ``uỷ`` and ``ủy``, capitals and spaces are alike.

    The tone mark of each word is moved to its end, so it no longer matters which vowel bears it.
    """
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFD", text.casefold()).split())


def _tone_last(word: str) -> str:
    letters = "".join(sign for sign in word if sign not in _TONES)
    return letters + "".join(sign for sign in word if sign in _TONES)
