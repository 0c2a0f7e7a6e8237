"""Forty and more ways in which tables from offices are wrong: each is refused, with its cell and its reason.

Every workbook holds one wrong thing among rows that are right.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from daihoi.domain.campaign import Campaign
from daihoi.domain.units import UnitTree
from daihoi.errors import InputErrors
from daihoi.intake.reports import read_reports
from tests.intake.conftest import unit

Problems = Callable[[Path], list[str]]
HEAD = (
    "Mã đơn vị",
    "Việc",
    "Loại",
    "Bắt đầu",
    "Kết thúc",
    "Tỷ lệ (%)",
    "Số liệu đến ngày",
    "Số văn bản",
    "Lý do",
)
DATES = "ghi ngày/tháng/năm, ví dụ 02/03/2020, hoặc 2020-03-02"
FULL = "ghi đủ ngày, tháng, năm, ví dụ 02/03/2020"
GOOD = ("Q.A.02", "branch_congress", None, None, date(2020, 2, 28))
FEB_20 = date(2020, 2, 20)
Row = Sequence[object]


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with a good row and the given ones; ``edit`` may then do anything to it."""

    def write(*rows: Row, edit: Callable[[Workbook, Worksheet], None] | None = None) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet.title = "Báo cáo"
        for row in (HEAD, GOOD, *rows):
            sheet.append(list(row))
        if edit:
            edit(book, sheet)
        book.save(tmp_path / "t.xlsx")
        return tmp_path / "t.xlsx"

    return write


def congress(**cells: object) -> Row:
    """A row about the congress of a branch, with some cells filled."""
    names = ("unit", "activity", "kind", "start", "finish", "percent", "as_of", "document", "reason")
    return [{"unit": "Q.A.01", "activity": "branch_congress", **cells}.get(name) for name in names]


