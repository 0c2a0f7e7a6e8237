"""The findings as sentences, in every situation a campaign can be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from daihoi.domain.results import Overview, Pace, UnitPlan, WorkstreamGroup
from daihoi.domain.states import ActivityState
from reports import wording
from reports.figures import key_figures
from tests.reports.sample_plans import activity, make_plan
from tests.reports.samples import EDITION, ROOT, count, make_overview, make_pace, overview_row


def test_pace_tells_held_others_remaining_and_required(pace: Pace) -> None:
    found = wording.pace_finding(pace)
    assert "121/235 (51,49%)" in found
    assert "Đảng bộ phường Khuê Trung (36/36), Đảng bộ Quân sự quận (3/3)" in found
    assert "82/196 (41,84%)" in found
    assert "Còn 114 trong 21 ngày làm việc đến 31/03: cần 5,43 mỗi ngày" in found
    assert "10 ngày làm việc qua đạt 8,30" in found


def test_pace_of_nothing_reported() -> None:
    found = wording.pace_finding(make_pace(count(ROOT, 235, 0, 0), recent_per_day=0.0))
    assert "0/235 (0,00%)" in found
    assert "Còn 235" in found


def test_a_plan_that_was_put_off_is_not_called_no_plan() -> None:
    moved = replace(count(ROOT, 2, 0, 0), put_off=2)
    told = wording.overview_finding(replace(make_overview([]), total=moved))
    assert "; theo kế hoạch đã dời theo quyết định, đến nay chưa chi bộ nào phải đại hội." in told
    (figure, *_) = key_figures(make_overview([]), make_pace(moved))
    assert figure.note == "theo kế hoạch đã dời theo quyết định, đến nay chưa nơi nào phải đại hội"
    as_planned = wording.overview_finding(replace(make_overview([]), total=count(ROOT, 2, 0, 0)))
    assert "; theo kế hoạch, đến nay chưa chi bộ nào phải đại hội." in as_planned


def test_a_day_that_was_decided_is_not_told_as_a_slip() -> None:
    told = wording.unit_finding(make_plan(is_put_off=True))
    assert "Ngày này theo quyết định dời; kế hoạch trước là 28/05/2020." in told
    assert "Lùi" not in told


def test_pace_of_all_held_speaks_of_no_remainder() -> None:
    found = wording.pace_finding(make_pace(count(ROOT, 235, 235, 235)))
    assert "235/235" in found
    assert "Còn" not in found


def test_pace_after_the_deadline_says_so_and_requires_nothing() -> None:
    late = count(ROOT, 235, 200, 235, days_left=0)
    found = wording.pace_finding(make_pace(late))
    assert "Đã quá hạn 31/03/2020, còn 35" in found
    assert "cần" not in found


def test_pace_without_deadline_requires_nothing() -> None:
    found = wording.pace_finding(make_pace(count(ROOT, 235, 121, 140, days_left=0), deadline=None))
    assert "chưa có hạn" in found
    assert "cần" not in found


def test_pace_of_a_single_branch() -> None:
    found = wording.pace_finding(make_pace(count(ROOT, 1, 0, 0), recent_per_day=0.0))
    assert "0/1 (0,00%)" in found
    assert "Còn 1 trong 21 ngày làm việc đến 31/03: cần 0,05 mỗi ngày" in found


def test_pace_without_anything_to_count() -> None:
    assert wording.pace_finding(make_pace(count(ROOT, 0, 0, 0))) == "Chưa có chi bộ nào trong đợt."


def test_overview_names_the_first_row_that_is_behind(overview: Overview) -> None:
    found = wording.overview_finding(overview)
    assert "121/235 (51,49%)" in found
    assert "Đảng bộ phường Hòa Phát, 3/25, chậm 8 so với kế hoạch" in found


def test_overview_names_at_most_three_late_congresses() -> None:
    rows = [replace(overview_row(n, f"Đảng bộ {n}", 5, 5, 5), float_days=-1) for n in range(5)]
    assert "Đảng bộ 0, Đảng bộ 1, Đảng bộ 2 và 2 đơn vị nữa" in wording.overview_finding(make_overview(rows))


def test_overview_of_all_held_blames_nobody() -> None:
    found = wording.overview_finding(make_overview([overview_row(1, "Đảng bộ A", 5, 5, 5)]))
    assert "5/5" in found
    assert "Chậm" not in found


def test_overview_without_branches() -> None:
    found = wording.overview_finding(make_overview([overview_row(1, "Chi bộ A", 0, 0, 0)]))
    assert found == "Chưa có chi bộ nào trong đợt."


def test_unit_tells_date_float_shift_and_cause(plan: UnitPlan) -> None:
    found = wording.unit_finding(plan)
    assert "đại hội ngày 02/06/2020" in found
    assert "còn dự trữ 4 ngày làm việc" in found
    assert "Lùi 5 ngày so với kế hoạch" in found
    assert "Việc cần xong trước hết: Xây dựng đề án nhân sự" in found


def test_unit_after_its_deadline() -> None:
    assert "sau hạn 3 ngày làm việc" in wording.unit_finding(make_plan(congress_float_days=-3))


def test_unit_without_deadline() -> None:
    found = wording.unit_finding(make_plan(deadline=None, congress_float_days=None))
    assert "chưa có hạn" in found


def test_unit_whose_congress_was_held() -> None:
    dates = ("05-28", "05-29", "06-02", "06-03")
    held = activity("c", "1.1", "Đại hội", *dates, percent=100, is_congress=True)
    found = wording.unit_finding(make_plan([WorkstreamGroup("c", "Đại hội", 100, [held])]))
    assert found == "Đại hội đã tổ chức từ 02/06 đến 03/06/2020."


def test_a_plan_without_rows_is_not_called_held() -> None:
    assert "đã tổ chức" not in wording.unit_finding(make_plan([]))


def test_footnotes_mark_assumptions_and_end_with_the_log() -> None:
    *assumed, log = wording.footnotes(EDITION)
    assert assumed[0].startswith("Giả định: tên chi bộ")
    assert log == "Sổ ghi đến số 992 · c2186edcc62f"


def test_footnotes_of_an_empty_log_and_no_assumption() -> None:
    blank = replace(EDITION, known_seq=0, head="", assumptions=(), status_date=date(2020, 1, 1))
    assert wording.footnotes(blank) == ["Sổ ghi chưa có báo cáo nào"]


def test_a_congress_that_nobody_reported_is_not_announced_as_held() -> None:
    inferred = activity(
        "congress", "1.1", "Đại hội", "06-02", "06-03", "06-01", "06-02", percent=100,
        state=ActivityState.UNREPORTED, is_inferred=True, is_congress=True,
    )  # fmt: skip
    found = wording.unit_finding(make_plan([WorkstreamGroup("congress", "Đại hội", 100, [inferred])]))
    assert found.startswith("Chưa ai báo cáo đại hội.")
    assert "đã tổ chức ngày" not in found
    assert "suy ra" in found


def test_the_unit_named_as_slowest_is_the_one_furthest_behind() -> None:
    """The first row is expected late with one missing; the second misses five."""
    first, second = overview_row(1, "Đảng bộ A", 10, 5, 6), overview_row(2, "Đảng bộ B", 10, 0, 5)
    found = wording.overview_finding(make_overview(rows=[first, second]))
    assert f"Chậm nhất: {second.count.unit.name}, 0/10, chậm 5" in found
