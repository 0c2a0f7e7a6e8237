"""``daihoi approvals`` as a coordinator has it: from the table that comes in to the worklist and the file."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from daihoi.loading import find_config, load_campaign
from daihoi.recording import import_file
from daihoi.workspace import Workspace
from tests.cli.conftest import ROOT
from tests.cli.in_process import Done, run

ON = ("--status-date", "2020-03-06")
APPROVED = (
    "Mã đơn vị,Việc,Loại,Kết thúc,Số văn bản,Ngày văn bản,Cấp duyệt,Tệp minh chứng\n"
    "CL.HTD.04,branch_superior_approval,duyệt,02/03/2020,12-TB/ĐU,02/03/2020,CL.HTD,tb12.pdf\n"
    "CL.HTD.21,branch_superior_approval,duyệt,02/03/2020,13-TB/ĐU,,,\n"
)
CORRECTED = (
    "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Lý do\n"
    "CL.HTD.04,branch_prepare_personnel,sửa,08/01/2020,28/02/2020,bổ sung hồ sơ\n"
)
TAKEN_BACK = (
    "Mã đơn vị,Việc,Loại,Số liệu đến ngày,Lý do\nCL.HTD.21,branch_submit_dossier,hủy,28/02/2020,nhầm chi bộ\n"
)


Program = Callable[..., Done]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data with the reports of Cẩm Lệ; every test works on a copy."""
    folder = tmp_path_factory.mktemp("cam_le")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAIHOI_CONFIG", str(ROOT / "config"))
        patch.setenv("DAIHOI_DATA", str(folder / "data"))
        workspace = Workspace.from_environment()
        campaign = load_campaign(find_config(workspace.config), "cam_le_2020")
        for file in campaign.report_files:  # 992 events; what is filed in registers would follow
            import_file(workspace, campaign, Path(file), actor="reports")
    return folder / "data"


@pytest.fixture
def empty(tmp_path: Path) -> Program:
    """The program in this process, in a folder of the test's own."""
    return partial(run, tmp_path)


@pytest.fixture
def reported(empty: Program, recorded: Path, tmp_path: Path) -> Program:
    """The same, with the reports of Cẩm Lệ recorded."""
    shutil.copytree(recorded, tmp_path / "data")
    return empty


@pytest.fixture
def approved(reported: Program, tmp_path: Path) -> Program:
    """And two approvals, events 993 and 994, the first with a file."""
    (tmp_path / "tb12.pdf").write_bytes(b"scan of the notice")
    put(tmp_path, APPROVED)
    done = reported("import", "cam_le_2020", "t.csv")
    assert done.returncode == 0, done.stderr
    return reported


def put(folder: Path, text: str) -> None:
    (folder / "t.csv").write_text(text)


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_worklist_says_what_waits_for_whom_until_when(reported: Program) -> None:
    done = reported("approvals", "cam_le_2020", "--status-date", "2020-03-02", "--unit", "CL.HTD.04")
    assert done.returncode == 0, done.stderr
    # The branch's congress must be over by 31 March; logistics and communications take three working days.
    (line,) = [line for line in done.stdout.splitlines() if "CL.HTD.04" in line]
    assert "chờ duyệt" in line
    assert "25/03/2020" in line
    assert "còn 17 ngày" in line
    assert "0/2 (0,00%) cửa đã duyệt; 1 chờ duyệt" in done.stdout


def test_approvals_are_counted_and_listed_with_their_documents(approved: Program) -> None:
    done = approved("approvals", "cam_le_2020", *ON, "--unit", "CL.HTD", "--state", "đã duyệt")
    assert "2/58 (3,45%) cửa đã duyệt" in done.stdout
    assert "12-TB/ĐU" in done.stdout
    assert "13-TB/ĐU" in done.stdout


def test_a_correction_reopens_and_the_reason_is_shown_but_not_as_known_before(
    approved: Program, tmp_path: Path
) -> None:
    put(tmp_path, CORRECTED)
    assert approved("import", "cam_le_2020", "t.csv").returncode == 0
    asked = ("approvals", "cam_le_2020", *ON, "--unit", "CL.HTD.04", "--csv", "c.csv")
    assert approved(*asked).returncode == 0
    now = table(tmp_path)[0]
    assert (now["Trạng thái"], now["Đang ở"]) == ("mở lại", "Đảng bộ phường Hòa Thọ Đông")
    assert now["Vì sao"].startswith("hồ sơ thay đổi sau khi duyệt: sự kiện số 995 (sửa «")
    assert approved(*asked, "--known-at", "994").returncode == 0
    assert table(tmp_path)[0]["Trạng thái"] == "đã duyệt"


