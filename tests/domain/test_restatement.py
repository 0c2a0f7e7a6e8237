"""The restatement list of a ward with two branches in June: what was known then and is known now, by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from daihoi.domain.assessment import assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Event, EventKind, Snapshot, Statement, fold
from daihoi.domain.restatement import Change, ChangeKind, FieldChange, Restatement, compare, restate
from daihoi.domain.states import ActivityState
from tests.domain.campaigns import held, make_campaign, said
from tests.domain.networks import day

RECORDED = datetime(2020, 7, 1, tzinfo=UTC)
DAY = "6-11"


def events(*statements: Statement) -> list[Event]:
    """A log; a correction corrects the last event of its activity."""
    told: list[Event] = []
    for seq, statement in enumerate(statements, 1):
        before = [event.seq for event in told if event.statement.key == statement.key]
        corrects = before[-1] if statement.kind is EventKind.CORRECT else None
        told.append(Event(seq, RECORDED, "vp", 1, len(before) + 1, corrects, statement, f"{seq:064x}"))
    return told


def snapshot(log: Sequence[Event], upto: int, status_date: str = DAY) -> Snapshot:
    known = fold(log[:upto], day(status_date))
    return Snapshot("thu", day(status_date), upto, "", tuple(known.values()))


def restated(campaign: Campaign, upto: int, *statements: Statement, status_date: str = DAY) -> Restatement:
    """What became known after the first ``upto`` statements."""
    log = events(*statements)
    then, now = snapshot(log, upto, status_date), snapshot(log, len(log), status_date)
    return restate(assess(campaign, then), then, assess(campaign, now), now)


def told(changes: Sequence[Change]) -> list[tuple[str, str, str, int | None, int | None]]:
    return [
        (*c.key, c.kind.value, c.then.seq if c.then else None, c.now.seq if c.now else None) for c in changes
    ]


def mended(unit: str, activity: str, about: str, **fields: str) -> Statement:
    return said(unit, activity, about, kind=EventKind.CORRECT, reason="nhầm ngày", **fields)


PLAN = held("W", "w_plan", "6-2")
FIRST = held("W.1", "b_congress", "6-10")
SECOND = held("W.2", "b_congress", "6-11")


def test_late_congresses_raise_the_count_of_their_level_and_no_other() -> None:
    found = restated(make_campaign(), 2, PLAN, FIRST, SECOND)
    assert told(found.changes) == [("W.2", "b_congress", "late_report", None, 3)]
    counts = [(c.level.code, c.held_then, c.held_now, c.total) for c in found.levels]
    assert counts == [("branch", 1, 2, 2), ("ward", 0, 0, 1)]
    assert found.kinds[ChangeKind.LATE_REPORT] == 1
    assert found.kinds.get(ChangeKind.CORRECTION, 0) == 0


def test_the_counts_of_each_unit_are_its_own() -> None:
    found = restated(make_campaign(), 1, FIRST, PLAN, SECOND, said("W.2", "b_draft", "6-9", percent=50))
    rows = {row.code: (dict(row.kinds), row.held_then, row.held_now, row.total) for row in found.units}
    assert rows == {
        "W.2": ({ChangeKind.LATE_REPORT: 2}, 0, 1, 1),
        "W": ({ChangeKind.LATE_REPORT: 1}, 0, 0, 0),
    }
    assert [row.code for row in found.units] == ["W.2", "W"]  # most changes first


def test_states_are_told_as_they_were_and_are() -> None:
    """Reported late: the ward's plan. Both drafts could start; without it nothing is known to be possible."""
    found = restated(make_campaign(), 0, PLAN, status_date="6-2")
    assert found.states[ActivityState.POSSIBLE, ActivityState.DONE] == 1
    assert found.states[ActivityState.NOT_YET_POSSIBLE, ActivityState.POSSIBLE] == 3  # two drafts, w_direct
    assert sum(found.states.values()) == 4


def test_a_correction_tells_the_old_value_the_new_one_and_why() -> None:
    found = restated(make_campaign(), 1, FIRST, mended("W.1", "b_congress", "6-11", finish="6-11"))
    (change,) = found.changes
    assert (change.kind, change.reason, change.is_congress) == (ChangeKind.CORRECTION, "nhầm ngày", True)
    assert list(change.fields) == [FieldChange("actual_finish", day("6-10"), day("6-11"))]
    assert found.levels[0].held_then == found.levels[0].held_now == 1


def test_a_congress_that_was_not_held_after_all_is_taken_from_the_count() -> None:
    found = restated(make_campaign(), 1, FIRST, mended("W.1", "b_congress", "6-10", start="6-10"))
    (change,) = found.changes
    assert {(f.field, f.then, f.now) for f in change.fields} == {
        ("actual_start", None, day("6-10")),
        ("actual_finish", day("6-10"), None),
        ("percent", 100, None),
    }
    assert (found.levels[0].held_then, found.levels[0].held_now) == (1, 0)


def test_a_correction_about_a_later_day_takes_back_what_was_said_of_this_one() -> None:
    found = restated(make_campaign(), 1, FIRST, mended("W.1", "b_congress", "6-12", finish="6-12"))
    (change,) = found.changes
    assert (change.kind, change.now, change.reason) == (ChangeKind.WITHDRAWAL, None, "")
    assert (found.levels[0].held_then, found.levels[0].held_now) == (1, 0)


def test_acts_on_gates_and_further_reports_are_told_apart() -> None:
    found = restated(
        make_campaign(),
        1,
        said("W.1", "b_draft", "6-5", percent=40),
        said("W.1", "b_draft", "6-8", percent=80),
        said("W.1", "b_approval", "6-9", kind=EventKind.APPROVE, finish="6-9", document_number="7-QĐ"),
        said("W.2", "b_approval", "6-9", kind=EventKind.REJECT, document_number="8-CV"),
    )
    assert told(found.changes) == [
        ("W.1", "b_approval", "approval", None, 3),
        ("W.1", "b_draft", "further_report", 1, 2),
        ("W.2", "b_approval", "rejection", None, 4),
    ]
    assert list(found.changes[1].fields) == [FieldChange("percent", 40, 80)]


def test_what_is_said_of_later_days_restates_nothing() -> None:
    found = restated(make_campaign(), 1, FIRST, held("W.2", "b_congress", "6-12"))
    assert (found.changes, found.states) == ([], {})


def test_an_approval_that_was_corrected_and_corrected_back_still_shows() -> None:
    back = mended("W.1", "b_congress", "6-10", finish="6-10")
    found = restated(
        make_campaign(), 1, FIRST, mended("W.1", "b_congress", "6-10", start="6-9", finish="6-10"), back
    )
    (change,) = found.changes
    assert (change.kind, list(change.fields)) == (ChangeKind.CORRECTION, [])


def test_a_unit_that_is_no_longer_there_is_listed_under_its_own_code() -> None:
    log = events(held("W.1", "b_draft", "6-5"), held("GONE", "b_draft", "6-5"))
    changes = compare(snapshot(log, 1), snapshot(log, 2), set())
    assert told(changes) == [("GONE", "b_draft", "late_report", None, 2)]


def test_what_cannot_be_compared_is_refused() -> None:
    campaign, log = make_campaign(), events(FIRST, SECOND)
    early, late, other = snapshot(log, 1), snapshot(log, 2), snapshot(log, 2, "6-12")
    with pytest.raises(ValueError, match="forward in knowledge"):
        restate(assess(campaign, late), late, assess(campaign, early), early)
    with pytest.raises(ValueError, match="one campaign at one status date"):
        restate(assess(campaign, early), early, assess(campaign, other), other)
