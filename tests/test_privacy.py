"""Names and numbers of people, put wherever text can be entered: numbers are refused, names stay in the log.

The log is the office's own file. What leaves it (run history, log lines, results, published pages) must carry
neither.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

NAME = "Nguyễn Văn Hoàng Yến"
NUMBER = "001099012345"
HEADER = [
    "Mã đơn vị",
    "Việc",
    "Loại",
    "Bắt đầu",
    "Kết thúc",
    "Tỷ lệ (%)",
    "Số liệu đến ngày",
    "Số văn bản",
    "Lý do",
    "Căn cứ",
    "Nguồn",
]
SPELLINGS = (NAME, NAME.encode("unicode_escape").decode(), "Hoàng Yến", "Hoang Yen", NUMBER)


def daihoi(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    places = {"DAIHOI_DATA": str(folder / "data"), "DAIHOI_OUT": str(folder / "out")}
    return subprocess.run(
        [sys.executable, "-m", "daihoi", *arguments],
        cwd=ROOT,
        env={**os.environ, **places},
        capture_output=True,
        text=True,
        check=False,
    )


def report(folder: Path, name: str = "bao_cao.csv", **cells: str) -> Path:
    row = {
        "Mã đơn vị": "CL",
        "Việc": "district_plan",
        "Kết thúc": "15/11/2019",
        "Tỷ lệ (%)": "100",
        "Số văn bản": "86-KH/QU",
    }
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerow({**row, **cells})
    return path


class TestNumbers:
    @pytest.mark.parametrize("column", ["Số văn bản", "Lý do", "Nguồn"])
    @pytest.mark.parametrize(
        "number",
        [NUMBER, "001 099 012 345", "0905 123 456", "201234567"],
        ids=["căn cước", "có dấu cách", "điện thoại", "chứng minh"],
    )
    def test_in_a_cell(self, tmp_path: Path, column: str, number: str) -> None:
        done = daihoi(tmp_path, "import", "cam_le_2020", str(report(tmp_path, **{column: f"theo {number}"})))
        assert done.returncode == 2, done.stdout
        assert "dữ liệu cá nhân" in done.stderr
        assert number not in done.stdout + done.stderr

    def test_in_the_name_of_a_file(self, tmp_path: Path) -> None:
        done = daihoi(tmp_path, "import", "cam_le_2020", str(report(tmp_path, f"{NUMBER}.csv")))
        assert (done.returncode, "đổi tên tệp" in done.stderr) == (2, True)

    def test_in_the_reason_of_a_baseline(self, tmp_path: Path) -> None:
        done = daihoi(
            tmp_path, "baseline", "freeze", "cam_le_2020", "Kế hoạch", "--plan", "--reason", f"theo {NUMBER}"
        )
        assert (done.returncode, "dữ liệu cá nhân" in done.stderr) == (2, True)

    @pytest.mark.parametrize("option", ["--document", "--body", "--reason", "--source"])
    def test_in_a_ruling(self, tmp_path: Path, option: str) -> None:
        given = {
            "--document": "12-QĐ/QU",
            "--document-date": "27/03/2020",
            "--body": "Ban Thường vụ Quận ủy",
            "--reason": "phòng dịch",
            "--source": "công văn",
        }
        given[option] += f" {NUMBER}"
        told = [word for pair in given.items() for word in pair]
        done = daihoi(
            tmp_path, "decide", "suspend", "cam_le_2020", "--levels", "branch", "--first", "27/03/2020", *told
        )
        assert (done.returncode, "dữ liệu cá nhân" in done.stderr) == (2, True), done.stderr


def test_a_name_stays_in_the_log(tmp_path: Path) -> None:
    words = {"Lý do": NAME, "Nguồn": f"theo đồng chí {NAME}", "Số văn bản": f"86-KH/QU {NAME}"}
    words |= {"Việc": "district_congress", "Kết thúc": "", "Tỷ lệ (%)": "5", "Số liệu đến ngày": "02/03/2020"}
    path = report(tmp_path, **words)
    assert daihoi(tmp_path, "import", "cam_le_2020", str(path)).returncode == 0
    done = daihoi(tmp_path, "run", "cam_le_2020", "--status-date", "2020-03-02", "--level", "district")
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    assert not [word for word in SPELLINGS if word in said]
    left = [path for path in tmp_path.rglob("*") if path.is_file() and "daihoi.db" not in path.name]
    assert any("prefect" in path.parts for path in left)
    assert any("out" in path.parts for path in left)
    holding = {
        str(path.relative_to(tmp_path))
        for path in left
        for word in SPELLINGS
        if word.encode() in path.read_bytes() or word.encode("utf-16-le") in path.read_bytes()
    }
    assert holding == {"bao_cao.csv"}
