"""The state of an activity, one rule at a time, and what holds it back."""

from __future__ import annotations

from datetime import date

import pytest

from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.record import EventKind, Snapshot, Statement
from daihoi.domain.states import ActivityState
from daihoi.errors import CalendarRangeError
from tests.domain.campaigns import assessed, held, make_campaign, said

PLAN_DONE = held("W", "w_plan", "6-2")
DRAFT_DONE = held("W.1", "b_draft", "6-5")
SUBMITTED = held("W.1", "b_submit", "6-8")


def state(assessment: Assessment, unit: str, activity: str) -> str:
    return ActivityState(assessment.state[assessment.expansion.number(unit, activity)]).name


def blocker(assessment: Assessment, unit: str, activity: str) -> tuple[str, str] | None:
    at = int(assessment.blocked_by[assessment.expansion.number(unit, activity)])
    return None if at < 0 else (assessment.expansion.unit_code(at), assessment.expansion.template(at).code)


@pytest.mark.parametrize(
    ("status_date", "reports", "activity", "expected"),
    [
        ("6-1", [], "b_draft", "NOT_YET_POSSIBLE"),
        ("6-2", [PLAN_DONE], "b_draft", "POSSIBLE"),
        ("6-3", [PLAN_DONE, said("W.1", "b_draft", "6-3", start="6-3")], "b_draft", "IN_PROGRESS"),
        # started before the ward's plan was done: still in progress
        ("6-3", [said("W.1", "b_draft", "6-3", start="6-3")], "b_draft", "IN_PROGRESS"),
        ("6-5", [PLAN_DONE, DRAFT_DONE], "b_draft", "DONE"),
        ("6-5", [PLAN_DONE, DRAFT_DONE], "b_approval", "NOT_YET_POSSIBLE"),
        ("6-8", [PLAN_DONE, DRAFT_DONE, SUBMITTED], "b_approval", "WAITING_FOR_APPROVAL"),
        # a superior who is at it has not approved
        (
            "6-9",
            [SUBMITTED, said("W.1", "b_approval", "6-9", start="6-9")],
            "b_approval",
            "WAITING_FOR_APPROVAL",
        ),
        ("6-8", [PLAN_DONE, SUBMITTED], "b_draft", "UNREPORTED"),
        # the draft has to be over by Monday 8: late on that day's end, not before
        ("6-7", [PLAN_DONE], "b_draft", "POSSIBLE"),
        ("6-8", [PLAN_DONE], "b_draft", "OVERDUE"),
        ("6-8", [PLAN_DONE, said("W.1", "b_draft", "6-8", percent=90)], "b_draft", "OVERDUE"),
        # approval by Thursday 11, the congress by its own deadline, Friday 12
        ("6-10", [PLAN_DONE, DRAFT_DONE, SUBMITTED], "b_approval", "WAITING_FOR_APPROVAL"),
        ("6-11", [PLAN_DONE, DRAFT_DONE, SUBMITTED], "b_approval", "OVERDUE"),
        ("6-11", [], "b_congress", "NOT_YET_POSSIBLE"),
        ("6-12", [], "b_congress", "OVERDUE"),
        ("6-12", [held("W.1", "b_congress", "6-12")], "b_congress", "DONE"),
        ("7-30", [held("W.1", "b_congress", "6-30")], "b_congress", "DONE"),
        # nothing it leads to has a deadline
        ("7-30", [held("W.1", "b_congress", "6-11")], "b_report", "POSSIBLE"),
    ],
)
def test_state(status_date: str, reports: list[Statement], activity: str, expected: str) -> None:
    assert state(assessed(make_campaign(), status_date, *reports), "W.1", activity) == expected


def test_ward_without_branches_does_not_direct_any() -> None:
    assert state(assessed(make_campaign(units=["W"]), "6-1"), "W", "w_direct") == "NOT_APPLICABLE"
    assert state(assessed(make_campaign(), "6-1"), "W", "w_direct") == "NOT_YET_POSSIBLE"


def test_a_report_on_what_a_unit_does_not_have_changes_nothing() -> None:
    told = assessed(make_campaign(units=["W"]), "6-3", held("W", "w_direct", "6-3"))
    assert state(told, "W", "w_direct") == "NOT_APPLICABLE"


def test_without_deadlines_nothing_is_overdue() -> None:
    told = assessed(make_campaign(deadlines={}), "9-30")
    assert not (told.state == ActivityState.OVERDUE).any()
    assert all(told.total_float_days(n) is None for n in range(len(told.expansion.network)))


