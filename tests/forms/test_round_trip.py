"""What comes back: rows that were filled in become statements, everything else is refused by its cell."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import EventKind, Statement
from daihoi.domain.structure import Certainty
from daihoi.errors import InputErrors
from daihoi.forms.content import Form, make_form
from daihoi.forms.workbook import form_workbook
from daihoi.intake.reports import read_file
from tests.forms.conftest import LABELS, STATUS, Edit, Histories, put, row_of

Fill = Callable[[Edit], Path]
Refused = Callable[[Path], list[str]]
FEB_28 = datetime.fromisoformat("2020-02-28")
PERSONNEL = ("CL.HP", "grassroots_prepare_personnel")
COPY = "chép lại dòng này từ biểu đã nhận, hoặc xin biểu mới"


def first_added(sheet: Worksheet) -> int:
    return next(row[0].row for row in sheet.iter_rows(min_row=6) if row[4].value == "dòng thêm")


def test_filled_rows_are_read_with_the_version_they_were_based_on(
    filled: Fill, cam_le: Campaign, ward: Form
) -> None:
    def edit(sheet: Worksheet) -> None:
        put(sheet, "CL.HP.01", "branch_congress", start=FEB_28, finish=FEB_28)
        put(sheet, "CL.HP", "grassroots_prepare_personnel", percent=45)

    reading = read_file(filled(edit), cam_le, STATUS)
    held, told = sorted(reading.rows, key=lambda row: row.statement.unit_code, reverse=True)
    day = date(2020, 2, 28)
    source = f"Biểu CL.HP {ward.stamp.form_id}"
    assert held.statement == Statement(
        "CL.HP.01", "branch_congress", EventKind.REPORT, day, day, day, 100, source=source
    )
    assert (held.base_version, told.base_version) == (0, 1)
    assert (told.statement.percent, told.statement.effective_date) == (45, STATUS)
    assert told.statement.certainty is Certainty.ASSUMED
    assert reading.untouched == len(ward.rows) - 2


def test_an_activity_that_the_form_does_not_ask_about_is_added_at_its_end(
    filled: Fill, cam_le: Campaign
) -> None:
    def edit(sheet: Worksheet) -> None:
        row = first_added(sheet)
        sheet[f"A{row}"], sheet[f"C{row}"] = "CL.HP.07", "Thông báo, tuyên truyền"
        sheet[f"G{row}"] = "ngày 1 tháng 3 năm 2020"

    (row,) = read_file(filled(edit), cam_le, STATUS).rows
    assert (row.statement.key, row.base_version) == (("CL.HP.07", "branch_communications"), None)
    assert row.statement.actual_finish == date(2020, 3, 1)


def test_a_gate_is_closed_on_the_form_by_its_document(filled: Fill, cam_le: Campaign) -> None:
    def edit(sheet: Worksheet) -> None:
        put(sheet, "CL.HP", "grassroots_superior_approval", kind="duyệt", finish=FEB_28, document="12-TB/QU")

    (row,) = read_file(filled(edit), cam_le, STATUS).rows
    assert (row.statement.kind, row.is_gate) == (EventKind.APPROVE, True)


def test_a_date_typed_as_text_casts_no_doubt_on_what_was_issued(
    cam_le: Campaign, picture: Assessment, histories: Histories, tmp_path: Path
) -> None:
    """Of the only date that is known, 05/02/2020, day and month could be exchanged; the program wrote it."""
    (event,) = histories["CL.KT.04", "branch_congress"]
    assert event.statement.actual_finish == date(2020, 2, 5)
    known = {event.statement.key: [event]}
    form = make_form(picture, cam_le.tree.unit("CL.KT"), known, LABELS, with_children=True)
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(form)))
    put(book["Báo cáo"], "CL.KT", "grassroots_congress", finish="28/02/2020")
    book.save(tmp_path / "b.xlsx")
    (row,) = read_file(tmp_path / "b.xlsx", cam_le, STATUS).rows
    assert row.statement.actual_finish == date(2020, 2, 28)


@pytest.mark.parametrize("percent", [1, 7])
def test_a_small_percentage_that_is_known_does_not_count_as_touched(
    percent: int, cam_le: Campaign, picture: Assessment, histories: Histories, tmp_path: Path
) -> None:
    (event,) = histories["CL.HP", "grassroots_prepare_personnel"]
    said = dataclasses.replace(event.statement, percent=percent)
    known = {said.key: [dataclasses.replace(event, statement=said)]}
    form = make_form(picture, cam_le.tree.unit("CL.HP"), known, LABELS, with_children=False)
    (tmp_path / "b.xlsx").write_bytes(form_workbook(form))
    assert not read_file(tmp_path / "b.xlsx", cam_le, STATUS).rows


@pytest.mark.parametrize("beside", [{}, {"document": "12-BC/ĐU"}])
def test_a_finish_needs_no_other_percentage_than_the_one_that_was_printed(
    beside: dict[str, str], filled: Fill, cam_le: Campaign, histories: Histories
) -> None:
    (event,) = histories[PERSONNEL]
    assert 0 < (event.statement.percent or 0) < 100
    (row,) = read_file(
        filled(lambda sheet: put(sheet, *PERSONNEL, finish=FEB_28, **beside)), cam_le, STATUS
    ).rows
    assert (row.statement.percent, row.statement.actual_finish) == (100, date(2020, 2, 28))


def test_a_percentage_typed_beside_a_finish_is_asked_about(filled: Fill, refused: Refused) -> None:
    (line,) = refused(filled(lambda sheet: put(sheet, *PERSONNEL, percent=45, finish=FEB_28)))
    assert "đã kết thúc 28/02/2020 mà tỷ lệ là 45" in line


@pytest.mark.parametrize("typed", [False, True])
def test_a_day_that_was_printed_is_in_no_doubt_beside_days_typed_as_text(
    typed: bool, cam_le: Campaign, picture: Assessment, histories: Histories, tmp_path: Path
) -> None:
    """Where Excel reads the month first «28/02/2020» stays text; 10 February, printed before, is no guess."""
    (event,) = histories[PERSONNEL]
    said = dataclasses.replace(event.statement, actual_start=date(2020, 2, 10))
    known = histories | {said.key: [dataclasses.replace(event, statement=said)]}
    form = make_form(picture, cam_le.tree.unit("CL.HP"), known, LABELS, with_children=True)
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(form)))
    sheet = book["Báo cáo"]
    put(sheet, "CL.HP.05", "branch_congress", start="28/02/2020", finish="28/02/2020")
    put(sheet, *PERSONNEL, finish="28/02/2020", percent=100)
    if typed:
        put(sheet, *PERSONNEL, start=datetime.fromisoformat("2020-02-11"))
    book.save(tmp_path / "b.xlsx")
    if typed:
        with pytest.raises(InputErrors, match="có thể là 11/02/2020 hoặc 02/11/2020"):
            read_file(tmp_path / "b.xlsx", cam_le, STATUS)
    else:
        assert len(read_file(tmp_path / "b.xlsx", cam_le, STATUS).rows) == 2


def swap_codes(sheet: Worksheet) -> int:
    one, other = row_of(sheet, "CL.HP.05", "branch_congress"), row_of(sheet, "CL.HP.06", "branch_congress")
    sheet[f"A{one}"], sheet[f"A{other}"] = "CL.HP.06", "CL.HP.05"
    return one


def sort_only_names(sheet: Worksheet) -> int:
    row = put(sheet, "CL.HP.07", "branch_congress", finish=FEB_28)
    sheet[f"B{row}"] = "Chi bộ khu dân cư 9"
    return row


def tampered_mark(sheet: Worksheet) -> int:
    row = put(sheet, "CL.HP.08", "branch_congress", finish=FEB_28)
    sheet[f"N{row}"] = "9"
    return row


def version_typed_over(sheet: Worksheet) -> int:
    row = put(sheet, "CL.HP.09", "branch_congress", finish=FEB_28)
    sheet[f"N{row}"] = "7" + str(sheet[f"N{row}"].value)[1:]
    return row


def pasted_row(sheet: Worksheet) -> int:
    row = put(sheet, "CL.HP.10", "branch_congress", finish=FEB_28)
    pasted = row_of(sheet, "CL.HP.11", "branch_congress")
    for cell in sheet[row]:
        sheet.cell(pasted, cell.column).value = cell.value
    return pasted


def hidden_and_changed(sheet: Worksheet) -> int:
    row = put(sheet, "CL.HP.12", "branch_congress", finish=FEB_28)
    sheet.row_dimensions[row].hidden = True
    return row


def ratio(sheet: Worksheet) -> int:
    return put(sheet, "CL.HP.13", "branch_congress", finish="3/3")


def later_than_as_of(sheet: Worksheet) -> int:
    return put(sheet, "CL.HP.15", "branch_congress", finish=datetime.fromisoformat("2020-03-01"))


def no_reason(sheet: Worksheet) -> int:
    return put(sheet, "CL.HP.04", "branch_congress", finish=FEB_28, kind="sửa")


def approval_without_document(sheet: Worksheet) -> int:
    return put(sheet, "CL.HP", "grassroots_superior_approval", kind="duyệt", finish=FEB_28)


def half(sheet: Worksheet) -> int:
    return put(sheet, *PERSONNEL, percent=0.5)


def cleared(sheet: Worksheet) -> int:
    return put(sheet, "CL.HP", "grassroots_direct_branches", start=None, percent=None, certainty=None)


def foreign_unit(sheet: Worksheet) -> int:
    row = first_added(sheet)
    sheet[f"A{row}"], sheet[f"C{row}"], sheet[f"G{row}"] = "CL.KT.01", "Đại hội chi bộ", FEB_28
    return row


def no_unit(sheet: Worksheet) -> int:
    row = first_added(sheet) + 1
    sheet[f"G{row}"] = FEB_28
    return row


MOVED = "mã đơn vị hoặc việc của dòng không còn như khi phát biểu"
WRONG: dict[Callable[[Worksheet], int], str] = {
    swap_codes: f"[Báo cáo!A{{0}}]: {MOVED} («CL.HP.06», «branch_congress») → {COPY}",
    sort_only_names: "[Báo cáo!B{0}]: tên «Chi bộ khu dân cư 9» không phải của mã «CL.HP.07»",
    tampered_mark: f"[Báo cáo!N{{0}}]: dấu của dòng («9») đã bị sửa → {COPY}",
    version_typed_over: f"[Báo cáo!A{{0}}]: {MOVED} («CL.HP.09», «branch_congress») → {COPY}",
    pasted_row: "[Báo cáo!G{0}]: «CL.HP.10», việc «Đại hội chi bộ» đã có ở dòng",
    hidden_and_changed: "[Báo cáo!A{0}]: dòng bị ẩn mà có số liệu mới → bỏ lọc, bỏ ẩn dòng",
    ratio: "[Báo cáo!G{0}]: «3/3» không có năm",
    later_than_as_of: "[Báo cáo!G{0}]: kết thúc 01/03/2020 sau Số liệu đến ngày 29/02/2020",
    no_reason: "[Báo cáo!L{0}]: dòng sửa không có lý do → ghi Lý do",
    approval_without_document: "[Báo cáo!J{0}]: duyệt hoặc trả lại mà không có số văn bản → ghi Số văn bản",
    half: "[Báo cáo!H{0}]: ô chứa 0,5, có thể là 0,5% hoặc 50%",
    cleared: "[Báo cáo!H{0}]: dòng không nêu gì",
    foreign_unit: "[Báo cáo!A{0}]: đơn vị «CL.KT.01» không thuộc biểu của «CL.HP» → báo cáo đơn vị này",
    no_unit: "[Báo cáo!A{0}]: để trống → ghi mã đơn vị",
}


@pytest.fixture(scope="module")
def spoilt(
    ward_file: bytes, cam_le: Campaign, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[Callable[[Worksheet], int], int], list[str]]:
    """The row that each slip spoils, and all that is said when one form suffers all of them."""
    path = tmp_path_factory.mktemp("spoilt") / "bieu.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(ward_file))
    sheet = book["Báo cáo"]
    sheet["C3"] = datetime.fromisoformat("2020-02-29")
    rows = {edit: edit(sheet) for edit in WRONG}
    book.save(path)
    with pytest.raises(InputErrors) as caught:
        read_file(path, cam_le, STATUS)
    return rows, [str(problem).replace(str(path), path.name) for problem in caught.value.problems]


@pytest.mark.parametrize("edit", WRONG, ids=lambda edit: edit.__name__)
def test_a_row_that_was_spoilt_is_refused_by_its_cell(
    edit: Callable[[Worksheet], int], spoilt: tuple[dict[Callable[[Worksheet], int], int], list[str]]
) -> None:
    rows, found = spoilt
    here = [message for message in found if message.startswith(f"bieu.xlsx:{rows[edit]} ")]
    assert any(WRONG[edit].format(rows[edit]) in message for message in here), found


def test_rows_that_nobody_spoilt_are_not_complained_about(
    spoilt: tuple[dict[Callable[[Worksheet], int], int], list[str]],
) -> None:
    rows, found = spoilt
    other_of_the_swap = rows[swap_codes] + 2
    named = {int(message.split(":")[1].split(" ")[0]) for message in found}
    assert named <= {*rows.values(), other_of_the_swap}


def no_as_of(sheet: Worksheet) -> None:
    sheet["C3"] = None
    put(sheet, *PERSONNEL, percent=60)


def merged(sheet: Worksheet) -> None:
    row = put(sheet, "CL.HP.01", "branch_congress", finish=FEB_28)
    sheet.merge_cells(f"G{row}:G{row + 1}")


def formula(sheet: Worksheet) -> None:
    put(sheet, "CL.HP.01", "branch_congress", finish="=TODAY()")


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (no_as_of, "[Báo cáo!C3]: để trống → việc chưa xong phải ghi Số liệu đến ngày"),
        (merged, "[Báo cáo!G{0}]: các ô G{0}:G{1} gộp làm một → bỏ gộp ô"),
        (formula, "[Báo cáo!G{0}]: công thức chưa được tính"),
    ],
)
def test_a_form_that_was_spoilt_is_refused_by_its_cell(
    edit: Edit, expected: str, filled: Fill, refused: Refused, ward: Form
) -> None:
    asked = [(row.unit_code, row.activity) for row in ward.rows]
    row = 6 + asked.index(("CL.HP.01", "branch_congress"))
    (message,) = refused(filled(edit))
    assert expected.format(row, row + 1) in message


def test_the_form_of_another_campaign_says_where_it_belongs(filled: Fill, refused: Refused) -> None:
    path = filled(lambda sheet: None)
    book = openpyxl.load_workbook(path)
    book["_mau"]["B2"] = "hai_phong_2024"
    book.save(path)
    assert refused(path) == [
        "bieu.xlsx: biểu của đợt «hai_phong_2024», không phải «cam_le_2020»"
        " → nhập bằng: daihoi import hai_phong_2024 TỆP"
    ]


@pytest.mark.parametrize(
    ("cell", "text", "expected"),
    [
        ("B1", "daihoi-9", "biểu phiên bản «daihoi-9», bản này đọc được «daihoi-1»"),
        ("B4", "02/03/2020", "trang ẩn của biểu đã bị sửa (Ngày chốt «02/03/2020»)"),
        ("B1", None, "biểu phiên bản «»"),
    ],
)
def test_a_form_with_spoilt_hidden_sheet_is_refused(
    cell: str, text: str | None, expected: str, filled: Fill, refused: Refused
) -> None:
    path = filled(lambda sheet: None)
    book = openpyxl.load_workbook(path)
    book["_mau"][cell] = text
    book.save(path)
    (message,) = refused(path)
    assert expected in message
    assert "daihoi form" in message


def test_a_form_without_its_hidden_columns_or_header_is_refused(filled: Fill, refused: Refused) -> None:
    (message,) = refused(filled(lambda sheet: sheet.delete_cols(14)))
    assert "không còn dòng tiêu đề của biểu → không xóa hoặc sửa cột ẩn" in message
    (message,) = refused(filled(lambda sheet: sheet.delete_rows(5)))
    assert "không còn dòng tiêu đề của biểu" in message


def test_a_sheet_added_to_the_form_is_not_passed_over(filled: Fill, refused: Refused) -> None:
    path = filled(lambda sheet: None)
    book = openpyxl.load_workbook(path)
    book.create_sheet("Sheet1")["A1"] = "thêm 3 chi bộ"
    book.save(path)
    assert refused(path) == [
        "bieu.xlsx: 2 trang tính có số liệu: «Báo cáo», «Sheet1» → chỉ giữ một trang báo cáo"
    ]


def test_the_instructions_name_the_unit(ward_file: bytes) -> None:
    guide = openpyxl.load_workbook(io.BytesIO(ward_file)).worksheets[0]
    words = " ".join(str(cell.value) for row in guide.iter_rows() for cell in row if cell.value)
    assert "Đảng bộ phường Hòa Phát (CL.HP)" in words
    assert "duyệt" in words
