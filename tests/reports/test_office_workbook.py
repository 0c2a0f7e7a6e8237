"""The workbook, opened again: figures, formulas, bars; counted anew by LibreOffice where it is installed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from daihoi.domain.assessment import Assessment
from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.states import ActivityState
from reports.office import gantt_sheet, holiday_sheet, live, summary_sheet, unit_sheet
from reports.office.annexes import annexes
from reports.office.gantt_columns import AT, FIRST_ROW, FIRST_WEEK, HEAD_ROW
from reports.office.gantt_rows import gantt_rows
from reports.office.workbook import workbook_bytes
from tests.domain.campaigns import assessed, held, make_campaign, make_district
from tests.reports.office_cases import HOSTILE, STATUS, cam_le, cam_le_prepared, facts_of, form, renamed

OFFICE = shutil.which("soffice")


Table = list[list[Any]]
Book = dict[str, Table]


def made(told: Assessment, unit: str | None = None) -> bytes:
    return workbook_bytes(told, facts_of(told, unit))


def opened(content: bytes) -> Workbook:
    """With formulas and formats."""
    return openpyxl.load_workbook(io.BytesIO(content))


def values(content: bytes) -> Book:
    """Stored results only, rows and columns as they stand; whole numbers as such."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: [
            [_value(cell) for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def _value(cell: Any) -> Any:
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else round(cell, 6)
    return cell.date() if isinstance(cell, datetime) else cell


@pytest.fixture(scope="module")
def district() -> Book:
    return values(made(cam_le()))


@pytest.fixture(scope="module")
def ward() -> bytes:
    return made(cam_le(), "CL.HP")


def column(book: Book, key: str) -> list[Any]:
    return [row[AT[key]] for row in book[gantt_sheet.NAME][FIRST_ROW:]]


def counted_lines(book: Book, key: str) -> list[Any]:
    """A column of the Gantt without the units' own lines."""
    pairs = zip(column(book, key), column(book, "mark"), strict=True)
    return [value for value, mark in pairs if mark != "đv"]


def levels(book: Book) -> dict[str, list[Any]]:
    rows = book[summary_sheet.NAME][summary_sheet.FIRST_ROW :]
    return {row[0]: row[1:11] for row in rows if row[0] in {"chi bộ", "cơ sở", "quận"}}


@pytest.fixture(scope="module")
def whole_file() -> bytes:
    """With the tables of the workstreams, as ``daihoi report`` writes it."""
    facts = facts_of(cam_le_prepared())
    return workbook_bytes(cam_le(), facts, annexes(facts, form()))


@pytest.fixture(scope="module")
def whole(whole_file: bytes) -> Book:
    return values(whole_file)


def test_every_sheet_prints_one_page_wide_with_the_same_footer(whole_file: bytes) -> None:
    sheets = opened(whole_file).worksheets
    assert len(sheets) > 8
    for sheet in sheets:
        foot = sheet.oddFooter
        assert foot.left.text == "Đảng bộ quận Cẩm Lệ", sheet.title
        assert foot.center.text.startswith("Số liệu đến hết ngày 02/03/2020; sổ ghi đến số "), sheet.title
        assert foot.right.text == "Trang &P/&N", sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title


def test_sheets(whole: Book) -> None:
    names = list(whole)
    assert names[:6] == ["Tóm tắt", "Đơn vị", "Gantt", "Ngày nghỉ", "Các mảng", "Phụ lục"]
    assert {"PL 3", "PL 3.2", "PL 4", "PL 5"} <= set(names)
    assert not {"PL 1", "PL 2"} & set(names)  # the sheets of units and Gantt are theirs


def test_annexes_have_the_numbers_of_the_document(whole: Book) -> None:
    listed = {row[2]: f"{row[0]}. {row[1]}" for row in whole["Phụ lục"][3:] if str(row[2]).startswith("PL")}
    assert len(listed) == sum(name.startswith("PL ") for name in whole)
    assert all(whole[name][0][0] == title for name, title in listed.items())
    calendar = whole["PL 4"]
    assert calendar[3][1:5] == ["Chi bộ Tòa án nhân dân quận", "", date(2020, 4, 7), date(2020, 4, 8)]


def test_findings_have_a_sheet(whole: Book) -> None:
    found = [str(row[1]) for row in whole["Các mảng"]]
    assert "Đã lập 3 tiểu ban." in found  # S3
    assert any("điều động, phân công đã xong 3/3" in text for text in found)  # S3


def test_congresses_by_level(district: Book) -> None:
    found = levels(district)
    total, done, share, left, due, days, need, late, planned, reported = found["chi bộ"]
    assert (total, done, left, days, late, planned, reported) == (235, 121, 114, 21, 13, 140, 121)
    assert (f"{share:.4f}", f"{need:.2f}", due) == ("0.5149", "5.43", date(2020, 3, 31))
    assert found["cơ sở"][:2] == [45, 0]
    assert found["quận"][:2] == [1, 0]


def test_units_directly_below(district: Book) -> None:
    rows = district[unit_sheet.NAME][unit_sheet.FIRST_ROW :]
    by_code = {row[0]: row for row in rows}
    assert by_code["CL.KT"][2:7] == ["x", "", 993, 36, 36]
    assert by_code["CL.QS"][5:8] == [3, 3, 1]
    assert by_code["CL.CA"][3] == "x"
    assert [by_code["CL.HP"][place] for place in (5, 6, 8, 10)] == [25, 3, 8, 8]
    assert [rows[-1][place] for place in (1, 5, 6, 8, 10)] == ["Cộng", 235, 121, 13, 13]


def test_every_activity_of_the_campaign_has_a_line(district: Book) -> None:
    marks = Counter(column(district, "mark"))
    assert (marks["đv"], marks["x"]) == (281, 281)  # units, and their congresses
    assert len(column(district, "name")) == 281 + 3995
    states = Counter(counted_lines(district, "state"))
    assert (states["Quá hạn"], states["Chưa báo cáo"]) == (13, 1210)


def test_dates_are_dates(district: Book) -> None:
    row = column(district, "name").index("Quán triệt chỉ thị, ban hành kế hoạch")
    found = [column(district, key)[row] for key in ("plan_start", "plan_finish", "actual_finish", "float")]
    assert found == [date(2019, 10, 25), date(2019, 11, 14), date(2019, 11, 15), ""]


def test_view_and_print(ward: bytes) -> None:
    sheet = opened(ward)[gantt_sheet.NAME]
    assert sheet.freeze_panes == f"C{FIRST_ROW + 1}"
    assert sheet.print_title_rows == "$3:$5"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "8")  # A3
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    depths = [row.depth for row in gantt_rows(cam_le(), "CL.HP")]
    hidden = [bool(sheet.row_dimensions[FIRST_ROW + 1 + place].hidden) for place in range(len(depths))]
    assert hidden == [depth > 1 for depth in depths]  # the branches' activities are folded until wanted


