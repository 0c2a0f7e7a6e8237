"""The overview and the pace of a small district, every figure worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.overview import overview, pace, units_of_interest, working_days_to
from daihoi.domain.record import Snapshot
from daihoi.domain.results import OverviewRow, WeekCount
from daihoi.domain.units import UnitTree
from tests.domain.campaigns import assessed, held, make_campaign, make_district
from tests.domain.networks import day

A1, A2, B1 = (
    held("D.A.1", "b_congress", "6-10"),
    held("D.A.2", "b_congress", "6-11"),
    held("D.B.1", "b_congress", "6-11"),
)


def row(told: Assessment, unit: str) -> OverviewRow:
    return next(r for r in overview(told).rows if r.count.unit.code == unit)


def test_what_is_furthest_behind_comes_first() -> None:
    shown = overview(assessed(make_district(), "6-11", A1, A2))
    assert [r.count.unit.code for r in shown.rows] == ["D.B", "D.A", "D.C"]
    assert (shown.counted_level_name, shown.row_level_name) == ("chi bộ", "phường")
    assert (shown.total.held, shown.total.total) == (2, 3)


def test_an_own_congress_long_after_its_deadline_weighs_more_than_congresses_missing_from_the_plan() -> None:
    """A's branches are through with their steps but not held; B has all to do and will be late longer."""
    steps = [held(f"D.A.{n}", step, "6-10") for n in (1, 2) for step in ("b_draft", "b_submit", "b_approval")]
    campaign = make_district(deadlines={"ward": "6-19"})
    told = assessed(campaign, "6-11", held("D.A", "w_plan", "6-2"), *steps)
    assert (row(told, "D.A").overdue, row(told, "D.B").overdue) == (0, 3)
    assert row(told, "D.A").is_late
    assert row(told, "D.B").float_days == -8  # until 1 July
    assert [r.count.unit.code for r in overview(told).rows] == ["D.B", "D.A", "D.C"]


def test_congresses_expected_after_the_deadline_weigh_most() -> None:
    """A has two behind its plan, B one; but B's branch can only be through by 24 June."""
    steps = [held(f"D.A.{n}", step, "6-10") for n in (1, 2) for step in ("b_draft", "b_submit", "b_approval")]
    shown = overview(assessed(make_district(), "6-11", held("D.A", "w_plan", "6-2"), *steps))
    assert [r.count.expected_late for r in shown.rows] == [1, 0, 0]
    assert [r.count.unit.code for r in shown.rows] == ["D.B", "D.A", "D.C"]


def test_overdue_and_unreported_are_those_of_the_unit_and_below() -> None:
    told = assessed(make_district(), "6-11", A1, A2)
    # A: its own plan (by 3-6); its branches skipped draft, submission and approval in their reports.
    assert (row(told, "D.A").overdue, row(told, "D.A").unreported) == (1, 6)
    # B: its plan, and draft (8), submission (9), approval (11) of its branch.
    assert (row(told, "D.B").overdue, row(told, "D.B").unreported) == (4, 0)
    # C has no branches to wait for: its plan is in time until Friday 12.
    assert (row(told, "D.C").overdue, row(told, "D.C").unreported) == (0, 0)


def test_the_root_is_late_with_work_of_its_own_too() -> None:
    """On its deadline its plan and its congress; no row has them, the whole campaign does."""
    shown = overview(assessed(make_district(), "6-30", A1, A2))
    assert shown.root_overdue == 2
    assert shown.overdue == sum(one.overdue for one in shown.rows) + 2
    assert overview(assessed(make_district(), "6-11", A1, A2)).root_overdue == 0


def test_congress_of_a_row() -> None:
    told = assessed(make_district(), "6-11", A1, A2)
    a = row(told, "D.A")
    assert (a.congress_baseline.start, a.congress_baseline.last_day) == (day("6-17"), day("6-18"))
    # plan 12-15, direction at least 2 days 16-17, finalizing 18-22, congress 23-24
    assert (a.congress_current.start, a.congress_current.last_day) == (day("6-23"), day("6-24"))
    assert a.float_days == -3  # 22, 23, 24
    assert not a.congress_held
    assert row(told, "D.B").float_days == -8  # until 1 July


def test_late_by_a_weekend_is_late() -> None:
    """C ends on Saturday 20 what was due on Friday 19: no working day lies between, and yet it is late."""
    c = row(assessed(make_district(), "6-11", A1, A2), "D.C")
    assert c.congress_current.last_day == day("6-20")
    assert c.float_days == -1


@pytest.mark.parametrize(
    ("finish", "deadline", "days"),
    [
        ("6-18", "6-19", 1),
        ("6-19", "6-19", 0),
        ("6-19", "6-21", 0),
        ("6-20", "6-19", -1),
        ("6-22", "6-19", -1),
        ("6-23", "6-19", -2),
    ],
)
def test_working_days_to_a_deadline(finish: str, deadline: str, days: int) -> None:
    assert working_days_to(assessed(make_district(), "6-1"), day(finish), day(deadline)) == days