def test_a_plan_that_was_late_from_the_start_is_measured_by_itself() -> None:
    """Branches due on 5 June cannot meet it: the draft is overdue after its planned end, not at once."""
    hopeless = make_campaign(deadlines={"branch": "6-5"})
    assert state(assessed(hopeless, "6-4", PLAN_DONE), "W.1", "b_draft") == "POSSIBLE"
    assert state(assessed(hopeless, "6-5", PLAN_DONE), "W.1", "b_draft") == "OVERDUE"
    told = assessed(hopeless, "6-2", PLAN_DONE)
    assert told.total_float_days(told.expansion.number("W.1", "b_congress")) == -6  # all days count: 11 to 5


def test_what_holds_back_is_what_ends_last() -> None:
    ward = ("w_short:1", "w_long:5", "w_begun:3", "w_congress:1*@everyday<w_short,w_long,w_begun:SS")
    campaign = make_campaign(ward=ward, units=["W"])
    assert blocker(assessed(campaign, "6-1"), "W", "w_congress") == ("W", "w_long")
    done = [held("W", "w_long", "6-5"), held("W", "w_short", "6-1")]
    assert blocker(assessed(campaign, "6-5", *done), "W", "w_congress") == ("W", "w_begun")
    begun = said("W", "w_begun", "6-5", start="6-5")
    assert blocker(assessed(campaign, "6-5", *done, begun), "W", "w_congress") is None


def test_another_unit_may_hold_back() -> None:
    assert blocker(assessed(make_campaign(), "6-1"), "W.1", "b_draft") == ("W", "w_plan")
    assert blocker(assessed(make_campaign(), "6-1"), "W", "w_plan") is None


def test_a_finish_link_holds_nothing_back() -> None:
    """The ward may direct its branches before their congresses are held."""
    assert blocker(assessed(make_campaign(), "6-2", PLAN_DONE), "W", "w_direct") is None
    assert state(assessed(make_campaign(), "6-2", PLAN_DONE), "W", "w_direct") == "POSSIBLE"


def test_what_a_unit_does_not_have_is_never_named_as_holding_back() -> None:
    told = assessed(make_campaign(units=["W"]), "6-1")
    assert blocker(told, "W", "w_finalize") == ("W", "w_plan")


def test_nothing_holds_back_what_is_done() -> None:
    told = assessed(
        make_campaign(),
        "6-12",
        said("W.1", "b_approval", "6-9", percent=10, kind=EventKind.REPORT),
        held("W.1", "b_congress", "6-11"),
    )
    assert blocker(told, "W.1", "b_congress") is None


def test_float_and_variance() -> None:
    told = assessed(make_campaign(), "6-3", held("W", "w_plan", "6-3"))
    number = told.expansion.number
    assert told.total_float_days(number("W", "w_plan")) is None  # done
    assert told.variance_days(number("W", "w_plan")) == 1
    assert told.total_float_days(number("W.1", "b_draft")) == 0  # starts on 4, the last day it may
    assert told.total_float_days(number("W.1", "b_report")) is None
    assert told.variance_days(number("W.1", "b_congress")) == 1


def test_the_frozen_plan_does_not_move() -> None:
    before, later = assessed(make_campaign(), "6-1"), assessed(make_campaign(), "7-30", PLAN_DONE)
    assert (before.baseline.finish == later.baseline.finish).all()
    assert (before.baseline.late_finish == later.baseline.late_finish).all()


def test_the_edition_says_what_it_rests_on() -> None:
    told = assessed(make_campaign(assumptions=("Giả định.",)), "6-2", PLAN_DONE)
    edition = told.edition
    assert (edition.campaign_code, edition.campaign_title, edition.known_seq) == ("thu", "Đợt thử", 1)
    assert edition.assumptions == ("Giả định.",)


def test_an_inferred_gate_counts_for_nothing_done() -> None:
    """Nobody has shown the document: the work before it is taken to be over, the approval is not."""
    told = assessed(make_campaign(), "6-30", held("W.1", "b_report", "6-30"))
    gate = told.expansion.number("W.1", "b_approval")
    work = told.expansion.number("W.1", "b_draft")
    assert ActivityState(told.state[gate]) is ActivityState(told.state[work]) is ActivityState.UNREPORTED
    assert (told.reported.percent[gate], told.reported.percent[work]) == (0, 100)


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2020, 12, 31)])
def test_a_status_date_outside_the_calendars_is_refused_by_name(day: date) -> None:
    with pytest.raises(CalendarRangeError, match=f"Ngày chốt {day:%d/%m/%Y} nằm ngoài lịch"):
        assess(make_campaign(), Snapshot("thu", day, 0, "", ()))


def test_a_status_date_long_after_the_campaign_was_over_says_which_one_to_give() -> None:
    """From 29 December on, a draft of three days fills what the calendar holds, and more is to do."""
    with pytest.raises(CalendarRangeError, match=r"28/12/2020.*19/06/2020.*--status-date 2020-06-02"):
        assessed(make_campaign(), "12-28", PLAN_DONE)
