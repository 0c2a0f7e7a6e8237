"""Congress dates against approval, deadlines, the level above, suspensions and days off.

The plan by hand, from Monday 1 June: ward plan 1-2; branch draft 3-5, submit 8, approval 9-10, congress 11;
ward finalizes 12-16 and holds its congress on 17-18. Branches are due by Friday 12, the ward by Friday 19.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from daihoi.domain.assessment import assess
from daihoi.domain.campaign import Campaign, FixedDate, Suspension
from daihoi.domain.health import Verdict, examine
from daihoi.domain.planning.feasibility import feasibility
from daihoi.domain.planning.feasibility_results import CheckKind
from daihoi.domain.rule_values import Supposition, suppose
from tests.domain.campaigns import BRANCH, STATED, held, make_campaign
from tests.domain.healths import EVE, checked, counted, limits, planned, snapshot, where
from tests.domain.networks import day
from tests.domain.plans import allowed, make_rules


def fixed(unit: str, activity: str, on: str) -> tuple[FixedDate, ...]:
    return (FixedDate(unit, activity, day(on), "quyết định", STATED),)


def suspended(first: str, until: str, decided: str, level: str = "branch") -> Campaign:
    pause = Suspension(day(first), day(until), day(decided), (level,), "tạm hoãn", STATED)
    return make_campaign(suspensions=(pause,))


def test_units_without_a_day_are_named_and_a_decided_day_counts_as_one() -> None:
    campaign = planned(make_campaign(), W_1="6-11")
    assert where(checked(campaign)["no_congress_date"]) == [("W.2", "b_congress"), ("W", "w_congress")]
    decided = replace(campaign, fixed_dates=fixed("W", "w_congress", "6-17"))
    assert where(checked(decided)["no_congress_date"]) == [("W.2", "b_congress")]


def test_a_congress_that_was_held_needs_no_planned_day() -> None:
    result = checked(make_campaign(), "6-11", held("W.1", "b_congress", "6-11"))["no_congress_date"]
    assert where(result) == [("W.2", "b_congress"), ("W", "w_congress")]


@pytest.mark.parametrize(("on", "found"), [("6-10", 1), ("6-11", 0)])
def test_the_plan_may_not_put_a_congress_before_its_approval(on: str, found: int) -> None:
    result = checked(planned(make_campaign(), W_1=on))["plan_before_approval"]
    assert counted(result) == (found, 1)
    assert not found or "10/06/2020" in result.found.findings[0].what


def test_a_congress_without_a_gate_before_it_cannot_lie_before_its_approval() -> None:
    assert counted(checked(planned(make_campaign(), W="6-2"))["plan_before_approval"]) == (0, 1)


def test_a_decided_day_before_the_approval_leaves_the_plan_short_of_days() -> None:
    """Decided for Tuesday 9 where links ask for Thursday 11."""
    results = checked(make_campaign(fixed_dates=fixed("W.1", "b_congress", "6-9")))
    assert where(results["plan_before_approval"]) == [("W.1", "b_congress")]
    assert ("W.1", "b_draft") in where(results["plan_negative_float"])
    assert where(results["hard_date"]) == [("W.1", "b_congress")]
    assert "09/06/2020" in results["hard_date"].found.findings[0].what


@pytest.mark.parametrize(("deadline", "found"), [("6-11", 0), ("6-10", 2)])
def test_the_plan_may_not_put_a_congress_after_its_deadline(deadline: str, found: int) -> None:
    campaign = make_campaign(deadlines={"branch": deadline, "ward": "6-19"})
    result = checked(campaign)["plan_after_deadline"]
    assert counted(result) == (found, 3)
    assert not found or "xong 11/06/2020, hạn 10/06/2020" in result.found.findings[0].what


def test_negative_float_is_told_at_the_first_late_activity_of_each_unit() -> None:
    """One day short: four activities before each branch congress, with it, and the ward's plan."""
    result = checked(make_campaign(deadlines={"branch": "6-10", "ward": "6-19"}))["plan_negative_float"]
    assert where(result) == [("W", "w_plan"), ("W.1", "b_draft"), ("W.2", "b_draft")]
    assert result.found.count == 9
    assert "thiếu 1 ngày làm việc" in result.found.findings[1].what
    assert "3 việc sau" in result.found.findings[1].what
    assert result.found.note == "nhiều nhất 1 ngày làm việc"


