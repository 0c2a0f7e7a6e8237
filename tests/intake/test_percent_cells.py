"""What a workbook shows as 30% is 30 percent, however it is stored; what could be two things is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from daihoi.domain.campaign import Campaign
from daihoi.intake.reports import read_reports

HEAD = ("Mã đơn vị", "Việc", "Bắt đầu", "Tỷ lệ (%)", "Số liệu đến ngày")
DAY = date(2020, 2, 20)
Problems = Callable[[Path], list[str]]


def table(folder: Path, percent: object, number_format: str) -> Path:
    """A report of one unfinished activity, with a percent in D2."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Báo cáo"
    sheet.append(HEAD)
    sheet.append(["Q.A.01", "branch_draft", DAY, percent, DAY])
    sheet["D2"].number_format = number_format
    book.save(folder / "t.xlsx")
    return folder / "t.xlsx"


@pytest.mark.parametrize(
    ("stored", "number_format", "meant"),
    [
        (0.3, "0%", 30),
        (0.3, "0.00%", 30),
        (0.29, '0.0" "%;[Red]-0%', 29),
        (0.57, "0%", 57),
        (0.01, "0%", 1),
        (0, "0%", 0),
        (30, "General", 30),
        (30, '0"%"', 30),
        ("30%", "@", 30),
    ],
)
def test_a_percent_is_what_the_cell_shows(
    stored: object, number_format: str, meant: int, tmp_path: Path, campaign: Campaign
) -> None:
    (row,) = read_reports(table(tmp_path, stored, number_format), campaign, date(2020, 3, 2))
    assert row.statement.percent == meant


@pytest.mark.parametrize(
    ("stored", "number_format", "told"),
    [
        (0.3, "General", "có thể là 0,3% hoặc 30% → định dạng ô là Văn bản (Text) rồi ghi 30"),
        (1, "General", "có thể là 1% hoặc 100% → định dạng ô là Văn bản (Text) rồi ghi 1 hoặc 100"),
        (0.3, '0.0"%"', "có thể là 0,3% hoặc 30%"),
        (0.005, "General", "rồi ghi số nguyên từ 0 đến 100"),
        (0.305, "0.0%", "«30,5» không phải tỷ lệ → ghi số nguyên từ 0 đến 100"),
        (30, "0%", "tỷ lệ 3000 ngoài khoảng 0–100"),
    ],
)
def test_a_percent_that_is_none_or_two_is_refused(
    stored: object, number_format: str, told: str, tmp_path: Path, problems: Problems
) -> None:
    (found,) = problems(table(tmp_path, stored, number_format))
    assert found.startswith("t.xlsx:2 [Báo cáo!D2]: ")
    assert told in found
