"""A unit's plan as the table that the campaign's loader reads from ``plans/``."""

from __future__ import annotations

import csv
from pathlib import Path

from daihoi.domain.structure import Certainty
from daihoi.exchange.plans.comparing import PlannedActivity, UnitPlanFile
from daihoi.exchange.words import CERTAINTIES
from daihoi.whole_files import written_whole

HEADER = ("Mã đơn vị", "Việc", "Số ngày", "Không sớm hơn", "Ấn định ngày", "Lý do", "Căn cứ", "Nguồn")
REASON = "Theo kế hoạch của đơn vị"


def write_plan(path: Path, plan: UnitPlanFile) -> None:
    """Writes what the plan decides otherwise than the template, one row per activity.

    Raises:
        WriteError: the file cannot be written.
    """
    with written_whole(path, encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_row(plan, planned) for planned in plan.differences)


def _row(plan: UnitPlanFile, planned: PlannedActivity) -> list[str | int]:
    floor, fixed = planned.not_earlier_than, planned.fixed_start
    return [
        plan.unit.code,
        planned.activity.code,
        "" if planned.days is None else planned.days,
        floor.isoformat() if floor else "",
        fixed.isoformat() if fixed else "",
        REASON,
        CERTAINTIES[Certainty.STATED],
        # The words before the name also keep a spreadsheet from taking it for a formula.
        f"Tệp MS Project «{plan.source}» của đơn vị",
    ]
