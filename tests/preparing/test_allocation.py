"""Seats by members: answers worked out by hand, and what the method promises."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.domain.preparing.allocation import AllocationError, allocate, differences

MEMBERS = st.dictionaries(st.text("ABCDEFGH", min_size=1, max_size=3), st.integers(1, 5_000), min_size=1)


def seats(total: int, members: dict[str, int], **more: object) -> list[int]:
    return [share.total for share in allocate(total, members, **more)]  # type: ignore[arg-type]


def test_remainders_decide_who_gets_the_last_seats() -> None:
    # 21 seats for 100 members: 10.5, 6.3, 4.2 -> 10 + 6 + 4 and the last one to the largest remainder.
    assert seats(21, {"A": 50, "B": 30, "C": 20}) == [11, 6, 4]


def test_ties_go_to_the_larger_unit_then_to_the_first() -> None:
    assert seats(5, {"A": 10, "B": 10, "C": 20}) == [1, 1, 3]
    assert seats(3, {"A": 10, "B": 10}) == [2, 1]


def test_a_small_unit_gets_its_least_and_the_others_share_the_rest() -> None:
    # Without a least: 0.2 -> 0. With one: 1, and 19 seats for 990 members, 9.5 each: the first gets 10.
    assert seats(20, {"A": 495, "B": 495, "C": 10}) == [10, 10, 0]
    assert seats(20, {"A": 495, "B": 495, "C": 10}, least=1) == [10, 9, 1]


def test_seats_by_office_are_not_shared_out() -> None:
    # Chí Linh 2025: 235 delegates, of whom 38 by office, so 197 are elected.
    shares = allocate(235, {"A": 6_010, "B": 4_006}, {"A": 30, "B": 8})
    assert sum(share.elected for share in shares) == 197
    assert [(share.ex_officio, share.elected) for share in shares] == [(30, 118), (8, 79)]


def test_a_unit_without_members_gets_none() -> None:
    assert seats(10, {"A": 100, "B": 0}, least=1) == [10, 0]


def test_one_seat_more_may_take_one_from_somebody() -> None:
    # The example of Alabama in small: with 10 seats C has 2, with 11 it has 1.
    ten, eleven = (allocate(total, {"A": 6, "B": 6, "C": 2}) for total in (10, 11))
    assert [share.total for share in ten] == [4, 4, 2]
    assert [share.total for share in eleven] == [5, 5, 1]
    assert differences(ten, eleven) == {"A": 1, "B": 1, "C": -1}


@pytest.mark.parametrize(
    ("total", "members", "more", "words"),
    [
        (3, {}, {}, "Không đơn vị nào"),
        (3, {"A": 0}, {}, "Không đơn vị nào"),
        (3, {"A": 5, "B": 5}, {"least": 2}, "không đủ 2"),
        (3, {"A": 5, "B": 5}, {"ex_officio": {"A": 3}, "least": 1}, "trừ 3 đương nhiên"),
        (2, {"A": 5}, {"ex_officio": {"A": 3}}, "trừ 3 đương nhiên"),
    ],
)
def test_what_cannot_be_shared_out_is_refused(
    total: int, members: dict[str, int], more: dict[str, object], words: str
) -> None:
    with pytest.raises(AllocationError, match=words):
        allocate(total, members, **more)  # type: ignore[arg-type]


@given(MEMBERS, st.integers(0, 2_000))
def test_all_seats_are_given_and_everyone_is_within_one_of_their_share(
    members: dict[str, int], total: int
) -> None:
    shares, whole = allocate(total, members), sum(members.values())
    assert sum(share.total for share in shares) == total
    assert [share.unit_code for share in shares] == list(members)
    assert all(abs(share.elected * whole - total * share.members) < whole for share in shares)


@given(MEMBERS, st.integers(0, 500), st.integers(0, 3))
def test_with_a_least_number_everyone_has_it_and_larger_units_never_have_less(
    members: dict[str, int], more: int, least: int
) -> None:
    total = least * len(members) + more
    shares = allocate(total, members, least=least)
    assert sum(share.elected for share in shares) == total
    assert min(share.elected for share in shares) >= least
    ranked = sorted(shares, key=lambda share: share.members)
    assert all(
        small.elected <= large.elected
        for small, large in itertools.pairwise(ranked)
        if small.members < large.members
    )
