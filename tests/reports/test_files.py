"""Pages as files: the same bytes always, and nothing cut or covered even in extreme cases."""

from __future__ import annotations

import hashlib
import importlib
import io
import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import matplotlib
import numpy as np
import pytest
from fontTools import subset
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from PIL import Image

from reports import tokens
from reports.files import pdf, png, render
from reports.overview import draw_overview
from reports.s_curve import draw_s_curve
from reports.unit_gantt import draw_unit_gantt
from tests.reports.reading import text_artists
from tests.reports.sample_plans import make_plan, plain_groups
from tests.reports.samples import EDITION, ROOT, count, make_overview, make_pace, overview_row, unit

LONG = (
    "Đảng bộ $100 & <Công ty> TNHH khai thác công trình thủy lợi $x^2$ và môi trường đô thị mở rộng \\alpha"
)
WORDY = replace(EDITION, assumptions=("một điều đã giả định " * 90,))
MANY = [overview_row(n % 26, LONG if n % 7 == 0 else f"Đảng bộ số {n}", 10, n % 10, 5) for n in range(75)]
NONE_HELD = [overview_row(n, f"Đảng bộ số {n}", 9, 0, 0) for n in range(20)]


def sheet(chart: str, draw: str) -> Callable[[], Figure]:
    """The first sheet of a chart's own sample; looked up late, for its tests use what stands here."""

    def drawn() -> Figure:
        sample = importlib.import_module(f"tests.reports.test_{chart}").made
        given = [[importlib.import_module("tests.reports.test_matrix").LATE]] if chart == "matrix" else []
        sheets = getattr(importlib.import_module(f"reports.{chart}"), draw)(sample(*given))
        return sheets if isinstance(sheets, Figure) else sheets[0]

    return drawn


PAGES: dict[str, Callable[[], Figure]] = {
    "gantt": lambda: draw_unit_gantt(make_plan()),
    "gantt of 1": lambda: draw_unit_gantt(make_plan(plain_groups(1, 1), links=())),
    "gantt of 0": lambda: draw_unit_gantt(make_plan([], links=())),
    "gantt of 25": lambda: draw_unit_gantt(make_plan(plain_groups(25, 4), links=())),
    "gantt of 45": lambda: draw_unit_gantt(make_plan(plain_groups(45, 5), links=())),
    "gantt long names": lambda: draw_unit_gantt(make_plan(unit=unit("X", LONG), edition=WORDY, path=[LONG])),
    "overview": lambda: draw_overview(make_overview()),
    "overview of 1": lambda: draw_overview(make_overview(MANY[1:2])),
    "overview of 75, long names": lambda: draw_overview(make_overview(MANY, edition=WORDY)),
    "overview, none held": lambda: draw_overview(make_overview(NONE_HELD)),
    "overview, no rows": lambda: draw_overview(make_overview([])),
    "s-curve": lambda: draw_s_curve(make_pace()),
    "s-curve, none held": lambda: draw_s_curve(make_pace(count(ROOT, 235, 0, 0), recent_per_day=0.0)),
    "s-curve, all held": lambda: draw_s_curve(make_pace(count(ROOT, 235, 235, 235))),
    "s-curve, nothing": lambda: draw_s_curve(make_pace(count(ROOT, 0, 0, 0), deadline=None)),
    "s-curve of 1": lambda: draw_s_curve(make_pace(count(ROOT, 1, 0, 0))),
    "s-curve long names": lambda: draw_s_curve(make_pace(complete_units=[(LONG, 5)] * 5, edition=WORDY)),
    "matrix": sheet("matrix", "draw_matrix"),
    "shares": sheet("matrix_shares", "draw_share_matrix"),
    "calendar": sheet("congress_calendar", "draw_calendar"),
    "balance": sheet("line_of_balance", "draw_line_of_balance"),
    "cascade": sheet("cascade", "draw_cascade"),
}


@pytest.fixture(params=PAGES, scope="module")
def page(request: pytest.FixtureRequest) -> Figure:
    return PAGES[request.param]()


def boxes_in_mm(page: Figure) -> list[tuple[str, float, float, float, float]]:
    """Each text with left, top, right, bottom, measured by the renderer, without the air above letters."""
    dpi = 150
    renderer = RendererAgg(page.get_figwidth() * dpi, page.get_figheight() * dpi, dpi)
    page.set_dpi(dpi)
    found = []
    with matplotlib.rc_context({"text.hinting": "none"}):
        for text in text_artists(page):
            box, height = text.get_window_extent(renderer), page.get_figheight() * dpi
            air = 0.22 * (box.y1 - box.y0)
            pixels = (box.x0, height - box.y1 + air, box.x1, height - box.y0 - air)
            left, top, right, bottom = (value * 25.4 / dpi for value in pixels)
            found.append((text.get_text(), left, top, right, bottom))
    return found


def test_no_text_lies_outside_the_page_or_covers_another(page: Figure) -> None:
    width, height = page.get_figwidth() * 25.4, page.get_figheight() * 25.4
    boxes = boxes_in_mm(page)
    outside = [b[0] for b in boxes if b[1] < 4 or b[2] < 4 or b[3] > width - 4 or b[4] > height - 4]
    assert outside == []
    covered = [
        (a[0], b[0])
        for a, b in itertools.combinations(boxes, 2)
        if a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
    ]
    assert covered == []


