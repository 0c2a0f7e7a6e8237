"""The copy of a refused table: what is wrong is marked, what is right is kept, and mended it is accepted."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from daihoi.domain.campaign import Campaign
from daihoi.errors import InputErrors, Problem
from daihoi.intake.annotating import annotated, copy_name
from daihoi.intake.reports import read_reports

Make = Callable[..., Path]
TODAY = date(2020, 3, 2)
HEAD = ["Mã đơn vị", "Việc", "Kết thúc", "Nguồn"]


def marked_copy(path: Path, campaign: Campaign) -> Path:
    """The copy that refusing a file leaves."""
    with pytest.raises(InputErrors) as caught:
        read_reports(path, campaign, TODAY)
    content = annotated(path, caught.value.problems)
    assert content is not None
    copy = path.with_name(copy_name(path, [other.name for other in path.parent.iterdir()]))
    copy.write_bytes(content)
    return copy


def comments(sheet: Worksheet) -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def coloured(sheet: Worksheet) -> set[str]:
    return {str(block.sqref) for block in sheet.conditional_formatting}


def test_wrong_cells_are_marked_and_the_mended_copy_is_accepted(workbook: Make, campaign: Campaign) -> None:
    path = workbook(
        HEAD,
        ["Q.A.01", "branch_congress", "3/3", "=1+1 là chữ"],
        ["Q.A.O2", "branch_congress", date(2020, 2, 28), None],
    )
    book = openpyxl.load_workbook(path)
    book["Báo cáo"]["D2"].data_type = "s"
    book.save(path)
    copy = marked_copy(path, campaign)
    assert copy.name == "t.loi.xlsx"
    book = openpyxl.load_workbook(copy)
    sheet = book["Báo cáo"]
    assert comments(sheet) == {
        "C2": "«3/3» không có năm\n→ ghi đủ ngày, tháng, năm, ví dụ 02/03/2020",
        "A3": "không có đơn vị «Q.A.O2»\n→ Có phải ý là «Q.A.02», «Q.A.01», «Q.A»?",
    }
    assert coloured(sheet) == {"C2", "A3"}
    assert (sheet["C2"].value, sheet["D2"].value, sheet["D2"].data_type) == ("3/3", "=1+1 là chữ", "s")
    listed = [[cell.value for cell in row] for row in book["Lỗi cần sửa"].iter_rows()]
    assert listed[0] == ["Ô", "Có gì sai", "Cách sửa"]
    assert [row[0] for row in listed[1:]] == ["C2", "A3"]
    sheet["C2"], sheet["A3"] = "03/02/2020", "Q.A.02"
    book.save(copy)
    found = read_reports(copy, campaign, TODAY)
    assert [(row.statement.unit_code, row.statement.actual_finish) for row in found] == [
        ("Q.A.01", date(2020, 2, 3)),
        ("Q.A.02", date(2020, 2, 28)),
    ]


def test_a_second_copy_marks_only_what_is_still_wrong(workbook: Make, campaign: Campaign) -> None:
    path = workbook(HEAD, ["Q.A.01", "branch_congress", "3/3"], ["Q.A.02", "branch_congress", "4/4"])
    first = marked_copy(path, campaign)
    book = openpyxl.load_workbook(first)
    book["Báo cáo"]["C2"] = "03/02/2020"
    book.save(first)
    second = marked_copy(first, campaign)
    assert second.name == "t.loi-2.xlsx"
    book = openpyxl.load_workbook(second)
    assert coloured(book["Báo cáo"]) == {"C3"}
    assert set(comments(book["Báo cáo"])) == {"C3"}
    assert book.sheetnames == ["Lỗi cần sửa", "Báo cáo"]
    assert book["Lỗi cần sửa"].max_row == 2


def test_the_copy_of_a_csv_is_a_workbook_with_the_same_texts(csv_file: Make, campaign: Campaign) -> None:
    path = csv_file(
        'Mã đơn vị;Việc;Kết thúc;Nguồn\n\nQ.A.01;branch_congress;28/02/2020;"=1+1; ""A"""\n'
        "Q.A.02;branch_congress;30/02/2020;-x\n"
    )
    copy = marked_copy(path, campaign)
    book = openpyxl.load_workbook(copy)
    sheet = book["Báo cáo"]
    assert set(comments(sheet)) == {"C4"}
    assert (sheet["D3"].value, sheet["D3"].data_type) == ('=1+1; "A"', "s")
    sheet["C4"] = "29/02/2020"
    book.save(copy)
    found = read_reports(copy, campaign, TODAY)
    assert [row.statement.source for row in found] == ['=1+1; "A"', "-x"]
    assert found[1].statement.actual_finish == date(2020, 2, 29)


def test_what_is_wrong_with_the_whole_table_stands_in_the_list(workbook: Make, campaign: Campaign) -> None:
    copy = marked_copy(workbook(["Mã đơn vị", "Kết thúc"], ["Q.A.01", date(2020, 2, 28)]), campaign)
    book = openpyxl.load_workbook(copy)
    rows = [[cell.value for cell in row] for row in book["Lỗi cần sửa"].iter_rows(min_row=2)]
    assert rows == [["A1", "thiếu cột «Việc»", "thêm cột này"]]
    assert set(comments(book["Báo cáo"])) == {"A1"}


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.xlsx", b"PK\x03\x04 cut off"), ("t.csv", b"\xff\xfeQ"), ("t.ods", b"PK"), ("t.xlsx", b"")],
)
def test_nothing_is_copied_of_what_cannot_be_read(name: str, content: bytes, csv_file: Make) -> None:
    problem = Problem(name, 0, "hỏng", "lưu lại")
    assert annotated(csv_file(content, name), [problem]) is None


def test_a_missing_file_has_no_copy(tmp_path: Path) -> None:
    assert annotated(tmp_path / "x.xlsx", [Problem("x", 0, "a", "b")]) is None


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("tuan.xlsx", [], "tuan.loi.xlsx"),
        ("tuan.csv", ["tuan.csv", "tuan.loi.xlsx"], "tuan.loi-2.xlsx"),
        ("tuan.loi.xlsx", ["tuan.loi.xlsx", "tuan.loi-2.xlsx"], "tuan.loi-3.xlsx"),
        ("tuan.loi-2.xlsx", ["tuan.loi-2.xlsx"], "tuan.loi.xlsx"),
        ("v1.0 (2).xlsx", [], "v1.0 (2).loi.xlsx"),
    ],
)
def test_a_copy_is_never_written_over_another(name: str, taken: list[str], expected: str) -> None:
    assert copy_name(Path(name), taken) == expected


def test_more_problems_than_anyone_mends_are_counted(workbook: Make) -> None:
    path = workbook(HEAD, ["Q.A.01", "branch_congress", "3/3"])
    many = [Problem(str(path), 2, f"lỗi {number:04}", "sửa", "Báo cáo!C2") for number in range(1_100)]
    content = annotated(path, many)
    assert content is not None
    page = openpyxl.load_workbook(io.BytesIO(content))["Lỗi cần sửa"]
    assert [cell.value for cell in page[page.max_row]][1] == "còn 100 lỗi nữa"
