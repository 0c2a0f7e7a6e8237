"""Everything that a progress run draws and writes, one after the other in this process, without Prefect."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from daihoi.domain.assessment import Assessment
    from daihoi.domain.results import Overview, Pace


def report_files(assessment: Assessment) -> tuple[Overview, Pace, dict[str, bytes]]:
    """Charts, interactive page and tables by their names, and what the page over them is made from."""
    from daihoi.domain.overview import overview, pace
    from tasks import districts, drawing, publishing

    seen, speed = overview(assessment), pace(assessment)
    files = {**drawing.draw_overview_page.fn(seen), **drawing.draw_pace_page.fn(speed)}
    files |= drawing.draw_gantts.fn(assessment, seen)
    for draw in (drawing.draw_matrices, drawing.draw_balances, drawing.draw_congress_calendar):
        files |= draw.fn(assessment)
    files |= drawing.draw_cascade.fn(assessment)
    files |= publishing.write_interactive_page.fn(assessment, seen)
    files |= publishing.write_key_figures.fn(seen, speed)
    files |= districts.write_urgent_work.fn(assessment, [districts.find_urgent_work.fn(assessment, 0, 1)])
    return seen, speed, files
