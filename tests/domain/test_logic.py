"""Which links decide the dates: by hand on small networks, and by taking links away on random ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.domain.links import Links
from daihoi.domain.logic import Logic, logic, out_of_sequence
from daihoi.domain.schedule import Schedule, schedule
from tests.domain.networks import Actual, Answer, Made, after, day, make_network
from tests.domain.random_networks import RandomPlan, plans, plans_in_progress

few = settings(max_examples=40, deadline=None)


def decided(answer: Answer) -> Logic:
    return logic(answer.made.network, answer.made.table, answer.days)


def driver(answer: Answer, name: str) -> str | None:
    row = int(decided(answer).driving_link[answer.made.names.index(name)])
    return None if row < 0 else answer.made.names[answer.made.network.links.predecessor[row]]


def binder(answer: Answer, name: str) -> str | None:
    row = int(decided(answer).binding_link[answer.made.names.index(name)])
    return None if row < 0 else answer.made.names[answer.made.network.links.successor[row]]


def test_the_longer_of_two_drives_and_the_other_has_the_difference_free() -> None:
    """A 1-3, B 1-5, C 8-9: A may slip over the 4th and 5th."""
    answer = make_network("A:3", "B:5", "C:2<A,B").schedule({"C": day("6-12")})
    assert driver(answer, "C") == "B"
    assert [answer.free_float(name) for name in "ABC"] == [2, 0, 3]
    assert [answer.total_float(name) for name in "ABC"] == [5, 3, 3]


def test_what_begins_with_the_plan_is_driven_by_nothing() -> None:
    answer = make_network("A:3", "B:5<A").schedule()
    assert (driver(answer, "A"), driver(answer, "B")) == (None, "A")


def test_a_floor_beyond_the_links_drives_instead_of_them() -> None:
    answer = make_network("A:3", "B:5<A", floors={"B": day("6-8")}).schedule()
    assert driver(answer, "B") is None
    assert answer.free_float("A") == 2  # the 4th and the 5th


def test_a_decided_day_is_driven_by_nothing_though_its_links_reach_beyond() -> None:
    answer = make_network("A:6", "B:2<A", fixed_starts={"B": day("6-4")}).schedule()
    assert answer.early("B").start == day("6-4")
    assert (driver(answer, "B"), answer.total_float("B")) == (None, -3)  # A ends on the 8th: 4, 5, 8


def test_a_tie_names_the_link_with_the_least_float() -> None:
    """A and B end on the same day; only B also leads to the deadline of D."""
    made = make_network("A:3", "B:3", "C:1<A,B", "D:1<B")
    assert driver(made.schedule({"C": day("6-30"), "D": day("6-4")}), "C") == "B"


def test_late_dates_are_bound_by_the_successor_with_the_nearer_deadline() -> None:
    answer = make_network("A:3", "B:2<A", "C:2<A").schedule({"B": day("6-12"), "C": day("6-9")})
    assert binder(answer, "A") == "C"
    assert (binder(answer, "B"), binder(answer, "C")) == (None, None)


def test_an_own_deadline_nearer_than_all_links_binds_by_itself() -> None:
    answer = make_network("A:3", "B:2<A").schedule({"A": day("6-3"), "B": day("6-30")})
    assert binder(answer, "A") is None


def test_at_the_status_date_unfinished_work_is_named_before_work_that_is_over() -> None:
    """Both would allow C from Monday 8 on; only B can still be hurried."""
    made = make_network("A:3", "B:4", "C:2<A,B")
    actuals = {"A": Actual(day("6-1"), day("6-5")), "B": Actual(day("6-1"), remaining=2)}
    assert driver(made.schedule(actuals=actuals, status_date=day("6-5")), "C") == "B"


def test_a_hammock_is_driven_by_what_stretches_it() -> None:
    """P ends on the 1st, A on the 9th; H starts after P and ends with A, and is followed by Z."""
    answer = make_network("P:1", "A:7", "H:2~<P,A:FF", "Z:1<H").schedule({"Z": day("6-30")})
    assert driver(answer, "H") == "A"


@pytest.mark.parametrize(
    ("link", "actuals", "broken"),
    [
        ("A", {"B": ("6-2", None)}, True),
        ("A", {"A": ("6-1", "6-3"), "B": ("6-2", None)}, True),
        ("A", {"A": ("6-1", "6-2"), "B": ("6-3", None)}, False),
        ("A:SS", {"B": ("6-2", None)}, True),
        ("A:SS", {"A": ("6-1", None), "B": ("6-1", None)}, False),
        ("A:FF", {"B": ("6-1", "6-2")}, True),
        ("A:FF", {"B": ("6-1", None)}, False),
        ("A:SF", {"B": ("6-1", "6-2")}, True),
        ("A-1", {"B": ("6-2", None)}, False),  # a lead lets it go ahead
        ("A", {}, False),
    ],
)
def test_broken_sequence(link: str, actuals: dict[str, tuple[str, str | None]], broken: bool) -> None:
    made = make_network("A:2", f"B:2<{link}")
    known = {
        name: Actual(day(start), day(finish)) if finish else Actual(day(start), remaining=1)
        for name, (start, finish) in actuals.items()
    }
    assert out_of_sequence(made.network, made._known(known)).tolist() == [broken]


@few
@given(plans(least_days=1, calendars=("",)))
def test_free_float_can_be_lost_without_moving_a_successor_and_no_day_more(plan: RandomPlan) -> None:
    answer = plan.make().schedule(plan.deadlines)
    made, free = answer.made, decided(answer).free_float_days
    for at, name in enumerate(made.names):
        followers = made.network.links.successor[made.network.links.predecessor == at]
        if made.network.is_hammock[at] or not followers.size:
            continue
        lost = delayed(plan, made, answer.days, at, int(free[at]))
        assert places(made, lost, followers) == places(made, answer.days, followers), name
        more = delayed(plan, made, answer.days, at, int(free[at]) + 1)
        assert places(made, more, followers) != places(made, answer.days, followers), name


def places(
    made: Made, days: Schedule, numbers: np.ndarray[tuple[int], np.dtype[np.int32]]
) -> list[list[int]]:
    """Starts and finishes in working time: a hammock that ends on Sunday has ended on Friday."""
    rows = made.table.rows(made.network.calendar)[numbers]
    return [
        made.table.count(rows, days.start[numbers]).tolist(),
        made.table.count(rows, days.finish[numbers]).tolist(),
    ]


def delayed(plan: RandomPlan, made: Made, days: Schedule, at: int, by: int) -> Schedule:
    """The schedule with an activity put off by working days."""
    table, row = made.table, int(made.network.calendar[at])
    start = int(table.day_of[row, table.working_before[row, days.start[at]] + by])
    return plan.with_floor(made.names[at], table.date(start)).make().schedule(plan.deadlines).days


@few
@given(plans(), st.data())
def test_a_link_that_does_not_drive_may_as_well_be_missing(plan: RandomPlan, data: st.DataObject) -> None:
    made = plan.make()
    answer = made.schedule(plan.deadlines)
    idle = np.flatnonzero(~decided(answer).drives)
    if not idle.size:
        return
    row = data.draw(st.sampled_from(idle.tolist()))
    without = schedule(
        replace(made.network, links=leave_out(made.network.links, row)), made.table, no_limit(made)
    )
    assert (without.start == answer.days.start).all()
    assert (without.finish == answer.days.finish).all()


def leave_out(links: Links, row: int) -> Links:
    kept = np.arange(len(links)) != row
    return Links(
        links.predecessor[kept],
        links.successor[kept],
        links.type[kept],
        links.lag_days[kept],
        links.calendar[kept],
    )


def no_limit(made: Made) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.full(len(made.names), 2**30, np.int32)


@few
@given(plans_in_progress())
def test_whatever_could_not_go_on_at_once_is_driven_by_something(plan: RandomPlan) -> None:
    answer = plan.make().schedule(plan.deadlines, plan.actuals, plan.status_date)
    assert plan.status_date is not None
    tomorrow = answer.made.table.day(after(plan.status_date, 1))
    driven = decided(answer).driving_link >= 0
    network, table = answer.made.network, answer.made.table
    for at, name in enumerate(answer.made.names):
        held = max(tomorrow, 0 if name in plan.actuals else int(network.floor[at]))
        row = int(network.calendar[at])
        if table.working_before[row, answer.days.remaining.start[at]] > table.working_before[row, held]:
            assert driven[at], name


@pytest.mark.parametrize(
    ("fixed", "start", "total_float"),
    [("6-10", "6-10", 0), ("6-3", "6-3", -2), ("6-30", "6-30", -11)],
)
def test_a_decided_day_holds_whatever_links_say(fixed: str, start: str, total_float: int) -> None:
    """A ends on the 4th, B is due by the 16th.

    On the 3rd B would be two days too early (3, 4); on the 30th it ends on 1 July: 17-19, 22-26, 29, 30, 1.
    """
    answer = make_network("A:4", "B:2<A", fixed_starts={"B": day(fixed)}).schedule({"B": day("6-16")})
    assert (answer.early("B").start, answer.total_float("B")) == (day(start), total_float)


def test_what_comes_before_a_decided_day_is_measured_to_it() -> None:
    answer = make_network("A:4", "B:2<A", fixed_starts={"B": day("6-10")}).schedule()
    assert answer.total_float("A") == 3  # 5, 8, 9
    late = make_network("A:4", "B:2<A", fixed_starts={"B": day("6-3")}).schedule()
    assert late.total_float("A") == -2


def test_a_decided_day_that_has_passed_unreported_is_tomorrow() -> None:
    made = make_network("A:4", "B:2<A", fixed_starts={"B": day("6-3")})
    assert made.schedule(status_date=day("6-9")).early("B").start == day("6-10")


def test_work_that_may_not_end_before_a_day_starts_later() -> None:
    answer = make_network("A:3", "B:1<A", finish_floors={"A": day("6-9")}).schedule()
    assert (answer.early("A").start, answer.early("A").last_day) == (day("6-5"), day("6-9"))
    assert answer.early("B").start == day("6-10")


def test_something_that_happened_needs_a_status_date() -> None:
    with pytest.raises(ValueError, match="status date"):
        make_network("A:3").schedule(actuals={"A": Actual(date(2020, 6, 1), remaining=1)})
