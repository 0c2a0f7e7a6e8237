"""Personnel, as steps and counts, never as names."""

from __future__ import annotations

import pandas as pd

from daihoi.domain.assessment import Assessment
from tasks.planning import Selection, step_worklist
from tasks.watching import watched_task


@watched_task("Chuẩn bị nhân sự")
def prepare_personnel(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """Where each unit stands with its personnel plan, nomination steps and delegates."""
    return step_worklist(assessment, selection, "personnel")
