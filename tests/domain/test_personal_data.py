"""Which numbers are refused as personal, and which are not."""

from __future__ import annotations

import pytest

from daihoi.domain.personal_data import personal_number


@pytest.mark.parametrize(
    "text",
    [
        "001099012345",
        "đồng chí A, căn cước 001099012345.",
        "001 099 012 345",
        "001.099.012.345",
        "CCCD:001099012345",
        "(048203001234)",
    ],
)
def test_identity_cards(text: str) -> None:
    assert personal_number(text) == "số căn cước (12 chữ số)"


@pytest.mark.parametrize("text", ["201234567", "CMND 201 234 567", "số 201.234.567,"])
def test_old_identity_cards(text: str) -> None:
    assert personal_number(text) == "số chứng minh (9 chữ số)"


@pytest.mark.parametrize("text", ["0905123456", "gọi 0905 123 456", "+84 905 123 456", "0905.123.456"])
def test_telephones(text: str) -> None:
    assert personal_number(text) == "số điện thoại"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "86-KH/QU",
        "36-HD/VPTW",
        "1234/QĐ-BTC ngày 02/03/2020",
        "từ 27-3-2020 đến 04-05-2020",
        "CL.KT.07",
        "20200302",
        "121/235 (51,49%)",
        "993 đảng viên, 36 chi bộ, 275 đại biểu",
        "1.234.567 đồng",
        "kế hoạch 2020-2025",
        "2020 2021 2022",
        "a3f5c2019283746501928374650192837465019283746501928374650192837a",
    ],
)
def test_what_is_not_personal(text: str) -> None:
    assert personal_number(text) == ""
