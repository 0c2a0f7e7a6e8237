"""Sentences of the progress report that a district secretary would stumble over; days by hand, in a June."""

from __future__ import annotations

from itertools import pairwise

import pytest

from daihoi.domain.replanned import Replanned
from reports.office.composing import finding
from reports.office.document import Heading, Paragraph, TableBlock
from reports.office.finding_text import own_voice
from tests.domain.campaigns import STATED, assessed, held, make_campaign
from tests.domain.networks import day
from tests.reports.office_cases import cam_le, cam_le_prepared, document, facts_of, table, text_of

PLAN = held("W", "w_plan", "6-2")


def test_the_plan_is_not_late_by_itself() -> None:
    """S3: the plan is of 15/11/2019, a day after the day the plan gives for making it."""
    made = document(cam_le())
    assert "ban hành kế hoạch» (ngày 15/11/2019)" in text_of(made)
    rows = table(made, "BIỂU TIẾN ĐỘ CÔNG VIỆC").rows
    (row,) = (row for row in rows if len(row) > 1 and "ban hành kế hoạch" in row[1])
    assert (row[7], row[10]) == ("15/11/2019", "")


def test_what_was_done_after_the_plan_is_measured_by_it() -> None:
    assert "phân bổ đại biểu» (ngày 14/01/2020, sau lịch kế hoạch 2 ngày làm việc)" in text_of(
        document(cam_le())
    )


def test_what_is_later_than_planned_and_can_still_wait_is_not_told_as_late() -> None:
    said_ = text_of(document(cam_le()))
    assert "dự kiến xong 23/03/2020, sau lịch kế hoạch 16 ngày làm việc, còn kịp hạn)" in said_
    assert (
        "«Rà soát quy hoạch; điều động, luân chuyển; phương án nhân sự» (chậm 16 ngày" in said_
    )  # among the late


@pytest.mark.parametrize(
    ("plan_date", "opening"),
    [
        ("5-29", "Thực hiện Kế hoạch số 1-KH ngày 29/05/2020,"),
        ("6-3", "Thực hiện Kế hoạch số 1-KH ngày 03/06/2020,"),  # issued on the status date
        ("6-4", "Trước khi ban hành Kế hoạch số 1-KH (ngày 04/06/2020),"),
    ],
)
def test_a_plan_that_is_still_to_come_is_not_carried_out(plan_date: str, opening: str) -> None:
    told = assessed(make_campaign(plan_date=day(plan_date)), "6-3", PLAN)
    assert text_of(document(told)).startswith(opening)


def test_nothing_is_said_twice() -> None:
    """A ward sums up its branches first; the part about congresses does not repeat it word for word."""
    for made in (document(cam_le(), "CL.HP"), document(assessed(make_campaign(), "6-5", PLAN))):
        said = [block.text for block in made.blocks if isinstance(block, Paragraph)]
        whole = "\n".join(said)
        assert whole.count("Đã tổ chức") == 1
        assert whole.count("theo tiến độ hiện tại, đại hội ngày") == 1


def test_the_district_still_says_how_fast_it_goes() -> None:
    said = text_of(document(cam_le()))
    assert "Còn 114 trong 21 ngày làm việc" in said
    assert "Đại hội Đảng bộ quận Cẩm Lệ: theo tiến độ hiện tại" in said


@pytest.mark.parametrize(
    ("finding_", "told"),
    [
        ("Đơn vị W: rà soát đã xong", "rà soát đã xong"),
        ("Đơn vị W – báo cáo chính trị: dự thảo", "báo cáo chính trị: dự thảo"),
        ("Đơn vị W, khai mạc 18/08/2025: 0/14", "khai mạc 18/08/2025: 0/14"),
        ("Đơn vị W.1: rà soát đã xong", "Đơn vị W.1: rà soát đã xong"),
        ("Đơn vị W", "Đơn vị W"),
        ("", ""),
    ],
)
def test_the_unit_that_reports_does_not_name_itself(finding_: str, told: str) -> None:
    assert own_voice(finding_, "Đơn vị W") == told


def test_a_heading_is_not_repeated_below_it() -> None:
    blocks = document(cam_le_prepared()).blocks
    for above, below in pairwise(blocks):
        if isinstance(above, Heading) and isinstance(below, Paragraph) and below.lead:
            assert below.lead.rstrip(":") != above.text.partition("- ")[2]
    leads = [block.lead for block in blocks if isinstance(block, Paragraph)]
    assert "Văn kiện:" not in leads
    assert "Đại biểu:" in leads  # stands below «Đại hội»


def test_nobody_is_shouted_at_and_no_command_is_named() -> None:
    made = document(cam_le_prepared())
    told = text_of(made) + "".join(f"{annex.table.title}{annex.table.note}" for annex in made.annexes)
    for word in ("QUÁ HẠN", "daihoi ", "config/", ".yaml", "_"):
        assert word not in told, word


def test_tables_are_numbered_without_a_gap() -> None:
    quiet = document(assessed(make_campaign(), "6-2", PLAN))
    late = document(cam_le())
    for made, wanted in ((quiet, ["Bảng 1.", "Bảng 2."]), (late, ["Bảng 1.", "Bảng 2.", "Bảng 3."])):
        titles = [block.title for block in made.blocks if isinstance(block, TableBlock)]
        assert [title[:7] for title in titles if title.startswith("Bảng")] == wanted


def test_what_has_its_own_day_is_not_for_tomorrow() -> None:
    """Nothing holds «Gửi dự thảo» back on 2 March, but it is not to begin before the 23rd."""
    said = next(
        line
        for line in text_of(document(cam_le())).split("\n")
        if "«Gửi dự thảo tới" in line and "23/03" in line
    )
    assert said.startswith("Chưa đến kỳ:")


class TestPutOff:
    """The congress of the ward, planned for Wednesday 17 and Thursday 18, was put off to Wednesday 24."""

    def told(self, status_date: str = "6-5") -> str:
        moved = Replanned("W", "w_congress", day("6-24"), None, "trùng lịch", STATED)
        return finding(facts_of(assessed(make_campaign(replans=(moved,)), status_date, PLAN)))

    def test_its_day_is_told_as_decided(self) -> None:
        assert "đại hội ngày 24/06/2020" in self.told()
        assert "Ngày này theo quyết định dời; kế hoạch trước là 17/06/2020." in self.told()
        assert "Lùi" not in self.told()

    def test_without_a_decision_it_slips(self) -> None:
        assert "Lùi" in finding(facts_of(assessed(make_campaign(), "6-12", PLAN)))

    def test_work_that_was_put_off_is_not_told_as_late(self) -> None:
        moved = Replanned("W", "w_finalize", day("6-22"), None, "chờ ý kiến", STATED)
        said = text_of(document(assessed(make_campaign(replans=(moved,)), "6-5", PLAN)))
        assert "dời theo quyết định, kế hoạch trước là 12/06/2020" in said
        assert "«Việc w_finalize» (chậm" not in said


def test_a_crowded_day_names_who_has_to_attend_how_many() -> None:
    said = text_of(document(cam_le()))
    line = next(one for one in said.split("\n") if one.startswith("Ngày có quá nhiều đại hội:"))
    assert "phải dự" in line
    assert ": cấp trên trực tiếp phải dự quá" not in line
