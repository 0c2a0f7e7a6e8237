"""Reports on units that are there on some days only: the row's day decides, not the day of the import.

Q.A.01 is merged into Q.A.02 from 01/03/2020; Q.B.01 is made on 10/02/2020 and dissolved on 20/02/2020;
Q.B.02 and Q.B.03 come from a split of Q.B.04, itself made on 05/02/2020, on 15/02/2020.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from daihoi.domain.campaign import Campaign
from daihoi.domain.ruling_paper import Paper
from daihoi.domain.rulings import RulingEvent
from daihoi.domain.unit_changes import Creation, Dissolution, Merger, NewUnit, Renaming, Splitting, UnitChange
from daihoi.domain.unit_details import unit_ruling
from daihoi.errors import InputErrors
from daihoi.intake.reports import read_file

HEAD = "Mã đơn vị,Việc,Bắt đầu,Kết thúc,Tỷ lệ (%),Số liệu đến ngày\n"
Make = Callable[..., Path]


def ruling(seq: int, from_day: date, change: UnitChange) -> RulingEvent:
    paper = Paper(f"{seq}-QĐ/QU", date(2020, 2, 1), "Quận ủy", from_day, "sắp xếp")
    return RulingEvent(seq, datetime(2020, 2, 1, tzinfo=UTC), "x", 1, 1, None, unit_ruling(paper, change), "")


def branch(code: str) -> NewUnit:
    return NewUnit(code, f"Chi bộ {code}", "branch", "Q.B", "ward")


RULINGS = (
    ruling(1, date(2020, 3, 1), Merger(("Q.A.01", "Q.A.02"), "Q.A.02")),
    ruling(2, date(2020, 2, 10), Creation(branch("Q.B.01"))),
    ruling(3, date(2020, 2, 20), Dissolution("Q.B.01")),
    ruling(4, date(2020, 2, 5), Creation(branch("Q.B.04"))),
    ruling(5, date(2020, 2, 15), Splitting("Q.B.04", (branch("Q.B.02"), branch("Q.B.03")), goes_on=False)),
    ruling(6, date(2020, 2, 25), Renaming("Q.A.02", "Chi bộ mới")),
)


def read(path: Path, campaign: Campaign, known: Sequence[RulingEvent] = RULINGS) -> list[str]:
    """The units of the rows, or everything that is wrong with them."""
    try:
        reading = read_file(path, campaign, date(2020, 3, 10), known)
    except InputErrors as errors:
        return [f"{problem.cell}: {problem.what} → {problem.remedy}" for problem in errors.problems]
    return [row.statement.unit_code for row in reading.rows]


@pytest.mark.parametrize(
    "row",
    [
        "Q.A.01,branch_congress,,29/02/2020,,",  # the last day, imported ten days later
        "Q.A.01,branch_draft,20/02/2020,,50,28/02/2020",
        "Q.A.02,branch_congress,,01/03/2020,,",
        "Q.B.01,branch_congress,,10/02/2020,,",  # the first day
        "Q.B.01,branch_congress,,19/02/2020,,",
        "Q.B.03,branch_draft,10/02/2020,,50,16/02/2020",  # work that others began
        "Q.B,grassroots_direct,06/02/2020,,50,06/02/2020",  # with a branch from the 5th on
    ],
)
def test_a_report_is_about_the_units_of_its_day(row: str, csv_file: Make, campaign: Campaign) -> None:
    assert read(csv_file(HEAD + row), campaign) == [row.split(",")[0]]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "Q.A.01,branch_congress,,01/03/2020,,",
            "CB Q.A.01 đã sáp nhập vào Q.A.02 từ 01/03/2020 theo 1-QĐ/QU → báo cáo cho Q.A.02",
        ),
        (
            "Q.A.01,branch_draft,20/02/2020,,50,02/03/2020",
            "CB Q.A.01 đã sáp nhập vào Q.A.02 từ 01/03/2020 theo 1-QĐ/QU → báo cáo cho Q.A.02",
        ),
        (
            "Q.B.01,branch_congress,,09/02/2020,,",
            "ngày 09/02/2020 chưa có CB Q.B.01: thành lập từ 10/02/2020 theo 2-QĐ/QU"
            " → ghi số liệu từ ngày 10/02/2020",
        ),
        (
            "Q.B.01,branch_congress,,20/02/2020,,",
            "CB Q.B.01 đã giải thể từ 20/02/2020 theo 3-QĐ/QU → chỉ ghi số liệu trước ngày 20/02/2020",
        ),
        (
            "Q.B.04,branch_congress,,16/02/2020,,",
            "CB Q.B.04 đã chia thành Q.B.02, Q.B.03 từ 15/02/2020 theo 5-QĐ/QU"
            " → báo cáo cho Q.B.02 hoặc Q.B.03",
        ),
        (
            "Q.B.02,branch_congress,,14/02/2020,,",
            "ngày 14/02/2020 chưa có CB Q.B.02: thành lập do chia tách Q.B.04 từ 15/02/2020 theo 5-QĐ/QU"
            " → báo cáo cho Q.B.04",
        ),
        ("Q.B.05,branch_congress,,14/02/2020,,", "không có đơn vị «Q.B.05» → Có phải ý là «Q.B.04»"),
    ],
)
def test_a_unit_that_is_not_there_on_the_day_is_refused_with_its_ruling(
    row: str, said: str, csv_file: Make, campaign: Campaign
) -> None:
    (problem,) = read(csv_file(HEAD + row), campaign)
    assert problem.startswith(f"cột «Mã đơn vị»: {said}")


def test_work_with_units_below_is_known_while_there_are_some(csv_file: Make, campaign: Campaign) -> None:
    row = "Q.B,grassroots_direct,02/02/2020,,50,04/02/2020"  # the day before its first branch
    (problem,) = read(csv_file(HEAD + row), campaign)
    assert "«Q.B» không có đơn vị dưới nên không có việc «grassroots_direct»" in problem


def test_the_other_cells_of_a_refused_row_are_looked_at_too(csv_file: Make, campaign: Campaign) -> None:
    found = read(csv_file(HEAD + "Q.A.01,branch_congres,,01/03/2020,,"), campaign)
    assert [problem.split(":")[0] for problem in sorted(found)] == ["cột «Mã đơn vị»", "cột «Việc»"]


def test_a_date_that_cannot_be_read_is_the_only_thing_told(csv_file: Make, campaign: Campaign) -> None:
    (problem,) = read(csv_file(HEAD + "Q.A.01,branch_congress,,3/3,,"), campaign)
    assert problem.startswith("cột «Kết thúc»: «3/3» không có năm")


def test_without_rulings_units_are_those_of_the_configuration(csv_file: Make, campaign: Campaign) -> None:
    path = csv_file(HEAD + "Q.A.01,branch_congress,,01/03/2020,,\nQ.B.01,branch_congress,,10/02/2020,,")
    (problem,) = read(path, campaign, ())
    assert "không có đơn vị «Q.B.01»" in problem
