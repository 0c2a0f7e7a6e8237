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
from numpy.typing import NDArray
from PIL import Image

DPI = 150
COLOURS, EXACT = 256, 48
"""A page has a few dozen inks; with the soft edges of letters 256 colours show no difference, in a quarter
of the bytes. The most frequent are kept as they are: paper stays white, light shades stay apart from it."""
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
        pixels = _opaque(canvas)
    buffer = io.BytesIO()
    _few_colours(pixels).save(buffer, "png", dpi=(DPI, DPI))
    return buffer.getvalue()


def pdf(figures: Sequence[Figure], title: str) -> bytes:
    """Sheets to print, in one file with each typeface once; the text can be searched and copied."""
    no_dates: dict[str, Any] = {"Title": title, "Creator": None, "Producer": None, "CreationDate": None}
    buffer = io.BytesIO()
    sheets = PdfPages(buffer, metadata=no_dates)
    with _ONE_AT_A_TIME, rc_context(_STYLE), _lean_typefaces(), sheets:
        for figure in figures:
            sheets.savefig(figure, dpi=DPI)
    return buffer.getvalue()


def _opaque(canvas: FigureCanvasAgg) -> NDArray[np.uint8]:
    """Red, green and blue; a page is never seen through."""
    return np.ascontiguousarray(np.asarray(canvas.buffer_rgba(), np.uint8)[:, :, :3])


def _few_colours(pixels: NDArray[np.uint8]) -> Image.Image:
    """The picture in 256 colours: the most frequent exactly, the others as the nearest of those chosen."""
    packed = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    is_inked = packed != _WHITE
    colours, place, counts = np.unique(packed[is_inked], return_inverse=True, return_counts=True)
    frequent = colours[np.argsort(-counts, kind="stable")[: EXACT - 1]]
    rough = Image.fromarray(pixels).quantize(COLOURS - EXACT, Image.Quantize.FASTOCTREE)
    others = np.array(rough.getpalette(), np.int32).reshape(-1, 3)[: COLOURS - EXACT]
    palette = np.concatenate([_parts(np.array([_WHITE], np.uint32)), _parts(frequent), others])
    nearest = ((_parts(colours)[:, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1)
    indices = np.zeros(packed.shape, np.uint8)  # 0 is white
    indices[is_inked] = nearest[place]
    picture = Image.fromarray(indices, "P")
    picture.putpalette(palette.astype(np.uint8).tobytes())
    return picture


_WHITE = 0xFFFFFF


def _parts(packed: NDArray[np.uint32]) -> NDArray[np.int32]:
    """Red, green and blue of packed colours, shape (colours, 3)."""
    return np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1).astype(np.int32)


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
