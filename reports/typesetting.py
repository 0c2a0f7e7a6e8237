"""Fitting text into the room there is: measuring, cutting, breaking and spreading. Lengths in millimetres."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from reports import fonts
from reports.tokens import MM_PER_POINT

ELLIPSIS = "…"
LINE_SPACING = 1.02
_REMEMBERED = 1 << 15
"""Names, headings and dates come back on thousands of pages: they are measured once."""


@dataclass(frozen=True)
class Fitted:
    """Lines with the size in points at which they fit."""

    lines: tuple[str, ...]
    size: float


@lru_cache(maxsize=_REMEMBERED)
def width(text: str, size: float, face: fonts.Face = "normal") -> float:
    """How wide a line is printed; kerning is left out, so it is never wider than this."""
    return fonts.line_advance(face, fonts.printable(text)) * size * MM_PER_POINT


@lru_cache(maxsize=_REMEMBERED)
def shorten(text: str, room: float, size: float, face: fonts.Face = "normal") -> str:
    """The text, or as many whole letters of it as fit before «…»."""
    text = fonts.printable(text)
    if width(text, size, face) <= room:
        return text
    left = room / (size * MM_PER_POINT) - fonts.advance(face, ELLIPSIS)
    ends = list(accumulate(fonts.advance(face, letter) for letter in text))
    return text[: bisect_right(ends, left)].rstrip(" ,;.–-") + ELLIPSIS


def wrap(text: str, room: float, size: float, face: fonts.Face = "normal") -> list[str]:
    """Lines broken at spaces; a single word that is too long is shortened."""
    return list(_wrapped(text, room, size, face))


@lru_cache(maxsize=_REMEMBERED)
def _wrapped(text: str, room: float, size: float, face: fonts.Face) -> tuple[str, ...]:
    lines: list[list[str]] = []
    space, used = fonts.line_advance(face, " ") * size * MM_PER_POINT, 0.0
    for word in fonts.printable(text).split():
        needed = width(word, size, face)
        if lines and used + space + needed <= room:
            lines[-1].append(word)
            used += space + needed
        else:
            lines.append([shorten(word, room, size, face)])
            used = min(needed, room)
    return tuple(" ".join(words) for words in lines)


def limit(
    lines: Sequence[str], most: int, room: float, size: float, face: fonts.Face = "normal"
) -> list[str]:
    """At most ``most`` lines; the last one tells by «…» that something was cut."""
    if len(lines) <= most:
        return list(lines)
    kept = list(lines[:most])
    kept[-1] = shorten(kept[-1] + ELLIPSIS * 2, room, size, face).replace(ELLIPSIS * 2, ELLIPSIS)
    return kept


@lru_cache(maxsize=_REMEMBERED)
def fit(text: str, room: float, height: float, sizes: tuple[float, ...], face: fonts.Face) -> Fitted:
    """The text whole in one line at the largest size possible, else in two lines, else cut.

    Args:
        text: what to write.
        room: width of the cell.
        height: height of the cell; two lines need it.
        sizes: sizes in points to try, largest first.
        face: weight of the font.
    """
    broken = [(wrap(text, room, size, face), size) for size in sizes]
    whole = [(lines, size) for lines, size in broken if len(lines) <= 1]
    whole += [(lines, size) for lines, size in broken if len(lines) == 2 and _two_lines(size) <= height]
    if whole:
        lines, size = whole[0]
        return Fitted(tuple(lines), size)
    smallest = sizes[-1]
    if _two_lines(smallest) <= height:
        cut = limit(wrap(text, room, smallest, face), 2, room, smallest, face)
        return Fitted(tuple(cut), smallest)
    return Fitted((shorten(text, room, sizes[0], face),), sizes[0])


def _two_lines(size: float) -> float:
    """Height of two lines with a little air to the rules above and below."""
    return 2 * LINE_SPACING * size * MM_PER_POINT / 0.93


def spread(
    wanted: Sequence[float], widths: Sequence[float], low: float, high: float, gap: float = 1.0
) -> list[float]:
    """Centres near the wanted ones at which boxes neither overlap nor leave ``[low, high]``.

    Boxes that would touch are set side by side around the middle of where they want to be.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    clusters: list[list[int]] = []
    for index in order:
        clusters.append([index])
        while len(clusters) > 1 and _overlap(clusters[-2], clusters[-1], wanted, widths, (low, high), gap):
            last = clusters.pop()
            clusters[-1] += last
    centres = [0.0] * len(wanted)
    for cluster in clusters:
        left = _left(cluster, wanted, widths, (low, high), gap)
        for index in cluster:
            centres[index] = left + widths[index] / 2
            left += widths[index] + gap
    return centres


def _breadth(cluster: Sequence[int], widths: Sequence[float], gap: float) -> float:
    return sum(widths[i] for i in cluster) + gap * (len(cluster) - 1)


def _left(
    cluster: Sequence[int],
    wanted: Sequence[float],
    widths: Sequence[float],
    limits: tuple[float, float],
    gap: float,
) -> float:
    breadth = _breadth(cluster, widths, gap)
    middle = sum(wanted[i] for i in cluster) / len(cluster)
    return max(limits[0], min(middle - breadth / 2, limits[1] - breadth))


def _overlap(
    first: Sequence[int],
    second: Sequence[int],
    wanted: Sequence[float],
    widths: Sequence[float],
    limits: tuple[float, float],
    gap: float,
) -> bool:
    end = _left(first, wanted, widths, limits, gap) + _breadth(first, widths, gap)
    return end + gap > _left(second, wanted, widths, limits, gap)
