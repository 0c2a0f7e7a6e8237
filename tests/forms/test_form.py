"""What a unit is sent: the rows, what they are filled with, and how the workbook behaves."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from daihoi.domain.assessment import Assessment, assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.record import Snapshot
from daihoi.domain.units import UnitTree
from daihoi.errors import DaihoiError
from daihoi.forms.content import Form, make_form
from daihoi.forms.workbook import form_workbook
from daihoi.intake.reports import read_file
from tests.forms.conftest import CONFIG, LABELS, STATUS, Histories, row_of


def reported(unit: str, activity: str) -> dict[str, str]:
    """The row of the campaign's report files about an activity, read with nothing of the program."""
    for path in (CONFIG / "campaigns/cam_le_2020/reports").glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            rows = [r for r in csv.DictReader(file) if (r["Mã đơn vị"], r["Việc"]) == (unit, activity)]
        if rows:
            return rows[0]
    raise LookupError(unit, activity)


def test_every_branch_is_asked_about_its_congress_once(ward: Form, cam_le: Campaign) -> None:
    branches = {unit.code for unit in cam_le.tree.children["CL.HP"]}
    asked = Counter(row.unit_code for row in ward.rows if row.activity == "branch_congress")
    assert asked == Counter(branches)
    assert len(branches) == 25
    assert len(ward.rows) <= 17 + 25 * 3


def test_the_unit_itself_is_asked_about_all_of_its_work(ward: Form, cam_le: Campaign) -> None:
    template = cam_le.structure.by_code["grassroots"].activities
    assert [row.activity for row in ward.rows if row.unit_code == "CL.HP"] == [a.code for a in template]


def test_what_is_known_is_filled_in(ward_file: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(ward_file))["Báo cáo"]
    told = [(row[0].value, row[12].value) for row in sheet.iter_rows(min_row=6) if row[6].value]
    assert {("CL.HP.04", "branch_congress"), ("CL.HP", "grassroots_plan")} <= set(told)
    for unit, activity in told:
        row = row_of(sheet, unit, activity)
        finish = sheet[f"G{row}"].value
        assert isinstance(finish, datetime)
        assert f"{finish:%d/%m/%Y}" == reported(unit, activity)["Kết thúc"]
        assert sheet[f"E{row}"].value == "Đã xong †"
        assert sheet[f"K{row}"].value == "giả định"


@pytest.mark.parametrize(
    ("known", "lines"),
    [("Đến lượt", 1), ("Chưa báo cáo (việc sau đã bắt đầu) °", 3)],  # broken before «(việc» and «đầu»
)
def test_a_row_is_as_high_as_the_longest_of_its_texts(ward: Form, known: str, lines: int) -> None:
    """«Đã biết» has room for 16 letters; a line of 10 points takes some 13 points."""
    row = dataclasses.replace(ward.rows[0], unit_name="Phường A", activity_name="Đại hội", known=known)
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(dataclasses.replace(ward, rows=[row]))))
    height = book["Báo cáo"].row_dimensions[6].height
    assert 13 * lines <= height < 13 * (lines + 1)


def test_every_sheet_that_shows_prints_whose_form_it_is_and_its_page(ward: Form, ward_file: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(ward_file))
    for sheet in (book["Hướng dẫn"], book["Báo cáo"]):
        foot = sheet.oddFooter
        assert foot.left.text == f"Đảng bộ phường Hòa Phát – biểu {ward.stamp.form_id}"
        assert foot.center.text == "Tình hình đến hết ngày 02/03/2020"
        assert foot.right.text == "Trang &P/&N"


def test_the_same_form_is_the_same_bytes(
    ward: Form, ward_file: bytes, cam_le: Campaign, picture: Assessment, histories: Histories
) -> None:
    again = make_form(picture, cam_le.tree.unit("CL.HP"), histories, LABELS, with_children=True)
    assert again.stamp == ward.stamp
    assert form_workbook(again) == ward_file


