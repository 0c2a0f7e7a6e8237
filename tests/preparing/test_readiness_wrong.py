"""Wrong rows about readiness: each is refused with its cell, value and expectation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.preparing.conftest import Refuse, Row

NGO_QUYEN = "ngo_quyen_2020"
SOUND = {
    "Mã đơn vị": "NQ",
    "Phần việc": "Âm thanh, điện dự phòng, đường truyền",
    "Ngày rà soát": "16/07/2020",
    "Kết quả rà soát": "vướng mắc",
    "Bộ phận chịu trách nhiệm": "Tiểu ban Tổ chức phục vụ",
    "Minh chứng": "biên bản ngày 16-7",
    "Còn vướng gì": "đường truyền chập chờn",
}


def test_the_row_that_the_wrong_ones_are_made_from_is_taken(refused: Refuse) -> None:
    assert refused(NGO_QUYEN, "readiness", SOUND) == []


WRONG = [
    ({"Phần việc": "Hội trường"}, "Phần việc", "«Hội trường» không hợp lệ", "Hội trường, cơ sở vật chất"),
    ({"Phần việc": ""}, "Phần việc", "để trống", "ghi Phần việc"),
    ({"Ngày rà soát": ""}, "Ngày rà soát", "để trống", "ghi Ngày rà soát"),
    ({"Ngày rà soát": "32/07/2020"}, "Ngày rà soát", "«32/07/2020»", ""),
    ({"Ngày rà soát": "18/07/2020"}, "Ngày rà soát", "18/07/2020, đại hội bế mạc 17/07/2020", "bế mạc"),
    ({"Ngày rà soát": "01/06/2019"}, "Ngày rà soát", "đợt bắt đầu 28/06/2019", "từ 28/06/2019"),
    ({"Ngày rà soát": "01/06/2026"}, "Ngày rà soát", "01/06/2026", ""),
    ({"Kết quả rà soát": "tốt"}, "Kết quả rà soát", "«tốt» không hợp lệ", "sẵn sàng"),
    ({"Kết quả rà soát": ""}, "Kết quả rà soát", "để trống", "ghi Kết quả rà soát"),
    ({"Kết quả rà soát": "sẵn sàng"}, "Còn vướng gì", "sẵn sàng mà vẫn còn vướng", "đang làm"),
    ({"Còn vướng gì": ""}, "Còn vướng gì", "để trống khi Kết quả rà soát là «vướng mắc»", "ghi Còn vướng gì"),
    (
        {"Kết quả rà soát": "không cần", "Còn vướng gì": ""},
        "Còn vướng gì",
        "để trống khi Kết quả rà soát là «không cần»",
        "ghi Còn vướng gì",
    ),
    (
        {"Bộ phận chịu trách nhiệm": "Trần Thị Lan"},
        "Bộ phận chịu trách nhiệm",
        "«Trần Thị Lan» không phải chức danh",
        "không ghi tên người",
    ),
    ({"Minh chứng": "biên bản do anh Tuấn lập"}, "Minh chứng", "có tên người", "chức danh"),
    ({"Còn vướng gì": "x" * 201}, "Còn vướng gì", "dài 201 ký tự", "không quá 200"),
]


@pytest.mark.parametrize(("change", "cell", "what", "remedy"), WRONG)
def test_refused(refused: Refuse, change: Row, cell: str, what: str, remedy: str) -> None:
    told = refused(NGO_QUYEN, "readiness", {**SOUND, **change})
    assert len(told) == 1, told
    place, _, rest = told[0].partition(": ")
    assert cell in place
    assert what in rest.partition(" → ")[0]
    assert remedy in rest.partition(" → ")[2]
