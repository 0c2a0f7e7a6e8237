"""The Gantt of one unit."""

from __future__ import annotations

import pytest

from daihoi.domain.record import Statement
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import LinkType
from daihoi.domain.unit_plan import blocking_chain, unit_plan
from daihoi.errors import UnknownCodeError
from tests.domain.campaigns import assessed, held, make_campaign, make_district, said
from tests.domain.networks import day

PLAN_DONE = held("W", "w_plan", "6-2")
DRAFT_DONE = held("W.1", "b_draft", "6-5")


def test_rows_are_grouped_by_workstream_and_numbered() -> None:
    plan = unit_plan(assessed(make_campaign(), "6-1"), "W.1")
    assert [(g.name, [(r.number, r.code) for r in g.rows]) for g in plan.groups] == [
        ("Đại hội", [("1.1", "b_congress")]),
        ("Trình duyệt", [("2.1", "b_approval")]),
        ("Văn kiện", [("3.1", "b_draft"), ("3.2", "b_submit"), ("3.3", "b_report")]),
    ]
    assert (plan.level_name, list(plan.path)) == ("Chi bộ", ["Đơn vị W"])
    kinds = {r.code: (r.is_gate, r.is_congress, r.is_hammock) for g in plan.groups for r in g.rows}
    assert kinds["b_approval"] == (True, False, False)
    assert kinds["b_congress"] == (False, True, False)


def test_path_leads_from_the_root() -> None:
    told = assessed(make_district(), "6-1")
    assert list(unit_plan(told, "D.A.1").path) == ["Đơn vị D", "Đơn vị D.A"]
    assert list(unit_plan(told, "D").path) == []


@pytest.mark.parametrize(
    ("status_date", "reports", "done", "planned"),
    [
        ("5-31", [], 0, 0),
        ("6-4", [], 0, 22),  # 2 of 9 days
        ("6-5", [DRAFT_DONE], 33, 33),  # 3 of 9
        ("6-9", [said("W.1", "b_draft", "6-9", percent=50)], 17, 56),  # 1.5 of 9; 3 + 1 + 1 of 9
        ("6-30", [DRAFT_DONE], 33, 100),
        ("6-30", [held("W.1", "b_report", "6-30")], 78, 100),  # inferred as over, but for the gate: 7 of 9
    ],
)
def test_share_done_and_planned(status_date: str, reports: list[Statement], done: int, planned: int) -> None:
    plan = unit_plan(assessed(make_campaign(), status_date, *reports), "W.1")
    assert (plan.done_pct, plan.planned_pct) == (done, planned)


def test_almost_nothing_is_not_nothing_and_almost_all_not_all() -> None:
    branch = ("b_draft:10", "b_rest:110<b_draft", "b_congress:1*<b_rest")
    campaign = make_campaign(branch=branch, units=["W", "W.1"], deadlines={})
    begun = assessed(campaign, "6-1", said("W.1", "b_draft", "6-1", percent=1))
    assert unit_plan(begun, "W.1").done_pct == 1  # a tenth of a day of 121
    over = [held("W.1", "b_draft", "6-12"), held("W.1", "b_rest", "11-13")]
    assert unit_plan(assessed(campaign, "11-13", *over), "W.1").done_pct == 99  # all but one of 121


def test_what_holds_the_congress_back_cause_first() -> None:
    plan = unit_plan(assessed(make_campaign(), "6-1"), "W.1")
    assert list(plan.blocking) == [
        "Việc w_plan (Đơn vị W)",
        "Việc b_draft",
        "Việc b_submit",
        "Việc b_approval",
    ]
    ready = [PLAN_DONE, DRAFT_DONE, held("W.1", "b_submit", "6-8")]
    assert list(unit_plan(assessed(make_campaign(), "6-8", *ready), "W.1").blocking) == ["Việc b_approval"]


def test_nothing_holds_a_held_congress_back() -> None:
    half_told = [said("W.1", "b_approval", "6-9", percent=10), held("W.1", "b_congress", "6-11")]
    told = assessed(make_campaign(), "6-11", *half_told)
    assert list(unit_plan(told, "W.1").blocking) == []


def test_a_step_that_a_unit_lacks_is_on_no_page() -> None:
    plan = unit_plan(assessed(make_campaign(units=["W"]), "6-1"), "W")
    assert {r.code for g in plan.groups for r in g.rows} == {"w_plan", "w_finalize", "w_congress"}
    assert [(link.predecessor, link.successor) for link in plan.links] == [("w_finalize", "w_congress")]
    assert list(plan.blocking) == ["Việc w_plan", "Việc w_finalize"]


def test_links_inside_the_unit() -> None:
    plan = unit_plan(assessed(make_campaign(), "6-5", PLAN_DONE, DRAFT_DONE), "W.1")
    assert [(k.predecessor, k.successor, k.type, k.is_satisfied) for k in plan.links] == [
        ("b_draft", "b_submit", LinkType.FS, True),
        ("b_submit", "b_approval", LinkType.FS, False),
        ("b_approval", "b_congress", LinkType.FS, False),
        ("b_congress", "b_report", LinkType.FS, False),
    ]


def test_dates_and_float_of_a_row() -> None:
    plan = unit_plan(assessed(make_campaign(), "6-3", PLAN_DONE), "W.1")
    rows = {r.code: r for g in plan.groups for r in g.rows}
    draft, report = rows["b_draft"], rows["b_report"]
    assert (draft.baseline.start, draft.current.start, draft.current.last_day) == (
        day("6-3"),
        day("6-4"),
        day("6-8"),
    )
    assert (draft.total_float_days, draft.late_end, draft.variance_days) == (0, day("6-9"), 1)
    assert draft.is_critical
    assert draft.state == ActivityState.POSSIBLE
    assert (report.total_float_days, report.late_end, report.is_critical) == (None, None, False)
    assert plan.congress_float_days == 0
    assert plan.deadline is not None
    assert plan.deadline.last_day == day("6-12")


def test_finished_rows_have_no_float() -> None:
    plan = unit_plan(assessed(make_campaign(), "6-5", PLAN_DONE, DRAFT_DONE), "W.1")
    draft = next(r for g in plan.groups for r in g.rows if r.code == "b_draft")
    assert (draft.total_float_days, draft.late_end, draft.is_critical, draft.percent) == (
        None,
        None,
        False,
        100,
    )


def test_without_deadline() -> None:
    plan = unit_plan(assessed(make_campaign(deadlines={}), "6-1"), "W.1")
    assert (plan.deadline, plan.congress_float_days) == (None, None)


@pytest.mark.parametrize("code", ["W.3", "w.1", "", "W.1 "])
def test_unknown_units_are_refused(code: str) -> None:
    with pytest.raises(UnknownCodeError, match="đơn vị"):
        unit_plan(assessed(make_campaign(), "6-1"), code)


def test_chain_of_what_nothing_holds_back_is_empty() -> None:
    told = assessed(make_campaign(), "6-1")
    assert blocking_chain(told, told.expansion.number("W", "w_plan")) == []
