"""``daihoi baseline`` as a coordinator has it; expected figures are counted in the files of Cẩm Lệ."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT
from tests.cli.in_process import Done, run

CAMPAIGN = ROOT / "config/campaigns/cam_le_2020"
MARCH_2 = ("--status-date", "2020-03-02")


Program = Callable[..., Done]


def process(folder: Path, *arguments: str, **environment: str) -> Done:
    """The program as a process of its own."""
    given = {"PYTHONPATH": str(ROOT), "DAIHOI_CONFIG": str(ROOT / "config")}
    done = subprocess.run(
        [sys.executable, "-m", "daihoi", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **given, **environment},
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose log holds all reports of Cẩm Lệ and its plan, frozen."""
    folder = tmp_path_factory.mktemp("cam_le")
    reports = sorted((CAMPAIGN / "reports").glob("*.csv"))
    for arguments in (
        ("import", "cam_le_2020", *map(str, reports)),
        ("baseline", "freeze", "cam_le_2020", "Kế hoạch 86", "--plan", "--reason", "Ban hành kế hoạch"),
    ):
        done = run(folder, *arguments)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def daihoi(recorded: Path, tmp_path: Path) -> Program:
    """Runs the program in a copy of that folder."""
    shutil.copytree(recorded, tmp_path, dirs_exist_ok=True)

    def baseline(*arguments: str, **environment: str) -> Done:
        return run(tmp_path, "baseline", *arguments, **environment)

    return baseline


def spoken(done: Done) -> str:
    """What was printed, on one line."""
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.split())


def refused(done: Done) -> str:
    assert done.returncode == 2
    assert done.stdout == ""
    return " ".join(done.stderr.split())


def planned_and_held(unit: str) -> dict[str, int]:
    """Branch of a unit → days from the planned to the reported congress."""
    with (CAMPAIGN / "units.csv").open(encoding="utf-8-sig") as file:
        planned = {row["unit_code"]: row["planned_congress_date"] for row in csv.DictReader(file)}
    days = {}
    for path in (CAMPAIGN / "reports").glob("*.csv"):
        with path.open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                code, is_congress = row["Mã đơn vị"], row["Việc"] == "branch_congress"
                if is_congress and code.startswith(f"{unit}.") and planned[code]:
                    held = datetime.strptime(row["Kết thúc"], "%d/%m/%Y").date()  # noqa: DTZ007 # a day has no zone
                    days[code] = (held - date.fromisoformat(planned[code])).days
    return days


def test_a_plan_can_be_frozen_before_anything_is_reported(tmp_path: Path) -> None:
    empty = run(tmp_path, "baseline", "list", "cam_le_2020")
    assert "chưa có bản chốt nào" in spoken(empty)
    assert not (tmp_path / "data").exists()
    done = run(tmp_path, "baseline", "freeze", "cam_le_2020", "Gốc", "--plan", "--reason", "Ban hành")
    assert "Đã chốt «Gốc» (kế hoạch, không tính báo cáo): 3.995 việc." in spoken(done)
    assert "Gốc kế hoạch" in spoken(run(tmp_path, "baseline", "list", "cam_le_2020"))


def test_the_list_tells_what_each_holds_and_why(daihoi: Program) -> None:
    daihoi("freeze", "cam_le_2020", "Giao ban", "--reason", "Họp tháng 3", *MARCH_2)
    shown = spoken(daihoi("list", "cam_le_2020"))
    plan, meeting = shown.index("Kế hoạch 86 kế hoạch"), shown.index("Giao ban lịch đến 02/03/2020 992")
    assert plan < shown.index("3.995 không đổi Ban hành kế hoạch") < meeting
    assert meeting < shown.index("3.995 không đổi Họp tháng 3")


def test_congresses_of_a_ward_against_the_plan(daihoi: Program) -> None:
    """All 36 branches of Khuê Trung have held theirs; the ward's own, in April, still stands as planned."""
    days = planned_and_held("CL.KT")
    assert len(days) == 36
    later, earlier = sum(n > 0 for n in days.values()), sum(n < 0 for n in days.values())
    shown = spoken(daihoi("compare", "cam_le_2020", "Kế hoạch 86", "--unit", "CL.KT", *MARCH_2))
    assert f"{later} muộn hơn và {earlier} sớm hơn trong 37 đại hội." in shown
    latest = max(days.values())
    assert f", {latest} ngày." in shown
    assert "Chi bộ khu dân cư 23 (CL.KT.23) 17/02/2020 24/02/2020 +7" in shown
    assert "số liệu đến hết ngày 02/03/2020, sổ ghi đến số 992" in shown


