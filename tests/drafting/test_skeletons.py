"""Skeletons: filled with the unit's own data, in the form of a Party document, else blank."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from daihoi.domain.preparing.base import Preparation
from daihoi.drafting.fields import FIELDS
from daihoi.drafting.skeleton import skeleton
from daihoi.drafting.template import load_templates
from daihoi.errors import ConfigErrors
from reports.office.docx_writer import docx_bytes
from reports.office.form import load_form
from tests.drafting.entries import COMMENT, CONFIG, NAME, SECTION, TARGET, Registers, drafted
from tests.preparing.test_feedback import ALIKE, comment

NUMERALS = ("I", "II", "IX", "X")
FORM, TEMPLATES = load_form(CONFIG.root), load_templates(CONFIG.root)


def written(preparation: Preparation, unit: str, document: str, number: int = 1) -> bytes:
    made = skeleton(preparation, preparation.campaign.tree.unit(unit), TEMPLATES[document], FORM, number)
    return docx_bytes(made)


def text_of(content: bytes) -> str:
    """Everything that the file says, a paragraph a line, tables too."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "\n".join(
        "".join(
            "\n" if part.tag == qn("w:br") else part.text or ""
            for part in paragraph.iter(qn("w:t"), qn("w:br"))
        )
        for paragraph in body.iter(qn("w:p"))
    )


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    return drafted(tmp_path).tell("congress_names", NAME, "D,03/06/2020,IV,III,Thành ủy Đà Nẵng")


def test_the_head_is_that_of_a_party_document(registers: Registers) -> None:
    lines = text_of(written(registers.at("6-10"), "D", "political_report", 2)).split("\n")
    assert lines[:7] == [
        "ĐƠN VỊ D",
        "BAN CHẤP HÀNH KHÓA III",
        "*",
        "Số …………-BC/…………",
        "Dự thảo lần 2",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "………, ngày … tháng … năm ……",
    ]
    assert lines[7] == "BÁO CÁO CHÍNH TRỊ"
    assert " ".join(lines[8:10]).startswith(
        "của Ban Chấp hành Đơn vị D khóa III trình Đại hội đại biểu Đơn vị D"
    )
    assert "lần thứ IV, nhiệm kỳ 2020–2025" in " ".join(lines[8:11])
    assert "T/M BAN CHẤP HÀNH" in lines
    assert "- Thành ủy Đà Nẵng" in lines


def test_what_nobody_told_is_a_blank(tmp_path: Path) -> None:
    text = text_of(written(Registers(tmp_path).at("6-10"), "D", "submission"))
    assert "lần thứ …………" in text
    assert "có ………… ý kiến góp ý" in text
    assert "Số đại biểu dự đại hội: ………….".rstrip(".") in text


def test_counts_come_from_the_registers(registers: Registers) -> None:
    rows = [comment(unit, 1, content) for unit, content in zip(("D.A", "D.B", "D.A.1"), ALIKE, strict=True)]
    registers.tell("comments", COMMENT, *rows)
    text = text_of(written(registers.at("6-10"), "D", "explanations"))
    assert "Đến hết ngày 10/06/2020 có 3 ý kiến góp ý của 3 đơn vị, gộp thành 1 nội dung" in text
    assert ALIKE[0] in text
    assert ALIKE[1] not in text
    fewer = registers.forget("comments", "D.B").at("6-10")
    assert "có 2 ý kiến góp ý của 2 đơn vị" in text_of(written(fewer, "D", "explanations"))


def test_targets_stand_in_the_political_report(registers: Registers) -> None:
    registers.tell("targets", TARGET, "D,03/06/2020,1,Thu ngân sách,105%,vượt")
    text = text_of(written(registers.at("6-10"), "D", "political_report"))
    assert "Thu ngân sách\n" in text
    assert "105%" in text


OUTLINE = [
    "D,03/06/2020,báo cáo chính trị,X,Tổ chức thực hiện",
    "D,03/06/2020,báo cáo chính trị,IX,Khâu {đột phá} 100%",
    "D,03/06/2020,báo cáo chính trị,II.10,Cải cách hành chính",
    "D,03/06/2020,báo cáo chính trị,II.9,Quốc phòng",
    "D,03/06/2020,báo cáo chính trị,II,Kết quả",
]