ROWS: dict[str, tuple[Row, str]] = {
    "a ratio or a date": (congress(finish="3/3"), f"E3]: «3/3» không có năm → {FULL}"),
    "a month that is none": (
        congress(finish="3/25/2020"),
        f"E3]: «3/25/2020» không có trong lịch (ngày 3 tháng 25 năm 2020) → {DATES}",
    ),
    "a year of two figures": (
        congress(finish="2/3/20"),
        "E3]: «2/3/20» chỉ có hai chữ số năm → ghi đủ bốn chữ số năm, ví dụ 02/03/2020",
    ),
    "a month only": (congress(finish="tháng 3-2020"), f"E3]: «tháng 3-2020» không nói rõ ngày nào → {FULL}"),
    "a quarter": (congress(finish="quý I/2020"), f"E3]: «quý I/2020» không nói rõ ngày nào → {FULL}"),
    "two days": (
        congress(finish="14 và 15-4-2020"),
        "E3]: «14 và 15-4-2020» là nhiều ngày → mỗi ô một ngày: ngày đầu ở Bắt đầu, ngày cuối ở Kết thúc",
    ),
    "a word": (congress(finish="đã xong"), f"E3]: «đã xong» không phải ngày → {DATES}"),
    "a serial number": (
        congress(finish=43890),
        f"E3]: ô chứa số 43890, không phải ngày → định dạng ô là ngày, hoặc {DATES}",
    ),
    "a time of day": (
        congress(finish=datetime.combine(FEB_20, time(8, 30))),
        "E3]: ô chứa cả giờ: 20/02/2020 08:30 → chỉ ghi ngày, không ghi giờ",
    ),
    "29 February of 2019": (
        congress(finish="29/02/2019"),
        f"E3]: «29/02/2019» không có trong lịch (ngày 29 tháng 02 năm 2019) → {DATES}",
    ),
    "tomorrow": (
        congress(finish=date(2020, 3, 3)),
        "E3]: ngày 03/03/2020 chưa đến → ghi ngày không sau 02/03/2020",
    ),
    "a wrong century": (
        congress(finish=date(1920, 2, 20)),
        "E3]: ngày 20/02/1920 quá sớm → ghi ngày từ 15/11/2017 trở đi",
    ),
    "finished before it started": (
        congress(start=date(2020, 2, 21), finish=FEB_20),
        "E3]: kết thúc 20/02/2020 trước bắt đầu 21/02/2020 → ghi ngày kết thúc từ ngày bắt đầu trở đi",
    ),
    "an unknown unit": (
        congress(unit="Q.A.1", finish=FEB_20),
        "A3]: không có đơn vị «Q.A.1» → Có phải ý là «Q.A.01», «Q.A», «Q.A.02»?",
    ),
    "a code with a Cyrillic letter": (
        congress(unit="Q.\u0410.01", finish=FEB_20),
        "A3]: mã «Q.\u0410.01» có chữ ngoài ASCII → chép lại mã từ danh sách đơn vị",
    ),
    "a code that became a number": (
        congress(unit=7, finish=FEB_20),
        "A3]: ô chứa 7, không phải chữ → định dạng ô là Văn bản (Text)",
    ),
    "a truth value for a code": (
        congress(unit=True, finish=FEB_20),
        "A3]: ô chứa TRUE, không phải chữ → định dạng ô là Văn bản (Text)",
    ),
    "no unit": (congress(unit=None, finish=FEB_20), "A3]: để trống → ghi mã đơn vị"),
    "no activity": (congress(activity=" ", finish=FEB_20), "B3]: để trống → ghi mã hoặc tên việc"),
    "an activity of another level": (
        congress(activity="grassroots_congress", finish=FEB_20),
        "B3]: việc «grassroots_congress» thuộc cấp «Đảng bộ cơ sở», đơn vị này ở cấp «Chi bộ»",
    ),
    "a name that two activities bear": (
        congress(activity="Họp trù bị", finish=FEB_20),
        "B3]: cấp này có 2 việc tên «Họp trù bị» → ghi mã: branch_meeting_1, branch_meeting_2",
    ),
    "an unknown kind": (
        congress(kind="xong", finish=FEB_20),
        "C3]: «xong» không hợp lệ → ghi một trong: «báo cáo», «sửa», «duyệt», «trả lại»",
    ),
    "one or a hundred percent": (
        congress(percent=1, as_of=FEB_20),
        "F3]: ô chứa 1, có thể là 1% hoặc 100% → định dạng ô là Văn bản (Text) rồi ghi 1 hoặc 100",
    ),
    "half": (
        congress(percent=0.5, as_of=FEB_20),
        "F3]: ô chứa 0,5, có thể là 0,5% hoặc 50% → định dạng ô là Văn bản (Text) rồi ghi 50",
    ),
    "120 percent": (
        congress(percent=120, as_of=FEB_20),
        "F3]: tỷ lệ 120 ngoài khoảng 0–100 → ghi số nguyên từ 0 đến 100",
    ),
    "a share in words": (
        congress(percent="một nửa", as_of=FEB_20),
        "F3]: «một nửa» không phải tỷ lệ → ghi số nguyên từ 0 đến 100",
    ),
    "100 percent and no finish": (
        congress(percent=100, as_of=FEB_20),
        "F3]: tỷ lệ 100 mà không có ngày kết thúc → ghi ngày kết thúc",
    ),
    "unfinished, of no day": (
        congress(percent=50),
        "G3]: để trống → việc chưa xong phải ghi Số liệu đến ngày",
    ),
    "nothing said": (
        congress(as_of=FEB_20),
        "F3]: dòng không nêu gì → ghi Bắt đầu, Kết thúc hoặc Tỷ lệ (0 nếu chưa làm)",
    ),
    "a gate closed by a report": (
        congress(activity="branch_approval", finish=FEB_20),
        "E3]: việc «Đảng ủy cơ sở duyệt» chỉ xong khi cấp trên duyệt → ghi Loại = duyệt và Số văn bản",
    ),
    "an approval without document": (
        congress(activity="branch_approval", kind="duyệt", finish=FEB_20),
        "H3]: duyệt hoặc trả lại mà không có số văn bản → ghi Số văn bản",
    ),
    "a document number that became a date": (
        congress(document=date(2020, 3, 3), finish=FEB_20),
        "H3]: ô chứa 03/03/2020, không phải chữ → định dạng ô là Văn bản (Text)",
    ),
    "a correction without reason": (
        congress(kind="sửa", finish=FEB_20),
        "I3]: dòng sửa không có lý do → ghi Lý do",
    ),
    "an invisible letter": (
        congress(reason="nhầm\u200b ngày", finish=FEB_20),
        "I3]: có ký tự không in được U+200B → xóa ký tự này, viết trên một dòng",
    ),
    "the same row twice": (
        GOOD,
        "E3]: «Q.A.02», việc «Đại hội chi bộ» đã có ở dòng 2 → mỗi đơn vị và việc chỉ ghi một dòng",
    ),
}