def test_days_of_the_gantt_show_their_whole_year(ward: bytes) -> None:
    """Ten signs, and a little room on both sides: a day that does not fit prints as ####."""
    sheet = opened(ward)[gantt_sheet.NAME]
    days = (
        "plan_start",
        "plan_finish",
        "start",
        "finish",
        "actual_finish",
        "actual_start",
        "limit",
        "deadline",
    )
    for key in days:
        cell = sheet.cell(FIRST_ROW + 1, AT[key] + 1)
        assert cell.number_format == "dd/mm/yyyy", key
    widths = {place: sheet.column_dimensions[grouped(sheet, AT[key])].width for place, key in enumerate(days)}
    assert min(widths.values()) >= 11


def grouped(sheet: Worksheet, place: int) -> str:
    """The letter under which a column's width is kept: that of the first of neighbours that are alike."""
    found = (letter for letter, kept in sheet.column_dimensions.items() if kept.min <= place + 1 <= kept.max)
    return next(found)


def test_names_of_the_gantt_wrap_and_their_rows_make_room(ward: bytes) -> None:
    """An activity of a branch steps in by two; 91 letters take two lines of the column, 36 take one."""
    sheet = opened(ward)[gantt_sheet.NAME]
    lines = {row[1].value: row[1] for row in sheet.iter_rows(min_row=FIRST_ROW + 1)}
    long = next(cell for name, cell in lines.items() if len(name) > 85)
    short = lines["Tiếp thu kế hoạch; chi ủy phân công"]
    assert long.alignment.wrap_text
    assert 2 * 13 <= sheet.row_dimensions[long.row].height < 3 * 13
    assert sheet.row_dimensions[short.row].height is None  # the height of one line, 15 points


