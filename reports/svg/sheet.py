"""A page that becomes SVG text: what ``reports.canvas`` draws with matplotlib, written out as strings.

Every shape of a call is one ``path``, every line of text one ``text``; ``data-part`` says what it is, as
``gid`` does in matplotlib. Attributes instead of a style sheet: office programs, typst and browsers read
them alike, and several pages can stand in one HTML document. The same drawing gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from html import escape
from operator import itemgetter

from reports import fonts, tokens, typesetting
from reports.shapes import Box, Path, cover_each_other, extent
from reports.sheet import OPTICAL_CENTRE, SOLID, TEXT_Z, Dash, Sheet, TextStyle
from reports.svg.hatching import hatch_pattern

UNIT = 100
"""User units per millimetre: whole numbers are exact enough, short, and the same on every machine."""

Mark = tuple[float, str]
"""Height above the paper, and the element."""

FAMILY = "'Source Sans Pro','Source Sans 3','Noto Sans','Segoe UI',Arial,'DejaVu Sans',sans-serif"
"""The font that all widths are taken from, then others that can write Vietnamese."""

HELD_LENGTH = 12
"""From so many letters on a line of text keeps its width even where another font stands in."""

_FACES: dict[fonts.Face, str] = {
    "normal": "",
    "italic": ' font-style="italic"',
    "semibold": ' font-weight="600"',
    "bold": ' font-weight="700"',
}
_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_POINT = UNIT * tokens.MM_PER_POINT

_MOST_REPEATED = 2048
_REPEATED: dict[Hashable, tuple[tuple[Mark, ...], dict[str, str]]] = {}


class SvgSheet:
    """A page to draw on; ``content`` gives the file.

    Args:
        size: width and height in millimetres.

    Attributes:
        marks: what was drawn, in the order of drawing.
        patterns: name → definition of the hatchings in use.
        headings: the lines of the title and of the finding, by what they are.
    """

    def __init__(self, size: tuple[float, float]) -> None:
        self.width, self.height = size
        self.marks: list[Mark] = []
        self.patterns: dict[str, str] = {}
        self.headings: dict[str, list[str]] = {"title": [], "finding": []}

    @property
    def left(self) -> float:
        """Left margin."""
        return tokens.MARGIN_MM

    @property
    def right(self) -> float:
        """Right margin, as a position."""
        return self.width - tokens.MARGIN_MM

    def text(self, x: float, y: float, content: str, style: TextStyle, *, name: str = "") -> None:
        """One line whose letters are centred on ``y``."""
        line = _line(x, y, content, style, name)
        if line:
            self.marks.append(line)
            if name in self.headings:
                self.headings[name].append(content)

    def words(self, name: str) -> str:
        """What was written as ``title`` or ``finding``, for those who do not see the page."""
        return " ".join(self.headings[name])

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
        drawn = list(outlines)
        whole = [f"{_run(path)}z" for path in drawn]
        has_edges = bool(line) and edge != "none" and fill != "none"
        # One path would show every edge, also those that lie under another shape.
        is_apart = not has_edges or len(drawn) < 2 or not cover_each_other(map(extent, drawn))
        for outline in ["".join(whole)] if is_apart else whole:
            self._add(outline, fill, edge, line, dash, hatch, name, z)

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
        self._add("".join([_box(box) for box in boxes]), fill, edge, line, dash, hatch, name, z)

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
        outline = "".join([_run(path) for path in paths])
        if outline:
            drawn = f'<path{_part(name)} fill="none"{_stroke(color, width, dash)} d="{outline}"/>'
            self.marks.append((z, drawn))

    def repeat(self, key: Hashable, draw: Callable[[Sheet], None]) -> None:
        """What ``draw`` draws; taken from an earlier page of this size with the same ``key``."""
        known = (type(self), self.width, self.height, key)
        kept = _REPEATED.get(known)
        if kept is None:
            page = type(self)((self.width, self.height))
            draw(page)
            if len(_REPEATED) >= _MOST_REPEATED:
                _REPEATED.clear()
            kept = _REPEATED[known] = (tuple(page.marks), page.patterns)
        self.marks += kept[0]
        self.patterns |= kept[1]

    def content(self, title: str, description: str) -> bytes:
        """The page as a file; ``title`` and ``description`` are for those who do not see it."""
        defined = f"<defs>{''.join(self.patterns.values())}</defs>\n" if self.patterns else ""
        head = f"{self._opening(title, description)}\n{defined}".encode()
        # Most marks are plain ASCII: one by one they are encoded faster than a page with any other letter.
        drawn = b"\n".join([mark.encode() for _, mark in sorted(self.marks, key=itemgetter(0))])
        return b"%b%b\n</svg>\n" % (head, drawn)

    def _opening(self, title: str, description: str) -> str:
        wide, high = round(self.width * UNIT), round(self.height * UNIT)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}mm" height="{self.height:g}mm" '
            f'viewBox="0 0 {wide} {high}" lang="vi" role="img" font-family="{FAMILY}" fill="{tokens.INK}">\n'
            f"<title>{_words(title)}</title>\n<desc>{_words(description)}</desc>\n"
            f'<path fill="{tokens.PAPER}" d="M0 0H{wide}V{high}H0z"/>'
        )

    def _add(
        self,
        outline: str,
        fill: str,
        edge: str,
        line: float,
        dash: Dash,
        hatch: str | None,
        name: str,
        z: float,
    ) -> None:
        if not outline:
            return
        if hatch:
            if fill != "none":  # what is hatched may be filled as well
                self.marks.append((z, f'<path{_part(name)} fill="{fill}" d="{outline}"/>'))
            pattern, definition = hatch_pattern(edge, UNIT, len(hatch))
            self.patterns[pattern] = definition
            fill = f"url(#{pattern})"
        stroke = _stroke(edge, line, dash) + ' stroke-linejoin="round"' if line and edge != "none" else ""
        self.marks.append((z, f'<path{_part(name)} fill="{fill}"{stroke} d="{outline}"/>'))


@lru_cache(maxsize=1 << 15)
def _line(x: float, y: float, content: str, style: TextStyle, name: str) -> Mark | None:
    """A text element, remembered: pages alike write the same in one place. None: nothing to print."""
    written = _written(content, style)
    if not written:
        return None
    baseline = y + OPTICAL_CENTRE * style.size * tokens.MM_PER_POINT
    place = f'<text x="{round(x * UNIT)}" y="{round(baseline * UNIT)}"'
    return TEXT_Z, f"{place}{_part(name)}{written}"


@lru_cache(maxsize=1 << 15)
def _written(content: str, style: TextStyle) -> str:
    """The rest of a text element after its place; empty when there is nothing to print."""
    words = fonts.printable(content)
    if not words:
        return ""
    held = ""
    if len(words) >= HELD_LENGTH:
        wide = round(typesetting.width(words, style.size, style.face) * UNIT)
        held = f' textLength="{wide}" lengthAdjust="spacingAndGlyphs"'
    return f"{_style(style)}{held}>{escape(words, quote=False)}</text>"


@lru_cache
def _style(style: TextStyle) -> str:
    color = "" if style.color == tokens.INK else f' fill="{style.color}"'
    size = f' font-size="{style.size * _POINT:.4g}"'
    return f"{size}{_FACES[style.face]}{_ANCHORS[style.align]}{color}"


@lru_cache
def _stroke(color: str, width: float, dash: Dash) -> str:
    """Dashes are given in widths of the line, as in matplotlib."""
    drawn = f' stroke="{color}" stroke-width="{width * _POINT:.4g}"'
    if isinstance(dash, str):
        return drawn
    lengths = " ".join(f"{length * width * _POINT:.4g}" for length in dash[1])
    return f'{drawn} stroke-dasharray="{lengths}"'


@lru_cache
def _part(name: str) -> str:
    return f' data-part="{escape(name)}"' if name else ""


def _words(text: str) -> str:
    return escape(fonts.printable(text), quote=False)


def _box(box: Box) -> str:
    left, top, right, bottom = box
    start = round(left * UNIT)
    return f"M{start} {round(top * UNIT)}H{round(right * UNIT)}V{round(bottom * UNIT)}H{start}z"


def _run(path: Path) -> str:
    return "M" + " ".join([f"{round(x * UNIT)} {round(y * UNIT)}" for x, y in path])
