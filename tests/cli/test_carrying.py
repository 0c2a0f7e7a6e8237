"""``daihoi unit carry``: drafts, sections and comments of Kiến An district go to the wards of 2025."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import daihoi.cli.deciding_moves
import daihoi.cli.unit_carrying  # noqa: F401 # both add their commands
from tests.cli.in_process import Done, run

Program = Callable[..., Done]
OLD, NEW = "hai_phong_2024", "hai_phong_2025"
PAPER = ("--document", "12-QĐ/TU", "--document-date", "2025-07-02")
VERSIONS = "Sổ,Mã đơn vị,Văn kiện,Bản,Ngày hoàn thành,Nơi soạn thảo,Tệp minh chứng\n"
REPORT = "báo cáo chính trị"
SECTIONS = "Sổ,Mã đơn vị,Văn kiện,Mục,Tên mục,Số liệu đến ngày\n"
COMMENTS = (
    "Sổ,Mã đơn vị,Số ý kiến,Đối tượng góp ý,Góp ý tại,Ngày góp ý,Văn kiện của đơn vị,Văn kiện,Mục,Nội dung\n"
)


def put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program over an empty folder of the test's own."""
    return lambda *arguments: run(tmp_path, *arguments)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kiến An has a first draft with its text, its sections, two comments, and a number of delegates."""
    folder = tmp_path_factory.mktemp("kien_an")
    put(folder, "du-thao.docx", "Dự thảo báo cáo chính trị quận Kiến An")
    row = f"document_versions,HP.KA,{REPORT},dự thảo lần 1,20/12/2024,Tiểu ban Văn kiện,du-thao.docx\n"
    sections = "".join(
        f"document_sections,HP.KA,{REPORT},{one},Phần {one},20/12/2024\n" for one in ("I", "II")
    )
    said = "".join(
        f'comments,HP.KA,{n},"cán bộ, đảng viên",hội nghị,10/01/2025,HP.KA,{REPORT},I,{text}\n'
        for n, text in ((1, "=Thêm số liệu thu"), (2, "Nêu rõ chỉ tiêu nhà ở"))
    )
    total = "Sổ,Mã đơn vị,Tổng,Số liệu đến ngày\ndelegate_total,HP.KA,200,10/01/2025\n"
    for name, text in (
        ("1.csv", VERSIONS + row),
        ("2.csv", SECTIONS + sections),
        ("3.csv", COMMENTS + said),
        ("4.csv", total),
    ):
        done = run(folder, "import", OLD, put(folder, name, text))
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def kien_an(office: Path, tmp_path: Path) -> Program:
    """The program over a copy of that folder."""
    shutil.copytree(office, tmp_path, dirs_exist_ok=True)
    return lambda *arguments: run(tmp_path, *arguments)


def carry(program: Program, folder: Path, *pairs: str, into: str = NEW) -> str:
    units = [part for pair in pairs for part in ("--unit", pair)]
    done = program("unit", "carry", OLD, "--into", into, *units, *PAPER, "-o", str(folder))
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def table(folder: Path, register: str) -> list[dict[str, str]]:
    (path,) = folder.glob(f"[0-9][0-9]_{register}.csv")
    return rows(path)


def test_drafts_sections_and_comments_go_to_the_ward_with_their_text(
    kien_an: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "chuyen"
    told = carry(kien_an, folder, "HP.KA=HP.PL")
    (draft,) = table(folder, "document_versions")
    assert (folder / draft["Tệp minh chứng"]).read_text("utf-8") == "Dự thảo báo cáo chính trị quận Kiến An"
    assert (draft["Mã đơn vị"], draft["Ngày hoàn thành"], draft["Số liệu đến ngày"]) == (
        "HP.PL",
        "20/12/2024",
        "02/07/2025",
    )
    assert draft["Nguồn"].startswith(
        "Kế thừa HP.KA Đảng bộ quận Kiến An (hai_phong_2024), số liệu 20/12/2024"
    )
    assert [one["Nội dung"] for one in table(folder, "comments")] == [
        "'=Thêm số liệu thu",  # no spreadsheet runs it as a formula
        "Nêu rõ chỉ tiêu nhà ở",
    ]
    # What is about the district's own congress stays with the district.
    assert not list(folder.glob("*delegate*"))
    assert "delegate" not in told


def test_the_files_are_imported_as_they_are_and_nothing_is_left_to_carry(
    kien_an: Program, tmp_path: Path
) -> None:
    folder, again = tmp_path / "chuyen", tmp_path / "lan-hai"
    carry(kien_an, folder, "HP.KA=HP.PL")
    for path in sorted(folder.glob("*.csv")):
        done = kien_an("import", NEW, str(path))
        assert done.returncode == 0, done.stderr
    shown = kien_an("register", "show", NEW, "comments", "--status-date", "2025-07-28").stdout
    assert "2 dòng" in shown
    assert "'" not in shown
    told = carry(kien_an, again, "HP.KA=HP.PL")
    assert "Đã chuyển từ trước: 5 dòng." in told
    assert "Không còn dòng nào để chuyển." in told
    assert not again.exists()
    log = kien_an("register", "show", NEW, "comments", "--status-date", "2025-07-01").stdout
    assert "0 dòng" in log, "before the decision the ward had none"
    assert kien_an("db", "verify").returncode == 0


def test_writing_the_files_twice_gives_the_same_bytes(kien_an: Program, tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    carry(kien_an, first, "HP.KA=HP.PL")
    carry(kien_an, second, "HP.KA=HP.PL")
    assert {p.name: p.read_bytes() for p in first.iterdir()} == {
        p.name: p.read_bytes() for p in second.iterdir()
    }


def test_two_wards_may_both_take_over_and_speak_each_of_its_own_draft(
    kien_an: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "chuyen"
    carry(kien_an, folder, "HP.KA=HP.KA", "HP.KA=HP.PL")
    told = {(one["Mã đơn vị"], one["Văn kiện của đơn vị"]) for one in table(folder, "comments")}
    assert told == {("HP.KA", "HP.KA"), ("HP.PL", "HP.PL")}


def test_a_comment_on_a_draft_that_two_wards_took_over_stays_behind(kien_an: Program, tmp_path: Path) -> None:
    """«Văn kiện của đơn vị» would have to name one of the two: nobody has said which."""
    said = f"comments,HP.KA.P01,1,Nhân dân,hội nghị,10/01/2025,HP.KA,{REPORT},I,Thêm cây xanh\n"
    assert kien_an("import", OLD, put(tmp_path, "n.csv", COMMENTS + said)).returncode == 0
    told = carry(kien_an, tmp_path / "chuyen", "HP.KA=HP.KA", "HP.KA=HP.PL", "HP.KA.P01=HP.P01")
    assert (
        "HP.KA.P01 → HP.P01, comments, «1»: cột «Văn kiện của đơn vị»: chưa rõ «HP.KA» nay là gì ở nơi nhận"
        in told
    )


def test_two_units_with_an_entry_of_one_name_leave_the_choice_to_people(
    kien_an: Program, tmp_path: Path
) -> None:
    other = f"document_sections,HP.HB,{REPORT},I,Phần I của Hồng Bàng,20/12/2024\n"
    assert kien_an("import", OLD, put(tmp_path, "h.csv", SECTIONS + other)).returncode == 0
    folder = tmp_path / "chuyen"
    told = carry(kien_an, folder, "HP.KA=HP.PL", "HP.HB=HP.PL")
    assert [one["Mục"] for one in table(folder, "document_sections")] == ["II"]
    assert told.count("nhiều đơn vị cũ cùng có dòng tên này, phải chọn một") == 2


def test_what_the_ward_has_itself_is_left_alone(kien_an: Program, tmp_path: Path) -> None:
    own = f"document_sections,HP.PL,{REPORT},I,Phần riêng của phường,02/07/2025\n"
    assert kien_an("import", NEW, put(tmp_path, "p.csv", SECTIONS + own)).returncode == 0
    folder = tmp_path / "chuyen"
    told = carry(kien_an, folder, "HP.KA=HP.PL")
    assert [one["Mục"] for one in table(folder, "document_sections")] == ["II"]
    assert f"document_sections, «{REPORT} | I»: nơi nhận đã có dòng của mình, cùng tên" in told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--unit", "HP.KA"), "không có dạng HP.KA=HP.PL"),
        (("--unit", "HP.KX=HP.PL"), "đơn vị «HP.KX»"),
        (("--unit", "HP.KA=HP.PX"), "đơn vị «HP.PX»"),
        ((), "Chưa rõ đơn vị nào nhận của đơn vị nào. Nêu --unit MÃ_CŨ=MÃ_MỚI."),
        (("--unit", "HP.KA=HP.PL", "--document-date", "2199-01-01"), "chưa đến"),
        (("--unit", "HP.KA=HP.PL", "--document", ""), "--document"),
    ],
)
def test_wrong_orders_are_refused(program: Program, options: tuple[str, ...], told: str) -> None:
    done = program("unit", "carry", OLD, "--into", NEW, *PAPER, *options)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.split()), done.stderr


@pytest.mark.parametrize(
    ("number", "day", "told"),
    [
        ("12-QĐ/TU", "", "cột «Ngày văn bản kế thừa»]: để trống"),
        ("", "02/07/2025", "cột «Văn bản kế thừa»]: để trống"),
        ("12-QĐ/TU", "31/02/2025", "cột «Ngày văn bản kế thừa»]"),
        ("12-QĐ/TU", "02/07/2199", "chưa đến"),
    ],
)
def test_a_document_has_a_number_and_a_day(
    program: Program, tmp_path: Path, number: str, day: str, told: str
) -> None:
    head = SECTIONS.replace("\n", ",Văn bản kế thừa,Ngày văn bản kế thừa\n")
    row = f"document_sections,HP.PL,{REPORT},I,Phần I,02/07/2025,{number},{day}\n"
    done = program("import", NEW, put(tmp_path, "k.csv", head + row))
    assert done.returncode == 2
    assert told in done.stderr, done.stderr


MERGED = (
    *("unit", "merge", "cam_le_2020", "CL.KT,CL.HA", "--into", "CL.HA", "--document", "12-QĐ/QU"),
    *(
        "--document-date",
        "2020-02-20",
        "--effective",
        "2020-02-25",
        "--body",
        "Quận ủy",
        "--reason",
        "Sắp xếp",
    ),
)


def test_within_a_campaign_the_ruling_says_who_takes_over(program: Program, tmp_path: Path) -> None:
    row = f"document_sections,CL.KT,{REPORT},I,Phần I,10/02/2020\n"
    assert program("import", "cam_le_2020", put(tmp_path, "s.csv", SECTIONS + row)).returncode == 0
    assert program(*MERGED).returncode == 0
    paper = ("--document", "14-QĐ/QU", "--document-date", "2020-03-01")
    done = program(
        "unit", "carry", "cam_le_2020", *paper, "--status-date", "2020-03-02", "-o", str(tmp_path / "chuyen")
    )
    assert done.returncode == 0, done.stderr
    (section,) = table(tmp_path / "chuyen", "document_sections")
    assert (section["Mã đơn vị"], section["Văn bản kế thừa"]) == ("CL.HA", "14-QĐ/QU")
    (path,) = (tmp_path / "chuyen").glob("*.csv")
    assert "thêm 1 sự kiện" in program("import", "cam_le_2020", str(path)).stdout
    told = program("work", "cam_le_2020", "changes", "--status-date", "2020-03-02").stdout
    assert "14-QĐ/QU" in " ".join(told.split())


def test_what_a_document_moved_is_shown_for_one_day(program: Program, tmp_path: Path) -> None:
    """Khuê Trung goes: 45 grassroots organisations become 44, its branches stay 235."""
    assert program(*MERGED).returncode == 0
    done = program(
        "decide", "effect", "cam_le_2020", "--status-date", "2020-03-02", "--csv", str(tmp_path / "doi.csv")
    )
    assert done.returncode == 0, done.stderr
    assert "cơ sở: số đơn vị 45 → 44 (−1)" in " ".join(done.stdout.split())
    told = {row["Cấp"]: row["Số đơn vị"] for row in rows(tmp_path / "doi.csv")}
    assert told == {"quận": "1", "cơ sở": "45 → 44 (−1)", "chi bộ": "235"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--status-date", "2020-02-24"), "Đến hết 24/02/2020 chưa có quyết định nào có hiệu lực"),
        (("13-QĐ/QU", "--status-date", "2020-03-02"), "văn bản «13-QĐ/QU»"),
        (("12-QĐ/QU", "--status-date", "2020-13-02"), "2020-13-02"),
        (("12-QĐ/QU", "--status-date", "2020-03-02", "--known-at", "7"), "không có sự kiện số 7"),
    ],
)
def test_effects_of_nothing_are_refused(program: Program, arguments: tuple[str, ...], told: str) -> None:
    assert program(*MERGED).returncode == 0
    done = program("decide", "effect", "cam_le_2020", *arguments)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.split()), done.stderr


def test_tables_that_somebody_may_have_gone_over_are_not_written_over(
    kien_an: Program, tmp_path: Path
) -> None:
    carry(kien_an, tmp_path / "chuyen", "HP.KA=HP.PL")
    (table, *_) = sorted((tmp_path / "chuyen").glob("*.csv"))
    table.write_text("đã sửa", encoding="utf-8")
    done = kien_an(
        "unit", "carry", OLD, "--into", NEW, "--unit", "HP.KA=HP.PL", *PAPER, "-o", str(tmp_path / "chuyen")
    )
    assert done.returncode == 2
    assert f"đã có {table.name}" in " ".join(done.stderr.split())
    assert table.read_text(encoding="utf-8") == "đã sửa"
