"""``daihoi unit …`` and ``daihoi units`` on Cẩm Lệ: 235 branches, 36 of them in CL.KT and 26 in CL.HA."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

import daihoi.cli.unit_changing
import daihoi.cli.units  # noqa: F401 # both add their commands
from tests.cli.in_process import Done, run
from tests.cli.test_database import PROGRAM, REPORTS, process, refused, spoken

CAMPAIGN = "cam_le_2020"
PAPER = ("--document-date", "2020-02-20", "--body", "Quận ủy", "--reason", "Sắp xếp khu dân cư")
MERGE = ("unit", "merge", CAMPAIGN, "CL.KT.07,CL.KT.08", "--into", "CL.KT.08")
CREATE = (
    "unit",
    "create",
    CAMPAIGN,
    "CL.KT.37",
    "--name",
    "Chi bộ Trường",
    "--parent",
    "CL.KT",
    "--kind",
    "school",
)


def paper(number: int, effective: str) -> Sequence[str]:
    return ("--document", f"{number}-QĐ/ĐU", "--effective", effective, *PAPER)


def decide(folder: Path, number: int, effective: str, *words: str) -> str:
    return spoken(run(folder, *words, *paper(number, effective)))


def units(folder: Path, day: str, *words: str) -> str:
    return spoken(run(folder, "units", CAMPAIGN, "--status-date", day, *words))


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose log holds the 121 congresses of the branches."""
    folder = tmp_path_factory.mktemp("units")
    done = run(folder, "import", CAMPAIGN, *map(str, REPORTS))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def reorganised(reported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with six rulings, numbers 122 to 127."""
    folder = tmp_path_factory.mktemp("reorganised")
    shutil.copytree(reported, folder, dirs_exist_ok=True)
    decide(folder, 1, "2020-03-01", *MERGE)
    decide(folder, 2, "2020-03-01", *CREATE)
    decide(folder, 3, "2020-03-05", "unit", "rename", CAMPAIGN, "CL.KT.08", "Chi bộ 7 và 8")
    decide(folder, 4, "2020-03-10", "unit", "move", CAMPAIGN, "CL.KT.36", "--to", "CL.HA")
    parts = (
        "--part",
        "CL.HA.91=Chi bộ 1A",
        "--part",
        "CL.HA.92=Chi bộ 1B",
        "--ends",
        "--members",
        "CL.HA.91=12",
    )
    decide(folder, 5, "2020-03-12", "unit", "split", CAMPAIGN, "CL.HA.01", *parts)
    decide(folder, 6, "2020-03-15", "unit", "dissolve", CAMPAIGN, "CL.TP2", "--successor", "CL.TP1")
    return folder


@pytest.fixture
def folder(reported: Path, tmp_path: Path) -> Path:
    shutil.copytree(reported, tmp_path, dirs_exist_ok=True)
    return tmp_path


# What is shown before it is recorded, and what is recorded.


def test_a_dry_run_shows_the_counts_and_writes_nothing(folder: Path) -> None:
    shown = spoken(run(folder, *MERGE, *paper(12, "2020-03-01"), "--dry-run"))
    assert "Sáp nhập đơn vị: CL.KT.07, CL.KT.08 vào CL.KT.08 Chi bộ khu dân cư 8." in shown
    assert "Số đơn vị từ 01/03/2020: chi bộ 235 → 234 (−1). − CL.KT.07 Chi bộ khu dân cư 7" in shown
    assert "CL.KT Đảng bộ phường Khuê Trung: 36 → 35 đơn vị trực thuộc" in shown
    assert "CL.KT.07 đã báo 1 việc: vẫn ở trong sổ ghi, từ ngày ấy không tính" in shown
    assert "chưa ghi gì vào sổ" in shown
    assert "không đổi so với ban đầu" in units(folder, "2020-03-02")


def test_a_ruling_is_recorded_under_a_number(folder: Path) -> None:
    assert "Đã ghi vào sổ: số 122." in decide(folder, 12, "2020-03-01", *MERGE)
    assert "cả đợt có 234 chi bộ (ban đầu có 235: bớt 1), 45 cơ sở, 1 quận." in units(folder, "2020-03-02")


@pytest.mark.parametrize(
    "words",
    [
        MERGE,
        (*MERGE[:-1], "CL.KT.38", "--name", "Chi bộ chung"),
        CREATE,
        ("unit", "split", CAMPAIGN, "CL.HA.01", "--part", "CL.HA.91=A", "--part", "CL.HA.92=B", "--ends"),
        ("unit", "dissolve", CAMPAIGN, "CL.TP2", "--successor", "CL.TP1"),
    ],
)
def test_the_same_again_adds_nothing(folder: Path, words: Sequence[str]) -> None:
    decide(folder, 12, "2020-03-01", *words)
    before = (folder / "data/daihoi.db").read_bytes()
    assert "đã ghi trước đây, số 122" in decide(folder, 12, "2020-03-01", *words)
    assert (folder / "data/daihoi.db").read_bytes() == before


def test_a_new_unit_takes_level_and_kind_from_where_it_stands(folder: Path) -> None:
    shown = decide(folder, 1, "2020-03-01", *MERGE[:-2], "--into", "CL.KT.38", "--name", "Chi bộ chung")
    assert "chi bộ 235 → 234 (−1)" in shown
    assert "+ CL.KT.38 Chi bộ chung − CL.KT.07 Chi bộ khu dân cư 7 − CL.KT.08 Chi bộ khu dân cư 8" in shown


def test_the_day_it_takes_effect_is_the_document_s_unless_told(folder: Path) -> None:
    shown = spoken(run(folder, *MERGE, "--document", "12-QĐ/ĐU", *PAPER, "--dry-run"))
    assert "Hiệu lực từ 20/02/2020" in shown


def test_merged_wards_take_their_branches_along(folder: Path) -> None:
    words = ("unit", "merge", CAMPAIGN, "CL.TP1,CL.TP2", "--into", "CL.TP1", "--child", "CL.TP2.01=CL.GD")
    shown = decide(folder, 1, "2020-03-01", *words)
    assert "Số đơn vị từ 01/03/2020: cơ sở 45 → 44 (−1)." in shown
    assert "CL.TP2.02 Chi bộ Tổ công tác số 2: từ CL.TP2 về CL.TP1" in shown
    assert "CL.TP2.01 Chi bộ Tổ công tác số 1: từ CL.TP2 về CL.GD" in shown


def test_what_was_decided_for_a_unit_that_ends_is_said_to_be_left_aside(folder: Path) -> None:
    words = ("unit", "dissolve", CAMPAIGN, "CL.KT", "--successor", "CL.HA", "--dry-run")
    shown = spoken(run(folder, *words, *paper(1, "2020-03-01")))
    assert (
        "1 hạn, mốc, ngoại lệ riêng của đơn vị không còn: từ ngày ấy không dùng nữa." in shown
    )  # «14 và 15-4»
    assert "ngoại lệ riêng" not in decide(folder, 1, "2020-03-01", *CREATE)


def test_help_teaches_with_an_example(folder: Path) -> None:
    for command in ("create", "rename", "move", "merge", "split", "dissolve"):
        shown = spoken(run(folder, "unit", command, "--help"))
        assert f"Ví dụ: daihoi unit {command} cam_le_2020" in shown


# «Why 235 today and not 240?»


def test_the_numbers_of_a_day_are_explained_ruling_by_ruling(reorganised: Path) -> None:
    shown = units(reorganised, "2020-03-12")
    assert (
        "Đến hết 12/03/2020, cả đợt có 236 chi bộ (ban đầu có 235: thêm 3, bớt 2), 45 cơ sở, 1 quận." in shown
    )
    assert "chi bộ 235 +3 −2 236" in shown
    for line in (
        "01/03/2020 sáp nhập đơn vị 1-QĐ/ĐU ngày 20/02/2020, Quận ủy −1 chi bộ − CL.KT.07",
        "01/03/2020 thành lập đơn vị 2-QĐ/ĐU ngày 20/02/2020, Quận ủy +1 chi bộ + CL.KT.37",
        "10/03/2020 chuyển đơn vị 4-QĐ/ĐU ngày 20/02/2020, Quận ủy không đổi CL.KT.36: từ CL.KT",
        "12/03/2020 chia tách đơn vị 5-QĐ/ĐU ngày 20/02/2020, Quận ủy +1 chi bộ + CL.HA.91 Chi bộ 1A",
    ):
        assert line in shown
    assert "Sẽ có hiệu lực từ 15/03/2020: giải thể đơn vị, −1 cơ sở (6-QĐ/ĐU ngày 20/02/2020" in shown


def test_past_days_keep_their_numbers(reorganised: Path) -> None:
    assert "cả đợt có 235 chi bộ, 45 cơ sở, 1 quận; không đổi so với ban đầu" in units(
        reorganised, "2020-02-29"
    )
    status = spoken(run(reorganised, "status", CAMPAIGN, "--status-date", "2020-02-24"))
    assert "73/235" in status


def test_since_a_day_and_one_level(reorganised: Path) -> None:
    shown = units(reorganised, "2020-03-15", "--since", "2020-03-10", "--level", "grassroots")
    assert "cả đợt có 44 cơ sở (hết 10/03/2020 có 45: bớt 1)." in shown
    assert "chi bộ" not in shown.split("Từ ngày")[0]
    assert "− CL.TP2 Đảng bộ" in shown


def test_below_one_unit(reorganised: Path) -> None:
    shown = units(reorganised, "2020-03-12", "--unit", "CL.KT")
    assert "CL.KT Đảng bộ phường Khuê Trung và bên dưới có 35 chi bộ (ban đầu có 36: thêm 1, bớt 2)" in shown
    assert "10/03/2020 chuyển đơn vị 4-QĐ/ĐU ngày 20/02/2020, Quận ủy −1 chi bộ − CL.KT.36" in shown


def test_the_life_of_a_unit(reorganised: Path) -> None:
    gone = units(reorganised, "2020-03-15", "--unit", "CL.KT.07")
    assert "Đến hết 15/03/2020: không còn; nay là CL.KT.08 Chi bộ 7 và 8." in gone
    assert "01/03/2020 đã sáp nhập vào CL.KT.08 1-QĐ/ĐU ngày 20/02/2020" in gone
    heir = units(reorganised, "2020-03-15", "--unit", "CL.KT.08")
    assert "01/03/2020 tiếp nhận CL.KT.07 Chi bộ khu dân cư 7" in heir
    assert "05/03/2020 đổi tên «Chi bộ khu dân cư 8» thành «Chi bộ 7 và 8»" in heir
    moved = units(reorganised, "2020-03-15", "--unit", "CL.KT.36")
    assert "10/03/2020 chuyển từ CL.KT Đảng bộ phường Khuê Trung về CL.HA" in moved
    assert "chưa có." in units(reorganised, "2020-03-11", "--unit", "CL.HA.91")
    made = units(reorganised, "2020-03-12", "--unit", "CL.HA.91")
    assert "12/03/2020 thành lập do chia tách CL.HA.01 5-QĐ/ĐU" in made


def test_as_known_then(reorganised: Path) -> None:
    assert "cả đợt có 234 chi bộ" in units(reorganised, "2020-03-12", "--known-at", "122")
    assert "cả đợt có 235 chi bộ" in units(reorganised, "2020-03-12", "--known-at", "121")


def test_the_file_adds_up(reorganised: Path) -> None:
    assert "Đã ghi don-vi.csv" in units(reorganised, "2020-03-15", "--csv", "don-vi.csv")
    with (reorganised / "don-vi.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    sums = {
        level: sum(int(row["Số"]) for row in rows if row["Cấp"] == level) for level in ("chi bộ", "cơ sở")
    }
    assert sums == {"chi bộ": 236, "cơ sở": 44}
    assert {row["Thay đổi"] for row in rows} == {"ban đầu", "thêm", "bớt", "đổi"}


def test_without_a_log_the_configured_units_are_counted(tmp_path: Path) -> None:
    assert "cả đợt có 235 chi bộ, 45 cơ sở, 1 quận" in units(tmp_path, "2020-03-02")
    assert not (tmp_path / "data").exists()


def test_reading_loads_neither_prefect_nor_sqlalchemy(reorganised: Path) -> None:
    program = PROGRAM.replace("daihoi.cli.database", "daihoi.cli.units").replace("\nmain()", "") + (
        "\ntry:\n    main()\nexcept SystemExit as ended:\n    assert ended.code == 0\n"
        "assert not {'prefect', 'sqlalchemy', 'matplotlib'} & set(sys.modules)"
    )
    done = process(reorganised, "units", CAMPAIGN, "--status-date", "2020-03-12", program=program)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_late_report_on_a_merged_branch_is_taken_and_a_later_one_is_not(
    reorganised: Path, tmp_path: Path
) -> None:
    shutil.copytree(reorganised, tmp_path, dirs_exist_ok=True)

    def report(day: str) -> Done:
        (tmp_path / "r.csv").write_text(f"Mã đơn vị,Việc,Kết thúc\nCL.KT.07,branch_report_results,{day}\n")
        return run(tmp_path, "import", CAMPAIGN, "r.csv", "--no-annotate")

    late = report("29/02/2020")
    assert "thêm 1 sự kiện" in spoken(late)
    said = refused(report("02/03/2020"))
    assert (
        "chi bộ CL.KT.07 đã sáp nhập vào CL.KT.08 từ 01/03/2020 theo 1-QĐ/ĐU → báo cáo cho CL.KT.08" in said
    )


# What is refused, with nothing written.


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (MERGE[:3], "thiếu «MÃ,MÃ,…»"),
        (MERGE[:4], "thiếu «--into»"),
        (("unit", "merge", CAMPAIGN, "CL.KT.07", "--into", "CL.KT.07"), "[MÃ,MÃ,…]: chỉ có 1 đơn vị gộp"),
        (("unit", "merge", CAMPAIGN, ",", "--into", "CL.KT.07"), "không có mã nào"),
        ((*MERGE[:-1], "CL.KT.38"), "[--name]: «CL.KT.38» chưa có: là đơn vị mới mà không có tên"),
        ((*MERGE[:-1], "CL.KT.09"), "[--into]: «CL.KT.09» không nằm trong các đơn vị được gộp"),
        ((*MERGE, "--kind", "school"), "[--kind]: «CL.KT.08» không phải đơn vị mới"),
        ((*MERGE, "--child", "CL.KT.07"), "«CL.KT.07» không có dạng CL.KT.01=CL.HA"),
        ((*MERGE, "--child", "A=B", "--child", "A=C"), "[--child]: «A» ghi cả B và C"),
        (
            ("unit", "merge", CAMPAIGN, "CL.KT.7,CL.KT", "--into", "CL.KT"),
            "không có đơn vị «CL.KT.7» → Có phải",
        ),
        (("unit", "merge", CAMPAIGN, "CL.KT.07,CL.HA", "--into", "CL.HA"), "các đơn vị không cùng cấp"),
        ((*CREATE[:3], "cl.kt.37", *CREATE[4:]), "[MÃ]: mã «cl.kt.37» không hợp lệ"),
        ((*CREATE[:3], "CL.KT.07", *CREATE[4:]), "[MÃ]: mã «CL.KT.07» đang là của Chi bộ khu dân cư 7"),
        ((*CREATE[:3], "CL.KT.ĐB", *CREATE[4:]), "[MÃ]: mã «CL.KT.ĐB» không hợp lệ"),
        (CREATE[:-2], "[--kind]: chưa rõ CL.KT.37 thuộc loại đơn vị nào"),
        ((*CREATE, "--level", "grassroots"), "[--parent]: cơ sở CL.KT.37 không ở dưới cơ sở CL.KT được"),
        ((*CREATE, "--level", "xã"), "[--level]: không có cấp «xã»"),
        ((*CREATE, "--members", "-5"), "«--members»"),
        (
            (*CREATE, "--congress", "2020-02-21"),
            "[--congress]: đại hội dự kiến 21/02/2020, trước khi có CL.KT.37",
        ),
        ((*CREATE, "--congress", "2020-04-15"), "sau hạn của cấp (hoàn thành trong tháng 3-2020)"),
        ((*CREATE, "--congress", "3/3"), "«3/3» không có năm"),
        (("unit", "create", CAMPAIGN, "CL.X", "--name", " ", "--parent", "CL"), "«--name»: để trống"),
        (
            ("unit", "rename", CAMPAIGN, "CL.KT.77", "Tên"),
            "[ĐƠN_VỊ]: ngày 01/03/2020 không có đơn vị «CL.KT.77»",
        ),
        (("unit", "rename", CAMPAIGN, "CL.KT.07", "Chi bộ khu dân cư 7"), "đang có đúng tên"),
        (("unit", "move", CAMPAIGN, "CL", "--to", "CL.KT"), "«CL» là đơn vị cao nhất của đợt"),
        (
            ("unit", "move", CAMPAIGN, "CL.KT.07", "--to", "CL"),
            "[--to]: chi bộ CL.KT.07 không ở dưới quận CL được",
        ),
        (
            ("unit", "move", CAMPAIGN, "CL.KT", "--to", "CL.KT.07"),
            "CL.KT.07 là chính CL.KT hoặc ở dưới CL.KT",
        ),
        (("unit", "split", CAMPAIGN, "CL.KT.07", "--part", "CL.KT.37"), "không có dạng CL.KT.37=Chi bộ 7B"),
        (
            ("unit", "split", CAMPAIGN, "CL.KT.07", "--part", "CL.KT.37=B", "--ends"),
            "[--part]: chỉ có 1 đơn vị mới",
        ),
        (
            ("unit", "split", CAMPAIGN, "CL.KT.07", "--part", "CL.KT.37=B", "--members", "CL.KT.38=7"),
            "[--members]: «CL.KT.38» không phải đơn vị mới",
        ),
        (
            ("unit", "split", CAMPAIGN, "CL.KT.07", "--part", "CL.KT.37=B", "--members", "CL.KT.37=bảy"),
            "[--members]: «bảy» không phải số đảng viên",
        ),
        (("unit", "dissolve", CAMPAIGN, "CL.TP2"), "[--child]: 3 đơn vị bên dưới chưa có nơi đến: CL.TP2.01"),
        (
            ("unit", "dissolve", CAMPAIGN, "CL.TP2", "--successor", "CL.KT.01"),
            "[--successor]: các đơn vị không cùng cấp",
        ),
        (("unit", "dissolve", CAMPAIGN, "CL"), "«CL» là đơn vị cao nhất của đợt, không giải thể được"),
        (("unit", "rename", "cam_le", "CL.KT.07", "Tên"), "cam_le_2020"),
    ],
)
def test_wrong_rulings_are_refused(reported: Path, words: Sequence[str], said: str) -> None:
    before = (reported / "data/daihoi.db").read_bytes()
    assert said in refused(run(reported, *words, *paper(12, "2020-03-01")))
    assert (reported / "data/daihoi.db").read_bytes() == before


@pytest.mark.parametrize("lacking", ["--document", "--document-date", "--body", "--reason"])
def test_a_ruling_needs_its_document(reported: Path, lacking: str) -> None:
    words = list(paper(12, "2020-03-01"))
    place = words.index(lacking)
    del words[place : place + 2]
    assert f"thiếu «{lacking}»" in refused(run(reported, *MERGE, *words))


def test_all_faults_are_told_at_once(reported: Path) -> None:
    words = (
        "unit",
        "create",
        CAMPAIGN,
        "cl.37",
        "--name",
        "Chi bộ",
        "--parent",
        "CL",
        "--members",
        "1000000",
    )
    said = refused(run(reported, *words, *paper(12, "2020-03-01")))
    assert "(2 lỗi)" in said
    assert "mã «cl.37» không hợp lệ" in said
    assert "1000000 đảng viên" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--level", "phuong"), "Không có cấp «phuong»"),
        (("--unit", "CL.KT.99"), "Không có đơn vị «CL.KT.99»"),
        (("--since", "2020-03-13"), "--since 13/03/2020 đứng sau ngày chốt 12/03/2020"),
        (("--known-at", "999"), "Sổ ghi không có sự kiện số 999"),
        (("--since", "tháng 3"), "«tháng 3»"),
        (("--csv", "data"), "«data» là thư mục"),
    ],
)
def test_wrong_questions_are_refused(reorganised: Path, words: Sequence[str], said: str) -> None:
    done = run(reorganised, "units", CAMPAIGN, "--status-date", "2020-03-12", *words)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
