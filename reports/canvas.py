"""A page measured in millimetres, drawn by matplotlib: see ``reports.sheet`` for what can be drawn on it.

One axes covers the page: x runs from the left edge, y downwards from the top edge. matplotlib's object API
only; no global state is read or changed while a page is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from reports import fonts, tokens
from reports.shapes import Box, Path
from reports.sheet import DASHED, DOTTED, OPTICAL_CENTRE, SOLID, TEXT_Z, Dash, TextStyle

__all__ = ["DASHED", "DOTTED", "SOLID", "Dash", "Sheet", "TextStyle"]


class Sheet:
    """A page to draw on.

    Args:
        size: width and height in millimetres.
    """

    def __init__(self, size: tuple[float, float]) -> None:
        self.width, self.height = size
        inches = (self.width / tokens.MM_PER_INCH, self.height / tokens.MM_PER_INCH)
        self.figure = Figure(figsize=inches, facecolor=tokens.PAPER)
        self.figure.set_layout_engine("none")
        FigureCanvasAgg(self.figure)
        self.ax = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self.ax.set_axis_off()
        self.ax.set_xlim(0, self.width)
        self.ax.set_ylim(self.height, 0)

    @property
    def left(self) -> float:
        """Left margin."""
        return tokens.MARGIN_MM

    @property
    def right(self) -> float:
        """Right margin, as a position."""
        return self.width - tokens.MARGIN_MM

    def text(self, x: float, y: float, content: str, style: TextStyle, *, name: str = "") -> None:
        """One line whose letters are centred on ``y``; ``name`` tells what it is (``gid``)."""
        text = Text(
            x,
            y + OPTICAL_CENTRE * style.size * tokens.MM_PER_POINT,
            fonts.printable(content),
            fontproperties=FontProperties(fname=fonts.checked_file(style.face), size=style.size),
            color=style.color,
            horizontalalignment=style.align,
            verticalalignment="baseline",
            parse_math=False,
            zorder=TEXT_Z,
            gid=name or None,
        )
        self.ax.add_artist(text)
        text.set_clip_on(False)

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
        outlines = list(outlines)
        if not outlines:
            return
        shapes = PolyCollection(
            outlines,
            facecolors=fill,
            edgecolors=edge,
            linewidths=line,
            linestyles=[dash],
            hatch=hatch,
            zorder=z,
            gid=name or None,
        )
        if hatch:
            shapes.set_hatch_linewidth(0.5)
        self.ax.add_collection(shapes, autolim=False)

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
        outlines = [[(a, t), (b, t), (b, d), (a, d)] for a, t, b, d in boxes]
        self.polygons(outlines, fill, edge=edge, line=line, dash=dash, hatch=hatch, name=name, z=z)

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
        paths = list(paths)
        if paths:
            lines = LineCollection(
                paths,
                colors=color,
                linewidths=width,
                linestyles=[dash],
                zorder=z,
                gid=name or None,
                capstyle="butt",
                joinstyle="miter",
            )
            self.ax.add_collection(lines, autolim=False)
