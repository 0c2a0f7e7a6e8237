"""Forms of registers that already say what is to be told: filled in, left alone, overtaken."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.cli.conftest import ROOT, Program

READINESS = ("register", "form", "cam_le_2020", "readiness", "CL", "--status-date", "2020-03-02")


def made(program: Program, folder: Path, *command: str) -> Path:
    path = folder / "bieu.xlsx"
    path.unlink(missing_ok=True)
    done = program(*command, "-o", str(path))
    assert done.returncode == 0, done.stderr
    return path


def rows_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]]


def fill(path: Path, sheet: str, line: int, **cells: object) -> None:
    book = openpyxl.load_workbook(path)
    titles = {cell.value: cell.column for cell in book[sheet][1]}
    for title, value in cells.items():
        book[sheet].cell(line, titles[title.replace("_", " ")]).value = value  # type: ignore[union-attr]
    book.save(path)


def test_every_part_has_its_row_and_what_is_left_alone_says_nothing(program: Program, tmp_path: Path) -> None:
    path = made(program, tmp_path, *READINESS)
    parts = [row[2] for row in rows_of(openpyxl.load_workbook(path)["Sổ rà soát phần việc"])]
    assert "Kinh phí" in parts
    assert len(parts) == len(set(parts)) == 16
    assert "chưa ghi gì mới (16 dòng để nguyên)" in program("import", "cam_le_2020", str(path)).stdout


def test_a_ward_is_not_asked_for_what_only_districts_and_cities_need(
    program: Program, tmp_path: Path
) -> None:
    command = ("register", "form", "hai_phong_2025", "readiness", "HP.KA")
    path = made(program, tmp_path, *command, "--status-date", "2025-07-02")
    parts = [row[2] for row in rows_of(openpyxl.load_workbook(path)["Sổ rà soát phần việc"])]
    assert len(parts) == 14
    assert not {part for part in parts if "cháy" in str(part) or "Đón tiếp" in str(part)}


def test_a_row_that_was_filled_in_is_recorded_and_not_offered_again(program: Program, tmp_path: Path) -> None:
    path = made(program, tmp_path, *READINESS)
    fill(path, "Sổ rà soát phần việc", 3, Ngày_rà_soát=date(2020, 3, 1), Kết_quả_rà_soát="sẵn sàng")
    assert "thêm 1 sự kiện, 15 dòng không đổi" in program("import", "cam_le_2020", str(path)).stdout
    again = made(program, tmp_path, *READINESS)
    rows = rows_of(openpyxl.load_workbook(again)["Sổ rà soát phần việc"])
    assert len(rows) == 16
    assert [row for row in rows if row[3]] == [rows[0]]  # what stands comes first


def test_half_a_row_is_refused_at_what_it_lacks(program: Program, tmp_path: Path) -> None:
    path = made(program, tmp_path, *READINESS)
    fill(path, "Sổ rà soát phần việc", 2, Bộ_phận_chịu_trách_nhiệm="Văn phòng")
    refused = program("import", "cam_le_2020", str(path))
    assert refused.returncode == 2
    assert "để trống → ghi Kết quả rà soát" in refused.stderr
    assert refused.stderr.count("để trống") == 2  # the day and the result, of this row alone


def test_a_row_that_somebody_else_told_meanwhile_is_overtaken(program: Program, tmp_path: Path) -> None:
    path = made(program, tmp_path, *READINESS)
    name = str(openpyxl.load_workbook(path)["Sổ rà soát phần việc"]["C2"].value)
    other = tmp_path / "khac.csv"
    text = f'Sổ,Mã đơn vị,Phần việc,Ngày rà soát,Kết quả rà soát\nreadiness,CL,"{name}",01/03/2020,sẵn sàng\n'
    other.write_text(text, "utf-8")
    assert program("import", "cam_le_2020", str(other)).returncode == 0
    fill(path, "Sổ rà soát phần việc", 2, Ngày_rà_soát=date(2020, 3, 2), Kết_quả_rà_soát="sẵn sàng")
    refused = program("import", "cam_le_2020", str(path))
    assert refused.returncode == 2
    assert name in refused.stderr


def test_units_below_have_a_row_each_where_a_unit_has_one_entry(program: Program, tmp_path: Path) -> None:
    command = ("register", "form", "cam_le_2020", "congress_results", "CL.HP", "--children")
    path = made(program, tmp_path, *command, "--status-date", "2020-03-02")
    rows = rows_of(openpyxl.load_workbook(path)["Kết quả đại hội và chuẩn y"])
    assert [row[1] for row in rows] == ["CL.HP", *(f"CL.HP.{n:02}" for n in range(1, 26))]
    shares = made(program, tmp_path, "register", "form", "cam_le_2020", "delegate_allocation", "CL.HP")
    below = [row[2] for row in rows_of(openpyxl.load_workbook(shares)["Phân bổ đại biểu"])]
    assert below == [f"CL.HP.{n:02}" for n in range(1, 26)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("[{column: itm}]", "«itm» không có"),
        ("[{column: item, values: [Kinh phí]}]", "«Kinh phí» không có"),
        ("[{column: checked_on}]", "cột «checked_on» không có sẵn giá trị"),
        ("[{colum: item}]", "colum"),
    ],
)
def test_rows_that_no_form_could_offer_are_refused(
    program: Program, tmp_path: Path, rows: str, words: str
) -> None:
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config)
    file = config / "registers/readiness.yaml"
    text = file.read_text("utf-8")
    offered = "    form_rows:\n      - {column: item}\n"
    assert offered in text
    file.write_text(text.replace(offered, f"    form_rows: {rows}\n", 1), "utf-8")
    refused = program("--config", str(config), "register", "list", "cam_le_2020")
    assert refused.returncode == 2
    assert words in refused.stderr
    assert "readiness.yaml" in refused.stderr


COMMENTS = (
    "Sổ,Mã đơn vị,Ý kiến số,Văn kiện của đơn vị,Văn kiện,Mục,Đối tượng góp ý,Nội dung,Ngày góp ý\n"
    'comments,CL.HP,1,CL,báo cáo chính trị,I,"cấp ủy, tổ chức đảng",Thêm số liệu về hộ nghèo,01/03/2020\n'
    'comments,CL.HTD,4,CL,báo cáo chính trị,I,"cấp ủy, tổ chức đảng",Nêu rõ nguồn vốn,01/03/2020\n'
)
SECTIONS = (
    "Sổ,Mã đơn vị,Văn kiện,Mục,Tên mục,Số liệu đến ngày\n"
    "document_sections,CL,báo cáo chính trị,I,Kết quả,01/02/2020\n"
)
VERSIONS = (
    "Sổ,Mã đơn vị,Văn kiện,Bản,Ngày hoàn thành\n"
    "document_versions,CL,báo cáo chính trị,dự thảo lần 1,01/02/2020\n"
)


def test_comments_that_nobody_answered_are_offered_where_answers_are_written(
    program: Program, tmp_path: Path
) -> None:
    for name, text in (("muc.csv", SECTIONS), ("ban.csv", VERSIONS), ("y-kien.csv", COMMENTS)):
        (tmp_path / name).write_text(text, "utf-8")
        done = program("import", "cam_le_2020", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
    command = ("register", "form", "cam_le_2020", "answers", "CL", "--status-date", "2020-03-02")
    path = made(program, tmp_path, *command)
    rows = rows_of(openpyxl.load_workbook(path)["Sổ tiếp thu, giải trình"])
    assert [row[2:5] for row in rows] == [("CL.HP", 1, None), ("CL.HTD", 4, None)]
    fill(path, "Sổ tiếp thu, giải trình", 3, Xử_lý="tiếp thu", Ngày_xử_lý=date(2020, 3, 2))
    assert "thêm 1 sự kiện, 1 dòng không đổi" in program("import", "cam_le_2020", str(path)).stdout
    again = rows_of(openpyxl.load_workbook(made(program, tmp_path, *command))["Sổ tiếp thu, giải trình"])
    assert [row[2:5] for row in again] == [("CL.HTD", 4, "tiếp thu"), ("CL.HP", 1, None)]


def tell(path: Path, unit: str, work: str, **cells: object) -> None:
    """Fills in the row of a unit's work on a form of activities."""
    book = openpyxl.load_workbook(path)
    sheet = book["Báo cáo"]
    head = next(row for row in sheet.iter_rows() if "Việc" in [cell.value for cell in row])
    titles = {cell.value: cell.column for cell in head}
    about = {row[titles["Việc"] - 1].row: [cell.value for cell in row] for row in sheet.iter_rows()}
    line = next(line for line, values in about.items() if {unit, work} <= set(values))
    for title, value in cells.items():
        sheet.cell(line, titles[title.replace("_", " ")]).value = value  # type: ignore[union-attr]
    book.save(path)


