"""What a reader finds in an SVG page: texts, shapes in millimetres, and days read off the ruler."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from reports.fonts import Face

SVG = "{http://www.w3.org/2000/svg}"
PER_MM = 100
FACES: dict[str, Face] = {"": "normal", "600": "semibold", "700": "bold", "italic": "italic"}
Extent = tuple[float, float, float, float]


class Line(NamedTuple):
    """A line of text, where it stands in millimetres, its size in points, and the width it is held to."""

    part: str
    words: str
    x: float
    y: float
    anchor: str
    size: float
    face: Face
    held: float | None


def root_of(svg: bytes) -> Element:
    return fromstring(svg)


def lines(svg: bytes, part: str = "") -> list[Line]:
    """The lines of text from top to bottom; with ``part`` only those of that kind."""
    found = []
    for text in root_of(svg).iter(f"{SVG}text"):
        held = text.get("textLength")
        found.append(
            Line(
                text.get("data-part", ""),
                text.text or "",
                float(text.attrib["x"]) / PER_MM,
                float(text.attrib["y"]) / PER_MM,
                text.get("text-anchor", "start"),
                float(text.attrib["font-size"]) / PER_MM * 72 / 25.4,
                FACES[text.get("font-weight") or text.get("font-style") or ""],
                float(held) / PER_MM if held else None,
            )
        )
    return sorted((line for line in found if part in ("", line.part)), key=lambda line: (line.y, line.x))


def texts(svg: bytes, part: str = "") -> list[str]:
    return [line.words for line in lines(svg, part)]


def shapes(svg: bytes, part: str) -> list[Extent]:
    """Extents in millimetres (left, top, right, bottom) of the shapes of a kind."""
    found = []
    for path in root_of(svg).iter(f"{SVG}path"):
        if path.get("data-part") == part:
            found += [_extent(run) for run in path.attrib["d"].split("M") if run]
    return found


def day_at(svg: bytes, x: float) -> float:
    """The day (ordinal, with a fraction) at a position, read off the first and the last printed tick."""
    ticks = sorted((line.x, line.words) for line in lines(svg, "tick"))
    (x0, d0), (x1, d1) = [
        (x, date(2020, int(words[3:]), int(words[:2])).toordinal()) for x, words in (ticks[0], ticks[-1])
    ]
    return d0 + (x - x0) * (d1 - d0) / (x1 - x0)


def _extent(run: str) -> Extent:
    points = list(_points(run))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) / PER_MM, min(ys) / PER_MM, max(xs) / PER_MM, max(ys) / PER_MM


def _points(run: str) -> Iterator[tuple[float, float]]:
    """The corners of an outline: pairs after M, and H and V that keep one of the two."""
    x = y = 0.0
    for letter, numbers in re.findall(r"([HV]?)((?:-?[\d.]+[ ]?)+)", run):
        values = [float(value) for value in numbers.split()]
        if letter == "H":
            x = values[0]
        elif letter == "V":
            y = values[0]
        else:
            for x, y in zip(values[::2], values[1::2], strict=True):
                yield x, y
        yield x, y