def test_taking_the_dossier_back_reopens_and_a_new_approval_waits_for_it(
    approved: Program, tmp_path: Path
) -> None:
    put(tmp_path, TAKEN_BACK)
    assert approved("import", "cam_le_2020", "t.csv").returncode == 0
    again = approved("import", "cam_le_2020", "t.csv")
    assert "đã nhập ở lần nhập số" in again.stdout
    approved("approvals", "cam_le_2020", *ON, "--unit", "CL.HTD.21", "--csv", "c.csv")
    row = table(tmp_path)[0]
    assert (row["Trạng thái"], row["Đang ở"]) == ("mở lại", "Chi bộ Cơ quan phường")
    assert "(hủy «Trình đảng ủy duyệt nội dung, nhân sự»)" in row["Vì sao"]


def test_the_table_holds_every_gate_with_its_document_and_evidence(approved: Program, tmp_path: Path) -> None:
    done = approved("approvals", "cam_le_2020", *ON, "--csv", "c.csv")
    assert done.returncode == 0, done.stderr
    rows = table(tmp_path)
    assert len(rows) == 2 * (235 + 45 + 1)
    (row,) = [row for row in rows if row["Số văn bản"] == "12-TB/ĐU"]
    assert (row["Mã đơn vị"], row["Mã cấp duyệt"], row["Ngày văn bản"]) == (
        "CL.HTD.04",
        "CL.HTD",
        "02/03/2020",
    )
    assert (row["Sự kiện số"], row["Duyệt bản đến số"]) == ("993", "992")
    root = [row for row in rows if row["Mã đơn vị"] == "CL"]
    assert {row["Cấp duyệt"] for row in root} == {"Ban Thường vụ Thành ủy"}


def test_the_file_of_an_approval_comes_back(approved: Program, tmp_path: Path) -> None:
    done = approved("approvals", "cam_le_2020", "--evidence", "993", "-o", "lai/tb.pdf")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "lai/tb.pdf").read_bytes() == b"scan of the notice"
    kept = [path for path in (tmp_path / "data/evidence").rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert "tb12" not in str(kept[0])


def test_verify_finds_a_file_that_was_changed_or_lost(approved: Program, tmp_path: Path) -> None:
    assert approved("db", "verify").returncode == 0
    (kept,) = [path for path in (tmp_path / "data/evidence").rglob("*") if path.is_file()]
    kept.chmod(0o644)
    kept.write_bytes(b"another notice")
    changed = approved("db", "verify")
    assert changed.returncode == 1
    assert "Tệp minh chứng của sự kiện số 993: nội dung đã bị thay đổi" in changed.stdout
    kept.unlink()
    assert "sự kiện số 993: không còn trong" in approved("db", "verify").stdout


def test_a_refused_table_keeps_no_file(reported: Program, tmp_path: Path) -> None:
    (tmp_path / "tb12.pdf").write_bytes(b"scan")
    put(tmp_path, APPROVED.replace("CL.HTD,tb12", "CL.HTT,tb12"))
    done = reported("import", "cam_le_2020", "t.csv")
    assert done.returncode == 2
    assert "«CL.HTT» không phải cấp trên trực tiếp của «CL.HTD.04»" in done.stderr
    assert not (tmp_path / "data/evidence").exists()


def test_a_dry_run_keeps_no_file(reported: Program, tmp_path: Path) -> None:
    (tmp_path / "tb12.pdf").write_bytes(b"scan")
    put(tmp_path, APPROVED)
    assert "sẽ thêm 2 sự kiện" in reported("import", "cam_le_2020", "t.csv", "--dry-run").stdout
    assert not (tmp_path / "data/evidence").exists()


def test_an_approval_of_what_nobody_reported_is_recorded_with_a_remark(
    reported: Program, tmp_path: Path
) -> None:
    put(
        tmp_path,
        "Mã đơn vị,Việc,Loại,Kết thúc,Số văn bản\nCL.KT.01,branch_superior_approval,duyệt,22/01/2020,1-TB\n",
    )
    done = reported("import", "cam_le_2020", "t.csv")
    assert "thêm 1 sự kiện" in done.stdout
    assert "Lưu ý: «CL.KT.01», việc «Đảng ủy cơ sở duyệt»: duyệt khi chưa ai báo" in done.stdout
    assert "branch_" not in done.stdout


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (
            "CL.KT.01,branch_superior_approval,duyệt,22/01/2020,1-TB/CB",
            "«CB» trong số văn bản là của cấp chi bộ",
        ),
        (
            "CL.KT.01,branch_superior_approval,duyệt,22/01/2020,1-TB/qu",
            "«qu» trong số văn bản là của cấp quận",
        ),
        ("CL.KT.01,branch_superior_approval,duyệt,22/01/2020,1-TB/ĐU", ""),
        ("CL.KT.01,branch_superior_approval,duyệt,22/01/2020,1-TB/BTG", ""),  # of no level: a department
        ("CL,district_superior_approval,duyệt,22/01/2020,1-TB/QU", "mà nơi duyệt là cấp thành phố (/TU)"),
        ("CL,district_superior_approval,duyệt,22/01/2020,1-TB/TU", ""),
    ],
)
def test_a_number_that_another_level_gives_is_recorded_with_a_remark(
    program: Program, tmp_path: Path, row: str, doubt: str
) -> None:
    put(tmp_path, f"Mã đơn vị,Việc,Loại,Kết thúc,Số văn bản\n{row}\n")
    done = program("import", "cam_le_2020", "t.csv")
    assert "thêm 1 sự kiện" in done.stdout, done.stderr
    assert ("xem lại số" in done.stdout) == bool(doubt)
    assert doubt in done.stdout


