"""What changed since the last report: Cẩm Lệ by counting its report files, and a district by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Event, EventKind, Snapshot, Statement, fold
from daihoi.domain.report_differences import Gain, ReportDifference, report_difference
from daihoi.intake.reports import read_file
from tests.domain.campaigns import held, make_campaign, make_district, said
from tests.domain.networks import day

RECORDED = datetime(2020, 7, 1, tzinfo=UTC)
FEB_24, MAR_2 = date(2020, 2, 24), date(2020, 3, 2)


def log_of(statements: Sequence[Statement]) -> list[Event]:
    """A log; a correction corrects the last event of its activity."""
    told: list[Event] = []
    for seq, statement in enumerate(statements, 1):
        before = [event.seq for event in told if event.statement.key == statement.key]
        corrects = before[-1] if statement.kind is EventKind.CORRECT else None
        told.append(Event(seq, RECORDED, "vp", 1, len(before) + 1, corrects, statement, f"{seq:064x}"))
    return told


def known(campaign: Campaign, log: Sequence[Event], upto: int, about: date) -> Assessment:
    """The campaign at the end of a day, from the first ``upto`` events."""
    events = tuple(fold(log[:upto], about).values())
    return assess(campaign, Snapshot(campaign.code, about, upto, "", events))


def difference(
    campaign: Campaign, upto: int, statements: Sequence[Statement], then: date, now: date
) -> ReportDifference:
    """From a report about ``then``, which knew ``upto`` statements, to one about ``now``, which knows all."""
    log = log_of(statements)
    return report_difference(
        known(campaign, log, upto, then),
        known(campaign, log, len(log), then),
        known(campaign, log, len(log), now),
    )


def gains(found: ReportDifference, level: str) -> Gain:
    return next(gain.congresses for gain in found.levels if gain.level.code == level)


def mended(unit: str, activity: str, about: str, **fields: str) -> Statement:
    return said(unit, activity, about, kind=EventKind.CORRECT, reason="nhầm ngày", **fields)


@pytest.fixture(scope="module")
def cam_le_statements(cam_le: Campaign) -> list[Statement]:
    rows = [row for name in cam_le.report_files for row in read_file(Path(name), cam_le, MAR_2).rows]
    return [row.statement for row in rows]


def test_cam_le_from_24_february_to_2_march(cam_le: Campaign, cam_le_statements: list[Statement]) -> None:
    """By counting lines: the four files up to 24-2 hold 4 + 9 + 25 + 35 congresses, that of 2-3 holds 48."""
    found = difference(cam_le, len(cam_le_statements), cam_le_statements, FEB_24, MAR_2)
    assert gains(found, "branch") == Gain(235, 73, 121, 48, 0, 0)
    assert gains(found, "grassroots") == Gain(45, 0, 0, 0, 0, 0)
    assert gains(found, "district").change == 0
    assert found.restated == 0
    assert [gain.level.code for gain in found.levels] == ["branch", "grassroots", "district"]
    assert (found.then.status_date, found.now.status_date) == (FEB_24, MAR_2)


def test_a_file_that_came_a_week_late_is_no_progress_of_that_week(
    cam_le: Campaign, cam_le_statements: list[Statement]
) -> None:
    """On 24-2 the 35 congresses of that week were not in yet; on 2-3 they are, and the week's own 48."""
    came_first = 4 + 9 + 25
    found = gains(difference(cam_le, came_first, cam_le_statements, FEB_24, MAR_2), "branch")
    assert (found.then, found.now) == (38, 121)
    assert (found.newly, found.told_late, found.withdrawn) == (48, 35, 0)


PLAN = held("W", "w_plan", "6-2")
FIRST = held("W.1", "b_congress", "6-10")
SECOND = held("W.2", "b_congress", "6-11")


