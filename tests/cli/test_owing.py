"""``daihoi owing``: one list of who still owes a report, as text and as a file."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from daihoi.cli.owing_display import show
from daihoi.domain.assessment import assess
from daihoi.domain.health.limits import Limit, Severity
from daihoi.domain.owing import OwedReport, OwingUnit
from daihoi.domain.units import Unit
from tests.cli.conftest import ROOT
from tests.cli.in_process import Done, run
from tests.domain.campaigns import STATED, make_campaign
from tests.domain.healths import snapshot

DAY = ("--status-date", "2020-03-06")
NAME = "Đảng bộ phường Hòa"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Cẩm Lệ with its reports up to 2 March 2020."""
    folder = tmp_path_factory.mktemp("owing")
    files = sorted((ROOT / "config/campaigns/cam_le_2020/reports").glob("*.csv"))
    assert run(folder, "import", "cam_le_2020", *map(str, files)).returncode == 0
    return folder


def owing(folder: Path, *arguments: str) -> Done:
    return run(folder, "owing", "cam_le_2020", *arguments)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def never_reported() -> set[str]:
    """Units of ``units.csv`` that no report file names."""
    folder = ROOT / "config/campaigns/cam_le_2020"
    told = {row["Mã đơn vị"] for path in (folder / "reports").glob("*.csv") for row in rows(path)}
    return {row["unit_code"] for row in rows(folder / "units.csv")} - told


def test_the_list_says_who_has_never_said_anything(district: Path) -> None:
    done = owing(district, *DAY, "--csv", "no.csv")
    assert done.returncode == 0, done.stderr
    silent = {row["Mã đơn vị"] for row in rows(district / "no.csv") if not row["Báo cáo cuối của đơn vị"]}
    assert silent == never_reported() != set()
    assert f"trong đó {len(silent)} đơn vị chưa báo lần nào" in done.stdout


def test_a_cut_list_says_how_many_are_left(district: Path) -> None:
    cut, whole = owing(district, *DAY).stdout, owing(district, *DAY, "--all").stdout
    assert "… còn " in cut
    assert "… còn " not in whole
    assert len(whole.splitlines()) > len(cut.splitlines())


def test_of_one_unit_and_those_below_it(district: Path) -> None:
    assert owing(district, *DAY, "--unit", "CL.HP", "--csv", "hp.csv").returncode == 0
    codes = {row["Mã đơn vị"] for row in rows(district / "hp.csv")}
    assert codes
    assert all(code == "CL.HP" or code.startswith("CL.HP.") for code in codes)


def test_before_anything_was_due_nobody_owes(district: Path) -> None:
    done = owing(district, "--status-date", "2019-06-01")
    assert "Không đơn vị nào còn nợ báo cáo." in done.stdout


def test_without_a_log_what_was_due_is_owed(tmp_path: Path) -> None:
    done = owing(tmp_path, *DAY)
    assert done.returncode == 0, done.stderr
    # Everything else waits for the directive of the district, of which nobody has said anything.
    assert "1 đơn vị còn nợ báo cáo, về 1 việc, trong đó 1 đơn vị chưa báo lần nào." in done.stdout
    assert "Đảng bộ quận Cẩm Lệ (CL)" in done.stdout


def by_superior(*units: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Rows of the table of superiors; a unit is its code and the name of the one above, «» for the root."""
    due, found = date(2020, 6, 1), list[OwingUnit]()
    for code, name in units:
        parent = code.rpartition(".")[0]
        above = Unit(parent, name, "ward", "", "ward", STATED) if name else None
        unit = Unit(code, NAME, "branch", parent, "branch", STATED)
        found.append(OwingUnit(unit, above, None, 3, [OwedReport("Việc", due, due, None)]))
    show(
        assess(make_campaign(), snapshot("6-9")),
        found,
        Limit(Severity.LOOK, 0, 3, "ví dụ", STATED),
        everything=True,
    )
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    first = lines.index("Cấp trên Còn nợ Chưa báo lần nào") + 1
    return lines[first : lines.index("", first)]


def test_two_superiors_of_one_name_are_two_rows(capsys: pytest.CaptureFixture[str]) -> None:
    rows_told = by_superior(("A.1", NAME), ("A.2", NAME), ("B.1", NAME), capsys=capsys)
    assert rows_told == [f"{NAME} (A) 2 2", f"{NAME} (B) 1 1"]


def test_the_root_is_not_below_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """It owes something, and so does a unit below it: one of the two has no superior."""
    rows_told = by_superior(("A", ""), ("A.1", NAME), capsys=capsys)
    assert sorted(rows_told) == [f"{NAME} (A) 1 1", "– (đơn vị cao nhất của đợt) 1 1"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unit", "CL.XX", *DAY), "CL.XX"),
        (("--status-date", "31/02/2020"), "31/02/2020"),
        (("--known-at", "999999", *DAY), "999999"),
        (("CL.HP",), "CL.HP"),
        (("--csv", ".", *DAY), "--csv"),
    ],
)
def test_wrong_words_are_answered(district: Path, arguments: tuple[str, ...], said: str) -> None:
    done = owing(district, *arguments)
    assert done.returncode == 2
    assert said in done.stderr.replace("\n", "")


def test_a_campaign_that_is_not_there(tmp_path: Path) -> None:
    assert run(tmp_path, "owing", "cam_le_2021").returncode == 2
