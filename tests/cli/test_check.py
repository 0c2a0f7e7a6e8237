"""``daihoi check``: what a coordinator reads, the exit code, the file of findings."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from daihoi.loading import ConfigDir, load_campaign
from daihoi.recording import import_file
from daihoi.workspace import Workspace
from tests.cli.conftest import ROOT

AT = ("--status-date", "2020-03-02")
GRASSROOTS = "structures/four_level_2020/grassroots.yaml"
WAITS_FOR_BRANCHES = "      - {after: branch_congress, type: FF, scope: children}\n"
Check = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Runs ``daihoi check cam_le_2020`` in the test's own folder."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        usual = {"PYTHONPATH": str(ROOT), "DAIHOI_CONFIG": str(ROOT / "config"), "COLUMNS": "120"}
        return subprocess.run(
            [sys.executable, "-m", "daihoi", "check", "cam_le_2020", *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**os.environ, **usual, **environment},
        )

    return run


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A data folder with the reports of Cẩm Lệ, written once: checking only reads."""
    data = tmp_path_factory.mktemp("recorded")
    files = sorted((ROOT / "config/campaigns/cam_le_2020/reports").glob("*.csv"))
    workspace = Workspace(ROOT / "config", data, data)
    campaign = load_campaign(ConfigDir(ROOT / "config"), "cam_le_2020")
    for file in files:
        import_file(workspace, campaign, file, actor="thử")
    return str(data)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the configuration, to be spoilt."""
    shutil.copytree(ROOT / "config", tmp_path / "config", ignore=shutil.ignore_patterns("reports"))
    return tmp_path / "config"


def plain(done: subprocess.CompletedProcess[str]) -> str:
    return " ".join(done.stdout.split())


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def spoil(config: Path, file: str, old: str, new: str) -> None:
    path = config / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_the_plan_alone_is_checked_while_there_is_no_log(check: Check, tmp_path: Path) -> None:
    done = check()
    assert done.returncode == 0, done.stderr
    assert "Chưa có báo cáo nào: chỉ kiểm tra kế hoạch" in done.stdout
    assert "Kế hoạch không có chỗ hỏng" in done.stdout
    assert "Đơn vị lâu không báo cáo" in done.stdout.partition("Không xét")[2]
    assert not (tmp_path / "data").exists()


def test_the_record_of_cam_le_is_told_as_it_is(recorded: str, check: Check, tmp_path: Path) -> None:
    """Counted in the files: 121 congresses without a line on approval, 13 units that never reported.

    25 congresses were planned up to 2 March and had not been held.
    """
    done = check(*AT, "--csv", "ra.csv", DAIHOI_DATA=recorded)
    assert done.returncode == 0, done.stderr
    shown = plain(done)
    assert "Số liệu đến hết ngày 02/03/2020 Lịch không có chỗ hỏng" in shown
    for words in ("121/121 (100,00%)", "13/160 (8,13%)", "25/160 (15,63%)", "121 đại hội đã tổ chức / 140"):
        assert words in shown
    assert "đại hội chưa tổ chức, ngày dự kiến chưa qua" in shown
    assert "/135 (" in shown  # 160 are still to come, less the 25
    assert "xem daihoi why" in shown
    assert not re.search(r"[0-9]/[0-9]{4,} \([0-9,]+%|daihoi chart|[.]{2}", shown)
    found = rows(tmp_path / "ra.csv")
    silent = {row["Mã đơn vị"] for row in found if row["Mã kiểm tra"] == "stale"}
    assert len(silent) == 13
    assert {"CL.TP2.03", "CL.HP.25", "CL.HTT.05"} <= silent
    assert sum(row["Mã kiểm tra"] == "held_without_approval" for row in found) == 121
    assert not any(row["Mã kiểm tra"] == "out_of_sequence" for row in found)
    assert all(row["Phát hiện"] and row["Cách xử lý"] for row in found)


def test_the_first_ten_lines_are_shown_and_the_rest_counted(recorded: str, check: Check) -> None:
    shown, everything = (
        plain(check(*AT, DAIHOI_DATA=recorded)),
        plain(check(*AT, "--all", DAIHOI_DATA=recorded)),
    )
    assert "phát hiện nữa (--all in hết" in shown
    assert "CL.KT.36" not in shown
    assert "phát hiện nữa" not in everything
    assert "CL.KT.36" in everything


def test_as_known_earlier_there_was_less_to_find(recorded: str, check: Check) -> None:
    """The first file holds four congresses."""
    assert "4/4 (100,00%) đại hội đã tổ chức" in plain(check(*AT, "--known-at", "4", DAIHOI_DATA=recorded))


def test_before_anything_had_happened_only_the_plan_is_checked(recorded: str, check: Check) -> None:
    assert "chỉ kiểm tra kế hoạch" in check("--status-date", "2019-10-25", DAIHOI_DATA=recorded).stdout


def test_a_hole_in_the_network_is_broken_and_the_exit_code_says_so(
    check: Check, config: Path, tmp_path: Path
) -> None:
    """Nobody waits for the branches any more, and the ward's hammock holds nothing."""
    spoil(config, GRASSROOTS, WAITS_FOR_BRANCHES, "")
    done = check("--csv", "ra.csv", DAIHOI_CONFIG=str(config))
    assert done.returncode == 1
    assert "Kế hoạch HỎNG ở 1 điểm" in done.stdout
    assert "«Đại hội mà cấp trên không chờ»" in done.stdout
    found = [(row["Kết luận"], row["Mã kiểm tra"], row["Mã việc"]) for row in rows(tmp_path / "ra.csv")]
    assert found[0] == ("HỎNG", "link_up", "branch_congress")
    assert ("cần xem", "hammock_empty", "grassroots_direct_branches") in found
    assert "cả 235 chi bộ" in rows(tmp_path / "ra.csv")[0]["Phát hiện"]


