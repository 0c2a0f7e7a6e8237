"""The gathered status matrix, read as a reader reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from daihoi.domain.matrix import MatrixActivity
from daihoi.domain.matrix_shares import ShareMatrix, ShareRow
from reports.matrix_shares import draw_share_matrix, share_finding
from tests.reports.reading import shapes, text_artists, texts
from tests.reports.samples import EDITION, ROOT, unit
from tests.reports.test_files import boxes_in_mm
from tests.reports.test_matrix import HOSTILE, NAMES, covered

Cell = tuple[int, int, int, int]
"""Done, inferred, overdue, required."""


def row(
    place: int, units: int, cells: Sequence[Cell], *, held: int = 0, late: int = 0, name: str = ""
) -> ShareRow:
    activities = [
        MatrixActivity(f"a{n}", words, stream, False, words.startswith("Đại hội"), units, *cell[:3])
        for n, ((stream, words), cell) in enumerate(zip(NAMES, cells, strict=True))
    ]
    whose = unit(f"CL.{place:02d}", name or f"Đảng bộ số {place}")
    return ShareRow(whose, units, held, late, activities, [cell[3] for cell in cells])


WARD = row(
    1, 25, [(14, 3, 8, 25), (14, 3, 0, 23), *[(0, 3, 0, 4)] * 3, (3, 0, 0, 4), (0, 0, 0, 0)], held=3, late=8
)
DONE = row(2, 3, [(3, 0, 0, 3)] * 7, held=3)
TOTAL = row(
    0, 28, [(17, 3, 8, 28), (17, 3, 0, 26), *[(3, 3, 0, 7)] * 3, (6, 0, 0, 7), (3, 0, 0, 3)], held=6, late=8
)


def made(rows: Sequence[ShareRow] = (WARD, DONE), total: ShareRow = TOTAL) -> ShareMatrix:
    return ShareMatrix(EDITION, ROOT, "branch", "chi bộ", "cơ sở", total, list(rows))


MANY = [row(n, 20, [(n % 9, 5, n % 3, 12)] * 7, name=HOSTILE if n % 30 == 0 else "") for n in range(70)]
NOTHING = row(0, 0, [(0, 0, 0, 0)] * 7)
NONE_YET = row(3, 20, [(0, 0, 0, 0)] * 7)

PAGES: dict[str, Callable[[], ShareMatrix]] = {
    "plain": made,
    "one row": lambda: made([WARD]),
    "no rows": lambda: made([], NOTHING),
    "nothing reported": lambda: made([NONE_YET], NONE_YET),
    "all done": lambda: made([DONE], DONE),
    "28 rows": lambda: made(MANY[:28]),
    "70 rows, hostile names": lambda: made(MANY),
}


@pytest.fixture(params=PAGES, scope="module")
def page(request: pytest.FixtureRequest) -> Figure:
    return draw_share_matrix(PAGES[request.param]())


def test_no_text_lies_outside_the_page_or_covers_another(page: Figure) -> None:
    width, height = page.get_figwidth() * 25.4, page.get_figheight() * 25.4
    boxes = boxes_in_mm(page)
    assert [b[0] for b in boxes if b[1] < 4 or b[2] < 4 or b[3] > width - 4 or b[4] > height - 4] == []
    assert covered(boxes) == []
    assert min(text.get_fontsize() for text in text_artists(page)) >= 6.5


def test_cells_tell_how_many_are_through_inferred_ones_included() -> None:
    page = draw_share_matrix(made([WARD]))
    assert texts(page, "count") == ["17", "17", "3", "3", "3", "3", "0"]
    assert texts(page, "cell overdue") == ["8"]
    assert (texts(page, "held"), texts(page, "late")) == (["6 / 28", "3 / 25"], ["8", "8"])


def test_the_tick_stands_where_the_required_share_ends() -> None:
    """25 of 25 and 23 of 25 have to be over; only where something lacks."""
    page = draw_share_matrix(made([WARD]))
    cells = sorted(shapes(page, "cell"))
    ticks = sorted(shapes(page, "cell required"))
    shares = [(tick[0] - cell[0]) / (cell[2] - cell[0]) for tick, cell in zip(ticks[:2], cells, strict=False)]
    assert shares == [pytest.approx(1.0, abs=0.01), pytest.approx(23 / 25, abs=0.01)]
    assert shapes(draw_share_matrix(made([DONE], DONE)), "cell required") == []


def test_bars_are_as_long_as_their_share() -> None:
    page = draw_share_matrix(made([WARD]))
    cell, done, inferred = (sorted(shapes(page, name))[0] for name in ("cell", "cell done", "cell inferred"))
    assert (done[2] - done[0]) / (cell[2] - cell[0]) == pytest.approx(14 / 25, abs=0.01)
    assert (inferred[2] - inferred[0]) / (cell[2] - cell[0]) == pytest.approx(3 / 25, abs=0.01)


def test_beyond_sixty_the_least_at_risk_are_left_out_and_counted() -> None:
    page = draw_share_matrix(made(MANY[1:30] + MANY[31:60] + MANY[61:]))
    assert len(texts(page, "held")) == 1 + 60
    assert any("Còn 7 đơn vị ít rủi ro hơn không hiển thị" in line for line in texts(page, "footnote"))


def test_the_finding_names_what_lacks_most_and_where_to_begin() -> None:
    found = share_finding(made())
    assert "Đã đại hội 6/28 (21,43%) chi bộ. 8 chi bộ sẽ đại hội sau hạn." in found
    assert "Việc thiếu nhiều nhất: «Tiếp thu kế hoạch; chi ủy phân công», còn 8 chi bộ phải xong." in found
    assert found.endswith("Làm việc trước với: Đảng bộ số 1.")


@pytest.mark.parametrize(
    ("matrix", "words"),
    [
        (made([], NOTHING), "Chưa có chi bộ nào trong đợt."),
        (made([DONE], DONE), "Đã tổ chức đủ 3/3 đại hội chi bộ. Không việc nào thiếu"),
        (made([NONE_YET], NONE_YET), "Không việc nào thiếu"),
        (made([replace(WARD, late=0)], replace(TOTAL, late=0)), "Làm việc trước với: Đảng bộ số 1."),
    ],
)
def test_extremes_are_told_in_plain_words(matrix: ShareMatrix, words: str) -> None:
    assert words in share_finding(matrix)


def test_an_activity_that_no_unit_has_is_a_dash_and_no_bar_of_nought() -> None:
    cells = [replace(cell, total=0, done=0, inferred=0, overdue=0) for cell in TOTAL.cells[:1]]
    total = replace(TOTAL, cells=[*cells, *TOTAL.cells[1:]])
    page = draw_share_matrix(made([], total))
    assert texts(page, "none") == ["–"]
    assert texts(page, "done") == ["17", "3", "3", "3", "6", "3"]
    assert texts(draw_share_matrix(made([], NONE_YET)), "none") == []


def test_the_bars_of_the_total_have_the_colour_of_the_cells() -> None:
    page = draw_share_matrix(made())
    fills = {
        name: {
            tuple(colour)
            for c in page.axes[0].collections
            if c.get_gid() == name
            for colour in c.get_facecolor()
        }
        for name in ("share done", "cell done")
    }
    assert fills["share done"] == fills["cell done"]
    assert len(fills["cell done"]) == 1
