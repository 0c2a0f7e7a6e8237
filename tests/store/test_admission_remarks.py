"""What an import says of rows it records all the same: approvals re-opened, days that do not agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from daihoi.domain.approvals_level import LevelGates
from daihoi.domain.record import EventKind
from daihoi.intake.rows import PreparedRow
from daihoi.store.admission_remarks import sentences
from tests.store.test_admission import FEB_20, FEB_24, FEB_25, FEB_26, Log, approval, done, mended, row, void

NAMES = {"draft": "Dự thảo", "submit": "Trình hồ sơ", "gate": "Đảng ủy duyệt", "congress": "Đại hội"}
LEVEL = LevelGates(NAMES, {"gate": ("draft", "submit")}, "congress", ("gate",))


def named(one: PreparedRow, unit: str = "U") -> PreparedRow:
    said = replace(one.statement, unit_code=unit)
    return replace(one, statement=said, level=LEVEL, name=NAMES[said.activity])


def told(log: Log, *rows: PreparedRow) -> list[str]:
    return sentences(log.admit(*map(named, rows)))


@pytest.fixture
def approved() -> Log:
    """Draft and submission (events 1 and 2), approved on 25/02 by 5-TB (event 3)."""
    log = Log()
    log.record(*map(named, (done("draft", FEB_20), done("submit", FEB_24), approval())))
    return log


REOPENED = "văn bản duyệt 5-TB («Đảng ủy duyệt») mở lại, vì"
AGAIN = "xem lại hồ sơ rồi đề nghị duyệt lại."


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (void("draft", FEB_20), "việc này bị hủy báo cáo sau khi duyệt"),
        (mended("draft", FEB_24), "việc này được sửa sau khi duyệt"),
    ],
)
def test_what_reopens_an_approval_says_so(approved: Log, change: PreparedRow, why: str) -> None:
    assert told(approved, change) == [f"«U», việc «Dự thảo»: {REOPENED} {why}: {AGAIN}"]


def test_an_approval_is_told_to_be_open_again_only_once(approved: Log) -> None:
    approved.record(named(void("draft", FEB_20)))
    assert told(approved, void("submit", FEB_24)) == []


def test_two_changes_of_one_file_reopen_one_approval_once(approved: Log) -> None:
    assert len(told(approved, void("draft", FEB_20), void("submit", FEB_24))) == 1


def test_a_change_that_the_same_file_approves_anew_reopens_nothing(approved: Log) -> None:
    assert told(approved, mended("draft", FEB_24), approval(FEB_26, "7-TB")) == []


def test_a_change_of_what_nobody_approved_reopens_nothing() -> None:
    log = Log()
    log.record(named(done("draft", FEB_20)))
    assert told(log, void("draft", FEB_20)) == []


EARLY = (
    "đại hội 24/02/2020 trước ngày được duyệt 25/02/2020 (5-TB): xem lại ngày nào ghi nhầm; sửa thì ghi "
    "dòng ấy trên biểu mới, Loại = «sửa», kèm Lý do."
)


def test_a_congress_on_the_day_of_its_approval_is_recorded_with_a_remark(approved: Log) -> None:
    (said,) = told(approved, done("congress", FEB_25))
    assert "đại hội 25/02/2020 đúng ngày được duyệt 25/02/2020 (5-TB): xem có ngày nào ghi nhầm" in said


def test_a_congress_held_before_its_approval_is_recorded_with_a_remark(approved: Log) -> None:
    assert told(approved, done("congress", FEB_24)) == [f"«U», việc «Đại hội»: {EARLY}"]


def test_an_approval_after_the_congress_is_recorded_with_a_remark() -> None:
    log = Log()
    log.record(*map(named, (done("draft", FEB_20), done("submit", FEB_20), done("congress", FEB_24))))
    assert told(log, approval()) == [f"«U», việc «Đảng ủy duyệt»: {EARLY}"]


def test_both_in_one_file_are_told_once() -> None:
    rows = (done("draft", FEB_20), done("submit", FEB_20), approval(), done("congress", FEB_24))
    assert told(Log(), *rows) == [f"«U», việc «Đại hội»: {EARLY}"]


def test_a_congress_after_the_day_of_its_approval_needs_no_remark(approved: Log) -> None:
    assert told(approved, done("congress", FEB_26)) == []


def test_a_congress_is_measured_by_its_first_day(approved: Log) -> None:
    assert told(approved, done("congress", FEB_26, actual_start=FEB_24)) == [f"«U», việc «Đại hội»: {EARLY}"]


def test_a_congress_that_is_not_over_is_not_held(approved: Log) -> None:
    begun = row("congress", FEB_24, EventKind.REPORT, actual_start=FEB_24, percent=50)
    assert told(approved, begun) == []


def test_units_of_which_the_same_is_to_be_said_share_a_line() -> None:
    added = Log().admit(*(named(approval(), unit) for unit in ("A", "B", "C")))
    assert sentences(added) == [
        "3 đơn vị (A, B, C), việc «Đảng ủy duyệt»: duyệt khi chưa ai báo 2 việc của hồ sơ: «Dự thảo», "
        "«Trình hồ sơ»."
    ]


def test_what_is_said_of_one_unit_beside_others_does_not_repeat_what_they_share() -> None:
    rows = [named(approval(), unit) for unit in ("A", "B")]
    rows[1] = replace(rows[1], remark="ký hiệu «TU» là của cấp khác")
    assert [one.partition(": ")[::2] for one in sentences(Log().admit(*rows))] == [
        (
            "2 đơn vị (A, B), việc «Đảng ủy duyệt»",
            "duyệt khi chưa ai báo 2 việc của hồ sơ: «Dự thảo», «Trình hồ sơ».",
        ),
        ("«B», việc «Đảng ủy duyệt»", "ký hiệu «TU» là của cấp khác."),
    ]


def begun(start: date, told_on: date, kind: EventKind = EventKind.REPORT) -> PreparedRow:
    why = {"reason": "báo nhầm ngày"} if kind is EventKind.CORRECT else {}
    return row("draft", told_on, kind, actual_start=start, percent=50, **why)


MOVED = (
    "«U», việc «Dự thảo»: bắt đầu đã báo 20/02/2020, nay báo 24/02/2020: lấy ngày báo sau; nếu ngày ấy "
    "ghi nhầm thì báo lại với Loại = «sửa» và Lý do."
)


def test_another_first_day_than_before_is_recorded_with_a_remark() -> None:
    log = Log()
    log.record(named(begun(FEB_20, FEB_24)))
    assert told(log, begun(FEB_24, FEB_25)) == [MOVED]


@pytest.mark.parametrize(
    "later",
    [
        begun(FEB_20, FEB_25),
        begun(FEB_24, FEB_24, EventKind.CORRECT),  # a correction says what it is, and why
        row("draft", FEB_25, EventKind.REPORT, percent=60),  # the first day is left as it was
    ],
)
def test_the_same_first_day_a_correction_or_none_needs_no_remark(later: PreparedRow) -> None:
    log = Log()
    log.record(named(begun(FEB_20, FEB_24)))
    assert told(log, later) == []


def test_a_correction_that_leaves_out_the_first_day_is_recorded_with_a_remark() -> None:
    log = Log()
    log.record(named(begun(FEB_20, FEB_24)))
    mended = row("draft", FEB_25, EventKind.CORRECT, percent=60, reason="ghi nhầm")
    assert told(log, named(mended)) == [
        "«U», việc «Dự thảo»: Bắt đầu để trống, nên 20/02/2020 đã báo không còn; "
        "còn đúng thì sửa lại lần nữa, ghi cả Bắt đầu."
    ]


def decided(*days: date, activity: str = "congress") -> list[str]:
    """What is said of units U1, U2, … that tell these days, row below row."""
    rows = [named(done(activity, day), f"U{place}") for place, day in enumerate(days, 1)]
    return sentences(Log().admit(*rows))


def test_days_that_climb_from_row_to_row_may_have_been_dragged() -> None:
    told = decided(date(2020, 2, 20), date(2020, 2, 21), date(2020, 2, 22), date(2020, 2, 23))
    (remark,) = [one for one in told if "tăng từng ngày" in one]
    assert remark.startswith("4 đơn vị (U1, U2, U3, U4), việc «Đại hội»: ")
    assert "20/02/2020 đến 23/02/2020: có phải do kéo ô ngày?" in remark


def test_congresses_on_the_days_that_were_planned_were_not_dragged() -> None:
    days = [date(2020, 2, day) for day in range(20, 24)]
    rows = [named(done("congress", day), f"U{day.day}") for day in days]
    planned = [replace(row, expected_on=day) for row, day in zip(rows, days, strict=True)]
    assert not any("tăng từng ngày" in told for told in sentences(Log().admit(*planned)))
    other = [replace(planned[0], expected_on=date(2020, 2, 24)), *planned[1:]]
    assert any("tăng từng ngày" in told for told in sentences(Log().admit(*other)))


@pytest.mark.parametrize(
    "days",
    [
        (20, 21, 22),  # three days in a row may be meant
        (20, 20, 20, 20, 20),
        (20, 21, 21, 22, 23),
        (20, 21, 23, 24, 25),
        (23, 22, 21, 20),
    ],
)
def test_other_days_are_not_taken_for_dragged(days: tuple[int, ...]) -> None:
    told = decided(*(date(2020, 2, day) for day in days))
    assert not [one for one in told if "tăng từng ngày" in one]
