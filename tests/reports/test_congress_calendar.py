"""The congress calendar, read as a reader reads it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from matplotlib.figure import Figure

from daihoi.domain.campaign import Suspension
from daihoi.domain.congress_calendar import CalendarDay, Clash, ClashKind, CongressCalendar
from daihoi.domain.rule_values import RuleInForce
from daihoi.domain.rules import Rule
from reports.calendar_days import EXPECTED_FILLS, HELD_FILLS, shade, thresholds_of
from reports.calendar_layout import months_shown, weeks_of
from reports.congress_calendar import calendar_finding, draw_calendar
from tests.reports.reading import shapes, text_artists, texts
from tests.reports.samples import ASSUMED, DAYS_OFF, EDITION, ROOT, STATUS, deadline, unit
from tests.reports.test_files import boxes_in_mm
from tests.reports.test_matrix import HOSTILE, covered

WARD = unit("CL.HP", "Đảng bộ phường Hòa Phát")
LIMIT = RuleInForce("attended_per_day_max", Rule(3, "không quá 3 đại hội", ASSUMED), 3)
PAUSE = Suspension(
    date(2020, 3, 27),
    date(2020, 5, 4),
    date(2020, 3, 1),
    ("branch",),
    "tạm hoãn để phòng, chống dịch",
    ASSUMED,
)
CLASH = Clash(date(2020, 3, 11), ClashKind.ATTENDANCE, WARD, [f"CL.HP.{n}" for n in range(8)], 3)
DAYS = {
    date(2020, 2, 25): CalendarDay(planned=4, held=7, opening=7, opening_planned=4),
    date(2020, 3, 2): CalendarDay(planned=13, held=19, opening=19, opening_planned=13),
    date(2020, 3, 9): CalendarDay(planned=10, opening_planned=10),
    date(2020, 3, 11): CalendarDay(planned=5, expected=31, opening=31, opening_planned=5, clashes=[CLASH]),
    date(2020, 3, 12): CalendarDay(planned=2, expected=2, opening=2, opening_planned=2),
}


def made(**changes: object) -> CongressCalendar:
    calendar = CongressCalendar(
        edition=EDITION,
        root=ROOT,
        level_names=["chi bộ"],
        congresses=59,
        held=26,
        inferred=0,
        days=DAYS,
        days_off=DAYS_OFF,
        suspensions=[],
        deadlines=[("chi bộ", deadline(date(2020, 3, 31)))],
        limits=[LIMIT],
    )
    return replace(calendar, **changes)  # type: ignore[arg-type]


def full(months: int) -> dict[date, CalendarDay]:
    """Every day of some months is full."""
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(months * 30)]
    return {day: CalendarDay(planned=88, expected=99, opening=99) for day in days}


MANY = [
    replace(
        CLASH, day=date(2020, 3, 3) + timedelta(days=n), unit=unit(f"CL.{n:02d}", f"Đảng bộ phường số {n}")
    )
    for n in range(20)
]
CROWDED = {c.day: CalendarDay(expected=8, opening=8, clashes=[c]) for c in MANY}
RUDE = replace(CLASH, unit=replace(WARD, name=HOSTILE))
ALL_HELD = {date(2020, 2, 25): CalendarDay(planned=59, held=59, opening=59, opening_planned=59)}

PAGES: dict[str, Callable[[], CongressCalendar]] = {
    "plain": made,
    "nothing": lambda: made(congresses=0, held=0, days={}, deadlines=[], limits=[]),
    "one day": lambda: made(days={date(2020, 3, 11): CalendarDay(planned=1, expected=1, opening=1)}),
    "all held": lambda: made(held=59, days=ALL_HELD),
    "suspended": lambda: made(suspensions=[PAUSE]),
    "9 full months": lambda: made(days=full(9)),
    "11 full months": lambda: made(days=full(11)),
    "20 clashes": lambda: made(days=CROWDED, suspensions=[PAUSE]),
    "hostile names": lambda: made(
        root=replace(ROOT, name=HOSTILE),
        days={RUDE.day: CalendarDay(expected=8, opening=8, clashes=[RUDE])},
        suspensions=[replace(PAUSE, words=HOSTILE)],
    ),
}


@pytest.fixture(params=PAGES, scope="module")
def page(request: pytest.FixtureRequest) -> Figure:
    return draw_calendar(PAGES[request.param]())[0]


def test_no_text_lies_outside_the_page_or_covers_another(page: Figure) -> None:
    width, height = page.get_figwidth() * 25.4, page.get_figheight() * 25.4
    boxes = boxes_in_mm(page)
    assert [b[0] for b in boxes if b[1] < 4 or b[2] < 4 or b[3] > width - 4 or b[4] > height - 4] == []
    assert covered(boxes) == []
    assert min(text.get_fontsize() for text in text_artists(page)) >= 6.5


def cell_with(page: Figure, day: str, month: str) -> tuple[float, float]:
    """Where the number of a day stands in a month."""
    titles = {t.get_text(): t.get_position() for t in text_artists(page) if t.get_gid() == "month"}
    left, top = titles[month]
    starts = sorted({x for x, _ in titles.values()})
    right = next((x for x in starts if x > left), 230.0)
    numbers = [
        t.get_position()
        for t in text_artists(page)
        if t.get_gid() == "day" and t.get_text() == day and left <= t.get_position()[0] < right
    ]
    return min((float(x), float(y)) for x, y in numbers if y > top)


def test_each_day_shows_what_was_held_or_is_expected_and_the_plan_where_it_differs() -> None:
    (page,) = draw_calendar(made())
    assert sorted(texts(page, "count"), key=int) == ["2", "7", "19", "31"]
    assert sorted(texts(page, "planned")) == ["kh 10", "kh 13", "kh 4", "kh 5"]
    assert len(shapes(page, "held")) == 2
    assert len(shapes(page, "expected")) == 2


def test_days_stand_under_their_weekday() -> None:
    """2 March 2020 was a Monday, 1 March a Sunday."""
    (page,) = draw_calendar(made())
    monday, sunday = (cell_with(page, day, "Tháng 03/2020")[0] for day in ("2", "1"))
    weekdays = sorted(
        (float(t.get_position()[0]), t.get_text()) for t in text_artists(page) if t.get_gid() == "weekday"
    )
    under = [next(name for x, name in weekdays if x > at) for at in (monday, sunday)]
    assert under == ["T2", "CN"]


def test_the_status_date_is_framed_and_clashes_are_marked() -> None:
    (page,) = draw_calendar(made())
    ((left, top, right, bottom),) = shapes(page, "status")
    x, y = cell_with(page, "2", "Tháng 03/2020")
    assert (left < x < right, top < y < bottom) == (True, True)
    ((left, top, right, bottom),) = shapes(page, "clash")
    x, y = cell_with(page, "11", "Tháng 03/2020")
    assert (left < x < right, top < y < bottom) == (True, True)


def test_the_deadline_stands_at_the_end_of_its_day() -> None:
    (page,) = draw_calendar(made())
    ((x, top, _, bottom),) = shapes(page, "deadline")
    day_x, day_y = cell_with(page, "31", "Tháng 03/2020")
    assert top < day_y < bottom
    assert day_x < x < day_x + 15


def test_days_off_and_suspended_days_are_shaded() -> None:
    (page,) = draw_calendar(made(suspensions=[PAUSE]))
    assert len(shapes(page, "suspended")) == 5 + 30 + 3  # 27–31 March, April, 1–3 May
    assert len(shapes(page, "day off")) == 3  # 2 and 30 April, 1 May; Tết lies in a month not shown


def test_months_are_summed_by_what_opens_in_them() -> None:
    (page,) = draw_calendar(made())
    assert texts(page, "month") == ["Tháng 02/2020", "Tháng 03/2020"]
    assert texts(page, "month sum") == ["7 đại hội (kế hoạch 4)", "52 đại hội (kế hoạch 30)"]


def test_the_panel_names_clashes_suspensions_busy_days_and_deadlines() -> None:
    (page,) = draw_calendar(made(suspensions=[PAUSE]))
    clash = " ".join(texts(page, "clash entry"))
    assert clash == "Thứ Tư 11/03, cấp trên phải dự quá 3: Đảng bộ phường Hòa Phát (8)."
    assert "27/03/2020 – 03/05/2020 (ngày là giả định)" in " ".join(texts(page, "suspension"))
    assert texts(page, "busy") == ["Thứ Tư 11/03/2020: 31 đại hội", "Thứ Năm 12/03/2020: 2 đại hội"]
    assert texts(page, "due") == ["Chi bộ: 31/03/2020"]


def test_days_on_which_the_same_unit_has_as_many_are_told_together() -> None:
    clashes = [replace(CLASH, day=date(2020, 3, day)) for day in (17, 11)]
    days = {c.day: CalendarDay(expected=8, opening=8, clashes=[c]) for c in clashes}
    (page,) = draw_calendar(made(days=days))
    words = " ".join(texts(page, "clash entry"))
    assert words == "11/03, 17/03, cấp trên phải dự quá 3: Đảng bộ phường Hòa Phát (8)."


def test_when_the_rules_are_silent_the_page_says_that_clashes_are_not_looked_for() -> None:
    (page,) = draw_calendar(made(limits=[], days={}))
    assert "chưa nêu mỗi ngày được mấy đại hội" in " ".join(texts(page, "clash entry"))
    assert "trùng" not in calendar_finding(made(limits=[]))


def test_clashes_that_do_not_fit_are_counted() -> None:
    (page,) = draw_calendar(made(days=CROWDED, suspensions=[PAUSE]))
    shown = sum(line.startswith(("Thứ", "Chủ")) for line in texts(page, "clash entry"))
    (more,) = texts(page, "panel more")
    assert more == f"… và {20 - shown} mục nữa"


def test_the_finding_names_the_busiest_day_and_the_worst_clash() -> None:
    found = calendar_finding(made())
    assert "Đã tổ chức 26/59 (44,07%) đại hội chi bộ." in found
    assert "Sắp tới đông nhất ngày 11/03/2020: 31 đại hội." in found
    assert "1 ngày trùng quá mức, nặng nhất: 11/03 Đảng bộ phường Hòa Phát có 8." in found
    assert calendar_finding(PAGES["all held"]()) == "Đã tổ chức đủ 59/59 đại hội chi bộ."
    assert calendar_finding(PAGES["nothing"]()) == "Chưa có đại hội chi bộ nào trong đợt."


@pytest.mark.parametrize(
    ("months", "pages", "height_mm"), [(9, 1, 210), (10, 1, 297), (16, 1, 297), (17, 2, 297)]
)
def test_many_months_take_a3_and_then_more_pages(months: int, pages: int, height_mm: int) -> None:
    days = {date(2020 + n // 12, n % 12 + 1, 8): CalendarDay(expected=1, opening=1) for n in range(months)}
    drawn = draw_calendar(made(days=days))
    assert (len(drawn), round(drawn[0].get_figheight() * 25.4)) == (pages, height_mm)
    assert sum(len(texts(page, "month")) for page in drawn) == months


def test_a_status_date_far_from_every_congress_adds_no_month() -> None:
    after = replace(EDITION, status_date=date(2020, 9, 1))
    assert months_shown(made(edition=after)) == [date(2020, 2, 1), date(2020, 3, 1)]
    assert months_shown(made(days={})) == [STATUS.replace(day=1)]


@pytest.mark.parametrize(
    ("month", "weeks"), [(date(2020, 3, 1), 6), (date(2020, 2, 1), 5), (date(2021, 2, 1), 4)]
)
def test_a_month_has_as_many_lines_as_weeks(month: date, weeks: int) -> None:
    assert weeks_of(month) == weeks


@pytest.mark.parametrize(
    ("most", "expected"), [(1, (2, 3, 4)), (31, (8, 16, 23)), (100, (25, 50, 75)), (0, (2, 3, 4))]
)
def test_shades_begin_at_whole_increasing_counts(most: int, expected: tuple[int, int, int]) -> None:
    days = {STATUS: CalendarDay(expected=most)} if most else {}
    assert thresholds_of(made(days=days)) == expected
    assert [shade(n, expected) for n in (1, expected[0], expected[2])] == [0, 1, 3]


def test_fills_get_darker_in_grey_too() -> None:
    for fills in (HELD_FILLS, EXPECTED_FILLS):
        grey = [
            sum(w * int(fill[n : n + 2], 16) for n, w in ((1, 0.21), (3, 0.72), (5, 0.07))) for fill in fills
        ]
        assert all(after < before - 10 for before, after in itertools.pairwise(grey))


def test_the_only_congress_to_come_is_the_next_not_the_most_crowded_day() -> None:
    alone = {date(2020, 3, n): CalendarDay(expected=1, opening=int(n == 11)) for n in (11, 12, 13)}
    one = made(congresses=27, days=alone)
    assert "Đại hội tiếp theo: 11/03/2020." in calendar_finding(one)
    assert "đông nhất" not in calendar_finding(one)
    headings = texts(draw_calendar(one)[0], "panel")
    assert "SẮP TỚI" in headings
    assert "SẮP TỚI, NGÀY ĐÔNG NHẤT" in texts(draw_calendar(made())[0], "panel")
    assert "Sắp tới đông nhất ngày 11/03/2020: 31 đại hội." in calendar_finding(made())
