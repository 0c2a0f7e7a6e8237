"""``daihoi restate`` on the reports of Cẩm Lệ: the log holds 121 congresses, in the order of the files."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import daihoi.cli.restating  # noqa: F401 # adds its command
from tests.cli.in_process import Done, run
from tests.cli.test_database import PROGRAM, REPORTS, process, refused, spoken

MARCH_2 = ("restate", "cam_le_2020", "--status-date", "2020-03-02")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("restated")
    assert run(folder, "import", "cam_le_2020", *map(str, REPORTS)).returncode == 0
    return folder


@pytest.fixture
def folder(recorded: Path, tmp_path: Path) -> Path:
    shutil.copytree(recorded, tmp_path, dirs_exist_ok=True)
    return tmp_path


def restate(folder: Path, *arguments: str) -> str:
    return spoken(run(folder, *MARCH_2, *arguments))


def correct(folder: Path, **fields: str) -> Done:
    """Imports a correction of the first congress of the first file, held 31/01/2020 in CL.KT.01."""
    row = {
        "Mã đơn vị": "CL.KT.01",
        "Việc": "branch_congress",
        "Loại": "sửa",
        "Lý do": "ghi nhầm ngày",
        **fields,
    }
    with (folder / "sua.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row.keys())
        writer.writeheader()
        writer.writerow(row)
    done = run(folder, "import", "cam_le_2020", "sua.csv")
    assert done.returncode == 0, done.stderr
    return done


def test_late_reports_are_counted_in_one_sentence(folder: Path) -> None:
    shown = restate(folder, "--from", "110")
    assert (
        "Báo cáo chốt 02/03/2020 lập khi sổ ghi đến số 110 ghi 110/235 chi bộ đã đại hội; nay là 121/235: "
        "11 báo cáo muộn, 0 sửa."
    ) in shown
    assert "chi bộ 110/235 (46,81%) 121/235 (51,49%) +11" in shown
    assert "CL.DM.04 Chi bộ Nhà máy số 3 Đại hội chi bộ báo cáo muộn trong ngày 26/02/2020 111" in shown
    assert "Đảng bộ Tổng Công ty CP Dệt may Hòa Thọ 3 3/12 → 6/12" in shown


def test_between_two_knowledges(folder: Path) -> None:
    shown = restate(folder, "--from", "100", "--to", "110")
    assert "ghi 100/235 chi bộ đã đại hội; khi sổ ghi đến số 110 là 110/235: 10 báo cáo muộn" in shown


def test_a_correction_shows_old_and_new_and_why(folder: Path) -> None:
    correct(folder, **{"Bắt đầu": "05/02/2020", "Kết thúc": "05/02/2020", "Tỷ lệ (%)": "100"})
    shown = restate(folder, "--from", "121")
    assert "ghi 121/235 chi bộ đã đại hội; nay là 121/235: 0 báo cáo muộn, 1 sửa." in shown
    assert "Đại hội chi bộ sửa trong ngày 31/01/2020 → 05/02/2020 ghi nhầm ngày 1 → 122" in shown
    assert "Trạng thái của các việc: không đổi." in shown


def test_a_congress_that_was_not_held_lowers_the_count(folder: Path) -> None:
    correct(folder, **{"Bắt đầu": "31/01/2020", "Tỷ lệ (%)": "50", "Số liệu đến ngày": "01/03/2020"})
    shown = restate(folder, "--from", "121")
    assert "ghi 121/235 chi bộ đã đại hội; nay là 120/235: 0 báo cáo muộn, 1 sửa." in shown
    assert "kết thúc 31/01/2020 → trống; tỷ lệ 100% →" in shown
    assert "Đảng bộ phường Khuê Trung 1 36/36 → 35/36" in shown


def test_nothing_new_is_said_to_be_nothing(folder: Path) -> None:
    shown = restate(folder, "--from", "121")
    assert "nay là 121/235: 0 báo cáo muộn, 0 sửa." in shown
    assert "báo cáo đã lập vẫn đúng như nay biết" in shown


def test_every_change_is_written_for_spreadsheets(folder: Path) -> None:
    assert "Đã ghi dieu-chinh.csv" in restate(folder, "--from", "110", "--csv", "dieu-chinh.csv")
    with (folder / "dieu-chinh.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Trường"] == "kết thúc"]
    assert len(rows) == 11
    assert {row["Loại"] for row in rows} == {"báo cáo muộn"}
    assert sorted(int(row["Sự kiện số (nay)"]) for row in rows) == list(range(111, 122))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "122"), "Sổ ghi không có sự kiện số 122"),
        (("--from", "110", "--to", "500"), "Sổ ghi không có sự kiện số 500"),
        (("--from", "110", "--to", "100"), "--to 100 đứng trước --from 110"),
        (("--from", "một"), "không phải số nguyên"),
        ((), "thiếu «--from»"),
        (("--from", "110", "--csv", "none/x.csv"), "Không ghi được none/x.csv: không có thư mục"),
    ],
)
def test_wrong_words_are_refused(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(folder, *MARCH_2, *arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_a_status_date_is_needed_and_an_earlier_one_knows_less(folder: Path) -> None:
    missing = run(folder, "restate", "cam_le_2020", "--from", "1")
    assert "thiếu «--status-date»" in refused(missing)
    shown = spoken(run(folder, "restate", "cam_le_2020", "--status-date", "2020-02-03", "--from", "0"))
    assert "ghi 0/235 chi bộ đã đại hội; nay là 4/235: 4 báo cáo muộn" in shown


def test_comparing_loads_neither_prefect_nor_sqlalchemy(folder: Path) -> None:
    program = PROGRAM.replace("daihoi.cli.database", "daihoi.cli.restating").replace("\nmain()", "") + (
        "\ntry:\n    main()\nexcept SystemExit as ended:\n    assert ended.code == 0\n"
        "assert not {'prefect', 'sqlalchemy', 'matplotlib'} & set(sys.modules)"
    )
    done = process(folder, *MARCH_2, "--from", "110", program=program)
    assert (done.returncode, done.stderr) == (0, "")
