"""What each article says was done, was being done or was to come, and what it leaves to be assumed."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from daihoi.domain.states import ActivityState
from daihoi.domain.structure import Certainty
from tests.data.articles import SEEN, Picture, configured, dates, planned, reports_of, state

NEW = ("long_bien_2019", "quan_9_2020", "hai_phong_2024")


class TestLongBien:
    """S2: working session of 28 October 2019."""

    DAY = SEEN["long_bien_2019"]

    @pytest.mark.parametrize(
        ("activity", "expected"),
        [
            # «sớm thành lập các Tiểu ban, Tổ giúp việc, Tổ công tác chỉ đạo Đại hội»
            ("district_organize", ActivityState.DONE),
            # «quan tâm công tác chuẩn bị dự thảo văn kiện»
            ("district_draft_documents", ActivityState.IN_PROGRESS),
            # «rà soát bổ sung quy hoạch, dự kiến Phương án nhân sự»
            ("district_prepare_personnel", ActivityState.IN_PROGRESS),
        ],
    )
    def test_the_district(self, picture: Picture, activity: str, expected: ActivityState) -> None:
        assert state(picture("long_bien_2019", self.DAY), "LB", activity) is expected

    def test_ward_offices_have_no_branches_any_more(self) -> None:
        """«Hoàn thành giải thể chi bộ cơ quan phường, giới thiệu đảng viên về […] chi bộ tổ dân phố»."""
        tree = configured("long_bien_2019").tree
        wards = [unit for unit in tree.of_level("grassroots") if unit.kind == "ward"]
        below = [branch for ward in wards for branch in tree.children[ward.code]]
        assert len(wards) == 14
        assert {branch.name.split()[2] for branch in below} == {"tổ", "Trường", "Trạm"}
        assert not [branch.name for branch in below if "Cơ quan" in branch.name or "UBND" in branch.name]

    def test_models_are_made_of_residential_branches_first(self) -> None:
        """«chỉ đạo đại hội chi bộ TDP, tạo các mô hình điểm, đánh giá ngay từ đại hội ở tổ dân phố»."""
        campaign = configured("long_bien_2019")
        pilots = [unit for unit in campaign.tree.of_level("branch") if unit.is_pilot]
        others = [unit for unit in campaign.tree.of_level("branch") if not unit.is_pilot]
        planned = [unit.planned_congress_date for unit in others if unit.planned_congress_date]
        assert {unit.kind for unit in pilots} == {"residential"}
        assert len(planned) == len(others)
        assert all(
            pilot.planned_congress_date < min(planned) for pilot in pilots if pilot.planned_congress_date
        )

    def test_enterprises_outside_the_state_are_there(self) -> None:
        """«chất lượng cấp ủy của các tổ chức cơ sở đảng khối doanh nghiệp ngoài nhà nước»."""
        tree = configured("long_bien_2019").tree
        assert [unit for unit in tree.of_level("grassroots") if "ngoài nhà nước" in unit.name]

    def test_programmes_are_reviewed_from_below(self, picture: Picture) -> None:
        """«Việc tổng kết các chương trình công tác […] được tổ chức từ cơ sở tới quận»."""
        seen = picture("long_bien_2019", self.DAY)
        states = Counter(
            state(seen, unit.code, "grassroots_draft_documents")
            for unit in seen.campaign.tree.of_level("grassroots")
        )
        assert states[ActivityState.IN_PROGRESS] > 30
        assert ActivityState.DONE not in states


class TestQuan9:
    """S4: review conference of 21 August 2020."""

    DAY = SEEN["quan_9_2020"]

    def test_the_congress_was_over_before_the_review(self, picture: Picture) -> None:
        """«Sáng ngày 21/8 […] Hội nghị Tổng kết công tác Đại hội cấp cơ sở và cấp quận»."""
        assert dates(picture("quan_9_2020", self.DAY), "Q9", "district_congress").last_day < self.DAY

    def test_every_grassroots_congress_was_over_before_the_district_s(self, picture: Picture) -> None:
        seen = picture("quan_9_2020", self.DAY)
        opening = dates(seen, "Q9", "district_congress").start
        units = seen.campaign.tree.of_level("grassroots")
        assert all(dates(seen, unit.code, "grassroots_congress").last_day < opening for unit in units)

    def test_programmes_of_the_term_are_still_to_be_issued(self, picture: Picture) -> None:
        """«khẩn trương hoàn chỉnh và ban hành quy chế làm việc, chương trình […] toàn khóa»."""
        seen = picture("quan_9_2020", self.DAY)
        units = seen.campaign.tree.of_level("grassroots")
        states = {state(seen, unit.code, "grassroots_post_programme") for unit in units}
        states.add(state(seen, "Q9", "district_post_programme"))
        assert states == {ActivityState.IN_PROGRESS}

    def test_an_approval_without_a_document_is_not_counted(self, picture: Picture) -> None:
        """«nhân sự chủ chốt […] được Ban Thường vụ Thành ủy thông qua»: the article names no document."""
        seen = picture("quan_9_2020", self.DAY)
        assert state(seen, "Q9", "district_superior_approval") is ActivityState.UNREPORTED
        assert state(seen, "Q9", "district_ratification") is not ActivityState.DONE

    def test_on_the_eve_of_the_district_congress(self, picture: Picture) -> None:
        seen = picture("quan_9_2020", date(2020, 7, 28))
        assert state(seen, "Q9", "district_congress") is not ActivityState.DONE
        assert planned(seen, "Q9", "district_congress").start == date(2020, 7, 29)


class TestHaiPhong:
    """S5: dissemination conference of 1 August 2024."""

    DAY = SEEN["hai_phong_2024"]

    def test_four_levels_with_kien_an(self) -> None:
        """«từ thành phố tới cơ sở»; «Tại điểm cầu quận Kiến An»."""
        tree = configured("hai_phong_2024").tree
        assert [tree.unit("HP").level, tree.unit("HP.KA").level] == ["city", "district"]
        assert tree.unit("HP.KA").name == "Đảng bộ quận Kiến An"
        assert {unit.level for unit in tree.units} == {"branch", "grassroots", "district", "city"}

    def test_the_conference_was_held_and_nothing_below_has_begun(self, picture: Picture) -> None:
        """«đề nghị trong thời gian tới, các cấp uỷ […] xây dựng kế hoạch chuẩn bị và tổ chức đại hội»."""
        seen = picture("hai_phong_2024", self.DAY)
        assert state(seen, "HP", "city_dissemination") is ActivityState.DONE
        districts = seen.campaign.tree.of_level("district")
        states = {state(seen, unit.code, "district_plan") for unit in districts}
        assert states == {ActivityState.POSSIBLE}

    def test_the_day_before_no_district_can_plan(self, picture: Picture) -> None:
        seen = picture("hai_phong_2024", date(2024, 7, 31))
        assert state(seen, "HP", "city_plan") is ActivityState.DONE
        assert state(seen, "HP", "city_dissemination") is not ActivityState.DONE
        assert state(seen, "HP.KA", "district_plan") is ActivityState.NOT_YET_POSSIBLE

    def test_a_month_later_every_district_owes_its_plan(self, picture: Picture) -> None:
        """15 working days from 2 August end on 22 August; nobody reported by 30 August."""
        seen = picture("hai_phong_2024", date(2024, 8, 30))
        districts = seen.campaign.tree.of_level("district")
        owing = [
            unit for unit in districts if state(seen, unit.code, "district_plan") is ActivityState.POSSIBLE
        ]
        assert len(owing) == len(districts)
        numbers = (seen.expansion.number(unit.code, "district_plan") for unit in districts)
        assert {seen.span(seen.baseline, number).last_day for number in numbers} == {date(2024, 8, 22)}


class TestWhatIsNotStated:
    @pytest.mark.parametrize("code", NEW)
    def test_it_is_told_on_every_page(self, picture: Picture, code: str) -> None:
        told = picture(code, SEEN[code]).edition.assumptions
        assert len(told) == 3
        assert any("ngày đại hội" in sentence for sentence in told)

    @pytest.mark.parametrize(
        ("code", "stated"),
        [
            ("long_bien_2019", {"LB"}),
            ("quan_9_2020", {"Q9"}),
            ("hai_phong_2024", {"HP", "HP.KA"}),
        ],
    )
    def test_only_the_units_that_an_article_names_are_stated(self, code: str, stated: set[str]) -> None:
        units = configured(code).tree.units
        assert {unit.code for unit in units if not unit.basis.is_assumed} == stated
        assert all(unit.basis.source.startswith(("Giả định", "S2", "S4", "S5")) for unit in units)

    @pytest.mark.parametrize("code", NEW)
    def test_no_number_of_members_or_delegates_is_invented(self, code: str) -> None:
        campaign = configured(code)
        assert {unit.member_count for unit in campaign.tree.units} == {None}
        assert campaign.delegates is None

    @pytest.mark.parametrize(
        ("code", "stated"),
        [
            ("long_bien_2019", []),
            ("quan_9_2020", []),
            ("hai_phong_2024", [("HP", "city_plan"), ("HP", "city_dissemination")]),
        ],
    )
    def test_only_days_that_an_article_names_are_stated(
        self, code: str, stated: list[tuple[str, str]]
    ) -> None:
        rows = reports_of(code)
        found = [(row["Mã đơn vị"], row["Việc"]) for row in rows if row["Căn cứ"] == "nêu trong nguồn"]
        assert found == stated
        assert {row["Căn cứ"] for row in rows} <= {"nêu trong nguồn", "giả định"}

    @pytest.mark.parametrize("code", NEW)
    def test_no_approval_is_made_up(self, code: str) -> None:
        """Approvals are acts of people with a document; no article gives the number of one."""
        campaign = configured(code)
        gates = {a.code for a in campaign.structure.activities() if a.kind.value == "gate"}
        assert not gates & {row["Việc"] for row in reports_of(code)}

    @pytest.mark.parametrize("code", NEW)
    def test_days_that_the_directive_sets_are_told_from_assumed_ones(self, code: str) -> None:
        deadlines = {deadline.level: deadline for deadline in configured(code).deadlines}
        assert deadlines["grassroots"].basis.certainty is Certainty.RULE
        assert "branch" not in deadlines or deadlines["branch"].basis.is_assumed
        assert not any(deadline.basis.certainty is Certainty.STATED for deadline in deadlines.values())
