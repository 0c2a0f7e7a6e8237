"""Charts as files in memory: what a publication or a command writes out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from matplotlib.figure import Figure

from daihoi.domain.results import Overview, Pace, UnitPlan
from reports.files import render
from reports.overview import draw_overview
from reports.s_curve import draw_s_curve
from reports.unit_gantt import draw_unit_gantt

Result = TypeVar("Result")

_ONE_AT_A_TIME = threading.Lock()
"""Font objects are shared and not safe for two threads: drawing in parallel corrupts memory."""


def overview_files(overview: Overview) -> dict[str, bytes]:
    """``tong-quan.png`` and ``.pdf``."""
    return _page(draw_overview, overview, "tong-quan")


def pace_files(pace: Pace) -> dict[str, bytes]:
    """``duong-luy-tien.png`` and ``.pdf``."""
    return _page(draw_s_curve, pace, "duong-luy-tien")


def gantt_files(plans: Iterable[UnitPlan]) -> dict[str, bytes]:
    """``gantt-<unit code>.png`` and ``.pdf`` for each unit."""
    files: dict[str, bytes] = {}
    for plan in plans:
        files |= _page(draw_unit_gantt, plan, f"gantt-{plan.unit.code}")
    return files


def _page(draw: Callable[[Result], Figure], result: Result, name: str) -> dict[str, bytes]:
    with _ONE_AT_A_TIME:
        return render(draw(result), name)
