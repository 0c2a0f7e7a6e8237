"""Limits and verdicts, CPLI and BEI, and the critical path tried out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daihoi.domain.assessment import assess
from daihoi.domain.health import CheckResult, Figure, Found, Health, Limit, Severity, Verdict, examine
from daihoi.domain.replanned import Replanned
from tests.domain.campaigns import STATED, held, make_campaign, said
from tests.domain.healths import checked, counted, health, limits, planned, snapshot
from tests.domain.networks import day

PLAN = held("W", "w_plan", "6-2")


def limit(severity: Severity = Severity.LOOK, share: int = 0) -> Limit:
    return Limit(severity, share, 0, "", STATED)


def figure(found: Health, code: str) -> Figure:
    return next(item for item in found.figures if item.code == code)


@pytest.mark.parametrize(
    ("count", "total", "share", "admitted"),
    [
        (0, 0, 0, True),
        (0, 9, 0, True),
        (1, 9, 0, False),
        (5, 100, 5, True),
        (6, 100, 5, False),
        (1, 19, 5, False),
    ],
)
def test_a_limit_admits_its_share_and_not_one_more(
    count: int, total: int, share: int, admitted: bool
) -> None:
    assert limit(share=share).admits(count, total) is admitted


@pytest.mark.parametrize(
    ("severity", "verdict"),
    [(Severity.BROKEN, Verdict.BROKEN), (Severity.LOOK, Verdict.LOOK), (Severity.INFO, Verdict.INFO)],
)
def test_the_severity_in_the_data_decides_the_verdict(severity: Severity, verdict: Verdict) -> None:
    assert CheckResult("x", "", limit(severity), Found("việc", 9, 1)).verdict is verdict
    assert CheckResult("x", "", limit(severity), Found("việc", 9, 0)).verdict is Verdict.PASSED
    assert CheckResult("x", "", limit(severity), Found.nothing("vì")).verdict is Verdict.UNCHECKED


def test_one_broken_check_breaks_the_schedule_and_comes_first() -> None:
    known = snapshot("6-2", PLAN)
    picture = assess(planned(make_campaign(), W_1="6-10"), known)
    mild = examine(picture, known, limits())
    assert not mild.is_broken
    strict = {**limits(), "plan_before_approval": limit(Severity.BROKEN)}
    found = examine(picture, known, strict)
    assert found.is_broken
    assert found.results[0].code == "plan_before_approval"


def test_cpli_compares_what_is_left_with_what_may_be_used() -> None:
    """After Tuesday 2: twelve working days to the end of Thursday 18, one more to Friday 19."""
    cpli = figure(health(make_campaign(), "6-2", PLAN), "cpli")
    assert cpli.value == pytest.approx(13 / 12)
    assert cpli.verdict is Verdict.PASSED
    assert "còn 12 ngày làm việc + dự trữ 1" in cpli.formula


def test_cpli_falls_below_one_when_the_deadline_is_missed() -> None:
    """After Wednesday 10 with only the plan done: ward congress on 25-26, five working days late."""
    cpli = figure(health(make_campaign(), "6-10", PLAN), "cpli")
    assert cpli.value == pytest.approx((12 - 5) / 12)
    assert cpli.verdict is Verdict.LOOK


def test_cpli_has_no_value_without_deadline_or_after_the_congress() -> None:
    assert figure(health(make_campaign(deadlines={}), "6-2", PLAN), "cpli").verdict is Verdict.UNCHECKED
    over = health(make_campaign(), "6-18", held("W", "w_congress", "6-18"))
    assert figure(over, "cpli").value is None


def test_bei_compares_congresses_held_with_those_planned() -> None:
    bei = figure(health(make_campaign(), "6-12", PLAN, held("W.1", "b_congress", "6-11")), "bei")
    assert bei.value == pytest.approx(0.5)
    assert bei.verdict is Verdict.LOOK
    assert figure(health(make_campaign(), "6-2", PLAN), "bei").verdict is Verdict.UNCHECKED


def test_bei_counts_what_was_planned_for_the_status_date_itself() -> None:
    bei = figure(health(make_campaign(), "6-11", PLAN, held("W.1", "b_congress", "6-11")), "bei")
    assert bei.formula == "1 đại hội đã tổ chức / 2 theo kế hoạch"


def test_bei_does_not_want_what_was_put_off() -> None:
    moved = make_campaign(replans=(Replanned("W.2", "b_congress", day("6-17"), None, "mất điện", STATED),))
    bei = figure(health(moved, "6-12", PLAN, held("W.1", "b_congress", "6-11")), "bei")
    assert (bei.value, bei.formula) == (1.0, "1 đại hội đã tổ chức / 1 theo kế hoạch")


def test_bei_just_within_its_share_passes() -> None:
    assert Figure("bei", "", 0.95, "", limit(share=5)).verdict is Verdict.PASSED
    assert Figure("bei", "", 0.949, "", limit(share=5)).verdict is Verdict.LOOK


def test_a_delay_at_the_head_of_the_path_arrives_at_the_last_congress() -> None:
    """Five working days are one week, which weekends cannot swallow."""
    result = checked(make_campaign(), critical_path_test=5)["critical_path_test"]
    assert counted(result) == (0, 5)
    assert result.found.findings[0].activity == "w_plan"
    assert "17/06/2020 → 24/06/2020" in result.found.findings[0].what


def test_the_delay_is_really_scheduled_so_weekends_swallow_part_of_it() -> None:
    """Two days later the branches meet on Saturday 13; the ward finalizes from Monday 15, opens on 18."""
    result = checked(make_campaign(), critical_path_test=2)["critical_path_test"]
    assert counted(result) == (1, 2)
    assert replace(result, limit=limit(share=50)).verdict is Verdict.PASSED


def test_planned_days_do_not_hide_a_sound_path() -> None:
    campaign = planned(make_campaign(), W="6-30", W_1="6-20", W_2="6-20")
    assert counted(checked(campaign, critical_path_test=5)["critical_path_test"]) == (0, 5)


def test_the_path_is_tried_from_what_is_left_to_do() -> None:
    result = checked(make_campaign(), "6-2", PLAN, critical_path_test=5)["critical_path_test"]
    assert counted(result) == (0, 5)
    assert result.found.findings[0].activity == "b_draft"


def test_the_path_is_tried_on_work_that_is_under_way() -> None:
    begun = [said(unit, "b_draft", "6-3", start="6-3", percent=30) for unit in ("W.1", "W.2")]
    result = checked(make_campaign(), "6-3", PLAN, *begun, critical_path_test=5)["critical_path_test"]
    assert counted(result) == (0, 5)
    assert result.found.findings[0].activity == "b_draft"


def test_a_path_that_ends_before_the_last_congress_is_found_not_to_exist() -> None:
    alone = ("w_plan:2", "w_congress:2*@everyday")
    result = checked(make_campaign(ward=alone))["critical_path_test"]
    assert result.verdict is Verdict.UNCHECKED


def test_after_the_last_congress_there_is_no_path() -> None:
    result = checked(make_campaign(), "6-18", held("W", "w_congress", "6-18"))["critical_path_test"]
    assert "đã tổ chức" in result.found.unchecked


def test_a_delay_beyond_the_calendars_is_said_and_no_error() -> None:
    result = checked(make_campaign(), critical_path_test=300)["critical_path_test"]
    assert "vượt quá lịch" in result.found.unchecked
