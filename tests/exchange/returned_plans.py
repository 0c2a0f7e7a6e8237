"""A unit's plan that went out as a file of MS Project, was changed there, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from daihoi.domain.campaign import Campaign
from daihoi.exchange.mspdi.writer import write_mspdi
from daihoi.exchange.plans.comparing import UnitPlanFile, read_unit_plan
from tests.domain.campaigns import assessed, make_campaign
from tests.exchange.project_files import Project, edited, put

Change = Callable[[Project], None]
FIVE_DAYS = {"Duration": "PT40H0M0S", "Finish": "2020-06-09T17:00:00"}
"""The draft from Wednesday 3 to Tuesday 9."""


def nothing(_: Project) -> None:
    """The user changes nothing."""


def returned(
    tmp_path: Path,
    change: Change = nothing,
    campaign: Campaign | None = None,
    *,
    unit: str = "W.1",
    exported_unit: str | None = "W.1",
) -> UnitPlanFile:
    """The plan of a unit after export, a change and import."""
    campaign = campaign or make_campaign()
    path = tmp_path / "ke_hoach.xml"
    write_mspdi(path, assessed(campaign, "5-31"), exported_unit)
    return read_unit_plan(edited(path, change), campaign, unit)


def found(plan: UnitPlanFile) -> list[tuple[str, int | None, date | None, date | None]]:
    return [(p.activity.code, p.days, p.not_earlier_than, p.fixed_start) for p in plan.differences]


def on_draft(**values: object) -> Change:
    return lambda project: put(project.activity("W.1", "b_draft"), **values)
