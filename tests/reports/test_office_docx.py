"""The Word file, opened again: form, content, the same bytes twice, names that mean harm."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from reports.office.document import Blank
from reports.office.docx_writer import docx_bytes
from tests.domain.campaigns import assessed, make_campaign, make_district
from tests.reports.office_cases import HOSTILE, cam_le, cam_le_prepared, document, renamed


def opened(content: bytes) -> WordFile:
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def district() -> WordFile:
    return opened(docx_bytes(document(cam_le_prepared())))


def texts(file: WordFile) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs]


def cells(file: WordFile, place: int) -> list[list[str]]:
    """The cells of a table, read from the file's XML: python-docx takes seconds for a long one."""
    rows = file.tables[place]._tbl.tr_lst
    return [
        ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))] for row in rows
    ]


def test_heads_as_the_form_wants_them(district: WordFile) -> None:
    left, right = (cell.text.split("\n") for cell in district.tables[0].rows[0].cells)
    assert left[1:] == ["QUẬN ỦY CẨM LỆ", "*", "Số …………-BC/QU"]
    assert right[0] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert "ngày … tháng … năm" in right[1]
    party = district.tables[0].rows[0].cells[1].paragraphs[0].runs[0]
    assert (party.font.size.pt, party.bold) == (15, True)
    assert "BÁO CÁO" in texts(district)


def test_paper_and_margins(district: WordFile) -> None:
    first, *annexes = district.sections
    found = (first.page_width, first.left_margin, first.right_margin, first.top_margin)
    expected = (Mm(210), Mm(30), Mm(20), Mm(20))
    assert all(abs(a - b) < Mm(0.1) for a, b in zip(found, expected, strict=True))
    assert len(annexes) == len({annex.number for annex in document(cam_le_prepared()).annexes})
    assert {section.orientation for section in annexes} == {WD_ORIENT.LANDSCAPE}
    assert all(section.page_width > section.page_height for section in annexes)


def test_font_of_the_form(district: WordFile) -> None:
    for name in ("Normal", "Heading 1", "Heading 2"):
        fonts = district.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {
            "Times New Roman"
        }


def test_anchor_at_the_foot_of_every_page(district: WordFile) -> None:
    for section in district.sections:
        feet = [section.footer]
        if section.different_first_page_header_footer:
            feet.append(section.first_page_footer)
        for foot in feet:
            assert foot.paragraphs[0].text.startswith("Số liệu đến hết ngày 02/03/2020; sổ ghi đến số ")


def test_content(district: WordFile) -> None:
    said = "\n".join(texts(district))
    assert "Đã tổ chức 121/235 (51,49%) chi bộ" in said
    assert "82/196 (41,84%)" in said
    assert cells(district, 1)[1][:3] == ["Chi bộ", "235", "121"]


def keeps(paragraph: Paragraph) -> bool:
    return bool(paragraph.paragraph_format.keep_with_next)


def test_the_signature_never_stands_alone(district: WordFile) -> None:
    """It is the last table of the text: the paragraphs before it go with it to the next page."""
    body = list(district.element.body)
    signature = next(t._tbl for t in district.tables if "Nơi nhận:" in "".join(t._tbl.itertext()))
    before = body[body.index(signature) - 2 : body.index(signature)]
    assert [keeps(Paragraph(one, district._body)) for one in before] == [True, True]


def test_what_announces_something_stays_with_it(district: WordFile) -> None:
    announcing = [one for one in district.paragraphs if one.text.endswith(":") and len(one.text) > 20]
    assert len(announcing) >= 2
    assert all(keeps(one) for one in announcing)
    plain_text = next(one for one in district.paragraphs if one.text.startswith("Tình hình chung"))
    assert not keeps(plain_text)


def test_a_note_stays_with_the_table_above_it(district: WordFile) -> None:
    levels = district.tables[1]._tbl.tr_lst
    assert all(p.find(f".//{qn('w:keepNext')}") is not None for p in levels[-1].iter(qn("w:p")))


def test_the_signature_of_a_text_that_ends_in_blanks_goes_with_them() -> None:
    """A report without notes: its last lines are dotted, and they move together with the signature."""
    made = document(cam_le())
    blanks = replace(made, blocks=[*made.blocks[:2], Blank(lines=3)])
    file = opened(docx_bytes(blanks))
    dotted = [one for one in file.paragraphs if one.text == "\t"]
    assert [keeps(one) for one in dotted] == [False, True, True]


def test_annex_tables_repeat_their_heads_and_keep_rows_whole(district: WordFile) -> None:
    annex = next(table for table in district.tables if len(table._tbl.tr_lst) == 47)  # head, 45, total
    first, *rest = annex._tbl.tr_lst
    assert first.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in (first, *rest))
    assert [row.find(f".//{qn('w:tblHeader')}") for row in rest] == [None] * 46


def test_signature_is_left_to_the_clerk(district: WordFile) -> None:
    pair = next(t for t in district.tables if "Nơi nhận:" in t.rows[0].cells[0].text)
    signed = pair.rows[0].cells[1].text.split("\n")
    assert signed[0] == "T/M BAN THƯỜNG VỤ"
    assert set("".join(signed[1:])) == {"…"}


def test_same_report_same_bytes() -> None:
    content = docx_bytes(document(cam_le(), "CL.KT"))
    assert content == docx_bytes(document(cam_le(), "CL.KT"))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_tell_the_status_date_and_nobody(district: WordFile) -> None:
    known = district.core_properties
    assert (known.author, known.last_modified_by) == ("Quận ủy Cẩm Lệ", "")
    assert known.created is not None
    assert known.created.strftime("%Y-%m-%d") == "2020-03-02"


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_mean_harm_stay_text(name: str) -> None:
    campaign = renamed(make_district(), {"D": name, "D.A": name, "D.A.1": name})
    content = docx_bytes(document(assessed(campaign, "6-12")))
    file = opened(content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        raw = packed.read("word/document.xml").decode()
    assert "<script" not in raw
    assert "\u202e" not in raw
    assert "HYPERLINK" not in raw or "w:hyperlink" not in raw
    assert len(cells(file, 2)[1]) == 7


def test_one_unit_and_nothing_reported() -> None:
    for campaign in (make_campaign(units=("W",)), make_district(), make_district(deadlines={})):
        file = opened(docx_bytes(document(assessed(campaign, "6-10"))))
        assert "BÁO CÁO" in texts(file)
