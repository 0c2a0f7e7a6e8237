"""Files that are in the log already, when the log has moved on since."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import ROOT, Program

REPORTS = sorted((ROOT / "config/campaigns/cam_le_2020/reports").glob("*.csv"))
PAPER = (
    "--document",
    "2-QĐ/ĐU",
    "--document-date",
    "20/02/2020",
    "--body",
    "Đảng ủy phường Hòa Phát",
    "--reason",
    "ít đảng viên",
)
HEAD = "Mã đơn vị,Việc,Loại,Kết thúc,Tỷ lệ (%),Lý do"


def merge(program: Program, *more: str) -> str:
    given = ("--into", "CL.HP.99", "--effective", "01/03/2020", *PAPER, *more)
    done = program("unit", "merge", "cam_le_2020", "CL.HP.05,CL.HP.06", *given)
    return f"{done.returncode} {done.stdout}{done.stderr}"


def write(folder: Path, name: str, row: str) -> str:
    path = folder / name
    path.write_text(f"{HEAD}\n{row}\n", "utf-8")
    return str(path)


def test_reports_on_units_that_were_merged_since_do_not_stop_an_import(reported: Program) -> None:
    assert merge(reported, "--name", "Chi bộ mới").startswith("0 ")
    done = reported("import", "cam_le_2020", *map(str, REPORTS))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("đã nhập ở lần nhập số") == len(REPORTS)


def test_a_number_of_a_person_in_the_name_of_a_new_unit_is_refused(reported: Program) -> None:
    told = merge(reported, "--name", "Chi bộ mới 001085012345")
    assert told.startswith("2 ")
    assert "dữ liệu cá nhân" in told
    assert "2-QĐ/ĐU" not in reported("decide", "list", "cam_le_2020").stdout


def test_a_file_that_was_overtaken_says_so(reported: Program, tmp_path: Path) -> None:
    first = write(tmp_path, "1.csv", "CL.HP.20,branch_congress,,03/03/2020,100,")
    second = write(tmp_path, "2.csv", "CL.HP.20,branch_congress,sửa,04/03/2020,100,ghi sai ngày")
    third = write(tmp_path, "3.csv", "CL.HP.20,branch_congress,sửa,05/03/2020,100,ghi sai ngày")
    for file in (first, second, third):
        assert reported("import", "cam_le_2020", file).returncode == 0
    again = reported("import", "cam_le_2020", second)
    assert "không thêm gì" in again.stdout
    assert "sổ ghi đã có điều khác" in " ".join(again.stdout.split())


def test_a_file_that_still_stands_needs_no_warning(reported: Program) -> None:
    again = reported("import", "cam_le_2020", str(REPORTS[0]))
    assert "không thêm gì" in again.stdout
    assert "Lưu ý" not in again.stdout
