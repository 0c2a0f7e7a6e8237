"""Wrong rows of the registers of steering: each is refused with its cell, its value and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.preparing.conftest import Refuse, Row

CAM_LE, LONG_BIEN, HAI_PHONG, NGO_QUYEN = "cam_le_2020", "long_bien_2019", "hai_phong_2024", "ngo_quyen_2020"

DOCUMENT = {
    "Mã đơn vị": "CL",
    "Số ký hiệu": "90-KH/QU",
    "Ngày ban hành": "02/12/2019",
    "Vai trò": "đã ban hành",
    "Cơ quan ban hành": "Quận ủy",
}
BODY = {
    "Mã đơn vị": "CL",
    "Tên bộ phận": "Tổ giúp việc",
    "Loại bộ phận": "tổ giúp việc",
    "Ngày lập": "02/12/2019",
}
WORK = {
    "Mã đơn vị": "CL",
    "Việc": "district_plan",
    "Cơ quan chủ trì": "Tiểu ban Văn kiện",
    "Số liệu đến ngày": "02/12/2019",
}
MEETING = {
    "Mã đơn vị": "HP",
    "Hội nghị": "Hội nghị trực tuyến",
    "Ngày họp": "05/08/2024",
    "Loại hội nghị": "quán triệt, triển khai",
    "Hình thức họp": "trực tuyến",
    "Số điểm cầu": "200",
    "Việc phải làm sau hội nghị": "district_plan",
    "Hạn việc phải làm": "30/08/2024",
}
SUPERVISION = {
    "Mã đơn vị": "CL",
    "Đơn vị được theo dõi": "CL.HA",
    "Trách nhiệm": "hướng dẫn, giúp đỡ",
    "Chức danh theo dõi": "Ban Dân vận Quận ủy",
    "Từ ngày": "02/12/2019",
}
ITEM = {
    "Mã đơn vị": "LB",
    "Hội nghị": "Buổi làm việc với Ban Thường vụ Thành ủy | 28/10/2019",
    "Số thứ tự": "8",
    "Nội dung chỉ đạo": "Báo cáo định kỳ",
    "Chủ trì": "Văn phòng Quận ủy",
    "Hạn": "15/11/2019",
    "Trạng thái": "chưa làm",
    "Số liệu đến ngày": "04/11/2019",
}
BEFORE = {
    "Mã đơn vị": "NQ",
    "Điều so sánh": "ban hành kế hoạch đại hội",
    "Ngày nhiệm kỳ trước": "10/09/2014",
    "Cách nhau (năm)": "5",
    "Số liệu đến ngày": "14/07/2020",
}
STONE = {
    "Mã đơn vị": "CL",
    "Tên mốc": "Kỳ họp Hội đồng nhân dân",
    "Ngày của mốc": "10/07/2020",
    "Việc liên quan": "district_congress",
    "Quan hệ": "việc chỉ làm sau mốc",
    "Số liệu đến ngày": "02/03/2020",
}
SOUND = [
    (CAM_LE, "issued_documents", DOCUMENT),
    (CAM_LE, "bodies", BODY),
    (CAM_LE, "assignments", WORK),
    (HAI_PHONG, "meetings", MEETING),
    (CAM_LE, "supervision", SUPERVISION),
    (LONG_BIEN, "follow_ups", ITEM),
    (NGO_QUYEN, "previous_term", BEFORE),
    (CAM_LE, "milestones", STONE),
]


@pytest.mark.parametrize(("campaign", "register", "row"), SOUND)
def test_the_rows_that_the_wrong_ones_are_made_from_are_taken(
    refused: Refuse, campaign: str, register: str, row: Row
) -> None:
    assert refused(campaign, register, row) == []


WRONG = [
    (0, {"Thể loại": "chỉ thị"}, "Thể loại", "số «90-KH/QU» không phải của chỉ thị", "ghi kế hoạch"),
    (0, {"Số ký hiệu": ""}, "Số ký hiệu", "để trống", "ghi Số ký hiệu"),
    (
        0,
        {"Vai trò": "tham khảo"},
        "Vai trò",
        "«tham khảo» không hợp lệ",
        "«căn cứ của cấp trên», «đã ban hành»",
    ),
    (0, {"Ngày ban hành": "31/11/2019"}, "Ngày ban hành", "31/11/2019", ""),
    (0, {"Trích yếu": "Giao ông Bình"}, "Trích yếu", "có tên người", "ghi chức danh"),
    (1, {"Loại bộ phận": "nhóm chuyên đề"}, "Thuộc bộ phận", "để trống khi", "ghi Thuộc bộ phận"),
    (1, {"Thuộc bộ phận": "Tiểu ban Tài chính"}, "Thuộc bộ phận", "«Tiểu ban Tài chính» không có", ""),
    (
        1,
        {"Văn bản thành lập": "chưa rõ số 6 | 16/12/2019"},
        "Ngày lập",
        "lập ngày 02/12/2019, trước văn bản thành lập (16/12/2019)",
        "từ 16/12/2019",
    ),
    (
        1,
        {"Chức danh đứng đầu": "Nguyễn Văn Bình"},
        "Chức danh đứng đầu",
        "«Nguyễn Văn Bình»",
        "không ghi tên người",
    ),
    (1, {"Số thành viên": "201"}, "Số thành viên", "số 201 quá lớn", "không quá 200"),
    (2, {"Việc": "grassroots_plan"}, "Việc", "không phải việc của cấp quận", "district_plan"),
    (2, {"Việc": "district_plam"}, "Việc", "không có việc «district_plam»", "district_plan"),
    (2, {"Cơ quan chủ trì": "Tiểu ban Y tế"}, "Cơ quan chủ trì", "«Tiểu ban Y tế» không có trong sổ", ""),
    (3, {"Hình thức họp": "trực tiếp"}, "Số điểm cầu", "không họp trực tuyến", "ghi Hình thức họp"),
    (3, {"Việc phải làm sau hội nghị": "city_plan"}, "Việc phải làm", "không phải việc của cấp dưới", ""),
    (3, {"Việc phải làm sau hội nghị": ""}, "Hạn việc phải làm", "có hạn mà không có việc", ""),
    (
        3,
        {"Hạn việc phải làm": "01/08/2024"},
        "Hạn việc phải làm",
        "01/08/2024 trước Ngày họp",
        "từ 05/08/2024",
    ),
    (3, {"Chủ trì": "đồng chí Lan"}, "Chủ trì", "«đồng chí Lan» không phải chức danh", "không ghi tên người"),
    (4, {"Đơn vị được theo dõi": "CL"}, "Đơn vị được theo dõi", "«CL» không thuộc", "CL.KT"),
    (4, {"Đơn vị được theo dõi": "CL.ZZ"}, "Đơn vị được theo dõi", "không có đơn vị «CL.ZZ»", ""),
    (4, {"Mã đơn vị": "CL.KT"}, "Đơn vị được theo dõi", "«CL.HA» không thuộc Đảng bộ phường Khuê Trung", ""),
    (4, {"Chức danh theo dõi": "Lê Thị Lan Hương"}, "Chức danh theo dõi", "«Lê Thị Lan Hương»", "chức danh"),
    (5, {"Số thứ tự": "9"}, "Số thứ tự", "có số 9 mà chưa có số 8", "liên tục từ 1"),
    (5, {"Số thứ tự": "0"}, "Số thứ tự", "Số thứ tự là 0", "đánh số từ 1"),
    (5, {"Hạn": "25/10/2019"}, "Hạn", "hạn 25/10/2019 trước buổi làm việc (28/10/2019)", "từ 28/10/2019"),
    (
        5,
        {"Trạng thái": "đã xong", "Kết quả": "Đã làm"},
        "Ngày xong",
        "để trống khi Trạng thái là «đã xong»",
        "ghi Ngày xong",
    ),
    (5, {"Ngày xong": "01/11/2019"}, "Ngày xong", "có ngày xong mà trạng thái chưa xong", ""),
    (
        5,
        {"Trạng thái": "đã xong", "Ngày xong": "05/11/2019", "Kết quả": "Đã báo cáo"},
        "Ngày xong",
        "ngày xong 05/11/2019 sau ngày của số liệu 04/11/2019",
        "",
    ),
    (5, {"Hội nghị": "Buổi làm việc | 29/10/2019"}, "Hội nghị", "«Buổi làm việc | 29/10/2019» không có", ""),
    (
        6,
        {"Ngày nhiệm kỳ trước": "18/07/2019"},
        "Ngày nhiệm kỳ trước",
        "18/07/2019 nằm trong nhiệm kỳ này",
        "",
    ),
    (6, {"Cách nhau (năm)": "0"}, "Cách nhau (năm)", "cách nhau 0 năm", "thường là 5"),
    (6, {"Điều so sánh": "số tiểu ban"}, "Số nhiệm kỳ trước", "để trống khi", "ghi Số nhiệm kỳ trước"),
    (7, {"Việc liên quan": ""}, "Việc liên quan", "để trống khi", "ghi Việc liên quan"),
    (7, {"Việc liên quan": "branch_plan"}, "Việc liên quan", "không phải việc của cấp quận", ""),
]


@pytest.mark.parametrize(("sound", "change", "cell", "what", "remedy"), WRONG)
def test_refused(refused: Refuse, sound: int, change: Row, cell: str, what: str, remedy: str) -> None:
    campaign, register, row = SOUND[sound]
    told = refused(campaign, register, {**row, **change})
    assert len(told) == 1, told
    place, _, rest = told[0].partition(": ")
    assert cell in place
    assert what in rest.partition(" → ")[0]
    assert remedy in rest.partition(" → ")[2]


def test_a_body_cannot_belong_to_itself(refused: Refuse) -> None:
    row = {
        **BODY,
        "Tên bộ phận": "Tiểu ban Văn kiện",
        "Loại bộ phận": "tiểu ban",
        "Thuộc bộ phận": "Tiểu ban Văn kiện",
    }
    assert any("bộ phận thuộc chính nó" in told for told in refused(CAM_LE, "bodies", row))


def test_rows_of_one_table_make_each_other_possible(refused: Refuse) -> None:
    assert refused(LONG_BIEN, "follow_ups", ITEM, {**ITEM, "Số thứ tự": "9"}) == []


def test_everything_wrong_is_told_at_once(refused: Refuse) -> None:
    rows = [
        {**ITEM, "Số thứ tự": "0"},
        {**ITEM, "Hạn": "25/10/2019"},
        {**ITEM, "Số thứ tự": "9", "Chủ trì": "Lan"},
    ]
    assert len(refused(LONG_BIEN, "follow_ups", *rows)) == 3
