"""The level flows: their run graph is the procedure, and their size does not depend on the units."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from daihoi.domain.structure import LEVEL_CODES
from daihoi.errors import UnknownCodeError
from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from flows.branch import prepare_branch_congresses
from flows.campaign import LEVELS
from flows.city import prepare_city_congress
from flows.district import prepare_district_congress
from flows.grassroots import prepare_grassroots_congresses
from flows.requests import LevelRequest
from flows.ward import prepare_ward_congresses
from tests.flows.runs import edges, plain, plain_edges, run_and_read

MAR_2 = date(2020, 3, 2)
TASK_RUNS = 13

PROCEDURE = {
    ("Lãnh đạo, chỉ đạo", "Dự thảo văn kiện"),
    ("Lãnh đạo, chỉ đạo", "Chuẩn bị nhân sự"),
    ("Dự thảo văn kiện", "Lấy ý kiến góp ý"),
    ("Lấy ý kiến góp ý", "Hoàn thiện văn kiện"),
    ("Hoàn thiện văn kiện", "Trình duyệt"),
    ("Chuẩn bị nhân sự", "Trình duyệt"),
    ("Trình duyệt", "Tổ chức phục vụ"),
    ("Trình duyệt", "Tuyên truyền"),
    ("Tổ chức phục vụ", "Tiến hành đại hội"),
    ("Tuyên truyền", "Tiến hành đại hội"),
    ("Tiến hành đại hội", "Việc sau đại hội"),
}
PROCEDURE = plain_edges(PROCEDURE)
STEPS = {name for pair in PROCEDURE for name in pair}


@pytest.fixture
def cam_le(workspace: Path) -> Path:
    """The campaign of Cẩm Lệ with its reports recorded; returns the published folder."""
    import_campaign_reports(Workspace.from_environment(), "cam_le_2020")
    return workspace / "cam_le_2020" / "2020-03-02"


def request(*units: str) -> LevelRequest:
    return LevelRequest(campaign="cam_le_2020", status_date=MAR_2, units=list(units))


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "viec.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["Việc"]]


@pytest.mark.parametrize(
    "flow",
    [
        prepare_branch_congresses,
        prepare_grassroots_congresses,
        prepare_ward_congresses,
        prepare_district_congress,
        prepare_city_congress,
    ],
)
def test_the_run_graph_is_the_procedure(cam_le: Path, flow: object) -> None:
    found = edges(run_and_read(flow, request()))
    assert {pair for pair in found if set(pair) <= STEPS} == PROCEDURE
    assert {step for step in STEPS if (plain("Đọc kế hoạch và sổ ghi"), step) in found} == STEPS
    assert {step for step in STEPS if (step, plain("Công bố danh mục việc")) in found} == STEPS


def test_one_branch_takes_as_many_task_runs_as_all_branches(cam_le: Path) -> None:
    one = run_and_read(prepare_branch_congresses, request("CL.QS.01"))
    every = run_and_read(prepare_branch_congresses, request())
    assert len(one) == len(every) == TASK_RUNS


def test_a_subtree_is_published_apart_and_holds_only_its_units(cam_le: Path) -> None:
    prepare_branch_congresses(request("CL.QS"))
    published = rows(cam_le / "viec-branch-CL.QS")
    assert {row["Mã đơn vị"].rsplit(".", 1)[0] for row in published} == {"CL.QS"}
    assert len({row["Mã đơn vị"] for row in published}) == 3
    held = [row for row in published if row["Mã việc"] == "branch_congress"]
    assert [row["Trạng thái"] for row in held] == ["Đã xong"] * 3
    assert not (cam_le / "viec-branch").exists()


def test_a_level_that_the_campaign_does_not_have_is_an_empty_list(cam_le: Path) -> None:
    prepare_city_congress(request())
    assert rows(cam_le / "viec-city") == []


def test_a_misspelt_unit_is_refused_with_the_nearest_codes(cam_le: Path) -> None:
    with pytest.raises(UnknownCodeError, match=r"«CL\.KTT».*CL\.KT"):
        prepare_branch_congresses(request("CL.KTT"))
    assert not list(cam_le.glob("*"))


def test_every_level_that_a_structure_may_have_has_a_flow() -> None:
    assert tuple(LEVELS) == LEVEL_CODES
