"""Closed lists in refusals: items in marks, the nearest first."""

from __future__ import annotations

import pytest

from daihoi.intake.choices import one_of

ITEMS = ("Kế hoạch phục vụ, phân công", "Kinh phí", "Hội trường, cơ sở vật chất", "Phương án dự phòng")
LISTED = "«Kế hoạch phục vụ, phân công», «Kinh phí», «Hội trường, cơ sở vật chất», «Phương án dự phòng»"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Hội trường", "Hội trường, cơ sở vật chất"),
        ("cơ sở vật chất", "Hội trường, cơ sở vật chất"),
        ("Phân công", "Kế hoạch phục vụ, phân công"),
        ("KINH PHI", "Kinh phí"),
        ("Kinh phí của phường", "Kinh phí"),
        ("phuơng án dự phòng", "Phương án dự phòng"),
    ],
)
def test_the_nearest_item_is_asked_for_first(written: str, meant: str) -> None:
    assert one_of(written, ITEMS) == f"Có phải ý là «{meant}»? Ghi một trong: {LISTED}"


@pytest.mark.parametrize("written", ["", "ph", "An ninh", "x"])
def test_where_nothing_is_near_there_is_the_list_alone(written: str) -> None:
    assert one_of(written, ITEMS) == f"ghi một trong: {LISTED}"


@pytest.mark.parametrize(
    ("written", "meant"), [("4 nội dung", "bốn nội dung"), ("3 nội dung", "ba nội dung")]
)
def test_a_digit_stands_for_its_word(written: str, meant: str) -> None:
    items = ("hai nội dung", "ba nội dung", "bốn nội dung")
    assert one_of(written, items).startswith(f"Có phải ý là «{meant}»? ")
