"""What a unit's page says once its congress is over: what remains, and who has to act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from daihoi.domain.results import UnitPlan, WorkstreamGroup
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from reports import wording
from tests.reports.sample_plans import activity, make_plan
from tests.reports.samples import make_overview, overview_row

DATES = ("05-28", "05-29", "06-02", "06-03")
HELD = activity("c", "1.1", "Đại hội", *DATES, percent=100, is_congress=True)


def after(*rows: tuple[str, ActivityState, dict[str, bool]]) -> UnitPlan:
    """A plan whose congress was held from 2 to 3 June, with these activities beside it."""
    others = [
        replace(activity(f"a{n}", f"2.{n}", name, *DATES), state=state, **marks)
        for n, (name, state, marks) in enumerate(rows)
    ]
    return make_plan([WorkstreamGroup("c", "Đại hội", 50, [HELD, *others])])


def test_the_days_of_a_congress_are_told() -> None:
    day = Span(date(2020, 6, 2), date(2020, 6, 3))
    assert wording.unit_finding(after()) == "Đại hội đã tổ chức từ 02/06 đến 03/06/2020."
    one = replace(after(), congress=(day, day))
    assert wording.unit_finding(one) == "Đại hội đã tổ chức ngày 02/06/2020."


def test_what_remains_stands_behind_it_the_urgent_first() -> None:
    plan = after(
        ("Phân công", ActivityState.POSSIBLE, {}),
        ("Chương trình hành động", ActivityState.IN_PROGRESS, {}),
        ("Chuẩn y", ActivityState.WAITING_FOR_APPROVAL, {"is_gate": True}),
        ("Báo cáo kết quả", ActivityState.OVERDUE, {}),
    )
    assert wording.unit_finding(plan).endswith(
        "Còn 4 việc: Báo cáo kết quả (quá hạn); Chuẩn y (chờ duyệt); Phân công (chưa làm) và 1 việc nữa."
    )


def test_work_that_is_taken_to_be_over_does_not_remain_but_an_approval_without_document_does() -> None:
    inferred = {"is_inferred": True}
    plan = after(
        ("Dự thảo báo cáo", ActivityState.UNREPORTED, inferred),
        ("Quận ủy duyệt", ActivityState.UNREPORTED, {"is_gate": True, **inferred}),
        ("Không có việc này", ActivityState.NOT_APPLICABLE, {}),
    )
    assert wording.unit_finding(plan).endswith("Còn 1 việc: Quận ủy duyệt (chưa báo văn bản duyệt).")


def test_when_all_below_are_through_the_overview_speaks_of_the_root() -> None:
    rows = [replace(overview_row(n, f"Đảng bộ số {n}", 4, 4, 4), congress_held=True) for n in range(3)]
    opening = Span(date(2020, 7, 15), date(2020, 7, 18))
    told = {"root_current": opening, "root_float_days": 9}
    ahead = wording.overview_finding(make_overview(rows, **told))
    assert ahead.endswith("ngày 15/07/2020, còn 9 ngày làm việc đến hạn.")
    held = wording.overview_finding(make_overview(rows, **told, root_held=True))
    assert held.endswith("Đại hội Đảng bộ quận Cẩm Lệ đã tổ chức từ 15/07 đến 17/07/2020.")
    nameless = wording.overview_finding(make_overview(rows, root_current=opening, root_float_days=None))
    assert nameless.endswith("ngày 15/07/2020, chưa có hạn.")


def test_while_one_below_is_missing_the_root_is_not_spoken_of() -> None:
    rows = [replace(overview_row(n, f"Đảng bộ số {n}", 4, 4, 4), congress_held=n > 0) for n in range(3)]
    assert "Đại hội Đảng bộ quận" not in wording.overview_finding(make_overview(rows, root_float_days=9))
