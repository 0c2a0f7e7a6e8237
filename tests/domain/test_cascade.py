"""The chain into a congress, in the district of ``test_reasons``: D.A has not reported its plan by 5 June."""

from __future__ import annotations

from typing import Any

import pytest

from daihoi.domain.campaign import FixedDate
from daihoi.domain.cascade import Cascade, cascade
from daihoi.domain.reasons import Origin, Reasons
from daihoi.domain.record import Statement
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind, LinkType
from daihoi.errors import UnknownCodeError
from tests.domain.campaigns import STATED, assessed, held, make_district
from tests.domain.networks import day

OTHERS = [
    held("D", "d_plan", "6-1"),
    held("D.B", "w_plan", "6-2"),
    held("D.C", "w_plan", "6-2"),
    held("D.B.1", "b_draft", "6-5"),
]


def made(unit: str, status_date: str = "6-5", *more: Statement, **changes: Any) -> Cascade:
    return cascade(Reasons(assessed(make_district(**changes), status_date, *OTHERS, *more)), unit)


def test_the_cause_stands_first_and_the_congress_last() -> None:
    found = made("D.A.1")
    assert [step.name for step in found.steps] == [
        "Việc w_plan",
        "Việc b_draft",
        "Việc b_submit",
        "Việc b_approval",
        "Việc b_congress",
    ]
    assert (found.cause.unit.code, found.cause.level_name) == ("D.A", "Đảng bộ phường")
    assert (found.cause.state, found.origin) == (ActivityState.OVERDUE, Origin.STATUS_DATE)
    assert found.steps[-1].kind is ActivityKind.CONGRESS


def test_each_step_has_its_plan_and_its_days_now() -> None:
    """The ward's plan was to be made on 1 and 2 June; now it can be on Monday 8 and Tuesday 9."""
    first = made("D.A.1").steps[0]
    assert (first.baseline, first.span) == (Span(day("6-1"), day("6-3")), Span(day("6-8"), day("6-10")))
    assert (first.percent, first.wait) == (0, None)


def test_it_is_late_by_four_working_days() -> None:
    found = made("D.A.1")
    assert (found.float_days, found.is_late) == (-4, True)
    assert found.congress == Span(day("6-18"), day("6-19"))


def test_who_waits_and_until_when_it_could_be_held() -> None:
    """On any day: Sunday 14 for the ward, Tuesday 23 for the district.

    The ward would then finalize 15–17 and meet 18–19; or finalize 24–26, meet 27–28, and the district 29–30.
    """
    found = made("D.A.1")
    assert [(w.unit.code, w.float_days, w.last_permitted) for w in found.waiting] == [
        ("D.A", -4, day("6-14")),
        ("D", 3, day("6-23")),
    ]
    assert found.waiting[0].congress == Span(day("6-24"), day("6-26"))


def test_the_root_holds_nobody_and_its_chain_goes_through_every_level() -> None:
    found = made("D")
    assert (list(found.waiting), list(found.path)) == ([], [])
    assert [step.unit.code for step in found.steps] == ["D.A", *["D.A.1"] * 4, *["D.A"] * 3, "D"]
    assert [step.wait.type for step in found.steps if step.wait][4] is LinkType.FF


def test_the_path_leads_from_the_root_down() -> None:
    assert list(made("D.A.1").path) == ["Đơn vị D", "Đơn vị D.A"]


def test_where_the_day_was_chosen_the_chain_is_its_preparation() -> None:
    """Decided for Monday 22; the ward is ready from Wednesday 24 on."""
    decided = (FixedDate("D.A", "w_congress", day("6-22"), "lịch của quận", STATED),)
    found = made("D.A", fixed_dates=decided)
    assert (found.chosen, found.spare_days) == (Origin.DECIDED, -2)
    assert found.cause.name == "Việc w_plan"
    assert found.steps[-1].span.start == day("6-22")


def test_where_nothing_was_chosen_nothing_is_spare() -> None:
    found = made("D.A.1")
    assert (found.chosen, found.spare_days) == (None, None)


def test_a_held_congress_needs_no_reason() -> None:
    found = made("D.B.1", "6-12", held("D.B.1", "b_congress", "6-11"))
    assert (found.is_held, found.float_days, found.is_late) == (True, None, False)
    assert [step.name for step in found.steps] == ["Việc b_congress"]


def test_without_deadlines_nobody_waits() -> None:
    found = made("D.A.1", deadlines={})
    assert (found.deadline, found.float_days, list(found.waiting)) == (None, None, [])


@pytest.mark.parametrize("unit", ["D.X", "", "d.a"])
def test_an_unknown_unit_is_named(unit: str) -> None:
    with pytest.raises(UnknownCodeError, match=f"đơn vị «{unit}»"):
        made(unit)
