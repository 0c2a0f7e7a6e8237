"""Both engines: the same files, the same words, nothing that runs, and the same bytes every time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image
from pypdf import PdfReader

from daihoi.cli.values import CHART_ENGINES
from reports import charts
from reports.charts import Chart
from reports.engines import ENGINES, MATPLOTLIB, PRESS, chart_files
from tests.reports.hostile import NAMES
from tests.reports.page_texts import PageTexts
from tests.reports.reading_svg import SVG, texts
from tests.reports.sample_charts import CHARTS, long_calendar
from tests.reports.sample_plans import make_plan
from tests.reports.samples import make_overview, overview_row, unit

DANGERS = (b"<script", b"onload", b"javascript:", b'xlink:href="http', b'href="http', b"/JavaScript", b"/URI")
NOT_IN_FILES = re.compile(rb"CreationDate|ModDate|tIME|date:create|<dc:date>|matplotlib\.org")


def words_of(chart: Chart) -> Iterator[str]:
    for page in chart.draw(PageTexts):
        yield from (text.words for text in page.texts)


def pdf_words(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def test_the_command_offers_what_there_is() -> None:
    assert list(CHART_ENGINES.choices) == list(ENGINES) == [PRESS, MATPLOTLIB]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_becomes_a_picture_a_drawing_and_a_sheet_with_all_its_words(
    name: str, engine: str
) -> None:
    chart = CHARTS[name]()
    files = chart_files(chart, engine)
    assert sorted(files) == [f"{chart.name}.{kind}" for kind in ("pdf", "png", "svg")]
    printed = pdf_words(files[f"{chart.name}.pdf"])
    expected = list(words_of(chart))
    assert len(expected) > 20
    assert [words for words in expected if "".join(words.split()) not in printed] == []
    with Image.open(io.BytesIO(files[f"{chart.name}.png"])) as picture:
        assert min(picture.size) >= 1239  # A4 at 150 dpi is 1,754 × 1,240
    drawing = fromstring(files[f"{chart.name}.svg"])
    assert drawing.tag == f"{SVG}svg"
    assert drawing.attrib["width"].endswith("mm" if engine == PRESS else "pt")


@pytest.mark.parametrize("engine", ENGINES)
def test_several_sheets_are_numbered_and_bound_into_one(engine: str) -> None:
    files = chart_files(long_calendar(), engine)
    sheets = [f"lich-dai-hoi-{n}.{kind}" for n in (1, 2) for kind in ("png", "svg")]
    assert sorted(files) == [
        "lich-dai-hoi-1.png",
        "lich-dai-hoi-1.svg",
        *sorted(sheets)[2:],
        "lich-dai-hoi.pdf",
    ]
    assert len(PdfReader(io.BytesIO(files["lich-dai-hoi.pdf"])).pages) == 2


@pytest.mark.parametrize("engine", ENGINES)
def test_files_are_the_same_every_time_and_carry_no_date(engine: str) -> None:
    first, second = (chart_files(CHARTS["balance"](), engine) for _ in range(2))
    assert first == second
    assert not NOT_IN_FILES.search(b"".join(first.values()))


def test_the_press_writes_words_into_its_drawing_and_tells_what_it_shows() -> None:
    chart = CHARTS["overview"]()
    drawing = chart_files(chart, PRESS)["tong-quan.svg"]
    assert sorted(texts(drawing)) == sorted(words_of(chart))
    root = fromstring(drawing)
    assert root.findtext(f"{SVG}title") == "Đảng bộ quận Cẩm Lệ: tiến độ đại hội chi bộ và cơ sở"
    assert (root.findtext(f"{SVG}desc") or "").startswith("Đã tổ chức 121/235 (51,49%) chi bộ")


def test_letters_of_matplotlibs_drawing_need_no_font() -> None:
    drawing = chart_files(CHARTS["balance"](), MATPLOTLIB)["can-doi-branch.svg"]
    assert b"<text" not in drawing
    assert b"font-family" not in drawing


SLOW = ("script", "closing tag", "right to left")  # matplotlib takes a second or two for each


@pytest.mark.parametrize(
    ("hostile", "engine"), [*((name, PRESS) for name in NAMES), *((name, MATPLOTLIB) for name in SLOW)]
)
def test_hostile_names_do_nothing_in_any_file(hostile: str, engine: str) -> None:
    chart = charts.gantt_chart(make_plan(unit=unit("X", NAMES[hostile])))
    files = chart_files(chart, engine)
    fromstring(files["gantt-X.svg"])
    for content in files.values():
        assert not any(danger in content for danger in DANGERS)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_overview_of_hostile_names_is_whole(engine: str) -> None:
    rows = [overview_row(n % 26, name, 10, n % 10, 5) for n, name in enumerate(list(NAMES.values()) * 4)]
    files = chart_files(charts.overview_chart(make_overview(rows)), engine)
    assert fromstring(files["tong-quan.svg"]).findall(f".//{SVG}script") == []
    assert len(PdfReader(io.BytesIO(files["tong-quan.pdf"])).pages) == 1


@pytest.mark.parametrize("name", ["", "pyplot", "TYPST", "typst "])
def test_there_are_no_other_engines(name: str) -> None:
    with pytest.raises(KeyError):
        chart_files(CHARTS["cascade"](), name)
