"""Shares of committees: worked out by hand from S4, where 46.15% and 23,08% stand in one sentence."""

from __future__ import annotations

import pytest

from daihoi.domain.preparing.structure_shares import (
    Share,
    fitting_sizes,
    least_count,
    read_share,
    share_of,
    times,
)

PRINTED = [Share(4615), Share(2308)]


@pytest.mark.parametrize(
    ("count", "size", "shown"),
    [
        (18, 39, "46,15%"),
        (9, 39, "23,08%"),
        (1, 8, "12,50%"),
        (1, 800, "0,13%"),
        (0, 7, "0,00%"),
        (7, 7, "100,00%"),
    ],
)
def test_shares_have_two_decimals_rounded_half_up(count, size, shown):
    assert str(share_of(count, size)) == shown  # 1/800 is 0,125%: half goes up


def test_nothing_has_no_share():
    assert share_of(0, 0) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [("46.15%", "46,15%"), ("23,08", "23,08%"), ("15 %", "15%"), ("46,2%", "46,2%"), (" 100 ", "100%")],
)
def test_a_printed_share_keeps_its_digits_and_gets_a_comma(text, shown):
    assert str(read_share(text)) == shown


@pytest.mark.parametrize("text", ["", "nửa", "101", "100,01", "46,153", "46,15,1", "-5", "18/39", "1.276%"])
def test_what_is_no_percentage_is_none(text):
    assert read_share(text) is None


def test_both_shares_of_quan_9_come_only_from_multiples_of_13():  # N9
    found = {fit.size: tuple(fit.counts) for fit in fitting_sizes(PRINTED, 60)}
    assert found == {13: (6, 3), 26: (12, 6), 39: (18, 9), 52: (24, 12)}


def test_one_share_alone_comes_from_more_sizes():
    """46,15% is 6/13 and its multiples up to 60; nothing else rounds to it."""
    assert [fit.size for fit in fitting_sizes([Share(4615)], 60)] == [13, 26, 39, 52]
    assert [fit.size for fit in fitting_sizes([Share(3333)], 12)] == [3, 6, 9, 12]


def test_fewer_digits_fit_more_sizes():
    """As «46%»: 6/13, 11/24 (45,83), 12/26, 13/28 (46,43)."""
    found = {fit.size: fit.counts[0] for fit in fitting_sizes([Share(46, 0)], 28)}
    assert found == {13: 6, 24: 11, 26: 12, 28: 13}


def test_without_shares_no_size_fits():
    assert fitting_sizes([], 60) == []


def test_a_share_that_no_count_gives():
    assert Share(4620).count_of(39) is None
    assert Share(4615).count_of(39) == 18


@pytest.mark.parametrize(
    ("share", "minimum", "ratio"), [(4615, 15, "3,08"), (2308, 10, "2,31"), (750, 15, "0,50")]
)
def test_how_many_times_the_minimum(share, minimum, ratio):  # N9
    assert times(Share(share), minimum) == ratio


@pytest.mark.parametrize(
    ("minimum", "size", "least"), [(15, 39, 6), (10, 39, 4), (15, 20, 3), (15, 21, 4), (10, 9, 1)]
)
def test_the_least_count_that_reaches_a_minimum(minimum, size, least):
    assert least_count(minimum, size) == least  # 15% of 39 is 5,85; of 20 exactly 3; of 21 3,15
