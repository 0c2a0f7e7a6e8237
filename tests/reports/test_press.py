"""Pages as they are published: what stands on them, where, and that the bytes never change."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image
from pypdf import PdfReader

from reports import pages, tokens
from reports.books.sheet import BookSheet
from reports.press.pictures import few_colours
from reports.press.printing import printed, printed_pdf
from reports.sheet import TextStyle
from reports.svg.sheet import SvgSheet
from tests.reports import test_cascade as cascades
from tests.reports import test_congress_calendar as calendars
from tests.reports import test_line_of_balance as balances
from tests.reports import test_matrix as matrices
from tests.reports import test_matrix_shares as shares
from tests.reports.reading import text_artists
from tests.reports.sample_plans import make_plan
from tests.reports.samples import make_overview, make_pace, unit
from tests.reports.test_files import PAGES

Files = dict[str, bytes]
MM_PER_POINT = 25.4 / 72

PRINTED: dict[str, Callable[[], Files]] = {
    "gantt": lambda: pages.gantt_files([make_plan()]),
    "overview": lambda: pages.overview_files(make_overview()),
    "s-curve": lambda: pages.pace_files(make_pace()),
    "matrix": lambda: pages.matrix_files(matrices.made([matrices.LATE])),
    "shares": lambda: pages.share_files(shares.made()),
    "calendar": lambda: pages.calendar_files(calendars.made()),
    "balance": lambda: pages.balance_files([balances.made()]),
    "cascade": lambda: pages.cascade_files(cascades.made()),
}


def sheet(*texts: str) -> BookSheet:
    page = BookSheet(tokens.A4_LANDSCAPE)
    for place, words in enumerate(texts):
        page.text(20.0, 20.0 + 10 * place, words, TextStyle())
    return page


def pdf_of(files: Files) -> PdfReader:
    (content,) = [content for name, content in files.items() if name.endswith(".pdf")]
    return PdfReader(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def pixel(mm: float) -> int:
    return round(mm * 150 / 25.4)


def columns_inked(band: NDArray[np.uint8]) -> NDArray[np.intp]:
    return np.flatnonzero((band < 128).any(axis=0))


def drawn_by_matplotlib(name: str) -> Figure:
    return PAGES[name]()


@pytest.mark.parametrize("name", PRINTED)
def test_all_that_matplotlib_writes_is_on_the_printed_page(name: str) -> None:
    files, figure = PRINTED[name](), drawn_by_matplotlib(name)
    words = text_of(next(content for file, content in files.items() if file.endswith(".pdf")))
    expected = [artist.get_text() for artist in text_artists(figure)]
    assert len(expected) > 20
    assert [line for line in expected if line.replace(" ", "") not in words.replace(" ", "")] == []


def test_a_line_of_text_stands_where_it_was_put() -> None:
    page = BookSheet(tokens.A4_LANDSCAPE)
    page.text(50.0, 40.0, "Hạn", TextStyle(9.0))
    page.text(150.0, 40.0, "Hạn", TextStyle(9.0, align="right"))
    page.text(100.0, 120.0, "Hạn", TextStyle(9.0, align="center"))
    shown = np.asarray(Image.open(io.BytesIO(printed([page], "x")["x.png"])).convert("L"))
    high, low = (columns_inked(shown[pixel(at - 4) : pixel(at + 4)]) for at in (40.0, 120.0))
    assert high[0] * 25.4 / 150 == pytest.approx(50.0, abs=0.7)
    assert high[-1] * 25.4 / 150 == pytest.approx(150.0, abs=0.7)
    middle = (low[0] + low[-1]) / 2 * 25.4 / 150
    assert middle == pytest.approx(100.0, abs=0.7)


def test_pages_have_their_size_in_both_files() -> None:
    files = PRINTED["gantt"]()
    box = pdf_of(files).pages[0].mediabox
    size = (float(box.width) * MM_PER_POINT, float(box.height) * MM_PER_POINT)
    assert size == pytest.approx(tokens.A4_LANDSCAPE, abs=0.1)
    with Image.open(io.BytesIO(next(files[name] for name in files if name.endswith("png")))) as shown:
        assert shown.size == (1754, 1240)
        assert shown.info["dpi"] == pytest.approx((150, 150), abs=0.1)


def test_several_sheets_are_one_pdf_and_a_picture_each() -> None:
    files = printed([sheet("một"), sheet("hai"), sheet("ba")], "trang")
    assert sorted(files) == ["trang-1.png", "trang-2.png", "trang-3.png", "trang.pdf"]
    assert [page.extract_text().strip() for page in pdf_of(files).pages] == ["một", "hai", "ba"]
    assert printed_pdf([sheet("một"), sheet("hai"), sheet("ba")], "trang") == files["trang.pdf"]


def test_the_same_page_gives_the_same_bytes_whatever_was_printed_before() -> None:
    first = {name: PRINTED[name]() for name in ("gantt", "balance")}
    pages.cascade_files(cascades.made())
    assert {name: PRINTED[name]() for name in ("balance", "gantt")} == first


def test_another_process_on_another_day_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from tests.reports.test_press import PRINTED; "
        "print(*[hashlib.sha256(b).hexdigest() for b in PRINTED['cascade']().values()])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "86400", "TZ": "America/Lima"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == [hashlib.sha256(b).hexdigest() for b in PRINTED["cascade"]().values()]


def test_pages_printed_at_the_same_time_do_not_disturb_each_other() -> None:
    names = ["gantt", "balance", "calendar"] * 2
    alone = {name: PRINTED[name]() for name in names[:3]}
    with ThreadPoolExecutor(max_workers=4) as threads:
        together = list(threads.map(lambda name: PRINTED[name](), names))
    assert together == [alone[name] for name in names]


def test_files_carry_no_date() -> None:
    files = PRINTED["cascade"]()
    for content in files.values():
        assert not re.search(rb"CreationDate|ModDate|CreateDate|tIME|date:create", content)
    told = pdf_of(files).metadata
    assert told is not None
    assert f"{told.title}.pdf" in files


def test_typefaces_are_inside_and_letters_can_be_searched() -> None:
    content = printed_pdf([sheet("Đảng bộ quận Cẩm Lệ: Ủy ban, Ỷ lại, ĐẶNG, ốc")], "trang")
    names = re.findall(rb"/BaseFont ?/[A-Z]{6}\+([\w-]+)", content)
    assert names
    assert {name.split(b"-")[0] for name in names} == {b"SourceSansPro"}
    assert b"/ToUnicode" in content
    assert text_of(content) == "Đảng bộ quận Cẩm Lệ: Ủy ban, Ỷ lại, ĐẶNG, ốc"


HOSTILE = [
    '#panic("x")', "$x^2$ *đậm* _nghiêng_ @ai <nhãn>", 'nháy " và \\ và \\u{41}', "#let a = 1; //", "]}],[{",
    "`mã` ```khối```", "= Đề mục", "- mục", "</text><script>", "&amp; &lt;", "https://vi.du",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_printed_as_they_are_and_mean_nothing_to_the_press(words: str) -> None:
    assert text_of(printed_pdf([sheet(words)], words)) == words


def test_a_hostile_name_of_a_unit_is_printed_on_its_gantt() -> None:
    plan = make_plan(unit=unit("X", 'Đảng bộ #eval("1") "A" & <B>'))
    assert 'Đảng bộ #eval("1") "A" & <B>' in text_of(pages.gantt_files([plan])["gantt-X.pdf"])


def test_shapes_that_cover_each_other_hide_edges_as_when_drawn_one_by_one() -> None:
    def drawn(*lefts: float) -> int:
        page = SvgSheet((100.0, 100.0))
        page.boxes([], "#000000", edge="#111111", line=1.0)
        squares = [[(a, 0.0), (a + 2, 0.0), (a + 2, 2.0), (a, 2.0)] for a in lefts]
        page.polygons(squares, "#FFFFFF", edge="#111111", line=1.0)
        return len(page.marks)

    assert drawn(0.0, 5.0, 10.0) == 1  # apart: one path for all
    assert drawn(0.0, 2.0) == 1  # side by side
    assert drawn(0.0, 1.0, 10.0) == 3  # over each other


def test_what_is_hatched_keeps_its_fill() -> None:
    page = BookSheet((100.0, 100.0))
    page.boxes([(10, 10, 90, 90)], "#FF0000", edge="#0000FF", hatch="///")
    shown = np.asarray(Image.open(io.BytesIO(printed([page], "x")["x.png"])).convert("RGB")).astype(int)
    inside = shown[80:500, 80:500].reshape(-1, 3)
    red, blue = (inside == (255, 0, 0)).all(axis=1).mean(), (inside[:, 2] > 80).mean()
    assert red > 0.7
    assert 0.02 < blue < 0.3


def test_matplotlib_is_not_loaded_to_publish() -> None:
    program = (
        "import sys; from tests.reports.sample_plans import make_plan; from reports import pages; "
        "pages.gantt_files([make_plan()]); sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def noise(height: int, width: int) -> NDArray[np.uint8]:
    """A picture of far more than 256 colours."""
    pixels = np.random.default_rng(3).integers(0, 256, (height, width, 4), np.uint8)
    pixels[:, :, 3] = 255
    return pixels


def shown_of(content: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def test_the_most_frequent_colours_stay_and_the_others_come_close() -> None:
    pixels = noise(200, 300)
    pixels[:100, :, :3] = (0xBC, 0xD2, 0xEB)
    pixels[100:120, :, :3] = 255
    shown = shown_of(few_colours(pixels))
    assert (shown[:100] == (0xBC, 0xD2, 0xEB)).all()
    assert (shown[100:120] == 255).all()
    apart = np.abs(shown[120:].astype(int) - pixels[120:, :, :3]).max(axis=2)
    assert apart.mean() < 30  # 256 colours for a cube of noise


@pytest.mark.parametrize("colour", [(255, 255, 255), (0, 0, 0), (1, 2, 3)])
def test_a_page_of_one_colour_stays_so(colour: tuple[int, int, int]) -> None:
    pixels = np.full((20, 30, 4), 255, np.uint8)
    pixels[:, :, :3] = colour
    shown = shown_of(few_colours(pixels))
    assert shown.shape == (20, 30, 3)
    assert (shown == colour).all()


def test_opacity_counts_for_nothing() -> None:
    opaque, faint = noise(30, 30), noise(30, 30)
    faint[:, :, 3] = 7
    assert few_colours(opaque) == few_colours(faint)
