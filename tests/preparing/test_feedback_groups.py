"""Near-duplicates: what is the same for a reader is one group, what is not never is."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.domain.preparing.comment_groups import ALIKE_PCT, alike_groups
from daihoi.domain.preparing.comment_groups_words import gist

SAME = [
    ("Đề nghị bổ sung chỉ tiêu giảm nghèo", "bổ sung chỉ tiêu giảm nghèo"),
    ("Bổ sung chỉ tiêu giảm nghèo", "BO SUNG CHI TIEU GIAM NGHEO"),
    ("Cần làm rõ trách nhiệm người đứng đầu", "Kính mong làm rõ trách nhiệm của người đứng đầu!"),
    ("Rút gọn phần tình hình, tránh trùng lặp", "Phần tình hình trùng lặp, đề nghị rút gọn, tránh"),
    ("Uỷ ban cần công khai", "Ủy ban cần công khai"),
    ("Xử lý điểm ngập ở tổ 12", "Đề nghị xử lý các điểm ngập ở tổ 12"),
    ("Trồng cây xanh đô thị ở các tuyến đường", "trong cay xanh do thi o cac tuyen duong"),
    ("", "   "),
]
DIFFERENT = [
    ("Bổ sung chỉ tiêu giảm nghèo vào mục tiêu", "Không bổ sung chỉ tiêu giảm nghèo vào mục tiêu"),
    ("Tăng thu ngân sách, giảm chi thường xuyên", "Giảm thu ngân sách, tăng chi thường xuyên"),
    ("Kết nạp đảng viên mới đạt 3% một năm", "Kết nạp đảng viên mới đạt 4% một năm"),
    ("Nâng từ 3 lên 4 khâu đột phá", "Nâng từ 4 lên 3 khâu đột phá"),
    ("Hoàn thành trước năm 2022", "Hoàn thành sau năm 2022"),
    ("Bỏ chỉ tiêu thứ năm", "Bổ sung chỉ tiêu thứ năm"),
    ("khong bo sung chi tieu giam ngheo vao muc tieu", "Bổ sung chỉ tiêu giảm nghèo vào mục tiêu"),
    ("Đầu tư trường mầm non", "Đầu tư trạm y tế phường"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_for_a_reader(one: str, other: str) -> None:
    assert alike_groups([one, other]) == [[0, 1]]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_not_the_same_however_alike_the_words(one: str, other: str) -> None:
    assert alike_groups([one, other]) == [[0], [1]]


def test_a_chain_of_small_changes_does_not_end_in_another_comment() -> None:
    words = [f"từ{letter}" for letter in "abcdefghijklmnopqrst"]
    chain = [" ".join(words[start : start + 12]) for start in range(8)]
    groups = alike_groups(chain)
    assert groups == [[0, 1], [2, 3], [4, 5], [6, 7]]


VOCABULARY = ("an", "bình", "cây", "đường", "hẻm", "không", "ngập", "phố", "3", "4", "tăng")
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=7)


@given(st.lists(WORDS.map(" ".join), max_size=12))
def test_every_comment_stands_in_one_group_and_is_alike_its_first(texts: list[str]) -> None:
    groups = alike_groups(texts)
    assert sorted(place for places in groups for place in places) == list(range(len(texts)))
    leaders: list[int] = []
    for place, text in enumerate(texts):
        shares = {leader: _share(texts[leader], text) for leader in leaders}
        best = max(shares.values(), default=0.0)
        mine = next(places[0] for places in groups if place in places)
        if mine == place:
            assert best * 100 < ALIKE_PCT or gist(text) not in map(gist, texts[:place])
            leaders.append(place)
        else:
            assert shares[mine] == best


def _share(one: str, other: str) -> float:
    """Shared words over all words, worked out plainly; 0 when the two may not stand together."""
    first, second = gist(one), gist(other)
    if (first.turns, first.numbers) != (second.turns, second.numbers):
        return 0.0
    if first == second:
        return 1.0
    share = len(first.words & second.words) / len(first.words | second.words)
    return share if share * 100 >= ALIKE_PCT - 1e-9 else 0.0


def test_thousands_of_comments_on_one_section_take_seconds() -> None:
    chance = random.Random(5)
    words = [f"tiếng{number}" for number in range(400)]
    bases = [[chance.choice(words) for _ in range(14)] for _ in range(900)]
    texts = [" ".join(chance.choice(bases)) for _ in range(2_000)] + [
        " ".join([*base[:-1], chance.choice(words)]) for base in bases
    ]
    before = time.process_time()
    groups = alike_groups(texts)
    assert time.process_time() - before < 5
    assert 850 <= len(groups) <= 950
