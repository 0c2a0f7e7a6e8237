"""Frozen schedules, and how later ones depart from them; dates by hand from ``tests.domain.campaigns``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from daihoi.domain.baselines import Baseline, PlannedDates, freeze, freeze_plan
from daihoi.domain.campaign import Campaign, Suspension
from daihoi.domain.variance_results import Change, Variance, VarianceRow
from daihoi.domain.variances import variance
from daihoi.errors import CalendarRangeError
from tests.domain.campaigns import (
    BRANCH,
    DISTRICT_UNITS,
    STATED,
    UNITS,
    WARD,
    assessed,
    held,
    make_campaign,
    make_district,
    said,
)
from tests.domain.networks import day

Dates = dict[tuple[str, str], tuple[date, date]]
PLAN_DONE = held("W", "w_plan", "6-2")


def shown(dates: PlannedDates) -> Dates:
    """First and last day of every activity."""
    spans = ((row, dates.span(row)) for row in range(len(dates)))
    return {
        (dates.unit_codes[dates.unit[row]], dates.activity_codes[dates.activity[row]]): (
            span.start,
            span.last_day,
        )
        for row, span in spans
    }


def current(campaign: Campaign, status_date: str, *statements: object) -> PlannedDates:
    return freeze(assessed(campaign, status_date, *statements), "nay").dates  # type: ignore[arg-type] # a list of statements


def compared(later: PlannedDates, campaign: Campaign | None = None) -> Variance:
    """The plan of the small campaign against later dates."""
    small = make_campaign()
    return variance(campaign or small, freeze_plan(small, "kế hoạch").dates, later)


def rows_of(found: Variance, *units: str) -> dict[str, VarianceRow]:
    return {row.activity: row for row in found.rows(found.by_lateness(found.of_units(units)))}


class TestFrozen:
    def test_the_plan_that_nothing_has_happened_to(self) -> None:
        dates = shown(freeze_plan(make_campaign(), "kế hoạch").dates)
        expected = {
            ("W", "w_plan"): ("6-1", "6-2"),
            ("W", "w_direct"): ("6-3", "6-11"),
            ("W", "w_finalize"): ("6-12", "6-16"),
            ("W", "w_congress"): ("6-17", "6-18"),
        }
        for branch in ("W.1", "W.2"):
            expected |= {
                (branch, "b_draft"): ("6-3", "6-5"),
                (branch, "b_submit"): ("6-8", "6-8"),
                (branch, "b_approval"): ("6-9", "6-10"),
                (branch, "b_congress"): ("6-11", "6-11"),
                (branch, "b_report"): ("6-12", "6-15"),
            }
        assert dates == {key: (day(first), day(last)) for key, (first, last) in expected.items()}

    def test_the_present_holds_what_happened_and_what_is_expected(self) -> None:
        drafted = said("W.1", "b_draft", "6-9", start="6-3", finish="6-9")
        frozen = freeze(assessed(make_campaign(), "6-9", PLAN_DONE, drafted), "nay")
        dates = shown(frozen.dates)
        assert dates["W.1", "b_draft"] == (day("6-3"), day("6-9"))
        assert dates["W.1", "b_submit"] == (day("6-10"), day("6-10"))
        assert dates["W.2", "b_draft"] == (day("6-10"), day("6-12"))

    def test_it_tells_what_it_rests_on(self) -> None:
        campaign = make_campaign(fingerprint="f" * 64)
        frozen = freeze(assessed(campaign, "6-9", PLAN_DONE), "nay")
        origin = frozen.origin
        assert (frozen.name, origin.campaign_code, origin.fingerprint) == ("nay", "thu", "f" * 64)
        assert (origin.status_date, origin.known_seq, origin.is_plan) == (day("6-9"), 1, False)
        plan = freeze_plan(campaign, "kế hoạch").origin
        assert (plan.status_date, plan.known_seq, plan.is_plan) == (None, 0, True)

    def test_what_a_unit_does_not_have_is_left_out(self) -> None:
        dates = shown(freeze_plan(make_district(), "kế hoạch").dates)
        assert ("D.A", "w_direct") in dates
        assert ("D.C", "w_direct") not in dates
        # A district of 2, three wards of 4, three branches of 5, less what D.C lacks.
        assert len(dates) == 2 + 3 * 4 + 3 * 5 - 1

    def test_nothing_in_it_depends_on_the_order_of_files(self) -> None:
        plain = freeze_plan(make_district(), "a").dates
        mixed = freeze_plan(
            make_district(
                units=["D", *reversed(DISTRICT_UNITS[1:])], branch=BRANCH[::-1], ward=(WARD[3], *WARD[:3])
            ),
            "a",
        ).dates
        assert plain.unit_codes == mixed.unit_codes == tuple(sorted(DISTRICT_UNITS))
        assert plain.activity_codes == mixed.activity_codes
        for name in ("unit", "activity", "start", "finish"):
            assert getattr(plain, name).tolist() == getattr(mixed, name).tolist()

    def test_the_plan_ignores_a_suspension_and_the_present_does_not(self) -> None:
        campaign = suspended("6-11", "6-20")
        assert shown(freeze_plan(campaign, "kế hoạch").dates)["W.1", "b_congress"][0] == day("6-11")
        assert shown(current(campaign, "6-1"))["W.1", "b_congress"][0] == day("6-20")


def suspended(first: str, until: str) -> Campaign:
    pause = Suspension(day(first), day(until), day("6-1"), ("branch",), "tạm dừng", STATED)
    return make_campaign(suspensions=(pause,))


class TestVariance:
    def test_later_counts_days_of_each_calendar(self) -> None:
        """The draft of W.1 ends on Tuesday 9 instead of Friday 5; the congress then falls on a Saturday."""
        drafted = said("W.1", "b_draft", "6-9", start="6-3", finish="6-9")
        rows = rows_of(compared(current(make_campaign(), "6-9", PLAN_DONE, drafted)), "W.1")
        assert {code: (row.start_days, row.finish_days) for code, row in rows.items()} == {
            "b_draft": (0, 2),
            "b_submit": (2, 2),  # Monday 8 to Wednesday 10
            "b_approval": (2, 2),  # 9-10 to 11-12
            "b_congress": (2, 2),  # Thursday 11 to Saturday 13, every day counts
            "b_report": (1, 1),  # 12-15 to 15-16
        }
        assert {row.change for row in rows.values()} == {Change.LATER}
        assert rows["b_congress"].calendar == "Mọi ngày"
        assert rows["b_report"].calendar == "Ngày làm việc"

    def test_earlier(self) -> None:
        drafted = said("W.1", "b_draft", "6-3", start="6-3", finish="6-3")
        rows = rows_of(compared(current(make_campaign(), "6-3", PLAN_DONE, drafted)), "W.1")
        assert {code: row.finish_days for code, row in rows.items()} == {
            "b_draft": -2,
            "b_submit": -2,  # Thursday 4
            "b_approval": -2,  # 5 and 8
            "b_congress": -2,  # Tuesday 9
            "b_report": -2,  # 10-11 instead of 12-15
        }
        assert {row.change for row in rows.values()} == {Change.EARLIER}

    def test_the_same_schedule_has_none(self) -> None:
        found = compared(freeze_plan(make_campaign(), "b").dates)
        assert len(found) == 14
        assert set(found.change.tolist()) == {Change.SAME}
        assert not found.days.any()

    def test_a_row_as_people_read_it(self) -> None:
        row = rows_of(compared(freeze_plan(make_campaign(), "b").dates), "W.1")["b_report"]
        assert (row.unit_code, row.unit_name, row.level) == ("W.1", "Đơn vị W.1", "branch")
        assert (row.activity, row.activity_name) == ("b_report", "Việc b_report")
        assert row.before == row.after
        assert row.before is not None
        assert (row.before.start, row.before.end) == (day("6-12"), day("6-16"))

    def test_a_suspension_is_counted_in_days_of_the_usual_calendar(self) -> None:
        """From 11 to 20 June are nine days, although congresses were held on none of them."""
        campaign = suspended("6-11", "6-20")
        rows = rows_of(compared(current(campaign, "6-1"), campaign), "W.1")
        assert rows["b_congress"].finish_days == 9

    def test_half_a_weekend_is_no_working_day(self) -> None:
        plan = freeze_plan(make_campaign(), "a").dates
        later = replace(plan, finish=plan.finish + (plan.finish == day("6-6").toordinal()))
        found = compared(later)
        assert rows_of(found, "W.1")["b_draft"].change is Change.SAME
        after = rows_of(found, "W.1")["b_draft"].after
        assert after is not None
        assert after.last_day == day("6-6")


class TestOnOneSide:
    """A template and a list of units that have changed: everything is told, nothing dropped."""

    def found(self) -> Variance:
        changed = make_campaign(branch=(*BRANCH[:4], "b_thanks:1<b_congress"), units=("W", "W.1", "W.3"))
        return compared(freeze_plan(changed, "sau").dates, changed)

    def test_new_and_gone(self) -> None:
        found = self.found()
        sides: dict[Change, set[tuple[str, str]]] = {change: set() for change in Change}
        for row in found.rows(found.by_lateness(found.change >= 0)):
            sides[row.change].add((row.unit_code, row.activity))
        branch = [spec.partition(":")[0] for spec in BRANCH]
        assert sides[Change.GONE] == {("W.1", "b_report")} | {("W.2", code) for code in branch}
        assert sides[Change.NEW] == {("W.1", "b_thanks"), ("W.3", "b_thanks")} | {
            ("W.3", code) for code in branch[:4]
        }
        assert len(sides[Change.SAME]) == len(found) - 6 - 6 == 4 + 4

    def test_they_have_dates_on_their_side_and_no_variance(self) -> None:
        found = self.found()
        gone, new = rows_of(found, "W.2")["b_congress"], rows_of(found, "W.3")["b_congress"]
        assert gone.before is not None
        assert (gone.before.start, gone.after) == (day("6-11"), None)
        assert new.after is not None
        assert (new.after.start, new.before) == (day("6-11"), None)
        assert gone.start_days is gone.finish_days is new.start_days is new.finish_days is None

    def test_names_that_are_not_known_any_more_are_codes(self) -> None:
        rows = rows_of(self.found(), "W.2")
        assert (rows["b_draft"].unit_name, rows["b_draft"].activity_name) == ("W.2", "Việc b_draft")
        assert (rows["b_draft"].level, rows["b_report"].activity_name) == ("branch", "b_report")
        assert rows["b_report"].level == ""  # neither unit nor activity tells it

    def test_an_activity_of_two_baselines_that_is_gone_since_counts_working_days(self) -> None:
        """From Monday 15 to Tuesday 16 in two old plans; the template has no report any more."""
        old = freeze_plan(make_campaign(), "a").dates
        later = replace(old, finish=old.finish + (old.finish == day("6-16").toordinal()))
        now = make_campaign(branch=BRANCH[:4])
        row = rows_of(variance(now, old, later), "W.1")["b_report"]
        assert (row.finish_days, row.calendar, row.change) == (1, "Ngày làm việc", Change.LATER)

    def test_with_nothing_on_the_other_side_all_is_gone(self) -> None:
        plan = freeze_plan(make_campaign(), "a").dates
        nothing = PlannedDates((), (), *(column[:0] for column in (plan.unit,) * 4))
        assert set(variance(make_campaign(), plan, nothing).change.tolist()) == {Change.GONE}
        assert set(variance(make_campaign(), nothing, plan).change.tolist()) == {Change.NEW}
        assert len(variance(make_campaign(), nothing, nothing)) == 0


class TestOrder:
    def slipped(self, days: dict[tuple[str, str], int]) -> Variance:
        """The plan with finishes moved by calendar days."""
        plan = freeze_plan(make_campaign(), "a").dates
        moved = plan.finish.copy()
        for row in range(len(plan)):
            key = plan.unit_codes[plan.unit[row]], plan.activity_codes[plan.activity[row]]
            moved[row] += days.get(key, 0)
        return compared(replace(plan, finish=moved))

    def test_the_furthest_off_first_and_among_equals_the_higher_level(self) -> None:
        found = self.slipped(
            {
                ("W.2", "b_congress"): 3,
                ("W.1", "b_congress"): 3,
                ("W", "w_congress"): 3,
                ("W.1", "b_approval"): 7,
                ("W.2", "b_report"): -1,
                ("W.1", "b_report"): -4,
            }
        )
        moved = found.by_lateness(found.change < Change.SAME)
        assert [(row.unit_code, row.activity, row.finish_days) for row in found.rows(moved)] == [
            ("W.1", "b_approval", 5),
            ("W", "w_congress", 3),
            ("W.1", "b_congress", 3),
            ("W.2", "b_congress", 3),
            ("W.1", "b_report", -2),
            ("W.2", "b_report", -1),
        ]

    def test_levels_from_the_highest_down_with_their_counts(self) -> None:
        found = self.slipped({("W.1", "b_congress"): 3, ("W.2", "b_congress"): 5, ("W.1", "b_draft"): -1})
        ward, branch = found.by_level(found.change >= 0)
        assert (ward.level, ward.count[Change.SAME], ward.worst) == ("ward", 4, None)
        assert branch.level == "branch"
        assert dict(branch.count) == {
            Change.LATER: 2,
            Change.EARLIER: 1,
            Change.SAME: 7,
            Change.NEW: 0,
            Change.GONE: 0,
        }
        assert branch.worst is not None
        assert (branch.worst.unit_code, branch.worst.finish_days) == ("W.2", 5)

    def test_chosen_units_only(self) -> None:
        found = self.slipped({("W.1", "b_congress"): 3, ("W.2", "b_congress"): 5})
        (branch,) = found.by_level(found.of_units(["W.1"]))
        assert branch.worst is not None
        assert (branch.worst.unit_code, branch.count[Change.LATER]) == ("W.1", 1)
        assert found.by_level(found.of_units([])) == []

    def test_congresses_are_known(self) -> None:
        found = self.slipped({})
        rows: Sequence[VarianceRow] = list(found.rows(found.by_lateness(found.is_congress)))
        assert [(row.unit_code, row.activity) for row in rows] == [
            ("W", "w_congress"),
            ("W.1", "b_congress"),
            ("W.2", "b_congress"),
        ]


@pytest.mark.parametrize("years", [-1, 1])
def test_dates_outside_the_calendars_are_refused_by_name(years: int) -> None:
    plan = freeze_plan(make_campaign(), "a").dates
    away = replace(plan, start=plan.start + years * 366, finish=plan.finish + years * 366)
    first = date(2020, 6, 1) + timedelta(days=years * 366)
    with pytest.raises(CalendarRangeError, match=rf"Ngày {first:%d/%m/%Y} .* nằm ngoài lịch \(01/01/2020 –"):
        compared(away)


def test_the_day_after_the_last_of_the_calendars_is_a_finish() -> None:
    """31 December is the last day covered: what ends on it is counted."""
    plan = freeze_plan(make_campaign(), "a").dates
    finish = plan.finish.copy()
    finish[:] = date(2021, 1, 1).toordinal()
    rows = rows_of(compared(replace(plan, finish=finish)), "W.1")
    assert rows["b_congress"].finish_days == (date(2020, 12, 31) - day("6-11")).days


def test_the_real_district_has_its_dates_from_the_list_of_units(cam_le: Campaign) -> None:
    """Branches with a planned date hold their congress on it when nothing holds them up."""
    frozen: Baseline = freeze_plan(cam_le, "Kế hoạch 86")
    dates = shown(frozen.dates)
    assert dates["CL.KT.23", "branch_congress"] == (date(2020, 2, 17), date(2020, 2, 17))
    assert dates["CL.KT", "grassroots_congress"] == (date(2020, 4, 14), date(2020, 4, 15))
    assert len(frozen.dates) == 3995


def test_units_of_the_small_campaign_are_those_of_the_tests() -> None:
    assert freeze_plan(make_campaign(), "a").dates.unit_codes == tuple(sorted(UNITS))
