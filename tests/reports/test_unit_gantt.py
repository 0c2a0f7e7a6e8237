"""The Gantt of one unit, read as a reader reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.figure import Figure

from daihoi.domain.results import UnitPlan
from reports.unit_gantt import draw_unit_gantt
from tests.reports.reading import day_at, shapes, texts
from tests.reports.sample_plans import LINKS, hoa_xuan_groups, make_plan, plain_groups
from tests.reports.samples import ASSUMED, STATUS, deadline


@pytest.fixture
def page(plan: UnitPlan) -> Figure:
    return draw_unit_gantt(plan)


def test_the_headline_is_the_finding_and_the_title_names_the_unit(page: Figure) -> None:
    assert texts(page, "title") == ["Đảng bộ phường Hòa Xuân: tiến độ chuẩn bị đại hội"]
    assert " ".join(texts(page, "finding")).startswith("Theo tiến độ hiện tại, đại hội ngày 02/06/2020")
    assert "Đã đạt 31% khối lượng, kế hoạch đến nay 39%" in texts(page, "facts")[0]
    assert "«hoàn thành trước ngày 10-6-2020», chậm nhất 09/06/2020" in texts(page, "facts")[0]


def test_rows_stand_in_the_order_of_the_plan(page: Figure) -> None:
    numbers = [row.number for group in hoa_xuan_groups() for row in group.rows]
    assert texts(page, "number") == numbers
    assert texts(page, "group") == ["LÃNH ĐẠO, CHỈ ĐẠO", "VĂN KIỆN", "NHÂN SỰ", "ĐẠI HỘI", "SAU ĐẠI HỘI"]
    assert texts(page, "group percent") == ["61", "42", "12", "0", "0"]


def test_columns_show_dates_percent_and_variance(page: Figure) -> None:
    assert texts(page, "plan")[0] == "06/01–17/01"
    assert texts(page, "finish")[:3] == ["20/01", "04/02", "07/04"]
    assert texts(page, "percent")[:4] == ["100", "100", "44", "70"]
    assert texts(page, "variance")[0] == "+1"


def test_status_and_deadline_stand_at_the_end_of_their_days(page: Figure) -> None:
    ((status, *_),) = shapes(page, "status")
    ((last, *_),) = shapes(page, "deadline")
    assert day_at(page, status) == pytest.approx(date(2020, 3, 3).toordinal(), abs=0.05)
    assert day_at(page, last) == pytest.approx(date(2020, 6, 10).toordinal(), abs=0.05)
    assert texts(page, "flag") == ["Chốt số liệu 02/03/2020", "Hạn 09/06/2020"]


def test_bars_run_from_the_first_to_the_end_of_the_last_day(page: Figure) -> None:
    starts_and_ends = [
        (round(day_at(page, left), 1), round(day_at(page, right), 1))
        for left, _, right, _ in shapes(page, "bar edge")
    ]
    plan = (date(2020, 1, 6).toordinal(), date(2020, 1, 21).toordinal())
    draft = (date(2020, 1, 21).toordinal(), date(2020, 3, 14).toordinal())
    assert plan in starts_and_ends
    assert draft in starts_and_ends


def test_the_done_part_is_the_reported_share_of_the_bar(page: Figure) -> None:
    ends = [day_at(page, right) for _, _, right, _ in shapes(page, "bar done")]
    # Draft: 21/01 to 13/03 are 53 days, 70 per cent are 37,1 days.
    assert any(end == pytest.approx(date(2020, 1, 21).toordinal() + 37.1, abs=0.1) for end in ends)


def test_baseline_lies_below_the_bar_of_its_row(page: Figure) -> None:
    baselines = shapes(page, "baseline")
    assert len(baselines) == 11
    assert day_at(page, baselines[0][0]) == pytest.approx(date(2020, 1, 6).toordinal(), abs=0.05)
    assert day_at(page, baselines[0][2]) == pytest.approx(date(2020, 1, 18).toordinal(), abs=0.05)
    assert baselines[0][1] >= shapes(page, "bar edge")[0][3]


def test_float_reaches_the_late_end(page: Figure) -> None:
    ends = {round(day_at(page, right), 1) for _, _, right, _ in shapes(page, "float")}
    assert ends == {date(2020, 4, day).toordinal() for day in (11, 25)} | {date(2020, 3, 21).toordinal()}


def test_what_nobody_reported_is_drawn_hollow_and_marked(page: Figure) -> None:
    assert len(shapes(page, "bar inferred")) == 1
    assert "Gửi dự thảo cho chi bộ°" in texts(page, "name")
    assert any("° Chưa ai báo cáo" in line for line in texts(page, "footnote"))


def test_critical_gates_overdue_hammock_and_congress_have_their_own_marks(page: Figure) -> None:
    assert len(shapes(page, "critical edge")) == 3
    assert len(shapes(page, "overdue")) == 1
    assert len(shapes(page, "hammock")) == 2
    assert len(shapes(page, "congress")) == 1
    assert texts(page, "congress date") == ["02–03/06"]
    assert texts(page, "waiting") == ["chờ duyệt"]


def test_only_links_that_still_hold_something_back_are_drawn(page: Figure) -> None:
    waiting = [link for link in LINKS if not link.is_satisfied]
    assert len(shapes(page, "link head")) == len(waiting) == 7


def test_links_to_rows_that_are_not_shown_are_left_out() -> None:
    foreign = replace(LINKS[1], successor="not_there")
    assert shapes(draw_unit_gantt(make_plan(links=[foreign])), "link") == []


def test_work_long_after_the_congress_is_cut_with_a_mark_instead_of_squeezing_the_rest(page: Figure) -> None:
    assert len(shapes(page, "tail")) == 2
    assert "Kéo dài quá khung hình" in texts(page, "legend")


def test_the_legend_explains_only_what_occurs() -> None:
    plain = draw_unit_gantt(make_plan(plain_groups(6, 3), links=()))
    shown = texts(plain, "legend")
    assert "Kế hoạch gốc" in shown
    assert not {"Đường găng", "Quá hạn", "Cấp trên duyệt", "Chưa báo cáo, suy ra"} & set(shown)


def test_without_deadline_there_is_no_flag_for_one() -> None:
    page = draw_unit_gantt(make_plan(deadline=None, congress_float_days=None))
    assert shapes(page, "deadline") == []
    assert texts(page, "flag") == ["Chốt số liệu 02/03/2020"]


def test_an_assumed_deadline_is_marked() -> None:
    assumed = replace(deadline(date(2020, 6, 9)), basis=ASSUMED)
    assert "(giả định)" in texts(draw_unit_gantt(make_plan(deadline=assumed)), "facts")[0]


def test_assumptions_and_the_log_stand_at_the_foot(page: Figure) -> None:
    assert any(line.startswith("Giả định: tên chi bộ") for line in texts(page, "footnote"))
    assert texts(page, "log") == ["Sổ ghi đến số 992 · c2186edcc62f"]


@pytest.mark.parametrize(("rows", "width_mm"), [(1, 297), (5, 297), (18, 297), (25, 297), (45, 420)])
def test_a_page_is_a4_until_rows_would_be_too_low(rows: int, width_mm: int) -> None:
    page = draw_unit_gantt(make_plan(plain_groups(rows, 5), links=()))
    assert page.get_figwidth() * 25.4 == pytest.approx(width_mm)
    assert len(texts(page, "number")) == rows


def test_tet_is_named() -> None:
    assert texts(draw_unit_gantt(make_plan()), "holiday") == ["Tết"]


def test_the_status_date_is_data_and_may_lie_before_everything() -> None:
    plan = make_plan()
    early = replace(plan.edition, status_date=date(2019, 12, 2))
    ((x, *_),) = shapes(draw_unit_gantt(replace(plan, edition=early)), "status")
    ((now, *_),) = shapes(draw_unit_gantt(plan), "status")
    assert x < now
    assert plan.edition.status_date == STATUS