def test_reading_needs_neither_prefect_nor_sqlalchemy_nor_matplotlib(recorded: Path, tmp_path: Path) -> None:
    shutil.copytree(recorded, tmp_path / "data")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "daihoi", "approvals", "cam_le_2020", *ON],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DAIHOI_CONFIG": str(ROOT / "config")},
    )
    imported = {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "daihoi" in imported
    assert not imported & {"prefect", "sqlalchemy", "matplotlib"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--state", "xong"), "không có trạng thái «xong»"),
        (("--state", ""), "không có trạng thái «»"),
        (("--unit", "CL.XX", *ON), "Không có đơn vị «CL.XX»"),
        (("--evidence", "993"), "phải đi cùng nhau"),
        (("-o", "x.pdf"), "phải đi cùng nhau"),
        (("--evidence", "0", "-o", "x.pdf"), "nằm ngoài khoảng"),
        (("--evidence", "một", "-o", "x.pdf"), "không phải số nguyên"),
        (("--evidence", "5", "-o", "x.pdf"), "Sự kiện số 5 không có tệp minh chứng"),
        (("--evidence", "994", "-o", "x.pdf"), "Sự kiện số 994 không có tệp minh chứng"),
        (("--evidence", "99999", "-o", "x.pdf"), "không có sự kiện số 99999"),
        (("--evidence", "993", "-o", "tb12.pdf"), "không ghi đè"),
        (("--evidence", "993", "-o", "t.csv/x.pdf"), "Không ghi được"),
        (("--evidence", "993", "--unit", "CL.KT", "-o", "x.pdf"), "không thuộc «CL.KT»"),
        (("--known-at", "99999", *ON), "không có sự kiện số 99999"),
        (("--status-date", "2050-01-01"), "nằm ngoài lịch"),
        (("--csv", "t.csv/c.csv", *ON), "Không ghi được"),
    ],
)
def test_what_is_wrong_is_refused_in_vietnamese(
    arguments: tuple[str, ...], told: str, approved: Program, tmp_path: Path
) -> None:
    done = approved("approvals", "cam_le_2020", *arguments)
    assert done.returncode == 2
    assert told in done.stderr.replace("\n", " ")
    assert not (tmp_path / "x.pdf").exists()


def test_a_campaign_that_is_none_is_refused(reported: Program) -> None:
    done = reported("approvals", "cam_le_2019")
    assert (done.returncode, "Có phải ý là «cam_le_2020»?" in done.stderr) == (2, True)


def test_without_a_log_the_plan_alone_has_its_gates(empty: Program) -> None:
    done = empty("approvals", "cam_le_2020", "--status-date", "2020-03-02", "--unit", "CL.KT")
    assert done.returncode == 0, done.stderr
    assert "0/74 (0,00%) cửa đã duyệt" in done.stdout
