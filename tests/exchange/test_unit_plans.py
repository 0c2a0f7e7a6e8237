"""A unit's plan comes back from MS Project: what differs from the template, and what is left aside.

The file is our own export of a branch, changed as a user would change it. By hand, from Monday 1 June 2020:
draft 3-5, submission 8, approval 9-10, congress 11, report 12-15 (see ``tests.domain.campaigns``).
"""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from daihoi.domain.campaign import Campaign, FixedDate, Floor, OwnDuration, Suspension
from daihoi.domain.units import UnitTree
from daihoi.exchange.mspdi.writer import write_mspdi
from daihoi.exchange.plans.comparing import read_unit_plan
from daihoi.exchange.plans.table import write_plan
from tests.domain.campaigns import STATED, assessed, held, make_campaign, make_district, said
from tests.domain.networks import day
from tests.exchange.project_files import NS, Project, put
from tests.exchange.returned_plans import FIVE_DAYS, found, on_draft, returned


@pytest.mark.parametrize("exported_unit", ["W.1", "W", None])
def test_an_unchanged_file_differs_in_nothing(tmp_path: Path, exported_unit: str | None) -> None:
    plan = returned(tmp_path, exported_unit=exported_unit)
    assert [p.activity.code for p in plan.activities] == [
        "b_draft",
        "b_submit",
        "b_approval",
        "b_congress",
        "b_report",
    ]
    assert found(plan) == []
    assert [notice for notice in plan.notices if "đơn vị khác" not in notice] == []


def test_rows_of_other_units_are_counted(tmp_path: Path) -> None:
    """The whole file has the ward with its five rows, and the other branch with six."""
    notices = returned(tmp_path, exported_unit=None).notices
    assert "Bỏ qua 11 dòng của đơn vị khác." in notices


def test_days(tmp_path: Path) -> None:
    assert found(returned(tmp_path, on_draft(**FIVE_DAYS))) == [("b_draft", 5, None, None)]


def test_a_day_is_as_long_as_the_file_says(tmp_path: Path) -> None:
    """Seven hours a day: 35 hours are five days, and everything else was entered anew."""

    def change(project: Project) -> None:
        minutes = project.root.find(f"{NS}MinutesPerDay")
        assert minutes is not None
        minutes.text = "420"
        for code, days in {
            "b_draft": 3,
            "b_submit": 1,
            "b_approval": 2,
            "b_congress": 1,
            "b_report": 2,
        }.items():
            put(project.activity("W.1", code), Duration=f"PT{days * 7}H0M0S")
        put(project.activity("W.1", "b_draft"), **{**FIVE_DAYS, "Duration": "PT35H0M0S"})

    assert found(returned(tmp_path, change)) == [("b_draft", 5, None, None)]


def test_floor_and_fixed_date(tmp_path: Path) -> None:
    def change(project: Project) -> None:
        floor = {"ConstraintType": 4, "ConstraintDate": "2020-06-04T08:00:00"}
        put(project.activity("W.1", "b_draft"), **floor, Start=None, Finish=None)
        put(project.activity("W.1", "b_congress"), ConstraintType=2, ConstraintDate="2020-06-14T08:00:00")

    assert found(returned(tmp_path, change)) == [
        ("b_draft", None, date(2020, 6, 4), None),
        ("b_congress", None, None, date(2020, 6, 14)),
    ]


def test_floors_that_say_nothing_new(tmp_path: Path) -> None:
    """The start of the campaign, and the day after the status date that every export holds work to."""
    for when in ("2020-05-04", "2020-06-01"):
        change = on_draft(ConstraintType=4, ConstraintDate=f"{when}T08:00:00")
        assert found(returned(tmp_path, change)) == []


def test_what_the_campaign_decides_is_not_decided_again(tmp_path: Path) -> None:
    floors = (Floor("W.1", "b_draft", day("6-4"), "chờ hướng dẫn", STATED),)
    fixed = (FixedDate("W.1", "b_congress", day("6-14"), "đã ấn định", STATED),)
    campaign = make_campaign(floors=floors, fixed_dates=fixed)
    assert found(returned(tmp_path, campaign=campaign)) == []


