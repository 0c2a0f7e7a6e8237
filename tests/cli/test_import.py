"""Importing reports from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Program

HEADER = "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Tỷ lệ (%),Số liệu đến ngày,Số văn bản,Lý do\n"


def test_the_same_file_again_names_the_earlier_import(reported: Program, tmp_path: Path) -> None:
    file = tmp_path / "tuan.csv"
    file.write_text(f"{HEADER}CL.HP.20,branch_congress,,03/03/2020,03/03/2020,100,,,\n", "utf-8")
    assert "thêm 1 sự kiện" in reported("import", "cam_le_2020", str(file)).stdout
    assert "đã nhập ở lần nhập số 9; không thêm gì" in reported("import", "cam_le_2020", str(file)).stdout


def test_a_wrong_file_is_refused_whole_with_every_cell_named(reported: Program, tmp_path: Path) -> None:
    file = tmp_path / "sai.csv"
    file.write_text(
        f"{HEADER}CL.HP.20,branch_congress,,03/03/2020,03/03/2020,100,,,\n"
        "CL.HPP.01,branch_congress,,03/03/2020,03/03/2020,100,,,\n"
        "CL.HP.21,branch_congres,,03/03/2020,31/02/2020,100,,,\n"
        "CL.HP.22,branch_superior_approval,,03/03/2020,03/03/2020,100,,,\n",
        "utf-8",
    )
    done = reported("import", "cam_le_2020", str(file))
    assert done.returncode == 2
    for words in (
        "sai.csv:3",
        "CL.HPP.01",
        "sai.csv:4",
        "branch_congres",
        "31/02/2020",
        "sai.csv:5",
        "duyệt",
    ):
        assert words in done.stderr
    assert "CL.HP.20" not in reported("log", "cam_le_2020", "--last", "3").stdout


def test_a_correction_changes_now_and_leaves_then(reported: Program, tmp_path: Path) -> None:
    file = tmp_path / "sua.csv"
    file.write_text(
        f"{HEADER}CL.QS.01,branch_congress,sửa,03/03/2020,03/03/2020,100,,,báo nhầm ngày\n", "utf-8"
    )
    status = ("status", "cam_le_2020", "--status-date", "2020-03-02")
    then = reported(*status, "--known-at", "992").stdout
    assert "121/235" in then
    assert reported("import", "cam_le_2020", str(file)).returncode == 0
    assert "120/235" in reported(*status).stdout
    assert reported(*status, "--known-at", "992").stdout == then


def test_of_several_files_each_is_told_when_one_is_refused(reported: Program, tmp_path: Path) -> None:
    good, wrong, last = (tmp_path / name for name in ("dung.csv", "sai.csv", "sau.csv"))
    good.write_text(f"{HEADER}CL.HP.20,branch_congress,,03/03/2020,03/03/2020,100,,,\n", "utf-8")
    wrong.write_text(f"{HEADER}CL.HP.21,branch_congress,,03/03/2020,31/02/2020,100,,,\n", "utf-8")
    last.write_text(f"{HEADER}CL.HP.22,branch_congress,,03/03/2020,03/03/2020,100,,,\n", "utf-8")
    files = [str(path) for path in (good, wrong, last)]
    tried = reported("import", "cam_le_2020", "--dry-run", *files)
    assert tried.returncode == 2
    assert "dung.csv: đọc được; chưa ghi" in tried.stderr
    assert not list(tmp_path.glob("*.loi*.xlsx"))
    done = reported("import", "cam_le_2020", *files)
    assert done.returncode == 2
    assert done.stderr.rstrip().endswith(
        "Từng tệp:\n"
        "  dung.csv: đã ghi 1 sự kiện\n"
        "  sai.csv: bị từ chối, chưa ghi dòng nào\n"
        "  sau.csv: chưa đọc\n"
        "Sửa xong, chỉ nhập lại những tệp chưa ghi, theo thứ tự này: sai.csv (hay bản đánh dấu "
        "của nó), sau.csv."
    )
    assert (tmp_path / "sai.loi.xlsx").is_file()
    logged = reported("log", "cam_le_2020", "--last", "3").stdout
    assert "CL.HP.20" in logged
    assert "CL.HP.22" not in logged
