"""The marks of the charts as outlines in millimetres, y downwards. Each state has a shape of its own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Path = Sequence[Point]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def diamond(x: float, y: float, size: float) -> Path:
    """A diamond ``size`` millimetres wide."""
    r = size / 2
    return [(x, y - r), (x + r, y), (x, y + r), (x - r, y)]


def pointer(x: float, y: float, size: float) -> Path:
    """A triangle that points down to ``(x, y)``."""
    r = size / 2
    return [(x - r, y - size * 0.85), (x + r, y - size * 0.85), (x, y)]


def gate(x: float, y: float, size: float) -> Path:
    """A gate: two posts under a beam, centred on ``(x, y)``; only a superior opens it."""
    r, beam, post = size / 2, size * 0.3, size * 0.24
    top, foot = y - r, y + r
    return [
        (x - r * 1.15, top),
        (x + r * 1.15, top),
        (x + r * 1.15, top + beam),
        (x + r, top + beam),
        (x + r, foot),
        (x + r - post, foot),
        (x + r - post, top + beam),
        (x - r + post, top + beam),
        (x - r + post, foot),
        (x - r, foot),
        (x - r, top + beam),
        (x - r * 1.15, top + beam),
    ]


def disc(x: float, y: float, size: float) -> Path:
    """A circle ``size`` millimetres wide."""
    turns = [2 * math.pi * n / 24 for n in range(24)]
    return [(x + size / 2 * math.cos(turn), y + size / 2 * math.sin(turn)) for turn in turns]


def rounded(box: Box, radius: float) -> Path:
    """A rectangle with round corners."""
    left, top, right, bottom = box
    corners = (
        (right - radius, bottom - radius, 0),
        (left + radius, bottom - radius, 1),
        (left + radius, top + radius, 2),
        (right - radius, top + radius, 3),
    )
    return [
        (x + radius * math.cos(turn), y + radius * math.sin(turn))
        for x, y, quarter in corners
        for turn in (math.pi / 2 * (quarter + step / 4) for step in range(5))
    ]


def extent(path: Path) -> Box:
    """The smallest box around an outline."""
    across, down = zip(*path, strict=True)
    return min(across), min(down), max(across), max(down)


def cover_each_other(boxes: Iterable[Box]) -> bool:
    """Whether two boxes have more in common than an edge."""
    open_boxes: list[Box] = []
    for box in sorted(boxes):
        left, top, _, bottom = box
        open_boxes = [earlier for earlier in open_boxes if earlier[2] > left]
        if any(earlier[1] < bottom and top < earlier[3] for earlier in open_boxes):
            return True
        open_boxes.append(box)
    return False