def test_a_date_that_the_file_drops_stays_and_is_said(tmp_path: Path) -> None:
    campaign = make_campaign(floors=(Floor("W.1", "b_draft", day("6-4"), "chờ", STATED),))
    plan = returned(tmp_path, on_draft(ConstraintType=0, ConstraintDate=None), campaign)
    assert found(plan) == []
    assert "«Việc b_draft»: cấu hình của đợt vẫn giữ mốc 04/06/2020." in plan.notices


def test_an_earlier_plan_gives_way_to_the_new_one(tmp_path: Path) -> None:
    """What the unit's earlier plan set is written again, or it would be lost with the old table."""
    campaign = make_campaign(floors=(Floor("W.1", "b_draft", day("6-4"), "kế hoạch", STATED),))
    path = tmp_path / "ke_hoach.xml"
    write_mspdi(path, assessed(campaign, "5-31"), "W.1")
    plan = read_unit_plan(path, campaign, "W.1", {("W.1", "b_draft")})
    assert found(plan) == [("b_draft", None, date(2020, 6, 4), None)]


def test_names_match_without_codes(tmp_path: Path) -> None:
    """A plan drawn by hand: no custom fields, other capitals, the letters of another keyboard."""

    def change(project: Project) -> None:
        for task in list(project.tasks):
            for field in task.element.findall(f"{NS}ExtendedAttribute"):
                task.element.remove(field)
            if task["Summary"] == "1" or task["Name"].startswith("Việc w_"):
                project.root.find(f"{NS}Tasks").remove(task.element)  # type: ignore[union-attr] # there is one
        # «VIỆC» in decomposed letters
        put(project.named("Việc b_draft"), Name="  VIE\u0323\u0302C  b_draft ", **FIVE_DAYS)

    assert found(returned(tmp_path, change)) == [("b_draft", 5, None, None)]


def test_a_missing_activity_keeps_the_template(tmp_path: Path) -> None:
    def change(project: Project) -> None:
        tasks = project.root.find(f"{NS}Tasks")
        assert tasks is not None
        tasks.remove(project.activity("W.1", "b_report").element)

    plan = returned(tmp_path, change)
    assert "Không có trong tệp, giữ theo mẫu (1 việc): Việc b_report." in plan.notices


def test_a_changed_link_is_said(tmp_path: Path) -> None:
    def change(project: Project) -> None:
        lag = project.activity("W.1", "b_submit").element.find(f"{NS}PredecessorLink/{NS}LinkLag")
        assert lag is not None
        lag.text = "9600"

    (notice,) = [n for n in returned(tmp_path, change).notices if "Liên kết" in n]
    assert "thêm «Việc b_draft» → «Việc b_submit» (FS +2 ngày)" in notice
    assert "thiếu «Việc b_draft» → «Việc b_submit» (FS)" in notice


def test_started_work_is_no_plan_any_more(tmp_path: Path) -> None:
    campaign, path = make_campaign(), tmp_path / "ke_hoach.xml"
    reports = (held("W", "w_plan", "6-2"), said("W.1", "b_draft", "6-9", start="6-3", percent=50))
    write_mspdi(path, assessed(campaign, "6-9", *reports), "W.1")
    plan = read_unit_plan(path, campaign, "W.1")
    assert found(plan) == []
    assert any(notice.startswith("Đã bắt đầu (1 việc)") for notice in plan.notices)


def test_of_started_work_the_earlier_plan_stays(tmp_path: Path) -> None:
    """The file shows how long it really took, so the days that were planned come from the earlier plan."""
    own = (OwnDuration("W.1", "b_draft", 4, STATED),)
    floors = (Floor("W.1", "b_draft", day("6-3"), "kế hoạch", STATED),)
    campaign, path = make_campaign(durations=own, floors=floors), tmp_path / "ke_hoach.xml"
    reports = (held("W", "w_plan", "6-2"), said("W.1", "b_draft", "6-9", start="6-3", percent=50))
    write_mspdi(path, assessed(campaign, "6-9", *reports), "W.1")
    plan = read_unit_plan(path, campaign, "W.1", {("W.1", "b_draft")})
    assert found(plan) == [("b_draft", 4, date(2020, 6, 3), None)]


