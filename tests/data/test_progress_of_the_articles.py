"""How far the congresses are on the day of each article: N1–N5 of the acceptance list, and S2, S4, S5.

Every figure is counted from reported congresses; without one of the reports behind it, it is another figure.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from daihoi.domain.counting import congress_count
from daihoi.domain.overview import overview, pace
from reports import tokens
from tests.data.articles import SEEN, Picture, Row, configured, held, picture_without, reports_of


class TestCamLe:
    """S3, figures as of 2 March 2020."""

    def test_branches_of_the_district(self, picture: Picture) -> None:
        """N1: «tính đến ngày 2-3-2020, toàn quận Cẩm Lệ có 121/235 chi bộ […] tiến hành đại hội»."""
        total = overview(picture("cam_le_2020", date(2020, 3, 2))).total
        assert (total.held, total.total, total.remaining) == (121, 235, 114)
        assert tokens.share(total.held, total.total) == "121/235 (51,49%)"

    def test_without_the_two_that_are_through(self, picture: Picture) -> None:
        """N2: 121 − 36 − 3 = 82, 235 − 36 − 3 = 196."""
        others = pace(picture("cam_le_2020", date(2020, 3, 2))).others
        assert tokens.share(others.held, others.total) == "82/196 (41,84%)"

    def test_pace_to_the_end_of_march(self, picture: Picture) -> None:
        """N3: «hoàn thành trong tháng 3-2020»; 3–31 March has 21 working days, 114 / 21 = 5,43."""
        count = pace(picture("cam_le_2020", date(2020, 3, 2))).count
        assert count.working_days_left == 21
        assert count.required_per_day == pytest.approx(5.43, abs=0.005)

    def test_the_two_that_are_through(self, picture: Picture) -> None:
        """N4: «Đảng bộ phường Khuê Trung (36/36 chi bộ) và Đảng bộ Quân sự quận (3/3 chi bộ)»."""
        seen = picture("cam_le_2020", date(2020, 3, 2))
        branch = seen.campaign.structure.by_code["branch"]
        counts = [congress_count(seen, branch, seen.campaign.tree.unit(code)) for code in ("CL.KT", "CL.QS")]
        assert [(count.held, count.total) for count in counts] == [(36, 36), (3, 3)]
        assert all(count.is_complete for count in counts)
        assert set(pace(seen).complete_units) == {
            ("Đảng bộ phường Khuê Trung", 36),
            ("Đảng bộ Quân sự quận", 3),
        }


class TestNgoQuyen:
    """S1, figures of 27 May and 14 July 2020."""

    def test_all_were_held_by_27_may(self, picture: Picture) -> None:
        """N5: «Đến ngày 27-5, 88/88 chi, đảng bộ trực thuộc Quận ủy tổ chức thành công đại hội»."""
        count = overview(picture("ngo_quyen_2020", date(2020, 5, 27))).total
        assert (tokens.share(count.held, count.total), count.is_complete) == ("88/88 (100,00%)", True)

    def test_and_not_a_day_before(self, picture: Picture) -> None:
        assert held(picture("ngo_quyen_2020", date(2020, 5, 26)), "grassroots")[0] < 88

    def test_the_district_is_still_to_hold_its_own(self, picture: Picture) -> None:
        """«Đại hội […] dự kiến diễn ra trong 3 ngày từ 15 đến 17-7» (posted on 14 July)."""
        assert held(picture("ngo_quyen_2020", date(2020, 7, 14)), "district") == (0, 1)


def test_long_bien_has_held_nothing_and_is_late_with_nothing(picture: Picture) -> None:
    """S2 of 28 October 2019 names no congress: everything is «chuẩn bị»."""
    seen = picture("long_bien_2019", date(2019, 10, 28))
    assert [held(seen, level)[0] for level in ("branch", "grassroots", "district")] == [0, 0, 0]
    shown = overview(seen)
    assert (shown.total.planned, shown.total.expected_late) == (0, 0)
    assert [row.overdue for row in shown.rows] == [0] * 45


def test_quan_9_has_held_them_all(picture: Picture) -> None:
    """S4: «công tác Đại hội Đảng cấp cơ sở và Đại hội Đại biểu Đảng bộ quận […] được tổ chức thành công»."""
    seen = picture("quan_9_2020", date(2020, 8, 21))
    done, total = held(seen, "grassroots")
    assert done == total == len(configured("quan_9_2020").tree.of_level("grassroots"))
    assert held(seen, "district") == (1, 1)
    assert overview(seen).root_held


def test_hai_phong_has_held_nothing(picture: Picture) -> None:
    """S5 of 1 August 2024: the plan and a conference, no congress."""
    seen = picture("hai_phong_2024", date(2024, 8, 1))
    levels = [level.code for level in seen.campaign.structure.levels]
    assert [held(seen, level)[0] for level in levels] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("code", "unit", "activity", "level", "before", "after"),
    [
        ("cam_le_2020", "CL.KT.01", "branch_congress", "branch", (121, 235), (120, 235)),
        ("cam_le_2020", "CL.QS.03", "branch_congress", "branch", (121, 235), (120, 235)),
        ("ngo_quyen_2020", "NQ.CA", "grassroots_congress", "grassroots", (88, 88), (87, 88)),
        ("quan_9_2020", "Q9.P07", "grassroots_congress", "grassroots", (43, 43), (42, 43)),
        ("quan_9_2020", "Q9", "district_congress", "district", (1, 1), (0, 1)),
    ],
)
def test_without_one_report_the_figure_is_another(
    tmp_path: Path,
    picture: Picture,
    code: str,
    unit: str,
    activity: str,
    level: str,
    before: tuple[int, int],
    after: tuple[int, int],
) -> None:
    def is_dropped(row: Row) -> bool:
        return (row["Mã đơn vị"], row["Việc"]) == (unit, activity)

    assert any(map(is_dropped, reports_of(code)))
    assert held(picture(code, SEEN[code]), level) == before
    assert held(picture_without(tmp_path, code, is_dropped), level) == after