def test_an_approval_that_is_recorded_is_on_the_form_to_be_mended(program: Program, tmp_path: Path) -> None:
    command = ("form", "cam_le_2020", "CL.HP", "--children", "--gates", "--status-date", "2020-01-06")
    gate, branch = "Đảng ủy cơ sở duyệt", "CL.HP.01"
    first = made(program, tmp_path, *command)
    tell(first, branch, gate, Loại="duyệt", Kết_thúc=date(2020, 1, 3), Số_văn_bản="10-TB/ĐU")
    assert "thêm 1 sự kiện" in program("import", "cam_le_2020", str(first)).stdout
    again = made(program, tmp_path, *command)
    tell(again, branch, gate, Loại="sửa", Kết_thúc=date(2020, 1, 4), Lý_do="ghi nhầm ngày")
    mended = program("import", "cam_le_2020", str(again))
    assert "thêm 1 sự kiện" in mended.stdout, mended.stderr


def test_approvals_of_one_kind_stand_together_so_that_one_decision_is_dragged_down(
    program: Program, tmp_path: Path
) -> None:
    command = ("form", "cam_le_2020", "CL.HP", "--children", "--gates", "--status-date", "2020-01-06")
    sheet = openpyxl.load_workbook(made(program, tmp_path, *command))["Báo cáo"]
    head = next(row for row in sheet.iter_rows(values_only=True) if "Việc" in row)
    unit, work = head.index("Mã đơn vị"), head.index("Việc")
    below = [row for row in sheet.iter_rows(values_only=True) if str(row[unit]).startswith("CL.HP.")]
    works = [row[work] for row in below if row[work]]
    blocks = [name for name, before in zip(works, [None, *works], strict=False) if name != before]
    assert len(blocks) == len(set(blocks)) > 2
    assert works.count("Đảng ủy cơ sở duyệt") == works.count("Đại hội chi bộ") == 25
