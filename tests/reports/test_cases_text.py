"""Every kind of chart in its extreme cases: nothing small, nothing outside the page, nothing on top of it."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from matplotlib.figure import Figure
from PIL import Image

from daihoi.domain.congress_calendar import CalendarDay
from daihoi.domain.results import Overview, WorkstreamGroup
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import STEPS
from reports import tokens
from reports.cascade import draw_cascade
from reports.congress_calendar import draw_calendar
from reports.files import pdf, png
from reports.line_of_balance import draw_line_of_balance
from reports.matrix import draw_matrix
from reports.matrix_shares import draw_share_matrix
from reports.overview import draw_overview
from reports.s_curve import draw_s_curve
from reports.unit_gantt import draw_unit_gantt
from tests.reports import test_cascade as cascades
from tests.reports import test_congress_calendar as calendars
from tests.reports import test_line_of_balance as balances
from tests.reports import test_matrix as matrices
from tests.reports import test_matrix_shares as shares
from tests.reports.hostile import NAMES
from tests.reports.reading import text_artists
from tests.reports.sample_plans import hoa_xuan_groups, make_plan, plain_groups
from tests.reports.samples import ROOT, count, make_overview, make_pace, overview_row, unit
from tests.reports.test_files import boxes_in_mm
from tests.reports.test_matrix import covered

HOSTILE = list(NAMES.values())
EDGE_MM = 4.0
"""Office printers leave this much of a page white."""


def own_lines(held: int, units: int) -> Overview:
    """Organisations counted themselves, as where nothing is known of the branches below them."""
    rows = []
    for n in range(units):
        row = overview_row(n % 26, f"Đảng bộ phường số {n}", 1, int(n < held), 1)
        rows.append(replace(row, congress_held=n < held))
    return make_overview(rows, counted_level_name="cơ sở", row_level_name="cơ sở")


def rows_named(names: list[str]) -> Overview:
    rows = [overview_row(n % 26, name, 10, n % 10, 5) for n, name in enumerate(names)]
    return make_overview(rows, root=replace(ROOT, name=NAMES["long"]))


def groups(state: ActivityState, percent: int) -> list[WorkstreamGroup]:
    """The plan of a ward with every activity in one state."""
    return [
        replace(
            group, rows=[replace(row, state=state, percent=percent, is_inferred=False) for row in group.rows]
        )
        for group in hoa_xuan_groups()
    ]


def hostile_groups() -> list[WorkstreamGroup]:
    names = iter(HOSTILE * 2)
    return [
        replace(group, name=next(names), rows=[replace(row, name=next(names)) for row in group.rows])
        for group in hoa_xuan_groups()
    ]


def full_year() -> dict[date, CalendarDay]:
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(200)]
    return {day: CalendarDay(planned=1234, expected=2345, opening=2345) for day in days}


ONE_HELD = {date(2020, 2, 25): CalendarDay(planned=1, held=1, opening=1, opening_planned=1)}

PAGES: dict[str, Callable[[], Figure]] = {
    "gantt of 60": lambda: draw_unit_gantt(make_plan(plain_groups(60, 6), links=())),
    "gantt, all done": lambda: draw_unit_gantt(make_plan(groups(ActivityState.DONE, 100))),
    "gantt, nothing reported": lambda: draw_unit_gantt(make_plan(groups(ActivityState.NOT_YET_POSSIBLE, 0))),
    "gantt, hostile": lambda: draw_unit_gantt(
        make_plan(hostile_groups(), unit=unit("X", NAMES["one long word"]), path=HOSTILE[:3])
    ),
    "overview, all held": lambda: draw_overview(
        make_overview([overview_row(n, f"Đảng bộ số {n}", 9, 9, 9) for n in range(20)])
    ),
    "overview of 60, hostile": lambda: draw_overview(rows_named((HOSTILE * 5)[:60])),
    "overview, own lines, all held": lambda: draw_overview(own_lines(88, 88)),
    "overview, own lines, none held": lambda: draw_overview(own_lines(0, 60)),
    "overview, own lines, one": lambda: draw_overview(own_lines(0, 1)),
    "s-curve, hostile": lambda: draw_s_curve(
        make_pace(complete_units=[(name, 5) for name in HOSTILE], root=replace(ROOT, name=HOSTILE[0] * 9))
    ),
    "s-curve of 1, held": lambda: draw_s_curve(make_pace(count(ROOT, 1, 1, 1), complete_units=[("Một", 1)])),
    "matrix of 60, hostile": lambda: draw_matrix(
        matrices.made(
            [
                matrices.row(n, [matrices.EVERY[(n + c) % 7] for c in range(7)], name=name, parent_name=name)
                for n, name in enumerate((HOSTILE * 5)[:60])
            ],
            [(name, name) for name in HOSTILE[:7]],
        )
    )[0],
    "matrix, last of four pages": lambda: draw_matrix(matrices.made(matrices.MIXED))[-1],
    "shares of 60, hostile": lambda: draw_share_matrix(
        shares.made(
            [shares.row(n, 20, [(9, 5, 3, 12)] * 7, name=name) for n, name in enumerate((HOSTILE * 5)[:60])]
        )
    ),
    "shares, nothing in between": lambda: draw_share_matrix(shares.made([])),
    "calendar, one held": lambda: draw_calendar(calendars.made(congresses=1, held=1, days=ONE_HELD))[0],
    "calendar, full and paused": lambda: draw_calendar(
        calendars.made(days=full_year(), suspensions=[calendars.PAUSE])
    )[0],
    "balance, one unit, nothing reported": lambda: draw_line_of_balance(
        balances.made([balances.step(code, 0, 0, 0, total=1) for code in STEPS], units=1)
    ),
    "balance, hostile": lambda: draw_line_of_balance(
        balances.made([balances.step(code, 9, 9, 99, activities=HOSTILE) for code in STEPS])
    ),
    "cascade of 60, hostile": lambda: draw_cascade(
        cascades.made(
            [
                replace(step, name=name, unit=replace(step.unit, name=HOSTILE[n // 15], code=f"X{n // 15}"))
                for n, (step, name) in enumerate(
                    zip(cascades.long_chain(60).steps, (HOSTILE * 5)[:60], strict=True)
                )
            ],
            path=HOSTILE[:4],
        )
    ),
}


@cache
def drawn(name: str) -> Figure:
    return PAGES[name]()


@pytest.fixture(params=PAGES, scope="module")
def page(request: pytest.FixtureRequest) -> Figure:
    return drawn(request.param)


def test_nothing_is_small_outside_the_page_or_on_top_of_other_text(page: Figure) -> None:
    width, height = page.get_figwidth() * tokens.MM_PER_INCH, page.get_figheight() * tokens.MM_PER_INCH
    boxes = boxes_in_mm(page)
    outside = [
        words
        for words, left, top, right, bottom in boxes
        if left < EDGE_MM or top < EDGE_MM or right > width - EDGE_MM or bottom > height - EDGE_MM
    ]
    assert outside == []
    assert covered(boxes) == []
    assert min(float(text.get_fontsize()) for text in text_artists(page)) >= 6.5


def test_nothing_unseen_is_printed_and_nothing_is_read_as_a_formula(page: Figure) -> None:
    words = "".join(text.get_text() for text in text_artists(page))
    assert {unicodedata.category(letter) for letter in words}.isdisjoint({"Cc", "Cf", "Cs", "Cn"})
    assert unicodedata.is_normalized("NFC", words)
    assert not any(text.get_parse_math() for text in text_artists(page))


HOSTILE_PAGES = [name for name in PAGES if "hostile" in name]


def test_hostile_names_are_drawn_and_bound_to_the_end() -> None:
    for name in HOSTILE_PAGES:
        with Image.open(io.BytesIO(png(drawn(name)))) as picture:
            picture.load()
            assert picture.width > 1700
    bound = pdf([drawn(name) for name in HOSTILE_PAGES[:2]], "trang")  # one takes seconds
    assert bound.count(b"/Type /Page ") == 2
    assert bound.rstrip().endswith(b"%%EOF")
    for danger in (b"/JavaScript", b"/OpenAction", b"/URI", b"/Launch"):
        assert danger not in bound
