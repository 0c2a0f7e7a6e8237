"""Wrong rows about pilots and forms of congresses: each is refused with its cell, value and expectation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.preparing.conftest import Refuse, Row

NGO_QUYEN, CAM_LE = "ngo_quyen_2020", "cam_le_2020"
OBSERVED = {
    "Mã đơn vị": "NQ",
    "Đơn vị điểm": "NQ.P01",
    "Ngày theo dõi": "16/03/2020",
    "Nơi theo dõi": "Ban Tổ chức Quận ủy",
    "Số triệu tập": "150",
    "Số có mặt": "147",
    "Hội nghị rút kinh nghiệm": "Hội nghị rút kinh nghiệm đại hội điểm | 24/03/2020",
}
LESSON = {
    "Mã đơn vị": "NQ",
    "Đơn vị điểm": "NQ.P01",
    "Số thứ tự": "3",
    "Kinh nghiệm": "Thảo luận ngắn",
    "Việc phải làm": "Gợi ý nội dung thảo luận",
    "Chủ trì": "Tiểu ban Văn kiện",
    "Chặn làm đại trà": "phải xong trước",
    "Hạn": "10/04/2020",
    "Trạng thái": "chưa làm",
    "Số liệu đến ngày": "24/03/2020",
}
FORM = {
    "Mã đơn vị": "CL.TA",
    "Hình thức đại hội": "đại hội đảng viên",
    "Số nội dung": "bốn nội dung",
    "Nhiệm kỳ": "5 năm",
    "Bầu bí thư": "cấp ủy bầu",
    "Số liệu đến ngày": "02/03/2020",
}
SOUND = [
    (NGO_QUYEN, "pilot_observations", OBSERVED),
    (NGO_QUYEN, "pilot_lessons", LESSON),
    (CAM_LE, "congress_forms", FORM),
]
THREE = {"Số nội dung": "ba nội dung (không bầu cấp ủy)"}


@pytest.mark.parametrize(("campaign", "register", "row"), SOUND)
def test_the_rows_that_the_wrong_ones_are_made_from_are_taken(
    refused: Refuse, campaign: str, register: str, row: Row
) -> None:
    assert refused(campaign, register, row) == []


WRONG = [
    (0, {"Đơn vị điểm": "NQ.P02"}, "Đơn vị điểm", "«NQ.P02» không phải đơn vị điểm", "NQ.P01, NQ.CS01"),
    (0, {"Số có mặt": "151"}, "Số có mặt", "151 lớn hơn Số triệu tập (150)", "không quá"),
    (0, {"Số có mặt": "147,5"}, "Số có mặt", "«147,5» không phải số đếm", "số nguyên"),
    (0, {"Nơi theo dõi": "bà Hoa"}, "Nơi theo dõi", "«bà Hoa» không phải chức danh", "không ghi tên người"),
    (
        0,
        {"Ngày theo dõi": "25/03/2020"},
        "Hội nghị rút",
        "24/03/2020, trước đại hội điểm (25/03/2020)",
        "sau đại hội",
    ),
    (0, {"Mã đơn vị": "NQ.P01"}, "Đơn vị điểm", "«NQ.P01» không thuộc", ""),
    (0, {"Điều làm được": "Có ông Bình dự"}, "Điều làm được", "có tên người", "chức danh"),
    (1, {"Số thứ tự": "4"}, "Số thứ tự", "có số 4 mà chưa có số 3", "liên tục"),
    (1, {"Hạn": "13/03/2020"}, "Hạn", "hạn 13/03/2020 trước đại hội điểm (16/03/2020)", "từ 16/03/2020"),
    (1, {"Trạng thái": "đã xong"}, "Ngày xong", "để trống khi Trạng thái là «đã xong»", ""),
    (1, {"Ngày xong": "24/03/2020"}, "Ngày xong", "có ngày xong mà trạng thái chưa xong", ""),
    (
        1,
        {"Chặn làm đại trà": "có"},
        "Chặn làm đại trà",
        "«có» không hợp lệ",
        "«phải xong trước», «làm song song»",
    ),
    (2, {"Hình thức đại hội": "đại hội đại biểu"}, "Hình thức", "8 đảng viên (mốc 200)", "Văn bản cho phép"),
    (2, {"Nhiệm kỳ": "2,5 năm"}, "Nhiệm kỳ", "chỉ của chi bộ trực thuộc đảng bộ cơ sở", "5 năm"),
    (2, {"Bầu bí thư": "đại hội bầu trực tiếp"}, "Bầu bí thư", "không được chọn bầu trực tiếp", "units.csv"),
    (2, {"Bầu bí thư": "cấp trên chỉ định"}, "Bầu bí thư", "do cấp trên chỉ định", "cấp ủy bầu"),
    (
        2,
        {"Mã đơn vị": "CL.DM", "Số nội dung": "bốn nội dung"},
        "Bầu bí thư",
        "«CL.DM» được chọn bầu trực tiếp bí thư",
        "đại hội bầu trực tiếp",
    ),
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


def test_three_contents_need_a_permission_and_a_reason(refused: Refuse) -> None:
    told = refused(CAM_LE, "congress_forms", {**FORM, **THREE, "Bầu bí thư": "cấp trên chỉ định"})
    assert [one.partition(":")[0].strip("«»cột ") for one in told] == ["Vì sao", "Văn bản cho phép"]


def test_a_congress_that_elects_no_committee_cannot_elect_the_secretary(refused: Refuse) -> None:
    row = {
        **FORM,
        **THREE,
        "Mã đơn vị": "CL.DM",
        "Văn bản cho phép": "5-TB/QU",
        "Vì sao": "khó khăn về nhân sự",
    }
    told = refused(CAM_LE, "congress_forms", {**row, "Bầu bí thư": "đại hội bầu trực tiếp"})
    assert any("không bầu cấp ủy" in one for one in told)


def test_delegates_of_a_small_unit_with_a_permission_are_taken(refused: Refuse) -> None:
    row = {**FORM, "Hình thức đại hội": "đại hội đại biểu", "Văn bản cho phép": "12-TB/QU ngày 10/02/2020"}
    assert refused(CAM_LE, "congress_forms", row) == []


def test_lessons_come_after_the_observation(refused: Refuse) -> None:
    row = {**LESSON, "Mã đơn vị": "CL", "Đơn vị điểm": "CL.KT", "Số thứ tự": "1"}
    told = refused(CAM_LE, "pilot_lessons", row)
    assert len(told) == 1
    assert "đại hội điểm của «CL.KT» chưa ai theo dõi" in told[0]
