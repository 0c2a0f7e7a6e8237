"""A refused file and its marked copies given together: they are one file, the one saved last."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Program

HEAD = "Mã đơn vị,Việc,Bắt đầu,Kết thúc\n"
WRONG = HEAD + "CL.KT.01,branch_draft_report,20/01/2020,31/02/2020\n"
NEXT = HEAD + "CL.KT.02,branch_draft_report,20/01/2020,22/01/2020\n"
ALL = ("a.csv", "a.loi.xlsx", "b.csv")


@pytest.fixture
def refused(program: Program, tmp_path: Path) -> Path:
    """A folder with a refused file, its marked copy, and one that was not read."""
    (tmp_path / "a.csv").write_text(WRONG, "utf-8")
    (tmp_path / "b.csv").write_text(NEXT, "utf-8")
    done = program("import", "cam_le_2020", "a.csv", "b.csv")
    assert done.returncode == 2
    assert (
        "chỉ nhập lại những tệp chưa ghi, theo thứ tự này: a.csv (hay bản đánh dấu của nó), b.csv"
        in done.stderr
    )
    return tmp_path


def mend(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = next(page for page in book.worksheets if page["D2"].value == "31/02/2020")
    sheet["D2"] = "22/01/2020"
    book.save(path)


def later(path: Path, than: Path) -> None:
    moment = than.stat().st_mtime + 60
    os.utime(path, (moment, moment))


def test_the_mended_copy_takes_the_place_of_the_refused_file(program: Program, refused: Path) -> None:
    mend(refused / "a.loi.xlsx")
    later(refused / "a.loi.xlsx", refused / "a.csv")
    done = program("import", "cam_le_2020", *ALL)
    assert done.returncode == 0, done.stderr
    assert "a.csv: bỏ qua, vì a.loi.xlsx" in done.stdout
    assert "a.loi.xlsx: thêm 1 sự kiện" in done.stdout
    assert "b.csv: thêm 1 sự kiện" in done.stdout
    again = program("import", "cam_le_2020", *ALL)
    assert again.returncode == 0
    assert again.stdout.count("không thêm gì") == 2


def test_a_file_that_was_mended_itself_is_the_one_that_counts(program: Program, refused: Path) -> None:
    (refused / "a.csv").write_text(WRONG.replace("31/02", "22/01"), "utf-8")
    later(refused / "a.csv", refused / "a.loi.xlsx")
    done = program("import", "cam_le_2020", *ALL)
    assert done.returncode == 0, done.stderr
    assert "a.loi.xlsx: bỏ qua, vì a.csv" in done.stdout


def test_a_copy_that_nobody_mended_is_refused_and_not_passed_over(program: Program, refused: Path) -> None:
    done = program("import", "cam_le_2020", *ALL)
    assert done.returncode == 2
    assert "31/02/2020" in done.stderr
    assert "b.csv: chưa đọc" in done.stderr


def test_the_refused_file_given_again_points_to_the_copy_beside_it(program: Program, refused: Path) -> None:
    mend(refused / "a.loi.xlsx")
    later(refused / "a.loi.xlsx", refused / "a.csv")
    done = program("import", "cam_le_2020", "a.csv")
    assert done.returncode == 2
    assert "Đã sửa trên a.loi.xlsx rồi thì nhập tệp ấy, không phải a.csv." in done.stderr
    later(refused / "a.csv", refused / "a.loi.xlsx")
    assert "Đã sửa trên" not in program("import", "cam_le_2020", "a.csv").stderr


def test_a_copy_that_is_not_there_is_refused(program: Program, refused: Path) -> None:
    done = program("import", "cam_le_2020", "a.csv", "a.loi-7.xlsx")
    assert done.returncode == 2
    assert "bỏ qua" not in done.stdout


def test_two_files_of_one_name_are_both_imported(program: Program, refused: Path) -> None:
    """«a.csv» and «a.xlsx» are two files, whichever of them a copy was made of."""
    mend(refused / "a.loi.xlsx")
    (refused / "a.loi.xlsx").rename(refused / "a.xlsx")
    (refused / "a.csv").write_text(NEXT, "utf-8")
    done = program("import", "cam_le_2020", "a.csv", "a.xlsx")
    assert done.returncode == 0, done.stderr
    assert "bỏ qua" not in done.stdout
    assert done.stdout.count("thêm 1 sự kiện") == 2
