"""How wide the columns of an annex are: every word has room, and what is left goes to what is long."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LETTER_MM = 1.9
"""Mean width of a letter of the annexes' type, 10 points of a Times face."""
BOLD_LETTER_MM = 2.1
PADDING_MM = 4
_SHORT = 16
"""Letters of a mark or a state («chưa đến lượt»), which stays on one line where the page has room for it."""
_MOST_FIXED = 0.75
"""Of the page, for what does not wrap: the rest is for names and sentences."""


def column_widths(titles: Sequence[str], rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """Whole millimetres for each column, together exactly ``total``.

    Every word has room on a line, as far as the page allows. What is left goes millimetre by millimetre to
    the column that makes the table shortest.

    Args:
        titles: of the columns.
        rows: as many cells each; a row of one cell is a heading across all columns and asks for nothing.
        total: millimetres of the whole table.
    """
    columns = [[row[place] for row in rows if len(row) > 1] for place in range(len(titles))]
    least = [_least(title, cells, _SHORT) for title, cells in zip(titles, columns, strict=True)]
    if sum(least) > total * _MOST_FIXED:
        least = [_least(title, cells) for title, cells in zip(titles, columns, strict=True)]
    if sum(least) >= total:
        return _rounded([width * total / sum(least) for width in least], total)
    lengths = np.array([[len(cell) * LETTER_MM for cell in cells] for cells in columns])
    widths = np.ceil(np.array(least)) - PADDING_MM
    while widths.sum() + PADDING_MM * len(widths) < total:
        heights = _heights(lengths, widths)
        gains = heights - _heights(lengths, widths, more=1)
        if not gains.any():
            break
        widths[gains.argmax()] += 1
    widths += PADDING_MM
    return _rounded((widths * total / widths.sum()).tolist(), total)


def _heights(lengths: Floats, widths: Floats, more: int = 0) -> Floats:
    """The height of the table in lines, were each column by itself ``more`` millimetres wider.

    A row is as high as the highest of its cells. Lines are counted as fractions: what a column needs to come
    from three lines to two shows in every millimetre of the way.
    """
    lines = np.maximum(lengths / widths[:, None], 1)
    wider = np.maximum(lengths / (widths[:, None] + more), 1)
    highest, place = lines.max(axis=0, initial=1), lines.argmax(axis=0)
    others = np.sort(lines, axis=0)[-2:-1].max(axis=0, initial=1)
    rest = np.where(np.arange(len(lines))[:, None] == place, others, highest)
    found: Floats = np.maximum(rest, wider).sum(axis=1)
    return found


def _least(title: str, cells: Sequence[str], whole: int = 0) -> float:
    """Room for the longest word of title and cells; a cell of up to ``whole`` letters stays whole."""
    longest = (len(cell) if len(cell) <= whole else _longest_word(cell) for cell in cells)
    words = max(longest, default=0) * LETTER_MM
    return max(_longest_word(title) * BOLD_LETTER_MM, words) + PADDING_MM


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.split()), default=0)


def _rounded(widths: Sequence[float], total: int) -> list[int]:
    """Whole numbers; what rounding down leaves goes to the widest."""
    whole = [int(width) for width in widths]
    whole[whole.index(max(whole))] += total - sum(whole)
    return whole
