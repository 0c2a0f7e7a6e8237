"""``daihoi book``: charts of many units as one PDF or one SVG each, as a coordinator asks for them."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

import daihoi.cli.books  # noqa: F401 - adds the command to the group
from tests.cli.conftest import ROOT
from tests.cli.in_process import run

CAMPAIGN, DAY = "cam_le_2020", ("--status-date", "2020-03-02")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the reports of Cẩm Lệ are recorded."""
    at = tmp_path_factory.mktemp("books")
    files = sorted((ROOT / "config/campaigns/cam_le_2020/reports").glob("*.csv"))
    assert run(at, "import", CAMPAIGN, *map(str, files)).returncode == 0
    return at


def test_a_ward_is_bound_with_its_25_branches(folder: Path) -> None:
    done = run(folder, "book", CAMPAIGN, "--unit", "CL.HP", *DAY, "-o", "tập/hòa phát.pdf")
    assert done == (0, "Đã ghi tập/hòa phát.pdf\n", "")
    reader = pypdf.PdfReader(folder / "tập/hòa phát.pdf")
    assert len(reader.pages) == 28
    cover = " ".join(reader.pages[0].extract_text().split())
    # Three of 25 branches held their congress by 2 March, as the district reported.
    assert "Đảng bộ phường Hòa Phát và cấp dưới: 26 đơn vị" in cover
    assert "3/26 (11,54%) đơn vị trong tập đã tổ chức đại hội." in cover
    assert [path.name for path in (folder / "tập").iterdir()] == ["hòa phát.pdf"]


def test_a_level_of_the_campaign_stands_under_the_units_above(folder: Path) -> None:
    done = run(folder, "book", CAMPAIGN, "--level", "district", *DAY)
    assert done.returncode == 0
    reader = pypdf.PdfReader(folder / "tap-gantt-cam_le_2020-2020-03-02.pdf")
    assert len(reader.pages) == 3
    assert "Toàn đợt: quận, 1 đơn vị" in " ".join(reader.pages[0].extract_text().split())


def test_the_same_book_is_the_same_file(folder: Path) -> None:
    arguments = ("book", CAMPAIGN, "--unit", "CL.QS", "--unit", "CL.QS", *DAY, "-o", "quan-su.pdf")
    assert run(folder, *arguments).returncode == 0
    first = (folder / "quan-su.pdf").read_bytes()
    assert run(folder, *arguments).returncode == 0
    assert (folder / "quan-su.pdf").read_bytes() == first


def test_knowledge_of_an_earlier_time_is_asked_for(folder: Path) -> None:
    arguments = ("--unit", "CL.QS", *DAY, "--known-at", "3", "-o", "truoc.pdf")
    assert run(folder, "book", CAMPAIGN, *arguments).returncode == 0
    assert "Sổ ghi đến số 3 ·" in pypdf.PdfReader(folder / "truoc.pdf").pages[2].extract_text()


def test_each_unit_gets_an_svg_of_its_own(folder: Path) -> None:
    done = run(folder, "book", CAMPAIGN, "--unit", "CL.QS", *DAY, "--svg", "svg/quân sự")
    assert done == (0, "Đã ghi 4 tệp SVG vào svg/quân sự\n", "")
    made = sorted(path.name for path in (folder / "svg/quân sự").iterdir())
    assert made == ["gantt-CL.QS.01.svg", "gantt-CL.QS.02.svg", "gantt-CL.QS.03.svg", "gantt-CL.QS.svg"]
    assert "Đại hội đã tổ chức ngày" in (folder / "svg/quân sự/gantt-CL.QS.01.svg").read_text("utf-8")
    assert [path.name for path in (folder / "svg").iterdir()] == ["quân sự"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--unit", "CL.XX"), "Không có đơn vị «CL.XX»"),
        (("--unit", "cl.hp"), "Có phải ý là «CL.HP»"),
        (("--unit", ""), "Không có đơn vị «»"),
        (("--level", "brach"), "Không có cấp «brach». Có phải ý là «branch»?"),
        (("--level", "city"), "Không có đơn vị nào thuộc cấp «city»"),
        (("--unit", "CL.QS.01", "--level", "district"), "trong CL.QS.01: bỏ --level"),
        (("-o", "tap.docx"), "«tap.docx» phải có đuôi .pdf"),
        (("-o", "tap"), "phải có đuôi .pdf"),
        (("-o", "la-thu-muc.pdf"), "«la-thu-muc.pdf» là thư mục"),
        (("-o", "co-san.txt/tap.pdf"), "Không ghi được «co-san.txt/tap.pdf»"),
        (("-o", "a.pdf", "--svg", "b"), "chọn một"),
        (("--svg", "co-san.txt"), "Đã có «co-san.txt»"),
        (("--svg", "day"), "Đã có «day» và không trống"),
        (("--known-at", "999999"), "999999"),
        (("--status-date", "31/02/2020"), "31/02/2020"),
    ],
)
def test_nonsense_is_refused_and_leaves_nothing_behind(
    folder: Path, arguments: tuple[str, ...], says: str
) -> None:
    (folder / "la-thu-muc.pdf").mkdir(exist_ok=True)
    (folder / "co-san.txt").write_text("của tôi", "utf-8")
    (folder / "day").mkdir(exist_ok=True)
    (folder / "day/việc.txt").write_text("của tôi", "utf-8")
    before = sorted(folder.rglob("*"))
    # One unit, so that what is refused at the end is refused soon.
    unit = () if "--unit" in arguments or "--level" in arguments else ("--unit", "CL.QS.01")
    done = run(folder, "book", CAMPAIGN, *DAY, *unit, *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""
    assert sorted(folder.rglob("*")) == before


def test_a_book_that_is_interrupted_leaves_the_old_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "cu.pdf").write_bytes(b"%PDF cu")
    monkeypatch.setattr("reports.books.binding.draw_gantt_page", _interrupt)
    done = run(folder, "book", CAMPAIGN, "--unit", "CL.QS", *DAY, "-o", "cu.pdf")
    assert done.returncode == 130
    assert (folder / "cu.pdf").read_bytes() == b"%PDF cu"


def test_svg_files_that_are_interrupted_leave_no_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.svg.unit_gantt.draw_gantt_page", _interrupt)
    before = sorted(folder.iterdir())
    assert run(folder, "book", CAMPAIGN, "--unit", "CL.QS", *DAY, "--svg", "dang-do").returncode == 130
    assert sorted(folder.iterdir()) == before


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
