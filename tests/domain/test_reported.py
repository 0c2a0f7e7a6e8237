"""What units said, laid over the network: dates, shares done, and what is inferred."""

from __future__ import annotations

import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.record import EventKind
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import Certainty
from tests.domain.campaigns import WARD, assessed, held, make_campaign, said
from tests.domain.networks import day


def dates(assessment: Assessment, unit: str, activity: str) -> tuple[str, str]:
    """First and last day of the current plan, as ``6-11``."""
    span = assessment.span(assessment.current, assessment.expansion.number(unit, activity))
    return f"{span.start.month}-{span.start.day}", f"{span.last_day.month}-{span.last_day.day}"


def state(assessment: Assessment, unit: str, activity: str) -> str:
    return ActivityState(assessment.state[assessment.expansion.number(unit, activity)]).name


def flag(assessment: Assessment, name: str, unit: str, activity: str) -> int:
    return int(getattr(assessment.reported, name)[assessment.expansion.number(unit, activity)])


def test_reported_days_are_kept() -> None:
    told = assessed(make_campaign(), "6-9", said("W", "w_plan", "6-5", start="6-2", finish="6-4"))
    assert dates(told, "W", "w_plan") == ("6-2", "6-4")
    assert flag(told, "percent", "W", "w_plan") == 100


def test_work_reported_only_as_finished_began_its_length_before() -> None:
    told = assessed(make_campaign(), "6-12", held("W.1", "b_draft", "6-9"))
    assert dates(told, "W.1", "b_draft") == ("6-5", "6-9")  # 5, 8, 9


def test_a_start_that_is_counted_back_does_not_lead_to_before_what_came_first() -> None:
    """Two days back from the 10th is the 9th, on which the dossier was still being submitted."""
    told = assessed(
        make_campaign(), "6-12", held("W.1", "b_submit", "6-9"), held("W.1", "b_approval", "6-10")
    )
    assert dates(told, "W.1", "b_approval") == ("6-10", "6-10")
    assert not flag(told, "is_start_told", "W.1", "b_approval")


def test_steps_that_nobody_reported_keep_their_length_between_two_that_were() -> None:
    """Draft over on Monday 8, approved on the 10th: the submission of one day is the 9th, not the 8th."""
    told = assessed(make_campaign(), "6-12", held("W.1", "b_draft", "6-8"), held("W.1", "b_approval", "6-10"))
    assert dates(told, "W.1", "b_submit") == ("6-9", "6-9")
    assert dates(told, "W.1", "b_approval") == ("6-10", "6-10")


def test_ends_that_leave_no_room_are_kept_and_starts_are_their_last_days() -> None:
    told = assessed(
        make_campaign(), "6-12", held("W.1", "b_draft", "6-10"), held("W.1", "b_approval", "6-10")
    )
    assert dates(told, "W.1", "b_approval") == ("6-10", "6-10")
    assert dates(told, "W.1", "b_submit") == ("6-9", "6-9")


def test_a_start_that_was_told_is_kept_even_before_what_came_first() -> None:
    begun = said("W.1", "b_approval", "6-10", start="6-5", finish="6-10")
    told = assessed(make_campaign(), "6-12", held("W.1", "b_submit", "6-9"), begun)
    assert dates(told, "W.1", "b_approval") == ("6-5", "6-10")
    assert flag(told, "is_start_told", "W.1", "b_approval")


def test_a_share_without_a_start_is_under_way_by_its_day() -> None:
    told = assessed(make_campaign(), "6-9", said("W.1", "b_draft", "6-8", percent=50))
    assert dates(told, "W.1", "b_draft")[0] == "6-8"
    # Half of 3 days is left, and what is left waits for the unreported plan of the ward (10-11).
    assert dates(told, "W", "w_plan") == ("6-10", "6-11")
    assert dates(told, "W.1", "b_draft")[1] == "6-15"


@pytest.mark.parametrize(
    ("percent", "last_day"), [(1, "6-12"), (33, "6-12"), (34, "6-11"), (67, "6-10"), (99, "6-10")]
)
def test_what_is_left_is_rounded_up_to_whole_days(percent: int, last_day: str) -> None:
    told = assessed(
        make_campaign(),
        "6-9",
        held("W", "w_plan", "6-2"),
        said("W.1", "b_draft", "6-9", start="6-8", percent=percent),
    )
    assert dates(told, "W.1", "b_draft") == ("6-8", last_day)


