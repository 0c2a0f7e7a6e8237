"""The two tables for spreadsheets."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.states import ActivityState
from daihoi.domain.units import UnitTree
from daihoi.exchange.tables import write_tables
from daihoi.exchange.words import STATES
from daihoi.whole_files import WriteError, harmless
from reports import tokens
from tests.domain.campaigns import assessed, held, make_campaign, make_district, said


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def tables(tmp_path: Path, assessment: Assessment) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    activities, links = write_tables(tmp_path / "out", assessment)
    return rows(activities), rows(links)


def row(found: list[dict[str, str]], unit: str, activity: str) -> dict[str, str]:
    return next(r for r in found if (r["Mã đơn vị"], r["Mã việc"]) == (unit, activity))


def test_an_activity(tmp_path: Path) -> None:
    """The ward's congress of 17-18 June, due on the 19th, before anything has happened."""
    activities, _ = tables(tmp_path, assessed(make_campaign(), "5-31"))
    assert len(activities) == 4 + 2 * 5
    congress = row(activities, "W", "w_congress")
    assert (congress["Kế hoạch: bắt đầu"], congress["Kế hoạch: kết thúc"]) == ("2020-06-17", "2020-06-18")
    assert (congress["Bắt đầu"], congress["Kết thúc"]) == ("2020-06-17", "2020-06-18")
    assert (congress["Muộn nhất: bắt đầu"], congress["Muộn nhất: kết thúc"]) == ("2020-06-18", "2020-06-19")
    assert (congress["Dự trữ chung (ngày)"], congress["Hạn"], congress["Găng"]) == ("1", "2020-06-19", "")
    assert (congress["Loại việc"], congress["Lịch"], congress["Số ngày"]) == ("đại hội", "everyday", "2")
    report = row(activities, "W.1", "b_report")
    assert (report["Dự trữ chung (ngày)"], report["Muộn nhất: kết thúc"]) == ("", "")


def test_progress(tmp_path: Path) -> None:
    activities, _ = tables(
        tmp_path,
        assessed(
            make_campaign(),
            "6-4",
            held("W", "w_plan", "6-3"),
            said("W.1", "b_draft", "6-4", start="6-4", percent=50),
        ),
    )
    plan, draft = row(activities, "W", "w_plan"), row(activities, "W.1", "b_draft")
    assert (plan["Trạng thái"], plan["Lệch kế hoạch (ngày)"], plan["Còn lại (ngày)"]) == ("Đã xong", "1", "0")
    assert (draft["Tỷ lệ (%)"], draft["Còn lại (ngày)"], draft["Kết thúc"]) == ("50", "2", "2020-06-08")


def test_links(tmp_path: Path) -> None:
    _, links = tables(tmp_path, assessed(make_campaign(), "5-31"))
    # Four in each branch, two in the ward beside its hammock's three.
    assert len(links) == 2 * 5 + 5
    into = [r for r in links if r["Mã việc chờ"] == "w_direct"]
    assert [(r["Mã đơn vị được chờ"], r["Mã việc được chờ"], r["Kiểu"]) for r in into] == [
        ("W", "w_plan", "FS"),
        ("W.1", "b_congress", "FF"),
        ("W.2", "b_congress", "FF"),
    ]


def test_what_a_unit_lacks_is_in_neither_table(tmp_path: Path) -> None:
    activities, links = tables(tmp_path, assessed(make_district(), "5-31"))
    assert not [r for r in activities if (r["Mã đơn vị"], r["Mã việc"]) == ("D.C", "w_direct")]
    assert not [r for r in links if r["Mã đơn vị chờ"] == "D.C" and r["Mã việc được chờ"] == "w_direct"]


@pytest.mark.parametrize("name", ["=1+1", "+84", "-2+3", "@SUM(A1)", '=HYPERLINK("x")'])
def test_a_name_never_becomes_a_formula(tmp_path: Path, name: str) -> None:
    campaign = make_campaign()
    units = tuple(replace(unit, name=name) for unit in campaign.tree.units)
    activities, _ = tables(tmp_path, assessed(replace(campaign, tree=UnitTree(units)), "5-31"))
    assert {r["Đơn vị"] for r in activities} == {f"'{name}"}


def test_negative_numbers_stay_numbers() -> None:
    assert harmless(-2) == -2
    assert harmless("-2") == "-2"


def test_states_have_the_words_of_the_pages() -> None:
    assert {state: STATES[state] for state in ActivityState} == {
        state: style.label for state, style in tokens.STATES.items()
    }


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("cũ")
    with pytest.raises(WriteError, match="thư mục"):
        write_tables(tmp_path / "out", assessed(make_campaign(), "5-31"))
    assert (tmp_path / "out").read_text() == "cũ"