def test_everything_is_in_the_csv(daihoi: Program, tmp_path: Path) -> None:
    done = daihoi("compare", "cam_le_2020", "Kế hoạch 86", "--csv", "lech.csv", *MARCH_2)
    assert "Đã ghi lech.csv" in spoken(done)
    raw = (tmp_path / "lech.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert len(rows) == 3995
    held = {row["Mã đơn vị"]: row for row in rows if row["Mã việc"] == "branch_congress"}
    for code, days in planned_and_held("CL").items():
        assert int(held[code]["Lệch kết thúc (ngày)"]) == days
        word = "muộn hơn" if days > 0 else "sớm hơn" if days else "không đổi"
        assert held[code]["So sánh"] == word
    assert {row["Lịch đếm ngày"] for row in held.values()} == {"Mọi ngày"}
    # Congresses first, and what is furthest off first.
    congresses = [row for row in rows if row["Mã việc"].endswith("_congress")]
    assert rows[:281] == congresses
    lateness = [int(row["Lệch kết thúc (ngày)"]) for row in rows[281:] if row["So sánh"] == "muộn hơn"]
    assert lateness == sorted(lateness, reverse=True)


def test_a_baseline_against_the_present_it_was_frozen_from(daihoi: Program) -> None:
    daihoi("freeze", "cam_le_2020", "Giao ban", "--reason", "Họp", *MARCH_2)
    shown = spoken(daihoi("compare", "cam_le_2020", "giao ban", *MARCH_2))
    assert "Không đại hội nào đổi ngày (281 đại hội)." in shown
    assert "Đại hội của đơn vị" not in shown
    assert "chi bộ 0 0 3.290 0 0" in shown


def test_two_baselines_against_each_other(daihoi: Program) -> None:
    """Before the first report nothing is known of CL.KT.23; by 2 March it was held a week late."""
    daihoi("freeze", "cam_le_2020", "Giao ban", "--reason", "Họp", *MARCH_2)
    shown = spoken(daihoi("compare", "cam_le_2020", "Kế hoạch 86", "Giao ban", "--unit", "CL.KT.23"))
    assert "So bản chốt «Giao ban» (số liệu đến hết ngày 02/03/2020, sổ ghi đến số 992) với" in shown
    assert "1 muộn hơn trong 1 đại hội. Muộn nhất: Chi bộ khu dân cư 23 (CL.KT.23), 7 ngày." in shown
    assert "Theo «Giao ban»" in shown
    back = spoken(daihoi("compare", "cam_le_2020", "Giao ban", "Kế hoạch 86", "--unit", "CL.KT.23"))
    assert "1 sớm hơn trong 1 đại hội." in back


def test_a_configuration_that_changed_since_is_told(daihoi: Program, tmp_path: Path) -> None:
    """A branch is taken off the list, another put in, as if by a merger; a template loses an activity."""
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config)
    units = config / "campaigns/cam_le_2020/units.csv"
    text = units.read_text("utf-8")
    units.write_text(text.replace("\nCL.YT.03,", "\nCL.YT.99,"), "utf-8")
    changed = {"DAIHOI_CONFIG": str(config)}
    assert "đã đổi Ban hành kế hoạch" in spoken(daihoi("list", "cam_le_2020", **changed))
    daihoi("freeze", "cam_le_2020", "Sau", "--plan", "--reason", "Sáp nhập", **changed)
    done = daihoi("compare", "cam_le_2020", "Kế hoạch 86", "Sau", "--csv", "a.csv", **changed)
    shown = spoken(done)
    # Fourteen activities of a branch on either side.
    assert "Mới có: 14 việc" in shown
    assert "Không còn: 14 việc" in shown
    assert "Đại hội chi bộ, CL.YT.03: 19/02/2020" in shown
    assert "Cấu hình của đợt đã đổi từ khi chốt." in shown
    gone = spoken(daihoi("compare", "cam_le_2020", "Kế hoạch 86", "Sau", "--unit", "CL.YT.03", **changed))
    assert "Không còn: 14 việc" in gone
    assert "Mới có: " not in gone
    with (tmp_path / "a.csv").open(encoding="utf-8-sig") as file:
        sides = [row for row in csv.DictReader(file) if row["So sánh"] in {"mới có", "không còn"}]
    assert len(sides) == 28
    assert {row["Lệch kết thúc (ngày)"] for row in sides} == {""}


