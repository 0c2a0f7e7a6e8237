"""Why a congress is when it is, in a district small enough to count by hand.

Ward D.A has not reported its plan by Friday 5 June. From Monday 8: plan 8–9; in both of its branches draft
10–12, submit 15, approval 16–17, congress Thursday 18; then the ward directs until 18, finalizes 19–23,
holds its congress 24–25, and the district 26–27. Branches were due by 12, wards by 19, the district is by 30.
"""

from __future__ import annotations

import pytest

from daihoi.domain.campaign import FixedDate, Suspension
from daihoi.domain.reasons import Origin, Reasons
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.errors import UnknownCodeError
from tests.domain.campaigns import STATED, assessed, held, make_district, said
from tests.domain.networks import day

OTHERS = [
    held("D", "d_plan", "6-1"),
    held("D.B", "w_plan", "6-2"),
    held("D.C", "w_plan", "6-2"),
    held("D.B.1", "b_draft", "6-5"),
]


def reasons(status_date: str = "6-5", *more: object, **changes: object) -> Reasons:
    return Reasons(assessed(make_district(**changes), status_date, *OTHERS, *more))  # type: ignore[arg-type]


def steps(found: Reasons, unit: str) -> list[tuple[str, str]]:
    return [(s.unit.code, s.activity.code) for s in found.outlook(unit).chain.steps]


def test_a_branch_that_waits_for_its_wards_plan_names_the_ward() -> None:
    outlook = reasons().outlook("D.A.1")
    assert outlook.congress == Span(day("6-18"), day("6-19"))
    assert outlook.float_days == -4  # 15, 16, 17, 18
    assert [(s.unit.code, s.activity.code) for s in outlook.chain.steps] == [
        ("D.A", "w_plan"),
        ("D.A.1", "b_draft"),
        ("D.A.1", "b_submit"),
        ("D.A.1", "b_approval"),
        ("D.A.1", "b_congress"),
    ]
    assert (outlook.chain.cause.unit.code, outlook.chain.origin) == ("D.A", Origin.STATUS_DATE)


def test_a_chain_crosses_every_level_up_to_the_root() -> None:
    assert steps(reasons(), "D")[0] == ("D.A", "w_plan")
    assert [unit for unit, _ in steps(reasons(), "D")] == ["D.A", *["D.A.1"] * 4, *["D.A"] * 3, "D"]


def test_who_waits_above_and_how_long_it_can() -> None:
    """The district could still wait until the 29th: 19, 22, 23 can be lost before; the ward is 4 late."""
    holds = reasons().outlook("D.A.1").holds
    assert [(hold.unit.code, hold.float_days) for hold in holds] == [("D.A", -4), ("D", 3)]


def test_the_root_holds_nobody() -> None:
    outlook = reasons().outlook("D")
    assert outlook.congress == Span(day("6-26"), day("6-28"))
    assert (outlook.float_days, outlook.holds) == (2, ())  # 29, 30


def test_all_that_will_be_late_comes_the_worst_first() -> None:
    """D.B.1: submit 8, approval 9–10, congress 11, in time, and so is its ward."""
    found = [(o.unit.code, o.float_days) for o in reasons().late()]
    assert found == [("D.A", -4), ("D.A.1", -4), ("D.A.2", -4)]


def test_nothing_late_is_an_empty_list() -> None:
    told = reasons("6-2", held("D.A", "w_plan", "6-2"))
    assert told.late() == []


def test_work_under_way_is_told_from_work_that_nobody_has_begun() -> None:
    told = reasons("6-5", said("D.A", "w_plan", "6-5", start="6-4", percent=50))
    outlook = told.outlook("D.A")
    assert outlook.chain.origin is Origin.UNDER_WAY
    assert outlook.chain.cause.state in {ActivityState.IN_PROGRESS, ActivityState.OVERDUE}


def test_what_is_over_is_no_cause() -> None:
    """D.B.1 drafted by Friday: its chain begins with what can go on on Monday."""
    assert steps(reasons(), "D.B.1")[0] == ("D.B.1", "b_submit")


def test_a_congress_that_is_held_needs_no_reason() -> None:
    told = reasons("6-12", held("D.B.1", "b_congress", "6-11"))
    outlook = told.outlook("D.B.1")
    assert outlook.is_held
    assert outlook.float_days is None


def test_without_a_deadline_there_is_nothing_to_miss() -> None:
    outlook = reasons(deadlines={"district": "6-30"}).outlook("D.A.1")
    assert (outlook.float_days, [hold.unit.code for hold in outlook.holds]) == (None, ["D"])


