"""The congress itself, and the pilot congresses before it."""

from __future__ import annotations

import pandas as pd

from daihoi.domain.assessment import Assessment
from tasks.planning import Selection, step_worklist
from tasks.watching import watched_task


@watched_task("Tiến hành đại hội")
def hold_congress(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """Which congresses were held, which may be held, and what holds the others back."""
    return step_worklist(assessment, selection, "congress")
