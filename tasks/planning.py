"""Reading the plan and the record, and the steering of the preparation: what every other step rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from daihoi.assessing import open_assessment
from daihoi.domain.assessment import Assessment
from daihoi.domain.worklist import worklist
from daihoi.recording import Recorded, import_campaign_reports
from daihoi.workspace import Workspace
from tasks.watching import watched_task


@dataclass(frozen=True)
class Selection:
    """What a level flow works on: a level, and the codes of units whose subtrees are selected.

    No codes means all units of the level.
    """

    level: str
    units: tuple[str, ...] = ()


@watched_task("Nhập báo cáo của các đơn vị")
def import_reports(campaign: str) -> Recorded:
    """Records what units reported since the last time."""
    return import_campaign_reports(Workspace.from_environment(), campaign)


@watched_task("Đọc kế hoạch và sổ ghi")
def read_plan(campaign: str, status_date: date, known_at: int | None, upto: int | None) -> Assessment:
    """The campaign at a status date, as known at event ``known_at`` of the log, else ``upto``, else now."""
    seen = upto if known_at is None else known_at
    return open_assessment(Workspace.from_environment(), campaign, status_date, seen)


@watched_task("Lãnh đạo, chỉ đạo")
def steer(assessment: Assessment, selection: Selection) -> pd.DataFrame:
    """Plans, bodies, assignments, and the direction of the congresses below: their worklist."""
    return step_worklist(assessment, selection, "steering")


def step_worklist(assessment: Assessment, selection: Selection, step: str) -> pd.DataFrame:
    """The worklist of one step in the selected units; see ``daihoi.domain.worklist``."""
    tree = assessment.campaign.tree
    codes = tree.subtrees(selection.units) if selection.units else tree.by_code
    return worklist(assessment, selection.level, frozenset(codes), step)
