"""How wide the columns of an annex are: every word has room, and what is left goes to what is long."""

from __future__ import annotations

from collections.abc import Sequence

LETTER_MM = 1.9
"""Mean width of a letter of the annexes' type, 10 points of a Times face."""
BOLD_LETTER_MM = 2.1
PADDING_MM = 3
MOST_MM = 95
_TYPICAL = 9
"""Nine of ten cells decide how much room a column would like; the longest may wrap."""


def column_widths(titles: Sequence[str], rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """Whole millimetres for each column, together exactly ``total``.

    Args:
        titles: of the columns.
        rows: as many cells each.
        total: millimetres of the whole table.
    """
    columns = [[row[place] for row in rows] for place in range(len(titles))]
    least = [_least(title, cells) for title, cells in zip(titles, columns, strict=True)]
    wished = [max(a, _wished(cells)) for a, cells in zip(least, columns, strict=True)]
    if sum(least) >= total:
        return _rounded([width * total / sum(least) for width in least], total)
    spare = total - sum(least)
    wants = [b - a for a, b in zip(least, wished, strict=True)]
    if sum(wants) >= spare:
        return _rounded([a + w * spare / sum(wants) for a, w in zip(least, wants, strict=True)], total)
    return _rounded([width * total / sum(wished) for width in wished], total)


def _least(title: str, cells: Sequence[str]) -> float:
    """Room for the longest word, of the title and of any cell."""
    words = max((_longest_word(cell) for cell in cells), default=0) * LETTER_MM
    return max(_longest_word(title) * BOLD_LETTER_MM, words) + PADDING_MM


def _wished(cells: Sequence[str]) -> float:
    """Room for nine of ten cells on one line, as long as that is not too wide."""
    lengths = sorted(len(cell) for cell in cells)
    typical = lengths[(len(lengths) * _TYPICAL) // 10] if lengths else 0
    return min(MOST_MM, typical * LETTER_MM + PADDING_MM)


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.split()), default=0)


def _rounded(widths: Sequence[float], total: int) -> list[int]:
    """Whole numbers; what rounding down leaves goes to the widest."""
    whole = [int(width) for width in widths]
    whole[whole.index(max(whole))] += total - sum(whole)
    return whole