def test_bars_are_rules_over_the_weeks(ward: bytes) -> None:
    sheet = opened(ward)[gantt_sheet.NAME]
    mondays = [cell.value for cell in sheet[HEAD_ROW + 1][FIRST_WEEK:] if cell.value]
    assert all(day.weekday() == 0 for day in mondays)
    first = min(row.baseline.start for row in gantt_rows(cam_le(), "CL.HP"))
    assert 0 <= (first - mondays[0].date()).days < 7
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    formulas = " ".join(" ".join(rule.formula) for rule in rules)
    assert "NgayChot" in formulas
    assert len(rules) >= 10


def test_days_off(district: Book) -> None:
    rows = district[holiday_sheet.NAME][holiday_sheet.FIRST_ROW :]
    days = [row[0] for row in rows if row[0]]
    tet = [day.day for day in days if (day.year, day.month) == (2020, 1) and day.day > 1]
    assert tet == [23, 24, 27, 28, 29]  # 25 and 26 were a weekend
    assert {row[3] for row in rows if row[3]} == {date(2019, 1, 5), date(2019, 5, 4)}  # swapped


def test_same_facts_same_bytes() -> None:
    assert made(cam_le(), "CL.KT") == made(cam_le(), "CL.KT")


@pytest.mark.parametrize("name", HOSTILE)
def test_names_never_become_formulas(name: str) -> None:
    campaign = renamed(make_district(), {"D": name, "D.A": name, "D.A.1": name})
    raw = made(assessed(campaign, "6-12"))
    book = opened(raw)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert "HYPERLINK" not in str(cell.value)
                    assert "SUM(A1)" not in str(cell.value)
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        assert not [name for name in packed.namelist() if "hyperlink" in name.lower()]


def test_one_unit_and_nothing_reported() -> None:
    for campaign in (make_campaign(units=("W",)), make_district(), make_district(deadlines={})):
        book = values(made(assessed(campaign, "6-10")))
        assert set(column(book, "state")) & {"Đến lượt", "Quá hạn", "Chưa đến lượt"}


def test_a_huge_campaign_lists_only_congresses_further_down() -> None:
    whole = gantt_rows(cam_le(), "CL")
    short = gantt_rows(cam_le(), "CL", most=3000)
    assert {row.name for row in short if row.depth == 3} == {"Đại hội chi bộ"}
    assert [row for row in short if row.depth < 3] == [row for row in whole if row.depth < 3]
    assert sum(row.is_congress and not row.is_unit for row in short) == 281


def test_a_shortened_workbook_says_so_and_still_tells_what_is_overdue() -> None:
    book = values(workbook_bytes(cam_le(), facts_of(cam_le()), most_rows=3000))
    assert any("chưa phải tất cả" in str(row[0]) for row in book[summary_sheet.NAME])
    overdue = {row[0]: row[8] for row in book[unit_sheet.NAME]}
    assert (overdue["CL.HP"], overdue["CL.HTT"], overdue["CL.KT"]) == (8, 4, 0)
    assert levels(book)["chi bộ"][:2] == [235, 121]


@pytest.mark.parametrize("calendar", [{}, {"weekend": frozenset({6})}])
def test_days_left_by_the_programs_calendar(calendar: dict[str, Any]) -> None:
    week = WorkCalendar("w", "w", date(2020, 1, 1), date(2020, 12, 31), **calendar)
    friday, monday = date(2020, 3, 6), date(2020, 3, 9)
    ahead = 2 if calendar else 1  # with Saturdays worked, Saturday and Monday; else Monday alone
    assert live.counted_days_left(week, friday, monday) == ahead
    assert live.counted_days_left(week, monday, friday) == -ahead
    assert live.counted_days_left(week, friday, friday) == 0


def without_results(content: bytes) -> bytes:
    """The workbook with every stored result of a formula taken out."""
    stripped = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stripped, "w") as target:
        for member in source.infolist():
            raw = source.read(member)
            if member.filename.startswith("xl/worksheets/sheet"):
                raw = re.sub(rb"</f><v>[^<]*</v>", b"</f>", raw)
            target.writestr(member.filename, raw)
    return stripped.getvalue()


