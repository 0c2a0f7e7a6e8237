"""``daihoi report`` as a coordinator has it."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

import daihoi.cli.reporting as command  # registers itself
from daihoi.cli.commands import cli
from daihoi.errors import DaihoiError, StoreError
from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace

CONFIG = Path(__file__).parents[2] / "config"
CAMPAIGN = "cam_le_2020"
ON = ("--status-date", "2020-03-02")
DAY = date(2020, 3, 2)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log that holds the reports of Cẩm Lệ."""
    folder = tmp_path_factory.mktemp("data")
    import_campaign_reports(Workspace(CONFIG, folder, folder), CAMPAIGN)
    return folder


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def run(data: Path, *arguments: str | Path) -> Result:
    given = ["--config", str(CONFIG), "--data", str(data), "report", *map(str, arguments)]
    return CliRunner().invoke(cli, given, standalone_mode=False)


def test_all_three(data: Path, here: Path) -> None:
    done = run(data, CAMPAIGN, *ON, "--unit", "CL.QS", "--to", "docx", "--to", "xlsx", "--to", "pdf")
    assert done.exit_code == 0, done.exception
    stem = "bao-cao_cam_le_2020_CL.QS_2020-03-02"
    assert sorted(path.name for path in here.iterdir()) == [f"{stem}.docx", f"{stem}.pdf", f"{stem}.xlsx"]
    assert done.output == "".join(f"Đã ghi {stem}.{form}\n" for form in ("docx", "xlsx", "pdf"))
    word = docx.Document(str(here / f"{stem}.docx"))
    assert any("3/3" in paragraph.text for paragraph in word.paragraphs)
    assert openpyxl.load_workbook(here / f"{stem}.xlsx").sheetnames[0] == "Tóm tắt"
    assert (here / f"{stem}.pdf").read_bytes().startswith(b"%PDF-")


def test_twice_the_same_changes_nothing(data: Path, here: Path) -> None:
    for _ in range(2):
        done = run(data, CAMPAIGN, *ON, "--unit", "CL.QS", "-o", "a.docx")
        assert done.exit_code == 0
    assert "nội dung không đổi" in done.output
    assert [path.name for path in here.iterdir()] == ["a.docx"]


def test_an_edited_report_survives_ten_runs(data: Path, here: Path) -> None:
    edited = here / "a.docx"
    edited.write_bytes("bản đã sửa".encode())
    told = run(data, CAMPAIGN, *ON, "--unit", "CL.QS", "-o", "a.docx").output
    assert "Đã có «a.docx», có thể đã được sửa" in told
    assert "Đã ghi a-2.docx" in told
    again = (here / "a-2.docx").read_bytes()
    assert [command.write_beside(Path("a.docx"), again) for _ in range(9)] == [(Path("a-2.docx"), False)] * 9
    assert edited.read_bytes().decode() == "bản đã sửa"
    assert sorted(path.name for path in here.iterdir()) == ["a-2.docx", "a.docx"]


def test_an_edited_second_version_gives_a_third(here: Path) -> None:
    for name in ("a.docx", "a-2.docx"):
        (here / name).write_bytes(b"x")
    assert command.write_beside(here / "a.docx", b"y") == (here / "a-3.docx", True)


def test_as_known_then(data: Path, here: Path) -> None:
    done = run(data, CAMPAIGN, *ON, "--known-at", "100", "-o", "a.docx")
    assert done.exit_code == 0, done.exception
    foot = docx.Document(str(here / "a.docx")).sections[0].footer.paragraphs[0].text
    assert re.fullmatch(r"Số liệu đến hết ngày 02/03/2020; sổ ghi đến số 100, mốc [0-9a-f]{12}", foot)


@pytest.mark.parametrize(
    ("formats", "output", "names"),
    [
        ((), None, ["bao-cao_dot_2020-03-02.docx"]),
        (("pdf", "docx", "pdf"), None, ["bao-cao_dot_2020-03-02.pdf", "bao-cao_dot_2020-03-02.docx"]),
        ((), "x/a.XLSX", ["x/a.XLSX"]),
        (("docx", "pdf"), "a.docx", ["a.docx", "a.pdf"]),
        (("pdf",), "bao.cao.3", ["bao.cao.3.pdf"]),
        (("docx", "xlsx"), "a", ["a.docx", "a.xlsx"]),
    ],
)
def test_names(formats: tuple[str, ...], output: str | None, names: list[str]) -> None:
    found = command.targets(formats, Path(output) if output else None, "dot", None, DAY)
    assert [path.as_posix() for path in found] == names


def test_in_a_folder_that_is_there_files_bear_their_own_names(tmp_path: Path) -> None:
    found = command.targets(("docx", "xlsx"), tmp_path, "dot", "AK", DAY)
    assert found == [tmp_path / f"bao-cao_dot_AK_2020-03-02.{form}" for form in ("docx", "xlsx")]


@pytest.mark.parametrize(
    ("formats", "output", "told"),
    [
        (("docx",), "a.pdf", "đuôi .pdf nhưng --to là docx"),
        ((), "a.odt", "Chưa rõ «a.odt» là dạng gì"),
        ((), "a", "Chưa rõ «a» là dạng gì"),
        ((), "bao.cao.3", "Chưa rõ"),
    ],
)
def test_names_that_say_two_things_or_none(formats: tuple[str, ...], output: str, told: str) -> None:
    with pytest.raises(DaihoiError) as refused:
        command.targets(formats, Path(output), "dot", None, DAY)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((CAMPAIGN, *ON, "--unit", "CL.XX"), "CL.XX"),
        (("cam_le", *ON), "cam_le"),
        ((CAMPAIGN, "--status-date", "31-02-2020"), "31-02-2020"),
        ((CAMPAIGN, *ON, "--to", "odt"), "odt"),
        ((CAMPAIGN, *ON, "--known-at", "99999"), "99"),
        ((CAMPAIGN, *ON, "-o", "a.odt"), "a.odt"),
        ((CAMPAIGN, "--status-date", "2012-01-01"), "2012"),
    ],
)
def test_wrong_words_are_refused_and_nothing_is_written(
    data: Path, here: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = run(data, *arguments)
    assert done.exit_code != 0
    assert told in str(done.exception)
    assert list(here.iterdir()) == []


def test_without_a_log(tmp_path: Path) -> None:
    done = run(tmp_path / "none", CAMPAIGN, *ON)
    assert isinstance(done.exception, StoreError)


def test_a_place_that_cannot_be_written(data: Path, here: Path) -> None:
    (here / "file").write_bytes(b"")
    done = run(data, CAMPAIGN, *ON, "--unit", "CL.QS", "-o", "file/a.docx")
    assert isinstance(done.exception, DaihoiError)
    assert "Chọn nơi khác bằng -o" in str(done.exception)


def test_half_a_file_is_taken_away(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    def opening(path: Path, mode: str) -> Full:
        assert mode == "xb"
        path.touch()
        return Full()

    monkeypatch.setattr(Path, "open", opening)
    with pytest.raises(DaihoiError):
        command.write_beside(here / "a.docx", b"whole")
    assert list(here.iterdir()) == []


def test_reading_does_not_import_what_it_does_not_need() -> None:
    """The command's module stays light: heavy libraries are imported when a report is made."""
    source = Path(command.__file__).read_text(encoding="utf-8").split("def ")[0]
    assert not re.search(r"^(from|import) (docx|typst|xlsxwriter|reports)", source, re.MULTILINE)
