"""The Gantt of one unit as an SVG file, without matplotlib: two milliseconds instead of a second."""

from __future__ import annotations

from daihoi.domain.results import UnitPlan
from reports.gantt_layout import page_size
from reports.gantt_page import TOPIC, draw_gantt_page
from reports.svg.sheet import SvgSheet


def unit_gantt_svg(plan: UnitPlan) -> bytes:
    """The page of ``reports.unit_gantt`` as an SVG document in UTF-8.

    Raises:
        FontError: the font that widths are taken from is not installed.
    """
    sheet = SvgSheet(page_size(plan))
    finding = draw_gantt_page(plan, sheet, sheet.repeat)
    return sheet.content(f"{plan.unit.name}: {TOPIC}", finding)
