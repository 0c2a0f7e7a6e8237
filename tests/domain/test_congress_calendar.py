"""The days of congresses, in a ward whose two branches meet on Thursday 11 June and itself on 17 and 18."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from daihoi.domain.campaign import RuleException, Suspension
from daihoi.domain.congress_calendar import ClashKind, CongressCalendar, congress_calendar
from daihoi.domain.record import Statement
from daihoi.errors import UnknownCodeError
from tests.domain.campaigns import STATED, assessed, held, make_campaign, make_district
from tests.domain.networks import day
from tests.domain.plans import allowed, make_rules

ATTENDED = "attended_per_day_max.ward"
CROWDED = "congresses_per_day_max.ward"


def made(
    status_date: str = "5-31",
    *said: Statement,
    rules: dict[str, int | str] | None = None,
    level: str | None = None,
    **changes: Any,
) -> CongressCalendar:
    campaign = make_campaign(rules=make_rules(rules or {}), **changes)
    return congress_calendar(assessed(campaign, status_date, *said), level)


def test_a_congress_of_two_days_counts_on_both_and_opens_on_one() -> None:
    found = made()
    assert {when: (d.planned, d.expected, d.opening) for when, d in found.days.items()} == {
        day("6-11"): (2, 2, 2),
        day("6-17"): (1, 1, 1),
        day("6-18"): (1, 1, 0),
    }
    assert (found.congresses, found.held, found.level_names) == (3, 0, ["chi bộ", "phường"])


def test_one_level_alone() -> None:
    found = made(level="ward")
    assert (sorted(found.days), found.congresses) == ([day("6-17"), day("6-18")], 1)


def test_held_and_expected_are_told_apart() -> None:
    """Nobody reported anything for W.2: plan 12–15, draft 16–18, submit 19, approval 22–23, congress 24."""
    found = made("6-11", held("W.1", "b_congress", "6-11"), level="branch")
    held_day, expected_day = found.days[day("6-11")], found.days[day("6-24")]
    assert (held_day.planned, held_day.held, held_day.expected, held_day.total) == (2, 1, 0, 1)
    assert (expected_day.planned, expected_day.expected, expected_day.opening_planned) == (0, 1, 0)
    assert found.held == 1


def test_a_congress_that_nobody_reported_is_inferred_not_held() -> None:
    """The report on its results is in: it must have been held."""
    found = made("6-15", held("W.1", "b_report", "6-15"), level="branch")
    assert (found.held, found.inferred) == (0, 1)
    assert sum(d.inferred for d in found.days.values()) == 1


def test_more_than_a_superior_can_attend_is_a_clash() -> None:
    (clash,) = made(rules={ATTENDED: 1}).clashes
    assert (clash.day, clash.kind, clash.unit.code) == (day("6-11"), ClashKind.ATTENDANCE, "W")
    assert (list(clash.units), clash.most) == (["W.1", "W.2"], 1)


def test_more_than_a_district_allows_counts_all_levels_below_it() -> None:
    """D.A.1, D.A.2 and D.B.1 meet on the 11th in two wards; no ward alone has more than two."""
    campaign = make_district(rules=make_rules({"congresses_per_day_max.district": 2, ATTENDED: 2}))
    found = congress_calendar(assessed(campaign, "5-31"))
    assert [(c.day, c.kind, c.unit.code, len(c.units)) for c in found.clashes] == [
        (day("6-11"), ClashKind.CROWDED, "D", 3)
    ]


def test_as_many_as_allowed_is_no_clash() -> None:
    found = made(rules={ATTENDED: 2, CROWDED: 2})
    assert (found.clashes, len(found.limits)) == ([], 2)


def test_when_the_rules_are_silent_nothing_clashes_and_it_is_told() -> None:
    found = made()
    assert (found.clashes, list(found.limits)) == ([], [])


@pytest.mark.parametrize("exception", [allowed("attended_per_day_max", 2, unit_code="W"),
                                       allowed("attended_per_day_max", None, level="ward")])  # fmt: skip
def test_a_written_permission_holds(exception: RuleException) -> None:
    assert made(rules={ATTENDED: 1}, exceptions=(exception,)).clashes == []


def test_what_is_over_cannot_clash_any_more() -> None:
    both = [held("W.1", "b_congress", "6-11"), held("W.2", "b_congress", "6-11")]
    assert made("6-11", *both, rules={ATTENDED: 1}).clashes == []


@pytest.mark.parametrize(("decided_on", "known"), [("6-5", 1), ("6-6", 0)])
def test_a_suspension_is_shown_from_the_day_of_its_decision_on(decided_on: str, known: int) -> None:
    pause = Suspension(day("6-8"), day("6-20"), day(decided_on), ("branch",), "tạm hoãn", STATED)
    found = made("6-5", suspensions=(pause,))
    assert len(found.suspensions) == known


def test_a_suspension_of_other_levels_is_left_out() -> None:
    pause = Suspension(day("6-8"), day("6-20"), day("6-1"), ("ward",), "tạm hoãn", STATED)
    assert made("6-5", suspensions=(pause,), level="branch").suspensions == []


def test_deadlines_come_by_date_with_their_level() -> None:
    assert [(name, d.last_day) for name, d in made().deadlines] == [
        ("chi bộ", day("6-12")),
        ("phường", day("6-19")),
    ]


def test_days_off_reach_from_the_first_month_on() -> None:
    found = made(days_off={"6-2": "Ngày nghỉ", "1-1": "Tết Dương lịch"})
    assert dict(found.days_off) == {date(2020, 6, 2): "Ngày nghỉ"}


@pytest.mark.parametrize("level", ["district", "", "BRANCH"])
def test_an_unknown_level_is_named(level: str) -> None:
    with pytest.raises(UnknownCodeError, match=f"cấp «{level}»"):
        made(level=level)
