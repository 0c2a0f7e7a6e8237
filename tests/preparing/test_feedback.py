"""Feedback: comments flow up by themselves, alike ones stand together, and answers are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.domain.preparing.base import Review, WorkTable
from daihoi.domain.preparing.feedback import review
from tests.drafting.entries import ANSWER, ASKED, COMMENT, REPORT, SECTION, VERSION, Registers, drafted

ALIKE = (
    "Đề nghị bổ sung chỉ tiêu trồng cây xanh đô thị",
    "Bổ sung chỉ tiêu trồng cây xanh đô thị",
    "de nghi bo sung chi tieu trong cay xanh do thi",
)
AGAINST = "Không bổ sung chỉ tiêu trồng cây xanh đô thị"


def comment(unit: str, number: int, content: str, section: str = "II.1", group: str = "Nhân dân") -> str:
    cells = (unit, number, "D", REPORT, section, group, "đại hội", content, "10/06/2020")
    return ",".join(f'"{cell}"' for cell in cells)


def table(found: Review, code: str) -> WorkTable:
    return next(one for one in found.tables if one.code == code)


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    """Wards and branches have commented on the draft of the district; one comment is answered for all."""
    rows = [comment(unit, 1, text) for unit, text in zip(("D.A", "D.B", "D.A.1"), ALIKE, strict=True)]
    rows += [comment("D.C", 1, AGAINST), comment("D.C", 2, "Rút gọn phần tình hình", "I", "chuyên gia")]
    return (
        drafted(tmp_path)
        .tell("comments", COMMENT, *rows)
        .tell("answers", ANSWER, "D,D.B,1,tiếp thu,Đưa vào mục II.1,có,15/06/2020",
              "D,D.C,2,không tiếp thu,Đã nêu ở phụ lục,,16/06/2020")
        .tell("feedback_rounds", ASKED, f"D,{REPORT},lần 1,Nhân dân,08/06/2020,12/06/2020,40,30,2",
              f"D,{REPORT},lần 1,chuyên gia,08/06/2020,12/06/2020,10,10,1")
    )  # fmt: skip


def test_table_4_puts_alike_comments_on_one_line(registers: Registers) -> None:
    shown = table(review(registers.at("6-20", ["D"])), "bieu-4-gop-y-d")
    rows = [dict(zip(shown.columns, row, strict=True)) for row in shown.rows]
    assert [(row["Mục"], row["Số lượt ý kiến"], row["Số hội nghị"], row["Xử lý"]) for row in rows] == [
        ("I. Tình hình", 1, 1, "không tiếp thu"),
        ("II.1. Chỉ tiêu", 3, 3, "tiếp thu"),
        ("II.1. Chỉ tiêu", 1, 1, "chưa xử lý"),
    ]
    assert (rows[1]["Nội dung"], rows[1]["Giải trình"]) == (ALIKE[0], "Đưa vào mục II.1")
    assert shown.totals[5] == 5


def test_an_answer_counts_for_others_only_when_it_says_so(registers: Registers) -> None:
    registers.forget("answers", "D", "D.B")
    registers.tell("answers", ANSWER, "D,D.B,1,tiếp thu,Đưa vào mục II.1,không,15/06/2020")
    row = table(review(registers.at("6-20", ["D"])), "bieu-4-gop-y-d").rows[1]
    assert row[7] == "tiếp thu 1, chưa xử lý 2"


def test_an_own_answer_goes_before_one_for_all(registers: Registers) -> None:
    registers.tell("answers", ANSWER, "D,D.A.1,1,tiếp thu một phần,Giảm mức,,17/06/2020")
    row = table(review(registers.at("6-20", ["D"])), "bieu-4-gop-y-d").rows[1]
    assert row[7] == "tiếp thu 2, tiếp thu một phần 1"


def test_what_leaders_should_know_first(registers: Registers) -> None:
    found = " | ".join(review(registers.at("6-20", ["D"])).findings)
    assert "5 ý kiến từ 4 đơn vị, gộp thành 3 nội dung: tiếp thu 3, không tiếp thu 1, chưa xử lý 1" in found
    assert "đã xử lý 4/5 (80,00%) ý kiến" in found
    assert "3/3 (100,00%) đơn vị trực thuộc đã góp ý" in found
    assert "trả lời xin ý kiến 40/50 (80,00%)" in found
    assert "chưa lấy ý kiến cấp ủy, tổ chức đảng, cán bộ lão thành" in found


@pytest.mark.parametrize(
    ("register", "unit", "part", "instead"),
    [
        ("comments", "D.C", "2", "4 ý kiến từ 4 đơn vị, gộp thành 2 nội dung"),
        (
            "comments",
            "D.B",
            "1",
            "4 ý kiến từ 3 đơn vị, gộp thành 3 nội dung: không tiếp thu 1, chưa xử lý 3",
        ),
        ("answers", "D", "D.C", "đã xử lý 3/5 (60,00%)"),
        ("feedback_rounds", "D", "chuyên gia", "trả lời xin ý kiến 30/40 (75,00%)"),
    ],
)
def test_each_figure_comes_from_its_entry(
    registers: Registers, register: str, unit: str, part: str, instead: str
) -> None:
    before = " | ".join(review(registers.at("6-20", ["D"])).findings)
    after = " | ".join(review(registers.forget(register, unit, part).at("6-20", ["D"])).findings)
    assert (instead in before, instead in after) == (False, True)


def test_before_the_answers_nothing_is_decided(registers: Registers) -> None:
    found = review(registers.at("6-12", ["D"]))
    assert any("đã xử lý 0/5 (0,00%)" in text for text in found.findings)
    assert any("Tiếp thu, giải trình 5 ý kiến (3 nội dung)" in ask.what for ask in found.asks)


def test_who_was_asked_and_what_became_of_their_comments(registers: Registers) -> None:
    shown = table(review(registers.at("6-20", ["D"])), "bieu-doi-tuong-gop-y-d")
    rows = {row[2]: list(row[3:]) for row in shown.rows}
    # asked, answered, share, meetings, comments, accepted, partly, rejected, undecided
    assert rows["Nhân dân"] == [40, 30, "30/40 (75,00%)", 2, 4, 3, 0, 0, 1]
    assert rows["chuyên gia"] == [10, 10, "10/10 (100,00%)", 1, 1, 0, 0, 1, 0]
    assert list(shown.totals[3:]) == [50, 40, "40/50 (80,00%)", 3, 5, 3, 0, 1, 1]


def test_who_was_never_asked_is_not_counted_as_nobody(registers: Registers) -> None:
    registers.forget("feedback_rounds", "D")
    shown = table(review(registers.at("6-20", ["D"])), "bieu-doi-tuong-gop-y-d")
    assert [list(row[3:7]) for row in shown.rows] == [[None, None, "", None]] * 2
    assert shown.totals[5] == ""


def test_who_has_not_answered_is_asked_for_and_late_after_the_day(registers: Registers) -> None:
    for day, is_late in (("6-12", False), ("6-13", True)):
        asked = [ask for ask in review(registers.at(day, ["D"])).asks if "chưa trả lời" in ask.what]
        assert [(ask.what.partition(" (")[0], ask.is_late) for ask in asked] == [
            ("Nhân dân: 10/40 chưa trả lời", is_late)
        ]


def test_a_unit_sees_what_became_of_its_own_comments(registers: Registers) -> None:
    found = review(registers.at("6-20", ["D.B"]))
    assert [one.code for one in found.tables] == ["bieu-gop-y-gui-len"]
    row = found.tables[0].rows[0]
    assert (row[5], row[6], row[7]) == (ALIKE[1], "tiếp thu", "Đưa vào mục II.1")
    assert found.asks == []


def test_comments_on_ones_own_draft_do_not_reach_the_superior(tmp_path: Path) -> None:
    registers = drafted(tmp_path).tell("document_versions", VERSION, f"D.A,{REPORT},dự thảo lần 1,03/06/2020")
    registers.tell("document_sections", SECTION, f"D.A,03/06/2020,{REPORT},I,Tình hình")
    registers.tell("comments", COMMENT, comment("D.A.1", 1, "Ý kiến", "I").replace('"D"', '"D.A"'))
    found = review(registers.at("6-20"))
    assert [one.code for one in found.tables if one.code.startswith("bieu-4")] == ["bieu-4-gop-y-d-a"]


def test_without_comments_there_is_nothing_to_say(tmp_path: Path) -> None:
    found = review(drafted(tmp_path).at("6-20"))
    assert (found.findings, found.tables, found.asks) == ([], [], [])
