"""Small drawings inside a line or above a table, as SVG without styles of its own."""

from __future__ import annotations

from collections.abc import Sequence

from reports import tokens
from reports.website.markup import text

_WIDTH, _HEIGHT = 120, 12
_CHART = (640, 120)
_PAD = 8


def count_bar(held: int, planned: int, total: int) -> str:
    """How many of ``total`` are done, with a tick where the plan wanted to be."""
    if not total:
        return ""
    done, tick = (round(_WIDTH * min(n, total) / total, 1) for n in (held, planned))
    return (
        f'<svg class="bar" width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'aria-hidden="true"><rect width="{_WIDTH}" height="{_HEIGHT}" fill="{tokens.HAIR}"/>'
        f'<rect width="{done}" height="{_HEIGHT}" fill="{tokens.DONE}"/>'
        f'<path d="M{max(1.0, min(tick, _WIDTH - 1))} 0v{_HEIGHT}" stroke="{tokens.PLAN}" '
        'stroke-width="2"/></svg>'
    )


def curves(days: Sequence[int], held: Sequence[int], planned: Sequence[int], total: int, words: str) -> str:
    """What was held, report by report, over what was planned; ``words`` tell it without looking.

    Args:
        days: days since any day, increasing, one per report.
        held: held by each of them.
        planned: planned by each of them.
        total: the top of the scale.
        words: what the picture says.
    """
    width, height = _CHART
    span = max(days[-1] - days[0], 1)
    across = [_PAD + (width - 2 * _PAD) * (day - days[0]) / span for day in days]
    points = [
        [
            (x, height - _PAD - (height - 2 * _PAD) * n / max(total, 1))
            for x, n in zip(across, line, strict=True)
        ]
        for line in (held, planned)
    ]
    done, plan = (
        "".join(f"{'L' if n else 'M'}{x:.1f} {y:.1f}" for n, (x, y) in enumerate(p)) for p in points
    )
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{tokens.DONE}"/>' for x, y in points[0])
    return (
        f'<svg class="curves" viewBox="0 0 {width} {height}" role="img" aria-label="{text(words)}">'
        f'<path d="M{_PAD} {height - _PAD}H{width - _PAD}M{_PAD} {_PAD}H{width - _PAD}" '
        f'stroke="{tokens.RULE}" fill="none"/>'
        f'<path d="{plan}" stroke="{tokens.PLAN}" stroke-width="2" stroke-dasharray="5 3" fill="none"/>'
        f'<path d="{done}" stroke="{tokens.DONE}" stroke-width="2.5" fill="none"/>{dots}</svg>'
    )
