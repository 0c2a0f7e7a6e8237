"""The Gantt of one unit, and its worklist."""

from __future__ import annotations

import pandas as pd
import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import LinkType
from daihoi.domain.unit_plan import blocking_chain, unit_plan
from daihoi.domain.worklist import COLUMNS, worklist
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
        ("6-30", [held("W.1", "b_report", "6-30")], 100, 100),  # all before it is inferred as over
    ],
)
def test_share_done_and_planned(status_date: str, reports: list, done: int, planned: int) -> None:
    plan = unit_plan(assessed(make_campaign(), status_date, *reports), "W.1")
    assert (plan.done_pct, plan.planned_pct) == (done, planned)


def test_almost_nothing_is_not_nothing_and_almost_all_not_all() -> None:
    campaign = make_campaign(branch=("b_draft:110", "b_congress:1*<b_draft"), deadlines={})
    assert unit_plan(assessed(campaign, "6-1", said("W.1", "b_draft", "6-1", percent=1)), "W.1").done_pct == 1
    assert unit_plan(assessed(campaign, "11-2", held("W.1", "b_draft", "11-2")), "W.1").done_pct == 99


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


def rows(told: Assessment, *units: str, level: str = "branch", step: str | None = None) -> pd.DataFrame:
    return worklist(told, level, units, step)


def test_worklist_is_in_unit_and_template_order() -> None:
    table = rows(assessed(make_campaign(), "6-1"), "W.2", "W.1")
    assert tuple(table.columns) == COLUMNS
    assert table["unit_code"].tolist() == ["W.1"] * 5 + ["W.2"] * 5
    assert table["activity"].tolist()[:5] == ["b_draft", "b_submit", "b_approval", "b_congress", "b_report"]


def test_worklist_row() -> None:
    told = assessed(make_campaign(), "6-3", PLAN_DONE, said("W.1", "b_draft", "6-3", start="6-3", percent=10))
    row = rows(told, "W.1").iloc[0]
    assert (row["state"], row["percent"], row["blocked_by"], bool(row["is_next"])) == (
        "IN_PROGRESS",
        10,
        "",
        True,
    )
    assert (row["unit_name"], row["activity_name"], row["workstream"]) == (
        "Đơn vị W.1",
        "Việc b_draft",
        "Văn kiện",
    )
    shown = {name: row[name].date() for name in ("planned_start", "planned_finish", "start", "finish")}
    assert shown == {
        "planned_start": day("6-3"),
        "planned_finish": day("6-5"),
        "start": day("6-3"),
        "finish": day("6-8"),  # 3 days left: 4, 5, 8
    }
    assert (row["last_permitted_date"].date(), row["float_days"], row["variance_days"]) == (day("6-8"), 0, 1)


def test_worklist_names_what_holds_back() -> None:
    table = rows(assessed(make_campaign(), "6-1"), "W.1").set_index("activity")
    assert table["blocked_by"].to_dict() == {
        "b_draft": "Việc w_plan (Đơn vị W)",
        "b_submit": "Việc b_draft",
        "b_approval": "Việc b_submit",
        "b_congress": "Việc b_approval",
        "b_report": "Việc b_congress",
    }
    assert not table["is_next"].any()


def test_worklist_of_a_ward_marks_what_is_due_first() -> None:
    ward = ("w_late:1", "w_soon:1", "w_free:1", "w_middle:3<w_soon", "w_congress:1*@everyday<w_late,w_middle")
    table = rows(assessed(make_campaign(ward=ward, units=["W"]), "5-31"), "W", level="ward")
    assert table.set_index("activity")["is_next"].to_dict() == {
        "w_late": False,
        "w_soon": True,
        "w_free": False,  # leads to no deadline
        "w_middle": False,
        "w_congress": False,
    }


def test_worklist_leaves_empty_what_cannot_be_told() -> None:
    told = assessed(make_campaign(), "6-5", PLAN_DONE, DRAFT_DONE)
    table = rows(told, "W.1").set_index("activity")
    for activity in ("b_draft", "b_report"):  # done; without deadline
        assert pd.isna(table.loc[activity, "float_days"])
        assert pd.isna(table.loc[activity, "last_permitted_date"])
    assert table.loc["b_submit", "float_days"] == 1


def test_worklist_marks_inference_and_assumption() -> None:
    table = rows(assessed(make_campaign(), "6-12", held("W.1", "b_congress", "6-11")), "W.1").set_index(
        "activity"
    )
    assert table["is_inferred"].to_dict() == {
        "b_draft": True,
        "b_submit": True,
        "b_approval": True,
        "b_congress": False,
        "b_report": False,
    }
    assert table.loc["b_approval", "state"] == "UNREPORTED"
    assert table["blocked_by"].tolist() == [""] * 5
    assert not table["is_assumed"].any()


def test_worklist_of_one_step() -> None:
    assert rows(assessed(make_campaign(), "6-1"), "W.1", step="approval")["activity"].tolist() == [
        "b_approval"
    ]
    assert rows(assessed(make_campaign(), "6-1"), "W.1", step="logistics").empty


@pytest.mark.parametrize(
    ("level", "units"), [("city", ["W"]), ("branch", []), ("branch", ["X"]), ("branch", ["W"])]
)
def test_worklist_of_nothing_is_an_empty_table(level: str, units: list[str]) -> None:
    table = rows(assessed(make_campaign(), "6-1"), *units, level=level)
    assert table.empty
    assert tuple(table.columns) == COLUMNS


def test_worklist_of_a_level_that_has_no_units() -> None:
    assert rows(assessed(make_campaign(units=["W"]), "6-1"), "W", level="branch").empty


def test_worklist_leaves_out_what_a_unit_does_not_have() -> None:
    table = rows(assessed(make_district(), "6-1"), "D.B", "D.C", level="ward")
    assert table.groupby("unit_code")["activity"].agg(list).to_dict() == {
        "D.B": ["w_plan", "w_direct", "w_finalize", "w_congress"],
        "D.C": ["w_plan", "w_finalize", "w_congress"],
    }
