"""Planning backward against answers counted by hand on a small ward and on Ngô Quyền."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from daihoi.domain.campaign import Campaign, FixedDate, Suspension
from daihoi.domain.planning.latest_dates import latest_dates
from daihoi.domain.planning.latest_results import (
    ChainRoot,
    LatestDates,
    RuleDateKind,
    Served,
    ServedKind,
)
from daihoi.domain.planning.openings import OpeningKind
from daihoi.domain.rule_values import Supposition
from daihoi.errors import CalendarRangeError, UnknownCodeError
from daihoi.loading import find_config, load_campaign
from tests.domain.campaigns import STATED, held
from tests.domain.campaigns import said as report
from tests.domain.conftest import CONFIG
from tests.domain.networks import day
from tests.domain.plans import allowed, make_plan, snapshot

LEAD = {"approval_lead_days.ward": 5}
HOLIDAYS = {date(2020, 4, 2), date(2020, 4, 30), date(2020, 5, 1)}
"""Days off between March and September 2020 that are no weekend days."""


@pytest.fixture(scope="module")
def ngo_quyen() -> Campaign:
    return load_campaign(find_config(CONFIG), "ngo_quyen_2020")


def counted_back(opening: date, days: int) -> date:
    """The day from which so many working days lie before the opening, one day at a time."""
    at = opening
    while days:
        at -= timedelta(days=1)
        days -= at.weekday() < 5 and at not in HOLIDAYS
    return at


def last_days(found: LatestDates) -> dict[str, tuple[date, date]]:
    return {row.code: (row.last_start, row.last_finish) for row in found.rows}


def test_the_ward_counted_back_from_monday_22_june() -> None:
    # Approval on T−5 = Monday 15 at the latest (15-19 are five days), so 12-15; dossier Thursday 11.
    # Finalize 17-19, direct until 16. The branches close on Sunday 14, before the superior acts:
    # their approval 11-12, dossier 10, draft 5-9 over a weekend; so the plan is due on 3-4.
    found = latest_dates(make_plan(LEAD), "W", day("6-22"))
    assert last_days(found) == {
        "w_plan": (day("6-3"), day("6-4")),
        "w_submit": (day("6-11"), day("6-11")),
        "w_approval": (day("6-12"), day("6-15")),
        "w_direct": (day("6-15"), day("6-16")),
        "w_finalize": (day("6-17"), day("6-19")),
        "w_congress": (day("6-22"), day("6-23")),
    }


def test_rows_are_sorted_by_urgency_and_counted_in_working_days() -> None:
    rows = latest_dates(make_plan(LEAD), "W", day("6-22")).rows
    assert [(r.code, r.start_days, r.finish_days) for r in rows] == [
        ("w_plan", 13, 12),
        ("w_submit", 7, 7),
        ("w_approval", 6, 5),
        ("w_direct", 5, 4),
        ("w_finalize", 3, 1),
        ("w_congress", 0, -1),
    ]
    assert {r.code: r.spare_days for r in rows} == {
        "w_plan": 2,  # early on 1-2
        "w_submit": 6,  # early on 3
        "w_approval": 1,  # early 11-12, after the branches
        "w_direct": 3,  # early until 11
        "w_finalize": 3,  # early 12-16
        "w_congress": 0,
    }


def test_a_row_says_what_it_holds_up_first() -> None:
    found = latest_dates(make_plan(LEAD), "W", day("6-22"))
    plan, submit, approval = found.rows[:3]
    assert plan.follower is not None
    assert plan.follower.name == "Việc b_draft"
    assert plan.follower.unit is not None
    assert plan.follower.unit.code == "W.1"
    assert submit.follower is not None
    assert (submit.follower.name, submit.follower.unit) == ("Việc w_approval", None)
    assert approval.follower is not None
    assert approval.follower.rule is not None
    assert (approval.follower.name, approval.follower.rule.value) == ("Việc w_congress", 5)


def test_the_branches_are_told_their_last_day() -> None:
    lower = latest_dates(make_plan(LEAD), "W", day("6-22")).lower
    assert lower is not None
    assert (lower.count, lower.last_closing, lower.days) == (2, day("6-14"), 5)
    assert (lower.planned_closing, lower.spare_days) == (day("6-11"), 2)


def test_a_branch_is_told_what_its_ward_leaves_it() -> None:
    found = latest_dates(make_plan(LEAD, {"W": "6-22"}), "W.1", day("6-18"))
    assert found.upper is not None
    assert (found.upper.unit.code, found.upper.last_closing) == ("W", day("6-14"))


@pytest.mark.parametrize(
    ("lead", "opening"),
    [
        (0, "6-17"),  # finalize ends on 16
        (1, "6-17"),
        (3, "6-17"),  # 12, 15, 16
        (4, "6-18"),
        (6, "6-20"),  # after Friday 19: a congress may open on a Saturday
        (7, "6-23"),  # the seventh is Monday 22
    ],
)
def test_the_earliest_opening_keeps_the_lead(lead: int, opening: str) -> None:
    found = latest_dates(make_plan({"approval_lead_days.ward": lead}), "W")
    assert found.earliest.day == day(opening)


def test_the_chain_that_decides_the_earliest_opening() -> None:
    earliest = latest_dates(make_plan(LEAD), "W").earliest
    assert [step.name.removeprefix("Việc ") for step in earliest.chain] == [
        "w_plan",
        "b_draft",
        "b_submit",
        "b_approval",
        "b_congress",
        "w_approval",
    ]
    assert (earliest.root, earliest.root_day) == (ChainRoot.CAMPAIGN_START, day("6-1"))
    last = earliest.chain[-1]
    assert last.rule is not None
    assert (last.start, last.last_day, last.rule.value) == (day("6-11"), day("6-12"), 5)


def test_planned_days_below_hold_the_opening_back_apart_from_rules() -> None:
    found = latest_dates(make_plan(LEAD, {"W.2": "6-16"}), "W")
    assert found.earliest.day == day("6-19")
    assert found.earliest_as_planned is not None
    assert found.earliest_as_planned.day == day("6-24")  # approval on 17, then 18, 19, 22, 23
    assert found.earliest_as_planned.root is ChainRoot.PLANNED


def test_a_window_is_the_reason_when_nothing_else_is() -> None:
    found = latest_dates(make_plan({"window_start.ward": "6-25"}), "W")
    assert (found.earliest.day, found.earliest.chain) == (day("6-25"), [])
    assert found.earliest.root is ChainRoot.WINDOW


def test_a_pilot_goes_ahead_of_the_window() -> None:
    campaign = make_plan({"window_start.branch": "6-25"})
    pilot = next(unit for unit in campaign.tree.units if unit.code == "W.1")
    object.__setattr__(pilot, "is_pilot", True)
    assert latest_dates(campaign, "W.1").earliest.day == day("6-11")
    assert latest_dates(campaign, "W.2").earliest.day == day("6-25")


def test_an_opening_that_is_too_early_says_by_how_much() -> None:
    found = latest_dates(make_plan(LEAD), "W", day("6-17"))
    assert found.is_missed
    assert found.missing_days == 2
    approval = next(row for row in found.rows if row.is_gate)
    assert (approval.last_finish, approval.spare_days) == (day("6-10"), -2)


def test_an_opening_outside_its_window_or_after_its_deadline_is_told() -> None:
    rules = {"window_start.ward": "6-19", "window_end.ward": "6-26"}
    campaign = make_plan(rules, deadlines={"ward": "6-24"})
    early = latest_dates(campaign, "W", day("6-18"))
    assert [rule.name for rule in early.outside] == ["window_start"]
    late = latest_dates(campaign, "W", day("6-26"))  # closes on 27
    assert [rule.name for rule in late.outside] == ["window_end"]
    assert late.missed_deadline is not None
    assert latest_dates(campaign, "W", day("6-23")).missed_deadline is None


def test_where_the_opening_comes_from() -> None:
    decided = FixedDate("W", "w_congress", day("6-23"), "quyết định", STATED)
    planned = make_plan(planned={"W": "6-22"}, deadlines={"branch": "6-12"})
    fixed = make_plan(planned={"W": "6-22"}, fixed_dates=(decided,))
    for campaign, unit, kind, opening in (
        (planned, "W", OpeningKind.PLANNED, "6-22"),
        (fixed, "W", OpeningKind.FIXED, "6-23"),
        (planned, "W.1", OpeningKind.DEADLINE, "6-12"),
        (make_plan(), "W.1", OpeningKind.EARLIEST, "6-11"),
    ):
        found = latest_dates(campaign, unit).opening
        assert (found.kind, found.day) == (kind, day(opening))


def test_permissions_change_what_is_counted_back() -> None:
    for value, last in ((3, "6-17"), (None, "6-19")):
        campaign = make_plan(LEAD, exceptions=(allowed("approval_lead_days", value, unit_code="W"),))
        found = latest_dates(campaign, "W", day("6-22"))
        assert last_days(found)["w_approval"][1] == day(last)


def test_a_supposition_takes_the_place_of_the_rule_but_not_of_a_permission() -> None:
    tried = [Supposition("approval_lead_days", 3)]
    assert last_days(latest_dates(make_plan(LEAD), "W", day("6-22"), tried))["w_approval"][1] == day("6-17")
    excepted = make_plan(LEAD, exceptions=(allowed("approval_lead_days", 4, level="ward"),))
    found = latest_dates(excepted, "W", day("6-22"), tried)
    assert last_days(found)["w_approval"][1] == day("6-16")
    assert found.suppositions == tried


def test_reports_move_the_earliest_opening_but_not_the_last_days() -> None:
    campaign = make_plan(LEAD)
    said = snapshot(
        "6-12",
        held("W", "w_plan", "6-2"),
        held("W.1", "b_congress", "6-11"),
        held("W.2", "b_congress", "6-11"),
    )
    found = latest_dates(campaign, "W", day("6-25"), snapshot=said)
    # From Monday 15: dossier 15, approval 16-17; 17, 18, 19, 22, 23 are the five days before Wednesday 24.
    assert found.earliest.day == day("6-24")
    assert found.earliest.root is ChainRoot.STATUS_DATE
    assert last_days(found) == last_days(latest_dates(campaign, "W", day("6-25")))
    assert [row.code for row in found.rows if row.is_finished] == ["w_plan"]
    assert found.lower is not None
    assert found.lower.held == 2


def test_a_congress_that_was_held_is_not_counted_back_any_more() -> None:
    campaign = make_plan(LEAD)
    found = latest_dates(campaign, "W.1", snapshot=snapshot("6-15", held("W.1", "b_congress", "6-12")))
    assert found.is_held
    assert not found.is_missed


def test_ngo_quyen_counted_back_from_15_july(ngo_quyen: Campaign) -> None:
    found = latest_dates(ngo_quyen, "NQ")
    assert (found.opening.day, found.opening.closing) == (date(2020, 7, 15), date(2020, 7, 17))
    days = {rule_date.kind: rule_date.day for rule_date in found.rule_dates}
    assert days == {
        RuleDateKind.NOTICE: date(2020, 6, 3),
        RuleDateKind.APPROVAL: date(2020, 6, 24),
        RuleDateKind.RESULT_REPORT: date(2020, 7, 28),
        RuleDateKind.RATIFICATION: date(2020, 8, 18),
    }
    assert days[RuleDateKind.NOTICE] == counted_back(date(2020, 7, 15), 30)
    assert days[RuleDateKind.APPROVAL] == counted_back(date(2020, 7, 15), 15)
    assert found.submission is not None
    assert found.submission.last_finish == counted_back(date(2020, 7, 15), 15 + 10)  # ten days to approve
    assert not found.is_missed


def test_t_minus_45_of_ngo_quyen_is_13_may(ngo_quyen: Campaign) -> None:
    # 13-29 May: 13 working days; June: 22; 1-14 July: 10; together 45, without a day off among them.
    assert 13 + 22 + 10 == 45
    assert counted_back(date(2020, 7, 15), 45) == date(2020, 5, 13)
    found = latest_dates(ngo_quyen, "NQ", suppositions=[Supposition("approval_lead_days", 45, "district")])
    approval = next(r for r in found.rule_dates if r.kind is RuleDateKind.APPROVAL)
    assert approval.day == date(2020, 5, 13)
    assert approval.earliest == date(2020, 5, 28)  # the working day after 88/88
    assert approval.spare_days == -11  # 13-15, 18-22, 25-27 May
    assert found.is_missed
    assert found.earliest_as_planned is not None
    assert found.earliest_as_planned.day == date(2020, 7, 30)
    assert counted_back(date(2020, 7, 30), 45) == date(2020, 5, 28)


def test_ngo_quyen_could_open_after_its_documents_were_final(ngo_quyen: Campaign) -> None:
    # Last grassroots congress 27 May, five days for its feedback (3 June), twelve to finish (19 June).
    found = latest_dates(ngo_quyen, "NQ")
    assert found.earliest.day == date(2020, 6, 1)  # the window
    assert found.earliest_as_planned is not None
    assert found.earliest_as_planned.day == date(2020, 6, 20)


@pytest.mark.parametrize(
    ("opening", "message"),
    [
        ("2020-05-29", "nằm ngoài khoảng"),  # before the campaign
        ("2019-12-31", "nằm ngoài khoảng"),
        ("2020-12-31", "nằm ngoài khoảng"),  # would close after the calendars
        ("2021-02-01", "nằm ngoài khoảng"),
        ("2020-06-25", "tạm hoãn"),
        ("2020-06-23", "tạm hoãn"),  # its second day
    ],
)
def test_openings_that_cannot_be(opening: str, message: str) -> None:
    pause = Suspension(day("6-24"), day("6-27"), day("6-1"), ("ward",), "tạm hoãn", STATED)
    with pytest.raises(CalendarRangeError, match=message):
        latest_dates(make_plan(suspensions=(pause,)), "W", date.fromisoformat(opening))


@pytest.mark.parametrize(
    ("unit", "supposition", "message"),
    [
        ("W.9", Supposition("approval_lead_days", 5), "«W.9»"),
        ("w", Supposition("approval_lead_days", 5), "«W»"),
        ("W", Supposition("aproval_lead_days", 5), "«approval_lead_days»"),
        ("W", Supposition("delegates_max", 5), "delegates_max"),
        ("W", Supposition("approval_lead_days", 5, "wrd"), "«ward»"),
    ],
)
def test_unknown_words_are_refused(unit: str, supposition: Supposition, message: str) -> None:
    with pytest.raises(UnknownCodeError, match=message):
        latest_dates(make_plan(LEAD), unit, suppositions=[supposition])


def test_a_lead_longer_than_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarRangeError):
        latest_dates(make_plan({"approval_lead_days.ward": 200}), "W", day("6-22"))


@pytest.mark.parametrize("status_date", ["2018-01-01", "2020-12-31", "2021-06-01"])
def test_a_status_date_outside_the_calendars_is_refused(status_date: str) -> None:
    with pytest.raises(CalendarRangeError, match="Ngày chốt"):
        latest_dates(make_plan(), "W", snapshot=snapshot(status_date))


def test_a_suspension_is_the_reason_when_it_moves_a_congress() -> None:
    pause = Suspension(day("6-16"), day("6-24"), day("6-1"), ("ward",), "tạm hoãn", STATED)
    found = latest_dates(make_plan({"window_start.ward": "6-18"}, suspensions=(pause,)), "W")
    assert (found.earliest.day, found.earliest.root) == (day("6-24"), ChainRoot.SUSPENSION)


def test_a_deadline_below_comes_before_what_the_opening_leaves() -> None:
    # W.1 is due on Friday 12: its approval 11-12 is one day later than early, so draft 4-8, plan 2-3.
    campaign = make_plan(deadlines={"W.1": "6-12"})
    row = latest_dates(campaign, "W", day("6-30")).rows[0]
    assert (row.code, row.last_start, row.last_finish, row.spare_days) == (
        "w_plan",
        day("6-2"),
        day("6-3"),
        1,
    )
    assert row.opening_spare_days > 1
    assert row.serves == Served(campaign.tree.unit("W.1"), ServedKind.DEADLINE, day("6-12"))


@pytest.mark.parametrize(("deadline", "kind"), [("6-20", ServedKind.PLANNED), ("6-15", ServedKind.DEADLINE)])
def test_the_sooner_of_deadline_and_planned_day_counts(deadline: str, kind: ServedKind) -> None:
    campaign = make_plan(planned={"W.1": "6-15"}, deadlines={"W.1": deadline})
    row = latest_dates(campaign, "W", day("6-30")).rows[0]
    # Opening on Monday 15: approval 11-12, submit 10, draft 5-9, plan 3-4; it closes on the same day.
    assert (row.last_start, row.last_finish) == (day("6-3"), day("6-4"))
    assert row.serves is not None
    assert row.serves.kind is kind


def test_what_serves_the_opening_names_nobody_else() -> None:
    rows = latest_dates(make_plan(LEAD, deadlines={"branch": "7-30"}), "W", day("6-22")).rows
    assert [row.serves for row in rows] == [None] * 6


def test_a_decided_day_below_that_cannot_be_met_is_the_shortage_of_that_unit() -> None:
    # W.1 can open on Thursday 11 at the earliest; decided is Tuesday 9: two working days short.
    fixed = FixedDate("W.1", "b_congress", day("6-9"), "quyết định", STATED)
    found = latest_dates(make_plan(fixed_dates=(fixed,)), "W", day("6-30"))
    (short,) = found.shortages
    assert (short.served.unit.code, short.served.kind) == ("W.1", ServedKind.FIXED)
    assert (short.reached, short.missing_days) == (day("6-11"), 2)
    assert not found.is_missed
    plan = found.rows[0]
    assert (plan.last_start, plan.spare_days) == (day("6-1"), 0)  # not before the campaign starts
    assert plan.serves is not None
    assert not plan.serves.is_reachable


def test_a_decided_day_below_that_can_be_met_is_kept() -> None:
    fixed = FixedDate("W.1", "b_congress", day("6-12"), "quyết định", STATED)
    found = latest_dates(make_plan(fixed_dates=(fixed,)), "W", day("6-30"))
    assert not found.shortages
    assert found.rows[0].spare_days == 1


def test_reports_that_make_a_congress_below_late_are_told_as_its_shortage() -> None:
    # Nothing of W.1 by Friday 12, so draft 15-17, submit 18, approval 19-22, congress 23 for the 12th.
    campaign = make_plan(deadlines={"W.1": "6-12"})
    said = snapshot("6-12", held("W", "w_plan", "6-2"))
    (short,) = latest_dates(campaign, "W", day("6-30"), snapshot=said).shortages
    assert (short.reached, short.missing_days) == (day("6-23"), 7)
    done = snapshot("6-12", held("W", "w_plan", "6-2"), held("W.1", "b_congress", "6-12"))
    assert not latest_dates(campaign, "W", day("6-30"), snapshot=done).shortages


def test_an_inferred_congress_was_not_held() -> None:
    # Only the report that follows the congress was handed in.
    campaign = make_plan(LEAD, {"W.1": "6-11"})
    said = snapshot("6-15", held("W.1", "b_report", "6-15"))
    found = latest_dates(campaign, "W.1", snapshot=said)
    assert (found.is_held, found.is_inferred) == (False, True)
    assert found.opening.kind is OpeningKind.PLANNED
    lower = latest_dates(campaign, "W", day("6-25"), snapshot=said).lower
    assert lower is not None
    assert lower.held == 0


def test_the_reported_day_takes_the_place_of_the_planned_one() -> None:
    campaign = make_plan(planned={"W": "6-22"})
    said = snapshot("6-26", held("W", "w_congress", "6-26"))
    found = latest_dates(campaign, "W", snapshot=said).opening
    assert (found.kind, found.closing) == (OpeningKind.REPORTED, day("6-26"))
    begun = snapshot("6-24", report("W", "w_congress", "6-24", start="6-24"))
    found = latest_dates(campaign, "W", snapshot=begun).opening
    assert (found.kind, found.day, found.closing) == (OpeningKind.REPORTED, day("6-24"), day("6-25"))


def test_refusals_about_a_suspension_name_a_way_out() -> None:
    pause = Suspension(day("6-24"), day("6-27"), day("6-1"), ("ward",), "tạm hoãn", STATED)
    with pytest.raises(CalendarRangeError, match="--opening 27/06/2020"):
        latest_dates(make_plan(planned={"W": "6-25"}, suspensions=(pause,)), "W")
    with pytest.raises(CalendarRangeError, match=r"chồng lên .* sớm hơn, để bế mạc trước 24/06/2020"):
        latest_dates(make_plan(suspensions=(pause,)), "W", day("6-23"))
    assert latest_dates(make_plan(suspensions=(pause,)), "W", day("6-22")).opening.closing == day("6-23")
