"""Pictures in few colours: a quarter of the bytes, and no difference to be seen.

A page has a few dozen inks; with the soft edges of letters 256 colours are enough. The most frequent are
kept as they are: paper stays white, light shades stay apart from it.
"""

from __future__ import annotations

import io
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from PIL import Image

DPI: Final = 150
COLOURS, EXACT = 256, 48
_WHITE = 0xFFFFFF


def picture(content: bytes) -> bytes:
    """The same picture (a PNG of one page) in few colours."""
    with Image.open(io.BytesIO(content)) as page:
        return few_colours(np.asarray(page.convert("RGBA")))


def few_colours(pixels: NDArray[np.uint8]) -> bytes:
    """PNG in 256 colours: the most frequent exactly, the others as the nearest of those chosen.

    Args:
        pixels: red, green, blue and opacity, shape (height, width, 4); opacity counts for nothing, for a
            page is never seen through.
    """
    packed = np.ascontiguousarray(pixels).view("<u4")[:, :, 0] & np.uint32(_WHITE)
    is_inked = packed != _WHITE
    place, colours = pd.factorize(
        packed[is_inked]
    )  # by a table: sorting half a million takes ten times as long
    palette = _palette(colours, np.bincount(place, minlength=colours.size))
    nearest = ((_parts(colours)[:, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1)
    indices = np.zeros(packed.shape, np.uint8)  # 0 is white
    indices[is_inked] = nearest[place]
    return _encoded(indices, palette)


def _palette(colours: NDArray[np.uint32], counts: NDArray[np.intp]) -> NDArray[np.int32]:
    """White, the most frequent colours, and some that lie close to all the others."""
    frequent = np.lexsort((colours, -counts))
    exact, rare = colours[frequent[: EXACT - 1]], np.sort(colours[frequent[EXACT - 1 :]])
    chosen = [_parts(np.array([_WHITE], np.uint32)), _parts(exact)]
    if rare.size:
        row = Image.fromarray(_parts(rare).astype(np.uint8)[None])
        rough = row.quantize(COLOURS - EXACT, Image.Quantize.FASTOCTREE).getpalette()
        chosen.append(np.array(rough, np.int32).reshape(-1, 3)[: COLOURS - EXACT])
    return np.concatenate(chosen)


def _encoded(indices: NDArray[np.uint8], palette: NDArray[np.int32]) -> bytes:
    page = Image.fromarray(indices, "P")
    page.putpalette(palette.astype(np.uint8).tobytes())
    buffer = io.BytesIO()
    page.save(buffer, "png", dpi=(DPI, DPI))
    return buffer.getvalue()


def _parts(packed: NDArray[np.uint32]) -> NDArray[np.int32]:
    """Red, green and blue of packed colours, red in the lowest byte; shape (colours, 3)."""
    return np.stack([packed & 255, packed >> 8 & 255, packed >> 16], axis=1).astype(np.int32)
