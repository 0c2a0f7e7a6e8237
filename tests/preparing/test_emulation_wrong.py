"""Wrong rows about emulation: each is refused with its cell, value and expectation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.emulation_checks import work_faults
from tests.preparing.conftest import configured

if TYPE_CHECKING:
    from tests.preparing.conftest import Campaigns, Refuse, Row

QUAN_9 = "quan_9_2020"
NAME = "Thi đua 200 ngày chào mừng đại hội"
DRIVE = {
    "Mã đơn vị": "Q9.P03",
    "Đợt thi đua": "Thi đua 30 ngày",
    "Ngày phát động": "01/06/2020",
    "Ngày kết thúc": "30/06/2020",
    "Số ngày": "30",
    "Hạn đăng ký": "05/06/2020",
    "Số liệu đến ngày": "01/06/2020",
}
WORK = {
    "Mã đơn vị": "Q9.P03",
    "Công trình": "Đèn chiếu sáng khu phố 3",
    "Đợt thi đua": NAME,
    "Ngày đăng ký": "31/03/2020",
    "Thực hiện": "Ủy ban nhân dân phường",
    "Hạn hoàn thành": "31/07/2020",
    "Tiến độ": "đã hoàn thành",
    "Ngày hoàn thành": "20/07/2020",
    "Số liệu đến ngày": "21/07/2020",
}
AFTER_THE_END = {
    "Ngày đăng ký": "01/10/2020",
    "Hạn hoàn thành": "",
    "Tiến độ": "đã đăng ký",
    "Ngày hoàn thành": "",
    "Số liệu đến ngày": "02/10/2020",
}
JUNE = date(2020, 6, 2)
SOUND = [("emulation_drives", DRIVE), ("emulation_works", WORK)]


@pytest.mark.parametrize(("register", "row"), SOUND)
def test_the_rows_that_the_wrong_ones_are_made_from_are_taken(
    refused: Refuse, register: str, row: Row
) -> None:
    assert refused(QUAN_9, register, row) == []


WRONG = [
    (0, {"Số ngày": "200"}, "Số ngày", "200 ngày, từ 01/06/2020 đến 30/06/2020 là 30 ngày", "tính cả ngày"),
    (0, {"Ngày kết thúc": "31/05/2020", "Số ngày": "", "Hạn đăng ký": ""}, "Ngày kết thúc", "trước", ""),
    (0, {"Hạn đăng ký": "31/05/2020"}, "Hạn đăng ký", "31/05/2020 trước Ngày phát động", "từ 01/06/2020"),
    (0, {"Đợt thi đua": ""}, "Đợt thi đua", "để trống", "ghi Đợt thi đua"),
    (0, {"Đợt thi đua": "Thi đua do ông Bình phát động"}, "Đợt thi đua", "có tên người", ""),
    (1, {"Đợt thi đua": "Thi đua 100 ngày"}, "Đợt thi đua", "«Thi đua 100 ngày» không có trong sổ", "200"),
    (1, AFTER_THE_END, "Ngày đăng ký", "01/10/2020, đợt thi đua kết thúc 30/09/2020", "không sau 30/09/2020"),
    (1, {"Hạn hoàn thành": "01/10/2020"}, "Hạn hoàn thành", "đợt thi đua kết thúc 30/09/2020", "30/09/2020"),
    (1, {"Hạn hoàn thành": "30/03/2020"}, "Hạn hoàn thành", "30/03/2020 trước Ngày đăng ký", "31/03/2020"),
    (1, {"Ngày hoàn thành": "30/03/2020"}, "Ngày hoàn thành", "30/03/2020 trước Ngày đăng ký", ""),
    (1, {"Ngày hoàn thành": "22/07/2020"}, "Ngày hoàn thành", "sau ngày của số liệu 21/07/2020", "đã làm"),
    (1, {"Ngày hoàn thành": ""}, "Ngày hoàn thành", "để trống khi Tiến độ là «đã hoàn thành»", "ghi Ngày"),
    (1, {"Tiến độ": "đang làm"}, "Ngày hoàn thành", "có ngày hoàn thành mà chưa hoàn thành", "đã hoàn thành"),
    (1, {"Tiến độ": "gần xong"}, "Tiến độ", "«gần xong» không hợp lệ", "đang làm"),
    (1, {"Tiến độ": "thôi không làm", "Ngày hoàn thành": ""}, "vì sao thôi", "để trống khi Tiến độ", "ghi"),
    (1, {"Thực hiện": "Nguyễn Văn Tám"}, "Thực hiện", "«Nguyễn Văn Tám» không phải chức danh", "tên người"),
    (1, {"Công trình": "Nhà tặng bà Hoa"}, "Công trình", "có tên người", "chức danh"),
]


@pytest.mark.parametrize(("sound", "change", "cell", "what", "remedy"), WRONG)
def test_refused(refused: Refuse, sound: int, change: Row, cell: str, what: str, remedy: str) -> None:
    register, row = SOUND[sound]
    told = [one for one in refused(QUAN_9, register, {**row, **change}) if what in one and cell in one]
    assert len(told) == 1, refused(QUAN_9, register, {**row, **change})
    assert remedy in told[0].partition(" → ")[2]


def test_a_work_is_not_registered_for_the_drive_of_a_neighbour(campaigns: Campaigns) -> None:
    """A drive is for whoever called for it and the units below."""
    days = {"first_day": date(2020, 6, 1), "last_day": date(2020, 6, 30)}
    drive = Entry("emulation_drives", "Q9.P03", "Thi đua 30 ngày", {"name": "Thi đua 30 ngày", **days}, JUNE)
    values = {"work": "Vườn hoa", "drive": "Thi đua 30 ngày", "registered_on": JUNE, "state": "registered"}
    entries = campaigns.entries(QUAN_9).including([drive])
    (fault,) = work_faults(
        configured(QUAN_9), entries, Entry("emulation_works", "Q9.P01", "Vườn hoa", values, JUNE)
    )
    assert (fault.field, "do Q9.P03 phát động" in fault.what) == ("drive", True)
    own = Entry("emulation_works", "Q9.P03", "Vườn hoa", values, JUNE)
    assert list(work_faults(configured(QUAN_9), entries, own)) == []
