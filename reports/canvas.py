"""A page measured in millimetres, drawn by matplotlib: see ``reports.sheet`` for what can be drawn on it.

One axes is the page: x runs from the left edge, y downwards from the top edge. It covers a figure of its own,
or is one that the caller has: then everything, letters too, is scaled to the room of that axes. matplotlib's
object API only; no global state is read or changed while a page is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from reports import fonts, tokens
from reports.shapes import Box, Path
from reports.sheet import DASHED, DOTTED, OPTICAL_CENTRE, SOLID, TEXT_Z, Dash, TextStyle

__all__ = ["DASHED", "DOTTED", "SOLID", "Dash", "Sheet", "TextStyle", "page_of", "pages_on"]

_HATCH_LINE = 0.5
_PAPER_Z = -1.0
_Page = TypeVar("_Page")


class Sheet:
    """A page to draw on.

    Args:
        size: width and height in millimetres.
        ax: axes of the caller's that becomes the page; without one a figure of that size is made. Its place
            in its figure must be settled: sizes of letters and lines are fixed while the page is drawn.

    Raises:
        ValueError: ``ax`` is not a plain axes.

    Attributes:
        ax: the page; its coordinates are millimetres.
        figure: the figure that the page lies in.
        scale: points on paper for a point of the page; 1 on a figure of its own.
    """

    def __init__(self, size: tuple[float, float], ax: Axes | None = None) -> None:
        self.width, self.height = size
        self.ax = _own_axes(size) if ax is None else ax
        self.scale = 1.0 if ax is None else _scale(size, ax)
        self.figure = _figure_of(self.ax)
        self.ax.set_axis_off()
        self.ax.set_xlim(0, self.width)
        self.ax.set_ylim(self.height, 0)
        if ax is not None:
            ax.set_aspect("equal", adjustable="box")
            self.boxes([(0.0, 0.0, self.width, self.height)], tokens.PAPER, name="paper", z=_PAPER_Z)

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
            fontproperties=FontProperties(fname=fonts.checked_file(style.face), size=style.size * self.scale),
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
            linewidths=line * self.scale,
            linestyles=[dash],
            hatch=hatch,
            zorder=z,
            gid=name or None,
        )
        if hatch:
            shapes.set_hatch_linewidth(_HATCH_LINE * self.scale)
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
                linewidths=width * self.scale,
                linestyles=[dash],
                zorder=z,
                gid=name or None,
                capstyle="butt",
                joinstyle="miter",
            )
            self.ax.add_collection(lines, autolim=False)


def pages_on(ax: Axes | None) -> Callable[[tuple[float, float]], Sheet]:
    """Makes pages of a size: on this axes, or on figures of their own when there is none."""
    return partial(Sheet, ax=ax)


def page_of(pages: Sequence[_Page], number: int) -> _Page:
    """The page with this number, counted from 1.

    Raises:
        ValueError: there is no such page.
    """
    if not 1 <= number <= len(pages):
        raise ValueError(f"no page {number}: the chart has {len(pages)}")
    return pages[number - 1]


def _own_axes(size: tuple[float, float]) -> Axes:
    """An axes that covers a new figure of that size."""
    inches = (size[0] / tokens.MM_PER_INCH, size[1] / tokens.MM_PER_INCH)
    figure = Figure(figsize=inches, facecolor=tokens.PAPER)
    figure.set_layout_engine("none")
    FigureCanvasAgg(figure)
    return figure.add_axes((0.0, 0.0, 1.0, 1.0))


def _scale(size: tuple[float, float], ax: Axes) -> float:
    """How much larger or smaller than on paper the page becomes inside an axes."""
    if ax.name != "rectilinear":
        raise ValueError(f"a chart needs a plain axes, this one is {ax.name}")
    room = ax.get_position(original=True).transformed(ax.figure.transSubfigure)
    pixels_per_mm = _figure_of(ax).dpi / tokens.MM_PER_INCH
    return float(min(room.width / size[0], room.height / size[1]) / pixels_per_mm)


def _figure_of(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure
