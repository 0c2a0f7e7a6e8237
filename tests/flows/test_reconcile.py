"""The flow about approvals: what it publishes follows from plan and log alone, however often it runs."""

from __future__ import annotations

import csv
import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from daihoi import clock
from daihoi.errors import StoreError, UnknownCodeError
from daihoi.loading import find_config, load_campaign
from daihoi.recording import import_campaign_reports, import_file
from daihoi.store.log import EventLog
from daihoi.workspace import Workspace
from flows.reconcile import reconcile_approvals
from flows.requests import ProgressRequest
from tests.flows.runs import edges, plain_edges, run_and_read

CONFIG = Path(__file__).parents[2] / "config"
MAR_6 = date(2020, 3, 6)


def request(known_at: int | None = None, day: date = MAR_6) -> ProgressRequest:
    return ProgressRequest(campaign="cam_le_2020", status_date=day, known_at=known_at)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data with the reports of Cẩm Lệ and an approval, its last event; every test works on a copy."""
    folder = tmp_path_factory.mktemp("cam_le")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAIHOI_CONFIG", str(CONFIG))
        patch.setenv("DAIHOI_DATA", str(folder / "data"))
        import_campaign_reports(Workspace.from_environment(), "cam_le_2020")
        record(
            folder,
            "Mã đơn vị,Việc,Loại,Kết thúc,Số văn bản\n"
            "CL.HTD.04,branch_superior_approval,duyệt,02/03/2020,12-TB/ĐU\n",
        )
    return folder / "data"


@pytest.fixture
def out(workspace: Path, recorded: Path) -> Path:
    """The folder of 6 March, which is not published yet."""
    shutil.copytree(recorded, workspace.parent / "data")
    return workspace / "cam_le_2020" / "2020-03-06"


def record(folder: Path, text: str) -> None:
    (folder / "t.csv").write_text(text)
    workspace = Workspace.from_environment()
    campaign = load_campaign(find_config(workspace.config), "cam_le_2020")
    import_file(workspace, campaign, folder / "t.csv", actor="van_phong")


def last_event(workspace: Path) -> int:
    """Number of the last event of the log."""
    with EventLog.open_existing(workspace.parent / "data" / "daihoi.db") as log:
        return log.head()[0]


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row[next(reversed(row))] is not None]


def test_it_publishes_every_gate_and_the_second_run_changes_no_byte(
    out: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = reconcile_approvals(request())
    assert (published.folder, published.is_new) == (out / "phe-duyet", True)
    assert published.files == ("nhac-viec.csv", "phe-duyet.csv", "phe-duyet.html", "manifest.json")
    gates = table(out / "phe-duyet" / "phe-duyet.csv")
    assert len(gates) == 2 * (235 + 45 + 1)
    assert [row["Mã đơn vị"] for row in gates if row["Trạng thái"] == "đã duyệt"] == ["CL.HTD.04"]
    before = contents(workspace)
    # Nothing of it depends on the day on which it runs.
    monkeypatch.setattr(clock, "today", lambda: date(2020, 12, 1))
    assert not reconcile_approvals(request()).is_new
    assert contents(workspace) == before


def test_a_correction_reopens_and_as_known_before_it_stays_approved(out: Path, workspace: Path) -> None:
    record(
        workspace.parent,
        "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Lý do\n"
        "CL.HTD.04,branch_prepare_personnel,sửa,08/01/2020,28/02/2020,bổ sung\n",
    )
    last = last_event(workspace)
    reconcile_approvals(request())
    reconcile_approvals(request(known_at=last - 1))

    def of_the_branch(name: str) -> dict[str, str]:
        gates = table(out / name / "phe-duyet.csv")
        return next(row for row in gates if row["Mã đơn vị"] == "CL.HTD.04")

    assert of_the_branch("phe-duyet")["Trạng thái"] == "mở lại"
    assert f"sự kiện số {last}" in of_the_branch("phe-duyet")["Vì sao"]
    assert of_the_branch(f"phe-duyet@{last - 1}")["Trạng thái"] == "đã duyệt"


def test_reminders_have_keys_of_their_own_and_keep_them_the_next_day(out: Path) -> None:
    reconcile_approvals(request(day=date(2020, 3, 19)))
    reconcile_approvals(request(day=date(2020, 3, 20)))

    def keys(day: str) -> list[str]:
        return [row["Khóa"] for row in table(out.parent / day / "phe-duyet" / "nhac-viec.csv")]

    first, second = keys("2020-03-19"), keys("2020-03-20")
    assert len(first) == len(set(first)) > 100
    # Due on Wednesday 25 March: on Thursday 19 four working days are left (20, 23, 24, 25), less than seven.
    assert "CL.HTD.03/branch_superior_approval/follow_up/2020-03-25" in first
    assert set(first) <= set(second)


def test_its_run_graph_is_five_tasks_for_any_number_of_units(out: Path) -> None:
    runs = run_and_read(reconcile_approvals, request())
    assert len(runs) == 5
    expected = {
        ("Đọc kế hoạch và sổ ghi", "Xét các cửa duyệt"),
        ("Xét các cửa duyệt", "Lập bảng phê duyệt"),
        ("Lập bảng phê duyệt", "Công bố phê duyệt"),
    }
    assert plain_edges(expected) <= edges(runs)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (ProgressRequest(campaign="cam_le_2019", status_date=MAR_6), UnknownCodeError),
        (ProgressRequest(campaign="cam_le_2020", status_date=MAR_6, known_at=99999), StoreError),
    ],
)
def test_what_cannot_be_read_is_told_and_publishes_nothing(
    asked: ProgressRequest, error: type[Exception], out: Path, workspace: Path
) -> None:
    with pytest.raises(error):
        reconcile_approvals(asked)
    assert not workspace.exists()
