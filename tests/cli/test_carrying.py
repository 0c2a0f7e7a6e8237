"""``daihoi unit carry``: drafts, sections and comments of Kiến An district go to the wards of 2025."""

from __future__ import annotations

import csv
import re
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
ANSWERS = "Sổ,Mã đơn vị,Đơn vị góp ý,Ý kiến số,Xử lý,Ngày xử lý\n"
SECTIONS = "Sổ,Mã đơn vị,Văn kiện,Mục,Tên mục,Số liệu đến ngày\n"
COMMENTS = (
    "Sổ,Mã đơn vị,Ý kiến số,Đối tượng góp ý,Góp ý tại,Ngày góp ý,Văn kiện của đơn vị,Văn kiện,Mục,Nội dung\n"
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


def take(program: Program, folder: Path, *pairs: str, only: str = "") -> None:
    """Carries and imports the tables whose registers begin so."""
    carry(program, folder, *pairs)
    for path in sorted(folder.glob(f"[0-9][0-9]_{only}*.csv")):
        done = program("import", NEW, str(path))
        assert done.returncode == 0, done.stderr


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
        "Kế thừa HP.KA Đảng bộ quận Kiến An (hai_phong_2024), "
        "dòng «báo cáo chính trị | dự thảo lần 1», số liệu 20/12/2024"
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
    why = "cột «Văn kiện của đơn vị»: chưa rõ «HP.KA» nay là gì ở nơi nhận"
    assert f"HP.KA.P01 → HP.P01, sổ ý kiến góp ý, «1»: {why}" in told


def test_two_units_with_an_entry_of_one_name_leave_the_choice_to_people(
    kien_an: Program, tmp_path: Path
) -> None:
    other = f"document_sections,HP.HB,{REPORT},I,Phần I của Hồng Bàng,20/12/2024\n"
    assert kien_an("import", OLD, put(tmp_path, "h.csv", SECTIONS + other)).returncode == 0
    folder = tmp_path / "chuyen"
    told = carry(kien_an, folder, "HP.KA=HP.PL", "HP.HB=HP.PL")
    assert [one["Mục"] for one in table(folder, "document_sections")] == ["II"]
    assert told.count("nhiều đơn vị cũ cùng có dòng tên này, phải chọn một") == 2


class TestNumbers:
    """Comments are 1, 2 in every unit: two of Kiến An, two of a ward below it, all to Phù Liễn."""

    @pytest.fixture
    def both(self, kien_an: Program, tmp_path: Path) -> Program:
        said = "".join(
            f'comments,HP.KA.P01,{n},"cán bộ, đảng viên",hội nghị,11/01/2025,HP.KA,{REPORT},I,{text}\n'
            for n, text in ((1, "Thêm phần cảng"), (2, "Nêu rõ giao thông"))
        )
        answers = (
            "Sổ,Mã đơn vị,Đơn vị góp ý,Ý kiến số,Xử lý,Ngày xử lý\n"
            "answers,HP.KA,HP.KA.P01,2,tiếp thu,15/01/2025\nanswers,HP.KA,HP.KA,2,tiếp thu,15/01/2025\n"
        )
        for name, text in (("c.csv", COMMENTS + said), ("a.csv", answers)):
            done = kien_an("import", OLD, put(tmp_path, name, text))
            assert done.returncode == 0, done.stderr
        return kien_an

    def test_each_gets_a_number_of_its_own_and_answers_follow(self, both: Program, tmp_path: Path) -> None:
        folder = tmp_path / "chuyen"
        told = carry(both, folder, "HP.KA=HP.PL", "HP.KA.P01=HP.PL")
        said = {one["Nội dung"].lstrip("'"): one["Ý kiến số"] for one in table(folder, "comments")}
        assert said == {
            "=Thêm số liệu thu": "1",
            "Nêu rõ chỉ tiêu nhà ở": "2",
            "Thêm phần cảng": "3",
            "Nêu rõ giao thông": "4",
        }
        # what is said of the ward's second comment is said of the fourth
        assert sorted(one["Ý kiến số"] for one in table(folder, "answers")) == ["2", "4"]
        assert "Đánh số lại 2 dòng của sổ ý kiến góp ý" in told
        assert "phải chọn một" not in told

    def test_a_second_time_nothing_is_left_to_carry(self, both: Program, tmp_path: Path) -> None:
        folder = tmp_path / "chuyen"
        carry(both, folder, "HP.KA=HP.PL", "HP.KA.P01=HP.PL")
        for path in sorted(folder.glob("*.csv")):
            assert both("import", NEW, str(path)).returncode == 0
        again = carry(both, tmp_path / "lai", "HP.KA=HP.PL", "HP.KA.P01=HP.PL")
        assert "Không còn dòng nào để chuyển." in again
        assert "Không chuyển được" not in again
        assert not (tmp_path / "lai").exists()


def test_what_cannot_be_carried_is_not_told_as_done(kien_an: Program, tmp_path: Path) -> None:
    """All that is left clashes: there is nothing to write, and that is not «nothing left»."""
    own = f"document_sections,HP.PL,{REPORT},I,Phần riêng của phường,02/07/2025\n"
    assert kien_an("import", NEW, put(tmp_path, "p.csv", SECTIONS + own)).returncode == 0
    take(kien_an, tmp_path / "chuyen", "HP.KA=HP.PL")
    told = carry(kien_an, tmp_path / "lai", "HP.KA=HP.PL")
    assert "Không chuyển được 1 dòng" in told
    assert "Không còn dòng nào để chuyển." not in told
    assert "các dòng còn lại không chuyển được" in told


class TestWhereItCameFrom:
    """What was taken over is known by its source, not by its cells: people mend cells."""

    MENDED = COMMENTS.rstrip("\n") + ",Số liệu đến ngày,Loại,Lý do\n"

    def comment(self, unit: str, number: int, text: str, day: str = "10/01/2025") -> str:
        who = '"cán bộ, đảng viên"'
        return f"comments,{unit},{number},{who},hội nghị,{day},{unit},{REPORT},I,{text}"

    def mend(self, program: Program, folder: Path, number: int, text: str) -> None:
        row = f"{self.comment('HP.PL', number, text)},02/07/2025,sửa,ghi lại\n"
        done = program("import", NEW, put(folder, "sua.csv", self.MENDED + row))
        assert done.returncode == 0, done.stderr

    def test_what_the_heir_mended_is_not_proposed_again(self, kien_an: Program, tmp_path: Path) -> None:
        take(kien_an, tmp_path / "chuyen", "HP.KA=HP.PL")
        self.mend(kien_an, tmp_path, 1, "Thêm số liệu thu ngân sách")
        changed = f"document_sections,HP.PL,{REPORT},I,Phần sửa lại,03/07/2025,sửa,ghi lại\n"
        head = SECTIONS.rstrip("\n") + ",Loại,Lý do\n"
        assert kien_an("import", NEW, put(tmp_path, "p.csv", head + changed)).returncode == 0
        told = carry(kien_an, tmp_path / "lai", "HP.KA=HP.PL")
        assert "Đã chuyển từ trước: 5 dòng." in told
        assert "Không còn dòng nào để chuyển." in told
        assert not (tmp_path / "lai").exists()

    def test_an_answer_names_the_mended_comment(self, kien_an: Program, tmp_path: Path) -> None:
        """The ward has a comment 1 of its own; what came as 1 is its 2, and the answer comes later."""
        take(kien_an, tmp_path / "nhap", "HP.KA=HP.PL", only="document")
        own = self.comment("HP.PL", 1, "Ý kiến riêng", "03/07/2025") + "\n"
        assert kien_an("import", NEW, put(tmp_path, "o.csv", COMMENTS + own)).returncode == 0
        take(kien_an, tmp_path / "chuyen", "HP.KA=HP.PL")
        numbers = {
            one["Nội dung"].lstrip("'"): one["Ý kiến số"] for one in table(tmp_path / "chuyen", "comments")
        }
        assert numbers == {"=Thêm số liệu thu": "2", "Nêu rõ chỉ tiêu nhà ở": "3"}
        self.mend(kien_an, tmp_path, 2, "Thêm số liệu thu ngân sách")
        answer = ANSWERS + "answers,HP.KA,HP.KA,1,tiếp thu,15/01/2025\n"
        assert kien_an("import", OLD, put(tmp_path, "a.csv", answer)).returncode == 0
        carry(kien_an, tmp_path / "lai", "HP.KA=HP.PL")
        (row,) = table(tmp_path / "lai", "answers")
        assert (row["Mã đơn vị"], row["Đơn vị góp ý"], row["Ý kiến số"]) == ("HP.PL", "HP.PL", "2")

    def test_an_alike_comment_of_the_heirs_own_swallows_nothing(
        self, kien_an: Program, tmp_path: Path
    ) -> None:
        take(kien_an, tmp_path / "nhap", "HP.KA=HP.PL", only="document")
        alike = self.comment("HP.PL", 1, "Nêu rõ chỉ tiêu nhà ở") + ",03/07/2025\n"
        head = COMMENTS.rstrip("\n") + ",Số liệu đến ngày\n"
        done = kien_an("import", NEW, put(tmp_path, "o.csv", head + alike))
        assert done.returncode == 0, done.stderr
        told = carry(kien_an, tmp_path / "chuyen", "HP.KA=HP.PL")
        assert [one["Ý kiến số"] for one in table(tmp_path / "chuyen", "comments")] == ["2", "3"]
        assert "Đã chuyển từ trước: 3 dòng." in told, "the draft and its two sections, no comment"

    def test_a_table_without_the_number_is_known_by_what_it_brought(
        self, kien_an: Program, tmp_path: Path
    ) -> None:
        """Tables made earlier name the unit only; what their rows said first is compared."""
        folder = tmp_path / "chuyen"
        carry(kien_an, folder, "HP.KA=HP.PL")
        for path in sorted(folder.glob("*.csv")):
            path.write_text(re.sub(r", dòng «.*?», số liệu", ", số liệu", path.read_text("utf-8")), "utf-8")
            assert kien_an("import", NEW, str(path)).returncode == 0
        self.mend(kien_an, tmp_path, 1, "Thêm số liệu thu ngân sách")
        assert "Đã chuyển từ trước: 5 dòng." in carry(kien_an, tmp_path / "lai", "HP.KA=HP.PL")

    def test_words_without_a_document_take_over_nothing(self, kien_an: Program, tmp_path: Path) -> None:
        take(kien_an, tmp_path / "nhap", "HP.KA=HP.PL", only="document")
        words = '"Kế thừa HP.KA Quận Kiến An (hai_phong_2024), dòng «1», số liệu 10/01/2025"'
        own = f"{self.comment('HP.PL', 1, 'Ý kiến riêng')},03/07/2025,{words}\n"
        head = COMMENTS.rstrip("\n") + ",Số liệu đến ngày,Nguồn\n"
        assert kien_an("import", NEW, put(tmp_path, "o.csv", head + own)).returncode == 0
        carry(kien_an, tmp_path / "chuyen", "HP.KA=HP.PL")
        assert [one["Ý kiến số"] for one in table(tmp_path / "chuyen", "comments")] == ["2", "3"]

    def test_what_was_withdrawn_is_no_longer_taken_over(self, kien_an: Program, tmp_path: Path) -> None:
        take(kien_an, tmp_path / "chuyen", "HP.KA=HP.PL")
        row = f"{self.comment('HP.PL', 2, 'Nêu rõ chỉ tiêu nhà ở')},02/07/2025,hủy,chuyển nhầm\n"
        done = kien_an("import", NEW, put(tmp_path, "huy.csv", self.MENDED + row))
        assert done.returncode == 0, done.stderr
        carry(kien_an, tmp_path / "lai", "HP.KA=HP.PL")
        assert [one["Nội dung"] for one in table(tmp_path / "lai", "comments")] == ["Nêu rõ chỉ tiêu nhà ở"]


def test_answers_go_to_each_of_two_heirs_with_the_number_it_gave(kien_an: Program, tmp_path: Path) -> None:
    """One ward has given 1 and 2 itself, the other nothing: the comment is its 4 here and its 2 there."""
    answer = ANSWERS + "answers,HP.KA,HP.KA,2,tiếp thu,15/01/2025\n"
    assert kien_an("import", OLD, put(tmp_path, "a.csv", answer)).returncode == 0
    take(kien_an, tmp_path / "nhap", "HP.KA=HP.KA", only="document")
    own = "".join(
        f"comments,HP.KA,{n},Nhân dân,hội nghị,03/07/2025,HP.KA,{REPORT},I,Ý kiến {n}\n" for n in (1, 2)
    )
    assert kien_an("import", NEW, put(tmp_path, "o.csv", COMMENTS + own)).returncode == 0
    for pairs in (("HP.KA=HP.KA", "HP.KA=HP.PL"), ("HP.KA=HP.PL", "HP.KA=HP.KA")):
        folder = tmp_path / pairs[0].replace("=", "-")
        carry(kien_an, folder, *pairs)
        told = {one["Mã đơn vị"]: one["Ý kiến số"] for one in table(folder, "answers")}
        assert told == {"HP.KA": "4", "HP.PL": "2"}


def test_what_the_ward_has_itself_is_left_alone(kien_an: Program, tmp_path: Path) -> None:
    own = f"document_sections,HP.PL,{REPORT},I,Phần riêng của phường,02/07/2025\n"
    assert kien_an("import", NEW, put(tmp_path, "p.csv", SECTIONS + own)).returncode == 0
    folder = tmp_path / "chuyen"
    told = carry(kien_an, folder, "HP.KA=HP.PL")
    assert [one["Mục"] for one in table(folder, "document_sections")] == ["II"]
    assert f"sổ mục lục văn kiện, «{REPORT} | I»: nơi nhận đã có dòng của mình, cùng tên" in told


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


OF_BRANCHES = {"CL.KT,CL.HA": "CL.KT.07,CL.KT.08", "CL.HA": "CL.KT.08"}
KEPT_BRANCH = tuple(OF_BRANCHES.get(one, one) for one in MERGED)


class TestWhoStays:
    """CL.KT.07 goes into CL.KT.08; CL.KT, whose answers name their comments, stays."""

    PAPER = ("--document", "14-QĐ/ĐU", "--document-date", "2020-03-01", "--status-date", "2020-03-02")

    @pytest.fixture
    def merged(self, program: Program, tmp_path: Path) -> Program:
        """Branch 08 gave a comment, branch 07 two, and the ward answered the first of each."""
        draft = f"document_versions,CL.KT,{REPORT},dự thảo lần 1,05/02/2020,Tiểu ban Văn kiện\n"
        section = f"document_sections,CL.KT,{REPORT},I,Phần I,05/02/2020\n"
        said = "".join(
            f"comments,{unit},{n},Nhân dân,hội nghị,10/02/2020,CL.KT,{REPORT},I,{text}\n"
            for unit, n, text in (
                ("CL.KT.08", 1, "Thêm cây xanh"),
                ("CL.KT.07", 1, "Sửa đường"),
                ("CL.KT.07", 2, "Xây trường"),
            )
        )
        answers = "".join(
            f"answers,CL.KT,{unit},1,tiếp thu,12/02/2020\n" for unit in ("CL.KT.07", "CL.KT.08")
        )
        for name, text in (
            ("1.csv", VERSIONS.replace(",Tệp minh chứng", "") + draft),
            ("2.csv", SECTIONS + section),
            ("3.csv", COMMENTS + said),
            ("4.csv", ANSWERS + answers),
        ):
            done = program("import", "cam_le_2020", put(tmp_path, name, text))
            assert done.returncode == 0, done.stderr
        assert program(*KEPT_BRANCH).returncode == 0
        return program

    def carry(self, program: Program, folder: Path) -> str:
        done = program("unit", "carry", "cam_le_2020", *self.PAPER, "-o", str(folder))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def test_its_answers_name_the_new_unit_and_number(self, merged: Program, tmp_path: Path) -> None:
        told = self.carry(merged, tmp_path / "chuyen")
        said = {one["Nội dung"]: one["Ý kiến số"] for one in table(tmp_path / "chuyen", "comments")}
        assert said == {"Sửa đường": "2", "Xây trường": "3"}
        (answer,) = table(tmp_path / "chuyen", "answers")
        assert (answer["Mã đơn vị"], answer["Đơn vị góp ý"], answer["Ý kiến số"]) == (
            "CL.KT",
            "CL.KT.08",
            said["Sửa đường"],
        )
        assert "1 dòng của sổ tiếp thu, giải trình do đơn vị vẫn còn ghi" in " ".join(told.split())

    def test_once_imported_nothing_is_left_and_every_answer_counts(
        self, merged: Program, tmp_path: Path
    ) -> None:
        self.carry(merged, tmp_path / "chuyen")
        for path in sorted((tmp_path / "chuyen").glob("*.csv")):
            done = merged("import", "cam_le_2020", str(path))
            assert done.returncode == 0, done.stderr
        again = self.carry(merged, tmp_path / "lai")
        assert "Đã chuyển từ trước: 3 dòng." in again
        assert "Không còn dòng nào để chuyển." in again

    def test_comments_taken_over_are_counted_once(self, merged: Program, tmp_path: Path) -> None:
        """Three comments from two branches; afterwards three from the one that is left."""
        status = ("work", "cam_le_2020", "feedback", "--status-date", "2020-03-02", "--unit", "CL.KT")
        before = " ".join(merged(*status).stdout.split())
        assert "3 ý kiến từ 2 đơn vị" in before
        self.carry(merged, tmp_path / "chuyen")
        for path in sorted((tmp_path / "chuyen").glob("*.csv")):
            assert merged("import", "cam_le_2020", str(path)).returncode == 0
        after = " ".join(merged(*status).stdout.split())
        assert "3 ý kiến từ 1 đơn vị" in after
        assert "đã xử lý 2/3" in before
        assert "đã xử lý 2/3" in after

    def test_what_was_taken_over_under_another_number_is_told_as_taken_over(
        self, merged: Program, tmp_path: Path
    ) -> None:
        """Comment 2 of the branch that is gone became comment 3; the heir's own comment 1 proves nothing."""
        status = ("work", "cam_le_2020", "changes", "--status-date", "2020-03-02", "-o", str(tmp_path))
        self.carry(merged, tmp_path / "chuyen")
        for path in sorted((tmp_path / "chuyen").glob("*.csv")):
            assert merged("import", "cam_le_2020", str(path)).returncode == 0
        done = merged(*status)
        assert done.returncode == 0, done.stderr
        told = {
            row["Dòng"]: row["Nơi nhận đã có"]
            for row in rows(tmp_path / "bieu-chuyen-tiep.csv")
            if row["Dòng"]
        }
        document = "kế thừa theo 14-QĐ/ĐU ngày 01/03/2020"
        assert told == {"1": document, "2": document}

    def test_an_answer_that_it_gave_anew_is_left_alone(self, merged: Program, tmp_path: Path) -> None:
        self.carry(merged, tmp_path / "chuyen")
        (comments,) = (tmp_path / "chuyen").glob("*_comments.csv")
        assert merged("import", "cam_le_2020", str(comments)).returncode == 0
        own = "answers,CL.KT,CL.KT.08,2,tiếp thu,02/03/2020\n"
        assert merged("import", "cam_le_2020", put(tmp_path, "m.csv", ANSWERS + own)).returncode == 0
        told = " ".join(self.carry(merged, tmp_path / "lai").split())
        assert "CL.KT → CL.KT, sổ tiếp thu, giải trình, «CL.KT.07 | 1»: nơi nhận đã có dòng của mình" in told
        assert not (tmp_path / "lai").exists()


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
