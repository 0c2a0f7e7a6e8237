"""n of N by a day, and the pace that is needed, on a district counted on one hand."""

from __future__ import annotations

import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.counting import (
    congress_count,
    days_off_between,
    level_deadline,
    lowest_level,
    without_complete,
)
from daihoi.domain.record import Statement
from daihoi.domain.results import CongressCount
from daihoi.domain.structure import Basis, Certainty
from daihoi.domain.units import Unit, UnitTree
from tests.domain.campaigns import DISTRICT_DEADLINES, assessed, held, make_campaign, make_district, said
from tests.domain.networks import day

A1, A2, B1 = (
    held(f"D.{unit}", "b_congress", when)
    for unit, when in (("A.1", "6-10"), ("A.2", "6-11"), ("B.1", "6-11"))
)


def count(told: Assessment, unit: str = "D") -> CongressCount:
    return congress_count(told, lowest_level(told), told.campaign.tree.unit(unit))


def split(told: Assessment) -> tuple[CongressCount, list[str]]:
    wards = [count(told, unit) for unit in ("D.A", "D.B", "D.C")]
    others, complete = without_complete(told, lowest_level(told), wards)
    return others, [c.unit.code for c in complete]


def test_nothing_reported() -> None:
    counted = count(assessed(make_district(), "6-10"))
    assert (counted.total, counted.held, counted.remaining, counted.planned) == (3, 0, 3, 0)
    assert (counted.held_curve.days, counted.held_curve.counts) == ([], [])
    assert (counted.planned_curve.days, counted.planned_curve.counts) == ([day("6-11")], [3])
    assert counted.working_days_left == 2  # 11 and 12
    assert counted.required_per_day == 1.5
    assert not counted.is_complete


def test_some_held() -> None:
    counted = count(assessed(make_district(), "6-11", A1, A2))
    assert (counted.total, counted.held, counted.planned, counted.remaining) == (3, 2, 3, 1)
    assert (counted.held_curve.days, counted.held_curve.counts) == ([day("6-10"), day("6-11")], [1, 2])
    assert [counted.held_curve.at(day(d)) for d in ("6-9", "6-10", "6-11", "6-30")] == [0, 1, 2, 2]
    assert counted.required_per_day == 1.0


def test_all_held() -> None:
    counted = count(assessed(make_district(), "6-11", A1, A2, B1))
    assert counted.is_complete
    assert counted.required_per_day is None
    assert counted.working_days_left == 1


@pytest.mark.parametrize(
    ("reports", "total", "held_count", "complete"),
    [
        ([], 3, 0, []),
        ([A1], 3, 1, []),
        ([A1, A2], 1, 0, ["D.A"]),
        ([A1, A2, B1], 0, 0, ["D.A", "D.B"]),  # a ward without branches is not through, it has nothing to do
    ],
)
def test_without_the_wards_that_are_through(
    reports: list[Statement], total: int, held_count: int, complete: list[str]
) -> None:
    others, through = split(assessed(make_district(), "6-11", *reports))
    assert (others.total, others.held, through) == (total, held_count, complete)
    assert others.unit.code == "D"


def test_a_ward_counts_its_own_branches() -> None:
    told = assessed(make_district(), "6-11", A1)
    assert [(count(told, u).held, count(told, u).total) for u in ("D.A", "D.B", "D.C")] == [
        (1, 2),
        (0, 1),
        (0, 0),
    ]
    assert [(count(told, u).held, count(told, u).total) for u in ("D.A.1", "D.A.2")] == [(1, 1), (0, 1)]


def test_congresses_that_are_only_under_way_or_inferred_are_not_held() -> None:
    ward = ("w_plan:1", "w_congress:2*@everyday<w_plan", "w_after:1<w_congress")
    campaign = make_campaign(ward=ward, units=["W"])
    assert count(assessed(campaign, "6-2", said("W", "w_congress", "6-2", start="6-2")), "W").held == 0
    told = assessed(campaign, "6-10", held("W", "w_after", "6-10"))
    assert count(told, "W").held == 0
    assert count(told, "W").held_curve.counts == []


@pytest.mark.parametrize("status_date", ["6-12", "6-13", "7-30"])
def test_on_the_deadline_and_after_it_no_day_is_left(status_date: str) -> None:
    counted = count(assessed(make_district(), status_date, A1))
    assert counted.working_days_left == 0
    assert counted.required_per_day is None
    assert counted.remaining == 2


def test_only_days_off_are_left() -> None:
    counted = count(assessed(make_district(days_off={"6-12": "Nghỉ"}), "6-11"))
    assert (counted.working_days_left, counted.required_per_day) == (0, None)


def test_without_a_deadline_for_the_level_no_pace_is_needed() -> None:
    """A deadline of one unit is not one of its level."""
    told = assessed(make_district(deadlines={"ward": "6-19", "D.A.1": "6-12"}), "6-10")
    assert level_deadline(told, lowest_level(told)) is None
    assert (count(told).working_days_left, count(told).required_per_day) == (0, None)


def test_before_anything_is_planned() -> None:
    counted = count(assessed(make_district(), "1-31"))
    assert (counted.held, counted.planned, counted.total) == (0, 0, 3)


def test_one_unit_is_its_own_lowest_level() -> None:
    told = assessed(make_campaign(units=["W"]), "6-30", held("W", "w_congress", "6-29"))
    assert lowest_level(told).code == "ward"
    assert (count(told, "W").held, count(told, "W").total) == (1, 1)


def test_an_assumed_unit_is_marked() -> None:
    campaign = make_district()
    assumed = Basis(Certainty.ASSUMED, "giả định")
    units = tuple(
        Unit(u.code, u.name, u.level, u.parent_code, u.kind, assumed) if u.code == "D.A" else u
        for u in campaign.tree.units
    )
    told = assessed(make_district(tree=UnitTree(units)), "6-1")
    assert count(told, "D.A").is_assumed
    assert not count(told, "D").is_assumed


def test_days_off_of_a_period_include_both_ends() -> None:
    off = {"6-1": "Một", "6-6": "Thứ bảy", "6-30": "Cuối"}
    told = assessed(make_district(days_off=off, deadlines=DISTRICT_DEADLINES), "6-1")
    assert days_off_between(told, day("6-1"), day("6-29")) == {day("6-1"): "Một", day("6-6"): "Thứ bảy"}
    assert list(days_off_between(told, day("6-2"), day("6-30"))) == [day("6-6"), day("6-30")]