def test_a_form_sent_back_as_it_came_says_nothing(
    ward: Form, ward_file: bytes, cam_le: Campaign, tmp_path: Path
) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(ward_file)
    reading = read_file(path, cam_le, STATUS)
    assert (list(reading.rows), reading.untouched) == ([], len(ward.rows))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_a_form_saved_by_libreoffice_says_nothing_either(
    ward: Form, ward_file: bytes, cam_le: Campaign, tmp_path: Path
) -> None:
    (tmp_path / "bieu.xlsx").write_bytes(ward_file)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", "saved", "bieu.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    reading = read_file(tmp_path / "saved/bieu.xlsx", cam_le, STATUS)
    assert (list(reading.rows), reading.untouched) == ([], len(ward.rows))


def test_only_entry_cells_are_open_and_marks_are_hidden(ward_file: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(ward_file))["Báo cáo"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    titles = [cell.value for cell in sheet[5]]
    open_titles = {titles[cell.column - 1] for cell in sheet[6] if not cell.protection.locked}
    assert open_titles == {"Bắt đầu", "Kết thúc", "Tỷ lệ (%)", "Loại", "Số văn bản", "Căn cứ", "Lý do"}
    assert all(cell.protection.locked for cell in sheet[5])
    hidden = [
        titles[ord(letter) - ord("A")] for letter, column in sheet.column_dimensions.items() if column.hidden
    ]
    assert "Mã việc" in hidden
    assert sheet.freeze_panes == "D6"


def test_the_sheet_prints_on_a4_with_its_header_on_every_page(ward_file: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(ward_file))["Báo cáo"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$5:$5"


def test_choices_offer_only_what_would_be_accepted(ward_file: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(ward_file))["Báo cáo"]
    gate, work = (
        row_of(sheet, "CL.HP", "grassroots_superior_approval"),
        row_of(sheet, "CL.HP", "grassroots_plan"),
    )
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        for row in (gate, work):
            if rule.type == "list" and f"I{row}" in rule.cells:
                offered[row] = rule.formula1
    assert offered == {gate: '"duyệt,trả lại,sửa"', work: '"báo cáo,sửa"'}
    days = {
        str(rule.sqref): rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "custom"
    }
    assert days["C3"] == "OR(ISTEXT(C3),AND(ISNUMBER(C3),C3>=DATE(2017,10,25),C3<=TODAY()))"
    (dates,) = [cells for cells in days if cells.startswith("F6:G")]
    assert days[dates] == days["C3"].replace("C3", "F6")


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://x";"y")', "+1+1", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0"]
)
def test_a_name_never_becomes_a_formula(
    name: str, cam_le: Campaign, picture: Assessment, histories: Histories
) -> None:
    unit = dataclasses.replace(cam_le.tree.unit("CL.TP1"), name=name)
    units = tuple(unit if other.code == unit.code else other for other in cam_le.tree.units)
    renamed = dataclasses.replace(cam_le, tree=UnitTree(units))
    empty = assess(renamed, Snapshot(cam_le.code, STATUS, 0, "", ()))
    content = form_workbook(make_form(empty, unit, {}, LABELS, with_children=False))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for part in package.namelist():
            if part.startswith("xl/worksheets/"):
                assert not re.search(rb"<f[ >]", package.read(part))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Báo cáo"]
    assert (sheet["B6"].value, sheet["B6"].data_type) == (name, "s")


def test_a_unit_without_units_below_it_has_no_form_of_children(
    cam_le: Campaign, picture: Assessment, histories: Histories
) -> None:
    with pytest.raises(DaihoiError, match="không có đơn vị trực thuộc: bỏ --children"):
        make_form(picture, cam_le.tree.unit("CL.HP.01"), histories, LABELS, with_children=True)


def test_before_the_first_report_every_row_is_open(cam_le: Campaign) -> None:
    nothing = assess(cam_le, Snapshot(cam_le.code, date(2019, 12, 2), 0, "", ()))
    form = make_form(nothing, cam_le.tree.unit("CL.HP"), {}, LABELS, with_children=True)
    assert {row.mark.split("-")[0] for row in form.rows} == {"0"}
    assert not any(any(row.values) for row in form.rows)
