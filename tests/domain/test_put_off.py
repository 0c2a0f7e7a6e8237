"""What was decided to be held later is not told as behind the plan before its new day; by hand, in a June."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign
from daihoi.domain.counting import congress_count
from daihoi.domain.notices_work import blocking, overdue, waiting_units
from daihoi.domain.overview import pace
from daihoi.domain.replanned import Replanned
from daihoi.domain.results import CongressCount
from daihoi.domain.states import ActivityState
from daihoi.domain.tree_order import risk_ranks
from tests.domain.campaigns import BRANCH, STATED, assessed, held, make_campaign, said
from tests.domain.networks import day

PLAN = held("W", "w_plan", "6-2")


def put_off(activity: str, to: str, unit: str = "W.1") -> Campaign:
    return make_campaign(replans=(Replanned(unit, activity, day(to), None, "mất điện", STATED),))


def counted(found: Assessment) -> CongressCount:
    campaign = found.campaign
    return congress_count(found, campaign.structure.by_code["branch"], campaign.root)


def state(found: Assessment, activity: str) -> ActivityState:
    return ActivityState(int(found.state[found.expansion.number("W.1", activity)]))


@pytest.mark.parametrize(
    ("status_date", "planned", "moved"),
    [
        ("6-10", 0, 1),  # both congresses are planned for Thursday 11, one was put off to Wednesday 17
        ("6-11", 1, 1),
        ("6-16", 1, 1),
        ("6-17", 2, 0),  # the new day is over, and nobody has reported
        ("6-30", 2, 0),
    ],
)
def test_a_congress_put_off_counts_as_planned_from_its_new_day_on(
    status_date: str, planned: int, moved: int
) -> None:
    count = counted(assessed(put_off("b_congress", "6-17"), status_date, PLAN))
    assert (count.planned, count.put_off) == (planned, moved)


def test_without_a_decision_the_plan_counts_both() -> None:
    count = counted(assessed(make_campaign(), "6-11", PLAN))
    assert (count.planned, count.put_off) == (2, 0)


def test_once_held_it_is_planned_as_it_was() -> None:
    count = counted(assessed(put_off("b_congress", "6-17"), "6-12", PLAN, held("W.1", "b_congress", "6-12")))
    assert (count.held, count.planned, count.put_off) == (1, 2, 0)


def test_an_earlier_day_puts_nothing_off() -> None:
    assert counted(assessed(put_off("b_congress", "6-10"), "6-8", PLAN)).put_off == 0


@pytest.mark.parametrize(
    ("status_date", "expected"),
    [
        ("6-8", ActivityState.POSSIBLE),  # without the decision overdue on Monday 8
        ("6-9", ActivityState.POSSIBLE),
        ("6-10", ActivityState.OVERDUE),  # the new day, Wednesday 10, has gone by
    ],
)
def test_work_put_off_is_not_overdue_before_its_new_day(status_date: str, expected: ActivityState) -> None:
    found = assessed(put_off("b_draft", "6-10"), status_date, PLAN)
    assert state(found, "b_draft") is expected
    other = found.expansion.number("W.2", "b_draft")
    assert int(found.state[other]) == ActivityState.OVERDUE


@pytest.mark.parametrize(
    ("status_date", "expected"), [("6-5", ActivityState.IN_PROGRESS), ("6-8", ActivityState.OVERDUE)]
)
def test_work_that_has_begun_is_not_put_off_any_more(status_date: str, expected: ActivityState) -> None:
    """The schedule leaves the decided day aside once work has begun, so its last permitted day, 8, counts."""
    begun = said("W.1", "b_draft", "6-4", start="6-4")
    found = assessed(put_off("b_draft", "6-22"), status_date, PLAN, begun)
    assert not found.is_put_off[found.expansion.number("W.1", "b_draft")]
    assert state(found, "b_draft") is expected


def test_the_curve_of_the_plan_agrees_with_what_is_planned() -> None:
    """Thursday 11 and, as decided, Wednesday 17: one in each week."""
    found = assessed(put_off("b_congress", "6-17"), "6-12", PLAN)
    curve = counted(found).planned_curve
    assert (curve.days, curve.counts) == ([day("6-11"), day("6-17")], [1, 2])
    weeks = {week.monday: week.planned for week in pace(found).weeks if week.planned}
    assert weeks == {day("6-8"): 1, day("6-15"): 1}


def test_a_decided_sunday_stays_a_sunday_in_the_curve() -> None:
    curve = counted(assessed(put_off("b_congress", "6-14"), "6-12", PLAN)).planned_curve
    assert curve.days == [day("6-11"), day("6-14")]


def test_what_waits_and_was_put_off_is_not_counted_as_waiting() -> None:
    """On Wednesday 3 both drafts should begin, and wait for the ward's plan; one of them was put off."""
    for campaign, expected in ((make_campaign(), 2), (put_off("b_draft", "6-10"), 1)):
        found = assessed(campaign, "6-3")
        assert waiting_units(found)[found.expansion.number("W", "w_plan")] == expected


