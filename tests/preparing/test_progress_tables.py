"""Table 1 by unit and table 2 by work: figures of the articles, and what each cell rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from daihoi.domain.assessment import assess
from daihoi.domain.preparing.base import Review, WorkTable
from daihoi.domain.preparing.progress_tables import review
from daihoi.domain.record import Snapshot
from tests.preparing.conftest import configured

if TYPE_CHECKING:
    from tests.preparing.conftest import Prepare, Without

CAM_LE, NGO_QUYEN, QUAN_9 = "cam_le_2020", "ngo_quyen_2020", "quan_9_2020"
MARCH, MAY = date(2020, 3, 2), date(2020, 5, 27)


def table(review: Review, code: str) -> WorkTable:
    return next(one for one in review.tables if one.code.startswith(code))


def row(found: WorkTable, name: str) -> list[object]:
    return next(list(cells) for cells in found.rows if str(cells[1]).startswith(name))


def test_121_of_235_branches_in_cam_le(prepared: Prepare) -> None:  # N1
    found = review(prepared(CAM_LE, MARCH))
    assert "Dưới các đơn vị ấy: 121/235 đã đại hội (51,49%), còn 114." in found.findings
    assert list(table(found, "bieu-1").totals)[10:12] == ["121/235", "51,49"]


def test_without_the_reports_nobody_has_met(prepared: Prepare) -> None:
    campaign = configured(CAM_LE)
    nothing = assess(campaign, Snapshot(campaign.code, MARCH, 0, "", ()))
    found = review(replace(prepared(CAM_LE, MARCH), assessment=nothing))
    assert "Dưới các đơn vị ấy: 0/235 đã đại hội (0,00%), còn 235." in found.findings


def test_khue_trung_and_the_military_are_through(prepared: Prepare) -> None:  # N4
    found = table(review(prepared(CAM_LE, MARCH)), "bieu-1")
    khue_trung = row(found, "Đảng bộ phường Khuê Trung")
    assert khue_trung[3:7] == [993, 36, "x", ""]
    assert khue_trung[7] == date(2020, 4, 14)
    assert khue_trung[10:12] == ["36/36", "100,00"]
    assert row(found, "Đảng bộ Quân sự quận")[10:12] == ["3/3", "100,00"]
    assert row(found, "Đảng bộ Công an quận")[6] == "x"
    assert list(found.totals)[5:7] == [2, 2]  # S3: 2 pilots, 2 that elect their secretary directly


def test_88_of_88_in_ngo_quyen_on_27_may(prepared: Prepare) -> None:  # N5
    found = review(prepared(NGO_QUYEN, MAY))
    name = "Đảng bộ quận Ngô Quyền"
    assert found.findings[0] == (
        f"{name}: 88/88 đơn vị trực thuộc đã đại hội (100,00%), xong ngày 27/05/2020, "
        "trước khai mạc đại hội (15/07/2020) 49 ngày, 35 ngày làm việc."
    )
    assert list(table(found, "bieu-1").totals)[9:12] == ["", "88/88", "100,00"]
    eve = review(prepared(NGO_QUYEN, date(2020, 5, 26))).findings
    assert not any("88/88" in told for told in eve)


def test_who_is_in_charge_comes_from_the_register_of_supervision(prepared: Prepare, without: Without) -> None:
    seen = prepared(CAM_LE, MARCH)
    assert row(table(review(seen), "bieu-1"), "Đảng bộ phường Khuê Trung")[12] == (
        "Phó Bí thư Thường trực Quận ủy †"
    )
    bare = without(seen, lambda one: one.register == "supervision")
    assert row(table(review(bare), "bieu-1"), "Đảng bộ phường Khuê Trung")[12] == ""


def test_a_unit_asked_about_shows_its_own_branches(prepared: Prepare) -> None:
    found = table(review(prepared(CAM_LE, MARCH, "CL.KT")), "bieu-1")
    assert len(found.rows) == 36
    assert list(found.totals)[9:12] == ["", "36/36", "100,00"]
    assert {cells[2] for cells in found.rows} == {"chi bộ"}


def test_work_that_nobody_assigned_stands_in_table_2_by_the_template(
    prepared: Prepare, without: Without
) -> None:
    seen = prepared(CAM_LE, MARCH)
    assert not [one for one in review(seen).tables if one.code.startswith("bieu-2")]
    bare = without(seen, lambda one: one.register == "assignments")
    found = table(review(bare), "bieu-2")
    plan = row(found, "Quán triệt chỉ thị, ban hành kế hoạch")
    assert plan[4] == date(2019, 11, 15)  # S3: plan 86-KH/QU of 15-11-2019
    assert plan[6] == "xong"
    congress = row(found, "Đại hội đại biểu đảng bộ quận")
    assert str(congress[8]).startswith("chờ: ")


def test_held_congresses_show_their_days_and_no_planned_one(prepared: Prepare) -> None:
    found = table(review(prepared(QUAN_9, date(2020, 8, 21))), "bieu-1")
    assert all(cells[7] is None and cells[9] for cells in found.rows)
