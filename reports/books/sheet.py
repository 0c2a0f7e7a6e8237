"""A page of a book: shapes as SVG, lines of text as text of the book itself.

typst reads SVG, but sets every line of text in it as if it were a picture: placing the lines itself is three
times as fast, and the file half as large. No text lies under a shape, so the two can be kept apart.
"""

from __future__ import annotations

import json
from functools import lru_cache

from reports import fonts, tokens, typesetting
from reports.sheet import OPTICAL_CENTRE, TEXT_Z, TextStyle
from reports.svg.sheet import UNIT, SvgSheet

_STYLES: dict[str, TextStyle] = {}
_SIDES = {"left": 0.0, "center": 0.5, "right": 1.0}
"""Which part of a line's width lies left of its point; so that typst need not measure it again."""

_WEIGHTS: dict[fonts.Face, int] = {"normal": 400, "italic": 400, "semibold": 600, "bold": 700}


class BookSheet(SvgSheet):
    """A page to draw on; ``parts`` gives its shapes and its text."""

    def text(self, x: float, y: float, content: str, style: TextStyle, *, name: str = "") -> None:
        """One line whose letters are centred on ``y``; what it is (``name``) is not kept."""
        words = fonts.printable(content)
        if words:
            baseline = y + OPTICAL_CENTRE * style.size * tokens.MM_PER_POINT
            left = x - _SIDES[style.align] * typesetting.width(words, style.size, style.face)
            place = f"{round(left * UNIT)},{round(baseline * UNIT)}"
            self.marks.append((TEXT_Z, f'["{_style_name(style)}",{place},{_quoted(words)}]'))

    def parts(self, title: str, description: str) -> tuple[bytes, str]:
        """The shapes as SVG; the text as JSON: style, x, y (hundredths of a millimetre), words."""
        lines = [mark for z, mark in self.marks if z == TEXT_Z]
        self.marks = [(z, mark) for z, mark in self.marks if z != TEXT_Z]
        return self.content(title, description), f"[{','.join(lines)}]"


def styles_in_use() -> dict[str, tuple[object, ...]]:
    """What the styles of all pages made so far mean: size in points, weight, slant, colour."""
    return {
        name: (
            style.size,
            _WEIGHTS[style.face],
            "italic" if style.face == "italic" else "normal",
            style.color,
        )
        for name, style in sorted(_STYLES.items())
    }


@lru_cache
def _style_name(style: TextStyle) -> str:
    name = f"{style.face}-{style.size:g}-{style.color}"
    _STYLES[name] = style
    return name


@lru_cache(maxsize=1 << 15)
def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
