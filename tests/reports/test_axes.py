"""Charts on axes of the caller's: in a notebook, or as one part of somebody's own figure."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import matplotlib
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from reports.canvas import Sheet
from reports.cascade import draw_cascade
from reports.congress_calendar import draw_calendar
from reports.line_of_balance import draw_line_of_balance
from reports.matrix import draw_matrix
from reports.matrix_shares import draw_share_matrix
from reports.overview import draw_overview
from reports.s_curve import draw_s_curve
from reports.sheet import TextStyle
from reports.unit_gantt import draw_unit_gantt
from tests.reports import test_cascade as cascades
from tests.reports import test_congress_calendar as calendars
from tests.reports import test_line_of_balance as balances
from tests.reports import test_matrix as matrices
from tests.reports import test_matrix_shares as shares
from tests.reports.sample_plans import make_plan
from tests.reports.samples import make_overview, make_pace

Draw = Callable[[Axes | None], Figure]
A4_INCHES = (297 / 25.4, 210 / 25.4)

DRAW: dict[str, Draw] = {
    "gantt": lambda ax: draw_unit_gantt(make_plan(), ax),
    "overview": lambda ax: draw_overview(make_overview(), ax),
    "s-curve": lambda ax: draw_s_curve(make_pace(), ax),
    "matrix": lambda ax: draw_matrix(matrices.made([matrices.LATE]), ax)[0],
    "shares": lambda ax: draw_share_matrix(shares.made(), ax),
    "calendar": lambda ax: draw_calendar(calendars.made(), ax)[0],
    "balance": lambda ax: draw_line_of_balance(balances.made(), ax),
    "cascade": lambda ax: draw_cascade(cascades.made(), ax),
}


def written(ax: Axes) -> list[tuple[str, float, float, float]]:
    """Words, place in millimetres of the page, and size in points."""
    found = [artist for artist in ax.get_children() if isinstance(artist, Text) and artist.get_text()]
    return [(t.get_text(), *map(float, t.get_position()), float(t.get_fontsize())) for t in found]


@pytest.mark.parametrize("name", DRAW)
def test_the_page_on_axes_is_the_page_alone_at_another_size(name: str) -> None:
    """Half as wide: the same words at the same millimetres, letters half as high."""
    alone = DRAW[name](None)
    mine = Figure(figsize=(alone.get_figwidth(), alone.get_figheight()))
    ax = mine.add_axes((0.5, 0.5, 0.5, 0.5))
    assert DRAW[name](ax) is mine
    halved = [(words, x, y, pytest.approx(size / 2)) for words, x, y, size in written(alone.axes[0])]
    assert len(halved) > 20
    assert written(ax) == halved


@pytest.mark.parametrize("name", DRAW)
def test_nothing_leaves_the_axes_and_nothing_else_of_the_figure_is_touched(name: str) -> None:
    mine = Figure(figsize=(14, 6), facecolor="#123456")
    other, ax = mine.subplots(1, 2)
    other.plot([1, 2], [3, 4])
    before = (other.get_xlim(), other.get_ylim(), len(other.get_children()))
    DRAW[name](ax)
    mine.draw_without_rendering()
    room = ax.get_window_extent()
    for artist in ax.get_children():
        if isinstance(artist, Text) and artist.get_text():
            box = artist.get_window_extent()
            assert room.x0 - 1 < box.x0 < box.x1 < room.x1 + 1
            assert room.y0 - 1 < box.y0 < box.y1 < room.y1 + 1
    assert (other.get_xlim(), other.get_ylim(), len(other.get_children())) == before
    assert mine.get_facecolor() == pytest.approx((0x12 / 255, 0x34 / 255, 0x56 / 255, 1.0))


def test_axes_have_no_ticks_and_count_in_millimetres_from_the_upper_left() -> None:
    ax = Figure(figsize=A4_INCHES).add_axes((0, 0, 1, 1))
    draw_s_curve(make_pace(), ax)
    assert not ax.axison
    assert (ax.get_xlim(), ax.get_ylim()) == ((0.0, 297.0), (210.0, 0.0))
    assert ax.get_aspect() == 1.0


def test_the_page_keeps_its_shape_in_a_narrow_room() -> None:
    mine = Figure(figsize=(3.0, 20.0))
    ax = mine.add_axes((0, 0, 1, 1))
    draw_unit_gantt(make_plan(), ax)
    mine.draw_without_rendering()
    room = ax.get_window_extent()
    assert room.width / room.height == pytest.approx(297 / 210, abs=0.01)
    assert room.width == pytest.approx(3.0 * mine.dpi, abs=1)


def test_axes_may_lie_in_a_part_of_a_figure() -> None:
    mine = Figure(figsize=(A4_INCHES[0] * 2, A4_INCHES[1]))
    ax = mine.subfigures(1, 2)[1].add_axes((0, 0, 1, 1))
    assert draw_unit_gantt(make_plan(), ax) is mine
    assert max(size for *_, size in written(ax)) == pytest.approx(16.0)  # the title, as on A4


def test_lines_are_scaled_with_the_page() -> None:
    full, half = (Figure(figsize=(a * A4_INCHES[0], a * A4_INCHES[1])) for a in (1.0, 0.5))
    widths = []
    for figure in (full, half):
        sheet = Sheet((297.0, 210.0), figure.add_axes((0, 0, 1, 1)))
        sheet.lines([[(0, 0), (10, 10)]], "#000000", 3.0)
        sheet.text(10, 10, "Hạn", TextStyle(9.0))
        widths.append(float(sheet.ax.collections[-1].get_linewidths()[0]))
    assert widths == pytest.approx([3.0, 1.5])


def test_a_page_of_a_long_matrix_can_be_chosen() -> None:
    long = matrices.made(matrices.MIXED)
    last = draw_matrix(long)[-1]
    ax = Figure(figsize=(11.69, 16.54)).add_axes((0, 0, 1, 1))
    draw_matrix(long, ax, page=4)
    assert [words for words, *_ in written(ax)] == [words for words, *_ in written(last.axes[0])]


@pytest.mark.parametrize("page", [0, 5, -1])
def test_a_page_that_is_not_there_is_refused(page: int) -> None:
    ax = Figure().add_axes((0, 0, 1, 1))
    with pytest.raises(ValueError, match=f"no page {page}: the chart has 4"):
        draw_matrix(matrices.made(matrices.MIXED), ax, page=page)
    with pytest.raises(ValueError, match="the chart has 1"):
        draw_calendar(calendars.made(), ax, page=2)


@pytest.mark.parametrize("projection", ["polar", "3d"])
def test_other_kinds_of_axes_are_refused(projection: str) -> None:
    ax = Figure().add_subplot(projection=projection)
    with pytest.raises(ValueError, match="a chart needs a plain axes"):
        draw_unit_gantt(make_plan(), ax)


def test_settings_of_the_program_around_do_not_reach_the_page() -> None:
    def drawn() -> bytes:
        mine = Figure(figsize=A4_INCHES)
        draw_unit_gantt(make_plan(), mine.add_axes((0, 0, 1, 1)))
        return repr(written(mine.axes[0])).encode()

    plain = drawn()
    with matplotlib.rc_context({"font.size": 30.0, "lines.linewidth": 9.0, "axes.unicode_minus": False}):
        assert drawn() == plain


def test_pyplot_works_and_is_not_needed() -> None:
    program = (
        "import sys, matplotlib; matplotlib.use('agg'); import matplotlib.pyplot as plt\n"
        "from tests.reports.test_axes import DRAW\n"
        "figure, ax = plt.subplots(figsize=(8, 6))\n"
        "assert DRAW['gantt'](ax) is figure and plt.get_fignums() == [1]\n"
        "DRAW['gantt'](None); assert plt.get_fignums() == [1]"  # a page of its own is not kept by pyplot
    )
    subprocess.run([sys.executable, "-c", program], check=True)
