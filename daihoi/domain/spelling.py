"""One fold to compare Vietnamese words by, however they are spelt."""

from __future__ import annotations

import unicodedata

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def match_key(text: str) -> str:
    """A key to compare names by: ``hoà`` and ``hòa``, ``uỷ`` and ``ủy``, capitals and spaces are alike.

    The tone mark of each word is moved to its end, so it no longer matters which vowel bears it.
    """
    return " ".join(_tone_last(word) for word in unicodedata.normalize("NFD", text.casefold()).split())


def _tone_last(word: str) -> str:
    letters = "".join(sign for sign in word if sign not in _TONES)
    return letters + "".join(sign for sign in word if sign in _TONES)
