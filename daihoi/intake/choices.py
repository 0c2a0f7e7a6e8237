"""How a closed list is told to whoever wrote something else: the nearest first, each item in marks."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from daihoi.intake.texts import match_key

_SIGN = re.compile(r"[^\w\s]")
_NUMBER = re.compile(r"\b[1-9]\b")
_WORDS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
MIN_PART = 3
"""Shortest text that is looked for inside an item: fewer letters stand in almost all of them."""


def one_of(text: str, choices: Iterable[str]) -> str:
    """A remedy: «Có phải ý là «Hội trường, cơ sở vật chất»? Ghi một trong: «…», «…»».

    Items stand in marks because many hold commas of their own.

    Args:
        text: what was written; empty when the cell is blank.
        choices: what may be written, in the order in which it is shown.
    """
    known = list(choices)
    listed = "hi một trong: " + ", ".join(f"«{name}»" for name in known)
    near = _nearest(text, known)
    return f"Có phải ý là «{near}»? G{listed}" if near else f"g{listed}"


def _nearest(text: str, known: Sequence[str]) -> str:
    """The item that holds the text, or is held by it, or is spelt like it; empty when there is none."""
    written = _key(text)
    folded = {_key(name): name for name in known}
    parts = [
        name
        for key, name in folded.items()
        if min(len(key), len(written)) >= MIN_PART and (written in key or key in written)
    ]
    if len(parts) == 1:
        return parts[0]
    close = difflib.get_close_matches(written, folded, n=1)
    return folded[close[0]] if close else ""


def _key(text: str) -> str:
    """The words alone: a comma after a word would part it from its tone mark; «4» is the word «bốn»."""
    words = _SIGN.sub(" ", unicodedata.normalize("NFC", text))
    return match_key(_NUMBER.sub(lambda found: _WORDS[int(found[0])], words))