def test_no_text_is_below_the_floor_for_paper(page: Figure) -> None:
    assert min(text.get_fontsize() for text in text_artists(page)) >= 6.5


def test_dollars_and_brackets_are_printed_as_they_are() -> None:
    title = next(iter(text_artists(PAGES["gantt long names"]())))
    assert title.get_text().startswith("Đảng bộ $100 & <Công ty>")
    assert title.get_parse_math() is False


DRAWN = ["gantt", "overview", "s-curve", "matrix", "shares", "calendar", "balance", "cascade"]


@pytest.mark.parametrize("name", DRAWN)
def test_two_drawings_give_the_same_bytes(name: str) -> None:
    first, second = render(PAGES[name](), "trang"), render(PAGES[name](), "trang")
    assert first == second
    assert first["trang.png"].startswith(b"\x89PNG")
    assert first["trang.pdf"].startswith(b"%PDF")


def test_another_process_on_another_day_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from tests.reports.test_files import PAGES, render; "
        "print(*[hashlib.sha256(b).hexdigest() for b in render(PAGES['s-curve'](), 'trang').values()])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "86400", "TZ": "America/Lima"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    here = [hashlib.sha256(b).hexdigest() for b in render(PAGES["s-curve"](), "trang").values()]
    assert ran.stdout.split() == here


def test_pages_drawn_at_the_same_time_do_not_disturb_each_other() -> None:
    names = ["s-curve", "gantt of 1", "s-curve, all held"] * 2
    alone = {name: render(PAGES[name](), "trang") for name in names}
    with ThreadPoolExecutor(max_workers=3) as threads:
        together = list(threads.map(lambda name: render(PAGES[name](), "trang"), names))
    assert together == [alone[name] for name in names]


def test_files_carry_no_date_and_pdf_keeps_its_letters() -> None:
    files = render(PAGES["s-curve"](), "trang")
    assert b"CreationDate" not in files["trang.pdf"]
    assert b"/FontFile2" in files["trang.pdf"]  # TrueType (type 42): text can be searched and copied
    assert b"Software" not in files["trang.png"]


def test_sheets_of_one_pdf_share_their_typefaces() -> None:
    one = pdf([PAGES["gantt"]()], "trang")
    two = pdf([PAGES["gantt"](), PAGES["gantt of 25"]()], "trang")
    assert (one.count(b"/Type /Page "), two.count(b"/Type /Page ")) == (1, 2)
    assert two.count(b"/FontFile2") == one.count(b"/FontFile2")
    assert two == pdf([PAGES["gantt"](), PAGES["gantt of 25"]()], "trang")


def test_few_colours_show_what_all_colours_show() -> None:
    figure = PAGES["overview"]()
    few = np.asarray(Image.open(io.BytesIO(png(figure))).convert("RGB")).astype(int)
    with matplotlib.rc_context({"text.hinting": "none", "path.simplify": False, "hatch.linewidth": 0.5}):
        figure.canvas.draw()
    all_of_them = np.asarray(figure.canvas.buffer_rgba())[:, :, :3].astype(int)  # type: ignore[attr-defined]
    apart = np.abs(few - all_of_them).max(axis=2)
    assert apart.max() < 40
    assert (apart > 10).mean() < 0.005


@pytest.mark.parametrize("name", ["gantt", "overview", "matrix", "cascade"])
def test_paper_stays_white_and_light_shades_stay_apart_from_it(name: str) -> None:
    figure = PAGES[name]()
    few = np.asarray(Image.open(io.BytesIO(png(figure))).convert("RGB")).astype(int)
    with matplotlib.rc_context({"text.hinting": "none", "path.simplify": False, "hatch.linewidth": 0.5}):
        figure.canvas.draw()
    drawn = np.asarray(figure.canvas.buffer_rgba())[:, :, :3].astype(int)  # type: ignore[attr-defined]
    for shade in (tokens.PAPER, tokens.BAND, tokens.WEEKEND, tokens.DAY_OFF, tokens.DONE, tokens.CRITICAL):
        colour = [int(shade[n : n + 2], 16) for n in (1, 3, 5)]
        is_shade = (drawn == colour).all(axis=2)
        if is_shade.sum() > 2000:
            assert (few[is_shade] == colour).all()


def test_typefaces_are_read_whole_again_once_a_pdf_is_written() -> None:
    before = subset.load_font
    pdf([PAGES["gantt of 1"]()], "trang")
    assert subset.load_font is before


def test_settings_of_the_program_around_are_neither_used_nor_changed() -> None:
    plain = render(PAGES["s-curve"](), "trang")
    strange = {
        "font.size": 30.0,
        "figure.autolayout": True,
        "text.hinting": "force_autohint",
        "pdf.fonttype": 3,
    }
    with matplotlib.rc_context(strange):
        before = dict(matplotlib.rcParams)
        assert render(PAGES["s-curve"](), "trang") == plain
        assert dict(matplotlib.rcParams) == before


def test_pyplot_is_never_loaded() -> None:
    program = (
        "import sys; from tests.reports.test_files import PAGES, render; render(PAGES['gantt'](), 'trang'); "
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
