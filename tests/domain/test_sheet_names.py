"""Names of sheets that every spreadsheet takes."""

from __future__ import annotations

import pytest

from daihoi.domain.sheet_names import sheet_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sổ văn bản", "Sổ văn bản"),
        ("Sổ quy trình giới thiệu nhân sự", "Sổ quy trình giới thiệu nhân sự"),  # 31 letters
        ("Sổ hồ sơ ứng cử ngoài danh sách đại biểu", "Sổ hồ sơ ứng cử ngoài danh sách"),
        ("Sổ hội nghị, buổi làm việc, kiểm tra", "Sổ hội nghị, buổi làm việc"),
        ("Thu/chi: [2020]*?\\", "Thu chi 2020"),
        ("'Sổ'", "Sổ"),
        ("o" * 40, "o" * 31),
        ("Hướng dẫn", "Hướng dẫn 2"),
        ("history", "history 2"),
        ("", "Trang"),
    ],
)
def test_a_name_fits_a_tab(text: str, name: str) -> None:
    assert sheet_names([text], ["Hướng dẫn"]) == [name]


def test_no_two_names_are_alike_and_numbers_have_room() -> None:
    long = "Sổ hồ sơ ứng cử ngoài danh sách đại biểu"
    assert sheet_names([long, long.upper(), "Sổ việc", "sổ việc"]) == [
        "Sổ hồ sơ ứng cử ngoài danh sách",
        "SỔ HỒ SƠ ỨNG CỬ NGOÀI DANH 2",
        "Sổ việc",
        "sổ việc 2",
    ]