def test_a_decided_day_shows_how_its_preparation_stands() -> None:
    """Decided for Monday 22; the ward is ready from Wednesday 24 on, two days of its congress too late."""
    decided = (FixedDate("D.A", "w_congress", day("6-22"), "lịch của quận", STATED),)
    outlook = reasons(fixed_dates=decided).outlook("D.A")
    assert outlook.congress.start == day("6-22")
    assert outlook.chain.origin is Origin.DECIDED
    assert outlook.preparation is not None
    assert outlook.preparation.spare_days == -2
    assert [s.activity.code for s in outlook.preparation.chain.steps][-2:] == ["w_finalize", "w_congress"]
    assert (
        reasons(fixed_dates=decided).outlook("D.A.1").holds[0].float_days == -2
    )  # finalize by 19: direct by 16


def test_a_decided_day_after_the_deadline_is_as_late_as_it_is() -> None:
    """Decided for Monday 22 and Tuesday 23, due by Friday 19: two working days, and the district can wait."""
    decided = (FixedDate("D.B", "w_congress", day("6-22"), "lịch của quận", STATED),)
    told = reasons(fixed_dates=decided)
    outlook = told.outlook("D.B")
    assert (outlook.float_days, [(h.unit.code, h.float_days) for h in outlook.holds]) == (-2, [("D", 3)])
    assert "D.B" in [o.unit.code for o in told.late()]


def test_a_decided_day_that_passed_without_a_word_is_no_reason_any_more() -> None:
    decided = (FixedDate("D.C", "w_congress", day("6-4"), "lịch của quận", STATED),)
    outlook = reasons("6-5", fixed_dates=decided).outlook("D.C")
    assert (outlook.congress.start, outlook.chain.origin) == (day("6-6"), Origin.STATUS_DATE)


def test_an_inferred_congress_is_neither_held_nor_measured() -> None:
    outlook = reasons("6-12", held("D.B.1", "b_report", "6-12")).outlook("D.B.1")
    assert (outlook.is_held, outlook.is_inferred, outlook.float_days) == (False, True, None)


def test_a_suspension_moves_congresses_behind_it_and_leaves_the_plan() -> None:
    """No branch congress from 16 to 24 June: D.A.1 holds its own on the 25th; planned was the 11th."""
    pause = Suspension(day("6-16"), day("6-25"), day("6-5"), ("branch",), "tạm hoãn", STATED)
    told = reasons(suspensions=(pause,))
    assert told.outlook("D.A.1").congress.start == day("6-25")
    assessment = told.assessment
    number = assessment.expansion.number("D.A.1", "b_congress")
    assert assessment.span(assessment.baseline, number).start == day("6-11")


def test_a_suspension_is_unknown_before_it_is_decided() -> None:
    pause = Suspension(day("6-16"), day("6-25"), day("6-6"), ("branch",), "tạm hoãn", STATED)
    assert reasons(suspensions=(pause,)).outlook("D.A.1").congress.start == day("6-18")


def test_a_congress_is_never_divided_by_a_suspension() -> None:
    """The ward's two days would be 24 and 26 around a pause on the 25th: both come after it."""
    pause = Suspension(day("6-25"), day("6-26"), day("6-5"), ("ward",), "tạm hoãn", STATED)
    assert reasons(suspensions=(pause,)).outlook("D.A").congress == Span(day("6-26"), day("6-28"))


@pytest.mark.parametrize("unit", ["D.X", "", "d.a"])
def test_an_unknown_unit_is_named(unit: str) -> None:
    with pytest.raises(UnknownCodeError):
        reasons().outlook(unit)


def test_what_was_done_before_its_turn_still_waits_for_what_comes_before_it() -> None:
    """D.A.1 has its draft by the 4th, before the plan of its ward: retained logic lets nothing follow sooner.

    Plan 8–9, then the draft is an instant; submit 10, approval 11–12, congress Saturday 13 (any day will do).
    """
    outlook = reasons("6-5", held("D.A.1", "b_draft", "6-4")).outlook("D.A.1")
    assert outlook.congress.start == day("6-13")
    assert [(s.unit.code, s.activity.code) for s in outlook.chain.steps][:3] == [
        ("D.A", "w_plan"),
        ("D.A.1", "b_draft"),
        ("D.A.1", "b_submit"),
    ]
    assert outlook.chain.steps[1].state is ActivityState.DONE
    assert outlook.chain.origin is Origin.STATUS_DATE
