"""What units said: possible, in order, approved with documents, recent enough, in time."""

from __future__ import annotations

import pytest

from daihoi.domain.health import CHECKS, Verdict
from daihoi.domain.record import EventKind, Statement
from daihoi.domain.replanned import Replanned
from tests.domain.campaigns import STATED, held, make_campaign, make_district, said
from tests.domain.healths import checked, counted, health, where
from tests.domain.networks import day

PLAN = held("W", "w_plan", "6-2")


def approved(unit: str, on: str) -> Statement:
    return said(unit, "b_approval", on, finish=on, kind=EventKind.APPROVE, document_number="5-TB/DU")


def test_without_reports_nothing_is_said_about_reports() -> None:
    found = health(make_campaign(), "6-10")
    assert found.is_plan_only
    assert not found.figures
    about_reports = [r for r in found.results if CHECKS[r.code].needs_reports]
    assert {r.verdict for r in about_reports} == {Verdict.UNCHECKED}
    assert {r.found.unchecked for r in about_reports} == {"chưa có báo cáo nào"}


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (held("W", "w_plan", "6-4"), "báo xong ngày 04/06/2020"),
        (said("W", "w_plan", "6-4", start="6-4"), "báo bắt đầu ngày 04/06/2020"),
    ],
)
def test_what_was_said_about_a_day_to_come_is_found(statement: Statement, words: str) -> None:
    result = checked(make_campaign(), "6-3", statement)["future_actual"]
    assert counted(result) == (1, 1)
    assert words in result.found.findings[0].what


def test_what_happened_on_the_status_date_is_not_in_the_future() -> None:
    assert counted(checked(make_campaign(), "6-2", PLAN)["future_actual"]) == (0, 1)


def test_a_successor_that_went_first_is_named_with_what_it_should_have_waited_for() -> None:
    late_plan = said("W", "w_plan", "6-4", start="6-1", finish="6-4")
    result = checked(make_campaign(), "6-5", late_plan, said("W.1", "b_draft", "6-5", start="6-2"))
    found = result["out_of_sequence"].found.findings
    assert where(result["out_of_sequence"]) == [("W.1", "b_draft")]
    assert "bắt đầu 02/06/2020" in found[0].what
    assert "«Việc w_plan (Đơn vị W)» đến 04/06/2020 mới xong" in found[0].what


def test_a_predecessor_that_was_only_begun_is_named_too() -> None:
    begun = said("W", "w_plan", "6-5", start="6-1", percent=50)
    result = checked(make_campaign(), "6-5", begun, said("W.1", "b_draft", "6-5", start="6-4"))
    assert "«Việc w_plan (Đơn vị W)» chưa báo xong" in result["out_of_sequence"].found.findings[0].what
    assert counted(result["unreported_before"]) == (0, 1)


def test_what_nobody_reported_is_told_once_for_all_that_went_on_without_it() -> None:
    drafts = [said(unit, "b_draft", "6-5", start=start) for unit, start in (("W.1", "6-4"), ("W.2", "6-3"))]
    results = checked(make_campaign(), "6-5", *drafts)
    assert counted(results["unreported_before"]) == (1, 1)
    assert where(results["unreported_before"]) == [("W", "w_plan")]
    what = results["unreported_before"].found.findings[0].what
    assert "2 việc chờ nó đã bắt đầu, sớm nhất 03/06/2020: «Việc b_draft (Đơn vị W.2)»" in what
    assert results["out_of_sequence"].verdict is Verdict.UNCHECKED


def test_the_day_after_is_in_sequence() -> None:
    result = checked(make_campaign(), "6-5", PLAN, said("W.1", "b_draft", "6-5", start="6-3"))
    assert counted(result["out_of_sequence"]) == (0, 1)


def test_what_was_only_inferred_is_never_out_of_sequence() -> None:
    """The congress alone was reported; the draft is inferred to be over before the ward's plan was."""
    results = checked(make_campaign(), "6-11", held("W.1", "b_congress", "6-5"))
    assert results["out_of_sequence"].found.count == results["unreported_before"].found.count == 0


def test_what_a_unit_does_not_have_is_never_missing_from_its_reports() -> None:
    """D.C has no branches to direct: its documents follow its plan at once."""
    result = checked(make_district(), "6-8", held("D.C", "w_finalize", "6-5"))["unreported_before"]
    assert ("D.C", "w_direct") not in where(result)


def test_a_congress_without_a_reported_approval_is_found() -> None:
    result = checked(make_campaign(), "6-11", PLAN, held("W.1", "b_congress", "6-11"))
    assert where(result["held_without_approval"]) == [("W.1", "b_congress")]
    assert "Việc b_approval" in result["held_without_approval"].found.findings[0].what


def test_an_approved_congress_is_in_order() -> None:
    result = checked(make_campaign(), "6-11", approved("W.1", "6-10"), held("W.1", "b_congress", "6-11"))
    assert counted(result["held_without_approval"]) == (0, 1)
    assert counted(result["gate_without_document"]) == (0, 1)


def test_a_congress_before_the_day_of_its_approval_is_found() -> None:
    results = checked(make_campaign(), "6-11", approved("W.1", "6-11"), held("W.1", "b_congress", "6-10"))
    assert where(results["held_without_approval"]) == [("W.1", "b_congress")]
    assert results["held_without_approval"].found.findings[0].what == (
        "đại hội ngày 10/06/2020, trước ngày được duyệt 11/06/2020 (5-TB/DU)"
    )


