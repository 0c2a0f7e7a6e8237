"""A form goes out, is filled in, comes back: at the command line, as a clerk and a coordinator do it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import ROOT
from tests.cli.in_process import run

CAMPAIGN = "cam_le_2020"
FEB_28 = datetime.fromisoformat("2020-02-28")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the reports of Cẩm Lệ are recorded, with a form of the district's military unit."""
    at = tmp_path_factory.mktemp("congress")
    files = sorted((ROOT / "config/campaigns/cam_le_2020/reports").glob("*.csv"))
    assert run(at, "import", CAMPAIGN, *map(str, files)).returncode == 0
    done = run(at, "form", CAMPAIGN, "CL.HP", "--children", "--status-date", "2020-03-02", "-o", "bieu.xlsx")
    assert done.returncode == 0, done.stderr
    assert "Đảng bộ phường Hòa Phát: 71 dòng của 26 đơn vị, 63 dòng chưa xong" in done.stdout
    return at


def run_apart(at: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a command in a process of its own, as a user does."""
    environment = {"PYTHONPATH": str(ROOT), "DAIHOI_CONFIG": str(ROOT / "config"), "COLUMNS": "120"}
    return subprocess.run(
        [sys.executable, "-m", "daihoi", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=at,
        env={**os.environ, **environment},
    )


def fill(folder: Path, name: str, unit: str, **cells: object) -> Path:
    """A copy of the form with cells of a unit's congress filled in, by their column."""
    book = openpyxl.load_workbook(folder / "bieu.xlsx")
    sheet = book["Báo cáo"]
    row = next(
        r[0].row for r in sheet.iter_rows(min_row=6) if (r[0].value, r[12].value) == (unit, "branch_congress")
    )
    for column, value in cells.items():
        sheet[f"{column}{row}"] = value
    book.save(folder / name)
    return folder / name


def test_a_round_trip_shows_first_records_then_and_repeats_nothing(folder: Path) -> None:
    fill(folder, "dien.xlsx", "CL.HP.01", F=FEB_28, G=FEB_28)
    shown = run(folder, "import", CAMPAIGN, "dien.xlsx", "--dry-run")
    assert "dien.xlsx: sẽ thêm 1 sự kiện, 70 dòng không đổi. Chưa ghi gì." in shown.stdout
    assert "28/02/2020 → 28/02/2020" in shown.stdout
    done = run_apart(folder, "import", CAMPAIGN, "dien.xlsx")
    assert "dien.xlsx: thêm 1 sự kiện, 70 dòng không đổi." in done.stdout
    assert "CL.HP.01" in run(folder, "log", CAMPAIGN, "--last", "1").stdout
    again = run(folder, "import", CAMPAIGN, "dien.xlsx", "--dry-run")
    assert "nội dung này đã nhập ở lần nhập số 9; không thêm gì" in again.stdout


def test_a_refused_form_comes_back_marked_and_is_accepted_when_mended(folder: Path) -> None:
    fill(folder, "sai.xlsx", "CL.HP.02", F="1/3", G=FEB_28)
    done = run(folder, "import", CAMPAIGN, "sai.xlsx")
    assert done.returncode == 2
    assert "«1/3» không có năm" in done.stderr
    assert "Bản đánh dấu từng ô sai: sai.loi.xlsx" in done.stderr
    book = openpyxl.load_workbook(folder / "sai.loi.xlsx")
    sheet = book["Báo cáo"]
    (wrong,) = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert wrong.value == "1/3"
    assert sheet.protection.sheet
    wrong.value = datetime.fromisoformat("2020-02-27")
    book.save(folder / "sai.loi.xlsx")
    assert "thêm 1 sự kiện" in run(folder, "import", CAMPAIGN, "sai.loi.xlsx").stdout


def test_a_contradiction_with_the_log_is_marked_too(folder: Path) -> None:
    fill(folder, "khac.xlsx", "CL.HP.04", G=FEB_28)
    done = run(folder, "import", CAMPAIGN, "khac.xlsx")
    assert done.returncode == 2
    assert "đã ghi xong ngày 25/02/2020" in done.stderr
    assert "dòng này ghi xong ngày 28/02/2020" in done.stderr
    sheet = openpyxl.load_workbook(folder / "khac.loi.xlsx")["Báo cáo"]
    assert len([cell for row in sheet.iter_rows() for cell in row if cell.comment]) == 1


def test_a_form_is_not_written_over_one_that_was_filled_in(folder: Path) -> None:
    before = fill(folder, "giu.xlsx", "CL.HP.03", G=FEB_28).read_bytes()
    done = run(folder, "form", CAMPAIGN, "CL.HP", "-o", "giu.xlsx", "--status-date", "2020-03-02")
    assert done.returncode == 2
    assert "Đã có «giu.xlsx», có thể đã được điền" in done.stderr
    assert (folder / "giu.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("form", CAMPAIGN, "CL.XX"), "Không có đơn vị «CL.XX»"),
        (("form", CAMPAIGN, "CL.HP.01", "--children"), "không có đơn vị trực thuộc: bỏ --children"),
        (("form", CAMPAIGN, "CL.HP", "-o", "bieu.pdf"), "phải có đuôi .xlsx"),
        (("form", CAMPAIGN, "CL.HP", "--status-date", "3/3"), "không có năm"),
        (("import", CAMPAIGN, "khong_co.xlsx"), "không có tệp này"),
    ],
)
def test_wrong_words_are_answered(arguments: tuple[str, ...], words: str, folder: Path) -> None:
    if "--status-date" not in arguments and arguments[0] == "form":
        arguments = (*arguments, "--status-date", "2020-03-02")
    done = run(folder, *arguments)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_refusal_without_copy_leaves_no_file(folder: Path) -> None:
    fill(folder, "khong.xlsx", "CL.HP.05", G="1/3")
    assert run(folder, "import", CAMPAIGN, "khong.xlsx", "--no-annotate").returncode == 2
    assert not (folder / "khong.loi.xlsx").exists()


def test_the_first_form_of_a_campaign_needs_no_log(tmp_path: Path) -> None:
    done = run(tmp_path, "form", CAMPAIGN, "CL.QS", "--status-date", "2019-12-02")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "bieu_CL.QS_2019-12-02.xlsx").is_file()
    assert not (tmp_path / "data").exists()
