"""Days on which congresses are suspended are no days left to hold them on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Suspension
from daihoi.domain.counting import congress_count, lowest_level
from daihoi.domain.overview import pace
from daihoi.domain.results import Standstill
from daihoi.domain.structure import Basis, Certainty
from daihoi.domain.suspending import OPEN_END, settled
from reports.wording import pace_finding
from tests.domain.campaigns import assessed, make_district
from tests.domain.networks import day

BASIS = Basis(Certainty.STATED, "3-QD")


def pause(first: str, until: str, level: str = "branch", decided: str = "6-1") -> Suspension:
    end = OPEN_END if until == "?" else day(until)
    return Suspension(day(first), end, day(decided), (level,), "dịch", BASIS)


def told(status: str, *pauses: Suspension) -> Assessment:
    """The deadline of the branches is Friday 12 June 2020; three are to be held."""
    campaign = settled(replace(make_district(), suspensions=pauses), day(status))
    return assessed(campaign, status)


def days_left(found: Assessment) -> int:
    return congress_count(found, lowest_level(found), found.campaign.root).working_days_left


@pytest.mark.parametrize(
    ("pauses", "left"),
    [
        ((), 5),
        ((pause("6-9", "6-11"),), 3),
        ((pause("6-9", "6-11"), pause("6-10", "6-12")), 2),
        ((pause("6-1", "6-30"),), 0),
        ((pause("6-9", "6-11", level="ward"),), 5),
        ((pause("6-9", "6-11", decided="6-8"),), 5),
    ],
)
def test_the_days_of_suspensions_known_by_then_are_left_out(
    pauses: tuple[Suspension, ...], left: int
) -> None:
    assert days_left(told("6-7", *pauses)) == left


def test_no_day_left_is_said_and_how_long_it_lasts() -> None:
    found = pace(told("6-8", pause("6-5", "6-20")))
    said = pace_finding(found)
    assert "đang tạm hoãn đến hết 19/06/2020." in said
    assert "Còn 3; không còn ngày nào được tổ chức trước hạn 12/06/2020." in said
    assert "Đã quá hạn" not in said
    assert found.count.required_per_day is None


def test_one_that_follows_on_another_prolongs_it() -> None:
    found = pace(told("6-8", pause("6-5", "6-10"), pause("6-10", "6-12"), pause("6-20", "6-25")))
    assert found.standstill == Standstill(day("6-5"), day("6-11"))


def test_one_to_come_is_named_with_both_ends_and_one_that_is_over_not_at_all() -> None:
    assert "tạm hoãn từ 10/06/2020 đến hết 11/06/2020." in pace_finding(
        pace(told("6-8", pause("6-10", "6-12")))
    )
    assert pace(told("6-8", pause("6-3", "6-8"))).standstill is None


def test_one_without_an_end_is_said_to_have_none() -> None:
    found = pace(told("6-8", pause("6-5", "?")))
    assert found.standstill == Standstill(day("6-5"), None)
    assert "đang tạm hoãn, chưa biết đến ngày nào." in pace_finding(found)
    assert found.count.working_days_left == 4  # supposed to be allowed again from the 9th on: 9 to 12
