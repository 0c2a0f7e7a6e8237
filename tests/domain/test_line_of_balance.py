"""Steps counted in a ward of two branches: W.1 plans its congress for Thursday 18 June, W.2 for the 11th.

By hand, without the report after the congress: W.2 drafts 3–5, submits on the 8th, is approved 9–10. W.1
could do the same, but to keep the 18th it is enough to submit on the 15th and to be approved 16–17.
"""

from __future__ import annotations

import pytest

from daihoi.domain.line_of_balance import LineOfBalance, StepBalance, line_of_balance
from daihoi.domain.record import Statement
from daihoi.errors import UnknownCodeError
from tests.domain.campaigns import BRANCH, assessed, held, make_district
from tests.domain.networks import day
from tests.domain.plans import make_plan

PREPARATION = BRANCH[:4]
PLANNED = {"W.1": "6-18", "W.2": "6-11"}


def made(status_date: str, *said: Statement, level: str = "branch") -> LineOfBalance:
    campaign = make_plan(planned=PLANNED, branch=PREPARATION)
    return line_of_balance(assessed(campaign, status_date, *said), level)


def step(found: LineOfBalance, code: str) -> StepBalance:
    return next(step for step in found.steps if step.code == code)


def test_steps_come_in_the_order_of_the_procedure() -> None:
    found = made("6-5")
    assert [s.code for s in found.steps] == ["documents", "approval", "congress"]
    assert step(found, "documents").activities == ["Việc b_draft", "Việc b_submit"]
    assert [s.has_gate for s in found.steps] == [False, True, False]
    assert {s.total for s in found.steps} == {found.units} == {2}


def test_required_is_what_keeps_the_planned_congresses_not_the_earliest_plan() -> None:
    """The plan has both dossiers in by the 8th, but W.1 need not before the 15th."""
    assert [s.required for s in made("6-12").steps] == [1, 1, 1]
    assert [s.required for s in made("6-15").steps] == [2, 1, 1]
    assert [s.required for s in made("6-17").steps] == [2, 2, 1]
    assert [s.required for s in made("6-18").steps] == [2, 2, 2]


def test_the_required_curve_has_the_last_days_on_which_steps_have_to_be_over() -> None:
    found = made("6-5")
    for code, days in (("documents", ["6-8", "6-15"]), ("approval", ["6-10", "6-17"])):
        curve = step(found, code).required_curve
        assert (list(curve.days), list(curve.counts)) == ([day(d) for d in days], [1, 2])
    assert list(step(found, "congress").required_curve.days) == [day("6-11"), day("6-18")]


def test_a_unit_is_through_when_all_of_the_step_is_over() -> None:
    drafted = held("W.2", "b_draft", "6-5")
    assert step(made("6-8", drafted), "documents").through == 0
    submitted = step(made("6-8", drafted, held("W.2", "b_submit", "6-8")), "documents")
    assert (submitted.done, submitted.inferred, submitted.gap) == (1, 0, 0)
    assert list(submitted.through_curve.days) == [day("6-8")]


def test_what_is_lacking_is_a_negative_gap() -> None:
    assert [s.gap for s in made("6-12").steps] == [-1, -1, -1]


def test_inferred_steps_count_as_passed_but_never_as_done() -> None:
    """The congress was reported, its approval never shown."""
    found = made("6-12", held("W.2", "b_congress", "6-11"))
    assert [(s.done, s.inferred, s.through) for s in found.steps] == [(0, 1, 1), (0, 1, 1), (1, 0, 1)]
    assert [s.gap for s in found.steps] == [0, 0, 0]


def test_the_curve_of_units_through_ends_at_the_status_date() -> None:
    found = made("6-12", held("W.2", "b_congress", "6-11"))
    for s in found.steps:
        assert s.through_curve.days[-1] <= day("6-12")
        assert s.through_curve.counts[-1] == s.through


def test_all_done() -> None:
    said = [
        held(unit, activity, when)
        for unit in ("W.1", "W.2")
        for activity, when in (("b_draft", "6-5"), ("b_submit", "6-8"), ("b_congress", "6-11"))
    ]
    found = made("6-19", *said)
    assert [(s.done, s.gap) for s in found.steps if not s.has_gate] == [(2, 0), (2, 0)]


def test_units_without_the_step_are_not_in_its_total() -> None:
    """Of three wards one has no branches to direct; with a step of its own only two have it."""
    ward = (
        "w_plan:2",
        "w_direct:2!?<w_plan,/b_congress:FF",
        "w_finalize:3<w_plan",
        "w_congress:2*@everyday<w_finalize",
    )
    found = line_of_balance(assessed(make_district(ward=ward), "6-5"), "ward")
    assert {s.code: s.total for s in found.steps} == {"documents": 3, "approval": 2, "congress": 3}


def test_the_deadline_of_the_level_is_told() -> None:
    found = line_of_balance(assessed(make_district(), "6-5"), "branch")
    assert found.deadline is not None
    assert found.deadline.last_day == day("6-12")
    assert made("6-5").deadline is None


@pytest.mark.parametrize("level", ["city", "", "Branch"])
def test_an_unknown_level_is_named(level: str) -> None:
    with pytest.raises(UnknownCodeError, match=f"cấp «{level}»"):
        made("6-5", level=level)
