"""Starting everything on its latest day still meets the opening; one day later misses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from daihoi.domain.campaign import Campaign, Floor
from daihoi.domain.planning.feasibility import feasibility
from daihoi.domain.planning.latest_dates import latest_dates
from tests.domain.campaigns import STATED
from tests.domain.plans import make_plan

DAYS = st.integers(0, 6)
LEADS = st.integers(0, 12)


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    """A ward with branches: any durations, lags, leads and a few days off."""
    lag = st.sampled_from(["", "+1", "+3", "-1"])
    branch = (
        f"b_draft:{draw(DAYS)}<^w_plan{draw(lag)}",
        f"b_submit:1<b_draft:{draw(st.sampled_from(['FS', 'SS']))}",
        f"b_approval:{draw(st.integers(1, 4))}!<b_submit",
        "b_congress:1*@everyday<b_approval",
    )
    ward = (
        f"w_plan:{draw(st.integers(1, 5))}",
        f"w_direct:{draw(DAYS)}~?<w_plan,/b_congress:FF{draw(st.sampled_from(['', '+1', '+3']))}",
        f"w_finalize:{draw(st.integers(1, 6))}<w_direct{draw(lag)}",
        f"w_submit:{draw(st.integers(1, 3))}<w_plan:{draw(st.sampled_from(['FS', 'FF']))}",
        f"w_approval:{draw(st.integers(1, 5))}!<w_submit",
        f"w_congress:{draw(st.integers(1, 3))}*@everyday<w_finalize,w_approval",
    )
    rules = {"approval_lead_days.ward": draw(LEADS), "approval_lead_days.branch": draw(LEADS)}
    off = {f"2020-06-{d:02d}": "nghỉ" for d in draw(st.sets(st.integers(1, 30), max_size=4))}
    return make_plan(rules, branch=branch, ward=ward, days_off=off)


def delayed(campaign: Campaign, starts: Mapping[str, date]) -> Campaign:
    """The campaign in which activities of the ward do not start before given days."""
    floors = tuple(Floor("W", code, day, "thử", STATED) for code, day in starts.items())
    return replace(campaign, floors=floors)


def next_working_day(campaign: Campaign, day: date) -> date:
    return campaign.working_calendar.add_working_days(day + timedelta(days=1), 0)


@settings(max_examples=30, deadline=None)
@given(campaign=campaigns(), later=st.integers(0, 15), pick=st.integers(0, 10))
def test_the_latest_days_are_the_latest(campaign: Campaign, later: int, pick: int) -> None:
    opening = latest_dates(campaign, "W").earliest.day + timedelta(days=later)
    rows = [row for row in latest_dates(campaign, "W", opening).rows if not row.is_congress]
    starts = {row.code: row.last_start for row in rows}
    assert latest_dates(delayed(campaign, starts), "W").earliest.day <= opening
    late = rows[pick % len(rows)]
    too_late = {late.code: next_working_day(campaign, late.last_start)}
    assert latest_dates(delayed(campaign, too_late), "W").earliest.day > opening


@settings(max_examples=20, deadline=None)
@given(campaign=campaigns())
def test_the_earliest_opening_is_the_earliest(campaign: Campaign) -> None:
    earliest = latest_dates(campaign, "W").earliest.day
    assert not latest_dates(campaign, "W", earliest).is_missed
    if earliest > campaign.start_date:
        assert latest_dates(campaign, "W", earliest - timedelta(days=1)).is_missed


@settings(max_examples=20, deadline=None)
@given(campaign=campaigns(), moved=st.integers(-6, 6))
def test_feasible_is_what_the_table_keeps(campaign: Campaign, moved: int) -> None:
    """Both commands say the same of the same day."""
    opening = latest_dates(campaign, "W").earliest.day + timedelta(days=moved)
    assume(opening >= campaign.start_date)
    planned = replace(
        campaign,
        tree=replace(
            campaign.tree,
            units=tuple(
                replace(unit, planned_congress_date=opening) if unit.code == "W" else unit
                for unit in campaign.tree.units
            ),
        ),
    )
    assert feasibility(planned).is_feasible == (not latest_dates(planned, "W").is_missed) == (moved >= 0)


@pytest.mark.parametrize("unit", ["CL", "CL.KT", "CL.TA", "CL.HTD.03"])
def test_the_latest_days_of_cam_le_are_the_latest(cam_le: Campaign, unit: str) -> None:
    found = latest_dates(cam_le, unit)
    starts = {row.code: row.last_start for row in found.rows if not row.is_congress}
    floors = tuple(Floor(unit, code, day, "thử", STATED) for code, day in starts.items())
    undated = _without_day(cam_le, unit)
    on_time = latest_dates(replace(undated, floors=floors), unit)
    soonest = on_time.earliest_as_planned or on_time.earliest
    assert soonest.day <= found.opening.day
    assert not on_time.shortages
    for row in [row for row in found.rows if not row.is_congress][::2]:
        floor = Floor(unit, row.code, next_working_day(cam_le, row.last_start), "thử", STATED)
        late = latest_dates(replace(undated, floors=(floor,)), unit, found.opening.day)
        if row.serves is None:
            assert (late.earliest_as_planned or late.earliest).day > found.opening.day, row.code
        else:
            missed = [(short.served.unit, short.served.day) for short in late.shortages]
            assert (row.serves.unit, row.serves.day) in missed, row.code


def _without_day(campaign: Campaign, code: str) -> Campaign:
    units = (replace(u, planned_congress_date=None) if u.code == code else u for u in campaign.tree.units)
    return replace(campaign, tree=replace(campaign.tree, units=tuple(units)))


def test_what_follows_a_hammock_by_a_lead_leaves_it_the_days_off_before() -> None:
    """The direction stretches to a Saturday, and a working day before its end is the Friday.

    By hand, 1 June being off: plan 2-5; drafts ready on the evening of Wednesday 10; submission 11, approval
    12, branch congresses Saturday 13; finalize 12 and 15, ward congress Tuesday 16. Found at random.
    """
    campaign = make_plan(
        branch=(
            "b_draft:0<^w_plan+3",
            "b_submit:1<b_draft",
            "b_approval:1!<b_submit",
            "b_congress:1*@everyday<b_approval",
        ),
        ward=(
            "w_plan:4",
            "w_direct:0~?<w_plan,/b_congress:FF",
            "w_finalize:2<w_direct-1",
            "w_submit:1<w_plan",
            "w_approval:1!<w_submit",
            "w_congress:1*@everyday<w_finalize,w_approval",
        ),
        days_off={"2020-06-01": "nghỉ"},
    )
    assert latest_dates(campaign, "W").earliest.day == date(2020, 6, 16)
    found = latest_dates(campaign, "W", date(2020, 6, 16))
    assert not found.is_missed
    starts = {row.code: row.last_start for row in found.rows}
    assert starts["w_plan"] == date(2020, 6, 2)
    assert found.lower is not None
    assert found.lower.last_closing == date(2020, 6, 14)  # Sunday: still no working day later
