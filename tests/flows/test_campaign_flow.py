"""The whole campaign: what a coordinator finds after a run, after another run, and after a correction."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client

from daihoi.store.log import EventLog
from daihoi.workspace import Workspace
from flows.campaign import run_campaign
from flows.requests import ProgressRequest

MAR_2 = date(2020, 3, 2)
HEADER = "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Tỷ lệ (%),Lý do\n"


def request(known_at: int | None = None) -> ProgressRequest:
    return ProgressRequest(campaign="cam_le_2020", status_date=MAR_2, known_at=known_at)


def contents(folder: Path) -> dict[str, str]:
    """File below a folder → hash of its bytes, following the pointers."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def head() -> tuple[int, str]:
    with EventLog.open_existing(Workspace.from_environment().log_place) as log:
        return log.head()


@pytest.fixture(scope="module")
def module_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("campaign")


@pytest.fixture
def out(module_workspace: Path, workspace: Path, drawn_blank: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One installation for the whole module: the tests below go on from each other's state."""
    monkeypatch.setenv("DAIHOI_DATA", str(module_workspace / "data"))
    monkeypatch.setenv("DAIHOI_OUT", str(module_workspace / "out"))
    return module_workspace / "out" / "cam_le_2020"


def test_the_figures_of_2_march_2020_follow_from_the_reports(out: Path) -> None:
    """The article: 121/235; Khuê Trung 36/36 and Quân sự 3/3; the others 82/196; 114 left in 21 days."""
    run_campaign(request())
    figures = json.loads((out / "latest" / "bao-cao" / "so-lieu.json").read_text("utf-8"))
    assert (figures["held"], figures["total"]) == (121, 235)
    assert (figures["others"]["held"], figures["others"]["total"]) == (82, 196)
    assert (figures["working_days_left"], round(figures["required_per_day"], 2)) == (21, 5.43)
    assert (figures["delegates"], figures["delegates_max"]) == (275, 300)
    of = {unit["unit_code"]: (unit["held"], unit["total"]) for unit in figures["units"]}
    assert (of["CL.KT"], of["CL.QS"]) == ((36, 36), (3, 3))
    text = (out / "latest" / "bao-cao" / "ket-luan.txt").read_text("utf-8")
    for words in ("121/235 (51,49%)", "82/196 (41,84%)", "5,43", "993 đảng viên", "275"):
        assert words in text


def test_inside_the_campaigns_run_every_name_can_be_read_in_the_graph(out: Path) -> None:
    """Prefect's graph draws ASCII alone; the list of runs, where the campaign's own run stands, draws all."""
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs()
    inside = [run.name for run in runs if run.parent_task_run_id]
    assert {"Quan - Cam Le - chot 02/03/2020", "Tien do - Cam Le - chot 02/03/2020"} <= set(inside)
    assert all(name.isascii() for name in inside)
    assert "Cả đợt · Cẩm Lệ · chốt 02/03/2020" in {run.name for run in runs if not run.parent_task_run_id}


def test_the_same_run_again_changes_no_byte_and_adds_no_event(out: Path) -> None:
    before, log_before = contents(out), head()
    published = run_campaign(request())
    assert contents(out) == before
    assert head() == log_before
    assert [edition.is_new for edition in published] == [False] * 6


def test_a_correction_changes_the_picture_now_and_leaves_the_picture_then(out: Path, tmp_path: Path) -> None:
    from daihoi import recording
    from daihoi.loading import find_config, load_campaign

    then, known = contents(out / "2020-03-02" / "bao-cao"), head()[0]
    file = tmp_path / "sua.csv"
    file.write_text(
        f"{HEADER}CL.QS.01,branch_congress,sửa,03/03/2020,03/03/2020,100,báo nhầm ngày\n", "utf-8"
    )
    workspace = Workspace.from_environment()
    campaign = load_campaign(find_config(workspace.config), "cam_le_2020")
    assert recording.import_file(workspace, campaign, file, actor="test").new_events == 1

    run_campaign(request())
    now = json.loads((out / "2020-03-02" / "bao-cao" / "so-lieu.json").read_text("utf-8"))
    assert (now["held"], now["others"]["held"], now["others"]["total"]) == (120, 84, 199)

    run_campaign(request(known_at=known))
    assert contents(out / "2020-03-02" / f"bao-cao@{known}") == then
