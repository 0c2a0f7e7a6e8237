"""Titles: on as few lines as they need, names and terms whole, whatever a name brings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.office.title_lines import POINT_MM, length, title_lines
from tests.reports.office_cases import HOSTILE, form

TEXT, HALF = 160, 76
BODY, LETTER = 14, 12


def lines_of(text: str, width: float = TEXT, size: int = BODY) -> list[str]:
    return title_lines(text, width, size, form().kept_together)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("tiến độ", ["tiến độ"]),
        ("a" * 80, ["a" * 80]),
        ("", [""]),
        # What fits stays on one line, however easy it would be to break.
        (
            "tiến độ chuẩn bị đại hội Chi bộ khu dân cư 2, nhiệm kỳ 2020–2025",
            ["tiến độ chuẩn bị đại hội Chi bộ khu dân cư 2, nhiệm kỳ 2020–2025"],
        ),
        (
            "Đại hội đại biểu Đảng bộ quận Cẩm Lệ lần thứ IV, nhiệm kỳ 2020–2025",
            ["Đại hội đại biểu Đảng bộ quận Cẩm Lệ", "lần thứ IV, nhiệm kỳ 2020–2025"],
        ),
        # Two lines would do, and tear «Đại hội đại biểu».
        (
            "của Ban Chấp hành Đảng bộ quận Cẩm Lệ khóa III trình Đại hội đại biểu Đảng bộ quận Cẩm Lệ"
            " lần thứ IV, nhiệm kỳ 2020–2025",
            [
                "của Ban Chấp hành Đảng bộ quận Cẩm Lệ khóa III",
                "trình Đại hội đại biểu Đảng bộ quận Cẩm Lệ",
                "lần thứ IV, nhiệm kỳ 2020–2025",
            ],
        ),
    ],
)
def test_a_title_takes_as_few_lines_as_it_needs(title: str, lines: list[str]) -> None:
    assert lines_of(title) == lines


@pytest.mark.parametrize(
    ("phrase", "text", "width", "size"),
    [
        ("Đại hội đại biểu", "của Ban Chấp hành Đảng bộ quận khóa III trình Đại hội đại biểu", HALF, BODY),
        ("khóa III", "BAN CHẤP HÀNH ĐẢNG BỘ QUẬN KHÓA III", HALF, BODY),
        ("Cẩm Lệ", "V/v góp ý dự thảo văn kiện của Đảng bộ quận Cẩm Lệ", HALF, LETTER),
        ("nhiệm kỳ 2020–2025", "Đại hội Đảng bộ phường Hòa Thọ Đông, nhiệm kỳ 2020–2025", HALF, LETTER),
        ("khu dân cư 2", "tiến độ chuẩn bị đại hội của Chi bộ khu dân cư 2", HALF, BODY),
    ],
)  # fmt: skip
def test_what_belongs_together_is_not_torn(phrase: str, text: str, width: int, size: int) -> None:
    made = lines_of(text, width, size)
    assert len(made) > 1
    assert any(phrase.lower() in line.lower() for line in made)


def test_a_name_longer_than_a_line_is_torn_all_the_same() -> None:
    name = " ".join(["Hòa"] * 40)
    made = lines_of(f"tại {name}", HALF)
    assert len(made) > 2
    assert " ".join(made) == f"tại {name}"


@pytest.mark.parametrize("name", HOSTILE)
def test_no_word_is_lost_or_changed(name: str) -> None:
    text = f"tiến độ chuẩn bị đại hội {name}, nhiệm kỳ 2020–2025"
    assert " ".join(lines_of(text)).split() == text.split()


WORDS = st.lists(st.text(alphabet="abcđêươẤMW29 ,", min_size=1, max_size=14), min_size=1, max_size=30)


@given(WORDS.map(" ".join).filter(str.split), st.sampled_from([HALF, TEXT]))
def test_every_line_fits_and_no_more_than_one_is_spared_for_the_sense(text: str, width: int) -> None:
    made = lines_of(text, width)
    room = width / (BODY * POINT_MM)
    assert " ".join(made).split() == text.split()
    assert all(length(line) <= room or len(line.split()) == 1 for line in made)
    fewest = filled_one_by_one(text.split(), room * 0.98)
    assert fewest <= len(made) <= fewest + 1


def filled_one_by_one(words: list[str], room: float) -> int:
    """How many lines there are when each takes as many words as it can."""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and length(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return len(lines)
