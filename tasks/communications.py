"""Communications before, during and after the congress."""

from __future__ import annotations

import pandas as pd

from daihoi.domain.assessment import Assessment
from tasks.planning import Selection, step_worklist
from tasks.watching import watched_task


@watched_task("Tuyên truyền")
def communicate(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """Where each unit stands with its communications."""
    return step_worklist(assessment, selection, "communications")
