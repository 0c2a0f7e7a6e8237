"""The Gantt of one unit, drawn by matplotlib; ``reports.svg.unit_gantt`` writes the same page as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daihoi.domain.results import UnitPlan
from reports.gantt_layout import page_size
from reports.gantt_page import draw_gantt_page

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def draw_unit_gantt(plan: UnitPlan, ax: Axes | None = None) -> Figure:
    """Draws the plan of a unit on A4 landscape; on A3 when it has more rows than A4 can hold.

    Args:
        plan: what is drawn; nothing is computed from it.
        ax: plain axes of the caller's, which the page is drawn on, scaled to the room there is; a figure of
            the page's own size without.

    Raises:
        FontError: the font of the charts is not installed.
        ValueError: ``ax`` is not a plain axes.
    """
    from reports.canvas import Sheet

    sheet = Sheet(page_size(plan), ax)
    draw_gantt_page(plan, sheet)
    return sheet.figure
