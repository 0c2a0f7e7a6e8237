"""What pages say where a campaign is unlike the usual one: no branches, all done, nothing yet, two years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from matplotlib.figure import Figure

from daihoi.domain.congress_calendar import CalendarDay
from daihoi.domain.results import Overview, Pace
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from reports import typesetting, wording
from reports.canvas import Sheet
from reports.cascade import draw_cascade
from reports.congress_calendar import draw_calendar
from reports.figures import key_figures
from reports.line_of_balance import draw_line_of_balance
from reports.matrix import draw_matrix
from reports.matrix_shares import draw_share_matrix
from reports.overview import draw_overview
from reports.s_curve import draw_s_curve
from reports.shapes import Box
from reports.timeline import TimeAxis, draw_ruler
from tests.reports import test_cascade as cascades
from tests.reports import test_congress_calendar as calendars
from tests.reports import test_line_of_balance as balances
from tests.reports import test_matrix as matrices
from tests.reports import test_matrix_shares as shares
from tests.reports.reading import day_at, shapes, text_artists, texts
from tests.reports.samples import EDITION, ROOT, count, deadline, make_overview, make_pace, overview_row
from tests.reports.test_cases_text import own_lines
from tests.reports.test_files import boxes_in_mm

AFTER_STATUS = date(2020, 3, 3).toordinal()
ONES = [(f"Đảng bộ phường số {n}", 1) for n in range(88)]


def said(figure: Figure, name: str) -> str:
    return " ".join(texts(figure, name))


def months(first: date, end: date, millimetres: float) -> list[str]:
    sheet = Sheet((297.0, 210.0))
    draw_ruler(sheet, TimeAxis(first, end, 10.0, 10.0 + millimetres), 30.0, 100.0)
    placed = [text for text in text_artists(sheet.figure) if text.get_gid() == "month"]
    return [text.get_text() for text in sorted(placed, key=lambda text: float(text.get_position()[0]))]


# The overview where the lines themselves are what is counted.


def test_held_congresses_of_many_units_share_one_line_and_those_to_come_keep_theirs() -> None:
    page = draw_overview(own_lines(held=25, units=27))
    assert texts(page, "name") == [
        "Đảng bộ phường số 25",
        "Đảng bộ phường số 26",
        "25 đơn vị cơ sở đã tổ chức đại hội",
    ]
    assert texts(page, "held") == ["25 / 27", "0 / 1", "0 / 1"]
    assert len(shapes(page, "own held")) + len(shapes(page, "own held late")) == 25


@pytest.mark.parametrize(("held", "heading"), [(3, "Đơn vị (rủi ro cao xếp trước)"), (5, "Đơn vị")])
def test_few_units_have_a_line_each_those_to_come_first(held: int, heading: str) -> None:
    page = draw_overview(own_lines(held, units=5))
    order = [*range(held, 5), *range(held)]
    assert texts(page, "name") == [f"Đảng bộ phường số {n}" for n in order]
    assert texts(page, "held") == [f"{held} / 5", *(f"{int(n < held)} / 1" for n in order)]
    assert heading in texts(page, "heading")


def test_the_level_is_not_named_twice_and_its_count_is_no_assumption() -> None:
    page = draw_overview(own_lines(held=88, units=88))
    assert texts(page, "title") == ["Đảng bộ quận Cẩm Lệ: tiến độ đại hội cơ sở"]
    assert "88 cơ sở" in said(page, "facts")
    assert "88 đơn vị" not in said(page, "facts")
    assert "†" not in said(page, "footnote")
    assert "rủi ro" not in said(page, "heading")


@pytest.mark.parametrize(("held", "units", "height_mm"), [(88, 88, 210), (28, 88, 420), (62, 88, 210)])
def test_only_lines_to_come_need_room(held: int, units: int, height_mm: int) -> None:
    page = draw_overview(own_lines(held, units))
    assert page.get_figheight() * 25.4 == pytest.approx(height_mm)
    assert len(texts(page, "held")) == 1 + units - held


def test_a_campaign_with_branches_is_drawn_as_before(overview: Overview) -> None:
    assert not wording.counts_itself(overview)
    assert "26 đơn vị cơ sở không có chi bộ trực thuộc" in texts(draw_overview(overview), "name")


def test_what_is_expected_of_the_root_is_not_told_as_a_fact() -> None:
    opening = Span(date(2020, 12, 3), date(2020, 12, 6))
    rows = [overview_row(0, "Đảng bộ A", 5, 1, 2)]
    told = wording.overview_finding(make_overview(rows, root_current=opening, root_float_days=-69))
    assert told.endswith(
        "Đại hội Đảng bộ quận Cẩm Lệ theo tiến độ hiện tại ngày 03/12/2020, sau hạn 69 ngày làm việc."
    )


# Units that are complete, but count one each.


def test_units_of_one_are_not_listed_as_complete() -> None:
    pace = make_pace(count(ROOT, 88, 88, 88), complete_units=ONES)
    page = draw_s_curve(pace)
    assert not any("phường số" in line for line in texts(page))
    assert "Đã xong" not in texts(page)
    assert [figure.label for figure in key_figures(own_lines(88, 88), pace)].count("  đã xong") == 0


def test_hundreds_of_complete_units_are_named_up_to_five_and_summed() -> None:
    pace = make_pace(complete_units=[(f"Đảng bộ xã {n}", 4) for n in range(300)])
    complete = [figure for figure in key_figures(make_overview(), pace) if figure.label == "  đã xong"]
    assert [figure.note for figure in complete] == [f"Đảng bộ xã {n}" for n in range(5)] + ["295 đơn vị nữa"]
    assert complete[-1].value == "1180/1180"  # 295 × 4


# The gathered matrix where nothing lies between the root and the units.


def test_without_anything_in_between_the_page_speaks_of_the_whole() -> None:
    page = draw_share_matrix(shares.made([]))
    assert texts(page, "title") == ["Đảng bộ quận Cẩm Lệ: việc của chi bộ trong toàn đợt"]
    assert "28 chi bộ trực thuộc" in said(page, "facts")
    assert "rủi ro" not in said(page, "heading")
    assert "Đã báo xong" in texts(page, "legend")
    assert "Vạch cam" not in said(page, "footnote")


# Calendars.


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (CalendarDay(planned=9, held=5, opening=5, opening_planned=5), []),  # two days planned, one reported
        (CalendarDay(planned=9, held=5, opening=5, opening_planned=4), ["kh 9"]),
        (CalendarDay(planned=1, opening_planned=0), ["kh 1"]),  # the second day of what did not open
        (CalendarDay(planned=0, expected=2, opening=2), ["kh 0"]),
        (CalendarDay(planned=1234, expected=2, opening=2), ["1234"]),  # no room for more
        (CalendarDay(planned=3, held=3, opening=3, opening_planned=2), []),
    ],
)
def test_the_plan_stands_beside_days_that_open_otherwise(day: CalendarDay, shown: list[str]) -> None:
    page = draw_calendar(calendars.made(days={date(2020, 3, 11): day}))[0]
    assert texts(page, "planned") == shown


# Time that spans two years.


@pytest.mark.parametrize(
    ("first", "end", "millimetres", "shown"),
    [
        (
            date(2019, 11, 1),
            date(2020, 3, 1),
            36.0,
            ["2019", "Th.12", "2020", "Th.2"],
        ),
        (date(2020, 1, 1), date(2020, 5, 1), 36.0, ["Th.1", "Th.2", "Th.3", "Th.4"]),
        (date(2020, 1, 1), date(2020, 5, 1), 24.0, ["T1", "T2", "T3", "T4"]),  # «T2» is a Monday elsewhere
        (date(2019, 12, 1), date(2020, 2, 1), 120.0, ["Tháng 12/2019", "Tháng 01/2020"]),
        (date(2019, 11, 30), date(2020, 2, 1), 22.0, ["2019", "2020"]),  # one day of November has no room
    ],
)
def test_months_without_years_name_each_year_once(
    first: date, end: date, millimetres: float, shown: list[str]
) -> None:
    assert months(first, end, millimetres) == shown


# Chains.


def test_a_congress_that_is_held_has_no_chain_to_explain() -> None:
    page = draw_cascade(cascades.held())
    assert texts(page, "title")[0].endswith(": ngày đại hội")
    assert "Mỗi việc chờ" not in said(page, "footnote")
    assert texts(page, "log") != []


# Status dates stand at the end of their day, and the words beside them agree, in every case.


STATUS_PAGES: dict[str, Callable[[], Figure]] = {
    "overview, one unit": lambda: draw_overview(make_overview([overview_row(0, "Một", 1, 0, 1)])),
    "overview, own lines, all held": lambda: draw_overview(own_lines(9, 9)),
    "s-curve, nothing reported": lambda: draw_s_curve(make_pace(count(ROOT, 235, 0, 0))),
    "s-curve of 1, held": lambda: draw_s_curve(make_pace(count(ROOT, 1, 1, 1))),
    "balance, nothing reported": lambda: draw_line_of_balance(
        balances.made([balances.step("steering", 0, 0, 20)])
    ),
    "cascade, held": lambda: draw_cascade(cascades.held()),
    "cascade of 60": lambda: draw_cascade(cascades.long_chain(60)),
}


@pytest.mark.parametrize("case", STATUS_PAGES)
def test_the_status_line_stands_at_the_end_of_its_day(case: str) -> None:
    page = STATUS_PAGES[case]()
    left = min(x for x, *_ in shapes(page, "status"))
    assert day_at(page, left) == pytest.approx(AFTER_STATUS, abs=0.1)
    assert sum("Chốt số liệu 02/03" in words for words in texts(page, "flag")) == 1


# Rows keep their order and their figures on pages of sixty.


def test_sixty_lines_stand_in_the_given_order_each_with_its_share() -> None:
    made = [overview_row(n % 26, f"Đảng bộ số {n}", 10, n % 10, 5) for n in range(60)]
    page = draw_overview(make_overview(made))
    assert [name.rstrip("†") for name in texts(page, "name")] == [f"Đảng bộ số {n}" for n in range(60)]
    assert texts(page, "held")[1:] == [f"{n % 10} / 10" for n in range(60)]


def test_sixty_gathered_lines_stand_in_the_given_order() -> None:
    page = draw_share_matrix(shares.made([shares.row(n, 20, [(9, 5, 3, 12)] * 7) for n in range(60)]))
    assert texts(page, "name") == [f"Đảng bộ số {n}" for n in range(60)]


def test_a_matrix_of_what_is_done_shows_nothing_else() -> None:
    page = draw_matrix(matrices.made(matrices.ALL_DONE))[0]
    assert len(shapes(page, "cell done")) == 20 * 7 + 1  # and one in the legend
    kinds = [f"cell {state.name.lower()}" for state in ActivityState if state is not ActivityState.DONE]
    assert all(shapes(page, kind) == [] for kind in kinds)


def test_sixty_steps_are_joined_one_after_another() -> None:
    page = draw_cascade(cascades.long_chain(60))
    assert texts(page, "number") == [str(n) for n in range(1, 61)]
    assert len(shapes(page, "link")) == 59


# Lines that run down a page do not run through words.


NGO_QUYEN = make_pace(  # a status date in the middle of a week, half-way, two weeks before the deadline
    count(ROOT, 88, 47, 43, status=date(2020, 3, 13), days_left=10, last=date(2020, 3, 27)),
    edition=replace(EDITION, status_date=date(2020, 3, 13)),
    deadline=deadline(date(2020, 3, 31)),
    recent_per_day=4.5,
)


def within(box: Box, around: Box) -> bool:
    return around[0] <= box[0] and around[1] <= box[1] and box[2] <= around[2] and box[3] <= around[3]


@pytest.mark.parametrize("pace", [make_pace(), NGO_QUYEN, make_pace(count(ROOT, 235, 0, 0))])
def test_lines_of_status_and_deadline_give_way_to_labels_and_numbers(pace: Pace) -> None:
    page = draw_s_curve(pace)
    lines = [x for name in ("status", "deadline") for x, *_ in shapes(page, name)]
    gaps = shapes(page, "gap in line")
    named = {text.get_text() for text in text_artists(page) if text.get_gid() in ("label", "week count")}
    struck = [
        words
        for words, left, top, right, bottom in boxes_in_mm(page)
        if words in named
        and any(left < x < right for x in lines)
        and not any(within((left + 1, top + 1, right - 1, bottom - 1), gap) for gap in gaps)
    ]
    assert struck == []


def test_the_date_of_the_root_stands_where_no_line_runs_through_it() -> None:
    opening = Span(date(2020, 8, 5), date(2020, 8, 7))  # days after its deadline: the line would strike it
    rows = [overview_row(n, f"Đảng bộ số {n}", 5, 1, 2) for n in range(5)]
    for current in (opening, Span(date(2020, 7, 28), date(2020, 7, 31))):
        page = draw_overview(make_overview(rows, root_current=current))
        (words,) = texts(page, "root date")
        ((left, right),) = [(a, c) for said, a, _, c, _ in boxes_in_mm(page) if said == words]
        lines = [x for name in ("status", "deadline") for x, *_ in shapes(page, name)]
        assert not any(left < x < right for x in lines)


# Long words.


def test_a_million_letters_are_cut_at_once() -> None:
    """Cutting letter by letter would take hours."""
    word = "Ẵ" * 1_000_000
    short = typesetting.shorten(word, 50.0, 8.3)
    assert short.endswith("Ẵ…")
    assert 45.0 < typesetting.width(short, 8.3) <= 50.0
    assert typesetting.wrap(word, 50.0, 8.3) == [short]


def test_a_title_of_spaces_and_stops_is_cut_without_them() -> None:
    assert typesetting.shorten("Đảng bộ, . – ; - Công ty", 20.0, 8.3) == "Đảng bộ…"


def test_a_line_without_room_is_a_mark_that_something_was_there() -> None:
    assert typesetting.shorten("Đảng bộ", 0.0, 8.3) == "…"


def test_a_held_root_is_not_late_to_come() -> None:
    rows = [replace(overview_row(0, "A", 5, 5, 5), congress_held=True)]
    assert "sau hạn" not in wording.overview_finding(make_overview(rows, root_held=True, root_float_days=-3))
