"""Where a title is broken: as few lines as it needs, words that belong together on one line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

POINT_MM = 25.4 / 72
ANY_WORD = "*"
"""In a phrase that is kept together: whatever word stands there."""

_WIDTHS = {"fijlt,.;:-()/!' ": 0.31, "mw": 0.80, "MW": 0.97, "rsz": 0.43, "FIJLPS": 0.58, "…": 1.0}
_EMS = {letter: ems for letters, ems in _WIDTHS.items() for letter in letters}
_LOWER_EMS, _CAPITAL_EMS = 0.53, 0.75
"""Advances of a bold Times face, in ems; a regular one is a little narrower."""

_TORN = 40.0
"""What it costs to tear a phrase, against one line that is short by the whole width."""
_NOT_AFTER_COMMA = 0.06
_FULL = 0.98
"""Of the width: the faces of Word, LibreOffice and the archive differ by a little."""


def title_lines(text: str, width: float, size: float, kept: Sequence[str] = ()) -> list[str]:
    """A title on as few lines as it needs, of about the same length, broken where the sense allows it.

    A line ends rather after a comma. A phrase that is kept, a number with the word before it, and words that
    begin with a capital in a text that has others (a name) are torn only where one more line would not save
    them.

    Args:
        text: on one line.
        width: millimetres of a line.
        size: points of the letters.
        kept: phrases, in any case of letters; ``*`` in one is any word.
    """
    words = text.split()
    if not words:
        return [text]
    room = width * _FULL / (size * POINT_MM)
    lengths = [length(word) for word in words]
    costs = _tearing(words, kept)
    fewest = _fewest(lengths, room)
    cost, ends = _best_ends(lengths, costs, room, fewest)
    if cost >= _TORN and fewest < len(words):
        spread, wider = _best_ends(lengths, costs, room, fewest + 1)
        ends = wider if spread < _TORN else ends
    return [" ".join(words[first:last]) for first, last in zip([0, *ends[:-1]], ends, strict=True)]


def length(text: str) -> float:
    """Of a line of bold letters, in ems."""
    return sum(map(_ems, unicodedata.normalize("NFC", text)))


def _ems(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[:1]
    return _EMS.get(base) or (_CAPITAL_EMS if base.isupper() else _LOWER_EMS)


def _fewest(lengths: Sequence[float], room: float) -> int:
    """How many lines the words need, each as full as it can be."""
    lines, filled = 1, 0.0
    for one in lengths:
        if filled and filled + _ems(" ") + one > room:
            lines, filled = lines + 1, 0.0
        filled += one + (_ems(" ") if filled else 0.0)
    return lines


def _best_ends(
    lengths: Sequence[float], costs: Sequence[float], room: float, lines: int
) -> tuple[float, list[int]]:
    """The least cost, and after which word each line ends: the whole text on exactly ``lines``."""
    count = len(lengths)
    best: list[tuple[float, list[int]] | None] = [None] * (count + 1)
    best[0] = (0.0, [])
    for _ in range(lines):
        following: list[tuple[float, list[int]] | None] = [None] * (count + 1)
        for last in range(1, count + 1):
            for first, raggedness in _lines_to(last, lengths, room):
                before = best[first]
                if before is None:
                    continue
                cost = before[0] + raggedness + (costs[last - 1] if last < count else 0.0)
                told = following[last]
                if told is None or cost < told[0]:
                    following[last] = (cost, [*before[1], last])
        best = following
    found = best[count]
    assert found is not None  # the fullest lines are one way to do it
    return found


def _lines_to(last: int, lengths: Sequence[float], room: float) -> Iterator[tuple[int, float]]:
    """Each line that ends before word ``last`` and fits (one word always does): its first, what it lacks."""
    filled = -_ems(" ")
    for first in range(last - 1, -1, -1):
        filled += lengths[first] + _ems(" ")
        if filled > room and first < last - 1:
            return
        yield first, (max(room - filled, 0.0) / room) ** 2


def _tearing(words: Sequence[str], kept: Sequence[str]) -> list[float]:
    """What it costs to end a line after each word."""
    costs = [0.0 if word.endswith((",", ";", ":")) else _NOT_AFTER_COMMA for word in words]
    bare = [word.strip(",;:.()«»") for word in words]
    if any(word.islower() for word in bare):
        for place in range(len(words) - 1):
            is_name = bare[place][:1].isupper() and bare[place + 1][:1].isupper()
            if is_name and words[place][-1:].isalnum():
                costs[place] = _TORN
    for place, word in enumerate(bare[1:]):
        if word[:1].isdigit():
            costs[place] = _TORN
    for phrase in kept:
        for place in _torn_places(bare, words, phrase.split()):
            costs[place] = _TORN
    return costs


def _torn_places(bare: Sequence[str], words: Sequence[str], phrase: Sequence[str]) -> Iterator[int]:
    """After which words a line may not end, for a phrase is there."""
    wanted = [re.escape(one.lower()) if one != ANY_WORD else ".*" for one in phrase]
    for first in range(len(words) - len(phrase) + 1):
        seen = [one.lower() for one in bare[first : first + len(phrase)]]
        is_there = all(re.fullmatch(a, b) for a, b in zip(wanted, seen, strict=True))
        if is_there and all(words[at][-1:].isalnum() for at in range(first, first + len(phrase) - 1)):
            yield from range(first, first + len(phrase) - 1)
