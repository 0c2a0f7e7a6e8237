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


def file_words(text: str) -> str:
    """A name as part of a file's name: plain small letters and digits, words joined by hyphens.

    Every program and every disk can open «so-thanh-phan-ho-so.xlsx».
    """
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    plain = "".join(
        one if one.isascii() and one.isalnum() else " " for one in letters if not unicodedata.combining(one)
    )
    return "-".join(plain.split())
