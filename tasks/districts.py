"""What is done district by district: each part of the districts is one task run.

The same for any number of parts: what is published does not tell how it was made. Charts are not divided: a
report draws a few of them, whatever the number of units, and each is a step of its own already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from daihoi.domain.assessment import Assessment
from daihoi.domain.parts import part_of
from daihoi.domain.urgent_work import urgent_rows
from tasks.watching import watched_task

Files = Mapping[str, bytes]


@watched_task("Tìm việc gấp")
def find_urgent_work(assessment: Assessment, part: int, parts: int) -> pd.DataFrame:
    """What is overdue, will miss a deadline, or waits for approval in the units of the part."""
    return urgent_rows(assessment, part_of(assessment.campaign.tree, part, parts))


@watched_task("Ghi việc gấp")
def write_urgent_work(assessment: Assessment, found: Sequence[pd.DataFrame]) -> Files:
    """The same of all parts, as a table for offices."""
    from reports import worklists

    (table,) = worklists.worklist_files(pd.concat(found), assessment.edition).values()
    return {"viec-gap.csv": table}
