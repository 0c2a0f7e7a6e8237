"""``daihoi page``."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import daihoi.cli.interactive as command  # registers itself
from daihoi.cli.commands import cli
from daihoi.errors import CalendarRangeError, DaihoiError, StoreError
from daihoi.intake.reports import read_reports
from daihoi.loading import find_config, load_campaign
from daihoi.publishing import PublishError
from daihoi.store.log import EventLog

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "config"
NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log that holds the first report file of Cẩm Lệ."""
    folder = tmp_path_factory.mktemp("data")
    campaign = load_campaign(find_config(CONFIG), "cam_le_2020")
    first = Path(campaign.report_files[0])
    with EventLog.open(folder / "daihoi.db") as log:
        log.append(
            campaign.code, read_reports(first, campaign, NOON.date()), "reports", first.name, "00", NOON
        )
    return folder


def run(data: Path, *arguments: str | Path) -> Result:
    given = ["--config", str(CONFIG), "--data", str(data), *map(str, arguments)]
    return CliRunner().invoke(cli, given, standalone_mode=False)


def test_writes_one_file_and_says_where(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "new" / "cam-le.html"
    done = run(data, "page", "cam_le_2020", "--status-date", "2020-03-02", "-o", file)
    assert done.exception is None
    assert str(file) in done.output.replace("\n", "")
    assert [f.name for f in file.parent.iterdir()] == ["cam-le.html"]
    assert "Số liệu đến hết ngày 02/03/2020" in file.read_text("utf-8")


def test_without_output_the_file_is_named_after_campaign_and_date(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(data, "page", "cam_le_2020", "--status-date", "02/03/2020").exception is None
    assert [f.name for f in tmp_path.iterdir()] == ["cam_le_2020-2020-03-02.html"]


def test_twice_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run(data, "page", "cam_le_2020", "--status-date", "2020-03-02", "-o", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["khong_co", "--status-date", "2020-03-02"], DaihoiError),
        (["cam_le_2020", "--status-date", "2035-03-02"], CalendarRangeError),
        (["cam_le_2020", "--status-date", "2020-03-02", "--known-at", "999999"], DaihoiError),
    ],
)
def test_wrong_words_write_nothing(
    data: Path, tmp_path: Path, arguments: list[str], expected: type[DaihoiError]
) -> None:
    done = run(data, "page", *arguments, "-o", tmp_path / "x.html")
    assert isinstance(done.exception, expected)
    assert list(tmp_path.iterdir()) == []


def test_without_a_log_it_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "page", "cam_le_2020", "--status-date", "2020-03-02", "-o", tmp_path / "x.html")
    assert isinstance(done.exception, StoreError)


def test_a_folder_that_is_a_file_is_named(data: Path, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("", "utf-8")
    file = tmp_path / "in-the-way" / "x.html"
    done = run(data, "page", "cam_le_2020", "--status-date", "2020-03-02", "-o", file)
    assert isinstance(done.exception, PublishError)
    assert "in-the-way" in str(done.exception)
    assert "--output" in str(done.exception)


def test_a_page_is_made_without_drawing_library_and_database_library() -> None:
    code = (
        "import sys, daihoi.cli.interactive, daihoi.assessing, reports.interactive.page; "
        "print([m for m in ('matplotlib', 'prefect', 'sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
    assert command.page.name == "page"
