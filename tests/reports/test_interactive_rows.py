"""The tree of rows that the interactive report shows; answers by hand (see tests/domain/campaigns.py)."""

from __future__ import annotations

import numpy as np
import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.links import NO_DEADLINE
from daihoi.domain.overview import overview
from daihoi.domain.states import ActivityState
from daihoi.domain.tree_rows import TreeRows, tree_rows
from tests.domain.campaigns import assessed, held, make_campaign, make_district, said

UNREVERSED = ("D", "D.B", "D.A", "D.B.1", "D.C", "D.A.1", "D.A.2")


def codes(told: Assessment, rows: TreeRows) -> list[str]:
    return [told.campaign.tree.units[place].code for place in rows.units.place]


def row(told: Assessment, rows: TreeRows, unit: str, activity: str) -> int:
    return int(np.flatnonzero(rows.activities.number == told.expansion.number(unit, activity))[0])


def june(told: Assessment, day: int) -> str:
    return f"{told.expansion.table.date(day):%d.%m}"


def test_units_come_depth_first_and_keep_the_order_of_the_file() -> None:
    told = assessed(make_district(units=UNREVERSED), "6-1")
    rows = tree_rows(told)
    assert codes(told, rows) == ["D", "D.B", "D.B.1", "D.A", "D.A.1", "D.A.2", "D.C"]
    assert rows.units.depth.tolist() == [0, 1, 2, 1, 2, 2, 1]
    assert rows.units.end.tolist() == [7, 3, 3, 6, 5, 6, 7]


def test_activities_follow_their_units_and_leave_out_what_a_unit_does_not_have() -> None:
    told = assessed(make_district(), "6-1")
    rows = tree_rows(told)
    found = [told.expansion.template(int(n)).code for n in rows.activities.number[rows.unit_of == 6]]
    assert found == ["w_plan", "w_finalize", "w_congress"]  # no unit below it: nothing to direct
    assert rows.units.first_activity.tolist() == [0, 2, 6, 11, 16, 20, 25]
    assert len(rows.activities) == 2 + 4 + 5 + 5 + 4 + 5 + 3


def test_dates_of_the_plan_and_what_is_left_to_spare() -> None:
    told = assessed(make_campaign(), "5-29")
    rows = tree_rows(told)
    at, of = row(told, rows, "W.1", "b_approval"), rows.activities
    assert [june(told, of.baseline_start[at]), june(told, of.baseline_finish[at] - 1)] == ["09.06", "10.06"]
    assert [june(told, of.start[at]), june(told, of.finish[at] - 1)] == ["09.06", "10.06"]
    assert (of.float_days[at], june(told, of.late_finish[at] - 1)) == (1, "11.06")
    assert of.float_days[row(told, rows, "W.1", "b_report")] == NO_DEADLINE


def test_what_is_over_has_no_float_and_waits_for_nothing() -> None:
    told = assessed(make_campaign(), "6-9", held("W", "w_plan", "6-2"), held("W.1", "b_draft", "6-9"))
    rows = tree_rows(told)
    at = row(told, rows, "W.1", "b_draft")
    assert rows.activities.state[at] == ActivityState.DONE
    assert rows.activities.percent[at] == 100
    assert (rows.activities.float_days[at], rows.activities.waits_for[at]) == (NO_DEADLINE, -1)
    assert rows.activities.variance_days[at] == 2  # planned for Friday 5, over on Tuesday 9


def test_what_waits_names_the_row_it_waits_for_also_in_another_unit() -> None:
    told = assessed(make_campaign(), "6-1")
    rows = tree_rows(told)
    waits = rows.activities.waits_for
    assert waits[row(told, rows, "W.2", "b_draft")] == row(told, rows, "W", "w_plan")
    assert waits[row(told, rows, "W.2", "b_submit")] == row(told, rows, "W.2", "b_draft")
    assert waits[row(told, rows, "W", "w_plan")] == -1


def test_a_late_finish_is_never_before_the_finish() -> None:
    told = assessed(make_campaign(), "6-15", said("W", "w_plan", "6-15", start="6-15", percent=10))
    rows = tree_rows(told)
    assert (rows.activities.float_days < 0).any()
    assert (rows.activities.late_finish >= rows.activities.finish).all()


@pytest.mark.parametrize("when", ["6-1", "6-11", "6-12", "6-22"])
def test_siblings_by_risk_stand_as_in_the_overview(when: str) -> None:
    told = assessed(
        make_district(), when, held("D.B.1", "b_congress", "6-1"), held("D.A.2", "b_draft", "6-1")
    )
    rows = tree_rows(told)
    names = np.array(codes(told, rows))
    wards = np.flatnonzero(rows.units.depth == 1)
    by_risk = names[wards[np.argsort(rows.units.risk_rank[wards])]].tolist()
    assert by_risk == [r.count.unit.code for r in overview(told).rows]


def test_the_branch_that_is_behind_comes_before_the_one_that_is_not() -> None:
    told = assessed(make_campaign(), "6-12", held("W.1", "b_congress", "6-11"))
    rank = tree_rows(told).units.risk_rank
    assert rank.tolist() == [0, 1, 0]


def test_a_unit_alone_is_a_tree() -> None:
    told = assessed(make_campaign(units=("W",), branch=(), ward=("w_plan:2", "w_congress:1*<w_plan")), "6-1")
    rows = tree_rows(told)
    assert (rows.units.depth.tolist(), rows.units.end.tolist(), len(rows.activities)) == ([0], [1], 2)
