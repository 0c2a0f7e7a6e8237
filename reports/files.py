"""Figures as files: the same picture gives the same bytes, on every run and in every process."""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from reports.press.pictures import DPI, few_colours

_STYLE: dict[Any, Any] = {
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.hinting": "none",
    "path.simplify": False,
    "text.usetex": False,
    "hatch.linewidth": 0.5,
}
_SHAPING_TABLES = ("GSUB", "GPOS", "GDEF")
_ONE_AT_A_TIME = threading.Lock()
"""matplotlib reads its settings from one global table: two threads saving at once would mix them up."""


def render(figure: Figure, name: str) -> dict[str, bytes]:
    """``<name>.png`` at 150 dpi and ``<name>.pdf`` with searchable text; no dates or versions inside."""
    return {f"{name}.png": png(figure), f"{name}.pdf": pdf([figure], name)}


def png(figure: Figure) -> bytes:
    """A picture for the screen, at 150 dpi."""
    with _ONE_AT_A_TIME, rc_context(_STYLE):
        figure.set_dpi(DPI)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba(), np.uint8)
    return few_colours(pixels)


def pdf(figures: Sequence[Figure], title: str) -> bytes:
    """Sheets to print, in one file with each typeface once; the text can be searched and copied."""
    no_dates: dict[str, Any] = {"Title": title, "Creator": None, "Producer": None, "CreationDate": None}
    buffer = io.BytesIO()
    sheets = PdfPages(buffer, metadata=no_dates)
    with _ONE_AT_A_TIME, rc_context(_STYLE), _lean_typefaces(), sheets:
        for figure in figures:
            sheets.savefig(figure, dpi=DPI)
    return buffer.getvalue()


def svg(figure: Figure, name: str) -> bytes:
    """A picture in vectors; letters are outlines, so it looks the same where the font is missing.

    Args:
        figure: what is written.
        name: of the file; parts that refer to each other are named after it, the same on every run.
    """
    no_dates: dict[str, Any] = {"Title": name, "Date": None, "Creator": None}
    buffer = io.BytesIO()
    with _ONE_AT_A_TIME, rc_context({**_STYLE, "svg.hashsalt": name, "svg.fonttype": "path"}):
        figure.savefig(buffer, format="svg", metadata=no_dates)
    return buffer.getvalue()


@contextlib.contextmanager
def _lean_typefaces() -> Iterator[None]:
    """Lets a PDF take in typefaces without the tables that shape text.

    They are of no use once the text stands, and reading them takes half the time of a page.
    """
    whole = subset.load_font

    def load(*given: Any, **named: Any) -> TTFont:
        font = whole(*given, **named)
        for table in _SHAPING_TABLES:
            if table in font:
                del font[table]
        return font

    subset.load_font = load
    try:
        yield
    finally:
        subset.load_font = whole
