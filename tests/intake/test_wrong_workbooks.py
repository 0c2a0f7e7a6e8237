"""Excel workbooks that must be refused, each with every message it gives."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl

Make = Callable[..., Path]
Problems = Callable[[Path], list[str]]
DATES = "ghi ngày/tháng/năm, ví dụ 02/03/2020, hoặc 2020-03-02"


def test_wrong_cells_of_a_workbook_bear_their_addresses(workbook: Make, problems: Problems) -> None:
    path = workbook(
        ["unit_code", "activity", "actual_finish", "percent", "as_of", "document_number"],
        ["Q.A.01", "branch_draft", None, 1, date(2020, 3, 1), None],
        [7, "branch_draft", datetime.combine(date(2020, 3, 1), time(8, 30)), None, None, None],
        ["Q.A.02", "branch_draft", 43891, None, time(8, 30), date(2020, 3, 3)],
    )
    assert problems(path) == [
        "t.xlsx:2 [Báo cáo!D2]: ô chứa 1, có thể là 1% hoặc 100%"
        " → định dạng ô là Văn bản (Text) rồi ghi 1 hoặc 100",
        "t.xlsx:3 [Báo cáo!A3]: ô chứa 7, không phải chữ → định dạng ô là Văn bản (Text)",
        "t.xlsx:3 [Báo cáo!C3]: ô chứa cả giờ: 01/03/2020 08:30 → chỉ ghi ngày, không ghi giờ",
        f"t.xlsx:4 [Báo cáo!C4]: ô chứa số 43891, không phải ngày → định dạng ô là ngày, hoặc {DATES}",
        f"t.xlsx:4 [Báo cáo!E4]: ô chứa «08:30:00», không phải ngày → định dạng ô là ngày, hoặc {DATES}",
        "t.xlsx:4 [Báo cáo!F4]: ô chứa 03/03/2020, không phải chữ → định dạng ô là Văn bản (Text)",
    ]


def test_failed_formulas_are_not_taken_for_blank_cells(workbook: Make, problems: Problems) -> None:
    path = workbook(["unit_code", "activity", "actual_finish"], ["Q", "district_congress", "=TODAY()"])
    remedy = "sửa công thức, hoặc dán giá trị thay công thức"
    assert problems(path) == [f"t.xlsx:2 [Báo cáo!C2]: công thức chưa được tính → {remedy}"]
    book = openpyxl.load_workbook(path)
    book["Báo cáo"]["C2"].value, book["Báo cáo"]["C2"].data_type = "#REF!", "e"
    book.save(path)
    assert problems(path) == [f"t.xlsx:2 [Báo cáo!C2]: công thức báo lỗi #REF! → {remedy}"]


def test_a_tiny_workbook_that_claims_the_whole_sheet_is_refused(tmp_path: Path, problems: Problems) -> None:
    book = openpyxl.Workbook()
    book["Sheet"]["A1"], book["Sheet"]["XFD1048576"] = "unit_code", "x"
    book.save(tmp_path / "t.xlsx")
    assert problems(tmp_path / "t.xlsx") == [
        "t.xlsx: trang tính «Sheet» trải rộng 1048576 dòng × 16384 cột → xóa các ô thừa ở xa bảng rồi lưu lại"
    ]


def test_a_workbook_without_visible_cells_is_refused(tmp_path: Path, problems: Problems) -> None:
    book = openpyxl.Workbook()
    hidden = book.create_sheet("Ẩn")
    hidden["A1"], hidden.sheet_state = "unit_code", "hidden"
    book.save(tmp_path / "t.xlsx")
    assert problems(tmp_path / "t.xlsx") == [
        "t.xlsx: không trang tính nào có số liệu → ghi số liệu vào trang tính đầu, không ẩn"
    ]


def test_a_workbook_with_macros_under_another_name_is_refused(workbook: Make, problems: Problems) -> None:
    path = workbook(["unit_code", "activity"])
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"")
    assert problems(path) == ["t.xlsx: tệp có macro → lưu lại thành .xlsx không macro"]


def test_a_workbook_that_unpacks_too_large_is_refused(workbook: Make, problems: Problems) -> None:
    path = workbook(["unit_code", "activity"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package, package.open("xl/x.bin", "w") as part:
        for _ in range(201):
            part.write(b"\0" * 1_000_000)
    assert problems(path) == ["t.xlsx: nội dung giải nén quá 200 MB → chia thành nhiều tệp"]
