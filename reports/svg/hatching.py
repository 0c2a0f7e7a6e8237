"""Hatching that tells critical bars from others without colour."""

from __future__ import annotations

from functools import lru_cache

from reports import tokens

LINES_PER_INCH = 3
"""For each stroke of a hatching (``////`` has four), as in matplotlib; counted along the page."""

LINE_POINTS = 0.5
_USUAL = 4


@lru_cache
def hatch_pattern(color: str, unit: int, strokes: int) -> tuple[str, str]:
    """Name and definition of strokes that rise to the right.

    Args:
        color: of the strokes, as ``#RRGGBB``.
        unit: user units per millimetre.
        strokes: how dense; four as a rule.
    """
    step = tokens.MM_PER_INCH / (LINES_PER_INCH * strokes) * unit
    half, width = step / 2, LINE_POINTS * tokens.MM_PER_POINT * unit
    # The stroke through the tile, and those through the tile's corners.
    drawn = "".join(
        f"M{shift - half:.5g} {step + half:.5g}L{shift + step + half:.5g} {-half:.5g}"
        for shift in (-step, 0.0, step)
    )
    name = f"hatch-{color.removeprefix('#')}" + ("" if strokes == _USUAL else f"-{strokes}")
    return name, (
        f'<pattern id="{name}" width="{step:.5g}" height="{step:.5g}" patternUnits="userSpaceOnUse">'
        f'<path fill="none" stroke="{color}" stroke-width="{width:.4g}" d="{drawn}"/></pattern>'
    )