@pytest.fixture(scope="module")
def of_rows(campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is said about each wrong row, when all of them stand in one workbook below a good one."""
    path = tmp_path_factory.mktemp("rows") / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet("Báo cáo"), book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate((HEAD, GOOD, *(row for row, _ in ROWS.values()))):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell, day if isinstance(cell, date) else None)
    with pytest.raises(InputErrors) as caught:
        read_reports(path, campaign, date(2020, 3, 2))
    said: dict[str, list[str]] = {}
    names = list(ROWS)
    for problem in caught.value.problems:
        said.setdefault(names[problem.line - 3], []).append(str(problem).replace(str(path), path.name))
    return said


@pytest.mark.parametrize("name", ROWS)
def test_a_wrong_row_is_refused_by_its_cell(name: str, of_rows: dict[str, list[str]]) -> None:
    line = 3 + list(ROWS).index(name)
    (found,) = of_rows[name]
    where, _, expected = ROWS[name][1].partition("3]")
    assert found.startswith(f"t.xlsx:{line} [Báo cáo!{where}{line}]{expected}")


def merge(book: Workbook, sheet: Worksheet) -> None:
    sheet.merge_cells("A2:A3")


def hide_row(book: Workbook, sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_column(book: Workbook, sheet: Worksheet) -> None:
    sheet.column_dimensions["E"].hidden = True


def add_sheet(book: Workbook, sheet: Worksheet) -> None:
    book.create_sheet("Tuần 2").append(["Q.A.01"])


def month_first(book: Workbook, sheet: Worksheet) -> None:
    sheet["E3"].number_format = "[$-409]m/d/yyyy;@"
    sheet["E3"].value = date(2020, 2, 3)


def typed_month_first(book: Workbook, sheet: Worksheet) -> None:
    sheet["E2"].value, sheet["E3"].value = date(2020, 2, 1), "20/02/2020"


def beyond(book: Workbook, sheet: Worksheet) -> None:
    sheet["J3"].value = "ghi chú"


def no_header(book: Workbook, sheet: Worksheet) -> None:
    sheet.delete_rows(1)


def no_unit_column(book: Workbook, sheet: Worksheet) -> None:
    sheet["A1"].value = "Đơn vị"


def two_columns(book: Workbook, sheet: Worksheet) -> None:
    sheet["I1"].value = "Kết  thúc"


def failed(book: Workbook, sheet: Worksheet) -> None:
    sheet["E3"].value, sheet["E3"].data_type = "#REF!", "e"


def not_computed(book: Workbook, sheet: Worksheet) -> None:
    sheet["E3"].value = "=TODAY()"


def from_1904(book: Workbook, sheet: Worksheet) -> None:
    book.epoch = datetime(1904, 1, 1, tzinfo=UTC).replace(tzinfo=None)


CHANGES: dict[Callable[[Workbook, Worksheet], None], list[str]] = {
    merge: ["t.xlsx:2 [Báo cáo!A2]: các ô A2:A3 gộp làm một → bỏ gộp ô (Unmerge), ghi đủ từng ô"],
    hide_row: ["t.xlsx:3 [Báo cáo!A3]: dòng bị ẩn mà có số liệu → bỏ ẩn rồi xem lại, hoặc xóa"],
    hide_column: ["t.xlsx:1 [Báo cáo!E1]: cột bị ẩn mà có số liệu → bỏ ẩn rồi xem lại, hoặc xóa"],
    add_sheet: ["t.xlsx: 2 trang tính có số liệu: «Báo cáo», «Tuần 2» → chỉ giữ một trang báo cáo"],
    month_first: [
        "t.xlsx:3 [Báo cáo!E3]: ô hiện 02/03/2020, tháng trước ngày: là 03/02/2020 hay 02/03/2020?"
        " → định dạng ô là dd/mm/yyyy rồi xem lại ngày"
    ],
    typed_month_first: [
        "t.xlsx:2 [Báo cáo!E2]: có thể là 01/02/2020 hoặc 02/01/2020: cùng cột, «20/02/2020» (dòng 3) là "
        "chữ, nên Excel của máy này đọc tháng trước ngày → gõ lại các ngày của cột này ở dạng chữ (Text), "
        "ví dụ 02/03/2020"
    ],
    beyond: ["t.xlsx:3 [Báo cáo!J3]: ô «ghi chú» không có tiêu đề cột → ghi tiêu đề cột, hoặc bỏ ô này"],
    no_header: [
        "t.xlsx:1 [Báo cáo]: không có cột «28/02/2020» → ",
        "t.xlsx:1 [Báo cáo]: không có cột «Q.A.02» → ",
        "t.xlsx:1 [Báo cáo]: không có cột «branch_congress» → ",
        "t.xlsx:1 [Báo cáo]: thiếu cột «Mã đơn vị» → thêm cột này",
        "t.xlsx:1 [Báo cáo]: thiếu cột «Việc» → thêm cột này",
    ],
    no_unit_column: [
        "t.xlsx:1 [Báo cáo]: không có cột «Đơn vị» → Có phải ý là «Mã đơn vị»?",
        "t.xlsx:1 [Báo cáo]: thiếu cột «Mã đơn vị» → thêm cột này",
    ],
    two_columns: ["t.xlsx:1 [Báo cáo]: cột «Kết thúc» có hai lần → giữ lại một cột"],
    failed: [
        "t.xlsx:3 [Báo cáo!E3]: công thức báo lỗi #REF! → sửa công thức, hoặc dán giá trị thay công thức"
    ],
    not_computed: [
        "t.xlsx:3 [Báo cáo!E3]: công thức chưa được tính → sửa công thức, hoặc dán giá trị thay công thức"
    ],
    from_1904: [
        "t.xlsx: tệp đếm ngày từ năm 1904: mọi ngày lệch 4 năm → trong Excel bỏ chọn «Use 1904 date system» "
        "rồi xem lại các ngày"
    ],
}


@pytest.mark.parametrize("edit", CHANGES, ids=lambda edit: edit.__name__)
def test_a_workbook_that_could_mislead_is_refused(
    edit: Callable[[Workbook, Worksheet], None], table: Callable[..., Path], problems: Problems
) -> None:
    found = problems(table(congress(finish=FEB_20), edit=edit))
    assert len(found) == len(CHANGES[edit])
    for message, expected in zip(found, CHANGES[edit], strict=True):
        assert message.startswith(expected)


def test_a_formula_with_a_value_is_refused_all_the_same(tmp_path: Path, problems: Problems) -> None:
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet("Báo cáo")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["Q.A.01", "branch_congress"])
        sheet.write_formula(1, 4, "=DATE(2020,2,20)", book.add_format({"num_format": "dd/mm/yyyy"}), 43881)
    assert problems(tmp_path / "t.xlsx") == [
        "t.xlsx:2 [Báo cáo!E2]: ô chứa công thức =DATE(2020,2,20)"
        " → sửa công thức, hoặc dán giá trị thay công thức"
    ]


def test_dates_that_show_the_month_first_but_can_be_read_only_once_are_taken(
    table: Callable[..., Path], campaign: Campaign
) -> None:
    def edit(book: Workbook, sheet: Worksheet) -> None:
        sheet["E3"].number_format = "mm/dd/yyyy"

    found = read_reports(table(congress(finish=FEB_20), edit=edit), campaign, date(2020, 3, 2))
    assert [row.statement.actual_finish for row in found] == [date(2020, 2, 28), FEB_20]


def test_one_bad_cell_among_500_rows_is_the_only_one_named(
    table: Callable[..., Path], campaign: Campaign
) -> None:
    units = tuple(unit(f"Q.A.{number:03}", "branch", "Q.A") for number in range(500))
    large = dataclasses.replace(campaign, tree=UnitTree((*campaign.tree.units, *units)))
    rows = [congress(unit=f"Q.A.{number:03}", finish=FEB_20) for number in range(500)]
    rows[250] = congress(unit="Q.A.250", finish="3/3")
    with pytest.raises(InputErrors) as caught:
        read_reports(table(*rows), large, date(2020, 3, 2))
    assert [problem.cell for problem in caught.value.problems] == ["Báo cáo!E253"]
    rows[250] = congress(unit="Q.A.250", finish="3/3/2019")
    assert len(read_reports(table(*rows), large, date(2020, 3, 2))) == 501