class TestRefused:
    def test_a_name_that_is_taken(self, daihoi: Program) -> None:
        said = refused(daihoi("freeze", "cam_le_2020", "kế hoạch 86", "--reason", "Khác", *MARCH_2))
        assert "Đã có bản chốt «Kế hoạch 86», chốt lúc" in said
        assert "Hãy đặt tên khác" in said

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("compare", "cam_le_2020", "Kế hoạch 68"), "Có phải ý là «Kế hoạch 86»?"),
            (("compare", "cam_le_2020", "Kế hoạch 86", "Nay"), "Không có bản chốt «Nay»."),
            (("compare", "cam_le_2020", "Kế hoạch 86", "--unit", "CL.KTT", *MARCH_2), "«CL.KT»"),
            (
                ("compare", "cam_le_2020", "Kế hoạch 86", "Kế hoạch 86", *MARCH_2),
                "hai bản chốt đã có ngày số liệu",
            ),
            (("compare", "cam_le_2020", "Kế hoạch 86", "--status-date", "2/3"), "không có năm"),
            (("compare", "cam_le_2020", "Kế hoạch 86", "--status-date", "2035-03-02"), "nằm ngoài lịch"),
            (("compare", "cam_le_2020", "Kế hoạch 86", *MARCH_2, "--known-at", "993"), "từ 0 đến 992"),
            (("compare", "cam_le_2020"), "thiếu «TÊN»"),
            (("list", "cam_le"), "cam_le_2020"),
            (("freeze", "cam_le_2020", "X", *MARCH_2), "thiếu «--reason»"),
            (("freeze", "cam_le_2020", "X", "--reason", " ", *MARCH_2), "«--reason»: để trống"),
            (("freeze", "cam_le_2020", "", "--reason", "Họp", *MARCH_2), "«TÊN»: để trống"),
            (("freeze", "cam_le_2020", "a\nb", "--reason", "Họp", *MARCH_2), "viết trên một dòng"),
            (("freeze", "cam_le_2020", "x" * 61, "--reason", "Họp", *MARCH_2), "không quá 60"),
            (("freeze", "cam_le_2020", "X", "--plan", "--reason", "Họp", *MARCH_2), "bỏ --status-date"),
            (("freze", "cam_le_2020", "X"), "«freeze»"),
        ],
    )
    def test_what_makes_no_sense(self, arguments: tuple[str, ...], told: str, daihoi: Program) -> None:
        assert told in refused(daihoi(*arguments))

    def test_nothing_was_frozen_by_any_of_it(self, daihoi: Program) -> None:
        refused(daihoi("freeze", "cam_le_2020", "X", *MARCH_2))
        assert "X" not in spoken(daihoi("list", "cam_le_2020")).split()

    def test_a_csv_where_none_can_be_written(self, daihoi: Program) -> None:
        done = daihoi("compare", "cam_le_2020", "Kế hoạch 86", "--csv", "/dev/null/a.csv", *MARCH_2)
        assert done.returncode == 2
        assert "Không ghi được «/dev/null/a.csv»" in " ".join(done.stderr.split())

    def test_the_present_before_anything_is_reported(self, tmp_path: Path) -> None:
        done = run(tmp_path, "baseline", "freeze", "cam_le_2020", "X", "--reason", "Họp", *MARCH_2)
        assert "Chưa có sổ ghi" in refused(done)
        assert not (tmp_path / "data").exists()


def test_reading_imports_no_prefect_no_sqlalchemy_no_matplotlib(recorded: Path, tmp_path: Path) -> None:
    for name in ("prefect", "sqlalchemy", "matplotlib"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('not to be imported')\n")
    path = {"PYTHONPATH": f"{tmp_path}:{ROOT}"}
    assert "Kế hoạch 86" in spoken(process(recorded, "baseline", "list", "cam_le_2020", **path))
    done = process(recorded, "baseline", "compare", "cam_le_2020", "Kế hoạch 86", *MARCH_2, **path)
    assert "trong 281 đại hội" in spoken(done)


def test_help_teaches_every_command_with_an_example(tmp_path: Path) -> None:
    shown = spoken(run(tmp_path, "baseline", "--help"))
    for command in ("freeze", "list", "compare"):
        assert f" {command} " in shown
        assert f"daihoi baseline {command}" in spoken(run(tmp_path, "baseline", command, "--help"))