def test_just_enough_days_are_enough() -> None:
    result = checked(make_campaign(deadlines={"branch": "6-11", "ward": "6-18"}))["plan_negative_float"]
    assert result.verdict is Verdict.PASSED


def test_without_deadlines_there_is_nothing_to_be_late_for() -> None:
    results = checked(make_campaign(deadlines={}))
    for code in ("plan_after_deadline", "plan_negative_float", "high_float"):
        assert results[code].verdict is Verdict.UNCHECKED


def test_a_ward_may_not_open_before_its_branches_are_through() -> None:
    """A ward that waits for its plan only opens on 3 June, its branches hold theirs on 11 June."""
    alone = ("w_plan:2", "w_congress:2*@everyday<w_plan")
    result = checked(make_campaign(ward=alone))["child_after_parent"]
    assert where(result) == [("W.1", "b_congress"), ("W.2", "b_congress")]
    assert "11/06/2020" in result.found.findings[0].what
    assert "03/06/2020" in result.found.findings[0].what


def test_a_ward_may_open_on_the_day_after_its_last_branch() -> None:
    next_day = ("w_plan:2", "w_congress:2*@everyday<w_plan,/b_congress")
    assert counted(checked(make_campaign(ward=next_day))["child_after_parent"]) == (0, 2)


def test_a_planned_day_inside_a_suspension_is_found() -> None:
    campaign = planned(suspended("6-8", "6-15", "6-1"), W_1="6-14", W_2="6-15")
    result = checked(campaign, "6-2", held("W", "w_plan", "6-2"))["in_suspension"]
    assert where(result) == [("W.1", "b_congress")]
    assert "08/06/2020 đến hết 14/06/2020" in result.found.findings[0].what


def test_a_congress_reported_from_inside_a_suspension_is_found() -> None:
    result = checked(suspended("6-8", "6-15", "6-1"), "6-12", held("W.1", "b_congress", "6-12"))
    assert "báo đã đại hội 12/06/2020" in result["in_suspension"].found.findings[0].what


def test_a_suspension_of_another_level_or_one_not_yet_decided_is_none() -> None:
    said = held("W", "w_plan", "6-2")
    other = planned(suspended("6-8", "6-15", "6-1", level="ward"), W_1="6-14")
    assert counted(checked(other, "6-2", said)["in_suspension"]) == (0, 1)
    later = planned(suspended("6-8", "6-15", "6-3"), W_1="6-14")
    assert checked(later, "6-2", said)["in_suspension"].verdict is Verdict.UNCHECKED


def test_each_suspension_holds_for_its_own_levels() -> None:
    """Branches are suspended in June's second week, the ward in its third."""
    weeks = (("6-8", "6-15", "branch"), ("6-15", "6-22", "ward"))
    pauses = tuple(
        Suspension(day(first), day(until), day("6-1"), (level,), "tạm hoãn", STATED)
        for first, until, level in weeks
    )
    campaign = planned(make_campaign(suspensions=pauses), W_1="6-15", W="6-14")
    assert counted(checked(campaign, "6-2", held("W", "w_plan", "6-2"))["in_suspension"]) == (0, 3)


def test_a_public_holiday_is_named_and_a_weekend_is_not() -> None:
    """Thursday 11 is a holiday; W.2 is planned for Saturday 13."""
    campaign = planned(make_campaign(days_off={"6-11": "Ngày hội"}), W_1="6-11", W_2="6-13")
    result = checked(campaign)["on_day_off"]
    assert where(result) == [("W.1", "b_congress")]
    assert "11/06/2020 (Ngày hội)" in result.found.findings[0].what


