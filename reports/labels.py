"""Free places for labels among curves: of several places offered, the first that nothing crosses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal, NamedTuple

from reports import tokens, typesetting
from reports.shapes import Box, Path, Point
from reports.sheet import Sheet, TextStyle

_CLEARANCE, _LINE = 0.7, 0.44
_OUTSIDE, _ON_LABEL = 1000, 100


class Place(NamedTuple):
    """A point that a label may start (``left``) or end (``right``) at."""

    x: float
    y: float
    align: Literal["left", "right"]


class LabelPlacer:
    """Puts labels where they cross neither curves nor each other.

    Args:
        sheet: the page.
        limits: the panel that labels stay in.
        curves: lines to keep clear of.
    """

    def __init__(self, sheet: Sheet, limits: Box, curves: Iterable[Path]) -> None:
        self.sheet, self.limits = sheet, limits
        self.segments = [pair for curve in curves for pair in pairwise(curve)]
        self.taken: list[Box] = []

    def put(self, lines: Sequence[tuple[str, TextStyle]], places: Sequence[Place]) -> None:
        """Writes lines under each other at the best place; the first counts most when none is free."""
        boxes = [self._box(lines, place) for place in places]
        costs = [self._cost(box) for box in boxes]
        best = costs.index(min(costs))
        place, box = places[best], boxes[best]
        self.taken.append(box)
        if costs[best]:
            self.sheet.boxes([box], tokens.PAPER, name="gap in line", z=6.4)
        y = place.y
        for words, style in lines:
            self.sheet.text(place.x, y, words, replace(style, align=place.align), name="label")
            y += style.size * _LINE

    def _box(self, lines: Sequence[tuple[str, TextStyle]], place: Place) -> Box:
        breadth = max(typesetting.width(words, style.size, style.face) for words, style in lines)
        height = sum(style.size * _LINE for _, style in lines)
        left = place.x if place.align == "left" else place.x - breadth
        top = place.y - lines[0][1].size * _LINE / 2
        return left - _CLEARANCE, top, left + breadth + _CLEARANCE, top + height

    def _cost(self, box: Box) -> int:
        left, top, right, bottom = self.limits
        inside = box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom
        crossed = sum(crosses(box, start, end) for start, end in self.segments)
        covered = sum(_overlap(box, other) for other in self.taken)
        return crossed + _ON_LABEL * covered + (0 if inside else _OUTSIDE)


def crosses(box: Box, start: Point, end: Point) -> bool:
    """Whether a straight line has a point in common with a box."""
    enter, leave = 0.0, 1.0
    for axis in (0, 1):
        step = end[axis] - start[axis]
        low, high = box[axis] - start[axis], box[axis + 2] - start[axis]
        if step == 0:
            if not low <= 0 <= high:
                return False
            continue
        near, far = sorted((low / step, high / step))
        enter, leave = max(enter, near), min(leave, far)
    return enter <= leave


def _overlap(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
