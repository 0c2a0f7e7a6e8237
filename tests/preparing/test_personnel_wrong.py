"""Wrong entries about personnel: each refused with its cell, the value, and what would be right."""

from __future__ import annotations

import pytest

CAM_LE, QUAN_9 = "cam_le_2020", "quan_9_2020"
DAY = {"Số liệu đến ngày": "02/03/2020"}
PLAN = {"Mã đơn vị": "CL.HA", "Cơ quan": "cấp ủy", "Giai đoạn": "phương án", **DAY}
STANDING = {**PLAN, "Cơ quan": "ban thường vụ"}
STEP = {"Mã đơn vị": "CL.HA", "Vòng": "tái cử"}
FIRST = {
    **STEP,
    "Bước": "bước 1: ban thường vụ",
    "Ngày họp": "10/02/2020",
    "Số triệu tập": "5",
    "Số có mặt": "5",
}
SECOND = {
    **STEP,
    "Bước": "bước 2: cán bộ chủ chốt",
    "Ngày họp": "12/02/2020",
    "Số triệu tập": "60",
    "Số có mặt": "55",
}
LAST = {
    "Mã đơn vị": "CL.KT",
    "Vòng": "lần đầu tham gia",
    "Bước": "bước 5: ban chấp hành",
    "Ngày họp": "02/03/2020",
}
PAPER = {"Mã đơn vị": "CL.HA", "Giấy tờ": "sơ yếu lý lịch", **DAY}
MOVE = {"Mã đơn vị": "CL", "Công việc": "luân chuyển", **DAY}
FULL = {"Số lượng": "15", "Nữ": "4", "Trẻ": "2", "Tái cử": "10", "Tham gia lần đầu": "5"}

STRUCTURES = [
    ({**PLAN, "Số lượng": "15", "Nữ": "16"}, "16 lớn hơn Số lượng (15)"),
    ({**PLAN, "Số lượng": "15", "Trẻ": "20"}, "20 lớn hơn Số lượng (15)"),
    ({**PLAN, "Số lượng": "15", "Tái cử": "10", "Tham gia lần đầu": "6"}, "10 + 6 = 16, khác 15"),
    (
        {**PLAN, "Số lượng": "15", "Dưới 40 tuổi": "3", "Từ 40 đến 50 tuổi": "7", "Trên 50 tuổi": "4"},
        "3 + 7 + 4 = 14, khác 15",
    ),
    ({**PLAN, "Số lượng": "16", "Số lượng theo quy định": "15"}, "16 lớn hơn Số lượng theo quy định (15)"),
    ({**PLAN, "Số lượng": "15", "Danh sách bầu cử": "14"}, "15 lớn hơn Danh sách bầu cử (14)"),
    (
        {**PLAN, "Số lượng": "15", "Danh sách bầu cử": "20"},
        "danh sách 20 để bầu 15: dư 5, quy định không quá 30%",
    ),
    ({**PLAN}, "không có số lượng mà cũng không có tỷ lệ nào"),
    ({**PLAN, "Số lượng": "0"}, "số lượng là 0"),
    ({**PLAN, "Nữ": "4", "Tỷ lệ trẻ (%)": "10"}, "để trống khi có Nữ"),
    ({**PLAN, "Tỷ lệ nữ (%)": "một nửa"}, "«một nửa» không phải tỷ lệ phần trăm"),
    ({**PLAN, "Tỷ lệ nữ (%)": "146,15"}, "«146,15» không phải tỷ lệ phần trăm"),
    ({**PLAN, "Số lượng": "39", "Nữ": "18", "Tỷ lệ nữ (%)": "46,51"}, "Nữ 18/39 là 46,15%, khác 46,51%"),
    ({**PLAN, "Số lượng": "39", "Tỷ lệ nữ (%)": "46,20"}, "không có số người nào trong 39 cho ra 46,20%"),
    ({**PLAN, "Số lượng": "15", "Trẻ": "3", "Dưới 40 tuổi": "4"}, "trẻ 3, dưới 40 tuổi 4"),
    ({**PLAN, "Số lượng": "mười lăm"}, "«mười lăm» không phải số đếm"),
    ({**PLAN, "Số lượng": "15", "Giai đoạn": "dự kiến"}, "«dự kiến»"),
    ({**PLAN, "Số lượng": "15", "Mã đơn vị": "CL.XX"}, "không có đơn vị «CL.XX»"),
    ({**STANDING, "Số lượng": "5"}, "chưa có dòng của cấp ủy cùng giai đoạn"),
    ({**STANDING, "Số lượng": "3", "Mã đơn vị": "CL.KT.01"}, "chi bộ không có ban thường vụ"),
    (
        {**STANDING, "Số lượng": "5", "Nữ": "5", "Mã đơn vị": "CL.KT"},
        "ban thường vụ có 5, cả cấp ủy chỉ có 4",
    ),
]