def test_more_congresses_on_a_day_than_their_superior_can_attend_are_named() -> None:
    """Both branches meet on Thursday 11; once one has met, the other is alone on its day."""
    campaign = make_campaign(rules=make_rules({"attended_per_day_max.ward": 1}))
    result = checked(campaign)["crowded_day"]
    assert counted(result) == (1, 3)  # 11, and 17 and 18 June
    (finding,) = result.found.findings
    assert (finding.unit_code, finding.what) == (
        "W",
        "ngày 11/06/2020: 2 đại hội trực thuộc, mức nêu ở quy định 1",
    )
    assert counted(checked(campaign, "6-11", held("W.1", "b_congress", "6-11"))["crowded_day"])[0] == 0
    assert checked(make_campaign())["crowded_day"].verdict is Verdict.UNCHECKED


def test_a_day_that_the_congress_calendar_does_not_count_is_found() -> None:
    on_workdays = (*BRANCH[:3], "b_congress:1*<b_approval", *BRANCH[4:])
    result = checked(planned(make_campaign(branch=on_workdays), W_1="6-13", W_2="6-15"))["on_day_off"]
    assert where(result) == [("W.1", "b_congress")]
    assert "13/06/2020" in result.found.findings[0].what


def test_a_passed_planned_day_is_found_until_the_congress_is_reported() -> None:
    campaign, said = planned(make_campaign(), W_1="6-11"), held("W", "w_plan", "6-2")
    assert counted(checked(campaign, "6-10", said)["planned_day_passed"]) == (0, 1)
    result = checked(campaign, "6-15", said)["planned_day_passed"]
    assert "11/06/2020, đã qua 2 ngày làm việc" in result.found.findings[0].what
    done = checked(campaign, "6-15", said, held("W.1", "b_congress", "6-11"))
    assert done["planned_day_passed"].verdict is Verdict.UNCHECKED


def test_work_that_has_not_begun_makes_forecasts_late() -> None:
    """From Thursday 11 on: draft 11-15, submit 16, approval 17-18, branch congress 19, ward 25-26."""
    campaign = planned(make_campaign(), W_1="6-12")
    results = checked(campaign, "6-10", held("W", "w_plan", "6-2"))
    assert counted(results["forecast_after_deadline"]) == (3, 3)
    assert "xong 19/06/2020, hạn 12/06/2020" in results["forecast_after_deadline"].found.findings[0].what
    assert where(results["forecast_before_approval"]) == [("W.1", "b_congress")]
    assert "18/06/2020" in results["forecast_before_approval"].found.findings[0].what
    assert results["plan_after_deadline"].verdict is Verdict.PASSED
    assert where(results["negative_float"])[:2] == [("W.1", "b_draft"), ("W.2", "b_draft")]
    assert "thiếu 5 ngày làm việc" in results["negative_float"].found.findings[0].what


def test_a_planned_day_that_has_passed_is_no_longer_waited_for() -> None:
    results = checked(planned(make_campaign(), W_1="6-10"), "6-10", held("W", "w_plan", "6-2"))
    assert results["forecast_before_approval"].verdict is Verdict.UNCHECKED
    assert where(results["planned_day_passed"]) == [("W.1", "b_congress")]


def test_a_congress_held_after_its_deadline_stays_found() -> None:
    result = checked(make_campaign(), "6-13", held("W.1", "b_congress", "6-13"))["forecast_after_deadline"]
    assert "đã tổ chức 13/06/2020, hạn 12/06/2020" in [f.what for f in result.found.findings]


def test_high_float_counts_what_may_slip_longer_than_the_limit() -> None:
    """Everything that leads to a deadline has one day to spare."""
    assert counted(checked(make_campaign(), high_float=1)["high_float"])[0] == 0
    found, total = counted(checked(make_campaign(), high_float=0)["high_float"])
    assert found == total == 12  # all but the two reports after the congress


def spoilt(days: NDArray[np.int32], number: int, shift: int) -> NDArray[np.int32]:
    """The column with one day moved."""
    moved = days.copy()
    moved[number] += shift
    return moved


