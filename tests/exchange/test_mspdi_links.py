"""Links as MS Project understands them; types FF 0, FS 1, SF 2, SS 3; lags in tenths of a minute."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from daihoi.domain.campaign import Campaign
from tests.domain.campaigns import assessed, held, make_campaign
from tests.exchange.project_files import Project, exported

BEFORE = "5-31"


def with_lag_calendar(campaign: Campaign, activity: str, calendar: str) -> Campaign:
    """The campaign in which the lags into an activity count on a named calendar."""
    levels = []
    for level in campaign.structure.levels:
        changed = [
            replace(a, links=tuple(replace(link, lag_calendar=calendar) for link in a.links))
            if a.code == activity
            else a
            for a in level.activities
        ]
        levels.append(replace(level, activities=tuple(changed)))
    return replace(campaign, structure=replace(campaign.structure, levels=tuple(levels)))


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("w_plan", (1, 0, 7)),
        ("w_plan:SS+3", (3, 14400, 7)),
        ("w_plan:FF-2", (0, -9600, 7)),
        ("w_plan:SF+10", (2, 48000, 7)),
    ],
)
def test_types_and_lags(tmp_path: Path, link: str, written: tuple[int, int, int]) -> None:
    campaign = make_campaign(ward=("w_plan:2", f"w_congress:5*<{link}"), branch=("b_congress:1*",))
    project = exported(tmp_path, assessed(campaign, BEFORE))
    plan = int(project.activity("W", "w_plan")["UID"])
    assert project.activity("W", "w_congress").links == [(plan, *written)]


def test_a_link_leads_up_to_the_unit_above(tmp_path: Path) -> None:
    project = exported(tmp_path, assessed(make_campaign(), BEFORE))
    uids = [int(project.activity(unit, "b_congress")["UID"]) for unit in ("W.1", "W.2")]
    links = project.activity("W", "w_direct").links
    assert [link for link in links if link[1] == 0] == [(uid, 0, 0, 7) for uid in uids]


def test_a_lag_in_calendar_days_is_elapsed_time(tmp_path: Path) -> None:
    """Three days after Tuesday 2 June, weekends counted: the work starts on Monday 8."""
    campaign = make_campaign(ward=("w_plan:2", "w_congress:1*<w_plan+4"), branch=("b_congress:1*",))
    campaign = with_lag_calendar(campaign, "w_congress", "everyday")
    task = exported(tmp_path, assessed(campaign, BEFORE)).activity("W", "w_congress")
    assert task.links[0][1:] == (1, 4 * 14400, 8)
    assert task["Start"] == "2020-06-08T08:00:00"


@pytest.fixture
def working_lag() -> Campaign:
    """A congress on any day of the week, three working days after the plan of 1-2 June."""
    campaign = make_campaign(ward=("w_plan:2", "w_congress:2*@everyday<w_plan+3"), branch=("b_congress:1*",))
    return with_lag_calendar(campaign, "w_congress", "working")


def test_a_lag_on_a_third_calendar_becomes_a_milestone(tmp_path: Path, working_lag: Campaign) -> None:
    """3, 4 and 5 June are waited for; the congress starts on Saturday 6."""
    project = exported(tmp_path, assessed(working_lag, BEFORE))
    congress, plan = project.activity("W", "w_congress"), project.activity("W", "w_plan")
    ((wait_uid, *rest),) = congress.links
    wait = project.by_uid(wait_uid)
    assert rest == [1, 0, 7]
    assert wait.links == [(int(plan["UID"]), 1, 14400, 7)]
    assert wait.span == ("2020-06-05T17:00:00", "2020-06-05T17:00:00", "PT0H0M0S")
    assert wait.texts["kind"] == "mốc chờ"
    assert wait["CalendarUID"] == "-1"  # the project's own: working days
    assert wait["Name"].startswith("Chờ 3 ngày sau «Việc w_plan")
    assert congress["Start"] == "2020-06-06T08:00:00"


@pytest.mark.parametrize(
    ("link", "into_wait", "into_congress", "wait_at", "first", "last"),
    [
        ("w_plan:SS+3", (3, 14400), 1, "06-03", "06-04", "06-05"),  # 1, 2 and 3 June
        ("w_plan:FF+3", (1, 14400), 0, "06-05", "06-04", "06-05"),  # ends three days after the 2nd
    ],
)
def test_a_waiting_milestone_keeps_the_ends_of_its_link(
    tmp_path: Path,
    link: str,
    into_wait: tuple[int, int],
    into_congress: int,
    wait_at: str,
    first: str,
    last: str,
) -> None:
    campaign = make_campaign(ward=("w_plan:2", f"w_congress:2*@everyday<{link}"), branch=("b_congress:1*",))
    campaign = with_lag_calendar(campaign, "w_congress", "working")
    project = exported(tmp_path, assessed(campaign, BEFORE))
    congress = project.activity("W", "w_congress")
    ((wait_uid, kind, *_),) = congress.links
    wait = project.by_uid(wait_uid)
    assert wait.links[0][1:3] == into_wait
    assert kind == into_congress
    assert wait["Start"] == f"2020-{wait_at}T17:00:00"
    assert congress.span[:2] == (f"2020-{first}T08:00:00", f"2020-{last}T17:00:00")


def test_a_lead_never_reaches_behind_the_start_of_the_campaign(tmp_path: Path) -> None:
    """Five days before Tuesday 2 June nothing had begun: MS Project needs to be told."""
    campaign = make_campaign(ward=("w_plan:2", "w_congress:1*<w_plan-5"), branch=("b_congress:1*",))
    task = exported(tmp_path, assessed(campaign, BEFORE)).activity("W", "w_congress")
    assert task["Start"] == "2020-06-01T08:00:00"
    assert (task["ConstraintType"], task["ConstraintDate"]) == ("4", "2020-06-01T08:00:00")


def test_a_wait_is_over_when_its_day_has_come(tmp_path: Path, working_lag: Campaign) -> None:
    def wait_at(status_date: str) -> str:
        project = exported(tmp_path, assessed(working_lag, status_date, held("W", "w_plan", "6-2")))
        ((uid, *_),) = project.activity("W", "w_congress").links
        return project.by_uid(uid)["ActualFinish"]

    assert wait_at("6-4") == ""
    assert wait_at("6-5") == "2020-06-05T17:00:00"


class TestOneUnit:
    """The file of one unit: what it waits for outside is held where it stands."""

    @pytest.fixture
    def project(self, tmp_path: Path) -> Project:
        return exported(tmp_path, assessed(make_campaign(), BEFORE), "W.2")

    def test_only_its_own_activities_and_what_they_wait_for(self, project: Project) -> None:
        own = [task.texts.get("activity") for task in project.tasks if task.texts.get("unit") == "W.2"]
        assert own[1:] == ["b_draft", "b_submit", "b_approval", "b_congress", "b_report"]
        outside = [task for task in project.tasks if task.texts.get("kind") == "việc ngoài tệp"]
        assert [task["Name"] for task in outside if task["Summary"] == "0"] == ["Việc w_plan (Đơn vị W)"]

    def test_dates_stay(self, project: Project) -> None:
        draft, outside = project.activity("W.2", "b_draft"), project.activity("W", "w_plan")
        assert draft.links == [(int(outside["UID"]), 1, 0, 7)]
        assert draft["Start"] == "2020-06-03T08:00:00"
        assert (outside["ConstraintType"], outside["ConstraintDate"]) == ("2", "2020-06-01T08:00:00")
        assert outside.links == []

    def test_uids_are_those_of_the_whole_file(self, project: Project, tmp_path: Path) -> None:
        whole = exported(tmp_path, assessed(make_campaign(), BEFORE))
        for code in ("b_draft", "b_congress"):
            assert project.activity("W.2", code)["UID"] == whole.activity("W.2", code)["UID"]
