"""The short list for a leader: a district in June by hand, and Cẩm Lệ at its extremes."""

from __future__ import annotations

from datetime import date

from daihoi.domain.record import EventKind
from daihoi.domain.urgent_work import Urgency, UrgentWork, urgent_rows, urgent_work
from tests.domain.campaigns import assessed, held, make_campaign, make_district, said


def told(found: list[UrgentWork]) -> list[tuple[Urgency, str, str, int]]:
    return [(work.urgency, work.above.code, work.activity_name, work.count) for work in found]


def test_what_is_overdue_is_gathered_by_who_stands_above() -> None:
    """By hand: after Friday 5 nothing is reported but the plans of the wards, which let the drafts start.

    Draft 3-5 has one working day to spare: late from Monday 8 on. On Tuesday 9 it is overdue in all three
    branches: two of them below A, one below B.
    """
    plans = [held(ward, "w_plan", "6-2") for ward in ("D.A", "D.B", "D.C")]
    found = urgent_work(assessed(make_district(), "6-9", held("D", "d_plan", "6-1"), *plans))
    drafts = [work for work in found if work.activity_name == name_of("b_draft")]
    assert told(drafts) == [
        (Urgency.OVERDUE, "D.A", name_of("b_draft"), 2),
        (Urgency.OVERDUE, "D.B", name_of("b_draft"), 1),
    ]
    assert [work.unit.code if work.unit else None for work in drafts] == [None, "D.B.1"]
    assert {work.last_day for work in drafts} == {date(2020, 6, 8)}
    assert all(work.float_days is not None and work.float_days < 0 for work in drafts)


def name_of(activity: str) -> str:
    template = make_district().structure.by_code["branch"].activities[0]
    assert activity == template.code
    return template.name


def test_a_dossier_with_the_superior_waits_and_comes_last() -> None:
    plan = held("W", "w_plan", "6-2")
    ready = [held("W.1", "b_draft", "6-5"), held("W.1", "b_submit", "6-8")]
    at_the_gate = said("W.1", "b_approval", "6-8", start="6-8")
    found = urgent_work(assessed(make_campaign(), "6-8", plan, *ready, at_the_gate))
    assert found[-1].urgency is Urgency.WAITING
    assert found[-1].unit is not None
    assert found[-1].unit.code == "W.1"
    assert [work.urgency for work in found] == sorted(work.urgency for work in found)


def test_on_the_first_day_nothing_is_urgent() -> None:
    assert urgent_work(assessed(make_campaign(), "5-31")) == []
    assert urgent_rows(assessed(make_campaign(), "5-31")).empty


def test_what_is_done_is_not_on_the_list() -> None:
    everything = [
        held("W", "w_plan", "6-2"),
        *(held(unit, "b_draft", "6-5") for unit in ("W.1", "W.2")),
        *(held(unit, "b_submit", "6-8") for unit in ("W.1", "W.2")),
        *(
            said(unit, "b_approval", "6-10", kind=EventKind.APPROVE, finish="6-10", document_number="1")
            for unit in ("W.1", "W.2")
        ),
        *(held(unit, "b_congress", "6-11") for unit in ("W.1", "W.2")),
        held("W", "w_direct", "6-11"),
    ]
    assert urgent_work(assessed(make_campaign(), "6-11", *everything)) == []


def test_the_rows_one_by_one_are_as_many_as_the_list_counts() -> None:
    seen = assessed(make_district(), "6-15")
    found, rows = urgent_work(seen), urgent_rows(seen)
    assert sum(work.count for work in found) == len(rows) > 0
    assert set(rows["state"]) <= {"OVERDUE", "POSSIBLE", "IN_PROGRESS", "WAITING_FOR_APPROVAL"}


def test_the_rows_of_chosen_units_are_those_of_the_whole_list() -> None:
    seen = assessed(make_district(), "6-15")
    whole = urgent_rows(seen)
    codes = sorted(seen.campaign.tree.by_code)
    halves = [urgent_rows(seen, set(codes[:3])), urgent_rows(seen, set(codes[3:]))]
    assert sum(len(half) for half in halves) == len(whole)
    assert set(halves[0]["unit_code"]) == set(whole["unit_code"]) & set(codes[:3])
    assert urgent_rows(seen, set()).empty


def drafts_under_one_ward(branches: int) -> list[UrgentWork]:
    """The ward's plan is there, and no branch has said anything by Tuesday 9; drafts had to be there by 8."""
    units = ("W", *(f"W.{n}" for n in range(1, branches + 1)))
    found = urgent_work(assessed(make_campaign(units=units), "6-9", held("W", "w_plan", "6-2")))
    return [work for work in found if work.activity_name == name_of("b_draft")]


def test_many_units_right_below_the_root_are_one_line() -> None:
    (line,) = drafts_under_one_ward(5)
    assert told([line]) == [(Urgency.OVERDUE, "W", name_of("b_draft"), 5)]
    assert (line.unit, line.last_day) == (None, date(2020, 6, 8))


def test_a_few_of_them_are_named() -> None:
    lines = drafts_under_one_ward(3)
    assert [work.unit.code if work.unit else None for work in lines] == ["W.1", "W.2", "W.3"]
    assert {work.count for work in lines} == {1}


def test_organisations_with_units_below_them_keep_their_own_line() -> None:
    """Four wards that have not planned by Tuesday 9, each with a branch: all four are to be called."""
    units = ("D", *(f"D.{n}{below}" for n in "ABCE" for below in ("", ".1")))
    seen = assessed(make_district(units=units), "6-9", held("D", "d_plan", "6-1"))
    plans = [work for work in urgent_work(seen) if work.activity_name == "Việc w_plan"]
    assert sorted(work.unit.code for work in plans if work.unit) == ["D.A", "D.B", "D.C", "D.E"]