@pytest.mark.parametrize("is_start", [True, False])
def test_an_engine_that_breaks_its_promise_is_caught(is_start: bool) -> None:
    """No schedule of ours has such dates, so one is spoilt by hand: W.1's draft on 3-5 June."""
    known = snapshot(EVE)
    sound = assess(make_campaign(), known)
    draft, plan = sound.expansion.number("W.1", "b_draft"), sound.current
    if is_start:
        left = replace(plan.remaining, start=spoilt(plan.remaining.start, draft, -10))
        wrong, words = replace(plan, remaining=left), "trước ngày chốt"
    else:
        wrong, words = replace(plan, finish=spoilt(plan.finish, draft, -20)), "trước khi bắt đầu"
    broken = examine(replace(sound, current=wrong), known, limits())
    result = next(result for result in broken.results if result.code == "invalid_dates")
    assert where(result) == [("W.1", "b_draft")]
    assert words in result.found.findings[0].what


def with_lead(days: int) -> Campaign:
    """W.1 planned for Monday 15, approved on 9-10; so many working days are wanted between."""
    lead = {"approval_lead_days.branch": days}
    return replace(planned(make_campaign(), W_1="6-15"), rules=make_rules(lead))


@pytest.mark.parametrize(("days", "found"), [(0, 0), (3, 0), (4, 1)])
def test_the_rule_in_force_says_how_long_before_the_congress_it_is_approved(days: int, found: int) -> None:
    """Wednesday 10, Thursday 11 and Friday 12 are three working days before the Monday."""
    result = checked(with_lead(days))["plan_before_approval"]
    assert counted(result) == (found, 1)
    assert not found or "09/06/2020 (T−4)" in result.found.findings[0].what


@pytest.mark.parametrize("value", [3, None])
def test_a_written_permission_counts_in_the_check_too(value: int | None) -> None:
    permission = allowed("approval_lead_days", value, level="branch")
    campaign = replace(with_lead(9), exceptions=(permission,))
    assert counted(checked(campaign)["plan_before_approval"]) == (0, 1)


def test_the_forecast_keeps_the_lead_as_well() -> None:
    """The draft was done on Tuesday 9: submit 10, approval 11-12, which is one day before the Monday."""
    said = (held("W", "w_plan", "6-2"), held("W.1", "b_draft", "6-9"))
    for days, found in ((1, 0), (2, 1)):
        result = checked(with_lead(days), "6-9", *said)["forecast_before_approval"]
        assert counted(result) == (found, 1)
        assert result.found.counted == "đại hội chưa tổ chức, ngày dự kiến chưa qua"


def test_check_and_feasible_say_the_same_of_a_lead(cam_le: Campaign) -> None:
    """What ``feasible`` calls an approval that comes too late is one for ``check``."""
    supposed = suppose(cam_le, [Supposition("approval_lead_days", 20)])
    late = {
        finding.unit.code
        for one in feasibility(supposed).checks
        if one.kind is CheckKind.APPROVAL
        for finding in one.broken
    }
    eve = replace(snapshot(EVE), status_date=date(2019, 10, 24))
    health = examine(assess(supposed, eve), eve, limits())
    result = next(r for r in health.results if r.code == "plan_before_approval")
    assert late == {finding.unit_code for finding in result.found.findings}
    assert len(late) > 50


def test_a_suspension_makes_the_plan_miss_its_deadline() -> None:
    """Branches would meet on 11 June and are due by 12; from 10 to 15 June none may."""
    results = checked(suspended("6-10", "6-16", "6-1"))
    assert [item.unit_code for item in results["plan_after_deadline"].found.findings][:2] == ["W.1", "W.2"]
    assert results["plan_negative_float"].found.count > 0


def test_a_check_that_found_nothing_to_look_at_passes_nothing() -> None:
    alone = make_campaign(units=("W",), deadlines={})
    result = checked(alone)["link_up"]
    assert result.verdict is Verdict.UNCHECKED
    assert result.found.unchecked
