"""Publishing the Gantts of chosen units by themselves, for whoever did not ask for a worklist."""

from __future__ import annotations

from daihoi import editions
from daihoi.domain.assessment import Assessment
from daihoi.publishing import Published
from tasks.planning import Selection
from tasks.publishing import Files
from tasks.watching import watched_task


@watched_task("Công bố Gantt các đơn vị được chọn")
def publish_chosen_gantts(
    assessment: Assessment, selection: Selection, gantts: Files, known_at: int | None
) -> Published:
    """Makes the Gantts visible in one step, beside the worklist and never in its place."""
    of_worklist = editions.level_name(selection.level, selection.units)
    name = f"gantt-{of_worklist.removeprefix('viec-')}"
    return editions.publish_edition(assessment, name, gantts, known_at)
