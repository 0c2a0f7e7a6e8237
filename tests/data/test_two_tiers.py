"""The two tiers of 2025: branches, wards with communes and special zones, the city."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from daihoi.domain.campaign import Campaign
from daihoi.domain.planning.feasibility import feasibility
from daihoi.domain.structure import ActivityKind, LinkScope
from tests.data.articles import Picture, configured, held, planned, reports_of

CODE, DAY = "hai_phong_2025", date(2025, 7, 28)


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return configured(CODE)


def test_no_district_stands_between_ward_and_city(campaign: Campaign) -> None:
    assert [level.code for level in campaign.structure.levels] == ["branch", "ward", "city"]
    assert {unit.parent_code for unit in campaign.tree.of_level("ward")} == {campaign.root.code}


def test_kinds_of_wards(campaign: Campaign) -> None:
    """114 units of the merged city: 45 phường, 67 xã, 2 đặc khu."""
    kinds = Counter(unit.kind for unit in campaign.tree.of_level("ward"))
    assert kinds == {"ward": 45, "commune": 67, "special_zone": 2}


def test_own_steps_and_gates_of_each_level(campaign: Campaign) -> None:
    """The reference template: branch 12, ward 15, city 16 steps of their own, and two gates each."""
    levels = campaign.structure.levels
    gates = {lv.code: sum(a.kind is ActivityKind.GATE for a in lv.activities) for lv in levels}
    own = {lv.code: len(lv.activities) - gates[lv.code] for lv in levels}
    assert own == {"branch": 12, "ward": 15, "city": 16}
    assert gates == {"branch": 2, "ward": 2, "city": 2}


def test_the_city_waits_for_its_wards_and_they_for_their_branches(campaign: Campaign) -> None:
    waiting = {
        (activity.code, link.predecessor)
        for activity in campaign.structure.activities()
        for link in activity.links
        if link.scope is LinkScope.CHILDREN
    }
    assert ("city_congress", "ward_congress") in waiting
    assert ("ward_direct_branches", "branch_congress") in waiting


def test_windows_and_caps_are_those_of_the_directive_of_2025(campaign: Campaign) -> None:
    """Xã, phường: không quá 2 ngày, trước 31-8-2025, không quá 250 đại biểu; tỉnh: trước 31-10-2025."""

    def value(name: str, level: str) -> int | date | None:
        found = campaign.rules.find(name, level)
        return found.value if found else None

    assert value("window_end", "ward") == date(2025, 8, 30)
    assert value("window_end", "city") == date(2025, 10, 30)
    assert value("congress_days_max", "ward") == 2
    assert value("delegates_max", "ward") == 250


def test_no_ward_has_work_before_it_exists(picture: Picture) -> None:
    seen = picture(CODE, DAY)
    units = [unit.code for unit in seen.campaign.tree.units if unit.level != "city"]
    numbers = [number for code in units for number in seen.expansion.numbers(code)]
    first = min(seen.span(seen.baseline, number).start for number in numbers)
    assert first == date(2025, 7, 1)


def test_thirty_days_of_notice_allow_no_congress_before_mid_august(campaign: Campaign) -> None:
    """Plan 1–3 July, bodies 4–7 July; 30 working days from 7 July end on 15 August, a Friday."""
    assert [check.kind for check in feasibility(campaign).checks if check.broken] == []
    openings = [unit.planned_congress_date or date.min for unit in campaign.tree.of_level("ward")]
    assert min(openings) >= date(2025, 8, 16)


def test_the_conference_is_the_eighth_working_day_after_the_plan(picture: Picture) -> None:
    """After 25 April 2025: Saturday 26 April is worked, 30 April to 2 May are off; the eighth is 9 May."""
    seen = picture(CODE, DAY)
    assert planned(seen, "HP", "city_plan").last_day == date(2025, 4, 25)
    assert planned(seen, "HP", "city_dissemination").start == date(2025, 5, 9)


def test_held_congresses_are_the_reported_ones(picture: Picture) -> None:
    reported = [row for row in reports_of(CODE) if row["Việc"] == "branch_congress"]
    assert held(picture(CODE, DAY), "branch") == (len(reported), 567)
    assert held(picture(CODE, date(2025, 7, 23)), "branch") == (0, 567)


def test_everything_is_told_to_be_assumed(campaign: Campaign) -> None:
    assert all(unit.basis.is_assumed for unit in campaign.tree.units)
    assert {row["Căn cứ"] for row in reports_of(CODE)} == {"giả định"}
    assert "không có bài báo" in campaign.assumptions[0]