@pytest.mark.parametrize(("row", "what"), STRUCTURES)
def test_a_wrong_structure_is_refused(refused, row, what):
    told = refused(CAM_LE, "committee_structure", row)
    assert len([one for one in told if what in one]) == 1, told


STEPS = [
    ({**FIRST, "Số có mặt": "6"}, "6 lớn hơn Số triệu tập (5)"),
    (
        {**FIRST, "Số người được xem xét": "8", "Số người được chọn": "9"},
        "9 lớn hơn Số người được xem xét (8)",
    ),
    (
        {**FIRST, "Số người được chọn": "8", "Phiếu thấp nhất của người được chọn": "6"},
        "6 lớn hơn Số có mặt (5)",
    ),
    ({**FIRST, "Phiếu thấp nhất của người được chọn": "4"}, "có 4 phiếu mà không có người được chọn"),
    ({**FIRST, "Số triệu tập": "0", "Số có mặt": "0"}, "không triệu tập ai"),
    ({**FIRST, "Số có mặt": ""}, "để trống"),
    ({**FIRST, "Ngày họp": "31/02/2020"}, "31/02/2020"),
    ({**FIRST, "Số liệu đến ngày": "09/02/2020"}, "10/02/2020 sau ngày của số liệu 09/02/2020"),
    ({**SECOND}, "chưa có «bước 1: ban thường vụ» của vòng này"),
    ({**FIRST, "Vòng": "lần đầu tham gia"}, "vòng tái cử mới xong 0/5 bước"),
    ({**FIRST, "Vòng": "tái cử lần hai"}, "«tái cử lần hai»"),
    ({**FIRST, "Mã đơn vị": "CL.KT.01"}, "sổ này không do cấp"),
    ({**LAST, "Số triệu tập": "15", "Số có mặt": "14", "Ngày họp": "27/02/2020"}, "27/02/2020 trước bước 4"),
    (
        {**FIRST, "Mã đơn vị": "CL.KT", "Ngày họp": "06/02/2020"},
        "06/02/2020 sau bước 2: cán bộ chủ chốt (05/02/2020)",
    ),
]


@pytest.mark.parametrize(("row", "what"), STEPS)
def test_a_wrong_step_is_refused(refused, row, what):
    told = refused(CAM_LE, "nomination_steps", row)
    assert len([one for one in told if what in one]) == 1, told


@pytest.mark.parametrize(("present", "is_enough"), [("39", False), ("40", True)])
def test_key_cadres_meet_with_two_thirds_of_those_summoned(refused, present, is_enough):
    """Two thirds of 60 are 40."""
    told = refused(CAM_LE, "nomination_steps", FIRST, {**SECOND, "Số có mặt": present})
    assert bool(told) != is_enough
    assert is_enough or "có mặt 39/60, quy định ít nhất 2/3 → từ 40 người mới họp được" in told[0]


@pytest.mark.parametrize(("votes", "is_enough"), [("30", False), ("31", True)])
def test_more_than_half_of_all_summoned_have_to_agree(refused, votes, is_enough):
    """Half of the 60 summoned are 30, though only 55 came; just half is not enough."""
    row = {**SECOND, "Số người được chọn": "10", "Phiếu thấp nhất của người được chọn": votes}
    told = refused(CAM_LE, "nomination_steps", FIRST, row)
    assert bool(told) != is_enough
    assert is_enough or "30/60 phiếu (50,00%), quy định trên 50%" in told[0]
    assert is_enough or "từ 31 phiếu mới được chọn" in told[0]


