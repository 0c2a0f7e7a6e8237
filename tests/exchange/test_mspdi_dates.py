"""What a user of MS Project sees of a tiny campaign whose dates were worked out by hand.

From Monday 1 June 2020 (see ``tests.domain.campaigns``): ward plan 1-2, directing 3-11, documents 12-16,
congress 17-18; branch draft 3-5, submission 8, approval 9-10, congress 11, report 12-15.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import FixedDate, Floor, OwnDuration
from daihoi.domain.expansion import expand
from daihoi.domain.structure import Certainty
from tests.domain.campaigns import STATED, assessed, held, make_campaign, make_district, said
from tests.domain.networks import day
from tests.exchange.project_files import Project, exported

BEFORE = "5-31"
"""The day before everything starts: the current plan is the frozen one."""


def moments(first: str, last: str) -> tuple[str, str]:
    return f"2020-{first}T08:00:00", f"2020-{last}T17:00:00"


@pytest.fixture
def planned(tmp_path: Path) -> Project:
    return exported(tmp_path, assessed(make_campaign(), BEFORE))


@pytest.mark.parametrize(
    ("unit", "code", "first", "last", "duration"),
    [
        ("W", "w_plan", "06-01", "06-02", "PT16H0M0S"),
        ("W", "w_direct", "06-03", "06-11", "PT56H0M0S"),  # a hammock: Wednesday to Thursday week
        ("W", "w_finalize", "06-12", "06-16", "PT24H0M0S"),
        ("W", "w_congress", "06-17", "06-18", "PT16H0M0S"),
        ("W.1", "b_draft", "06-03", "06-05", "PT24H0M0S"),
        ("W.2", "b_submit", "06-08", "06-08", "PT8H0M0S"),
        ("W.2", "b_approval", "06-09", "06-10", "PT16H0M0S"),
        ("W.1", "b_congress", "06-11", "06-11", "PT8H0M0S"),
        ("W.1", "b_report", "06-12", "06-15", "PT16H0M0S"),
    ],
)
def test_dates_of_activities(
    planned: Project, unit: str, code: str, first: str, last: str, duration: str
) -> None:
    task = planned.activity(unit, code)
    assert task.span == (*moments(first, last), duration)
    assert task.baseline == (*moments(first, last), duration)
    assert (task["EarlyStart"], task["EarlyFinish"]) == moments(first, last)
    assert (task["ActualStart"], task["PercentComplete"], task["ConstraintType"]) == ("", "0", "0")


def test_a_unit_is_the_summary_of_all_below_it(planned: Project) -> None:
    ward = planned.named("Đơn vị W")
    assert ward["Summary"] == "1"
    assert ward.span == (*moments("06-01", "06-18"), "PT112H0M0S")  # 14 working days
    assert ward.baseline == ward.span
    assert planned.named("Đơn vị W.2").span[:2] == moments("06-03", "06-15")


def test_units_nest_as_they_are_subordinate(tmp_path: Path) -> None:
    project = exported(tmp_path, assessed(make_district(), BEFORE))
    numbers = {task["Name"]: (task["OutlineNumber"], task["OutlineLevel"]) for task in project.tasks}
    assert numbers["Đơn vị D"] == ("1", "1")
    assert numbers["Đơn vị D.A"] == ("1.3", "2")  # after the district's own two activities
    assert numbers["Đơn vị D.A.2"] == ("1.3.6", "3")
    rows = [int(task["ID"]) for task in project.tasks]
    assert rows == list(range(1, len(rows) + 1))
    assert len({task["UID"] for task in project.tasks}) == len(rows)


def test_a_deadline_is_the_end_of_its_day_and_moves_nothing(planned: Project) -> None:
    assert planned.activity("W.1", "b_congress")["Deadline"] == "2020-06-12T17:00:00"
    assert planned.activity("W", "w_congress")["Deadline"] == "2020-06-19T17:00:00"
    assert planned.activity("W.1", "b_report")["Deadline"] == ""


def test_slack_is_in_tenths_of_minutes(planned: Project) -> None:
    congress = planned.activity("W", "w_congress")
    assert (congress["TotalSlack"], congress["LateFinish"]) == ("4800", "2020-06-19T17:00:00")
    assert planned.activity("W.1", "b_draft")["TotalSlack"] == "4800"
    report = planned.activity("W.1", "b_report")
    assert (report["TotalSlack"], report["LateFinish"], report["Critical"]) == ("", "", "0")


def test_negative_slack_is_kept(tmp_path: Path) -> None:
    campaign = make_campaign(deadlines={"ward": "6-16"})
    congress = exported(tmp_path, assessed(campaign, BEFORE)).activity("W", "w_congress")
    assert (congress["TotalSlack"], congress["Critical"]) == ("-9600", "1")
    assert congress["Finish"] == "2020-06-18T17:00:00"


def test_progress(tmp_path: Path) -> None:
    """On Thursday evening the draft of W.1 is half done; the other branch has finished it a day early."""
    project = exported(tmp_path, under_way())
    plan, half = project.activity("W", "w_plan"), project.activity("W.1", "b_draft")
    assert (plan["ActualStart"], plan["ActualFinish"]) == moments("06-01", "06-02")
    assert (plan["PercentComplete"], plan["RemainingDuration"]) == ("100", "PT0H0M0S")
    assert half["ActualStart"] == "2020-06-03T08:00:00"
    assert half["ActualFinish"] == ""
    # Half of three days leaves two: Friday and Monday. The four days from the start are shown as one bar.
    assert half.span == (*moments("06-03", "06-08"), "PT32H0M0S")
    assert (half["PercentComplete"], half["ActualDuration"]) == ("50", "PT16H0M0S")
    assert half["RemainingDuration"] == "PT16H0M0S"
    assert half.baseline[:2] == moments("06-03", "06-05")
    early = project.activity("W.2", "b_draft")
    assert (early["ActualFinish"], early["Duration"]) == ("2020-06-04T17:00:00", "PT16H0M0S")
    assert project.root.findtext("{*}StatusDate") == "2020-06-04T17:00:00"


def under_way() -> Assessment:
    return assessed(
        make_campaign(),
        "6-4",
        held("W", "w_plan", "6-2"),
        said("W.1", "b_draft", "6-4", start="6-3", percent=50),
        said("W.2", "b_draft", "6-4", start="6-3", finish="6-4"),
    )


def test_a_unit_is_as_far_as_its_activities(tmp_path: Path) -> None:
    """Half of four days, of ten in all: 20 %."""
    assert exported(tmp_path, under_way()).named("Đơn vị W.1")["PercentComplete"] == "20"


def test_an_assumed_report_is_marked(tmp_path: Path) -> None:
    report = said("W.1", "b_draft", "6-4", start="6-3", percent=50, certainty=Certainty.ASSUMED)
    task = exported(tmp_path, assessed(make_campaign(), "6-4", report)).activity("W.1", "b_draft")
    assert task.texts["state"] == "Đang làm (giả định)"


def test_a_finish_not_earlier_than(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three days of drafting that may not end before Tuesday 9 June: they begin on Friday 5."""

    def with_finish_floor(*given: object) -> object:
        expansion = expand(*given)  # type: ignore[arg-type] # as they come
        number = expansion.number("W.1", "b_draft")
        expansion.network.finish_floor[number] = expansion.table.day(day("6-10"))
        return expansion

    monkeypatch.setattr("daihoi.domain.assessment.expand", with_finish_floor)
    task = exported(tmp_path, assessed(make_campaign(), BEFORE)).activity("W.1", "b_draft")
    assert task.span[:2] == moments("06-05", "06-09")
    assert (task["ConstraintType"], task["ConstraintDate"]) == ("6", "2020-06-09T17:00:00")


