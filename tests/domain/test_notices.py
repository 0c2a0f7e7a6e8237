"""Which notices are due: who is told of what, from which day on, how often, and who never is. By hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign
from daihoi.domain.notices import Notice, PublishedReport, Upkeep, due_notices, not_given, repetitions
from daihoi.domain.notices_rules import NoticeKind, RetryRule, Role, Supervisor
from daihoi.domain.record import Statement
from tests.domain.campaigns import STATED, assessed, held, make_campaign, make_district
from tests.domain.networks import day
from tests.notifying.told import OVERSEER, RULES, ground, late_district, only, rule

OFFICE, SUPERIOR, SUPERVISOR, COORDINATOR = Role
OVERDUE, BLOCKED, APPROVAL, REPORT, VERIFICATION, BACKUP = NoticeKind
JUNE = [date(2020, 6, 1) + timedelta(days=n) for n in range(30)]


def told(notices: Iterable[Notice]) -> list[tuple[str, str, str, str]]:
    """Unit, activity, role and body of each notice."""
    return [
        (n.unit.code, n.activity.code if n.activity else "", n.addressee.role, n.addressee.code)
        for n in notices
    ]


def due(assessment: Assessment, *kinds: NoticeKind, **more: object) -> list[Notice]:
    return due_notices(replace(ground(assessment, only(*kinds)), **more))  # type: ignore[arg-type]  # fields by name


# What is overdue. The plan of a ward is made on 1-2 June; by Wednesday 3 June it keeps every deadline.


def test_the_evening_of_the_last_permitted_day_its_own_office_is_told_and_nobody_else() -> None:
    found = due(assessed(make_campaign(), "6-3"), OVERDUE)
    assert told(found) == [("W", "w_plan", OFFICE, "W")]
    assert (found[0].day, found[0].days, found[0].times) == (day("6-3"), 0, 0)


def test_on_the_day_before_nothing_is_overdue() -> None:
    assert due(assessed(make_campaign(), "6-2"), OVERDUE) == []


def test_what_is_late_because_something_else_is_late_is_not_told_but_counted() -> None:
    """On Tuesday 9 June the drafts (by 8 June) are overdue too; both branches wait for the ward's plan."""
    (found,) = [n for n in due(assessed(make_campaign(), "6-9"), OVERDUE) if n.addressee.role is OFFICE]
    assert (found.unit.code, found.activity and found.activity.code, found.count) == ("W", "w_plan", 2)


def test_once_the_ward_has_planned_the_branches_are_told_of_their_own_drafts() -> None:
    found = due(assessed(make_campaign(), "6-9", held("W", "w_plan", "6-2")), OVERDUE)
    assert told(found) == [("W.1", "b_draft", OFFICE, "W.1"), ("W.2", "b_draft", OFFICE, "W.2")]
    assert {n.days for n in found} == {1}


def test_the_superior_is_told_after_three_working_days_who_oversees_after_seven() -> None:
    """By 3 June: three working days later is Monday 8, seven Friday 12 June."""
    roles = {}
    for when in ("6-5", "6-8", "6-11", "6-12"):
        found = due(late_district(when), OVERDUE, supervisors=[OVERSEER])
        roles[when] = [(n.addressee.role, n.addressee.code) for n in found if n.unit.code == "D.A"]
    office, superior = (OFFICE, "D.A"), (SUPERIOR, "D")
    assert roles == {
        "6-5": [office],
        "6-8": [office, superior],
        "6-11": [office, superior],
        "6-12": [office, superior, (SUPERVISOR, "to_1")],
    }


def test_who_oversees_one_ward_hears_nothing_of_another() -> None:
    found = due(late_district("6-30"), OVERDUE, supervisors=[OVERSEER])
    assert {n.unit.code for n in found if n.addressee.role is SUPERVISOR} == {"D.A"}
    assert {n.unit.code for n in found if n.addressee.role is OFFICE} > {"D.A", "D.B"}


def test_above_the_root_is_the_body_that_its_gates_name_or_just_the_superior() -> None:
    (_, found) = due(assessed(make_campaign(), "6-8"), OVERDUE)
    assert (found.addressee.role, found.addressee.code, found.addressee.name) == (
        SUPERIOR,
        "",
        "Cấp trên trực tiếp",
    )


def test_a_reported_finish_ends_the_notices() -> None:
    assert due(assessed(make_campaign(), "6-4", held("W", "w_plan", "6-4")), OVERDUE) == []


def test_a_congress_that_was_not_held_in_time_is_told() -> None:
    """By Friday 12 June; everything before it was reported, the approval with its document."""
    from tests.domain.gates import approved, pictured

    whole = (held("W", "w_plan", "6-2"), held("W.1", "b_draft", "6-5"), held("W.1", "b_submit", "6-8"))
    picture = pictured("6-12", *whole, approved("6-10"))
    assert ("W.1", "b_congress", OFFICE, "W.1") in told(due(picture, OVERDUE))


