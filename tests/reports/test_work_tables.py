"""The workbook of the tables of the workstreams, opened again."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
from openpyxl.workbook import Workbook

from daihoi.domain.preparing.base import Review, WorkTable
from reports.work_sheet_names import work_sheet_names
from reports.work_tables import work_files
from tests.reports.office_cases import cam_le, facts_of

NAMES = {
    "bieu-1-tien-do-cl": "Biểu 1. Tiến độ CL",
    "bieu-2-tien-do-cl-kt-01": "Biểu 2. Việc CL.KT.01",
    "bieu-3a-co-cau-phuong-an": "Biểu 3a. Phương án cấp ủy",
    "bieu-3a-co-cau-phuong-an-do-tuoi": "Biểu 3a. Độ tuổi, trình độ",
    "bieu-4-gop-y-cl": "Biểu 4. Góp ý CL",
    "bieu-6-dai-bieu-CL.KT": "Biểu 6. Đại biểu CL.KT",
    "bieu-7-ket-luan-2": "Biểu 7. Kết luận 2",
    "bieu-thi-dua-cl-kt-1": "Thi đua CL.KT 1",
    "bieu-tuyen-truyen-kenh": "Tuyên truyền theo kênh",
    "bieu-tuyen-truyen-cl": "Tuyên truyền CL",
    "sau-hoi-nghi-2019-11-20": "Sau hội nghị 20-11-2019",
    "theo-doi-tong-hop": "Theo dõi tổng hợp",
    "theo-doi-01": "Theo dõi 01",
    "bang-rieng": "Bảng riêng của một mảng nào đó",
}


def table(code: str) -> WorkTable:
    return WorkTable(code, "Bảng riêng của một mảng nào đó: có tên dài", ("TT", "Đơn vị"), [(1, "Phường A")])


def book_of(*codes: str) -> Workbook:
    review = Review("steering", "Chỉ đạo", [], [table(code) for code in codes], [])
    files = work_files([review], facts_of(cam_le()).edition)
    return openpyxl.load_workbook(io.BytesIO(files["bieu.xlsx"]))


def test_tabs_say_what_a_table_is_in_vietnamese() -> None:
    assert book_of(*NAMES).sheetnames == list(NAMES.values())


def test_no_two_tabs_are_alike() -> None:
    assert work_sheet_names(
        [table("bo-phan"), table("bo-phan"), table("bang-rieng"), table("bang-khac")]
    ) == [
        "Bộ phận phục vụ",
        "Bộ phận phục vụ 2",
        "Bảng riêng của một mảng nào đó",
        "Bảng riêng của một mảng nào 2",
    ]


def test_every_sheet_prints_with_status_date_and_page_number() -> None:
    for codes in (("bo-phan", "moc-ngoai"), ()):
        for sheet in book_of(*codes).worksheets:
            foot = sheet.oddFooter
            assert foot.left.text == "Đại hội đảng các cấp quận Cẩm Lệ, nhiệm kỳ 2020–2025"
            assert foot.center.text.startswith("Số liệu đến hết ngày 02/03/2020; sổ ghi đến số ")
            assert (foot.right.text, sheet.page_setup.orientation) == ("Trang &P/&N", "landscape")


def test_a_number_in_a_column_that_is_mostly_blank_has_room_and_so_has_its_heading() -> None:
    """«14-BC/ĐU» in capitals takes more than eight letters; «Ngày báo cáo», bold, two lines above days."""
    rows = [(n, None, "") for n in range(1, 13)] + [(13, date(2025, 8, 27), "14-BC/ĐU")]
    shown = WorkTable("bieu-9-ket-qua", "Kết quả", ("TT", "Ngày báo cáo", "Số báo cáo"), rows)
    files = work_files([Review("congresses", "Đại hội", [], [shown], [])], facts_of(cam_le()).edition)
    sheet = openpyxl.load_workbook(io.BytesIO(files["bieu.xlsx"])).worksheets[0]
    assert sheet.column_dimensions["C"].width >= 12
    heading, last = sheet.row_dimensions[3].height, sheet.row_dimensions[16].height
    assert (sheet["C16"].value, heading / last) == ("14-BC/ĐU", 2)