def test_the_severity_in_the_data_decides_the_exit_code(check: Check, config: Path) -> None:
    spoil(config, GRASSROOTS, WAITS_FOR_BRANCHES, "")
    limits = config / "checks.yaml"
    limits.write_text(limits.read_text("utf-8").replace("severity: broken", "severity: info"), "utf-8")
    done = check(DAIHOI_CONFIG=str(config))
    assert done.returncode == 0
    assert "HỎNG" not in done.stdout


def test_names_cannot_run_as_formulas_or_colour_the_screen(
    check: Check, config: Path, tmp_path: Path
) -> None:
    units = config / "campaigns/cam_le_2020/units.csv"
    text = units.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("CL.KT.01,"))
    cells = line.split(",")
    cells[1], cells[8] = "=HYPERLINK[bold]", ""
    units.write_text(text.replace(line, ",".join(cells)), "utf-8")
    done = check("--csv", "ra.csv", DAIHOI_CONFIG=str(config))
    assert "=HYPERLINK[bold]" in done.stdout
    undated = [row for row in rows(tmp_path / "ra.csv") if row["Mã kiểm tra"] == "no_congress_date"]
    assert [(row["Mã đơn vị"], row["Đơn vị"]) for row in undated] == [("CL.KT.01", "'=HYPERLINK[bold]")]


def test_a_file_is_replaced_as_a_whole(check: Check, tmp_path: Path) -> None:
    (tmp_path / "ra.csv").write_text("cũ")
    check("--csv", "ra.csv")
    assert (tmp_path / "ra.csv").read_bytes().startswith("\ufeffKết luận,".encode())
    assert [path.name for path in tmp_path.iterdir()] == ["ra.csv"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--csv", "/dev/null/ra.csv"), "Không ghi được"),
        (("--status-date", "2020-02-30"), "2020-02-30"),
        (("--known-at", "3"), "sổ ghi"),
        (("--alll",), "--all"),
    ],
)
def test_wrong_words_are_refused_in_vietnamese(check: Check, arguments: tuple[str, ...], words: str) -> None:
    done = check(*arguments)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_an_event_that_the_log_does_not_have_is_refused(recorded: str, check: Check) -> None:
    done = check(*AT, "--known-at", "100000", DAIHOI_DATA=recorded)
    assert done.returncode == 2
    assert "100000" in done.stderr.replace(".", "")


def test_a_mistake_in_the_limits_is_named_with_its_line(check: Check, config: Path) -> None:
    spoil(config, "checks.yaml", "    days: 10\n", "    days: mười\n")
    done = check(DAIHOI_CONFIG=str(config))
    assert done.returncode == 2
    assert "checks.yaml:" in done.stderr
    assert "mười" in done.stderr


def test_checking_needs_neither_prefect_nor_sqlalchemy_nor_matplotlib(
    recorded: str, check: Check, tmp_path: Path
) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    for name in ("prefect", "sqlalchemy", "matplotlib"):
        (hidden / f"{name}.py").write_text("raise RuntimeError('not to be imported')\n")
    done = check(*AT, PYTHONPATH=f"{hidden}:{ROOT}", DAIHOI_DATA=recorded)
    assert done.returncode == 0, done.stderr