def test_hammocks_and_gates_are_never_told_as_overdue() -> None:
    for when in ("6-11", "6-19", "6-30", "7-15"):
        codes = {n.activity.code for n in due(late_district(when), OVERDUE) if n.activity}
        assert not codes & {"w_direct", "b_approval"}


# How often


@pytest.mark.parametrize(
    ("today", "expected"),
    [("6-3", 0), ("6-8", 0), ("6-10", 0), ("6-14", 0), ("6-15", 1), ("6-21", 1), ("6-22", 2), ("7-13", 5)],
)
def test_it_is_told_again_on_mondays_a_whole_week_later_at_the_earliest(today: str, expected: int) -> None:
    """First told on Wednesday 3 June: Monday 8 is too soon, so 15, 22, 29 June, 6 and 13 July."""
    assert repetitions(rule(weekly=True), day("6-3"), day(today)) == expected


def test_what_is_told_once_is_never_told_again() -> None:
    assert repetitions(rule(weekly=False), day("6-3"), day("12-31")) == 0


def test_each_repetition_has_a_key_of_its_own_and_days_between_have_none() -> None:
    keys = [due(assessed(make_campaign(), f"6-{n}"), OVERDUE)[0].key for n in (3, 5, 8, 12, 15, 22)]
    assert keys == [f"thu/overdue/W/w_plan/2020-06-03/-/office:W/{n}" for n in (0, 0, 0, 0, 1, 2)]


@pytest.mark.parametrize("when", ["6-6", "6-7", "6-13"])
def test_on_a_day_off_nobody_is_told_of_work(when: str) -> None:
    assert (
        due(late_district(when), OVERDUE, BLOCKED, APPROVAL, REPORT, report=PublishedReport(day(when), 1))
        == []
    )


def test_a_kind_that_is_not_configured_is_not_told() -> None:
    assert due_notices(ground(late_district("6-30"), only())) == []


# What others wait for: behind its plan, but not overdue


def slack_campaign() -> Campaign:
    """The ward has until 30 June, so its plan is needed by Friday 12; its branches wait from 3 June on."""
    return make_campaign(deadlines={"branch": "6-23", "ward": "6-30"})


def test_what_keeps_others_waiting_is_told_after_five_working_days_behind_the_plan() -> None:
    """Planned to end on Tuesday 2 June: five working days later is Tuesday 9 June."""
    assert due(assessed(slack_campaign(), "6-8"), BLOCKED) == []
    (found,) = due(assessed(slack_campaign(), "6-9"), BLOCKED)
    assert told([found]) == [("W", "w_plan", OFFICE, "W")]
    assert (found.day, found.days, found.count) == (day("6-2"), 5, 2)


def test_it_is_no_longer_told_as_waiting_when_it_is_overdue() -> None:
    """By 12 June it has to be done; from then on it is overdue and no other line says the same."""
    late = assessed(slack_campaign(), "6-12")
    assert [n.kind for n in due(late, OVERDUE, BLOCKED) if n.addressee.role is OFFICE] == [OVERDUE]


def test_what_is_behind_but_keeps_nobody_waiting_is_not_told() -> None:
    """The draft of W.1 is behind; only its own submission waits for it."""
    picture = assessed(slack_campaign(), "6-15", held("W", "w_plan", "6-2"), held("W.2", "b_draft", "6-5"))
    assert [n for n in due(picture, BLOCKED) if n.unit.code == "W.1"] == []


# Approvals: the ladder T-7, T, +3, +7; due on Thursday 11 June


@pytest.mark.parametrize(
    ("when", "steps"),
    [
        ("6-1", []),
        ("6-2", [("follow_up", "W.1")]),
        ("6-10", [("follow_up", "W.1")]),
        ("6-11", [("due", "W.1")]),
        ("6-15", [("due", "W.1")]),
        ("6-16", [("due", "W.1"), ("to_superior", "W")]),
        ("6-22", [("due", "W.1"), ("to_district", "W")]),
    ],
)
def test_every_step_of_the_ladder_tells_whom_it_names(when: str, steps: list[tuple[str, str]]) -> None:
    """Seven working days before 11 June is 2 June, three after it Tuesday 16, seven Monday 22."""
    found = [n for n in due(assessed(make_campaign(), when), APPROVAL) if n.unit.code == "W.1"]
    assert [(n.step and n.step.code, n.addressee.code) for n in found] == steps


def test_who_lags_behind_for_a_week_without_a_run_still_hears_of_the_gate_himself() -> None:
    found = [n for n in due(assessed(make_campaign(), "6-22"), APPROVAL) if n.unit.code == "W.1"]
    assert found[0].key == "thu/approval/W.1/b_approval/2020-06-11/due/office:W.1/0"
    assert {n.holder and n.holder.unit_code for n in found} == {"W.1"}


