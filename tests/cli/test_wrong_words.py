"""Commands typed wrongly: the answer names the word, says what to type, and is Vietnamese throughout."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Program

ENGLISH = re.compile(
    r"\b(not?|is|are|an?|the|argument|option|value|valid|invalid|range|requires|unexpected|extra|missing|"
    r"such|command|one of|usage|try|error|does|take|Traceback)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("stauts",), "không có lệnh «stauts». Có phải ý là «status»"),
        (("--data", "x"), "chưa nêu lệnh"),
        (("--data",), "tùy chọn «--data» cần một giá trị"),
        (("status",), "thiếu «ĐỢT»"),
        (("import", "cam_le_2020"), "thiếu «TỆP…»"),
        (("status", "cam_le_2002"), "Không có đợt đại hội «cam_le_2002». Có phải ý là «cam_le_2020»?"),
        (("status", "cam_le_2020", "--status-date", "3/3"), "«3/3» không có năm"),
        (("status", "cam_le_2020", "--status-date", "31/02/2020"), "--status-date"),
        (("status", "cam_le_2020", "--status-date"), "tùy chọn «--status-date» cần một giá trị"),
        (("status", "cam_le_2020", "--statusdate", "1"), "không có tùy chọn «--statusdate»"),
        (("status", "--help=3"), "tùy chọn «--help» không nhận giá trị"),
        (("status", "cam_le_2020", "--known-at", "-1"), "«--known-at»: «-1» nằm ngoài khoảng 0…"),
        (("status", "cam_le_2020", "--known-at", "9" * 30), "nằm ngoài khoảng"),
        (("status", "cam_le_2020", "--known-at", "1_0"), "«1_0» không phải số nguyên"),
        (("log", "cam_le_2020", "--last", "0"), "«--last»: «0» nằm ngoài khoảng 1…"),
        (("log", "cam_le_2020", "--last", "3,5"), "«3,5» không phải số nguyên"),
        (("log", "cam_le_2020", "--last", ""), "«» không phải số nguyên"),
        (("log", "cam_le_2020", "--unit", "CL.XX"), "Không có đơn vị «CL.XX»"),
        (("run", "cam_le_2020", "--level", "brnch"), "«branch»"),
        (("run", "cam_le_2020", "--level", "city"), "branch, district, grassroots"),
        (("run", "cam_le_2020", "--units", "CL.KTT"), "«CL.KT»"),
        (("run", "cam_le_2020", "--units", "cl.kt"), "Có phải ý là «CL.KT»"),
        (("run", "cam_le_2020", "--units", ""), "«--units»: «» không có mã nào"),
        (("run", "cam_le_2020", "--units", " , "), "không có mã nào"),
        (
            ("run", "cam_le_2020", "--level", "grassroots", "--units", "CL.KT.01,CL.KT.02,CL.KT.01"),
            "Các đơn vị đã chọn (CL.KT.01, CL.KT.02) không có đơn vị nào thuộc cấp «grassroots»; "
            "ở đó có: branch.",
        ),
        (("chart", "gant", "cam_le_2020"), "không có «gant». Có phải ý là «gantt»?"),
        (("chart", "", "cam_le_2020"), "balance, calendar, cascade"),
        (("chart", "overview", "cam_le_2020", "CL.KT"), "«overview» vẽ cho cả đợt: bỏ «CL.KT»"),
        (("chart", "s-curve", "cam_le_2020", "CL"), "hoặc chọn gantt"),
        (("import", "cam_le_2020", "khong_co.csv"), "khong_co.csv"),
        (("validate", "cam_le_2020", "thua"), "thừa «thua»"),
        (("validate", "cam_le_2020", "thua", "nua"), "thừa «thua nua»"),
        (("run", "cam_le_2020", "--data", "x"), "không có tùy chọn «--data»"),
    ],
)
def test_wrong_words_are_answered_with_a_way_out(
    program: Program, arguments: tuple[str, ...], message: str
) -> None:
    done = program(*arguments)
    assert done.returncode == 2
    assert message in done.stderr.replace("\n", " ")
    said = re.sub(r"«[^»]*»", "«»", done.stderr)
    assert not ENGLISH.findall(said), done.stderr
