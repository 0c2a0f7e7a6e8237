"""Gates: what they approve, who decides, what re-opens them, who is reminded when. Counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from daihoi.domain.approvals import GateState, approvals, counts, most_urgent_first
from daihoi.domain.approvals_dossier import dossier, dossiers
from daihoi.domain.approvals_escalation import EscalationStep, Recipient, days_left, reached, reached_on
from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Event, EventKind, Snapshot, Statement
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind
from daihoi.domain.units import UnitTree
from daihoi.errors import CalendarRangeError
from tests.domain.campaigns import (
    BRANCH,
    DISTRICT,
    DISTRICT_DEADLINES,
    DISTRICT_UNITS,
    STATED,
    WARD,
    assessed,
    held,
    make_campaign,
    said,
)
from tests.domain.gates import (
    LADDER,
    approved,
    gate,
    gates,
    known,
    logged,
    pictured,
    sent_back,
    void,
)
from tests.domain.networks import day

# The small campaign: plan 1-2, draft 3-5, submit 8, approval 9-10, congress 11, due Friday 12 June 2020.
# The last day on which the approval keeps the branch's deadline is Thursday 11 June.
PREPARED = (held("W", "w_plan", "6-2"), held("W.1", "b_draft", "6-5"), held("W.1", "b_submit", "6-8"))
WHOLE = (*PREPARED, approved("6-10"))
"""Events 1 to 4: the fourth is the approval, given with the first three in view."""


def mended(activity: str, about: str, **fields: str) -> Statement:
    return said("W.1", activity, about, kind=EventKind.CORRECT, reason="ghi nhầm", **fields)


def activity_state(assessment: Assessment, activity: str = "b_approval") -> str:
    return ActivityState(assessment.state[assessment.expansion.number("W.1", activity)]).name


# What a gate approves


def test_a_gate_approves_all_work_that_leads_to_it_inside_its_unit() -> None:
    level = make_campaign().structure.by_code["branch"]
    assert dossier(level, "b_approval") == ("b_draft", "b_submit")
    assert dossiers(level) == {"b_approval": ("b_draft", "b_submit")}


def test_a_ratification_approves_the_congress_and_nothing_before_it() -> None:
    branch = (*BRANCH, "b_ratify:3!<b_report")
    level = make_campaign(branch=branch).structure.by_code["branch"]
    assert dossier(level, "b_ratify") == ("b_congress", "b_report")


def test_neither_hammocks_nor_work_of_other_units_belong_to_a_dossier() -> None:
    ward = ("w_plan:2", "w_direct:2~?<w_plan,/b_congress:FF", "w_sum:1<w_direct", "w_ok:1!<w_sum", WARD[-1])
    level = make_campaign(ward=(*ward[:4], "w_finalize:1<w_ok", WARD[-1])).structure.by_code["ward"]
    assert dossier(level, "w_ok") == ("w_sum",)
    assert dossier(make_campaign().structure.by_code["branch"], "b_approval") == ("b_draft", "b_submit")


def test_the_gates_of_cam_le_approve_what_their_dossiers_hold(cam_le: Campaign) -> None:
    of = {level.code: dossiers(level) for level in cam_le.structure.levels}
    assert of["branch"]["branch_superior_approval"] == (
        "branch_plan",
        "branch_draft_report",
        "branch_collect_feedback",
        "branch_finalize_report",
        "branch_prepare_personnel",
        "branch_delegate_nominees",
        "branch_submit_dossier",
    )
    assert of["branch"]["branch_ratification"] == ("branch_congress", "branch_report_results")
    assert of["grassroots"]["grassroots_ratification"] == ("grassroots_congress",)
    kinds = {a.code: a.kind for a in cam_le.structure.activities()}
    pieces = {piece for gates_of in of.values() for codes in gates_of.values() for piece in codes}
    assert {kinds[piece] for piece in pieces} == {ActivityKind.WORK, ActivityKind.CONGRESS}


# States


@pytest.mark.parametrize(
    ("told", "status_date", "expected"),
    [
        ((), "6-3", GateState.NOT_YET),
        (PREPARED[:1], "6-3", GateState.NOT_YET),
        (PREPARED[:2], "6-5", GateState.TO_SUBMIT),
        (PREPARED, "6-8", GateState.WAITING),
        (WHOLE, "6-10", GateState.APPROVED),
        ((*PREPARED, sent_back("6-9")), "6-9", GateState.REJECTED),
        ((*WHOLE, mended("b_draft", "6-8", finish="6-8")), "6-12", GateState.REOPENED),
        ((*PREPARED, held("W.1", "b_congress", "6-11")), "6-12", GateState.UNDOCUMENTED),
        ((*PREPARED[:2], said("W.1", "b_approval", "6-8", start="6-8")), "6-8", GateState.WAITING),
    ],
    ids=lambda value: value.name if isinstance(value, GateState) else "",
)
def test_a_gate_stands_where_the_record_says(
    told: tuple[Statement, ...], status_date: str, expected: GateState
) -> None:
    assert gate(pictured(status_date, *told)).state is expected


def test_a_gate_that_nobody_reported_is_never_approved() -> None:
    found = gate(pictured("6-12", held("W.1", "b_congress", "6-11")))
    assert (found.state, found.document_number, found.due) == (GateState.UNDOCUMENTED, "", None)


def test_an_approval_tells_its_document_day_evidence_and_what_it_saw() -> None:
    paper = {"body": "W", "document_date": date(2020, 6, 9), "evidence_sha256": "ab" * 32, "approves": 3}
    found = gate(pictured("6-10", *PREPARED, approved("6-10", **paper)))
    assert (found.document_number, found.document_date) == ("5-TB/ĐU", date(2020, 6, 9))
    assert (found.decided_on, found.approved_upto) == (date(2020, 6, 10), 3)
    assert found.evidence_sha256 == "ab" * 32
    assert found.reopened_by is None
    assert not found.is_open


def test_what_is_not_decided_yet_names_no_day_and_no_document() -> None:
    found = gate(pictured("6-8", *PREPARED))
    assert (found.decided_on, found.document_number, found.document_date) == (None, "", None)
    assert (found.approved_upto, found.evidence_sha256) == (None, "")


def test_a_rejection_is_answered_by_what_comes_to_the_dossier_later() -> None:
    answered = (*PREPARED, sent_back("6-9"), mended("b_submit", "6-9", finish="6-9"))
    found = gate(pictured("6-9", *answered))
    assert found.state is GateState.WAITING
    assert found.holder.unit_code == "W"


def test_a_rejection_leaves_the_dossier_with_the_unit() -> None:
    found = gate(pictured("6-9", *PREPARED, sent_back("6-9")))
    assert (found.holder.unit_code, found.body.unit_code) == ("W.1", "W")
    assert found.decided_on == date(2020, 6, 9)


def test_counts_are_complete() -> None:
    number = counts(approvals(pictured("6-10", *WHOLE), LADDER))
    assert (number[GateState.APPROVED], number[GateState.NOT_YET], sum(number.values())) == (1, 1, 2)


# Who decides


def test_the_direct_superior_decides_and_above_the_root_the_body_that_the_template_names() -> None:
    campaign = make_campaign(
        ward=(*WARD[:3], "w_approval:2!<w_finalize", "w_congress:2*@everyday<w_approval")
    )
    levels = tuple(
        replace(level, activities=tuple(replace(a, responsible="Quận ủy") for a in level.activities))
        for level in campaign.structure.levels
    )
    campaign = replace(campaign, structure=replace(campaign.structure, levels=levels))
    found = gates(pictured("6-8", campaign=campaign))
    assert (found["W.1", "b_approval"].body.unit_code, found["W.1", "b_approval"].body.name) == (
        "W",
        campaign.root.name,
    )
    assert (found["W", "w_approval"].body.unit_code, found["W", "w_approval"].body.name) == ("", "Quận ủy")


# What re-opens a gate


def test_a_correction_of_what_was_approved_reopens_the_gate_and_says_which_event() -> None:
    events = (*WHOLE, mended("b_draft", "6-8", finish="6-8"))
    found = gate(pictured("6-12", *events))
    assert found.state is GateState.REOPENED
    assert found.reopened_by is not None
    assert (found.reopened_by.seq, found.reopened_by.statement.activity) == (5, "b_draft")
    assert activity_state(pictured("6-10", *events)) == "WAITING_FOR_APPROVAL"


def test_as_known_before_the_correction_it_was_approved() -> None:
    events = logged(*WHOLE, mended("b_draft", "6-8", finish="6-8"))
    before = assess(make_campaign(), known("6-12", events[:4]))
    assert gate(before).state is GateState.APPROVED
    assert activity_state(before) == "DONE"
    assert gate(assess(make_campaign(), known("6-12", events))).state is GateState.REOPENED


def test_a_new_approval_closes_it_again() -> None:
    events = (*WHOLE, mended("b_draft", "6-8", finish="6-8"), approved("6-11", "7-TB/ĐU"))
    found = gate(pictured("6-12", *events))
    assert (found.state, found.document_number, found.approved_upto) == (GateState.APPROVED, "7-TB/ĐU", 5)


def test_the_same_document_closes_it_again_when_it_says_that_it_saw_the_change() -> None:
    events = (*WHOLE, mended("b_draft", "6-8", finish="6-8"), approved("6-10", approves=5))
    assert gate(pictured("6-12", *events)).state is GateState.APPROVED


def test_an_approval_that_saw_less_than_there_is_does_not_stand() -> None:
    events = (*PREPARED, mended("b_draft", "6-4", finish="6-4"), approved("6-10", approves=3))
    found = gate(pictured("6-12", *events))
    assert found.state is GateState.REOPENED
    assert found.reopened_by is not None
    assert found.reopened_by.seq == 4


def test_taking_back_what_was_approved_reopens_the_gate() -> None:
    found = pictured("6-12", *WHOLE, void("b_submit", "6-8"))
    assert gate(found).state is GateState.REOPENED
    by = gate(found).reopened_by
    assert by is not None
    assert (by.seq, by.statement.kind) == (5, EventKind.VOID)
    assert gate(found).holder.unit_code == "W.1"
    assert activity_state(found) == "OVERDUE"
    # The day before, nothing is overdue yet: it does not wait for the superior but for the dossier.
    the_day_before = pictured("6-10", *WHOLE, void("b_submit", "6-8"))
    assert activity_state(the_day_before) == "NOT_YET_POSSIBLE"


def test_taking_back_a_correction_that_the_approver_never_saw_leaves_the_approval_standing() -> None:
    events = (*WHOLE, mended("b_draft", "6-8", finish="6-8"), void("b_draft", "6-8"))
    assert gate(pictured("6-12", *events)).state is GateState.APPROVED


def test_taking_back_the_approval_itself_opens_the_gate() -> None:
    found = gate(pictured("6-10", *WHOLE, void("b_approval", "6-10")))
    assert (found.state, found.event) == (GateState.WAITING, None)


def test_a_late_report_of_work_that_was_over_in_time_changes_nothing() -> None:
    events = (*PREPARED[:1], PREPARED[2], approved("6-10"), held("W.1", "b_draft", "6-5"))
    assert gate(pictured("6-12", *events)).state is GateState.APPROVED


@pytest.mark.parametrize(
    "late",
    [
        held("W.1", "b_draft", "6-11"),
        said("W.1", "b_draft", "6-10", start="6-3", percent=80),
        said("W.1", "b_draft", "6-11", start="6-3"),
    ],
    ids=["over after the approval", "not over on its day", "not over afterwards"],
)
def test_a_late_report_that_contradicts_the_approval_reopens_it(late: Statement) -> None:
    events = (*PREPARED[:1], PREPARED[2], approved("6-10"), late)
    assert gate(pictured("6-12", *events)).state is GateState.REOPENED


def test_a_late_report_about_a_day_before_the_approval_says_nothing_against_it() -> None:
    early = said("W.1", "b_draft", "6-4", start="6-3", percent=50)
    events = (*PREPARED[:1], PREPARED[2], approved("6-10"), early)
    assert gate(pictured("6-12", *events)).state is GateState.APPROVED


@pytest.mark.parametrize(
    "other",
    [
        said("W.2", "b_draft", "6-8", finish="6-8"),
        said("W", "w_plan", "6-3", finish="6-3", kind=EventKind.CORRECT, reason="nhầm"),
        held("W.1", "b_congress", "6-11"),
    ],
    ids=["another unit", "the unit above", "what follows the gate"],
)
def test_what_does_not_belong_to_the_dossier_reopens_nothing(other: Statement) -> None:
    assert gate(pictured("6-12", *WHOLE, other)).state is GateState.APPROVED


def test_what_is_told_about_days_after_the_status_date_reopens_nothing_yet() -> None:
    events = (*WHOLE, mended("b_draft", "6-12", finish="6-12"))
    assert gate(pictured("6-11", *events)).state is GateState.APPROVED
    assert gate(pictured("6-12", *events)).state is GateState.REOPENED


def test_a_mended_approval_approves_nothing_anew() -> None:
    changed = mended("b_draft", "6-8", finish="6-8")
    again = said("W.1", "b_approval", "6-9", finish="6-9", kind=EventKind.CORRECT, reason="nhầm ngày",
                 document_number="5-TB/ĐU")  # fmt: skip
    assert gate(pictured("6-12", *WHOLE, again)).state is GateState.APPROVED
    assert gate(pictured("6-12", *WHOLE, changed, again)).state is GateState.REOPENED


def test_a_reopened_gate_is_open_although_the_congress_was_held() -> None:
    found = pictured(
        "6-12", *WHOLE, held("W.1", "b_congress", "6-11"), mended("b_draft", "6-8", finish="6-8")
    )
    assert gate(found).state is GateState.REOPENED
    assert activity_state(found) != "DONE"
    assert activity_state(found, "b_congress") == "DONE"


def test_both_changes_name_the_first_of_them() -> None:
    events = (*WHOLE, mended("b_submit", "6-9", finish="6-9"), mended("b_draft", "6-8", finish="6-8"))
    found = gate(pictured("6-12", *events))
    assert found.reopened_by is not None
    assert found.reopened_by.seq == 5


def test_what_a_unit_that_is_gone_said_is_left_aside() -> None:
    campaign = make_campaign()
    smaller = replace(campaign, tree=UnitTree(tuple(u for u in campaign.tree.units if u.code != "W.1")))
    found = gates(pictured("6-12", *WHOLE, mended("b_draft", "6-8", finish="6-8"), campaign=smaller))
    assert set(found) == {("W.2", "b_approval")}


def test_a_withdrawal_in_the_picture_is_nothing_said() -> None:
    taken = logged(PREPARED[1], void("b_draft", "6-5"))[1]
    recorded = Snapshot("thu", day("6-4"), 2, "", (taken,))
    assert activity_state(assess(make_campaign(), recorded), "b_draft") == "NOT_YET_POSSIBLE"


# Due days


def test_a_gate_is_due_on_the_last_day_that_keeps_the_deadlines_behind_it() -> None:
    found = gate(pictured("6-8", *PREPARED))
    assert found.due == date(2020, 6, 11)
    assert (found.left_days, found.float_days, found.forecast) == (3, 1, date(2020, 6, 10))


def test_a_gate_that_leads_to_no_deadline_has_no_due_day_and_no_reminder() -> None:
    found = gate(pictured("6-8", campaign=make_campaign(deadlines={})))
    assert (found.due, found.left_days, found.float_days, found.escalation) == (None, None, None, None)


def test_days_off_do_not_count_as_days_left() -> None:
    campaign = make_campaign(days_off={"6-10": "nghỉ"})
    # Submitted on Monday 8; due Thursday 11: Tuesday 9 and Thursday 11 are left.
    found = gate(pictured("6-8", *PREPARED, campaign=campaign))
    assert (found.due, found.left_days) == (date(2020, 6, 11), 2)


def test_the_most_urgent_come_first_and_those_without_a_due_day_last() -> None:
    found = approvals(pictured("6-10", *WHOLE), LADDER)
    assert [g.unit.code for g in found] == ["W.1", "W.2"]
    assert [g.unit.code for g in most_urgent_first(found)] == ["W.2", "W.1"]


def test_only_the_selected_units_are_looked_at() -> None:
    found = approvals(assessed(make_campaign(), "6-8"), LADDER, {"W.2"})
    assert [g.unit.code for g in found] == ["W.2"]
    assert approvals(assessed(make_campaign(), "6-8"), LADDER, ()) == []


def test_what_holds_a_gate_back_is_named_from_its_beginning() -> None:
    assert gate(pictured("6-1")).blocked_by == "Việc w_plan (Đơn vị W)"
    assert gate(pictured("6-5", *PREPARED[:1])).blocked_by == "Việc b_draft"
    assert gate(pictured("6-8", *PREPARED)).blocked_by == ""


# Escalation

TET = dict.fromkeys([date(2020, 1, 1), *(date(2020, 1, d) for d in range(23, 30))], "Tết")
CALENDAR = WorkCalendar("working", "Ngày làm việc", date(2019, 12, 1), date(2020, 3, 31), days_off=TET)
"""Tết of 2020: Thursday 23 to Wednesday 29 January were days off."""

BEFORE_TET, AFTER_TET = date(2020, 1, 22), date(2020, 1, 31)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        # Back from Wednesday 22: 21, 20, 17, 16, 15, 14, 13. On: 30, 31, 3 February; 4, 5, 6, 7 February.
        (BEFORE_TET, ["2020-01-13", "2020-01-22", "2020-02-03", "2020-02-07"]),
        # Back from Friday 31: 30, 22, 21, 20, 17, 16, 15. On: 3, 4, 5 February; 6, 7, 10, 11 February.
        (AFTER_TET, ["2020-01-15", "2020-01-31", "2020-02-05", "2020-02-11"]),
    ],
)
def test_steps_over_tet_fall_on_these_days(due: date, expected: list[str]) -> None:
    assert [reached_on(CALENDAR, step, due).isoformat() for step in LADDER] == expected


@pytest.mark.parametrize(
    ("status_date", "left", "step"),
    [
        ("2020-01-10", 8, ""),
        ("2020-01-12", 8, ""),  # a Sunday: Monday to Friday, then Monday, Tuesday, Wednesday
        ("2020-01-13", 7, "follow_up"),
        ("2020-01-21", 1, "follow_up"),
        ("2020-01-22", 0, "due"),
        ("2020-01-29", 0, "due"),  # the whole of Tết: no working day has gone by
        ("2020-01-30", -1, "due"),
        ("2020-02-02", -2, "due"),
        ("2020-02-03", -3, "to_superior"),
        ("2020-02-06", -6, "to_superior"),
        ("2020-02-07", -7, "to_district"),
        ("2020-03-02", -23, "to_district"),
    ],
)
def test_what_is_reached_over_tet(status_date: str, left: int, step: str) -> None:
    assert days_left(CALENDAR, day(status_date), BEFORE_TET) == left
    found = reached(LADDER, left)
    assert (found.code if found else "") == step


def test_a_reminder_goes_to_whoever_has_to_act() -> None:
    # Due on 11 June; on 8 June three working days are left, so the reminder of seven days before stands.
    with_superior = gate(pictured("6-8", *PREPARED)).escalation
    with_unit = gate(pictured("6-8", *PREPARED[:2])).escalation
    assert with_superior is not None
    assert with_unit is not None
    assert (with_superior.step.code, with_superior.to.unit_code) == ("follow_up", "W")
    assert with_unit.to.unit_code == "W.1"
    # Back from Thursday 11 June: 10, 9, 8, 5, 4, 3, 2.
    assert with_superior.since == date(2020, 6, 2)


def test_three_days_late_it_goes_to_the_superior_of_whoever_has_to_act() -> None:
    # 12, 15, 16 June: three working days after the due day.
    late_unit = gate(pictured("6-16", *PREPARED[:2])).escalation
    late_body = gate(pictured("6-16", *PREPARED)).escalation
    assert late_unit is not None
    assert late_body is not None
    assert (late_unit.step.code, late_unit.to.unit_code) == ("to_superior", "W")
    assert late_unit.since == date(2020, 6, 16)
    assert late_body.to.unit_code == ""  # above the root: the body outside


def test_seven_days_late_it_goes_to_the_level_that_is_named_or_to_the_root() -> None:
    # 12, 15, 16, 17, 18, 19, 22 June.
    found = gate(pictured("6-22", *PREPARED)).escalation
    assert found is not None
    assert (found.step.code, found.to.unit_code) == ("to_district", "W")


def test_with_a_district_the_steps_go_up_to_it() -> None:
    campaign = make_campaign(district=DISTRICT, units=DISTRICT_UNITS, deadlines=DISTRICT_DEADLINES)
    told = (
        held("D", "d_plan", "6-1"),
        *(replace(s, unit_code=s.unit_code.replace("W", "D.A")) for s in PREPARED),
    )
    superior = gate(pictured("6-16", *told, campaign=campaign), "D.A.1").escalation
    district = gate(pictured("6-22", *told, campaign=campaign), "D.A.1").escalation
    assert superior is not None
    assert district is not None
    assert (superior.step.code, superior.to.unit_code) == ("to_superior", "D")
    assert (district.step.code, district.to.unit_code) == ("to_district", "D")


def test_without_steps_nobody_is_reminded() -> None:
    assert gates(pictured("6-22", *PREPARED), ())["W.1", "b_approval"].escalation is None


def test_the_furthest_step_wins_in_whatever_order_they_are_written() -> None:
    found = reached(LADDER[::-1], -5)
    assert found is not None
    assert found.code == "to_superior"
    assert reached((), -5) is None


def test_a_step_outside_the_calendar_is_refused() -> None:
    far = EscalationStep("far", "xa", 60, Recipient.HOLDER, STATED)
    with pytest.raises(CalendarRangeError):
        reached_on(CALENDAR, far, BEFORE_TET)


def test_closed_gates_have_no_reminder() -> None:
    late = gate(pictured("6-22", *WHOLE))
    assert (late.state, late.due, late.escalation) == (GateState.APPROVED, None, None)


def test_an_event_stays_what_it_was() -> None:
    event: Event = logged(*WHOLE)[3]
    assert gate(pictured("6-10", *WHOLE)).event == event
