"""Tables of registers: every kind of cell read, every wrong one refused, forms that come back filled in."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry, stated_entry
from daihoi.domain.record import EventKind
from daihoi.domain.registers import ColumnKind, EntryRule, Register, RegisterColumn, RuleKind, Value
from daihoi.domain.structure import Basis, Certainty
from daihoi.errors import InputErrors
from daihoi.forms.register_form import RegisterForm
from daihoi.forms.register_workbook import register_workbook
from daihoi.intake.register_columns import form_sheets, register_named
from daihoi.intake.register_tables import Ground, is_register_table, read_entries
from daihoi.intake.rows import PreparedRow
from daihoi.intake.setting import Setting
from daihoi.intake.tables import read_table

BASIS = Basis(Certainty.ASSUMED, "thử")
TODAY = date(2020, 3, 2)
FEB_1, FEB_3 = (datetime.combine(date(2020, 2, day), time()) for day in (1, 3))
"""As workbooks hold days."""
STATES = {"open": "chưa làm", "done": "đã xong"}
ITEMS = Register(
    "items",
    "Sổ việc",
    "steering",
    ("grassroots", "district"),
    ("name", "number"),
    (
        RegisterColumn("name", "Tên việc", ColumnKind.TEXT, is_required=True, most=40),
        RegisterColumn("number", "Số", ColumnKind.COUNT, is_required=True, most=2000),
        RegisterColumn("begun", "Bắt đầu", ColumnKind.DAY),
        RegisterColumn("ended", "Xong", ColumnKind.DAY),
        RegisterColumn("state", "Trạng thái", ColumnKind.CHOICE, choices=STATES),
        RegisterColumn("unit", "Nơi làm", ColumnKind.UNIT),
        RegisterColumn("activity", "Việc của đợt", ColumnKind.ACTIVITY),
        RegisterColumn("body", "Bộ phận", ColumnKind.ENTRY, register="bodies"),
        RegisterColumn("women", "Nữ", ColumnKind.COUNT),
        RegisterColumn("men", "Nam", ColumnKind.COUNT),
        RegisterColumn("all", "Tổng", ColumnKind.COUNT),
    ),
    "begun",
    (
        EntryRule(RuleKind.NOT_BEFORE, ("ended", "begun")),
        EntryRule(RuleKind.SUMS_TO, ("women", "men", "all")),
        EntryRule(RuleKind.AT_MOST, ("women", "number")),
        EntryRule(RuleKind.NEEDED_WHEN, ("ended", "state"), ("done",)),
    ),
    BASIS,
)
BODIES = Register(
    "bodies",
    "Sổ bộ phận",
    "steering",
    (),
    ("name",),
    (RegisterColumn("name", "Tên", ColumnKind.TEXT, is_required=True),),
    "",
    (),
    BASIS,
)
REGISTERS = {"items": ITEMS, "bodies": BODIES}
KNOWN = Entry("bodies", "Q", "Tiểu ban Văn kiện", {"name": "Tiểu ban Văn kiện"}, TODAY)
HEAD = "Sổ,Mã đơn vị,Tên việc,Số,Bắt đầu"
Write = Callable[..., Path]


@pytest.fixture
def ground(campaign: Campaign) -> Ground:
    return Ground(Setting(campaign, TODAY, (), None), campaign, Entries(REGISTERS, [KNOWN]))


def read(path: Path, ground: Ground) -> list[PreparedRow]:
    return list(read_entries(read_table(path), ground).rows)


def entries(path: Path, ground: Ground) -> list[Entry]:
    return [entry for row in read(path, ground) if (entry := stated_entry(row.statement, REGISTERS))]


def refusals(path: Path, ground: Ground) -> list[str]:
    with pytest.raises(InputErrors) as caught:
        read_entries(read_table(path), ground)
    return [str(problem).replace(str(path), path.name) for problem in caught.value.problems]


def one(
    csv_file: Write, ground: Ground, titles: str = "", cells: str = "", start: str = "Q,A,5,1/2/2020"
) -> list[str]:
    """What is wrong with one row: the sound one with more columns, or with other first cells."""
    head, row = ",".join(filter(None, (HEAD, titles))), ",".join(filter(None, (f"items,{start}", cells)))
    return refusals(csv_file(f"{head}\n{row}\n"), ground)


def test_every_kind_of_cell_is_read(csv_file: Write, ground: Ground) -> None:
    head = f"{HEAD},Xong,Trạng thái,Nơi làm,Việc của đợt,Bộ phận,Nữ,Nam,Tổng,Nguồn,Căn cứ"
    own = "Q.A,branch_draft,tiểu ban văn kiện,3,4,7"
    row = f"Sổ việc,Q, Kiểm  soát ,1.276,2/2/2020,2020-02-05,Đã Xong,{own},S2,giả định"
    (entry,) = entries(csv_file(f"{head}\n{row}\n"), ground)
    assert entry.values == {
        "name": "Kiểm soát",
        "number": 1276,
        "begun": date(2020, 2, 2),
        "ended": date(2020, 2, 5),
        "state": "done",
        "unit": "Q.A",
        "activity": "branch_draft",
        "body": "tiểu ban văn kiện",
        "women": 3,
        "men": 4,
        "all": 7,
    }
    assert (entry.effective_date, entry.certainty, entry.source) == (
        date(2020, 2, 2),
        Certainty.ASSUMED,
        "S2",
    )
    assert entry.key == "Kiểm soát | 1276"


def test_the_day_beside_a_row_goes_before_that_of_its_column(csv_file: Write, ground: Ground) -> None:
    path = csv_file(f"{HEAD},Số liệu đến ngày\nitems,Q,A,5,1/2/2020,20/2/2020\n")
    assert read(path, ground)[0].statement.effective_date == date(2020, 2, 20)


def test_blank_cells_are_left_out_and_zero_is_not_blank(csv_file: Write, ground: Ground) -> None:
    (entry,) = entries(csv_file(f"{HEAD},Nữ,Nam\nitems,Q,A,5,1/2/2020,0,\n"), ground)
    assert entry.values.get("women") == 0
    assert "men" not in entry.values


def test_a_table_of_reports_is_none_of_a_register(csv_file: Write) -> None:
    assert is_register_table(read_table(csv_file(f"{HEAD}\nitems,Q,A,5,1/2/2020\n")))
    assert not is_register_table(read_table(csv_file("Mã đơn vị,Việc\nQ,A\n")))


def test_rows_can_take_back_with_nothing_but_the_key(csv_file: Write, ground: Ground) -> None:
    path = csv_file(
        "Sổ,Mã đơn vị,Tên việc,Số,Loại,Lý do,Số liệu đến ngày\nitems,Q,A,5,hủy,ghi nhầm,1/2/2020\n"
    )
    (row,) = read(path, ground)
    assert (row.statement.kind, row.statement.entry) == (EventKind.VOID, ())
    assert row.statement.activity == "@items/a | 5"


WRONG = [
    ("", "", "Q.Z,A,5,1/2/2020", "Mã đơn vị", "Q.Z"),
    ("", "", "Q.A.01,A,5,1/2/2020", "Mã đơn vị", "sổ này không do cấp «CB» ghi"),
    ("", "", "Q,,5,1/2/2020", "Tên việc", "để trống → ghi Tên việc"),
    ("", "", f"Q,{'a' * 41},5,1/2/2020", "Tên việc", "dài 41 ký tự → viết không quá 40 ký tự"),
    ("", "", 'Q,A,"12,5",1/2/2020', "Số", "«12,5» không phải số đếm → ghi số nguyên từ 0 trở lên"),
    ("", "", "Q,A,-1,1/2/2020", "Số", "«-1» không phải số đếm"),
    ("", "", "Q,A,3/3,1/2/2020", "Số", "«3/3» không phải số đếm"),
    ("", "", "Q,A,2001,1/2/2020", "Số", "số 2001 quá lớn → ghi số không quá 2000"),
    ("", "", "Q,A,5,3/3", "Bắt đầu", "3/3"),
    ("", "", "Q,A,5,31/2/2020", "Bắt đầu", "31/2/2020"),
    ("", "", "Q,A,5,3/3/2020", "Bắt đầu", "ngày 03/03/2020 chưa đến"),
    ("", "", "Q,A,5,", "Số liệu đến ngày", "để trống → ghi ngày mà dòng này nói về"),
    ("Số liệu đến ngày", "3/3/2020", "Q,A,5,1/2/2020", "Số liệu đến ngày", "ngày 03/03/2020 chưa đến"),
    ("Xong", "31/1/2020", "Q,A,5,1/2/2020", "Xong", "31/01/2020 trước Bắt đầu (01/02/2020)"),
    ("Trạng thái", "xong hết", "Q,A,5,1/2/2020", "Trạng thái", "ghi một trong: «chưa làm», «đã xong»"),
    ("Trạng thái", "đã xong", "Q,A,5,1/2/2020", "Xong", "để trống khi Trạng thái là «đã xong» → ghi Xong"),
    ("Nơi làm", "q.b", "Q,A,5,1/2/2020", "Nơi làm", "không có đơn vị «q.b» → Có phải ý là «Q.B»"),
    (
        "Việc của đợt",
        "branch_draf",
        "Q,A,5,1/2/2020",
        "Việc của đợt",
        "«branch_draf» → Có phải ý là «branch_draft»",
    ),
    ("Bộ phận", "Tiểu ban Văn", "Q,A,5,1/2/2020", "Bộ phận", "«Tiểu ban Văn» không có trong sổ «Sổ bộ phận»"),
    ("Nữ", "6", "Q,A,5,1/2/2020", "Nữ", "6 lớn hơn Số (5) → Nữ không quá Số"),
    ("Nữ,Nam,Tổng", "3,4,8", "Q,A,5,1/2/2020", "Tổng", "3 + 4 = 7, khác 8 → Tổng phải bằng Nữ + Nam"),
    ("Căn cứ", "chắc chắn", "Q,A,5,1/2/2020", "Căn cứ", "«chắc chắn» không hợp lệ"),
    ("Loại", "sửa", "Q,A,5,1/2/2020", "Lý do", "dòng sửa không có lý do → ghi Lý do"),
    ("Loại", "duyệt", "Q,A,5,1/2/2020", "Loại", "«duyệt» không hợp lệ"),
    ("Tệp minh chứng", "a.pdf", "Q,A,5,1/2/2020", "Tệp minh chứng", "ở đây không nhận tệp → bỏ trống ô này"),
]


@pytest.mark.parametrize(("titles", "cells", "start", "column", "told"), WRONG)
def test_wrong_cells_are_named_with_what_was_read(
    csv_file: Write, ground: Ground, titles: str, cells: str, start: str, column: str, told: str
) -> None:
    found = one(csv_file, ground, titles, cells, start)
    assert len(found) == 1, found
    assert found[0].startswith("t.csv:2 [")
    assert f"«{column}»" in found[0].partition("]")[0]
    assert told in found[0]


def test_all_wrong_cells_of_all_rows_are_told_at_once(csv_file: Write, ground: Ground) -> None:
    rows = "items,Q,,5,1/2/2020\nitems,Q,A,x,1/2/2020\nitems,Q,B,5,ngày mai"
    assert [told.partition(" ")[0] for told in refusals(csv_file(f"{HEAD}\n{rows}\n"), ground)] == [
        "t.csv:2",
        "t.csv:3",
        "t.csv:4",
    ]


def test_one_entry_has_one_row(csv_file: Write, ground: Ground) -> None:
    (told,) = refusals(csv_file(f"{HEAD}\nitems,Q,A,5,1/2/2020\nitems,Q,a,5,2/2/2020\n"), ground)
    assert "dòng này và dòng 2 cùng nói về «Tên việc» a, «Số» 5 của Q" in told
    assert told.endswith("gộp làm một dòng, hoặc sửa «Tên việc» và «Số» cho khác nhau")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{HEAD},Ghi chú\nitems,Q,A,5,1/2/2020,x\n", "sổ «Sổ việc» không có cột «Ghi chú»"),
        ("Sổ,Mã đơn vị,Số\nitems,Q,5\n", "thiếu cột «Tên việc» → thêm cột này"),
        (f"{HEAD},tên việc\nitems,Q,A,5,1/2/2020,B\n", "cột «Tên việc» có hai lần"),
        (f"{HEAD}\nviệc,Q,A,5,1/2/2020\n", "không có sổ «việc»"),
        (f"{HEAD}\nitems,Q,A,5,1/2/2020\nbodies,Q,A,5,1/2/2020\n", "bảng có 2 sổ: «Sổ việc»"),
    ],
)
def test_tables_that_are_no_table_of_one_register(
    csv_file: Write, ground: Ground, text: str, told: str
) -> None:
    assert any(told in line for line in refusals(csv_file(text), ground))


@pytest.mark.parametrize(
    ("unnamed", "told"),
    [
        ("", "để trống → ghi tên hay mã của sổ"),
        ("việc gì đó", "không có sổ «việc gì đó»"),
    ],
)
def test_a_row_that_names_no_register_hides_nothing_else(
    csv_file: Write, ground: Ground, unnamed: str, told: str
) -> None:
    """One empty «Sổ» among good ones: the wrong number of its row and the wrong day of the next are told."""
    path = csv_file(f"{HEAD}\nitems,Q,A,5,1/2/2020\n{unnamed},Q,B,nhiều,1/2/2020\nitems,Q,C,5,31/2/2020\n")
    found = refusals(path, ground)
    assert len(found) == 3
    for line, words in ((3, f"[cột «Sổ»]: {told}"), (3, "«nhiều» không phải số đếm"), (4, "31/2/2020")):
        assert any(f".csv:{line} " in one and words in one for one in found), words


def test_no_row_names_a_register(csv_file: Write, ground: Ground) -> None:
    found = refusals(csv_file(f"{HEAD}\n,Q,A,5,1/2/2020\n,Q,B,5,1/2/2020\n"), ground)
    assert len(found) == 2
    assert all("[cột «Sổ»]: để trống" in one for one in found)


def test_numbers_and_days_of_a_workbook_are_read_as_they_are(workbook: Write, ground: Ground) -> None:
    path = workbook(HEAD.split(","), ["items", "Q", "A", 5, FEB_1])
    (entry,) = entries(path, ground)
    assert (entry.values["number"], entry.values["begun"]) == (5, date(2020, 2, 1))


def test_a_number_is_no_day_and_a_part_is_no_count(workbook: Write, ground: Ground) -> None:
    path = workbook(HEAD.split(","), ["items", "Q", "A", 5.5, 43862])
    found = refusals(path, ground)
    assert any("«5,5» không phải số đếm" in told or "«5.5» không phải số đếm" in told for told in found)
    assert any("43862" in told for told in found)


Fill = Callable[[list[list[object]]], None]


def filled(
    tmp_path: Path, standing: Sequence[tuple[Entry, int]], row: Sequence[str | int | datetime]
) -> Path:
    """A form of the register with what stands, and one new row, as Excel would save it."""
    form = RegisterForm(ITEMS, ["Q"], standing, {"bodies": [KNOWN.key]}, TODAY)
    book = openpyxl.load_workbook(io.BytesIO(register_workbook(form)))
    sheet = book.active
    assert sheet is not None
    titles = [cell.value for cell in sheet[1]]
    line = len(standing) + 2
    for title, value in zip(("Sổ", "Mã đơn vị", "Tên việc", "Số", "Bắt đầu"), row, strict=True):
        sheet.cell(line, titles.index(title) + 1, value)
    book.save(tmp_path / "bieu.xlsx")
    return tmp_path / "bieu.xlsx"


def standing_entry() -> Entry:
    values: dict[str, Value] = {
        "name": "A",
        "number": 5,
        "begun": date(2020, 2, 1),
        "state": "open",
        "body": KNOWN.key,
    }
    return Entry("items", "Q", "A | 5", values, date(2020, 2, 1), Certainty.ASSUMED, "S2", seq=3)


def test_a_form_comes_back_with_what_stood_and_what_was_filled_in(tmp_path: Path, ground: Ground) -> None:
    path = filled(tmp_path, [(standing_entry(), 2)], ["Sổ việc", "Q", "B", 7, FEB_3])
    old, new = read(path, ground)
    assert stated_entry(old.statement, REGISTERS).values == standing_entry().values  # type: ignore[union-attr]  # it is one
    assert (old.statement.certainty, old.statement.source, old.base_version) == (Certainty.ASSUMED, "S2", 2)
    assert new.statement.entry == (("begun", "2020-02-03"), ("name", "B"), ("number", 7))
    assert new.base_version is None


@pytest.mark.parametrize(
    ("name", "tab"),
    [("Sổ việc", "Sổ việc"), ("Hồ sơ ứng cử ngoài danh sách đại biểu", "Hồ sơ ứng cử ngoài danh sách")],
)
def test_the_sheet_of_a_form_bears_the_name_of_its_register(ground: Ground, name: str, tab: str) -> None:
    form = RegisterForm(replace(ITEMS, name=name), ["Q"], [], {}, TODAY)
    book = openpyxl.load_workbook(io.BytesIO(register_workbook(form)))
    assert book.sheetnames[:2] == [tab, "Hướng dẫn"]
    assert any(f"Mở trang «{tab}»." in str(row[1].value) for row in book["Hướng dẫn"].iter_rows())


@pytest.mark.parametrize("tab", ["Sổ việc", "Sổ items"])
def test_rows_without_a_register_are_those_of_the_sheet(tmp_path: Path, ground: Ground, tab: str) -> None:
    """Forms that are still out in offices are called after the code."""
    path = retitled(filled(tmp_path, [], ["", "Q", "B", 7, FEB_3]), tab)
    (row,) = read(path, ground)
    assert row.statement.entry == (("begun", "2020-02-03"), ("name", "B"), ("number", 7))
    path = retitled(filled(tmp_path, [], ["", "Q", "B", "bảy", FEB_3]), tab)
    (told,) = refusals(path, ground)
    assert f"[{tab}!D2]: «bảy» không phải số đếm" in told


def test_a_sheet_named_after_no_register_is_told(tmp_path: Path, ground: Ground) -> None:
    path = retitled(filled(tmp_path, [], ["", "Q", "B", 7, FEB_3]), "Sổ gì đó")
    (told,) = refusals(path, ground)
    assert "[Sổ gì đó!A2]: không có sổ «Sổ gì đó»" in told


def retitled(path: Path, tab: str) -> Path:
    """The same form under the name that another program gave its sheet."""
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = tab
    book.save(path)
    return path


def test_registers_that_begin_alike_have_sheets_of_their_own(tmp_path: Path, ground: Ground) -> None:
    long = "Sổ hồ sơ ứng cử ngoài danh sách"
    registers = {
        "bodies": replace(BODIES, name=f"{long} cấp ủy"),
        "items": replace(ITEMS, name=f"{long} đại biểu"),
    }
    names = form_sheets(registers)
    assert list(names.values()) == [long, "Sổ hồ sơ ứng cử ngoài danh 2"]
    form = RegisterForm(registers["items"], ["Q"], [], {}, TODAY, sheet_name=names["items"])
    (tmp_path / "bieu.xlsx").write_bytes(register_workbook(form))
    book = openpyxl.load_workbook(tmp_path / "bieu.xlsx")
    for column, value in zip("BCDE", ("Q", "B", 7, FEB_3), strict=True):
        book.worksheets[0][f"{column}2"] = value
    book.save(tmp_path / "bieu.xlsx")
    found, problems = register_named(read_table(tmp_path / "bieu.xlsx"), registers)
    assert (found.code, problems) == ("items", [])


def test_a_form_prints_whose_it_is_and_its_page() -> None:
    form = RegisterForm(ITEMS, ["Q"], [], {}, TODAY, unit_name="Phường A & B")
    for sheet in openpyxl.load_workbook(io.BytesIO(register_workbook(form))).worksheets[:2]:
        foot = sheet.oddFooter
        told = (foot.left.text, foot.center.text, foot.right.text)
        assert told == ("Phường A && B", "Sổ việc; tình hình đến hết ngày 02/03/2020", "Trang &P/&N")


@pytest.mark.parametrize("standing", [0, 3])
def test_a_form_prints_what_stands_and_twenty_rows_to_fill_in_by_hand(standing: int) -> None:
    """Head, what stands, twenty ruled rows two lines high, up to «Nguồn»; the head on every page."""
    there = [(standing_entry(), 2)] * standing
    form = RegisterForm(ITEMS, ["Q"], there, {"bodies": [KNOWN.key]}, TODAY)
    sheet = openpyxl.load_workbook(io.BytesIO(register_workbook(form))).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    assert titles[-2:] == ["Nguồn", "Phiên bản"]
    assert sheet.print_area == f"'Sổ việc'!$A$1:$S${1 + standing + 20}"
    assert (titles.index("Nguồn"), sheet.print_title_rows) == (ord("S") - ord("A"), "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    for line in range(standing + 2, standing + 22):
        assert sheet.row_dimensions[line].height >= 30
        assert all(cell.border.bottom.style for cell in sheet[line])


def test_the_same_form_is_the_same_file() -> None:
    form = RegisterForm(ITEMS, ["Q"], [(standing_entry(), 2)], {"bodies": [KNOWN.key]}, TODAY)
    assert register_workbook(form) == register_workbook(form)


def test_a_form_offers_the_words_that_are_taken() -> None:
    form = RegisterForm(ITEMS, ["Q", "Q.A"], [], {"bodies": [KNOWN.key]}, TODAY)
    book = openpyxl.load_workbook(io.BytesIO(register_workbook(form)))
    words = {cell.value for row in book["_danh_muc"].iter_rows() for cell in row if cell.value}
    assert {"Q", "Q.A", "chưa làm", "đã xong", KNOWN.key, "sửa", "hủy", "giả định"} <= words


def test_what_a_form_is_filled_in_with_is_checked_too(tmp_path: Path, ground: Ground) -> None:
    path = filled(tmp_path, [], ["Sổ việc", "Q", "B", "bảy", FEB_3])
    (told,) = refusals(path, ground)
    assert "«bảy» không phải số đếm" in told
