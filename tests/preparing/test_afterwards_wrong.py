"""Wrong rows about the time after the congress: each is refused with its cell, value and expectation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.preparing.conftest import Refuse, Row

QUAN_9 = "quan_9_2020"
REVIEW = "Hội nghị tổng kết công tác đại hội cấp cơ sở và cấp quận | 21/08/2020"
LESSONS = "Hội nghị rút kinh nghiệm đại hội điểm | 06/05/2020"
ASKED = {
    "Mã đơn vị": "Q9",
    "Việc sau đại hội": "Hồ sơ lưu trữ",
    "Ngày giao": "21/08/2020",
    "Ai phải làm": "các đơn vị trực thuộc",
    "Hạn": "30/09/2020",
    "Chủ trì đôn đốc": "Văn phòng Quận ủy",
}
TOLD = {
    "Mã đơn vị": "Q9.P01",
    "Việc sau đại hội": "Quy chế làm việc",
    "Trạng thái": "đã ban hành",
    "Số ký hiệu": "01-QC/ĐU",
    "Ngày ban hành": "01/09/2020",
    "Số liệu đến ngày": "04/09/2020",
}
COMMENDED = {
    "Mã đơn vị": "Q9",
    "Dịp khen": "Thi đua 200 ngày",
    "Bước": "đã khen",
    "Tập thể": "4",
    "Cá nhân": "6",
    "Tổng số": "10",
    "Hội nghị trao": REVIEW,
    "Số liệu đến ngày": "21/08/2020",
}
PROPOSED = {
    **COMMENDED,
    "Bước": "đề nghị",
    "Hội nghị trao": "",
    "Tập thể": "3",
    "Cá nhân": "6",
    "Tổng số": "9",
}
SOUND = [("post_requirements", ASKED), ("post_programmes", TOLD), ("commendations", COMMENDED)]


@pytest.mark.parametrize(("register", "row"), SOUND)
def test_the_rows_that_the_wrong_ones_are_made_from_are_taken(
    refused: Refuse, register: str, row: Row
) -> None:
    assert refused(QUAN_9, register, row) == []


WRONG = [
    (0, {"Hạn": "20/08/2020"}, "Hạn", "20/08/2020 trước Ngày giao (21/08/2020)", "từ 21/08/2020"),
    (0, {"Mã đơn vị": "Q9.TA"}, "Ai phải làm", "«Q9.TA» không có đơn vị trực thuộc", "chính đơn vị"),
    (
        0,
        {"Chủ trì đôn đốc": "Trần Thị Lan"},
        "Chủ trì đôn đốc",
        "«Trần Thị Lan» không phải",
        "không ghi tên người",
    ),
    (0, {"Ai phải làm": "mọi người"}, "Ai phải làm", "«mọi người» không hợp lệ", "các đơn vị trực thuộc"),
    (
        1,
        {"Việc sau đại hội": "Quy chế"},
        "Việc sau đại hội",
        "«Quy chế» không có trong sổ",
        "Quy chế làm việc",
    ),
    (1, {"Việc sau đại hội": "Rà soát tiêu chuẩn cán bộ"}, "Việc sau đại hội", "không giao cho Q9.P01", "Q9"),
    (1, {"Mã đơn vị": "Q9"}, "Việc sau đại hội", "«Quy chế làm việc» không giao cho Q9", "Ai phải làm"),
    (1, {"Ngày ban hành": "05/09/2020"}, "Ngày ban hành", "05/09/2020, sau ngày của số liệu 04/09/2020", ""),
    (1, {"Trạng thái": "đang soạn"}, "Ngày ban hành", "đang soạn mà có ngày ban hành", "đã ban hành"),
    (1, {"Số ký hiệu": ""}, "Số ký hiệu", "để trống khi Trạng thái là «đã ban hành»", "ghi Số ký hiệu"),
    (1, {"Số liệu đến ngày": ""}, "Số liệu đến ngày", "để trống", "ghi ngày"),
    (2, {"Tổng số": "31"}, "Tổng số", "4 + 6 = 10, khác 31", "Tập thể + Cá nhân"),
    (2, {"Tập thể": "0", "Cá nhân": "0", "Tổng số": "0"}, "Tổng số", "khen 0 tập thể, 0 cá nhân", "bỏ dòng"),
    (2, {"Hội nghị trao": LESSONS}, "Hội nghị trao", "không phải hội nghị tổng kết", "tổng kết"),
    (2, {"Cá nhân": "sáu"}, "Cá nhân", "«sáu» không phải số đếm", "số nguyên"),
    (2, {"Tiêu chuẩn xét": "ông Bình đề nghị"}, "Tiêu chuẩn xét", "có tên người", "chức danh"),
]


@pytest.mark.parametrize(("sound", "change", "cell", "what", "remedy"), WRONG)
def test_refused(refused: Refuse, sound: int, change: Row, cell: str, what: str, remedy: str) -> None:
    register, row = SOUND[sound]
    told = refused(QUAN_9, register, {**row, **change})
    assert len(told) == 1, told
    place, _, rest = told[0].partition(": ")
    assert cell in place
    assert what in rest.partition(" → ")[0]
    assert remedy in rest.partition(" → ")[2]


def test_more_cannot_be_granted_than_was_proposed(refused: Refuse) -> None:
    told = refused(QUAN_9, "commendations", {**PROPOSED, "Mã đơn vị": "Q9.P01"}, COMMENDED)
    assert len(told) == 1
    assert "khen 4 tập thể, đề nghị chỉ có 3" in told[0]


def test_proposals_of_several_units_add_up(refused: Refuse) -> None:
    rows = [{**PROPOSED, "Mã đơn vị": unit} for unit in ("Q9.P01", "Q9.P02")]
    assert refused(QUAN_9, "commendations", *rows, COMMENDED) == []
