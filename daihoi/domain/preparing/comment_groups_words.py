"""What is compared when two comments are compared: their words, folded, and what must not differ.

Offices type with and without accents, and open with different courtesies; neither makes another comment.
A «không», another number or another direction («tăng», «giảm») does, however alike the rest is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")


@lru_cache(maxsize=1 << 14)  # the same few thousand syllables come again and again
def folded(text: str) -> str:
    """Small letters without accents; ``đ`` as ``d``: «Đề nghị» and «de nghi» are alike."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


COURTESIES = frozenset((
    "đề", "nghị", "kiến", "kính", "mong", "xin", "ý", "góp", "cần", "nên", "phải", "thêm", "rằng", "thì",
    "là", "và", "của", "các", "những", "cho", "vào", "trong", "với", "về",
))  # fmt: skip
"""Syllables that say nothing of what is asked: how a comment opens, and what joins its words."""

APART = frozenset((
    "không", "chưa", "chẳng", "đừng", "bỏ", "bớt", "tăng", "giảm", "trước", "sau", "trên", "dưới", "hơn",
    "kém", "nhiều", "ít",
))  # fmt: skip
"""Syllables that turn a comment round: comments that differ in one of them are never the same."""

PLAIN_APART = frozenset((
    "khong", "chua", "chang", "bot", "tang", "giam", "truoc", "hon", "kem", "nhieu",
))  # fmt: skip
"""The same in a text typed without any accent, less those that could be another word («bo» is «bổ» too)."""

_FOLDED_COURTESIES = frozenset(map(folded, COURTESIES))
"""Left out of accented texts in this form too («trồng» with «trong»): both spellings lose the same."""


@dataclass(frozen=True)
class Gist:
    """A comment as it is compared.

    Attributes:
        words: its folded words, without courtesies.
        turns: each word that turns it round with the word after it; the same in comments that are alike.
        numbers: its numbers in their order; the same in comments that are alike.
    """

    words: frozenset[str]
    turns: frozenset[tuple[str, str]]
    numbers: tuple[str, ...]


def gist(text: str) -> Gist:
    """What a comment is compared by."""
    spoken = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    turning = PLAIN_APART if text.isascii() else APART
    kept = [word for word in spoken if folded(word) not in _FOLDED_COURTESIES]
    plain = [folded(word) for word in kept]
    after = [*plain[1:], ""]
    return Gist(
        frozenset(plain),
        frozenset((plain[at], after[at]) for at, word in enumerate(kept) if word in turning),
        tuple(word for word in plain if word[0].isdigit()),
    )
