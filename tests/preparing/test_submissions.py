"""Dossiers: last days by the rule set, what is wanting, whose turn it is, and the superior's document."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from daihoi.domain.assessment import assess
from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Preparation, Review
from daihoi.domain.preparing.submissions import review
from daihoi.domain.preparing.submissions_state import Submission, submissions_of
from daihoi.domain.record import Event, EventKind, Snapshot, Statement
from daihoi.domain.rule_values import APPROVAL, Supposition, suppose
from tests.preparing.conftest import configured

if TYPE_CHECKING:
    from tests.preparing.conftest import Including, Prepare, Without

NGO_QUYEN, CAM_LE = "ngo_quyen_2020", "cam_le_2020"
PLAN_DAY, SUBMITTED_DAY, EVE = date(2020, 5, 20), date(2020, 6, 12), date(2020, 7, 14)
MARCH = date(2020, 3, 2)


def of_unit(preparation: Preparation, code: str) -> Submission:
    return next(one for one in submissions_of(preparation) if one.unit.code == code)


def row(review: Review, unit: str) -> list[object]:
    (table,) = review.tables
    return next(list(cells) for cells in table.rows if cells[1] == unit)


def test_last_days_of_the_district_are_counted_back_from_15_july(prepared: Prepare) -> None:
    """15 working days before Wednesday 15 July is 24 June; 10 more for the superior: 10 June."""
    one = of_unit(prepared(NGO_QUYEN, PLAN_DAY), "NQ")
    assert (one.opening, one.approve_by, one.submit_by) == (
        date(2020, 7, 15),
        date(2020, 6, 24),
        date(2020, 6, 10),
    )


def test_last_days_do_not_move_with_a_schedule_that_runs_late(prepared: Prepare) -> None:
    one = of_unit(prepared(NGO_QUYEN, PLAN_DAY), "NQ")
    assert one.forecast > one.opening == date(2020, 7, 15)
    told = next(told for told in review(prepared(NGO_QUYEN, PLAN_DAY)).findings if "Đảng bộ quận" in told)
    assert f"chỉ kịp ngày {one.forecast:%d/%m/%Y}" in told


def test_another_lead_moves_both_days(prepared: Prepare) -> None:
    """The days come from the rule in force: with 45 working days, as in Hà Tĩnh, it is 13 May."""
    seen = prepared(NGO_QUYEN, PLAN_DAY)
    campaign = suppose(configured(NGO_QUYEN), [Supposition(APPROVAL, 45, "district")])
    nothing = Snapshot(campaign.code, PLAN_DAY, 0, "", ())
    one = of_unit(replace(seen, assessment=assess(campaign, nothing)), "NQ")
    assert (one.approve_by, one.submit_by) == (date(2020, 5, 13), date(2020, 4, 27))


def test_what_waits_for_the_approval_is_named(prepared: Prepare) -> None:
    told = " ".join(review(prepared(NGO_QUYEN, PLAN_DAY)).findings)
    assert "trình duyệt chậm nhất 10/06/2020" in told
    assert "chưa duyệt thì chưa làm được:" in told
    assert "Đại hội đại biểu đảng bộ quận" in told


def test_work_that_nobody_reported_is_not_told_as_reported(prepared: Prepare) -> None:
    """Of a branch that has met the pieces of its dossier are inferred from its congress."""
    seen = prepared(CAM_LE, MARCH, "CL.KT.01")
    one = of_unit(seen, "CL.KT.01")
    assert one.inferred > 0
    assert f"đủ {one.size} theo lịch, {one.inferred} suy ra °" in row(review(seen), one.unit.name)


def test_once_submitted_the_superior_is_asked(prepared: Prepare, without: Without) -> None:
    seen = prepared(NGO_QUYEN, SUBMITTED_DAY)
    (ask,) = (ask for ask in review(seen).asks if ask.unit_code == "NQ")
    assert ask.what.startswith("duyệt nội dung, nhân sự đại hội của Đảng bộ quận Ngô Quyền")
    assert (ask.due, ask.is_late) == (date(2020, 6, 24), False)
    before = without(seen, lambda one: one.register == "submissions")
    (ask,) = (ask for ask in review(before).asks if ask.unit_code == "NQ")
    assert ask.what.startswith("trình hồ sơ đại hội")
    assert (ask.due, ask.is_late) == (date(2020, 6, 10), True)


def test_on_the_eve_the_approval_is_overdue(prepared: Prepare) -> None:
    found = review(prepared(NGO_QUYEN, EVE))
    assert any("quá hạn duyệt: Đảng bộ quận Ngô Quyền" in told for told in found.findings)
    assert row(found, "Đảng bộ quận Ngô Quyền")[10] == "chờ duyệt, quá hạn"


def test_a_dossier_that_has_to_be_completed_goes_back_to_the_unit(
    prepared: Prepare, including: Including
) -> None:
    seen = prepared(NGO_QUYEN, EVE)
    (first,) = seen.entries.of("submissions", "NQ")
    answer = {
        "answer": "supplement",
        "answered_on": date(2020, 6, 19),
        "to_add": "số liệu cơ cấu cấp ủy",
        "add_by": date(2020, 7, 20),
    }
    found = review(including(seen, replace(first, values={**first.values, **answer})))
    (ask,) = (ask for ask in found.asks if ask.unit_code == "NQ")
    assert (ask.what, ask.due, ask.is_late) == (
        "trình lại hồ sơ đã bổ sung (sổ trình duyệt)",
        date(2020, 7, 20),
        False,
    )
    cells = row(found, "Đảng bộ quận Ngô Quyền")
    assert cells[10] == "yêu cầu bổ sung, quá hạn trình lại"
    assert cells[11] == "số liệu cơ cấu cấp ủy, hạn 20/07/2020"


def test_only_the_document_of_the_superior_approves(prepared: Prepare) -> None:
    seen = prepared(NGO_QUYEN, EVE)
    approval = Statement(
        "NQ",
        "district_superior_approval",
        EventKind.APPROVE,
        date(2020, 6, 23),
        actual_finish=date(2020, 6, 23),
        percent=100,
        document_number="150-TB/TU",
    )
    event = Event(1, datetime(2020, 6, 23, 3, tzinfo=UTC), "thu", 1, 1, None, approval, "")
    campaign = configured(NGO_QUYEN)
    known = assess(campaign, Snapshot(campaign.code, EVE, 1, "", (event,)))
    found = review(replace(seen, assessment=known))
    cells = row(found, "Đảng bộ quận Ngô Quyền")
    assert cells[9:11] == [date(2020, 6, 23), "đã duyệt (150-TB/TU)"]
    assert not [ask for ask in found.asks if ask.unit_code == "NQ"]


def test_the_drafts_of_cam_le_are_there_but_not_finished(prepared: Prepare, without: Without) -> None:
    """S3, 2 March 2020: drafts commented once, personnel: a plan for the procedure only."""
    seen = prepared(CAM_LE, MARCH)
    one = of_unit(seen, "CL")
    assert one.is_entered
    assert any(piece.startswith("Dự thảo báo cáo chính trị (xong dự thảo") for piece in one.wanting)
    assert any(piece.startswith("Đề án nhân sự cấp ủy (mới có kế hoạch") for piece in one.wanting)
    assert "Tờ trình (chưa ghi)" in one.wanting
    scheduled = of_unit(without(seen, lambda entry: entry.register == "dossier_items"), "CL")
    assert not scheduled.is_entered
    assert "Quy trình năm bước: tái cử trước, lần đầu sau" in scheduled.wanting


@pytest.mark.parametrize(("state", "left"), [("ready", 0), ("missing", 1), ("not_needed", 0)])
def test_a_piece_is_wanting_until_it_is_there_or_not_needed(
    prepared: Prepare, including: Including, state: str, left: int
) -> None:
    seen = prepared(NGO_QUYEN, EVE)
    piece = seen.entries.find("dossier_items", "NQ", "Tờ trình")
    assert isinstance(piece, Entry)
    changed = replace(piece, values={"item": "proposal", "state": state, "why": "thử"})
    one = of_unit(including(seen, changed), "NQ")
    assert len(one.wanting) == left
    assert one.size == (9 if state == "not_needed" else 10)


def test_branches_are_left_out_until_they_are_asked_for(prepared: Prepare) -> None:
    levels = {one.unit.level for one in submissions_of(prepared(CAM_LE, MARCH))}
    assert levels == {"district", "grassroots"}
    asked = {one.unit.level for one in submissions_of(prepared(CAM_LE, MARCH, "CL.KT"))}
    assert asked == {"grassroots", "branch"}
