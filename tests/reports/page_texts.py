"""A page that only remembers its texts: what is cut, too close, or under a mark, without drawing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reports import fonts, tokens, typesetting
from reports.shapes import Box, Path
from reports.sheet import SOLID, Dash, TextStyle

EDGE_MM = 4.0
"""Office printers leave this much of a page white."""
BESIDE_MM = 0.6
"""Two texts on one line that are nearer than this are read as one."""
_CAP, _DROP = 0.36, 0.36
"""Half of a line's ink above and below its middle, in ems."""


class Written(NamedTuple):
    """A text, what it is, its size in points and its ink in millimetres."""

    name: str
    words: str
    size: float
    box: Box


class PageTexts:
    """A sheet to draw on that keeps texts and the extents of named shapes."""

    def __init__(self, size: tuple[float, float]) -> None:
        self.width, self.height = size
        self.texts: list[Written] = []
        self.marks: list[tuple[str, Box]] = []

    @property
    def left(self) -> float:
        return tokens.MARGIN_MM

    @property
    def right(self) -> float:
        return self.width - tokens.MARGIN_MM

    def text(self, x: float, y: float, content: str, style: TextStyle, *, name: str = "") -> None:
        words = fonts.printable(content)
        if words:
            wide = typesetting.width(words, style.size, style.face)
            left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[style.align] * wide
            em = style.size * tokens.MM_PER_POINT
            self.texts.append(
                Written(name, words, style.size, (left, y - _CAP * em, left + wide, y + _DROP * em))
            )

    def polygons(
        self,
        outlines: Iterable[Path],
        fill: str,
        *,
        edge: str = "none",
        line: float = 0.0,
        dash: Dash = SOLID,
        hatch: str | None = None,
        name: str = "",
        z: float = 2,
    ) -> None:
        for outline in outlines:
            across, down = zip(*outline, strict=True)
            self.marks.append((name, (min(across), min(down), max(across), max(down))))

    def boxes(
        self,
        boxes: Iterable[Box],
        fill: str,
        *,
        edge: str = "none",
        line: float = 0.0,
        dash: Dash = SOLID,
        hatch: str | None = None,
        name: str = "",
        z: float = 2,
    ) -> None:
        self.marks += [(name, box) for box in boxes]

    def lines(
        self,
        paths: Iterable[Path],
        color: str,
        width: float,
        *,
        dash: Dash = SOLID,
        name: str = "",
        z: float = 2,
    ) -> None:
        self.polygons(paths, color, name=name)


MARKS = ("gate", "overdue", "congress", "flag box", "own held", "own current", "own late", "tail")
"""Shapes that must be seen whole."""


def faults(page: PageTexts) -> list[str]:
    """What a reader would frown at, in words; empty for a good page."""
    return [*_small(page), *_cut(page), *_cut_marks(page), *_touching(page)]


def _small(page: PageTexts) -> Iterator[str]:
    yield from (f"small: {text.words}" for text in page.texts if text.size < tokens.SMALLEST)


def _cut(page: PageTexts) -> Iterator[str]:
    yield from (f"cut: {text.words}" for text in page.texts if not _is_inside(text.box, page, EDGE_MM))


def _cut_marks(page: PageTexts) -> Iterator[str]:
    yield from (f"cut: a {name}" for name, box in page.marks if name in MARKS and not _is_inside(box, page))


def _is_inside(box: Box, page: PageTexts, edge: float = EDGE_MM) -> bool:
    left, top, right, bottom = box
    return left >= edge and top >= edge and right <= page.width - edge and bottom <= page.height - edge


def _touching(page: PageTexts) -> Iterator[str]:
    found = sorted(page.texts, key=lambda text: text.box[1])
    for place, upper in enumerate(found):
        for lower in found[place + 1 :]:
            if lower.box[1] >= upper.box[3]:
                break
            if _is_beside(upper.box, lower.box):
                yield f"touching: {upper.words} | {lower.words}"


def _is_beside(first: Box, second: Box) -> bool:
    return first[0] < second[2] + BESIDE_MM and second[0] < first[2] + BESIDE_MM
