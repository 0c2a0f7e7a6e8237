"""The overview of a campaign, read as a reader reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.figure import Figure

from daihoi.domain.results import DailyCount, Overview
from reports.overview import draw_overview
from tests.reports.reading import day_at, shapes, texts
from tests.reports.samples import ORGANISATIONS, STATUS, make_overview, overview_row


@pytest.fixture
def page(overview: Overview) -> Figure:
    return draw_overview(overview)


def test_the_whole_campaign_comes_first_then_rows_in_the_given_order(page: Figure) -> None:
    assert texts(page, "held")[0] == "121 / 235"
    assert texts(page, "held")[1:4] == ["3 / 25", "6 / 24", "13 / 29"]
    assert texts(page, "name")[0] == "Đảng bộ phường Hòa Phát†"
    assert texts(page, "total") == ["TOÀN ĐỢT"]
    assert texts(page, "root") == ["Đại hội Đảng bộ quận Cẩm Lệ"]


def test_overdue_lines_add_up_to_the_whole_campaign(overview: Overview) -> None:
    page = draw_overview(replace(overview, root_overdue=2))
    total, *lines = (int(text) for text in texts(page, "overdue"))
    assert total == sum(lines)
    assert lines[-1] == 2


def test_a_root_that_is_late_with_nothing_has_no_count(page: Figure) -> None:
    assert len(texts(page, "overdue")) == 1 + len(texts(page, "held")) - 1 + 1  # the gathered line has one


def test_gaps_are_held_minus_planned(page: Figure) -> None:
    total = sum(planned for *_, planned in ORGANISATIONS)
    assert texts(page, "gap")[:3] == [f"−{total - 121}", "−8", "−5"]
    assert "+1" in texts(page, "gap")


def test_organisations_without_branches_share_one_line(page: Figure) -> None:
    assert "26 đơn vị cơ sở không có chi bộ trực thuộc" in texts(page, "name")
    assert len(shapes(page, "own planned")) == 19 + 26
    assert len(shapes(page, "own current")) + len(shapes(page, "own late")) == 19 + 26


def test_when_there_are_no_others_each_keeps_its_own_line() -> None:
    rows = [overview_row(n, f"Chi bộ cơ sở số {n}", 0, 0, 0) for n in range(4)]
    page = draw_overview(make_overview(rows))
    assert texts(page, "name") == [f"Chi bộ cơ sở số {n}" for n in range(4)]
    assert shapes(page, "held") == []


def test_areas_end_at_the_status_date_and_start_with_the_first_congress(page: Figure) -> None:
    areas = shapes(page, "held")
    assert len(areas) == 1 + sum(held > 0 for _, _, held, _ in ORGANISATIONS)
    for _, _, right, _ in areas:
        assert day_at(page, right) == pytest.approx(date(2020, 3, 3).toordinal(), abs=0.1)


def test_what_is_held_on_the_status_date_is_seen() -> None:
    (row,) = [overview_row(0, "Đảng bộ A", 1, 1, 1)]
    today = DailyCount([STATUS], [1])
    page = draw_overview(make_overview([replace(row, count=replace(row.count, held_curve=today))]))
    drawn = next(one for one in page.axes[0].collections if one.get_gid() == "held")
    for path in drawn.get_paths():
        full = [x for x, y in path.vertices.tolist() if y == path.vertices[:, 1].min()]
        days = day_at(page, min(full)), day_at(page, max(full))
        assert days == pytest.approx((STATUS.toordinal(), STATUS.toordinal() + 1), abs=0.1)


def test_a_complete_organisation_fills_its_line_and_half_fills_half() -> None:
    rows = [overview_row(0, "Đảng bộ A", 10, 10, 10), overview_row(1, "Đảng bộ B", 10, 5, 5)]
    areas = shapes(draw_overview(make_overview(rows)), "held")
    _, full, half = sorted(areas, key=lambda box: box[3])
    assert (half[3] - half[1]) / (full[3] - full[1]) == pytest.approx(0.5, abs=0.01)


def test_flags_name_the_status_date_once_and_every_deadline(page: Figure) -> None:
    assert sorted(texts(page, "flag")) == [
        "Chốt số liệu 02/03",
        "Hạn chi bộ 31/03",
        "Hạn cơ sở 09/06",
        "Hạn toàn đợt 31/07",
    ]


def test_the_deadline_of_branches_stands_at_the_end_of_its_day(page: Figure) -> None:
    lines = sorted(x for x, *_ in shapes(page, "deadline"))
    assert day_at(page, lines[0]) == pytest.approx(date(2020, 4, 1).toordinal(), abs=0.1)


def test_float_of_the_own_congress_is_shown_and_lateness_is_marked() -> None:
    rows = [
        replace(overview_row(0, "Đảng bộ A", 5, 1, 2), float_days=-4),
        overview_row(1, "Đảng bộ B", 5, 1, 2),
    ]
    page = draw_overview(make_overview(rows))
    assert texts(page, "float") == ["−4", "17"]
    assert len(shapes(page, "own late")) == 1
    assert "sau hạn" in texts(page, "legend")


def test_without_deadline_float_is_a_dash() -> None:
    row = replace(overview_row(0, "Đảng bộ A", 5, 1, 2), float_days=None, deadline=None)
    page = draw_overview(make_overview([row], counted_deadline=None, root_deadline=None))
    assert texts(page, "float") == ["–"]
    assert shapes(page, "deadline") == []


def test_held_congresses_are_filled(overview: Overview) -> None:
    rows = [replace(row, congress_held=True) for row in overview.rows[:3]]
    page = draw_overview(make_overview(rows))
    assert len(shapes(page, "own held")) == 3
    assert shapes(page, "own current") == []


def test_assumed_totals_are_marked_and_stated_ones_are_not() -> None:
    stated = overview_row(0, "Đảng bộ phường Khuê Trung", 36, 36, 36)
    stated = replace(stated, count=replace(stated.count, is_assumed=False))
    page = draw_overview(make_overview([stated, overview_row(1, "Đảng bộ B", 5, 1, 2)]))
    assert texts(page, "name") == ["Đảng bộ phường Khuê Trung", "Đảng bộ B†"]
    assert any("† Số chi bộ là giả định" in line for line in texts(page, "footnote"))


@pytest.mark.parametrize(("rows", "height_mm"), [(1, 210), (26, 210), (27, 420), (60, 420)])
def test_many_rows_grow_to_a3(rows: int, height_mm: int) -> None:
    made = [overview_row(n % 26, f"Đảng bộ số {n}", 10, n % 10, 5) for n in range(rows)]
    page = draw_overview(make_overview(made))
    assert page.get_figheight() * 25.4 == pytest.approx(height_mm)
    assert len(texts(page, "held")) == rows + 1


def test_beyond_sixty_the_least_at_risk_are_left_out_and_counted() -> None:
    made = [overview_row(n % 26, f"Đảng bộ số {n}", 10, n % 10, 5) for n in range(75)]
    page = draw_overview(make_overview(made))
    assert "Đảng bộ số 59†" in texts(page, "name")
    assert "Đảng bộ số 60†" not in texts(page, "name")
    assert any("Còn 15 đơn vị ít rủi ro hơn không hiển thị" in line for line in texts(page, "footnote"))
    assert texts(page, "held")[0] == f"{sum(n % 10 for n in range(75))} / 750"
