"""The chain of deadlines against answers counted by hand (see ``plans``) and against Ngô Quyền."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from daihoi.domain.campaign import Campaign, FixedDate, Suspension
from daihoi.domain.planning.feasibility import feasibility
from daihoi.domain.planning.feasibility_results import CheckKind, Feasibility, Finding, LowerClosed
from daihoi.domain.rule_values import Supposition
from daihoi.errors import CalendarRangeError, UnknownCodeError
from daihoi.intake.reports import read_reports
from daihoi.loading import find_config, load_campaign
from tests.domain.campaigns import STATED
from tests.domain.conftest import CONFIG
from tests.domain.networks import day
from tests.domain.plans import allowed, make_plan

LEAD = {"approval_lead_days.ward": 5}


@pytest.fixture(scope="module")
def ngo_quyen() -> Campaign:
    return load_campaign(find_config(CONFIG), "ngo_quyen_2020")


def broken(found: Feasibility) -> list[tuple[CheckKind, str]]:
    return [(check.kind, finding.unit.code) for check in found.checks for finding in check.broken]


def tightest(found: Feasibility, kind: CheckKind, level: str = "ward") -> Finding:
    return next(c for c in found.checks if (c.kind, c.level.code) == (kind, level)).findings[0]


def test_an_opening_that_keeps_every_rule_is_feasible() -> None:
    # The superior acts on Friday 12, the fifth working day before Friday 19.
    found = feasibility(make_plan(LEAD, {"W": "6-19"}, deadlines={"ward": "6-30"}))
    assert found.is_feasible
    assert tightest(found, CheckKind.APPROVAL).spare_days == 0
    assert tightest(found, CheckKind.PROCEDURE).spare_days == 2
    assert tightest(found, CheckKind.DEADLINE).spare_days == 6  # from Saturday 20: 22-26, 29


def test_an_approval_that_comes_too_late_for_the_lead() -> None:
    found = feasibility(make_plan(LEAD, {"W": "6-17"}))
    assert broken(found) == [(CheckKind.APPROVAL, "W")]
    finding = tightest(found, CheckKind.APPROVAL)
    assert (finding.limit, finding.actual) == (day("6-10"), day("6-12"))
    assert finding.spare_days == -2
    assert finding.fitting_days == 3  # 12, 15, 16
    assert finding.mend == day("6-19")
    assert finding.lower == LowerClosed(0, 2, day("6-11"))
    assert "b_congress" in finding.cause


def test_what_mends_a_break_does_mend_it() -> None:
    assert feasibility(make_plan(LEAD, {"W": "6-19"})).is_feasible
    assert not feasibility(make_plan(LEAD, {"W": "6-18"})).is_feasible
    assert feasibility(make_plan({"approval_lead_days.ward": 3}, {"W": "6-17"})).is_feasible
    assert not feasibility(make_plan({"approval_lead_days.ward": 4}, {"W": "6-17"})).is_feasible


@pytest.mark.parametrize("value", [3, 0, None])
@pytest.mark.parametrize("whom", [{"level": "ward"}, {"unit_code": "W"}])
def test_a_written_permission_covers_a_break(value: int | None, whom: dict[str, str]) -> None:
    exception = allowed("approval_lead_days", value, **whom)
    found = feasibility(make_plan(LEAD, {"W": "6-17"}, exceptions=(exception,)))
    assert found.is_feasible
    (check,) = found.excused
    assert check.excused[0].exception == exception


@pytest.mark.parametrize(
    "exception",
    [
        allowed("approval_lead_days", 4, level="ward"),  # not enough
        allowed("approval_lead_days", 3, level="branch"),
        allowed("approval_lead_days", 3, unit_code="W.1"),
        allowed("notice_lead_days", None, level="ward"),
    ],
)
def test_a_permission_for_something_else_covers_nothing(exception: Any) -> None:
    found = feasibility(make_plan(LEAD, {"W": "6-17"}, exceptions=(exception,)))
    assert broken(found) == [(CheckKind.APPROVAL, "W")]


def test_a_permission_that_is_not_needed_is_not_told() -> None:
    found = feasibility(
        make_plan(LEAD, {"W": "6-19"}, exceptions=(allowed("approval_lead_days", 1, level="ward"),))
    )
    assert found.is_feasible
    assert not found.excused


def test_the_own_permission_goes_before_that_of_the_level() -> None:
    exceptions = (
        allowed("approval_lead_days", 1, level="ward"),
        allowed("approval_lead_days", 6, unit_code="W"),
    )
    found = feasibility(make_plan(LEAD, {"W": "6-19"}, exceptions=exceptions))
    assert broken(found) == [(CheckKind.APPROVAL, "W")]
    assert tightest(found, CheckKind.APPROVAL).limit == day("6-11")


def test_one_bad_date_is_told_once() -> None:
    found = feasibility(make_plan(LEAD, {"W": "6-19", "W.1": "6-5"}))
    assert broken(found) == [(CheckKind.PROCEDURE, "W.1")]
    finding = tightest(found, CheckKind.PROCEDURE, "branch")
    assert (finding.actual, finding.spare_days, finding.mend) == (day("6-11"), -4, day("6-11"))


def test_a_congress_below_after_the_opening() -> None:
    found = feasibility(make_plan(planned={"W": "6-18", "W.2": "6-18"}))
    assert (CheckKind.ORDER, "W") in broken(found)
    assert tightest(found, CheckKind.ORDER).cause == "Đơn vị W.2 (W.2)"
    assert tightest(found, CheckKind.ORDER).spare_days == -1


@pytest.mark.parametrize(
    ("rules", "deadlines", "kind"),
    [
        ({"window_start.ward": "6-19"}, {}, CheckKind.WINDOW_START),
        ({"window_end.ward": "6-18"}, {}, CheckKind.WINDOW_END),
        ({}, {"ward": "6-18"}, CheckKind.DEADLINE),
        ({"window_end.ward": "6-25"}, {"ward": "6-26"}, CheckKind.DEADLINE_RULE),
    ],
)
def test_windows_and_deadlines(
    rules: dict[str, int | str], deadlines: dict[str, str], kind: CheckKind
) -> None:
    found = feasibility(make_plan(rules, {"W": "6-18"}, deadlines=deadlines))
    assert broken(found) == [(kind, "W")]
    assert tightest(found, kind).spare_days == -1


def test_a_break_over_a_weekend_is_a_break() -> None:
    found = feasibility(make_plan({"window_start.ward": "6-22"}, {"W": "6-20"}))  # a Saturday
    assert broken(found) == [(CheckKind.WINDOW_START, "W")]


def test_a_deadline_below_that_leaves_too_little_time() -> None:
    # Branches through by Friday 12: finalize 15-17, open 18. By Monday 15: finalize 16-18, open 19.
    fits = make_plan(planned={"W": "6-18"}, deadlines={"branch": "6-12"})
    assert feasibility(fits).is_feasible
    found = feasibility(make_plan(planned={"W": "6-18"}, deadlines={"branch": "6-15"}))
    assert broken(found) == [(CheckKind.DEADLINE_CHAIN, "W")]
    finding = tightest(found, CheckKind.DEADLINE_CHAIN)
    assert (finding.limit, finding.actual, finding.spare_days) == (day("6-18"), day("6-19"), -1)
    assert finding.mend == day("6-14")  # the branches may meet on the Sunday


def test_a_lead_counts_in_the_chain_of_deadlines() -> None:
    # With branches through on Friday 12 the superior acts on Monday 15, the fifth day before Saturday 20.
    found = feasibility(make_plan(LEAD, {"W": "6-19"}, deadlines={"branch": "6-12"}))
    assert broken(found) == [(CheckKind.DEADLINE_CHAIN, "W")]
    assert tightest(found, CheckKind.DEADLINE_CHAIN).actual == day("6-20")
    assert tightest(found, CheckKind.DEADLINE_CHAIN).mend == day("6-11")


def test_deadlines_that_every_unit_stays_ahead_of_are_only_remarked() -> None:
    planned = {"W": "6-18", "W.1": "6-11", "W.2": "6-12"}
    found = feasibility(make_plan(planned=planned, deadlines={"branch": "6-15"}))
    assert found.is_feasible
    assert [check.kind for check in found.remarked] == [CheckKind.DEADLINE_CHAIN]
    after = feasibility(make_plan(planned=planned, deadlines={"branch": "6-18"}))
    assert (CheckKind.DEADLINE_CHAIN, "W") in broken(after)  # a deadline on the very day is no deadline


def test_without_a_planned_day_the_deadline_above_is_what_has_to_be_kept() -> None:
    # The ward may open on Thursday 18 at the latest to close by Friday 19.
    deadlines = {"branch": "6-15", "ward": "6-19"}
    assert broken(feasibility(make_plan(deadlines=deadlines))) == [(CheckKind.DEADLINE_CHAIN, "W")]
    assert feasibility(make_plan(deadlines={**deadlines, "ward": "6-20"})).is_feasible


def test_a_decided_day_counts_before_a_planned_one() -> None:
    decided = FixedDate("W", "w_congress", day("6-16"), "quyết định", STATED)
    found = feasibility(make_plan(planned={"W": "6-22"}, fixed_dates=(decided,)))
    assert broken(found) == [(CheckKind.PROCEDURE, "W")]
    assert tightest(found, CheckKind.PROCEDURE).mend == day("6-17")


@pytest.mark.parametrize("opening", ["6-17", "6-18", "6-19"])
def test_a_congress_in_a_suspension(opening: str) -> None:
    pause = Suspension(day("6-18"), day("6-20"), day("6-1"), ("ward",), "tạm hoãn", STATED)
    found = feasibility(make_plan(planned={"W": opening}, suspensions=(pause,)))
    assert (CheckKind.SUSPENSION, "W") in broken(found)
    assert tightest(found, CheckKind.SUSPENSION).mend == day("6-20")
    clear = feasibility(make_plan(planned={"W": "6-20"}, suspensions=(pause,)))
    assert clear.is_feasible


def test_a_suspension_of_another_level_is_no_matter() -> None:
    pause = Suspension(day("6-18"), day("6-20"), day("6-1"), ("branch",), "tạm hoãn", STATED)
    assert feasibility(make_plan(planned={"W": "6-18"}, suspensions=(pause,))).is_feasible


def test_suppositions_are_refused_when_unknown() -> None:
    with pytest.raises(UnknownCodeError, match="approval_lead_days"):
        feasibility(make_plan(LEAD), [Supposition("approval_days", 45)])
    with pytest.raises(UnknownCodeError, match="ward"):
        feasibility(make_plan(LEAD), [Supposition("approval_lead_days", 45, "xa")])


def test_a_lead_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarRangeError):
        feasibility(make_plan({"approval_lead_days.ward": 150}, {"W": "6-18"}))


def test_ngo_quyen_is_feasible_as_it_was_held(ngo_quyen: Campaign) -> None:
    found = feasibility(ngo_quyen)
    assert found.is_feasible
    assert tightest(found, CheckKind.ORDER, "district").spare_days == 35  # N5: 27 May to 15 July
    assert tightest(found, CheckKind.FOLLOW_UP, "district").limit == date(2020, 8, 18)  # N12


@pytest.mark.parametrize("level", ["", "district"])
def test_forty_five_days_of_approval_are_infeasible_for_ngo_quyen(ngo_quyen: Campaign, level: str) -> None:
    found = feasibility(ngo_quyen, [Supposition("approval_lead_days", 45, level)])
    assert broken(found) == [(CheckKind.APPROVAL, "NQ")]
    finding = tightest(found, CheckKind.APPROVAL, "district")
    assert (finding.limit, finding.actual) == (date(2020, 5, 13), date(2020, 5, 28))
    assert finding.spare_days == -11
    assert finding.fitting_days == 34
    assert finding.mend == date(2020, 7, 30)
    assert finding.lower is not None
    assert finding.lower.closed < finding.lower.count == 88
    assert finding.lower.last_closing == date(2020, 5, 27)
    assert finding.rule is not None
    assert finding.rule.is_supposed


@pytest.mark.parametrize(("days", "feasible"), [(34, True), (35, False)])
def test_thirty_four_days_are_the_most_that_fit_ngo_quyen(
    ngo_quyen: Campaign, days: int, feasible: bool
) -> None:
    found = feasibility(ngo_quyen, [Supposition("approval_lead_days", days, "district")])
    assert found.is_feasible == feasible


def test_ngo_quyen_with_a_permission(ngo_quyen: Campaign) -> None:
    permitted = replace(ngo_quyen, exceptions=(allowed("approval_lead_days", 30, unit_code="NQ"),))
    found = feasibility(permitted, [Supposition("approval_lead_days", 45)])
    assert found.is_feasible
    assert [check.excused[0].spare_days for check in found.excused] == [-11]


def test_the_deadline_of_the_directive_would_not_have_left_ngo_quyen_enough_time(ngo_quyen: Campaign) -> None:
    # By 29 June, five days for feedback (6 July), twelve for the documents (22 July), open on the 23rd.
    late = tuple(
        replace(d, last_day=date(2020, 6, 29)) if d.level == "grassroots" else d for d in ngo_quyen.deadlines
    )
    found = feasibility(replace(ngo_quyen, deadlines=late))
    finding = tightest(found, CheckKind.DEADLINE_CHAIN, "district")
    assert (finding.actual, finding.spare_days) == (date(2020, 7, 23), -6)
    assert finding.is_remark  # the 88 congresses were planned earlier


def test_periods_after_the_congress_are_checked(ngo_quyen: Campaign) -> None:
    found = feasibility(ngo_quyen, [Supposition("ratification_days", 14)])
    assert {(kind, code) for kind, code in broken(found) if code in {"NQ", "NQ.P01"}} == {
        (CheckKind.FOLLOW_UP, "NQ"),
        (CheckKind.FOLLOW_UP, "NQ.P01"),
    }
    assert len(broken(found)) == 89


def test_a_notice_needs_a_plan_and_bodies(ngo_quyen: Campaign) -> None:
    # The district has its bodies on 1 August 2019; 240 working days before 15 July 2020 is 31 July 2019.
    fits = feasibility(ngo_quyen, [Supposition("notice_lead_days", 239, "district")])
    assert fits.is_feasible
    found = feasibility(ngo_quyen, [Supposition("notice_lead_days", 240, "district")])
    assert broken(found) == [(CheckKind.NOTICE, "NQ")]
    assert tightest(found, CheckKind.NOTICE, "district").limit == date(2019, 7, 31)


def test_cam_le_is_feasible_with_three_remarks(cam_le: Campaign) -> None:
    # Branches through on 31 March: eight days to gather (13 April), six to finish (21), one to hand in, five
    # to approve (29), and the tenth day before the opening is then that of Friday 15 May.
    found = feasibility(cam_le)
    assert found.is_feasible
    (check,) = found.remarked
    assert {finding.actual for finding in check.remarks} == {date(2020, 5, 15)}
    assert {finding.unit.planned_congress_date for finding in check.remarks} == {
        date(2020, 5, 12),
        date(2020, 5, 13),
        date(2020, 5, 14),
    }


def test_the_reports_of_ngo_quyen_add_up_to_88_by_27_may(ngo_quyen: Campaign) -> None:
    rows = [
        row.statement
        for name in ngo_quyen.report_files
        for row in read_reports(Path(name), ngo_quyen, date(2020, 12, 31))
    ]
    held = {s.unit_code: s.actual_finish for s in rows if s.activity == "grassroots_congress"}
    assert len(held) == len(ngo_quyen.tree.of_level("grassroots")) == 88
    assert max(day for day in held.values() if day) == date(2020, 5, 27)
    assert (ngo_quyen.plan_number, ngo_quyen.plan_date) == ("171-KH/QU", date(2019, 7, 18))


def test_no_deadline_is_offered_where_a_pilot_holds_the_unit_up() -> None:
    # The pilot closes on Monday 15, so the ward opens on Friday 19 at the earliest, whatever is due below.
    campaign = make_plan(planned={"W": "6-18", "W.1": "6-15"}, deadlines={"branch": "6-12"})
    pilot = next(unit for unit in campaign.tree.units if unit.code == "W.1")
    object.__setattr__(pilot, "is_pilot", True)
    finding = tightest(feasibility(campaign), CheckKind.DEADLINE_CHAIN)
    assert (finding.actual, finding.spare_days, finding.mend) == (day("6-19"), -1, None)


def test_a_deadline_that_is_offered_helps() -> None:
    late = make_plan(planned={"W": "6-18"}, deadlines={"branch": "6-15"})
    mend = tightest(feasibility(late), CheckKind.DEADLINE_CHAIN).mend
    assert mend is not None
    mended = make_plan(planned={"W": "6-18"}, deadlines={"branch": f"{mend:%m-%d}"})
    assert feasibility(mended).is_feasible


def test_a_step_that_is_too_long_is_one_place_for_a_level(cam_le: Campaign) -> None:
    found = feasibility(cam_le, [Supposition("ratification_days", 1)])
    assert [(check.level.code, len(check.broken), check.broken_places) for check in found.broken] == [
        ("branch", 235, 1),
        ("grassroots", 45, 1),
        ("district", 1, 1),
    ]
    assert all(check.findings[0].is_of_template for check in found.broken)
