"""``daihoi export`` and ``daihoi import-plan`` as a user has them."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[2]
NS = "{http://schemas.microsoft.com/project}"
Program = Callable[..., subprocess.CompletedProcess[str]]
# Until the commands are registered they are imported by name; afterwards the import changes nothing.
ON = ("--status-date", "2020-03-02")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Runs the program in a folder with the reports of Cẩm Lệ recorded."""
    folder = tmp_path_factory.mktemp("cam_le")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DAIHOI_CONFIG": str(ROOT / "config"),
        "COLUMNS": "120",
        "HOME": str(folder),
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "daihoi", *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=folder,
            env=environment,
        )

    files = sorted((ROOT / "config/campaigns/cam_le_2020/reports").glob("*.csv"))
    done = run("import", "cam_le_2020", *map(str, files))
    assert done.returncode == 0, done.stderr
    return run


def test_mspdi_of_one_ward(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "khue trung.xml"
    done = program("export", "cam_le_2020", "--format", "mspdi", "--unit", "CL.KT", *ON, "-o", str(path))
    assert (done.returncode, done.stdout) == (0, f"Đã ghi {path}\n")
    names = [task.findtext(f"{NS}Name") for task in ET.parse(path).getroot().find(f"{NS}Tasks") or ()]
    assert names[0] == "Đảng bộ phường Khuê Trung"
    assert names.count("Đại hội chi bộ") == 36


def test_ical_and_csv(program: Program, tmp_path: Path) -> None:
    done = program("export", "cam_le_2020", "--format", "ical", *ON, "-o", str(tmp_path / "a.ics"))
    assert done.returncode == 0
    text = (tmp_path / "a.ics").read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 281  # units of the district
    assert text.count("STATUS:CONFIRMED") == 121
    done = program("export", "cam_le_2020", "--format", "csv", *ON, "-o", str(tmp_path / "bang"))
    assert done.stdout.count("Đã ghi") == 2
    with (tmp_path / "bang" / "activities.csv").open(encoding="utf-8-sig", newline="") as file:
        states = [r["Trạng thái"] for r in csv.DictReader(file) if r["Mã việc"] == "branch_congress"]
    assert states.count("Đã xong") == 121


def test_files_are_named_after_what_they_hold(program: Program) -> None:
    done = program("export", "cam_le_2020", "--format", "ical", "--unit", "CL.KT", *ON)
    assert done.stdout == "Đã ghi CL.KT.ics\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "cam_le_2020"), "--format"),
        (("export", "cam_le_2020", "--format", "mpp"), "không có «mpp»"),
        (("export", "cam_le_2021", "--format", "csv"), "«cam_le_2020»"),
        (("export", "cam_le_2020", "--format", "ical", "--unit", "CL.KTT", *ON), "«CL.KT»"),
        (("export", "cam_le_2020", "--format", "ical", *ON, "-o", "."), "là thư mục"),
        (("export", "cam_le_2020", "--format", "mspdi", *ON, "-o", "/dev/null/x.xml"), "Không ghi được"),
        (("import-plan", "cam_le_2020", "CL.KT", "khong_co.xml"), "không có tệp này"),
        (("import-plan", "cam_le_2020", "CL.KTT", "khong_co.xml"), "«CL.KT»"),
        (("import-plan", "cam_le_2020", "CL.KT"), "TỆP.xml"),
    ],
)
def test_wrong_words(program: Program, arguments: tuple[str, ...], said: str) -> None:
    done = program(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_plan_goes_out_is_changed_and_comes_back(program: Program, tmp_path: Path) -> None:
    """The ward wants seven working days for its logistics instead of ten, and opens on 15 April."""
    path, table = tmp_path / "kt.xml", tmp_path / "plans" / "CL.KT.csv"
    done = program("export", "cam_le_2020", "--format", "mspdi", "--unit", "CL.KT", *ON, "-o", str(path))
    assert done.returncode == 0, done.stderr
    unchanged = program("import-plan", "cam_le_2020", "CL.KT", str(path), "-o", str(table))
    assert "không việc nào khác mẫu" in unchanged.stdout
    assert not table.exists()

    ET.register_namespace("", NS[1:-1])
    tree = ET.parse(path)
    for task in tree.getroot().iter(f"{NS}Task"):
        texts = [value.text for value in task.findall(f"{NS}ExtendedAttribute/{NS}Value")]
        if "CL.KT" in texts and "grassroots_logistics" in texts:
            set_text(task, "Duration", "PT56H0M0S")
            set_text(task, "Finish", "2020-03-25T17:00:00")  # seven working days from 17 March
        if "CL.KT" in texts and "grassroots_congress" in texts:
            set_text(task, "ConstraintDate", "2020-04-15T08:00:00")
    tree.write(path, encoding="utf-8", xml_declaration=True)

    done = program("import-plan", "cam_le_2020", "CL.KT", str(path), "-o", str(table))
    assert done.returncode == 0, done.stderr
    assert "2 việc khác mẫu" in done.stdout
    assert "không sớm hơn 15/04/2020" in done.stdout
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = [row[:5] for row in csv.reader(file)][1:]
    assert rows == [
        ["CL.KT", "grassroots_logistics", "7", "", ""],
        ["CL.KT", "grassroots_congress", "", "2020-04-15", ""],
    ]


def set_text(task: ET.Element, name: str, text: str) -> None:
    found = task.find(f"{NS}{name}")
    assert found is not None, name
    found.text = text


def test_a_file_with_a_fault_writes_no_table(program: Program, tmp_path: Path) -> None:
    path, table = tmp_path / "kt.xml", tmp_path / "CL.KT.csv"
    path.write_text("<Project/>", encoding="utf-8")
    done = program("import-plan", "cam_le_2020", "CL.KT", str(path), "-o", str(table))
    assert done.returncode == 2
    assert "không phải dự án của MS Project" in done.stderr
    assert not table.exists()


def test_reading_commands_start_without_heavy_packages() -> None:
    script = (
        "import sys, daihoi.cli.exchanging, daihoi.exchange.mspdi.writer, daihoi.exchange.ical; "
        "import daihoi.exchange.tables, daihoi.exchange.plans.table; "
        "print([m for m in ('prefect', 'sqlalchemy', 'matplotlib', 'defusedxml') if m in sys.modules])"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.strip() == "[]", done.stderr