def test_a_congress_on_the_day_of_its_approval_is_in_order() -> None:
    results = checked(make_campaign(), "6-11", approved("W.1", "6-11"), held("W.1", "b_congress", "6-11"))
    assert counted(results["held_without_approval"]) == (0, 1)


def test_a_congress_whose_approval_is_open_again_is_told_so() -> None:
    mended = said("W.1", "b_draft", "6-9", finish="6-9", kind=EventKind.CORRECT, reason="ghi nhầm")
    statements = (approved("W.1", "6-10"), held("W.1", "b_congress", "6-11"), mended)
    what = checked(make_campaign(), "6-11", *statements)["held_without_approval"].found.findings[0].what
    assert "«Việc b_approval» mở lại: hồ sơ thay đổi sau văn bản 5-TB/DU (sự kiện số 3)" in what


def test_a_congress_that_needs_no_approval_is_not_counted() -> None:
    result = checked(make_campaign(), "6-18", held("W", "w_congress", "6-18"))["held_without_approval"]
    assert result.verdict is Verdict.UNCHECKED


def test_a_gate_reported_without_a_number_is_found() -> None:
    result = checked(make_campaign(), "6-10", held("W.1", "b_approval", "6-10"), approved("W.2", "6-10"))
    assert counted(result["gate_without_document"]) == (1, 2)
    assert where(result["gate_without_document"]) == [("W.1", "b_approval")]


def test_a_dossier_that_waits_at_a_gate_needs_no_number_yet() -> None:
    waiting = said("W.1", "b_approval", "6-10", start="6-9")
    assert checked(make_campaign(), "6-10", waiting)["gate_without_document"].verdict is Verdict.UNCHECKED


def test_missed_is_what_passed_its_last_permitted_day() -> None:
    """With one day to spare the drafts, planned for 3-5 June, have to be over by Monday 8."""
    assert counted(checked(make_campaign(), "6-5", PLAN)["missed"]) == (0, 1)
    result = checked(make_campaign(), "6-8", PLAN)["missed"]
    assert counted(result) == (2, 3)
    assert where(result) == [("W.1", "b_draft"), ("W.2", "b_draft")]
    assert "chậm nhất 08/06/2020, chưa xong" in result.found.findings[0].what


def test_what_was_put_off_is_neither_missed_nor_silent() -> None:
    """W.1 may draft from Wednesday 10 on; only W.2 should have begun on Wednesday 3."""
    campaign = make_campaign(replans=(Replanned("W.1", "b_draft", day("6-10"), None, "mất điện", STATED),))
    assert ("W.1", "b_draft") not in where(checked(campaign, "6-8", PLAN)["missed"])
    assert counted(checked(campaign, "6-8", PLAN)["missed"]) == (1, 2)
    silent = checked(campaign, "6-5", PLAN, stale=1)["stale"].found.findings
    assert [found.unit_code for found in silent if found.unit_code != "W"] == ["W.2"]


def test_what_was_done_late_stays_missed_and_what_was_done_in_time_does_not() -> None:
    in_time = said("W.1", "b_draft", "6-8", start="6-3", finish="6-8")
    late = said("W.2", "b_draft", "6-9", start="6-3", finish="6-9")
    result = checked(make_campaign(), "6-9", PLAN, in_time, late)["missed"]
    assert ("W.2", "b_draft") in where(result)
    assert ("W.1", "b_draft") not in where(result)
    assert "09/06/2020 mới xong" in result.found.findings[[c for c, _ in where(result)].index("W.2")].what


def test_steps_that_were_only_inferred_are_not_called_missed() -> None:
    """W.1 met on Monday 15, three days late; when its draft was done nobody knows."""
    result = checked(make_campaign(), "6-15", PLAN, held("W.1", "b_congress", "6-15"))["missed"]
    assert [item for item in where(result) if item[0] == "W.1"] == [("W.1", "b_congress")]
    assert "việc như vậy" not in result.found.findings[[c for c, _ in where(result)].index("W.1")].what


def test_silence_is_counted_in_working_days_from_the_last_word() -> None:
    """On Wednesday 10: the ward spoke about Tuesday 2, W.1 about Friday 5, W.2 should have begun on 3."""
    result = checked(make_campaign(), "6-10", PLAN, said("W.1", "b_draft", "6-5", start="6-3"))["stale"]
    assert [found.unit_code for found in result.found.findings] == ["W", "W.2"]
    assert all("6 ngày làm việc" in found.what for found in result.found.findings)
    assert "báo cáo cuối về ngày 02/06/2020" in result.found.findings[0].what
    assert "chưa có báo cáo nào" in result.found.findings[1].what


def test_a_unit_that_held_its_congress_may_be_silent() -> None:
    result = checked(make_campaign(), "6-12", PLAN, held("W.1", "b_congress", "6-5"))["stale"]
    assert "W.1" not in [found.unit_code for found in result.found.findings]


def test_a_unit_whose_work_is_still_to_come_may_be_silent() -> None:
    """On Tuesday 2 the ward's plan is done, and everything else is planned from Wednesday on."""
    assert checked(make_campaign(), "6-2", PLAN)["stale"].verdict is Verdict.UNCHECKED


def test_statements_about_units_that_are_gone_are_left_aside() -> None:
    results = checked(make_campaign(), "6-2", PLAN, held("W.9", "b_draft", "6-2"))
    assert results["future_actual"].found.total == 1