def test_a_correction_about_the_earlier_day_is_told_apart() -> None:
    """W.1 was said to be held on the 10th, but was held on the 12th; W.2, said late, on the 11th."""
    undone = mended("W.1", "b_congress", "6-10", start="6-10")
    again = held("W.1", "b_congress", "6-12")
    found = difference(make_campaign(), 2, [PLAN, FIRST, SECOND, undone], day("6-11"), day("6-12"))
    assert gains(found, "branch") == Gain(2, 1, 1, 0, 1, 1)
    assert found.restated > 0
    later = difference(make_campaign(), 2, [PLAN, FIRST, SECOND, undone, again], day("6-11"), day("6-12"))
    assert gains(later, "branch") == Gain(2, 1, 2, 0, 1, 0)


def test_a_gate_counts_once_it_is_approved() -> None:
    approval = said(
        "W.1", "b_approval", "6-10", kind=EventKind.APPROVE, finish="6-10", document_number="1-QĐ"
    )
    found = difference(make_campaign(), 1, [PLAN, approval], day("6-9"), day("6-10"))
    gates = {gain.level.code: gain.gates for gain in found.levels}
    assert gates == {"branch": Gain(2, 0, 1, 1, 0, 0), "ward": Gain(0, 0, 0, 0, 0, 0)}


def test_who_fell_behind_and_who_caught_up() -> None:
    # By hand: A's two branches and B's one are planned for Thursday 11. A holds one on the 11th and the
    # other on the 12th, B none: on the 10th nobody is behind, on the 11th both are, on the 12th only B is.
    said_all = [held("D.A.1", "b_congress", "6-11"), held("D.A.2", "b_congress", "6-12")]
    first = difference(make_district(), 2, said_all, day("6-10"), day("6-11"))
    assert {unit.code for unit in first.behind} == {"D.A", "D.B"}
    assert first.caught_up == []
    second = difference(make_district(), 2, said_all, day("6-11"), day("6-12"))
    assert [unit.code for unit in second.behind] == []
    assert [unit.code for unit in second.caught_up] == ["D.A"]


def test_a_congress_that_slips_past_its_deadline_is_newly_late_and_moves_the_forecast() -> None:
    # Nothing is reported. From Tuesday 2: plan 2-3, draft 4-8, submit 9, approval 10-11, branch congress on
    # Friday 12, its deadline. From Wednesday 10: plan 10-11, draft 12-16, submit 17, approval 18-19, branch
    # congress on Saturday 20, and the ward after it, whose deadline is the 19th.
    found = difference(make_campaign(), 0, [], day("6-1"), day("6-9"))
    assert found.root.days > 0
    assert found.root.now.last_day > date(2020, 6, 19)
    assert (found.last.then.last_day, found.last.now.last_day) == (date(2020, 6, 12), date(2020, 6, 20))
    assert found.overdue_then == 0
    assert found.overdue_now > 0


@pytest.mark.parametrize(
    ("then", "restated", "now", "words"),
    [
        (("6-11", 1), ("6-11", 2), ("6-11", 2), "earlier status date"),
        (("6-12", 1), ("6-12", 2), ("6-11", 2), "earlier status date"),
        (("6-10", 1), ("6-11", 2), ("6-12", 2), "known twice"),
        (("6-10", 1), ("6-10", 1), ("6-12", 2), "knowledge of now"),
        (("6-10", 2), ("6-10", 1), ("6-12", 1), "knew more"),
    ],
    ids=["same day", "backwards", "another day", "not restated", "knew more"],
)
def test_pictures_that_do_not_follow_each_other_are_refused(
    then: tuple[str, int], restated: tuple[str, int], now: tuple[str, int], words: str
) -> None:
    campaign, log = make_campaign(), log_of([PLAN, FIRST])
    pictures = [known(campaign, log, upto, day(about)) for about, upto in (then, restated, now)]
    with pytest.raises(ValueError, match=words):
        report_difference(*pictures)


def test_another_campaign_is_refused() -> None:
    campaign, log = make_campaign(), log_of([PLAN])
    other = replace(campaign, code="khac")
    with pytest.raises(ValueError, match="one campaign"):
        report_difference(
            known(other, log, 1, day("6-9")),
            known(campaign, log, 1, day("6-9")),
            known(campaign, log, 1, day("6-10")),
        )
