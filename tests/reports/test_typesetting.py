"""Fonts that can write Vietnamese, and text that stays in its room."""

from __future__ import annotations

import unicodedata

import pytest

from reports import fonts, typesetting
from reports.canvas import TextStyle

LONG = "Quy chế làm việc, chương trình toàn khóa, phân công cấp ủy viên, chương trình hành động"


def test_there_are_134_letters_and_every_face_has_them() -> None:
    letters = fonts.vietnamese_letters()
    assert len(letters) == 134
    assert {"ữ", "Ặ", "đ", "Đ", "ỹ", "Ợ"} <= letters
    assert all(unicodedata.is_normalized("NFC", letter) for letter in letters)
    for face in fonts.FILES:
        assert all(fonts.advance(face, letter) > 0 for letter in letters)


def test_a_font_that_lacks_letters_is_refused_by_name() -> None:
    with pytest.raises(fonts.FontError, match=r"«Lato\.ttf» thiếu 1 chữ cái tiếng Việt \(ữ") as refused:
        fonts.check_letters(fonts.vietnamese_letters() - {"ữ"}, "Lato.ttf")
    assert "pip install" in str(refused.value)


def test_a_missing_font_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "PACKAGE", "font-that-is-not-there")
    fonts.font_file.cache_clear()
    with pytest.raises(fonts.FontError, match="pip install font-that-is-not-there"):
        fonts.font_file("normal")
    fonts.font_file.cache_clear()


def test_digits_are_of_one_width_so_that_columns_align() -> None:
    for face in fonts.FILES:
        assert len({fonts.advance(face, digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Đa\u0309ng bo\u0323\u0302", "Đảng bộ"),
        ("hai\ndòng\tmột", "hai dòng một"),
        ("Chi bộ \U0001f600", "Chi bộ ?"),
        ("$x^2$ & <b>", "$x^2$ & <b>"),
        ("", ""),
    ],
)
def test_text_is_composed_on_one_line_and_without_what_cannot_be_printed(written: str, printed: str) -> None:
    assert fonts.printable(written) == printed


@pytest.mark.parametrize("room", [5.0, 12.0, 30.0, 60.0, 500.0])
def test_shortened_text_fits_and_says_that_it_was_cut(room: float) -> None:
    short = typesetting.shorten(LONG, room, 8.3)
    assert typesetting.width(short, 8.3) <= room
    assert short == LONG or short.endswith("…")
    assert not short.endswith((" …", ",…"))


def test_wrapped_lines_lose_no_word() -> None:
    lines = typesetting.wrap(LONG, 50.0, 8.3)
    assert len(lines) > 1
    assert " ".join(lines) == LONG
    assert all(typesetting.width(line, 8.3) <= 50.0 for line in lines)


def test_a_word_longer_than_the_room_is_cut() -> None:
    assert typesetting.wrap("x" * 200, 20.0, 8.0)[0].endswith("…")


def test_a_name_is_kept_whole_as_long_as_a_row_can_hold_it() -> None:
    sizes = (8.3, 7.3, 6.7)
    one = typesetting.fit("Đại hội", 60.0, 5.0, sizes, "normal")
    two = typesetting.fit(LONG, 60.0, 6.0, sizes, "normal")
    cut = typesetting.fit(LONG, 60.0, 3.0, sizes, "normal")
    assert (list(one.lines), one.size) == (["Đại hội"], 8.3)
    assert " ".join(two.lines) == LONG
    assert len(two.lines) == 2
    assert len(cut.lines) == 1
    assert cut.lines[0].endswith("…")


def test_boxes_that_would_touch_are_set_side_by_side_around_their_middle() -> None:
    assert typesetting.spread([100.0, 102.0], [20.0, 20.0], 0.0, 200.0, gap=1.0) == [90.5, 111.5]


def test_boxes_stay_within_limits_and_in_order() -> None:
    centres = typesetting.spread([3.0, 197.0, 199.0], [20.0, 20.0, 20.0], 0.0, 200.0, gap=1.0)
    assert centres == [10.0, 169.0, 190.0]


def test_boxes_that_do_not_touch_stay_where_they_want_to_be() -> None:
    assert typesetting.spread([150.0, 20.0], [30.0, 30.0], 0.0, 200.0) == [150.0, 20.0]


def test_text_too_small_to_read_on_paper_is_refused() -> None:
    with pytest.raises(ValueError, match=r"6\.4 pt is below the floor of 6\.5"):
        TextStyle(6.4)
