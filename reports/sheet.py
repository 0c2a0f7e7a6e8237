"""What a chart draws on, whatever makes the picture of it: a page in millimetres with a few kinds of marks.

x runs from the left edge, y downwards from the top edge. ``reports.canvas.Sheet`` draws with matplotlib,
``reports.svg.sheet.SvgSheet`` writes SVG; a chart that knows only this module looks the same in both.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

from reports import fonts, tokens
from reports.shapes import Box, Path

SOLID = "solid"
DASHED = (0.0, (5.0, 2.0))
DOTTED = (0.0, (1.2, 1.4))
Dash = str | tuple[float, tuple[float, float]]
"""A dashed line: where it begins, and lengths of dash and gap in widths of the line."""

OPTICAL_CENTRE = 0.32
"""From the baseline to the middle of letters and digits, in ems; steadier than centring each box."""

TEXT_Z = 10.0


@dataclass(frozen=True)
class TextStyle:
    """How a line of text looks.

    Attributes:
        size: points, not below the floor for paper.
        color: ink.
        face: weight or slant.
        align: ``left``, ``center`` or ``right`` of the given point.
    """

    size: float = tokens.LABEL
    color: str = tokens.INK
    face: fonts.Face = "normal"
    align: Literal["left", "center", "right"] = "left"
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.size < tokens.SMALLEST:
            raise ValueError(f"text of {self.size} pt is below the floor of {tokens.SMALLEST} pt")
        object.__setattr__(self, "_hash", hash((self.size, self.color, self.face, self.align)))

    def __hash__(self) -> int:
        """Computed once: styles are part of what every line of text is remembered by."""
        return self._hash

    def __reduce__(self) -> tuple[type[TextStyle], tuple[float, str, fonts.Face, str]]:
        """Made anew in another process, where texts have other hashes."""
        return TextStyle, (self.size, self.color, self.face, self.align)


class Sheet(Protocol):
    """A page to draw on.

    Attributes:
        width: width of the page in millimetres.
        height: height of the page in millimetres.
    """

    width: float
    height: float

    @property
    def left(self) -> float:
        """Left margin."""

    @property
    def right(self) -> float:
        """Right margin, as a position."""

    def text(self, x: float, y: float, content: str, style: TextStyle, *, name: str = "") -> None:
        """One line whose letters are centred on ``y``; ``name`` tells what it is."""

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
        """Closed shapes in one style; ``line`` is the width of the edge in points."""

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
        """Rectangles in one style."""

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
        """Open lines in one style; ``width`` in points."""


Repeat = Callable[[Hashable, Callable[[Sheet], None]], None]
"""Draws what is the same on all pages that share a key; a sheet that makes thousands of pages may keep it."""
SheetT = TypeVar("SheetT", bound=Sheet)
NewSheet = Callable[[tuple[float, float]], SheetT]
"""Makes an empty page from its width and height in millimetres."""
