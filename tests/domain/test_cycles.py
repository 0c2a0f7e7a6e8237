"""Circles are always found, and what is named is a real circle."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.domain.links import Links
from daihoi.domain.ordering import find_order
from daihoi.errors import CalendarRangeError, CycleError
from tests.domain.networks import day, five_days, make_network

Edge = tuple[int, int]
SIZE = 8


def _links(edges: list[Edge]) -> Links:
    ends = np.array(edges, np.int32).reshape(-1, 2)
    zeros = np.zeros(len(edges), np.int32)
    return Links(ends[:, 0], ends[:, 1], zeros.astype(np.int8), zeros, zeros.astype(np.int8))


@pytest.mark.parametrize(
    ("specs", "circle"),
    [
        (("A:1<A",), {"A"}),
        (("A:1<B", "B:1<A"), {"A", "B"}),
        (("A:1", "B:1<A,D", "C:1<B", "D:1<C", "E:1<D"), {"B", "C", "D"}),
        (("A:1<B:SS-3", "B:1<A:FF+2"), {"A", "B"}),  # of any type and lag
    ],
)
def test_a_circle_is_refused_by_name(specs: tuple[str, ...], circle: set[str]) -> None:
    with pytest.raises(CycleError) as caught:
        make_network(*specs).schedule()
    assert set(caught.value.path) == circle
    assert caught.value.path[0] == caught.value.path[-1]
    assert " → ".join(caught.value.path) in str(caught.value)


def _has_circle(edges: list[Edge]) -> bool:
    """Whether some activity reaches itself."""
    reached = set(edges)
    for middle in range(SIZE):
        reached |= {(a, d) for a, b in reached if b == middle for c, d in reached if c == middle}
    return any(a == b for a, b in reached)


edge = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))


@settings(max_examples=150, deadline=None)
@given(st.lists(edge, max_size=14))
def test_found_exactly_where_there_is_one(edges: list[Edge]) -> None:
    try:
        find_order(SIZE, _links(edges))
    except CycleError as error:
        path = [int(name) for name in error.path]
        assert path[0] == path[-1]
        assert len(set(path[1:])) == len(path) - 1
        assert set(itertools.pairwise(path)) <= set(edges)
    else:
        assert not _has_circle(edges)


@settings(max_examples=60, deadline=None)
@given(st.lists(edge.filter(lambda ends: ends[0] < ends[1]), max_size=14))
def test_order_puts_everything_after_what_it_waits_for(edges: list[Edge]) -> None:
    order = find_order(SIZE, _links(edges))
    for sweep, sign in ((order.forward, 1), (order.backward, -1)):
        place = {
            int(a): step for step, batch in enumerate(sweep.batches) for a in order.numbers[batch.activities]
        }
        assert sorted(place) == list(range(SIZE))
        assert all(sign * place[a] < sign * place[b] for a, b in edges)


def test_a_plan_that_outlasts_the_calendar_is_refused_by_name() -> None:
    with pytest.raises(CalendarRangeError, match=r"«B».*31/12/2020"):
        make_network("A:140", "B:40<A").schedule()


def test_a_deadline_before_the_calendar_is_refused_by_name() -> None:
    calendars = [five_days(first=day("5-25"))]
    made = make_network("A:8", "B:4<A", calendars=calendars)
    with pytest.raises(CalendarRangeError, match=r"«A».*25/05/2020"):
        made.schedule(deadlines={"B": day("6-5")})


def test_nothing_to_schedule() -> None:
    assert make_network().schedule().days.start.size == 0
