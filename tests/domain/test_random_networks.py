"""What holds for every network, tried on networks drawn at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.naive import Naive, links_of
from tests.domain.networks import START, Answer, after
from tests.domain.random_networks import RandomPlan, dates, plans, plans_in_progress

few = settings(max_examples=40, deadline=None)


def scheduled(plan: RandomPlan) -> Answer:
    return plan.make().schedule(plan.deadlines, plan.actuals, plan.status_date)


def kept(plan: RandomPlan, answer: Answer) -> set[str]:
    """The names whose deadline is kept."""
    return {name for name, day in plan.deadlines.items() if answer.early(name).end <= after(day, 1)}


def same(one: Answer, other: Answer) -> bool:
    return all(
        (one.early(name), one.late(name), one.total_float(name))
        == (other.early(name), other.late(name), other.total_float(name))
        for name in one.made.names
    )


@few
@given(plans())
def test_plan_equals_trying_day_by_day(plan: RandomPlan) -> None:
    answer = scheduled(plan)
    naive = Naive(answer.made)
    for at in range(len(answer.made.names)):
        assert (answer.days.start[at], answer.days.finish[at]) == naive.interval(at)


@few
@given(plans_in_progress())
def test_progress_equals_trying_day_by_day(plan: RandomPlan) -> None:
    answer = scheduled(plan)
    naive = Naive(answer.made, plan.actuals, plan.status_date)
    for at in range(len(answer.made.names)):
        assert (answer.days.start[at], answer.days.finish[at]) == naive.interval(at)


@few
@given(plans())
def test_every_link_holds(plan: RandomPlan) -> None:
    answer = scheduled(plan)
    dates_of = list(zip(answer.days.start.tolist(), answer.days.finish.tolist(), strict=True))
    for link in links_of(answer.made):
        work = int(answer.made.network.duration_days[link.successor])
        assert link.holds(answer.made, dates_of[link.predecessor], dates_of[link.successor], work), link


@few
@given(plans(least_days=1, calendars=("",)))
def test_float_is_what_can_be_lost_without_breaking_a_deadline(plan: RandomPlan) -> None:
    """As late as the late start keeps every deadline that was kept; one working day later breaks one.

    Of work on one calendar. Between two, the late date of a start or finish that falls on a day off is
    rounded as MS Project and Primavera round it; a milestone's is an evening, which no floor can name. And
    without leads into hammocks, which then end on the morning that the lead reaches: the evening before,
    in working time, but a day later than a deadline that is met by it.
    """
    answer = scheduled(plan)
    leads_into_hammock = any("~" in spec.split("<")[0] and ":FF-" in spec for spec in plan.specs)
    if leads_into_hammock or kept(plan, answer) != set(plan.deadlines):
        return
    for at, name in enumerate(answer.made.names):
        late = answer.late(name)
        if late is None and answer.days.late_start[at] == answer.days.late_finish[at]:
            put_off = plan.with_floor(name, after(answer.early(name).start, 60))
            assert kept(plan, scheduled(put_off)) == set(plan.deadlines)
            continue
        late_start = answer.made.table.date(answer.days.late_start[at])
        at_last = scheduled(plan.with_floor(name, late_start))
        assert kept(plan, at_last) == set(plan.deadlines)
        assert at_last.early(name).start == late_start
        too_late = scheduled(plan.with_floor(name, after(late_start, 1)))
        assert kept(plan, too_late) != set(plan.deadlines)


@few
@given(plans(least_days=1, calendars=("",)))
def test_late_is_not_before_early_where_deadlines_are_kept(plan: RandomPlan) -> None:
    answer = scheduled(plan)
    if kept(plan, answer) == set(plan.deadlines):
        assert (answer.days.late_start >= answer.days.start).all()
        assert (answer.days.late_finish >= answer.days.finish).all()
        assert (answer.days.total_float_days >= 0).all()


@few
@given(plans())
def test_a_broken_deadline_is_negative_float_and_moves_nothing(plan: RandomPlan) -> None:
    answer, without = scheduled(plan), scheduled(replace(plan, deadlines={}))
    assert (answer.days.start == without.days.start).all()
    assert (answer.days.finish == without.days.finish).all()
    assert all(without.total_float(name) is None for name in without.made.names)
    for name in set(plan.deadlines) - kept(plan, answer):
        late = answer.total_float(name)
        assert late is not None
        # Where the days between deadline and finish are all days off, there is nothing to be counted.
        assert late <= 0


@few
@given(plans_in_progress())
def test_twice_is_the_same(plan: RandomPlan) -> None:
    assert same(scheduled(plan), scheduled(plan))


@few
@given(plans_in_progress(), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(plan: RandomPlan, random: np.random.Generator) -> None:
    specs = []
    for spec in plan.specs:
        head, _, links = spec.partition("<")
        waits = links.split(",") if links else []
        random.shuffle(waits)
        specs.append(head + ("<" + ",".join(waits) if waits else ""))
    random.shuffle(specs)
    assert same(scheduled(plan), scheduled(replace(plan, specs=tuple(specs))))


@few
@given(plans(), st.data())
def test_more_lag_never_makes_anything_earlier(plan: RandomPlan, data: st.DataObject) -> None:
    made = plan.make()
    if not len(made.network.links):
        return
    answer = made.schedule()
    row = data.draw(st.integers(0, len(made.network.links) - 1))
    made.network.links.lag_days[row] += 1
    longer = made.schedule()
    assert (longer.days.start >= answer.days.start).all()
    assert (longer.days.finish >= answer.days.finish).all()


@few
@given(plans(kinds=("FS", "SS"), least_lag=0), dates())
def test_one_more_day_off_never_makes_anything_earlier(plan: RandomPlan, day: date) -> None:
    """With links to starts. A lead, or work tied to a finish, reaches further back over a day off."""
    answer, fewer = scheduled(plan), scheduled(plan.with_day_off(day))
    assert (fewer.days.start >= answer.days.start).all()
    assert (fewer.days.finish >= answer.days.finish).all()


@few
@given(plans(least_lag=0), dates())
def test_one_more_day_off_never_ends_a_finish_earlier(plan: RandomPlan, day: date) -> None:
    """With links of all types on one calendar, where nothing leaves from a start that a finish pulled along.

    Of two calendars, one may end in time that is not worked on the other.
    """
    specs = tuple(
        spec.replace(":SS", ":FS").replace(":SF", ":FF").replace("@seven", "").replace("@five", "")
        for spec in plan.specs
    )
    plan = replace(plan, specs=specs)
    assert (scheduled(plan.with_day_off(day)).days.finish >= scheduled(plan).days.finish).all()


@few
@given(plans(), st.integers(1, 100))
def test_a_status_date_before_everything_changes_nothing(plan: RandomPlan, days: int) -> None:
    assert same(scheduled(plan), scheduled(replace(plan, status_date=after(START, -days))))


@few
@given(plans_in_progress())
def test_the_past_holds_what_happened_and_nothing_else(plan: RandomPlan) -> None:
    answer = scheduled(plan)
    assert plan.status_date is not None
    tomorrow = after(plan.status_date, 1)
    for name in answer.made.names:
        actual, span = plan.actuals.get(name), answer.early(name)
        if actual is None:
            assert span.start >= tomorrow
        elif actual.finish is None:
            assert span.start == actual.start
            assert span.end > tomorrow
        else:
            assert (span.start, span.end) == (actual.start, after(actual.finish, 1))
            assert answer.total_float(name) == 0
