"""Units against activities, in the district of ``test_reasons``: ward D.A reported no plan by 5 June.

Its two branches will hold their congresses on the 18th, four working days late; D.B.1 on the 11th, one day
before its deadline.
"""

from __future__ import annotations

import pytest

from daihoi.domain.matrix import Matrix, MatrixActivity, matrix
from daihoi.domain.record import Statement
from daihoi.domain.states import ActivityState
from daihoi.errors import UnknownCodeError
from tests.domain.campaigns import assessed, held, make_district, said
from tests.domain.networks import day

OTHERS = [
    held("D", "d_plan", "6-1"),
    held("D.B", "w_plan", "6-2"),
    held("D.C", "w_plan", "6-2"),
    held("D.B.1", "b_draft", "6-5"),
]


def made(
    level: str = "branch", above: str | None = None, status_date: str = "6-5", *more: Statement
) -> Matrix:
    return matrix(assessed(make_district(), status_date, *OTHERS, *more), level, above)


def column(found: Matrix, code: str) -> MatrixActivity:
    return next(activity for activity in found.activities if activity.code == code)


def state(found: Matrix, unit: str, code: str) -> ActivityState:
    place = [activity.code for activity in found.activities].index(code)
    return next(row for row in found.rows if row.unit.code == unit).states[place]


def test_the_units_furthest_after_their_deadline_come_first() -> None:
    rows = made().rows
    assert [row.unit.code for row in rows] == ["D.A.1", "D.A.2", "D.B.1"]
    assert [row.float_days for row in rows] == [-4, -4, 1]
    assert [row.is_late for row in rows] == [True, True, False]
    assert rows[0].congress.start == day("6-18")
    assert [row.parent_name for row in rows] == ["Đơn vị D.A", "Đơn vị D.A", "Đơn vị D.B"]


def test_activities_of_a_workstream_stand_side_by_side() -> None:
    """The structure names congress, approval, documents in this order."""
    found = made()
    assert [activity.code for activity in found.activities] == [
        "b_congress",
        "b_approval",
        "b_draft",
        "b_submit",
        "b_report",
    ]
    assert (column(found, "b_approval").is_gate, column(found, "b_congress").is_congress) == (True, True)


def test_every_cell_is_the_state_of_its_activity() -> None:
    found = made()
    assert state(found, "D.B.1", "b_draft") is ActivityState.DONE
    assert state(found, "D.B.1", "b_submit") is ActivityState.POSSIBLE
    assert state(found, "D.A.1", "b_draft") is ActivityState.NOT_YET_POSSIBLE
    assert [row.remaining for row in found.rows] == [5, 5, 4]


def test_what_a_unit_does_not_have_is_not_counted() -> None:
    """D.C has no branches, so nothing to direct."""
    found = made("ward")
    assert state(found, "D.C", "w_direct") is ActivityState.NOT_APPLICABLE
    assert (column(found, "w_direct").total, column(found, "w_plan").total) == (2, 3)


def test_totals_count_reported_and_overdue_ones() -> None:
    """The plan of D.A was due on the 3rd at the latest; the others reported theirs."""
    plan = column(made("ward"), "w_plan")
    assert (plan.done, plan.inferred, plan.overdue) == (2, 0, 1)
    assert made("ward").rows[0].unit.code == "D.A"
    assert [row.overdue for row in made("ward").rows] == [1, 0, 0]


def test_what_is_only_inferred_is_never_counted_as_done() -> None:
    """D.B.1 held its congress; nobody reported its dossier, and nobody has shown the approval."""
    found = made("branch", None, "6-12", held("D.B.1", "b_congress", "6-11"))
    assert (column(found, "b_congress").done, column(found, "b_draft").done) == (1, 1)
    assert [(column(found, c).done, column(found, c).inferred) for c in ("b_submit", "b_approval")] == [
        (0, 1),
        (0, 1),
    ]


def test_held_congresses_come_last_and_have_no_float() -> None:
    last = made("branch", None, "6-12", held("D.B.1", "b_congress", "6-11")).rows[-1]
    assert (last.unit.code, last.is_held, last.float_days) == ("D.B.1", True, None)
    assert last.congress.start == day("6-11")


def test_only_the_subtree_of_a_unit_is_shown() -> None:
    found = made("branch", "D.B")
    assert ([row.unit.code for row in found.rows], found.above.code) == (["D.B.1"], "D.B")
    assert made("branch", "D.C").rows == []
    assert column(made("branch", "D.C"), "b_draft").total == 0


def test_without_deadline_nobody_is_late() -> None:
    campaign = make_district(deadlines={})
    rows = matrix(assessed(campaign, "6-5", *OTHERS), "branch").rows
    assert [(row.float_days, row.is_late) for row in rows] == [(None, False)] * 3


def test_nothing_reported_at_all() -> None:
    """Before anything was due: states and order still come out, by code."""
    found = matrix(assessed(make_district(), "6-1"), "branch")
    assert [row.unit.code for row in found.rows] == ["D.A.1", "D.A.2", "D.B.1"]
    assert all(activity.done == activity.inferred == 0 for activity in found.activities)


def test_what_is_in_progress_is_told_apart() -> None:
    found = made("branch", None, "6-5", said("D.A.1", "b_draft", "6-4", start="6-4", percent=30))
    assert state(found, "D.A.1", "b_draft") is ActivityState.IN_PROGRESS


@pytest.mark.parametrize(
    ("level", "above", "said_of"),
    [("city", None, "cấp «city»"), ("", None, "cấp «»"), ("branch", "D.X", "đơn vị «D.X»")],
)
def test_an_unknown_level_or_unit_is_named(level: str, above: str | None, said_of: str) -> None:
    with pytest.raises(UnknownCodeError, match=said_of):
        made(level, above)
