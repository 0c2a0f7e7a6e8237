"""Feedback on the drafts: sent down, collected, put together."""

from __future__ import annotations

import pandas as pd

from daihoi.domain.assessment import Assessment
from tasks.planning import Selection, step_worklist
from tasks.watching import watched_task


@watched_task("Lấy ý kiến góp ý")
def collect_feedback(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """Who has been sent a draft, and whose comments are still out."""
    return step_worklist(assessment, selection, "feedback")
