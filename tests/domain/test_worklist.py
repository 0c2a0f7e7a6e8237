"""The worklist of selected units."""

from __future__ import annotations

import pandas as pd
import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.worklist import COLUMNS, worklist
from tests.domain.campaigns import assessed, held, make_campaign, make_district, said
from tests.domain.networks import day

PLAN_DONE = held("W", "w_plan", "6-2")
DRAFT_DONE = held("W.1", "b_draft", "6-5")


def rows(told: Assessment, *units: str, level: str = "branch", step: str | None = None) -> pd.DataFrame:
    return worklist(told, level, units, step)


def test_is_in_unit_and_template_order() -> None:
    table = rows(assessed(make_campaign(), "6-1"), "W.2", "W.1")
    assert tuple(table.columns) == COLUMNS
    assert table["unit_code"].tolist() == ["W.1"] * 5 + ["W.2"] * 5
    assert table["activity"].tolist()[:5] == ["b_draft", "b_submit", "b_approval", "b_congress", "b_report"]


def test_row() -> None:
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


def test_names_what_holds_back() -> None:
    table = rows(assessed(make_campaign(), "6-1"), "W.1").set_index("activity")
    assert table["blocked_by"].to_dict() == {
        "b_draft": "Việc w_plan (Đơn vị W)",
        "b_submit": "Việc b_draft",
        "b_approval": "Việc b_submit",
        "b_congress": "Việc b_approval",
        "b_report": "Việc b_congress",
    }
    assert not table["is_next"].any()


def test_of_a_ward_marks_what_is_due_first() -> None:
    ward = ("w_late:1", "w_soon:1", "w_free:1", "w_middle:3<w_soon", "w_congress:1*@everyday<w_late,w_middle")
    table = rows(assessed(make_campaign(ward=ward, units=["W"]), "5-31"), "W", level="ward")
    assert table.set_index("activity")["is_next"].to_dict() == {
        "w_late": False,
        "w_soon": True,
        "w_free": False,  # leads to no deadline
        "w_middle": False,
        "w_congress": False,
    }


def test_leaves_empty_what_cannot_be_told() -> None:
    told = assessed(make_campaign(), "6-5", PLAN_DONE, DRAFT_DONE)
    table = rows(told, "W.1").set_index("activity")
    empty = table[["float_days", "last_permitted_date"]].isna().all(axis=1)
    assert empty["b_draft"]  # done
    assert empty["b_report"]  # leads to no deadline
    assert not empty["b_submit"]
    assert table.loc["b_submit", "float_days"] == 1


def test_marks_inference_and_assumption() -> None:
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


def test_of_one_step() -> None:
    assert rows(assessed(make_campaign(), "6-1"), "W.1", step="approval")["activity"].tolist() == [
        "b_approval"
    ]
    assert rows(assessed(make_campaign(), "6-1"), "W.1", step="logistics").empty


@pytest.mark.parametrize(
    ("level", "units"), [("city", ["W"]), ("branch", []), ("branch", ["X"]), ("branch", ["W"])]
)
def test_of_nothing_is_an_empty_table(level: str, units: list[str]) -> None:
    table = rows(assessed(make_campaign(), "6-1"), *units, level=level)
    assert table.empty
    assert tuple(table.columns) == COLUMNS


def test_of_a_level_that_has_no_units() -> None:
    assert rows(assessed(make_campaign(units=["W"]), "6-1"), "W", level="branch").empty


def test_leaves_out_what_a_unit_does_not_have() -> None:
    table = rows(assessed(make_district(), "6-1"), "D.B", "D.C", level="ward")
    assert table.groupby("unit_code")["activity"].agg(list).to_dict() == {
        "D.B": ["w_plan", "w_direct", "w_finalize", "w_congress"],
        "D.C": ["w_plan", "w_finalize", "w_congress"],
    }
