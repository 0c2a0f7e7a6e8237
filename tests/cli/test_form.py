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


class TestOneForEachUnit:
    """``--each``: a district gives out its forms by one command."""

    def test_every_grassroots_organisation_gets_its_own(self, folder: Path) -> None:
        words = ("form", CAMPAIGN, "CL", "--each", "grassroots", "--children", "--status-date", "2020-03-02")
        done = run(folder, *words, "-o", "phat-bieu")
        assert "45 biểu, mỗi đơn vị một tệp" in done.stdout, done.stderr
        made = sorted((folder / "phat-bieu").iterdir())
        assert len(made) == 45
        # The same bytes as the form that is asked for alone.
        asked = ("form", CAMPAIGN, "CL.HP", "--children", "--status-date", "2020-03-02", "-o", "rieng.xlsx")
        assert run(folder, *asked).returncode == 0
        alone = folder / "phat-bieu" / "bieu_CL.HP_2020-03-02.xlsx"
        assert alone.read_bytes() == (folder / "rieng.xlsx").read_bytes()
        # One without branches is asked about itself.
        sheet = openpyxl.load_workbook(folder / "phat-bieu" / "bieu_CL.TA_2020-03-02.xlsx")["Báo cáo"]
        units = {row[0].value for row in sheet.iter_rows(min_row=6) if row[12].value}
        assert units == {"CL.TA"}

    def test_every_branch_is_asked_for_its_own_comments(self, folder: Path) -> None:
        words = ("register", "form", CAMPAIGN, "comments", "CL.HP", "--each", "branch")
        done = run(folder, *words, "--status-date", "2020-03-02", "-o", "gop-y")
        assert "25 biểu" in done.stdout, done.stderr
        offered = set()
        for number in range(1, 26):
            code = f"CL.HP.{number:02}"
            book = openpyxl.load_workbook(folder / "gop-y" / f"comments_{code}_2020-03-02.xlsx")
            units = [cell.value for cell in book["_danh_muc"]["B"] if cell.value]
            assert units == [code]
            offered.update(units)
        assert len(offered) == len(list((folder / "gop-y").iterdir())) == 25

    def test_a_folder_with_forms_in_it_is_left_alone(self, folder: Path) -> None:
        (folder / "da-phat").mkdir()
        (folder / "da-phat" / "bieu_CL.KT_2020-03-02.xlsx").write_bytes(b"da dien")
        words = ("form", CAMPAIGN, "CL", "--each", "grassroots", "--status-date", "2020-03-02")
        done = run(folder, *words, "-o", "da-phat")
        assert done.returncode == 2
        assert "Đã có «da-phat» và không trống: chọn thư mục khác bằng -o." in done.stderr
        assert [path.name for path in (folder / "da-phat").iterdir()] == ["bieu_CL.KT_2020-03-02.xlsx"]

    @pytest.mark.parametrize(
        ("unit", "level", "words"),
        [
            ("CL.KT", "quận", "không có cấp «quận»"),
            ("CL.KT", "district", "không có cấp «district»"),
            ("CL.XX", "branch", "không có đơn vị «CL.XX»"),
        ],
    )
    def test_a_level_or_unit_that_is_not_there(self, folder: Path, unit: str, level: str, words: str) -> None:
        asked = ("form", CAMPAIGN, unit, "--each", level, "--status-date", "2020-03-02")
        done = run(folder, *asked, "-o", "khong-co")
        assert done.returncode == 2
        assert words.lower() in done.stderr.lower()
        assert not (folder / "khong-co").exists()
        assert not [path for path in folder.iterdir() if path.name.startswith(".khong-co")]

    def test_a_register_that_no_unit_of_the_level_keeps(self, folder: Path) -> None:
        words = ("register", "form", CAMPAIGN, "nomination_steps", "CL", "--each", "branch")
        done = run(folder, *words, "--status-date", "2020-03-02", "-o", "quy-trinh")
        assert done.returncode == 2
        assert "là cấp chi bộ: chọn đơn vị hoặc --each khác" in done.stderr
        assert not (folder / "quy-trinh").exists()
        alone = ("register", "form", CAMPAIGN, "nomination_steps", "CL.KT.01", "--status-date", "2020-03-02")
        assert "là cấp chi bộ" in run(folder, *alone, "-o", "mot.xlsx").stderr

    def test_a_folder_is_not_called_like_a_file(self, folder: Path) -> None:
        words = ("form", CAMPAIGN, "CL", "--each", "grassroots", "--status-date", "2020-03-02")
        done = run(folder, *words, "-o", "tat-ca.xlsx")
        assert done.returncode == 2
        assert "là một thư mục, không phải tệp «tat-ca.xlsx»" in done.stderr
        assert not (folder / "tat-ca.xlsx").exists()
