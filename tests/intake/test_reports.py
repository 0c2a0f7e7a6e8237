from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from daihoi.domain.campaign import Campaign
from daihoi.domain.record import EventKind, Statement
from daihoi.domain.structure import Certainty
from daihoi.intake.reports import read_reports

TODAY = date(2020, 3, 2)
Make = Callable[..., Path]


def test_a_finished_activity_is_stated_for_the_day_it_finished(csv_file: Make, campaign: Campaign) -> None:
    path = csv_file(
        "Mã đơn vị,Việc,Bắt đầu,Kết thúc,Số liệu đến ngày,Nguồn\n"
        "Q.A.01,branch_congress,20/2/2020,20-02-2020,24/2/2020,Báo cáo tuần\n"
    )
    (row,) = read_reports(path, campaign, TODAY)
    held = date(2020, 2, 20)
    assert row.statement == Statement(
        "Q.A.01", "branch_congress", EventKind.REPORT, held, held, held, 100, source="Báo cáo tuần"
    )
    assert (row.line, row.cell, row.is_gate) == (2, "cột «Kết thúc»", False)


def test_an_unfinished_activity_is_stated_for_its_as_of_day(csv_file: Make, campaign: Campaign) -> None:
    path = csv_file(
        "percent;unit_code;ACTIVITY;As_Of;certainty\n 50 %;Q.A.02;branch_draft;2020-03-01;Giả định\n"
    )
    (row,) = read_reports(path, campaign, TODAY)
    said = row.statement
    assert (said.effective_date, said.percent, said.actual_finish) == (date(2020, 3, 1), 50, None)
    assert said.certainty is Certainty.ASSUMED


@pytest.mark.parametrize(
    "name",
    [
        "Dự thảo, hoà chung ý kiến của đảng uỷ",
        "Dự thảo, hòa chung ý kiến của đảng ủy",
        "DỰ THẢO, HÒA CHUNG\u00a0Ý KIẾN  CỦA ĐẢNG ỦY",
        unicodedata.normalize("NFD", "Dự thảo, hoà chung ý kiến của đảng ủy"),
    ],
)
def test_an_activity_is_found_by_its_name_in_any_spelling(
    name: str, csv_file: Make, campaign: Campaign
) -> None:
    path = csv_file(f'Mã đơn vị,Việc,Kết thúc\nQ.A.01,"{name}",1/3/2020\n')
    assert read_reports(path, campaign, TODAY)[0].statement.activity == "branch_draft"


def test_a_gate_is_closed_by_an_approval_with_its_document(csv_file: Make, campaign: Campaign) -> None:
    path = csv_file(
        "Mã đơn vị,Việc,Loại,Kết thúc,Số liệu đến ngày,Số văn bản\n"
        "Q.A.01,Đảng ủy cơ sở duyệt,Duyệt,1/3/2020,,12-TB/ĐU\n"
        "Q.A.02,branch_approval,trả lại,,1/3/2020,13-TB/ĐU\n"
    )
    approved, returned = read_reports(path, campaign, TODAY)
    assert (approved.statement.kind, approved.is_gate) == (EventKind.APPROVE, True)
    assert (returned.statement.kind, returned.statement.actual_finish) == (EventKind.REJECT, None)


def test_a_quoted_cell_over_two_lines_does_not_shift_the_line_numbers(
    csv_file: Make, campaign: Campaign
) -> None:
    path = csv_file(
        '\ufeffMã đơn vị,Việc,Kết thúc,Nguồn\r\n\r\nQ.A.01,branch_congress,1/3/2020,"=1+1, ""A"""\r\n'
        "Q.A.02,branch_congress,1/3/2020,-x\r\n"
    )
    first, second = read_reports(path, campaign, TODAY)
    assert (first.line, second.line) == (3, 4)
    assert (first.statement.source, second.statement.source) == ('=1+1, "A"', "-x")


def test_a_workbook_says_the_same_as_the_csv(csv_file: Make, workbook: Make, campaign: Campaign) -> None:
    text = csv_file(
        "Mã đơn vị,Việc,Bắt đầu,Kết thúc,Tỷ lệ (%),Số liệu đến ngày\n"
        "Q.A.01,branch_congress,,1/3/2020,,\nQ.A.02,branch_draft,1/2/2020,,50,2/3/2020\n"
    )
    book = workbook(
        [],
        [None, "Mã đơn vị", "Việc", "Bắt đầu", "Kết thúc", "Tỷ lệ (%)", "Số liệu đến ngày"],
        [None, "Q.A.01", "branch_congress", None, date(2020, 3, 1), None, None],
        [],
        [None, "Q.A.02", "branch_draft", datetime.combine(date(2020, 2, 1), time()), None, 50, "2/3/2020"],
    )
    from_text, from_book = read_reports(text, campaign, TODAY), read_reports(book, campaign, TODAY)
    assert [row.statement for row in from_text] == [row.statement for row in from_book]
    assert [(row.line, row.cell) for row in from_book] == [(3, "Báo cáo!E3"), (5, "Báo cáo!G5")]