def test_root_and_deadlines() -> None:
    shown = overview(assessed(make_district(), "6-1"))
    assert (shown.root_baseline.start, shown.root_baseline.last_day) == (day("6-19"), day("6-20"))
    assert shown.root_deadline is not None
    assert shown.root_deadline.last_day == day("6-30")
    assert shown.counted_deadline is not None
    assert shown.counted_deadline.last_day == day("6-12")
    assert (shown.delegates, shown.delegates_max) == (None, None)


def test_rows_without_deadline_have_no_float() -> None:
    shown = overview(assessed(make_district(deadlines={}), "6-11"))
    assert [r.float_days for r in shown.rows] == [None, None, None]
    assert shown.counted_deadline is None
    assert shown.root_deadline is None


def test_all_held() -> None:
    wards = [held(f"D.{u}", "w_congress", "6-17") for u in "ABC"]
    shown = overview(assessed(make_district(), "6-17", A1, A2, B1, *wards))
    assert shown.total.is_complete
    assert all(r.congress_held and r.count.is_complete for r in shown.rows)
    assert units_of_interest(shown) == ["D"]


def test_units_of_interest_are_the_root_the_pilots_and_those_at_risk() -> None:
    campaign = make_district()
    units = tuple(replace(u, is_pilot=u.code == "D.C") for u in campaign.tree.units)
    shown = overview(assessed(replace(campaign, tree=UnitTree(units)), "6-11", A1, A2))
    assert units_of_interest(shown) == ["D", "D.C", "D.B", "D.A"]
    assert units_of_interest(shown, at_risk=0) == ["D", "D.C"]


def test_a_unit_on_its_own_has_no_rows() -> None:
    shown = overview(assessed(make_campaign(units=["W"]), "6-1"))
    assert list(shown.rows) == []
    assert shown.counted_level_name == "phường"
    assert (shown.total.held, shown.total.total) == (0, 1)
    alone = pace(assessed(make_campaign(units=["W"]), "6-1"))
    assert (alone.others.total, list(alone.complete_units)) == (1, [])


def test_days_off_are_those_of_the_campaign() -> None:
    off = {"5-29": "Trước", "6-3": "Trong", "12-30": "Sau"}
    assert overview(assessed(make_district(days_off=off), "6-1")).days_off == {day("6-3"): "Trong"}


def test_pace() -> None:
    shown = pace(assessed(make_district(), "6-11", A1, A2))
    assert (shown.count.held, shown.count.total) == (2, 3)
    assert (shown.others.held, shown.others.total) == (0, 1)
    assert list(shown.complete_units) == [("Đơn vị D.A", 2)]
    assert list(shown.weeks) == [WeekCount(day("6-8"), 3, 2)]
    assert shown.recent_per_day == 0.2  # two in ten working days
    assert shown.level_name == "chi bộ"


def test_weeks_run_from_the_first_to_the_last_congress_planned_or_held() -> None:
    early, late = held("D.A.1", "b_congress", "5-31"), held("D.A.2", "b_congress", "6-15")
    shown = pace(assessed(make_district(), "6-15", early, late))
    assert list(shown.weeks) == [
        WeekCount(day("5-25"), 0, 1),  # a Sunday belongs to the week before
        WeekCount(day("6-1"), 0, 0),
        WeekCount(day("6-8"), 3, 0),
        WeekCount(day("6-15"), 0, 1),
    ]


@pytest.mark.parametrize(("when", "recent"), [("5-28", 0.0), ("5-29", 0.1), ("6-7", 0.1), ("6-11", 0.1)])
def test_recent_pace_looks_back_ten_working_days(when: str, recent: float) -> None:
    """From Thursday 11 June: 11, 10, 9, 8, 5, 4, 3, 2, 1 June and 29 May."""
    assert pace(assessed(make_district(), "6-11", held("D.A.1", "b_congress", when))).recent_per_day == recent


def test_pace_before_the_calendar_has_ten_working_days() -> None:
    assert pace(assessed(make_district(), "1-3")).recent_per_day == 0.0


def test_a_unit_whose_branches_are_done_but_whose_own_congress_is_late_is_not_hidden() -> None:
    """A's branches are all held; its own congress will be three days after its deadline, C's one day."""
    shown = overview(assessed(make_district(), "6-11", A1, A2))
    assert [(r.count.unit.code, r.is_through) for r in shown.rows] == [
        ("D.B", False),
        ("D.A", False),
        ("D.C", False),
    ]


def test_a_pilot_past_its_deadline_heads_the_list_of_cam_le(cam_le: Campaign) -> None:
    """With nothing reported, on 4 May Khuê Trung is furthest past its own deadline, 15 April."""
    shown = overview(assess(cam_le, Snapshot("cam_le_2020", date(2020, 5, 4), 0, "", ())))
    assert shown.rows[0].count.unit.code == "CL.KT"