class TestOurOwnHolds:
    """Dates that an export writes only to hold what is decided elsewhere never come back as decisions."""

    def came_back(self, tmp_path: Path, campaign: Campaign, status_date: str, unit: str = "W.1") -> object:
        path = tmp_path / "ke_hoach.xml"
        write_mspdi(path, assessed(campaign, status_date), unit)
        constraints = {
            task["ConstraintType"] for task in Project(path).tasks if task.texts.get("unit") == unit
        }
        assert constraints & {"2", "4"}  # something is held
        return found(read_unit_plan(path, campaign, unit))

    def test_the_day_after_the_status_date(self, tmp_path: Path) -> None:
        assert self.came_back(tmp_path, make_campaign(), "6-9", "W") == []

    def test_a_decided_day_that_has_passed(self, tmp_path: Path) -> None:
        fixed = (FixedDate("W.1", "b_draft", day("6-3"), "ấn định", STATED),)
        assert self.came_back(tmp_path, make_campaign(fixed_dates=fixed), "6-9") == []

    def test_the_planned_congress_date(self, tmp_path: Path) -> None:
        campaign = make_campaign()
        units = [replace(u, planned_congress_date=day("6-20")) for u in campaign.tree.units]
        campaign = replace(campaign, tree=UnitTree(tuple(units)))
        assert self.came_back(tmp_path, campaign, "5-31") == []

    def test_the_end_of_a_suspension(self, tmp_path: Path) -> None:
        stop = Suspension(day("6-18"), day("6-25"), day("6-1"), ("ward",), "tạm hoãn", STATED)
        assert self.came_back(tmp_path, make_campaign(suspensions=(stop,)), "6-1", "W") == []


def test_a_pilot_waits_for_less_and_that_is_no_difference(tmp_path: Path) -> None:
    campaign = make_campaign()
    branch, ward = campaign.structure.levels
    changed = [
        replace(a, links=tuple(replace(link, pilots_exempt=True) for link in a.links))
        if a.code == "b_submit"
        else a
        for a in branch.activities
    ]
    structure = replace(campaign.structure, levels=(replace(branch, activities=tuple(changed)), ward))
    units = tuple(replace(u, is_pilot=u.code == "W.1") for u in campaign.tree.units)
    campaign = replace(campaign, structure=structure, tree=UnitTree(units))
    assert not [n for n in returned(tmp_path, campaign=campaign).notices if "Liên kết" in n]


def test_a_hammock_has_the_length_of_what_it_waits_for(tmp_path: Path) -> None:
    """Seven days in the file, at least two in the template: no decision of the unit's."""
    plan = returned(tmp_path, unit="W", exported_unit="W")
    assert found(plan) == []
    assert "Dài theo các việc khác, không lấy số ngày: Việc w_direct." in plan.notices


def test_a_unit_without_units_below(tmp_path: Path) -> None:
    plan = returned(tmp_path, campaign=make_district(), unit="D.C", exported_unit="D.C")
    assert [p.activity.code for p in plan.activities] == ["w_plan", "w_finalize", "w_congress"]
    assert found(plan) == []


def test_the_table_is_what_the_loader_reads(tmp_path: Path) -> None:
    path = tmp_path / "plans" / "W.1.csv"
    write_plan(path, returned(tmp_path, on_draft(**FIVE_DAYS)))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert ",".join(header) == "Mã đơn vị,Việc,Số ngày,Không sớm hơn,Ấn định ngày,Lý do,Căn cứ,Nguồn"
    assert row[:5] == ["W.1", "b_draft", "5", "", ""]
    assert row[6] == "nêu trong nguồn"
    assert "ke_hoach.xml" in row[7]
