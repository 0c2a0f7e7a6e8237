"""Wrong rows about dossiers: each is refused with its cell, value and expectation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.preparing.conftest import Refuse, Row

NGO_QUYEN = "ngo_quyen_2020"
FIRST = {
    "Mã đơn vị": "NQ.P02",
    "Lần trình": "1",
    "Ngày trình": "10/04/2020",
    "Số tờ trình": "05-TTr/ĐU",
    "Ngày cấp trên nhận": "10/04/2020",
    "Cấp trên trả lời": "yêu cầu bổ sung",
    "Ngày trả lời": "16/04/2020",
    "Nội dung bổ sung": "biên bản giới thiệu nhân sự",
    "Hạn bổ sung": "22/04/2020",
    "Số liệu đến ngày": "17/04/2020",
}
SECOND = {
    "Mã đơn vị": "NQ.P02",
    "Lần trình": "2",
    "Ngày trình": "21/04/2020",
    "Số tờ trình": "06-TTr/ĐU",
    "Số liệu đến ngày": "21/04/2020",
}
PIECE = {
    "Mã đơn vị": "NQ.P02",
    "Thành phần": "Tờ trình",
    "Tình trạng": "phải bổ sung",
    "Thiếu gì hoặc vì sao không cần": "chưa ký",
    "Số liệu đến ngày": "10/04/2020",
}


def test_the_rows_that_the_wrong_ones_are_made_from_are_taken(refused: Refuse) -> None:
    assert refused(NGO_QUYEN, "submissions", FIRST, SECOND) == []
    assert refused(NGO_QUYEN, "dossier_items", PIECE) == []


WRONG = [
    ({"Lần trình": "0"}, "Lần trình", "lần trình 0", "đánh số từ 1"),
    ({"Lần trình": "hai"}, "Lần trình", "«hai» không phải số đếm", "số nguyên"),
    ({"Ngày trình": "31/04/2020"}, "Ngày trình", "«31/04/2020»", ""),
    ({"Ngày trình": ""}, "Ngày trình", "để trống", "ghi Ngày trình"),
    ({"Số tờ trình": ""}, "Số tờ trình", "để trống", "ghi Số tờ trình"),
    ({"Ngày cấp trên nhận": "09/04/2020"}, "Ngày cấp trên nhận", "09/04/2020 trước Ngày trình", ""),
    ({"Ngày trả lời": "09/04/2020"}, "Ngày trả lời", "09/04/2020 trước Ngày trình", ""),
    ({"Ngày trả lời": "18/04/2020"}, "Ngày trả lời", "sau ngày của số liệu 17/04/2020", "đã làm đến ngày"),
    ({"Hạn bổ sung": "15/04/2020"}, "Hạn bổ sung", "15/04/2020 trước Ngày trả lời", ""),
    ({"Cấp trên trả lời": "đồng ý"}, "Cấp trên trả lời", "«đồng ý» không hợp lệ", "yêu cầu bổ sung"),
    ({"Cấp trên trả lời": ""}, "Cấp trên trả lời", "có ngày trả lời mà không có trả lời", "cửa duyệt"),
    ({"Nội dung bổ sung": ""}, "Nội dung bổ sung", "để trống khi Cấp trên trả lời", "Nội dung bổ sung"),
    (
        {"Nội dung bổ sung": "hồ sơ của ông Bình"},
        "Nội dung bổ sung",
        "có tên người",
        "ghi chức danh",
    ),
    ({"Mã đơn vị": "NQ.P99"}, "Mã đơn vị", "không có đơn vị «NQ.P99»", ""),
]


@pytest.mark.parametrize(("change", "cell", "what", "remedy"), WRONG)
def test_a_wrong_submission_is_refused(
    refused: Refuse, change: Row, cell: str, what: str, remedy: str
) -> None:
    told = refused(NGO_QUYEN, "submissions", {**FIRST, **change})
    assert len(told) == 1, told
    place, _, rest = told[0].partition(": ")
    assert cell in place or cell == "Mã đơn vị"
    assert what in rest.partition(" → ")[0]
    assert remedy in rest.partition(" → ")[2]


def test_rounds_follow_one_another(refused: Refuse) -> None:
    (told,) = refused(NGO_QUYEN, "submissions", SECOND)
    assert "lần 2 mà chưa có lần 1" in told
    unanswered = {title: FIRST[title] for title in FIRST if title in SECOND}
    (told,) = refused(NGO_QUYEN, "submissions", unanswered, SECOND)
    assert "lần 2 khi lần 1 chưa được trả lời" in told
    (told,) = refused(NGO_QUYEN, "submissions", FIRST, {**SECOND, "Ngày trình": "15/04/2020"})
    assert "15/04/2020 trước ngày trả lời lần 1 (16/04/2020)" in told


def test_nothing_is_submitted_once_the_congress_has_opened(refused: Refuse) -> None:
    late = {**SECOND, "Mã đơn vị": "NQ", "Lần trình": "1", "Ngày trình": "15/07/2020"}
    (told,) = refused(NGO_QUYEN, "submissions", {**late, "Số liệu đến ngày": "16/07/2020"})
    assert "15/07/2020, đại hội khai mạc 15/07/2020 → trình trước ngày khai mạc" in told


WRONG_PIECES = [
    ({"Thành phần": "Báo cáo"}, "Thành phần", "«Báo cáo» không hợp lệ", "Tờ trình"),
    ({"Tình trạng": "đủ"}, "Tình trạng", "«đủ» không hợp lệ", "thiếu"),
    (
        {"Thiếu gì hoặc vì sao không cần": ""},
        "Thiếu gì",
        "để trống khi Tình trạng là «phải bổ sung»",
        "ghi Thiếu gì",
    ),
    ({"Thiếu gì hoặc vì sao không cần": "bà Hoa chưa ký"}, "Thiếu gì", "có tên người", "chức danh"),
]


@pytest.mark.parametrize(("change", "cell", "what", "remedy"), WRONG_PIECES)
def test_a_wrong_piece_is_refused(refused: Refuse, change: Row, cell: str, what: str, remedy: str) -> None:
    told = refused(NGO_QUYEN, "dossier_items", {**PIECE, **change})
    assert len(told) == 1, told
    assert cell in told[0]
    assert what in told[0]
    assert remedy in told[0].partition(" → ")[2]