def test_what_has_not_started_is_held_to_the_day_after_the_status_date(tmp_path: Path) -> None:
    """Otherwise MS Project would put it back into the past; what waits for other work needs no such hold."""
    project = exported(tmp_path, under_way())
    submission = project.activity("W.2", "b_submit")
    assert (submission["ConstraintType"], submission["ConstraintDate"]) == ("4", "2020-06-05T08:00:00")
    assert project.activity("W.2", "b_approval")["ConstraintType"] == "0"
    assert project.activity("W.1", "b_submit")["ConstraintType"] == "0"


def test_work_done_on_a_day_off(tmp_path: Path) -> None:
    """Saturday and Sunday hold no working day, so the time itself is written: 33 hours, elapsed."""
    campaign = make_campaign()
    assessment = assessed(campaign, "6-8", said("W.1", "b_draft", "6-8", start="6-6", finish="6-7"))
    task = exported(tmp_path, assessment).activity("W.1", "b_draft")
    assert task.span == (*moments("06-06", "06-07"), "PT33H0M0S")
    assert task["DurationFormat"] == "8"


def test_floor_fixed_date_and_own_duration(tmp_path: Path) -> None:
    campaign = make_campaign(
        floors=(Floor("W.1", "b_draft", day("6-4"), "chờ hướng dẫn", STATED),),
        fixed_dates=(FixedDate("W", "w_congress", day("6-20"), "đã ấn định", STATED),),
        durations=(OwnDuration("W.2", "b_draft", 5, STATED),),
    )
    project = exported(tmp_path, assessed(campaign, BEFORE))
    draft, congress = project.activity("W.1", "b_draft"), project.activity("W", "w_congress")
    assert (draft["ConstraintType"], draft["ConstraintDate"]) == ("4", "2020-06-04T08:00:00")
    assert "chờ hướng dẫn" in draft["Notes"]
    assert (congress["ConstraintType"], congress["ConstraintDate"]) == ("2", "2020-06-20T08:00:00")
    assert congress.span[:2] == moments("06-20", "06-21")
    own = project.activity("W.2", "b_draft")
    assert own["Duration"] == "PT40H0M0S"
    assert "Số ngày theo kế hoạch của đơn vị (mẫu: 3)" in own["Notes"]


def test_an_activity_that_the_unit_lacks_is_an_empty_milestone(tmp_path: Path) -> None:
    project = exported(tmp_path, assessed(make_district(), BEFORE))
    lacking = project.activity("D.C", "w_direct")
    assert "không có việc này" in lacking["Name"]
    # After the plan of 1-2 June, at its very end.
    assert lacking.span == ("2020-06-02T17:00:00", "2020-06-02T17:00:00", "PT0H0M0S")
    assert (lacking["Milestone"], lacking["Summary"]) == ("1", "0")


def test_a_hammock_may_end_on_a_sunday(tmp_path: Path) -> None:
    """The branch congresses are fixed on Sunday 14: directing them ends then, not on the Friday before."""
    fixed = tuple(FixedDate(unit, "b_congress", day("6-14"), "chủ nhật", STATED) for unit in ("W.1", "W.2"))
    project = exported(tmp_path, assessed(make_campaign(fixed_dates=fixed), BEFORE))
    hammock = project.activity("W", "w_direct")
    assert hammock.span[:2] == moments("06-03", "06-14")
    everyday = project.activity("W", "w_congress")["CalendarUID"]
    assert hammock["CalendarUID"] == everyday
    assert hammock["Duration"] == "PT96H0M0S"  # 12 days of a calendar without days off
