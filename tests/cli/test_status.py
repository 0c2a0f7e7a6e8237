"""``daihoi status``: what a coordinator reads first, of a ward whose branches say little too."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT
from tests.cli.in_process import Done, run

PAPER = (
    "--document",
    "30-CV/QU",
    "--document-date",
    "2020-03-05",
    "--body",
    "Quận ủy",
    "--reason",
    "trùng lịch",
)
UNITS = "Tên chi bộ,Số đảng viên,Ngày đại hội\n" + "".join(
    f"Chi bộ tổ dân phố {n},20,2025-07-24\n" for n in range(1, 13)
)
NEW = (
    *("new", "an_khe_2025", "--unit", "AK", "--name", "Đảng bộ phường An Khê", "--level", "ward"),
    *("--start", "01/07/2025", "--opening", "18/08/2025", "--plan-number", "01-KH/ĐU"),
    *("--plan-date", "03/07/2025", "--delegates", "150", "--units", "chi-bo.csv"),
)
WORK = "Mã đơn vị,Việc,Bắt đầu,Kết thúc\nAK,Ban hành kế hoạch đại hội,01/07/2025,03/07/2025\n"


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward of twelve branches that have said nothing; the ward reported its plan."""
    folder = tmp_path_factory.mktemp("ward")
    (folder / "chi-bo.csv").write_text(UNITS, encoding="utf-8")
    (folder / "bao-cao.csv").write_text(WORK, encoding="utf-8")
    config = {"DAIHOI_CONFIG": str(folder / "config")}
    made = run(folder, *NEW, DAIHOI_CONFIG="")
    assert made.returncode == 0, made.stderr
    assert run(folder, "import", "an_khe_2025", "bao-cao.csv", **config).returncode == 0
    return folder


def status(folder: Path, day: str, *more: str) -> Done:
    config = {"DAIHOI_CONFIG": str(folder / "config")}
    return run(folder, "status", "an_khe_2025", "--status-date", day, "--brief", *more, **config)


def test_on_the_eve_the_forecast_stands_beside_the_plan(ward: Path) -> None:
    """On the day before all twelve are to be held, nobody has prepared anything: none can be held in time."""
    told = " ".join(status(ward, "2025-07-23").stdout.split())
    assert "Dự báo: 12/12 chi bộ chưa đại hội sẽ muộn hơn ngày trong kế hoạch" in told
    assert "Cả 12 chi bộ ấy chưa báo việc nào: chưa báo thì tính như chưa làm." in told
    assert told.count("Đã tổ chức 0/12 (0,00%) chi bộ") == 1


def test_plan_and_forecast_of_a_branch_stand_side_by_side(ward: Path) -> None:
    shown = status(ward, "2025-07-23").stdout
    assert "ĐH kế hoạch" in shown
    (planned, expected) = re.findall(
        r"\d\d/\d\d/\d{4}", next(r for r in shown.splitlines() if "tổ dân phố 1 " in r)
    )
    assert planned == "24/07/2025"
    assert expected[3:] == "08/2025"  # three weeks of preparation have not begun
    assert "Đã đại hội  " not in shown  # a branch counts itself: none or one says nothing


def test_a_table_that_is_cut_says_how_many_are_left(ward: Path) -> None:
    shown = status(ward, "2025-07-23").stdout.splitlines()
    assert "… còn 2 đơn vị: daihoi work an_khe_2025 progress --status-date 2025-07-23" in shown


def test_a_table_without_rows_is_not_printed(ward: Path, tmp_path: Path) -> None:
    rows = "".join(
        f'AK.{n:02},"Đảng ủy xã, phường duyệt",duyệt,,22/07/2025,{n}-TB/ĐU\n'
        f"AK.{n:02},Đại hội chi bộ,,24/07/2025,24/07/2025,\n"
        for n in range(1, 13)
    )
    held = tmp_path / "dai-hoi.csv"
    held.write_text(f"Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Số văn bản\n{rows}", encoding="utf-8")
    config, data = str(ward / "config"), str(tmp_path / "data")
    done = run(tmp_path, "import", "an_khe_2025", str(held), DAIHOI_CONFIG=config, DAIHOI_DATA=data)
    assert done.returncode == 0, done.stderr
    shown = run(
        *(tmp_path, "status", "an_khe_2025", "--status-date", "2025-07-24", "--brief"),
        DAIHOI_CONFIG=config,
        DAIHOI_DATA=data,
    ).stdout
    assert "Đã tổ chức đủ 12/12 chi bộ" in shown
    assert "Rủi ro nhất" not in shown
    assert "còn -" not in shown
    assert "Dự báo" not in shown


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cẩm Lệ, with a branch planned for 10 March put off on 5 March to the 20th."""
    folder = tmp_path_factory.mktemp("decided")
    files = sorted((ROOT / "config/campaigns/cam_le_2020/reports").glob("*.csv"))
    assert run(folder, "import", "cam_le_2020", *map(str, files)).returncode == 0
    done = run(folder, "decide", "replan", "cam_le_2020", "CL.HP.07", "--start", "2020-03-20", *PAPER)
    assert done.returncode == 0, done.stderr
    (folder / "told.txt").write_text(done.stdout, encoding="utf-8")
    return folder


class TestPutOff:
    @pytest.mark.parametrize("day", ["2020-03-10", "2020-03-19", "2020-03-20"])
    def test_it_is_not_late_before_its_new_day(self, decided: Path, day: str) -> None:
        """The days of Hòa Phát's branches are counted in the table of units; three of them were held."""
        planned = _planned_by(day) - (day < "2020-03-20")
        shown = run(decided, "status", "cam_le_2020", "--status-date", day, "--brief").stdout
        row = next(line for line in shown.splitlines() if line.startswith(" Đảng bộ phường Hòa Phát "))
        assert f"−{planned - 3} " in row

    def test_status_says_that_it_was_put_off(self, decided: Path) -> None:
        told = " ".join(
            run(decided, "status", "cam_le_2020", "--status-date", "2020-03-10", "--brief").stdout.split()
        )
        assert "1 chi bộ đã có quyết định dời sang ngày sau." in told
        before = run(decided, "status", "cam_le_2020", "--status-date", "2020-03-04", "--brief").stdout
        assert "quyết định dời" not in before

    def test_the_answer_says_what_happens_next(self, decided: Path) -> None:
        told = (decided / "told.txt").read_text(encoding="utf-8")
        assert "Từ ngày chốt 05/03/2020, mọi trang lấy ngày mới" in told
        assert "chưa qua ngày mới thì không kể là chậm" in told
        assert "daihoi latest cam_le_2020 --unit CL.HP.07 --status-date 05/03/2020" in told
        assert "không gửi quyết định cho ai" in told


def _planned_by(day: str) -> int:
    """Branches of Hòa Phát planned by a day, as ``units.csv`` has it."""
    with (ROOT / "config/campaigns/cam_le_2020/units.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["parent_code"] == "CL.HP"]
    return sum(row["planned_congress_date"] <= day for row in rows)
