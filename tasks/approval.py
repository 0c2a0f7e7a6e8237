"""Dossiers and their approval by the superior, which only people give."""

from __future__ import annotations

import pandas as pd

from daihoi.domain.assessment import Assessment
from tasks.planning import Selection, step_worklist
from tasks.watching import watched_task


@watched_task("Trình duyệt")
def obtain_approval(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """Which dossiers are in, and which wait for the superior's document."""
    return step_worklist(assessment, selection, "approval")
