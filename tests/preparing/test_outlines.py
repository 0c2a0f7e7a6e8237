"""Sections in the order in which people number them."""

from __future__ import annotations

import pytest

from daihoi.domain.preparing.outlines import depth, section_order


def test_sections_follow_their_numbers_and_not_their_letters() -> None:
    told = ["Kết luận", "X", "IX", "V", "IV", "II.10", "II.9", "II", "XL", "XIV", "1", "I.2.1", "I.2", "I"]
    wanted = ["I", "1", "I.2", "I.2.1", "II", "II.9", "II.10", "IV", "V", "IX", "X", "XIV", "XL", "Kết luận"]
    assert [section_order(one) for one in sorted(told, key=section_order)] == list(map(section_order, wanted))


@pytest.mark.parametrize(
    ("section", "wanted"), [("II", 1), ("II.", 1), ("II.3", 2), (" I.2.1 ", 3), ("Mở đầu", 1)]
)
def test_depth(section: str, wanted: int) -> None:
    assert depth(section) == wanted


@pytest.mark.parametrize("odd", ["IIII", "VX", "IC", "Ⅳ", "²", "", "-1", "1a", "C"])
def test_what_is_no_number_is_a_name(odd: str) -> None:
    assert section_order(odd) > section_order("XCIX")
