"""Days and numbers that the articles state, against calendars and rules: N5–N8, N11, N12 of the list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from daihoi.domain.campaign import Campaign
from daihoi.domain.planning.feasibility import feasibility
from daihoi.domain.planning.feasibility_results import CheckKind
from tests.data.articles import Picture, configured, dates, planned

PLAN_S1, OPENING_S1, CLOSING_S1 = date(2019, 7, 18), date(2020, 7, 15), date(2020, 7, 17)
DIRECTIVE_S5, PLAN_S5 = date(2024, 6, 14), date(2024, 7, 17)
CIRCULAR_S5, CONFERENCE_S5 = date(2024, 7, 22), date(2024, 8, 1)


def rule(campaign: Campaign, name: str, level: str) -> int:
    found = campaign.rules.find(name, level)
    assert found is not None
    assert isinstance(found.value, int)
    return found.value


class TestNgoQuyen:
    def test_from_the_last_grassroots_congress_to_the_opening(self, picture: Picture) -> None:
        """N5: 49 calendar, 35 working days: 27 May to 14 July are seven weeks without a holiday."""
        seen = picture("ngo_quyen_2020", date(2020, 7, 14))
        grassroots = seen.campaign.tree.of_level("grassroots")
        last = max(dates(seen, unit.code, "grassroots_congress").last_day for unit in grassroots)
        opening = planned(seen, "NQ", "district_congress").start
        assert (last, opening) == (date(2020, 5, 27), OPENING_S1)
        assert (opening - last).days == 49
        assert seen.campaign.working_calendar.working_days_between(last, opening) == 35

    def test_three_days_are_as_many_as_a_district_may_take(self, picture: Picture) -> None:
        """N6: «dự kiến diễn ra trong 3 ngày từ 15 đến 17-7»; Chỉ thị 35 (2019): không quá 3 ngày."""
        seen = picture("ngo_quyen_2020", date(2020, 7, 14))
        congress = planned(seen, "NQ", "district_congress")
        assert (congress.start, congress.last_day) == (OPENING_S1, CLOSING_S1)
        assert (congress.last_day - congress.start).days + 1 == 3
        assert rule(seen.campaign, "congress_days_max", "district") == 3

    def test_from_the_plan_to_the_opening(self) -> None:
        """N7: «Ngày 18-7-2019 […] ban hành Kế hoạch số 171»: 363 calendar days, 249 working days."""
        campaign = configured("ngo_quyen_2020")
        assert (campaign.plan_number, campaign.plan_date) == ("171-KH/QU", PLAN_S1)
        assert campaign.root.planned_congress_date == OPENING_S1
        assert (OPENING_S1 - PLAN_S1).days == 363
        assert campaign.working_calendar.working_days_between(PLAN_S1, OPENING_S1) == 249

    def test_report_and_ratification_after_closing(self) -> None:
        """N12: 7 working days from 17 July lead to 28 July, 15 more to 18 August."""
        campaign = configured("ngo_quyen_2020")
        calendar = campaign.working_calendar
        reported = calendar.add_working_days(CLOSING_S1, rule(campaign, "result_report_days", "district"))
        ratified = calendar.add_working_days(reported, rule(campaign, "ratification_days", "district"))
        assert (reported, ratified) == (date(2020, 7, 28), date(2020, 8, 18))

    def test_the_plan_of_the_district_ends_with_ratification(self, picture: Picture) -> None:
        seen = picture("ngo_quyen_2020", date(2020, 7, 14))
        assert planned(seen, "NQ", "district_ratification").last_day == date(2020, 8, 18)


def test_delegates_of_cam_le_stay_below_the_cap() -> None:
    """N8: «số đại biểu dự Đại hội […] là 275 đại biểu»; Chỉ thị 35 (2019): không quá 300."""
    campaign = configured("cam_le_2020")
    assert campaign.delegates is not None
    assert not campaign.delegates.basis.is_assumed
    assert campaign.delegates.total == 275 <= rule(campaign, "delegates_max", "district") == 300


class TestHaiPhong:
    """«Kế hoạch số 379-KH/TU, ngày 17/7/2024 […] Thông tri số 10-TT/TU ngày 22/7/2024»; «Chiều ngày 01/8»."""

    def test_working_days_between_the_documents(self) -> None:
        """N11: plan → circular 3, circular → conference 8 working days; directive → plan 23."""
        campaign = configured("hai_phong_2024")
        between = campaign.working_calendar.working_days_between
        assert (campaign.plan_number, campaign.plan_date) == ("379-KH/TU", PLAN_S5)
        assert campaign.rules.valid_from == DIRECTIVE_S5
        assert between(DIRECTIVE_S5, PLAN_S5) == 23
        assert between(PLAN_S5, CIRCULAR_S5) == 3
        assert between(CIRCULAR_S5, CONFERENCE_S5) == 8

    def test_the_same_days_from_what_the_city_reported(self, picture: Picture) -> None:
        seen = picture("hai_phong_2024", CONFERENCE_S5)
        plan, conference = (dates(seen, "HP", code) for code in ("city_plan", "city_dissemination"))
        assert (plan.last_day, conference.start, conference.last_day) == (
            CIRCULAR_S5,
            CONFERENCE_S5,
            CONFERENCE_S5,
        )
        between = seen.campaign.working_calendar.working_days_between
        assert between(plan.last_day, conference.start) == 8

    def test_work_starts_on_the_first_working_day_after_the_directive(self) -> None:
        campaign = configured("hai_phong_2024")
        assert campaign.start_date == campaign.working_calendar.add_working_days(DIRECTIVE_S5, 1)

    def test_the_two_directives_of_the_same_number_do_not_overlap(self) -> None:
        """Chỉ thị 35-CT/TW of 30 May 2019 and of 14 June 2024."""
        first, second = (configured(code).rules for code in ("cam_le_2020", "hai_phong_2024"))
        assert "35-CT/TW" in first.name
        assert "35-CT/TW" in second.name
        assert first.valid_to is not None
        assert first.valid_to + timedelta(days=1) == second.valid_from
        assert second.valid_to == date(2025, 4, 13)  # Chỉ thị 45-CT/TW is of 14 April 2025


@pytest.mark.parametrize("code", ["ngo_quyen_2020", "long_bien_2019", "quan_9_2020", "hai_phong_2024"])
def test_the_planned_days_keep_every_rule_and_deadline(code: str) -> None:
    """The assumed congress days are days on which the congresses could have been held."""
    found = feasibility(configured(code))
    assert [(check.level.code, check.kind) for check in found.checks if check.broken] == []
    assert {check.kind for check in found.checks} >= {CheckKind.DEADLINE, CheckKind.APPROVAL}