def test_an_outline_that_was_registered_makes_the_headings(registers: Registers) -> None:
    registers.tell("document_sections", SECTION, *OUTLINE)
    registers.tell("targets", TARGET, "D,03/06/2020,1,Thu ngân sách,105%,vượt")
    lines = text_of(written(registers.at("6-10"), "D", "political_report")).split("\n")
    assert [
        line for line in lines if "- " in line and line.split("-")[0].strip(".0123456789") in NUMERALS
    ] == [
        "I- Tình hình",
        "II- Kết quả",
        "II.1- Chỉ tiêu",
        "II.9- Quốc phòng",
        "II.10- Cải cách hành chính",
        "IX- Khâu {đột phá} 100%",
        "X- Tổ chức thực hiện",
    ]
    assert "Thu ngân sách" in lines
    assert not any("PHẦN THỨ NHẤT" in line for line in lines)


def test_without_an_outline_the_skeleton_keeps_its_headings(registers: Registers) -> None:
    bare = registers.forget("document_sections", "D", "| II.1").forget("document_sections", "D", "| I")
    text = text_of(written(bare.at("6-10"), "D", "political_report"))
    assert "PHẦN THỨ NHẤT: KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT NHIỆM KỲ QUA" in text


def test_the_outline_of_one_document_is_not_that_of_another(registers: Registers) -> None:
    text = text_of(written(registers.at("6-10"), "D", "review_report"))
    assert "V- TRÁCH NHIỆM CỦA TẬP THỂ, BÀI HỌC KINH NGHIỆM" in text
    assert "Chỉ tiêu" not in text


def test_a_resolution_keeps_its_form_whatever_was_registered(registers: Registers) -> None:
    registers.tell("document_sections", SECTION, "D,03/06/2020,nghị quyết đại hội,I,Phần riêng")
    text = text_of(written(registers.at("6-10"), "D", "resolution"))
    assert "QUYẾT NGHỊ" in text
    assert "Phần riêng" not in text


def test_the_same_data_gives_the_same_bytes_on_any_day(registers: Registers) -> None:
    assert written(registers.at("6-10"), "D", "political_report") == written(
        registers.at("6-18"), "D", "political_report"
    )


@pytest.mark.parametrize("document", sorted(TEMPLATES))
@pytest.mark.parametrize("unit", ["D", "D.A", "D.A.1"])
def test_every_skeleton_can_be_made_for_every_level(tmp_path: Path, document: str, unit: str) -> None:
    content = written(Registers(tmp_path).at("6-10"), unit, document)
    text = text_of(content)
    assert TEMPLATES[document].type in text
    assert "{" not in text
    assert "None" not in text


def test_names_with_odd_signs_do_no_harm(registers: Registers) -> None:
    registers.tell("congress_names", NAME, "D.A,03/06/2020,{x},<b>,& Ủy ban {unit.__class__}")
    text = text_of(written(registers.at("6-10"), "D.A", "submission"))
    assert "& Ủy ban {unit.__class__}" in text
    assert "lần thứ {x}" in text


GOOD = (CONFIG.root / "templates/van_ban/giay_moi.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("{congress}", "{congres}", "không có trường «{congres}»"),
        ("{congress}", "{congress.__class__}", "không có trường «{congress.__class__}»"),
        ("{congress}", "{0}", "không có trường «{0}»"),
        ("{congress}", "{congress", "ngoặc nhọn không khép"),
        ("file: giay-moi", "file: ../giay-moi", "tên tệp «../giay-moi» không hợp lệ"),
        ("file: giay-moi", "file: giấy mời", "tên tệp «giấy mời» không hợp lệ"),
        ("type: GIẤY MỜI\n", "", "thiếu «type»"),
        ("signs:", "sign:", "khóa «sign» không có trong mẫu"),
        ('{blank: "Kính gửi"', '{tables: x, blank: "Kính gửi"', "«tables»"),
        ('{blank: "Địa điểm", lines: 1}', "{table: dia_diem}", "không có bảng «dia_diem»"),
        ('{blank: "Địa điểm", lines: 1}', "{lines: 2}", "mỗi khối có một trong"),
        ("certainty: assumed", "certainty: maybe", "«certainty: maybe»"),
    ],
)
def test_a_wrong_skeleton_is_refused_with_its_place(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    folder = tmp_path / "templates/van_ban"
    folder.mkdir(parents=True)
    assert before in GOOD
    (folder / "giay_moi.yaml").write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(ConfigErrors) as refused:
        load_templates(tmp_path)
    assert words in str(refused.value)
    assert "templates/van_ban/giay_moi.yaml:" in str(refused.value)


def test_two_skeletons_of_one_document_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "templates/van_ban"
    folder.mkdir(parents=True)
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(ConfigErrors, match="khung «invitation» đã có"):
        load_templates(tmp_path)


def test_every_field_is_used_or_at_least_given(tmp_path: Path) -> None:
    from daihoi.drafting.fields import fields_of

    preparation = Registers(tmp_path).at("6-10")
    assert list(fields_of(preparation, preparation.campaign.tree.unit("D.A.1"), FORM)) == list(FIELDS)