def test_a_unit_that_was_put_off_stands_behind_the_one_that_is_behind() -> None:
    """Both are ready on Friday 12; only the second should have met, on Thursday."""
    steps = ("b_draft", "b_submit", "b_approval")
    ready = [held(unit, code, "6-9") for unit in ("W.1", "W.2") for code in steps]
    campaign = replace(put_off("b_congress", "6-17"), deadlines=make_campaign(deadlines={}).deadlines)
    found = assessed(campaign, "6-12", PLAN, *ready)
    parent, end = np.array([-1, 0, 0], np.int32), np.array([3, 2, 3], np.int32)
    assert risk_ranks(found, parent, end, found.expansion.unit_of).tolist() == [0, 1, 0]


def test_nobody_is_told_to_hurry_what_was_put_off() -> None:
    for status_date in ("6-5", "6-8"):
        found = assessed(put_off("b_draft", "6-10"), status_date, PLAN)
        number = found.expansion.number("W.1", "b_draft")
        assert not overdue(found)[number]
        assert not blocking(found)[number]


def test_a_forecast_is_measured_by_the_day_that_was_decided() -> None:
    """On Friday 5 the drafts have not begun, which puts off both congresses from Thursday 11 to Tuesday 16.

    Draft Monday 8 to Wednesday 10, submission 11, approval 12-15. The first was decided for Wednesday 17.
    """
    assert counted(assessed(make_campaign(), "6-5", PLAN)).slipping == 2
    assert counted(assessed(put_off("b_congress", "6-17"), "6-5", PLAN)).slipping == 1


def test_a_congress_under_way_is_not_forecast() -> None:
    """W.1 opened a day late, on Friday 12, for two days; W.2 has not opened."""
    branch = tuple(code.replace("b_congress:1", "b_congress:2") for code in BRANCH)
    opened = said("W.1", "b_congress", "6-12", start="6-12")
    assert counted(assessed(make_campaign(branch=branch), "6-12", PLAN, opened)).slipping == 1


def test_a_day_decided_earlier_than_planned_is_what_counts() -> None:
    """Both are ready for Thursday 11, as planned; the first was to meet on Wednesday 10, and did not."""
    steps = ("b_draft", "b_submit", "b_approval")
    ready = [held(unit, code, "6-9") for unit in ("W.1", "W.2") for code in steps]
    assert counted(assessed(make_campaign(), "6-10", PLAN, *ready)).slipping == 0
    assert counted(assessed(put_off("b_congress", "6-10"), "6-10", PLAN, *ready)).slipping == 1


def test_a_silent_unit_that_keeps_its_decided_day_is_no_reason_of_the_forecast() -> None:
    begun = said("W.2", "b_draft", "6-5", start="6-5")
    count = counted(assessed(put_off("b_congress", "6-17"), "6-5", PLAN, begun))
    assert (count.slipping, count.silent) == (1, 0)


def test_who_never_said_anything_is_counted_apart() -> None:
    count = counted(assessed(make_campaign(), "6-5", PLAN, held("W.1", "b_draft", "6-5")))
    assert (count.remaining, count.silent) == (2, 1)
