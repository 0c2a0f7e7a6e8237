"""Fitting text into the room there is: measuring, cutting, breaking and spreading. Lengths in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports import fonts
from reports.tokens import MM_PER_POINT

ELLIPSIS = "…"
LINE_SPACING = 1.02


@dataclass(frozen=True)
class Fitted:
    """Lines with the size in points at which they fit."""

    lines: Sequence[str]
    size: float


def width(text: str, size: float, face: fonts.Face = "normal") -> float:
    """How wide a line is printed; kerning is left out, so it is never wider than this."""
    return sum(fonts.advance(face, letter) for letter in fonts.printable(text)) * size * MM_PER_POINT


def shorten(text: str, room: float, size: float, face: fonts.Face = "normal") -> str:
    """The text, or as many whole letters of it as fit before «…»."""
    text = fonts.printable(text)
    if width(text, size, face) <= room:
        return text
    while text and width(text + ELLIPSIS, size, face) > room:
        text = text[:-1].rstrip(" ,;.–-")
    return text + ELLIPSIS


def wrap(text: str, room: float, size: float, face: fonts.Face = "normal") -> list[str]:
    """Lines broken at spaces; a single word that is too long is shortened."""
    lines: list[str] = []
    for word in fonts.printable(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, face) <= room:
            lines[-1] = longer
        else:
            lines.append(shorten(word, room, size, face))
    return lines


def limit(
    lines: Sequence[str], most: int, room: float, size: float, face: fonts.Face = "normal"
) -> list[str]:
    """At most ``most`` lines; the last one tells by «…» that something was cut."""
    if len(lines) <= most:
        return list(lines)
    kept = list(lines[:most])
    kept[-1] = shorten(kept[-1] + ELLIPSIS * 2, room, size, face).replace(ELLIPSIS * 2, ELLIPSIS)
    return kept


def fit(text: str, room: float, height: float, sizes: Sequence[float], face: fonts.Face) -> Fitted:
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
        return Fitted(*whole[0])
    smallest = sizes[-1]
    if _two_lines(smallest) <= height:
        return Fitted(limit(wrap(text, room, smallest, face), 2, room, smallest, face), smallest)
    return Fitted([shorten(text, room, sizes[0], face)], sizes[0])


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
