"""Congress documents: the drafts before the feedback, the final texts after it."""

from __future__ import annotations

import pandas as pd

from daihoi.domain.assessment import Assessment
from tasks.planning import Selection, step_worklist
from tasks.watching import watched_task


@watched_task("Dự thảo văn kiện")
def draft_documents(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """Where each unit stands with its draft political and review reports."""
    return step_worklist(assessment, selection, "documents")


@watched_task("Hoàn thiện văn kiện")
def finalize_documents(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """Where each unit stands with the final texts."""
    return step_worklist(assessment, selection, "finalizing")