def test_a_share_of_nothing_is_not_a_start() -> None:
    told = assessed(
        make_campaign(), "6-4", held("W", "w_plan", "6-2"), said("W.1", "b_draft", "6-4", percent=0)
    )
    assert state(told, "W.1", "b_draft") == "POSSIBLE"
    assert dates(told, "W.1", "b_draft")[0] == "6-5"


def test_steps_before_a_held_congress_are_inferred_backwards() -> None:
    told = assessed(make_campaign(), "6-12", held("W.1", "b_congress", "6-11"))
    steps = {"b_draft": ("6-3", "6-5"), "b_submit": ("6-8", "6-8"), "b_approval": ("6-9", "6-10")}
    for activity, planned in steps.items():
        assert dates(told, "W.1", activity) == planned
        assert state(told, "W.1", activity) == "UNREPORTED"
        assert flag(told, "is_inferred", "W.1", activity)
        assert not flag(told, "is_told", "W.1", activity)
    assert state(told, "W.1", "b_congress") == "DONE"
    assert not flag(told, "is_inferred", "W.1", "b_congress")


def test_nothing_is_inferred_about_what_follows_nor_about_other_units() -> None:
    told = assessed(make_campaign(), "6-12", held("W.1", "b_congress", "6-11"))
    assert state(told, "W.1", "b_report") == "POSSIBLE"
    assert not flag(told, "is_inferred", "W", "w_plan")
    assert not flag(told, "is_inferred", "W.2", "b_draft")
    assert state(told, "W", "w_plan") == "OVERDUE"


def test_a_started_follower_is_enough() -> None:
    told = assessed(make_campaign(), "6-9", said("W.1", "b_submit", "6-9", start="6-9"))
    assert dates(told, "W.1", "b_draft") == ("6-4", "6-8")
    assert state(told, "W.1", "b_draft") == "UNREPORTED"
    assert state(told, "W.1", "b_approval") == "NOT_YET_POSSIBLE"


def test_an_inferred_gate_is_never_counted_as_approved() -> None:
    told = assessed(make_campaign(), "6-12", held("W.1", "b_congress", "6-11"))
    gate = told.expansion.number("W.1", "b_approval")
    assert state(told, "W.1", "b_approval") == "UNREPORTED"
    assert not told.is_held[gate]
    approved = assessed(
        make_campaign(),
        "6-12",
        held("W.1", "b_congress", "6-11"),
        said("W.1", "b_approval", "6-10", finish="6-10", kind=EventKind.APPROVE, document_number="7-TB/ĐU"),
    )
    assert state(approved, "W.1", "b_approval") == "DONE"
    assert approved.is_held[gate]


def test_what_somebody_reported_is_not_inferred_over() -> None:
    told = assessed(
        make_campaign(),
        "6-12",
        held("W.1", "b_congress", "6-11"),
        said("W.1", "b_draft", "6-8", start="6-3", percent=60),
    )
    assert state(told, "W.1", "b_draft") == "OVERDUE"
    assert flag(told, "percent", "W.1", "b_draft") == 60
    assert not flag(told, "is_inferred", "W.1", "b_draft")


@pytest.mark.parametrize("link", ["w_first:SS", "w_first:FF", "w_first:SF", "w_first-1"])
def test_only_a_follower_that_had_to_wait_for_the_end_proves_it(link: str) -> None:
    """With other links, or a lead, the follower may have started before the end."""
    ward = ("w_first:5", f"w_second:5<{link}", "w_congress:1*@everyday<w_second")
    told = assessed(make_campaign(ward=ward, units=["W"]), "6-3", said("W", "w_second", "6-2", start="6-2"))
    assert not flag(told, "is_inferred", "W", "w_first")
    assert state(told, "W", "w_first") == "POSSIBLE"


def test_inference_passes_through_what_the_unit_does_not_have() -> None:
    told = assessed(make_campaign(units=["W"]), "6-12", said("W", "w_finalize", "6-9", start="6-9"))
    assert state(told, "W", "w_direct") == "NOT_APPLICABLE"
    assert not flag(told, "is_inferred", "W", "w_direct")
    assert state(told, "W", "w_plan") == "UNREPORTED"
    assert dates(told, "W", "w_plan") == ("6-5", "6-8")


