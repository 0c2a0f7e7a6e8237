"""MS Project reads elements in the order of its schema only (``mspdi_pj12.xsd`` and its later additions)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from daihoi.domain.campaign import FixedDate
from daihoi.domain.units import UnitTree
from tests.domain.campaigns import STATED, assessed, held, make_campaign, make_district, said
from tests.domain.networks import day
from tests.exchange.project_files import Project, exported

ORDERS = {
    "Project": """SaveVersion UID Name GUID Title Subject Category Company Manager Author CreationDate
Revision LastSaved ScheduleFromStart StartDate FinishDate FYStartDate CriticalSlackLimit CurrencyDigits
CurrencySymbol CurrencyCode CurrencySymbolPosition CalendarUID DefaultStartTime DefaultFinishTime
MinutesPerDay MinutesPerWeek DaysPerMonth DefaultTaskType DefaultFixedCostAccrual
DefaultStandardRate DefaultOvertimeRate DurationFormat WorkFormat EditableActualCosts
HonorConstraints EarnedValueMethod InsertedProjectsLikeSummary MultipleCriticalPaths
NewTasksEffortDriven NewTasksEstimated SplitsInProgressTasks SpreadActualCost SpreadPercentComplete
TaskUpdatesResource FiscalYearStart WeekStartDay MoveCompletedEndsBack MoveRemainingStartsBack
MoveRemainingStartsForward MoveCompletedEndsForward BaselineForEarnedValue
AutoAddNewResourcesAndTasks StatusDate CurrentDate MicrosoftProjectServerURL Autolink
NewTaskStartDate NewTasksAreManual DefaultTaskEVMethod ProjectExternallyEdited ExtendedCreationDate
ActualsInSync RemoveFileProperties AdminProject OutlineCodes WBSMasks ExtendedAttributes Calendars
Tasks Resources Assignments""",
    "Task": """UID GUID ID Name Active Manual Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber
OutlineLevel Priority Start Finish Duration DurationFormat Work Stop Resume ResumeValid EffortDriven
Recurring OverAllocated Estimated Milestone Summary DisplayAsSummary Critical IsSubproject
IsSubprojectReadOnly SubprojectName ExternalTask ExternalTaskProject EarlyStart EarlyFinish
LateStart LateFinish StartVariance FinishVariance WorkVariance FreeSlack TotalSlack StartSlack
FinishSlack FixedCost FixedCostAccrual PercentComplete PercentWorkComplete Cost OvertimeCost
OvertimeWork ActualStart ActualFinish ActualDuration ActualCost ActualOvertimeCost ActualWork
ActualOvertimeWork RegularWork RemainingDuration RemainingCost RemainingWork RemainingOvertimeCost
RemainingOvertimeWork ACWP CV ConstraintType CalendarUID ConstraintDate Deadline LevelAssignments
LevelingCanSplit LevelingDelay LevelingDelayFormat PreLeveledStart PreLeveledFinish Hyperlink
HyperlinkAddress HyperlinkSubAddress IgnoreResourceCalendar Notes HideBar Rollup BCWS BCWP
PhysicalPercentComplete EarnedValueMethod PredecessorLink ActualWorkProtected
ActualOvertimeWorkProtected ExtendedAttribute Baseline""",
    "Calendar": "UID GUID Name IsBaseCalendar IsBaselineCalendar BaseCalendarUID WeekDays Exceptions",
    "Exception": """EnteredByOccurrences TimePeriod Occurrences Name Type Period DaysOfWeek MonthItem
MonthPosition Month MonthDay DayWorking WorkingTimes""",
    "PredecessorLink": "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat",
    "Baseline": "TimephasedData Number Interim Start Finish Duration DurationFormat",
}


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Every kind of row: finished, under way, fixed, lacking, outside, summary, with days off."""
    campaign = make_district(
        days_off={"6-12": "Nghỉ"}, fixed_dates=(FixedDate("D.A", "w_congress", day("6-22"), "x", STATED),)
    )
    reports = (held("D", "d_plan", "6-1"), said("D.A", "w_plan", "6-4", start="6-2", percent=50))
    return exported(tmp_path, assessed(campaign, "6-4", *reports), "D.A")


def test_elements_stand_in_the_order_of_the_schema(project: Project) -> None:
    seen = set()
    for element in project.root.iter():
        if local(element) in ORDERS:
            order = ORDERS[local(element)].split()
            places = [order.index(local(child)) for child in element]
            assert places == sorted(places), [local(child) for child in element]
            seen.add(local(element))
    assert seen == ORDERS.keys()


def test_every_task_has_what_a_scheduler_needs(project: Project) -> None:
    for task in project.tasks:
        if task["Summary"] == "0":
            assert task["Duration"].startswith("PT")
            assert task["ActualDuration"].startswith("PT")
            assert task["RemainingDuration"].startswith("PT")
            assert (task["Manual"], task["Type"], task["Active"]) == ("0", "1", "1")


def test_links_name_tasks_that_are_there(project: Project) -> None:
    uids = {int(task["UID"]) for task in project.tasks}
    assert {link[0] for task in project.tasks for link in task.links} <= uids


@pytest.mark.parametrize("name", ["<b>&amp;</b>", "]]>", "«Ỷ ế» 😀", "\"'", "a < b && c > d"])
def test_any_name_is_kept(tmp_path: Path, name: str) -> None:
    campaign = make_campaign()
    units = tuple(replace(unit, name=name) for unit in campaign.tree.units)
    project = exported(tmp_path, assessed(replace(campaign, tree=UnitTree(units)), "5-31"))
    assert project.tasks[0]["Name"] == name
