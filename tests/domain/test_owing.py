"""Who owes a report: a ward with two branches in a June, every day and answer by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from daihoi.domain.assessment import assess
from daihoi.domain.campaign import Campaign, Suspension
from daihoi.domain.owing import OwingUnit, owing_units
from daihoi.domain.record import Statement
from daihoi.domain.replanned import Replanned
from tests.domain.campaigns import BRANCH, STATED, held, make_campaign, said
from tests.domain.healths import snapshot
from tests.domain.networks import day

RHYTHM = 3
PLAN = held("W", "w_plan", "6-2")


def owing(campaign: Campaign, status_date: str, *statements: Statement) -> list[OwingUnit]:
    known = snapshot(status_date, *statements)
    return owing_units(assess(campaign, known), known, RHYTHM)


def told(found: Sequence[OwingUnit]) -> list[tuple[str, list[str]]]:
    return [(one.unit.code, [report.activity_name for report in one.reports]) for one in found]


@pytest.mark.parametrize(
    ("status_date", "statements", "expected"),
    [
        # on Monday 1 the ward's plan was to begin; the branches wait for it and owe nothing
        ("6-1", [], [("W", ["Việc w_plan"])]),
        # the plan is over: from Wednesday 3 on the branches should be at their drafts, not on Tuesday
        ("6-2", [PLAN], []),
        ("6-3", [PLAN], [("W.1", ["Việc b_draft"]), ("W.2", ["Việc b_draft"])]),
        # one of them has spoken of it: news of Wednesday are three working days old on Monday 8, four on 9
        ("6-8", [PLAN, said("W.1", "b_draft", "6-3", start="6-3")], [("W.2", ["Việc b_draft"])]),
        (
            "6-9",
            [PLAN, said("W.1", "b_draft", "6-3", start="6-3")],
            [("W.2", ["Việc b_draft"]), ("W.1", ["Việc b_draft"])],
        ),
        # what lies with the superior (the gate) is no report of the branch
        (
            "6-10",
            [PLAN, *(held(f"W.{n}", code, "6-5") for n in (1, 2) for code in ("b_draft", "b_submit"))],
            [],
        ),
    ],
)
def test_what_should_have_begun_and_what_has_gone_quiet(
    status_date: str, statements: list[Statement], expected: list[tuple[str, list[str]]]
) -> None:
    assert told(owing(make_campaign(), status_date, *statements)) == expected


def test_the_silence_is_counted_in_working_days_from_the_last_word() -> None:
    """W.2 never spoke: its draft was to begin on Wednesday 3, so Wednesday to Tuesday 9 are five."""
    second, first = owing(make_campaign(), "6-9", PLAN, said("W.1", "b_draft", "6-3", start="6-3"))
    assert (second.unit.code, second.last_report, second.silent_days) == ("W.2", None, 5)
    assert (first.unit.code, first.last_report, first.silent_days) == ("W.1", date(2020, 6, 3), 4)
    assert second.above is not None
    assert second.above.code == "W"
    (report,) = first.reports
    assert (report.should_begin, report.should_end, report.last_told) == (
        date(2020, 6, 3),
        date(2020, 6, 5),
        date(2020, 6, 3),
    )


def test_only_the_units_asked_about() -> None:
    known = snapshot("6-3", PLAN)
    assert told(owing_units(assess(make_campaign(), known), known, RHYTHM, ["W.2", "W"])) == [
        ("W.2", ["Việc b_draft"])
    ]


def test_what_was_put_off_is_not_owed_before_its_new_day() -> None:
    put_off = Replanned("W.1", "b_draft", day("6-8"), None, "mất điện", STATED)
    campaign = make_campaign(replans=(put_off,))
    assert told(owing(campaign, "6-5", PLAN)) == [("W.2", ["Việc b_draft"])]
    assert {code for code, _ in told(owing(campaign, "6-8", PLAN))} == {"W.1", "W.2"}


def test_a_congress_that_may_not_be_held_is_not_owed() -> None:
    ready = [
        held("W.1", code, "6-10") if code != "b_approval" else said("W.1", code, "6-10", finish="6-10")
        for code in ("b_draft", "b_submit", "b_approval")
    ]
    pause = Suspension(day("6-11"), day("6-20"), day("6-11"), ("branch",), "dịch", STATED)
    assert "Việc b_congress" in str(told(owing(make_campaign(), "6-11", PLAN, *ready)))
    suspended = owing(make_campaign(suspensions=(pause,)), "6-11", PLAN, *ready)
    assert "Việc b_congress" not in str(told(suspended))


def test_of_a_congress_stopped_by_a_suspension_no_news_are_owed() -> None:
    """Opened on Thursday 11 for two days; five working days later nobody has said more."""
    branch = tuple(code.replace("b_congress:1", "b_congress:2") for code in BRANCH)
    opened = said("W.1", "b_congress", "6-11", start="6-11")
    pause = Suspension(day("6-12"), day("6-30"), day("6-12"), ("branch",), "dịch", STATED)
    owed = told(owing(make_campaign(branch=branch), "6-18", PLAN, opened))
    assert ("W.1", ["Việc b_congress"]) in owed
    stopped = make_campaign(branch=branch, suspensions=(pause,))
    assert "Việc b_congress" not in str(told(owing(stopped, "6-18", PLAN, opened)))


def test_when_everything_is_reported_nobody_owes() -> None:
    all_done = [
        PLAN,
        *(held(f"W.{n}", code, "6-11") for n in (1, 2) for code in ("b_draft", "b_submit", "b_approval")),
        *(held(f"W.{n}", code, "6-12") for n in (1, 2) for code in ("b_congress", "b_report")),
        *(held("W", code, "6-18") for code in ("w_finalize", "w_congress")),
    ]
    assert owing(make_campaign(), "6-30", *all_done) == []
