"""Congresses: N5, N6, N7 and N12 of the articles, limits, clashes, and what is wrong with days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from daihoi.domain.assessment import assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, stated_entry
from daihoi.domain.preparing.base import Preparation, Review
from daihoi.domain.preparing.congresses import review
from daihoi.domain.record import Event, EventKind, Snapshot, Statement
from daihoi.errors import InputErrors
from daihoi.intake.register_tables import Ground, read_entries
from daihoi.intake.setting import Setting
from daihoi.intake.tables import read_table
from daihoi.loading import ConfigDir, load_campaign
from daihoi.loading.register_config import load_registers

CONFIG = ConfigDir(Path("config"))
TODAY = date(2020, 9, 30)
SESSIONS = (
    "Sổ,Mã đơn vị,Khai mạc,Bế mạc,Phiên trù bị,Nội dung,Đại biểu triệu tập,Đại biểu có mặt,Số liệu đến ngày"
)
RESULTS = (
    "Sổ,Mã đơn vị,Bế mạc,Ngày báo cáo kết quả,Số báo cáo,Ngày cấp trên nhận,Ngày chuẩn y,"
    "Số quyết định chuẩn y,Số liệu đến ngày"
)
POSTS = "Sổ,Mã đơn vị,Chức danh,Số liệu đến ngày"


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(CONFIG, "ngo_quyen_2020")


@pytest.fixture(scope="module")
def nothing() -> Entries:
    return Entries(load_registers(CONFIG))


def told(folder: Path, campaign: Campaign, entries: Entries, head: str, *rows: str) -> Entries:
    path = folder / "bang.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    ground = Ground(Setting(campaign, TODAY, (), None), campaign, entries)
    found = (
        stated_entry(row.statement, entries.registers) for row in read_entries(read_table(path), ground).rows
    )
    return entries.including(entry for entry in found if entry)


def reviewed(
    campaign: Campaign, entries: Entries, day: date, *units: str, told: Sequence[Statement] = ()
) -> Review:
    noon = datetime(2020, 7, 1, 5, tzinfo=UTC)
    events = tuple(Event(n, noon, "thu", 1, n, None, one, "") for n, one in enumerate(told, 1))
    known = Snapshot(campaign.code, day, len(events), "", events)
    return review(Preparation(assess(campaign, known), entries, frozenset(units or ("NQ",))))


def test_three_days_from_15_to_17_july_are_within_the_limit(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    entries = told(tmp_path, campaign, nothing, SESSIONS, "sessions,NQ,15/07/2020,17/07/2020,,,,,14/07/2020")
    found = reviewed(campaign, entries, date(2020, 7, 14))
    name = campaign.root.name
    assert f"{name}: 15/07/2020 – 17/07/2020, 3 ngày, quy định không quá 3." in found.findings
    (row,) = found.tables[0].rows
    assert row[3:6] == [date(2020, 7, 15), date(2020, 7, 17), 3]


def test_without_the_entry_the_days_are_those_of_the_schedule(campaign: Campaign, nothing: Entries) -> None:
    found = reviewed(campaign, nothing, date(2020, 7, 14))
    assert "theo tiến độ hiện tại" in found.findings[0]
    assert "theo tiến độ hiện tại" in str(found.tables[0].rows[0][-1])


def test_report_within_7_and_ratification_within_15_working_days(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    """N12: closing on 17 July 2020, the report is due on 28 July, the ratification on 18 August."""
    entries = told(tmp_path, campaign, nothing, RESULTS, "congress_results,NQ,17/07/2020,,,,,,20/07/2020")
    found = reviewed(campaign, entries, date(2020, 7, 20))
    (row,) = found.tables[1].rows
    assert (row[3], row[6]) == (date(2020, 7, 28), date(2020, 8, 18))
    (ask,) = found.asks
    assert (ask.unit_code, ask.due, ask.is_late) == ("NQ", date(2020, 7, 28), False)
    (ask,) = reviewed(campaign, entries, date(2020, 7, 29)).asks
    assert ask.is_late


def test_ratification_counts_from_the_day_the_report_was_received(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    row = "congress_results,NQ,17/07/2020,20/07/2020,15-BC/QU,21/07/2020,,,22/07/2020"
    entries = told(tmp_path, campaign, nothing, RESULTS, row)
    found = reviewed(campaign, entries, date(2020, 7, 22))
    assert found.tables[1].rows[0][6] == date(2020, 8, 11)
    assert found.tables[1].rows[0][-1] == "chờ chuẩn y"
    assert "chuẩn y kết quả đại hội" in found.asks[0].what


@pytest.fixture(scope="module")
def cam_le() -> Campaign:
    return load_campaign(CONFIG, "cam_le_2020")


BRANCH, LATER = "CL.KT.01", date(2020, 5, 29)
HELD = Statement(
    BRANCH,
    "branch_congress",
    EventKind.REPORT,
    LATER,
    actual_start=date(2020, 3, 10),
    actual_finish=date(2020, 3, 10),
    percent=100,
)
REPORTED = replace(HELD, activity="branch_report_results", actual_start=None, actual_finish=date(2020, 3, 12))
RATIFIED = replace(
    REPORTED,
    activity="branch_ratification",
    kind=EventKind.APPROVE,
    actual_finish=date(2020, 3, 20),
    document_number="31-QĐ/ĐU",
)


@pytest.mark.parametrize(
    ("said", "remark", "findings"),
    [
        (
            (HELD,),
            "chưa báo cáo, quá hạn",
            "0 đã báo cáo kết quả, 1 quá hạn; 0 đã chuẩn y; "
            "chưa báo cáo: Chi bộ khu dân cư 1 (hạn 19/03/2020).",
        ),
        ((HELD, REPORTED), "chờ chuẩn y, quá hạn", "1 đã báo cáo kết quả; 0 đã chuẩn y."),
        ((HELD, REPORTED, RATIFIED), "đã chuẩn y", "1 đã báo cáo kết quả; 1 đã chuẩn y."),
    ],
)
def test_what_was_told_as_work_needs_no_second_entry(
    cam_le: Campaign, nothing: Entries, said: tuple[Statement, ...], remark: str, findings: str
) -> None:
    found = reviewed(cam_le, nothing, LATER, BRANCH, told=said)
    assert found.tables[1].rows[0][-1] == remark
    assert found.findings[-1] == f"1 đại hội đã xong: {findings}"
    assert bool(found.asks) == (len(said) < 3)


def test_where_the_ratification_takes_the_report_in_its_beginning_is_the_report(
    campaign: Campaign, nothing: Entries
) -> None:
    """The 2020 template of a district: «Báo cáo kết quả; Thành ủy chuẩn y» is one gate."""
    over = replace(
        HELD,
        unit_code="NQ",
        activity="district_congress",
        effective_date=date(2020, 7, 20),
        actual_start=date(2020, 7, 15),
        actual_finish=date(2020, 7, 17),
    )
    sent = replace(
        over,
        activity="district_ratification",
        actual_start=date(2020, 7, 20),
        actual_finish=None,
        percent=None,
    )
    day = date(2020, 7, 21)
    bare = reviewed(campaign, nothing, day, told=(over,))
    assert bare.findings[-1].endswith("chưa báo cáo: Đảng bộ quận Ngô Quyền (hạn 28/07/2020).")
    found = reviewed(campaign, nothing, day, told=(over, sent))
    assert found.findings[-1] == "1 đại hội đã xong: 1 đã báo cáo kết quả; 0 đã chuẩn y."
    assert (found.tables[1].rows[0][4], found.tables[1].rows[0][-1]) == (date(2020, 7, 20), "chờ chuẩn y")


def test_days_and_numbers_of_the_work_stand_in_the_table(cam_le: Campaign, nothing: Entries) -> None:
    found = reviewed(cam_le, nothing, LATER, BRANCH, told=(HELD, REPORTED, RATIFIED))
    row = found.tables[1].rows[0]
    assert (row[2], row[4], row[7]) == (date(2020, 3, 10), date(2020, 3, 12), date(2020, 3, 20))
    assert row[8] == "31-QĐ/ĐU"


def test_register_and_work_that_differ_are_told_and_the_register_counts(
    tmp_path: Path, cam_le: Campaign, nothing: Entries
) -> None:
    row = f"congress_results,{BRANCH},10/03/2020,12/03/2020,4-BC/CB,13/03/2020,23/03/2020,31-QĐ/ĐU,24/03/2020"
    entries = told(tmp_path, cam_le, nothing, RESULTS, row)
    found = reviewed(cam_le, entries, LATER, BRANCH, told=(HELD, REPORTED, RATIFIED))
    cells = found.tables[1].rows[0]
    assert (cells[4], cells[5], cells[7]) == (date(2020, 3, 12), "4-BC/CB", date(2020, 3, 23))
    assert cells[-1] == (
        "đã chuẩn y; chuẩn y: sổ ghi 31-QĐ/ĐU 23/03/2020, việc đã báo ghi 31-QĐ/ĐU 20/03/2020"
    )
    assert "chuẩn y: sổ ghi 31-QĐ/ĐU 23/03/2020, việc đã báo ghi 31-QĐ/ĐU 20/03/2020" in found.findings[-1]
    assert "xem lại số nào đúng" in found.findings[-1]


def test_a_post_cannot_attend_two_congresses_on_one_day(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    one, other = (unit.code for unit in campaign.tree.children["NQ"][:2])
    rows = (f"sessions,{one},04/05/2020,05/05/2020", f"sessions,{other},05/05/2020,05/05/2020")
    entries = told(tmp_path, campaign, nothing, SESSIONS, *(f"{row},,,,,30/04/2020" for row in rows))
    posts = [f"attendance,{code},Phó Bí thư Thường trực Quận ủy,30/04/2020" for code in (one, other)]
    entries = told(tmp_path, campaign, entries, POSTS, *posts)
    found = reviewed(campaign, entries, date(2020, 4, 30), one, other)
    assert sum("trùng ngày" in finding for finding in found.findings) == 1
    apart = told(
        tmp_path, campaign, entries, SESSIONS, f"sessions,{other},06/05/2020,06/05/2020,,,,,01/05/2020"
    )
    again = reviewed(campaign, apart, date(2020, 5, 1), one, other)
    assert not any("trùng ngày" in finding for finding in again.findings)


WRONG = [
    (SESSIONS, "sessions,NQ,15/07/2020,18/07/2020,,,,,14/07/2020", "là 4 ngày, quy định không quá 3"),
    (SESSIONS, "sessions,NQ,15/07/2020,14/07/2020,,,,,14/07/2020", "14/07/2020 trước Khai mạc"),
    (SESSIONS, "sessions,NQ,,17/07/2020,,,,,14/07/2020", "để trống"),
    (SESSIONS, "sessions,NQ,31/06/2020,17/07/2020,,,,,14/07/2020", "«31/06/2020» không có trong lịch"),
    (SESSIONS, "sessions,NQ,15/07/2020,17/07/2020,một ngày,,,,14/07/2020", "«một ngày» không hợp lệ"),
    (SESSIONS, "sessions,NQ,15/07/2020,17/07/2020,,năm nội dung,,,14/07/2020", "«năm nội dung» không hợp lệ"),
    (
        SESSIONS,
        "sessions,NQ,15/07/2020,17/07/2020,,,301,,14/07/2020",
        "triệu tập 301 đại biểu, quy định không quá 300",
    ),
    (
        SESSIONS,
        "sessions,NQ,15/07/2020,17/07/2020,,,249,250,14/07/2020",
        "250 lớn hơn Đại biểu triệu tập (249)",
    ),
    (SESSIONS, "sessions,NQQ,15/07/2020,17/07/2020,,,,,14/07/2020", "không có đơn vị «NQQ»"),
    (RESULTS, "congress_results,NQ,17/07/2020,16/07/2020,1-BC/QU,,,,20/07/2020", "16/07/2020 trước Bế mạc"),
    (RESULTS, "congress_results,NQ,17/07/2020,20/07/2020,,,,,20/07/2020", "có ngày mà không có số văn bản"),
    (RESULTS, "congress_results,NQ,17/07/2020,,,,01/08/2020,9-QĐ/TU,02/08/2020", "chuẩn y khi chưa nhận"),
    (
        RESULTS,
        "congress_results,NQ,17/07/2020,20/07/2020,1-BC/QU,19/07/2020,,,20/07/2020",
        "19/07/2020 trước Ngày báo cáo kết quả",
    ),
    (
        RESULTS,
        "congress_results,NQ,17/07/2020,20/07/2020,1-BC/QU,21/07/2020,12/08/2020,9-QĐ/TU,11/08/2020",
        "12/08/2020 sau ngày của số liệu 11/08/2020",
    ),
    (POSTS, "attendance,NQ,,14/07/2020", "để trống"),
]


@pytest.mark.parametrize(("head", "row", "words"), WRONG)
def test_what_cannot_be_is_refused_with_its_place(
    tmp_path: Path, campaign: Campaign, nothing: Entries, head: str, row: str, words: str
) -> None:
    with pytest.raises(InputErrors) as refused:
        told(tmp_path, campaign, nothing, head, row)
    assert words in str(refused.value)
    assert "bang.csv:2" in str(refused.value)


def test_all_that_is_wrong_with_a_row_is_told_at_once(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    row = "sessions,NQ,15/07/2020,18/07/2020,một ngày,,301,302,14/07/2020"
    with pytest.raises(InputErrors) as refused:
        told(tmp_path, campaign, nothing, SESSIONS, row)
    assert {problem.cell: problem.what for problem in refused.value.problems} == {
        "cột «Bế mạc»": "từ 15/07/2020 đến 18/07/2020 là 4 ngày, quy định không quá 3",
        "cột «Phiên trù bị»": "«một ngày» không hợp lệ",
        "cột «Đại biểu triệu tập»": "triệu tập 301 đại biểu, quy định không quá 300",
        "cột «Đại biểu có mặt»": "302 lớn hơn Đại biểu triệu tập (301)",
    }


TOTAL = "Sổ,Mã đơn vị,Tổng,Số liệu đến ngày"


def test_no_more_are_summoned_than_the_number_that_was_set(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    entries = told(tmp_path, campaign, nothing, TOTAL, "delegate_total,NQ,180,10/07/2020")
    row = "sessions,NQ,15/07/2020,17/07/2020,,,{},,14/07/2020"
    with pytest.raises(InputErrors, match="triệu tập 181, sổ tổng số đại biểu ghi 180"):
        told(tmp_path, campaign, entries, SESSIONS, row.format(181))
    told(tmp_path, campaign, entries, SESSIONS, row.format(180))


def test_results_and_session_name_one_closing_day(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    entries = told(tmp_path, campaign, nothing, SESSIONS, "sessions,NQ,15/07/2020,17/07/2020,,,,,14/07/2020")
    with pytest.raises(InputErrors, match="sổ phiên đại hội ghi 17/07/2020"):
        told(tmp_path, campaign, entries, RESULTS, "congress_results,NQ,16/07/2020,,,,,,20/07/2020")