# What was published, and the keeping of the log


def test_a_published_report_is_told_once_to_the_coordinator_and_the_root() -> None:
    picture, report = late_district("6-15"), PublishedReport(day("6-12"), 7)
    found = due(picture, REPORT, report=report)
    assert told(found) == [("D", "", COORDINATOR, "D"), ("D", "", OFFICE, "D")]
    later = due(late_district("6-16"), REPORT, report=report)
    assert [n.key for n in later] == [n.key for n in found]


@pytest.mark.parametrize(
    ("published", "is_news"), [("6-15", True), ("6-9", True), ("6-8", False), ("6-16", False)]
)
def test_a_report_is_news_for_seven_days_and_not_before_its_day(published: str, is_news: bool) -> None:
    found = due(late_district("6-15"), REPORT, report=PublishedReport(day(published), 1))
    assert bool(found) is is_news


def test_a_damaged_log_is_told_at_once_even_on_a_sunday() -> None:
    upkeep = Upkeep(3, day("6-14"), is_backup_known=False)
    (found,) = due(late_district("6-14"), VERIFICATION, BACKUP, upkeep=upkeep)
    assert (found.kind, found.count, found.is_at_once) == (VERIFICATION, 3, True)
    assert found.addressee.role is COORDINATOR


@pytest.mark.parametrize(
    ("last", "is_told"), [("6-15", False), ("6-12", False), ("6-11", True), (None, True)]
)
def test_a_backup_that_is_older_than_three_days_is_told(last: str | None, is_told: bool) -> None:
    upkeep = Upkeep(backup_on=day(last) if last else None, is_backup_known=True)
    assert bool(due(late_district("6-15"), BACKUP, upkeep=upkeep)) is is_told


def test_where_nobody_looked_for_backups_none_is_missed() -> None:
    assert due(late_district("6-15"), BACKUP, upkeep=Upkeep()) == []


# Day after day


def history_of(campaign: Campaign) -> st.SearchStrategy[list[Statement]]:
    """Some work reported as finished, each on some day; links are not heeded, as units do not heed them."""
    levels = campaign.structure.by_code
    keys = [
        (u.code, a.code) for u in campaign.tree.units for a in levels[u.level].activities if a.kind == "work"
    ]
    one = st.tuples(st.sampled_from(keys), st.integers(0, 29))
    return st.lists(one, max_size=12, unique_by=lambda said: said[0]).map(
        lambda found: [held(*key, f"{JUNE[n]:%m-%d}") for key, n in found]
    )


DISTRICT = make_district(units=("D", "D.A", "D.A.1", "D.B"))
OVERSEERS = (OVERSEER, Supervisor("to_2", "Tổ chỉ đạo số 2", ("D.B", "D.C"), STATED))


def on(when: date, history: Sequence[Statement]) -> list[Notice]:
    known = [said for said in history if said.effective_date <= when]
    return due_notices(ground(assessed(DISTRICT, f"{when:%m-%d}", *known), RULES, OVERSEERS))


def line_of(unit_code: str) -> set[str]:
    """The unit, those above it, and the body above the root."""
    line, tree = {""}, DISTRICT.tree
    while unit_code:
        line.add(unit_code)
        unit_code = tree.by_code[unit_code].parent_code
    return line


@settings(max_examples=6, deadline=None)
@given(history_of(DISTRICT), st.sets(st.sampled_from(JUNE), min_size=1))
def test_day_after_day_every_key_is_given_once_in_its_line_and_again_only_on_mondays(
    history: list[Statement], asked: set[date]
) -> None:
    """June 2020 has no days off in this calendar. Whoever asks on some days only is told no more."""
    given_keys: set[str] = set()
    last: dict[str, int] = {}
    on_some_days: set[str] = set()
    for when in JUNE:
        notices = on(when, history)
        assert max(Counter(n.key for n in notices).values(), default=0) <= 1
        on_some_days |= {n.key for n in notices} if when in asked else set()
        for notice in not_given(notices, given_keys):
            thing, unit, to = notice.key.rpartition("/")[0], notice.unit.code, notice.addressee
            if (before := last.get(thing)) is not None:
                assert (when.weekday(), notice.times) == (0, before + 1)
            last[thing] = notice.times
            charged = {body.code for body in OVERSEERS if unit.startswith(body.units)}
            assert to.code in (charged if to.role is SUPERVISOR else line_of(unit))
            given_keys.add(notice.key)
        assert not_given(notices, given_keys) == []
    assert on_some_days <= given_keys


def test_the_wait_doubles_up_to_its_limit() -> None:
    waits = [RetryRule(5, 60, 3, STATED).wait(n).total_seconds() / 60 for n in (1, 2, 3, 4, 5, 50)]
    assert waits == [5, 10, 20, 40, 60, 60]
