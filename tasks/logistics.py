"""Logistics: convening, venue, security, rehearsal."""

from __future__ import annotations

import pandas as pd

from daihoi.domain.assessment import Assessment
from tasks.planning import Selection, step_worklist
from tasks.watching import watched_task


@watched_task("Tổ chức phục vụ")
def prepare_logistics(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """Where each unit stands with everything the congress needs on the day."""
    return step_worklist(assessment, selection, "logistics")
