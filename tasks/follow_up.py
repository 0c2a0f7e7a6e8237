"""After the congress: results, ratification, programmes."""

from __future__ import annotations

import pandas as pd

from daihoi.domain.assessment import Assessment
from tasks.planning import Selection, step_worklist
from tasks.watching import watched_task


@watched_task("Việc sau đại hội")
def follow_up(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """What each unit still owes after its congress."""
    return step_worklist(assessment, selection, "follow_up")
