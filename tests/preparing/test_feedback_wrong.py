"""Wrong comments, answers and rounds of asking: each refused with the place, the value, and what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drafting.entries import ANSWER, ASKED, COMMENT, REPORT, SECTION, Registers, drafted

GOOD = f'D.A,1,D,{REPORT},II.1,"cấp ủy, tổ chức đảng",đại hội,Tăng chỉ tiêu cây xanh,10/06/2020'


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    return drafted(tmp_path).tell("comments", COMMENT, GOOD)


def comment(**changes: str) -> str:
    cells = {
        "unit": "D.A", "number": "2", "about": "D", "document": REPORT, "section": "II.1",
        "group": "Nhân dân", "setting": "đại hội", "content": "Thêm chỉ tiêu", "given_on": "10/06/2020",
    } | changes  # fmt: skip
    return ",".join(f'"{cell}"' for cell in cells.values())


WRONG_COMMENTS = [
    ({"section": "8"}, ["báo cáo chính trị của D không có mục «8»", "I, II.1"]),
    ({"section": "II.11"}, ["không có mục «II.11»", "Có phải ý là «II.1»"]),
    ({"document": "báo cáo kiểm điểm"}, ["chưa có mục lục", "chưa có dự thảo báo cáo kiểm điểm"]),
    ({"about": "D.B"}, ["D.B không phải D.A hay cấp trên của nó"]),
    ({"about": "D.A.1"}, ["D.A.1 không phải D.A hay cấp trên"]),
    ({"about": "X"}, ["không có đơn vị «X»"]),
    ({"group": "khách mời"}, ["«khách mời»", "Nhân dân"]),
    ({"setting": "quán nước"}, ["«quán nước»", "đại hội"]),
    ({"content": ""}, ["để trống", "ghi Nội dung"]),
    ({"content": "dài " * 300}, ["dài 1199 ký tự", "không quá 1000"]),
    ({"number": "một"}, ["«một» không phải số đếm"]),
    ({"given_on": "02/06/2020"}, ["02/06/2020 trước khi có dự thảo báo cáo chính trị (03/06/2020)"]),
    ({"given_on": "10/07/2020"}, ["chưa đến"]),
    ({"given_on": "31/06/2020"}, ["31/06/2020"]),
    ({"unit": "D.Z"}, ["D.Z"]),
]


@pytest.mark.parametrize(("changes", "words"), WRONG_COMMENTS, ids=[str(row[0]) for row in WRONG_COMMENTS])
def test_a_wrong_comment_is_refused(registers: Registers, changes: dict[str, str], words: list[str]) -> None:
    refusal = registers.refusal("comments", COMMENT, comment(**changes))
    assert [word for word in words if word not in refusal] == [], refusal
    assert "bang.csv:2" in refusal


WRONG_ANSWERS = [
    ("D,D.A,7,tiếp thu,,,11/06/2020", ["D.A không có ý kiến số 7", "D.A đang có 1 ý kiến"]),
    ("D,D.B,1,tiếp thu,,,11/06/2020", ["D.B không có ý kiến số 1"]),
    ("D.A,D.A,1,tiếp thu,,,11/06/2020", ["góp vào văn kiện của D", "phải do D ghi"]),
    ("D,D.A,1,không tiếp thu,,,11/06/2020", ["để trống khi Xử lý là «không tiếp thu»", "ghi Giải trình"]),
    ("D,D.A,1,tiếp thu một phần,,,11/06/2020", ["để trống khi Xử lý là «tiếp thu một phần»"]),
    ("D,D.A,1,tiếp thu,,,09/06/2020", ["09/06/2020 trước ngày góp ý (10/06/2020)"]),
    ("D,D.A,1,ghi nhận,,,11/06/2020", ["«ghi nhận»", "tiếp thu một phần"]),
    ("D,D.A,1,tiếp thu,,mọi,11/06/2020", ["«mọi»", "«có», «không»"]),
]


@pytest.mark.parametrize(("row", "words"), WRONG_ANSWERS, ids=[row[0] for row in WRONG_ANSWERS])
def test_a_wrong_answer_is_refused(registers: Registers, row: str, words: list[str]) -> None:
    refusal = registers.refusal("answers", ANSWER, row)
    assert [word for word in words if word not in refusal] == [], refusal


WRONG_ROUNDS = [
    (f"D,{REPORT},lần 1,Nhân dân,08/06/2020,12/06/2020,10,11,1", ["11 lớn hơn Số nơi được hỏi (10)"]),
    (f"D,{REPORT},lần 1,Nhân dân,08/06/2020,05/06/2020,10,9,1", ["05/06/2020 trước Từ ngày (08/06/2020)"]),
    (f"D,{REPORT},lần 1,Nhân dân,08/06/2020,12/06/2020,,9,1", ["ghi Số nơi được hỏi"]),
    (f"D,{REPORT},lần 9,Nhân dân,08/06/2020,12/06/2020,10,9,1", ["«lần 9»"]),
    (f"D,{REPORT},lần 1,Nhân dân,08/06/2020,12/06/2020,10,-9,1", ["«-9» không phải số đếm"]),
]


@pytest.mark.parametrize(("row", "words"), WRONG_ROUNDS, ids=[row[0] for row in WRONG_ROUNDS])
def test_a_wrong_round_is_refused(registers: Registers, row: str, words: list[str]) -> None:
    refusal = registers.refusal("feedback_rounds", ASKED, row)
    assert [word for word in words if word not in refusal] == [], refusal


def test_a_comment_is_told_once(registers: Registers) -> None:
    refusal = registers.refusal("comments", COMMENT, comment(), comment(content="Ý khác"))
    assert "dòng này và dòng 2 cùng nói về «Ý kiến số» 2 của D.A" in refusal
    assert "sửa «Ý kiến số» cho khác nhau" in refusal


def test_one_wrong_row_keeps_the_whole_table_out(registers: Registers) -> None:
    before = len(registers.statements)
    refusal = registers.refusal("comments", COMMENT, comment(), comment(number="3", section="8"))
    assert "bang.csv:3" in refusal
    assert len(registers.statements) == before


def test_a_branch_comments_on_the_district_and_on_its_ward(tmp_path: Path) -> None:
    registers = drafted(tmp_path)
    assert "D.A chưa có dự thảo" in registers.refusal("comments", COMMENT, comment(unit="D.A.1", about="D.A"))
    registers.tell(
        "document_versions", "Văn kiện,Bản,Ngày hoàn thành", f"D.A,{REPORT},dự thảo lần 1,03/06/2020"
    )
    registers.tell("document_sections", SECTION, f"D.A,03/06/2020,{REPORT},II.1,Chỉ tiêu")
    rows = [comment(unit="D.A.1", about="D.A", number="1"), comment(unit="D.A.1", about="D", number="2")]
    registers.tell("comments", COMMENT, *rows)
    assert [one.text("about") for one in registers.entries.of("comments", "D.A.1")] == ["D.A", "D"]
