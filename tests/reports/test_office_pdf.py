"""The archive file: PDF/A, the same bytes twice, the same content as the Word file."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from reports.fonts import vietnamese_letters
from reports.office.docx_writer import docx_bytes
from reports.office.pdf_writer import archived, is_writable, pdf_bytes
from tests.domain.campaigns import assessed, make_campaign, make_district
from tests.reports.office_cases import HOSTILE, cam_le, cam_le_prepared, document, renamed, text_of


def test_it_says_that_it_is_pdf_a() -> None:
    content = pdf_bytes(document(cam_le(), "CL.HP.02"))
    assert content.startswith(b"%PDF-")
    assert b"pdfaid:part" in content
    assert b"2020-03-02" in content  # made on the status date, by no clock


def test_same_report_same_bytes() -> None:
    assert pdf_bytes(document(cam_le(), "CL.KT")) == pdf_bytes(document(cam_le(), "CL.KT"))


def test_all_that_the_word_file_says_is_given_to_the_template() -> None:
    made = document(cam_le_prepared())
    given = archived(made)
    blocks = given["blocks"] + given["notes"]
    assert len(blocks) == len(made.blocks)
    assert [annex["name"] for annex in given["annexes"]] == list(dict.fromkeys(a.name for a in made.annexes))
    tables = [table for annex in given["annexes"] for table in annex["tables"]]
    assert [table["rows"] for table in tables] == [
        [list(row) for row in annex.table.rows] for annex in made.annexes
    ]
    lines = [f"{b['lead']} {b['text']}".strip() for b in blocks if b["kind"] == "paragraph"]
    assert set(lines) <= set(text_of(made).split("\n"))
    assert given["notes"][0]["text"] == "GHI CHÚ VỀ SỐ LIỆU"


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_vietnamese_can_be_read_out_again(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(document(cam_le_prepared())))
    read = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    told = unicodedata.normalize("NFC", " ".join(read.split()))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in told
    assert "QUẬN ỦY CẨM LỆ" in told
    assert "Đã tổ chức 121/235 (51,49%) chi bộ" in told
    assert "Phụ lục 4" in told


def test_the_font_has_every_letter_that_is_let_through() -> None:
    """PDF/A refuses a letter without a shape, so this would raise."""
    letters = [chr(code) for code in range(0x20, 0x2400) if is_writable(chr(code)) and chr(code) != "\n"]
    assert vietnamese_letters() <= set(letters)
    campaign = renamed(make_campaign(units=("W",)), {"W": "".join(letters)})
    assert pdf_bytes(document(assessed(campaign, "6-10")))


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_mean_harm_are_neither_markup_nor_refused(name: str) -> None:
    campaign = renamed(make_district(), {"D": name, "D.A": name, "D.A.1": name})
    made = document(assessed(campaign, "6-12"))
    assert pdf_bytes(made).startswith(b"%PDF-")
    assert docx_bytes(made)


def test_nothing_reported() -> None:
    for campaign in (make_campaign(units=("W",)), make_district(deadlines={})):
        assert pdf_bytes(document(assessed(campaign, "6-10"))).startswith(b"%PDF-")