def a_month_later(content: bytes) -> bytes:
    """With the status date moved to Tuesday 31-3."""
    book = opened(content)
    book[summary_sheet.NAME].cell(summary_sheet.STATUS_ROW + 1, 2).value = date(2020, 3, 31)
    changed = io.BytesIO()
    book.save(changed)
    return changed.getvalue()


@pytest.fixture(scope="module")
def counted(ward: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    """The ward's workbook as it is, and with a later status date, counted by LibreOffice."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    for name, content in (("now", ward), ("later", a_month_later(ward))):
        (folder / f"{name}.xlsx").write_bytes(without_results(content))
    profile, result = f"-env:UserInstallation=file://{folder / 'profile'}", folder / "out"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(result)]
    files = [str(folder / name) for name in ("now.xlsx", "later.xlsx")]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    return {path.stem: values(path.read_bytes()) for path in result.iterdir()}


def same(row: list[Any], width: int) -> list[Any]:
    """A row without what blank cells at its end leave open."""
    return [*row, *[""] * width][:width]


def test_libreoffice_counts_as_the_program_does(ward: bytes, counted: dict[str, Book]) -> None:
    ours, theirs = values(ward), counted["now"]
    for name in (summary_sheet.NAME, unit_sheet.NAME, gantt_sheet.NAME):
        for place, row in enumerate(ours[name]):
            assert same(theirs[name][place], len(row)) == row, (name, place)


def test_a_later_day_is_counted_anew(counted: dict[str, Book]) -> None:
    """Branches that were not yet late on 2-3 are on 31-3, and no day is left."""
    total, done, _, left, _, days, need, *_ = levels(counted["later"])["chi bộ"]
    assert (total, done, left, days, need) == (25, 3, 22, 0, "hết hạn")
    rows = [row for row in gantt_rows(cam_le(), "CL.HP") if not row.is_unit and not row.is_over]
    overdue = sum(row.limit <= date(2020, 3, 31) for row in rows if row.limit)
    assert Counter(counted_lines(counted["later"], "state"))["Quá hạn"] == overdue > 8


def test_states_and_limits_agree() -> None:
    """What is overdue in the program is what the workbook's formula calls overdue on the same day."""
    for told in (cam_le(), assessed(make_district(), "6-15", held("D.A.1", "b_congress", "6-11"))):
        for row in gantt_rows(told, told.campaign.root.code):
            is_late = not row.is_over and row.limit is not None and row.limit <= told.status_date
            assert is_late is (row.state is ActivityState.OVERDUE), row


def test_only_reported_finishes_are_actual() -> None:
    rows = gantt_rows(cam_le(), "CL")
    assert {row.actual_finish is not None for row in rows if row.state is ActivityState.DONE} == {True}
    assert {row.actual_finish for row in rows if row.state is not ActivityState.DONE} == {None}
    assert all(row.actual_start is None for row in rows if row.state is ActivityState.UNREPORTED)
    late = [row for row in rows if row.is_late_congress and not row.is_unit]
    assert len(late) == 13
    assert not replace(late[0], state=ActivityState.UNREPORTED).is_late_congress
    assert max(row.actual_finish for row in rows if row.actual_finish) <= STATUS


def test_the_finding_has_as_many_lines_as_it_takes() -> None:
    """Merged cells are fitted by no program: a row of three lines cut the end of a long finding."""
    unit = "D.A"
    long = assessed(renamed(make_district(), {"D.A": "Đảng bộ " + "rất dài " * 60}), "6-10")
    heights = []
    for told in (assessed(make_district(), "6-10"), long):
        sheet = openpyxl.load_workbook(io.BytesIO(made(told, unit)))[summary_sheet.NAME]
        text = sheet.cell(summary_sheet.FINDING_ROW + 1, 1).value
        height = sheet.row_dimensions[summary_sheet.FINDING_ROW + 1].height
        assert height >= 13 * (len(str(text)) // 150 + 1)  # 146 characters wide, letters of 11 points
        heights.append(height)
    assert heights[1] > heights[0]