PAPERS = [
    ({**PAPER, "Số phải có": "10", "Số đã có": "11"}, "11 lớn hơn Số phải có (10)"),
    ({**PAPER, "Số phải có": "0", "Số đã có": "0"}, "số phải có là 0"),
    ({**PAPER, "Số phải có": "10", "Số đã có": ""}, "để trống"),
    ({**PAPER, "Số phải có": "10", "Số đã có": "9", "Giấy tờ": "ảnh chân dung"}, "«ảnh chân dung»"),
    ({**PAPER, "Mã đơn vị": "CL.KT", "Số phải có": "17", "Số đã có": "9"}, "phải có 17, dòng «"),
    (
        {**PAPER, "Mã đơn vị": "CL.CA", "Số phải có": "18", "Số đã có": "9"},
        "danh sách của phương án chỉ có 17 người",
    ),
]


@pytest.mark.parametrize(("row", "what"), PAPERS)
def test_wrong_counts_of_papers_are_refused(refused, row, what):
    told = refused(CAM_LE, "personnel_dossiers", row)
    assert len([one for one in told if what in one]) == 1, told


MOVES = [
    ({**MOVE, "Số phải làm": "3", "Số đã làm": "4", "Trạng thái": "đang làm"}, "4 lớn hơn Số phải làm (3)"),
    ({**MOVE, "Số phải làm": "3", "Số đã làm": "2", "Trạng thái": "đã xong"}, "đã xong mà mới làm 2/3"),
    ({**MOVE, "Số đã làm": "1", "Trạng thái": "chưa làm"}, "chưa làm mà đã có 1 trường hợp"),
    ({**MOVE, "Trạng thái": "đang làm", "Ngày xong": "01/03/2020"}, "có ngày xong mà trạng thái chưa xong"),
    ({**MOVE, "Trạng thái": "đã xong", "Ngày xong": "03/03/2020"}, "03/03/2020 sau ngày của số liệu"),
]


@pytest.mark.parametrize(("row", "what"), MOVES)
def test_wrong_moves_are_refused(refused, row, what):
    told = refused(CAM_LE, "cadre_moves", row)
    assert len([one for one in told if what in one]) == 1, told


def test_a_smaller_committee_may_not_leave_its_standing_committee_behind(refused):
    """The standing committee of Khuê Trung has 5; a committee of 4 cannot hold it."""
    row = {**PLAN, "Mã đơn vị": "CL.KT", "Số lượng": "4", "Loại": "sửa", "Lý do": "nhầm số"}
    assert any(
        "ban thường vụ có 5, cả cấp ủy chỉ có 4" in one for one in refused(CAM_LE, "committee_structure", row)
    )


@pytest.mark.parametrize(
    ("register", "rows"),
    [
        (
            "committee_structure",
            [{**PLAN, **FULL, "Danh sách bầu cử": "19"}, {**STANDING, "Số lượng": "5", "Nữ": "1"}],
        ),
        ("committee_structure", [{**PLAN, "Tỷ lệ nữ (%)": "46.15%", "Tỷ lệ trẻ (%)": "23,08%"}]),
        ("nomination_steps", [FIRST, SECOND]),
        ("personnel_dossiers", [{**PAPER, "Số phải có": "10", "Số đã có": "9"}]),
        ("cadre_moves", [{**MOVE, "Số phải làm": "3", "Số đã làm": "3", "Trạng thái": "đã xong"}]),
    ],
)
def test_what_is_right_is_taken(refused, register, rows):
    """19 for 15 seats is a surplus of 4: 30% of 15 is 4,5."""
    assert refused(CAM_LE, register, *rows) == []


def test_no_register_of_personnel_has_a_column_for_names(campaigns):
    """Free text is only for shares and nothing else; whatever counts people is a count."""
    registers = campaigns.entries(CAM_LE).registers.values()
    texts = {
        column.code
        for register in registers
        if register.workstream == "personnel"
        for column in register.columns
        if column.kind == "text"
    }
    assert texts == {"women_share", "young_share", "key_share"}
