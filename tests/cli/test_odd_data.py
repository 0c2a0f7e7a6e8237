"""Data and folders that are not as usual: texts are shown as they are, refusals are sentences."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from daihoi.cli import unexpected
from daihoi.cli.display import show_published
from daihoi.publishing import Published
from tests.cli.conftest import ROOT, Program

TITLE = "Đại hội [/x] [bold]đợt[/bold] :warning: hai"
UNIT = "Đảng bộ [khối nhà nước] phường"
CAMPAIGN = "campaigns/cam_le_2020"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the configuration that a test may change."""
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_brackets_in_names_are_text(program: Program, config: Path) -> None:
    replace(
        config / CAMPAIGN / "campaign.yaml",
        "Đại hội đảng các cấp quận Cẩm Lệ, nhiệm kỳ 2020–2025",
        f'"{TITLE}"',
    )
    replace(config / CAMPAIGN / "units.csv", "Đảng bộ phường Hòa Phát", UNIT)
    folder = {"DAIHOI_CONFIG": str(config)}
    for arguments in (("validate", "cam_le_2020"), ("campaigns",)):
        done = program(*arguments, **folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert TITLE in done.stdout

    reports = sorted(map(str, (config / CAMPAIGN / "reports").glob("*.csv")))
    assert program("import", "cam_le_2020", *reports, **folder).returncode == 0
    status = program("status", "cam_le_2020", "--status-date", "2020-03-02", **folder)
    assert (status.returncode, status.stderr) == (0, "")
    assert TITLE in status.stdout
    assert UNIT in " ".join(status.stdout.split())
    assert "[khối" in program("log", "cam_le_2020", "--unit", "CL.HP", **folder).stdout


def test_all_wrong_report_files_are_named_at_once(program: Program, config: Path) -> None:
    reports = config / CAMPAIGN / "reports"
    replace(reports / "2020-02-03_chi_bo.csv", "CL.KT.01,branch_congress", "CL.KT.99,branch_congress")
    replace(reports / "2020-03-02_quan.csv", "15/11/2019", "31/11/2019")
    (reports / "2020-03-09_rong.csv").write_text("", "utf-8")
    done = program("validate", "cam_le_2020", DAIHOI_CONFIG=str(config))
    assert done.returncode == 2
    for words in ("2020-02-03_chi_bo.csv:2", "CL.KT.99", "2020-03-02_quan.csv", "31/11/2019", "09_rong.csv"):
        assert words in done.stderr
    assert "ghi dòng nào" not in done.stderr


def test_a_plan_that_overruns_the_calendar_is_not_sound(program: Program, config: Path) -> None:
    replace(config / "structures/four_level_2020/district.yaml", "duration_days: 45", "duration_days: 2000")
    done = program("validate", "cam_le_2020", DAIHOI_CONFIG=str(config))
    assert done.returncode == 2
    assert "kéo dài quá ngày cuối của lịch" in done.stderr


def test_a_file_in_place_of_the_data_folder_is_named(program: Program, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    done = program("run", "cam_le_2020", "--status-date", "2020-03-02")
    assert done.returncode == 2
    said = done.stderr.replace("\n", " ")
    assert "Không dùng được thư mục dữ liệu «data»: vướng một tệp hoặc thư mục cùng tên" in said
    assert "Traceback" not in said


def test_a_chart_that_cannot_be_written_says_why(reported: Program, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("")
    done = reported("chart", "s-curve", "cam_le_2020", "--status-date", "2020-03-02", "-o", "tep")
    assert done.returncode == 2
    assert "«tep»: vướng một tệp hoặc thư mục cùng tên" in done.stderr


def test_an_unforeseen_error_is_a_sentence_and_a_file(program: Program, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "prefect.py").write_text("raise RuntimeError('broken [/x] inside')\n")
    for number in (1, 2):
        done = program("run", "cam_le_2020", "--status-date", "2020-03-02", PYTHONPATH=f"{hidden}:{ROOT}")
        kept = tmp_path / f"data/loi-{number}.txt"
        assert done.returncode == 1
        assert "lỗi ngoài dự kiến (RuntimeError)" in done.stderr
        assert str(kept) in done.stderr
        assert "Traceback" not in done.stderr + done.stdout
        assert "broken [/x] inside" in kept.read_text("utf-8")
        assert "Traceback" in kept.read_text("utf-8")


def test_an_unforeseen_error_without_a_data_folder_goes_to_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    said = unexpected.told(ValueError("x"), tmp_path / "none")
    (kept,) = tmp_path.glob("daihoi-loi-*.txt")
    assert str(kept) in said
    assert "ValueError: x" in kept.read_text("utf-8")
    assert not (tmp_path / "none").exists()

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert "Không ghi được chi tiết" in unexpected.told(ValueError("x"), tmp_path / "none")


def test_every_published_file_is_listed_except_the_manifest(capsys: pytest.CaptureFixture[str]) -> None:
    files = ("a.png", "manifest.json", "so-lieu.json", "ket-luan.txt")
    show_published([Published(Path("out/[/x]/bao-cao"), files, is_new=True)], 1.25)
    shown = capsys.readouterr().out.split()
    assert {"out/[/x]/bao-cao", "a.png", "so-lieu.json", "ket-luan.txt"} <= set(shown)
    assert "manifest.json" not in shown
