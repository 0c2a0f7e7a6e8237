"""The S-curve, read as a reader reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from matplotlib.figure import Figure

from daihoi.domain.results import DailyCount, Pace
from reports.s_curve import draw_s_curve
from reports.s_curve_layout import count_ticks
from tests.reports.reading import day_at, shapes, texts
from tests.reports.samples import EDITION, ROOT, STATUS, count, daily, deadline, make_pace

AFTER_STATUS = date(2020, 3, 3).toordinal()


@pytest.fixture
def page(pace: Pace) -> Figure:
    return draw_s_curve(pace)


def test_key_figures_stand_beside_the_curve(page: Figure) -> None:
    assert texts(page, "key share") == ["121/235 (51,49%)"]
    assert texts(page, "key gap") == ["−19"]
    assert "so với kế hoạch (140)" in texts(page, "key")
    assert "Còn 114 chi bộ trong 21 ngày làm việc đến" in texts(page, "key")
    assert texts(page, "key others") == ["82/196 (41,84%)"]
    assert "Đảng bộ phường Khuê Trung 36/36" in texts(page, "key")


def test_the_required_pace_is_compared_with_the_recent_one_on_one_scale(page: Figure) -> None:
    ((left, _, needed, _),) = shapes(page, "pace needed")
    ((_, _, recent, _),) = shapes(page, "pace recent")
    assert (needed - left) / (recent - left) == pytest.approx((114 / 21) / 8.3, abs=0.001)
    assert (texts(page, "pace needed"), texts(page, "pace recent")) == (["5,43"], ["8,30"])


def test_held_ends_at_the_status_date_and_nothing_there_pretends_to_be_a_forecast(page: Figure) -> None:
    ((_, _, end, _),) = shapes(page, "held")
    assert day_at(page, end) == pytest.approx(AFTER_STATUS, abs=0.05)
    assert "mức phải đạt, không phải dự báo" in texts(page, "label")
    assert not any("P50" in text or "P80" in text for text in texts(page))


def test_the_required_line_leads_from_what_is_held_to_the_total_at_the_deadline(page: Figure) -> None:
    ((start, top, end, bottom),) = shapes(page, "required")
    ((_, held_top, _, zero),) = shapes(page, "held")
    assert day_at(page, start) == pytest.approx(AFTER_STATUS, abs=0.05)
    assert day_at(page, end) == pytest.approx(date(2020, 4, 1).toordinal(), abs=0.05)
    assert bottom == pytest.approx(held_top)
    assert (zero - bottom) / (zero - top) == pytest.approx(121 / 235, abs=0.001)


def test_the_plan_ends_at_the_total(page: Figure) -> None:
    ((_, top, _, zero),) = shapes(page, "planned")
    ((_, goal, _, _),) = shapes(page, "required")
    assert top == pytest.approx(goal)
    assert zero > top


def test_lines_of_status_and_deadline_cross_both_panels(page: Figure) -> None:
    for name, day in (("status", AFTER_STATUS), ("deadline", date(2020, 4, 1).toordinal())):
        lines = shapes(page, name)
        assert len(lines) == 2
        assert all(day_at(page, x) == pytest.approx(day, abs=0.05) for x, *_ in lines)


def test_weekly_columns_add_up(page: Figure, pace: Pace) -> None:
    held = [week.held for week in pace.weeks if week.held]
    assert sum(held) == 121
    heights = [bottom - top for _, top, _, bottom in shapes(page, "week held")]
    assert [round(height / heights[0] * held[0]) for height in heights] == held
    assert set(map(str, held)) <= set(texts(page, "week count"))


def test_the_gap_is_told_in_words(page: Figure) -> None:
    assert "chậm 19 so với kế hoạch" in texts(page, "label")
    ahead = draw_s_curve(make_pace(count(ROOT, 235, 180, 140)))
    assert "vượt 40 so với kế hoạch" in texts(ahead, "label")


@pytest.mark.parametrize(
    "pace_shown",
    [
        make_pace(count(ROOT, 235, 235, 235)),
        make_pace(count(ROOT, 235, 121, 140, days_left=0), deadline=None),
        make_pace(count(ROOT, 235, 121, 235, days_left=0)),
        make_pace(count(ROOT, 0, 0, 0)),
    ],
    ids=["all held", "no deadline", "deadline passed", "nothing to count"],
)
def test_nothing_is_required_when_nothing_can_be(pace_shown: Pace) -> None:
    page = draw_s_curve(pace_shown)
    assert shapes(page, "required") == []
    assert texts(page, "pace needed") == []
    assert not any("cần" in text for text in texts(page))


def test_after_the_deadline_the_page_says_so() -> None:
    after = replace(EDITION, status_date=date(2020, 4, 20))
    late = count(ROOT, 235, 200, 235, days_left=0, status=date(2020, 4, 20), last=date(2020, 4, 27))
    page = draw_s_curve(make_pace(late, edition=after))
    assert any("hạn 31/03/2020" in text for text in texts(page, "key"))


def test_many_complete_units_are_counted_not_listed() -> None:
    page = draw_s_curve(make_pace(complete_units=[(f"Đảng bộ {n}", 5) for n in range(9)]))
    assert "và 6 đơn vị nữa" in texts(page, "key")


@pytest.mark.parametrize(
    ("total", "ticks"),
    [
        (235, [0, 50, 100, 150, 200, 235]),
        (1, [0, 1]),
        (7, [0, 2, 4, 6, 7]),
        (100, [0, 20, 40, 60, 80, 100]),
        (202, [0, 50, 100, 150, 202]),
        (20831, [0, 5000, 10000, 15000, 20831]),
    ],
)
def test_the_scale_is_round_and_ends_at_the_total(total: int, ticks: list[int]) -> None:
    assert count_ticks(total) == ticks


def test_the_label_of_what_is_held_covers_no_curve() -> None:
    """Two in winter, then all within three weeks: the curve runs into the corner where the label would be."""
    rise = [STATUS - timedelta(days=n) for n in range(21, -1, -1)]
    curve = DailyCount([STATUS - timedelta(days=72), *rise], [2, *(4 * n for n in range(1, 22)), 88])
    later = replace(curve, days=[day + timedelta(days=1) for day in curve.days])
    whole = replace(count(ROOT, 88, 88, 88), held_curve=curve, planned_curve=later)
    page = draw_s_curve(make_pace(whole, deadline=deadline(STATUS + timedelta(days=4))))
    assert "Đã tổ chức 88" in texts(page, "label")
    ((_, _, _, zero),) = shapes(page, "held")
    assert [gap for gap in shapes(page, "gap in line") if gap[1] < zero] == []  # those below are of the weeks


def test_weeks_with_one_column_are_numbered_where_there_is_room_for_one() -> None:
    """Half a year: two columns of a week are too close for numbers, planned ones alone are not."""
    last = date(2020, 8, 31)
    plan = daily(date(2020, 3, 9), last, 980)
    whole = replace(
        count(ROOT, 980, 0, 0, last=last), planned_curve=plan, held_curve=daily(STATUS, STATUS, 0)
    )
    page = draw_s_curve(make_pace(whole, deadline=deadline(date(2020, 9, 30))))
    assert len(texts(page, "week count")) == len(shapes(page, "week planned")) > 20


def test_what_the_shades_mean_is_said_where_there_are_any() -> None:
    noted = texts(draw_s_curve(make_pace(days_off={date(2020, 2, 10): "Nghỉ"})), "footnote")
    assert any("Nền hồng: Tết, ngày lễ; nền xám: cuối tuần." in line for line in noted)
    plain = texts(draw_s_curve(make_pace(days_off={date(2021, 2, 10): "Nghỉ"})), "footnote")
    assert any("Nền xám: cuối tuần." in line for line in plain)
    assert not any("nền hồng" in line.lower() for line in plain)