def test_what_a_unit_does_not_have_is_over_when_what_it_waits_for_is() -> None:
    done = assessed(make_campaign(units=["W"]), "6-3", held("W", "w_plan", "6-2"))
    assert state(done, "W", "w_finalize") == "POSSIBLE"
    assert dates(done, "W", "w_finalize") == ("6-4", "6-8")
    open_still = assessed(make_campaign(units=["W"]), "6-1")
    assert state(open_still, "W", "w_finalize") == "NOT_YET_POSSIBLE"


@pytest.mark.parametrize(
    ("direct", "states"),
    [
        ("w_direct:2~?", ("POSSIBLE", "POSSIBLE")),  # waits for nothing
        ("w_direct:2~?<w_plan:FF", ("NOT_YET_POSSIBLE", "POSSIBLE")),
        ("w_direct:2~?<w_plan:SS", ("NOT_YET_POSSIBLE", "POSSIBLE")),
    ],
)
def test_what_a_unit_does_not_have_never_stands_in_the_way(direct: str, states: tuple[str, str]) -> None:
    campaign = make_campaign(ward=(WARD[0], direct, *WARD[2:]), units=["W"])
    assert state(assessed(campaign, "6-1"), "W", "w_finalize") == states[0]
    assert state(assessed(campaign, "6-2", held("W", "w_plan", "6-2")), "W", "w_finalize") == states[1]


def test_a_start_is_enough_where_what_is_missing_waits_for_a_start() -> None:
    campaign = make_campaign(ward=(WARD[0], "w_direct:2~?<w_plan:SS", *WARD[2:]), units=["W"])
    told = assessed(campaign, "6-1", said("W", "w_plan", "6-1", start="6-1"))
    assert state(told, "W", "w_finalize") == "POSSIBLE"


def test_statements_on_what_the_campaign_does_not_have_are_left_aside() -> None:
    stray = (held("X", "w_plan", "6-2"), held("W", "b_draft", "6-2"), held("W.1", "unknown", "6-2"))
    with_stray, without = assessed(make_campaign(), "6-3", *stray), assessed(make_campaign(), "6-3")
    assert (with_stray.state == without.state).all()
    assert not with_stray.reported.is_told.any()


def test_an_assumed_report_is_marked() -> None:
    told = assessed(
        make_campaign(),
        "6-3",
        said("W", "w_plan", "6-2", finish="6-2", certainty=Certainty.ASSUMED),
        held("W.1", "b_draft", "6-3"),
    )
    assert flag(told, "is_assumed", "W", "w_plan")
    assert not flag(told, "is_assumed", "W.1", "b_draft")


def test_a_hammock_in_progress_has_its_least_length_left_and_waits_for_the_last() -> None:
    reports = [held("W", "w_plan", "6-2"), said("W", "w_direct", "6-3", start="6-3", percent=10)]
    told = assessed(make_campaign(), "6-3", *reports)
    assert dates(told, "W", "w_direct") == (
        "6-3",
        "6-12",
    )  # drafts 4-8, submit 9, approval 10-11, congress 12
    both = [held(unit, "b_congress", "6-3") for unit in ("W.1", "W.2")]
    assert dates(assessed(make_campaign(), "6-3", *reports, *both), "W", "w_direct") == ("6-3", "6-4")


def test_a_returned_dossier_starts_nothing() -> None:
    told = assessed(
        make_campaign(),
        "6-10",
        held("W", "w_plan", "6-2"),
        held("W.1", "b_submit", "6-8"),
        said("W.1", "b_approval", "6-10", percent=50, kind=EventKind.REJECT, document_number="8-CV/ĐU"),
    )
    assert state(told, "W.1", "b_approval") == "WAITING_FOR_APPROVAL"
    assert dates(told, "W.1", "b_approval") == ("6-11", "6-12")


def test_the_status_date_itself_is_over() -> None:
    assert dates(assessed(make_campaign(), "6-5"), "W", "w_plan") == ("6-8", "6-9")
    assert assessed(make_campaign(), "6-5").status_date == day("6-5")
