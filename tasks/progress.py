"""The progress of a whole campaign: the results that charts and messages show."""

from __future__ import annotations

from daihoi.domain.assessment import Assessment
from daihoi.domain.overview import overview, pace
from daihoi.domain.results import Overview, Pace
from tasks.watching import watched_task


@watched_task("Tính tổng quan")
def measure_overview(assessment: Assessment) -> Overview:
    """The organisations below the root, most at risk first."""
    return overview(assessment)


@watched_task("Tính nhịp độ")
def measure_pace(assessment: Assessment) -> Pace:
    """How fast the branch congresses go, and how fast they have to go."""
    return pace(assessment)
