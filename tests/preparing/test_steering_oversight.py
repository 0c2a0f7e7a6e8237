"""Supervision, conclusions of superiors, the term before: what articles say, and on which entry it hangs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from daihoi.domain.entries import Entry
from daihoi.domain.preparing import inspections, previous_term, supervision
from daihoi.domain.preparing.base import Preparation, WorkTable
from daihoi.domain.preparing.previous_term import months_earlier
from daihoi.domain.registers import Value

if TYPE_CHECKING:
    from tests.preparing.conftest import Including, Prepare, Without

LONG_BIEN, CAM_LE, NGO_QUYEN = "long_bien_2019", "cam_le_2020", "ngo_quyen_2020"
MEETING = date(2019, 10, 28)


def column(found: WorkTable, title: str) -> list[Any]:
    place = list(found.columns).index(title)
    return [row[place] for row in found.rows]


def item(preparation: Preparation, number: int) -> Entry:
    return next(one for one in preparation.entries.of("follow_ups") if one.count("number") == number)


def changed(entry: Entry, **values: Value) -> Entry:
    return replace(entry, values={**entry.values, **values})


def test_seven_directions_of_28_10_2019(prepared: Prepare) -> None:  # S2
    review = inspections.review(prepared(LONG_BIEN, MEETING))
    assert column(review.tables[1], "Số") == [1, 2, 3, 4, 5, 6, 7]
    assert review.findings == (
        ["Buổi làm việc với Ban Thường vụ Thành ủy ngày 28/10/2019: 7 nội dung chỉ đạo, 7 chưa làm."]
    )


def test_a_direction_less_is_one_less(prepared: Prepare, without: Without) -> None:
    seen = without(
        prepared(LONG_BIEN, MEETING), lambda one: one.register == "follow_ups" and one.count("number") == 7
    )
    assert ": 6 nội dung chỉ đạo" in inspections.review(seen).findings[0]


def test_open_directions_are_late_the_day_after_they_are_due(prepared: Prepare) -> None:
    on_the_day = inspections.review(prepared(LONG_BIEN, date(2020, 1, 15)))
    after = inspections.review(prepared(LONG_BIEN, date(2020, 1, 16)))
    assert not any(ask.is_late for ask in on_the_day.asks)
    assert all(ask.is_late for ask in after.asks)
    assert column(after.tables[1], "Quá hạn (ngày làm việc)") == [1] * 7


def test_what_is_done_is_not_asked_for_any_more(prepared: Prepare, including: Including) -> None:
    seen = prepared(LONG_BIEN, date(2020, 1, 31))
    done = changed(item(seen, 3), state="done", done_on=date(2020, 1, 10), result="Có biểu tiến độ tuần")
    review = inspections.review(including(seen, done))
    assert "7 nội dung chỉ đạo, 6 chưa làm, 1 đã xong; 6 quá hạn: số 1, 2, 4, 5, 6, 7." in review.findings[0]
    assert len(review.asks) == 6


def test_done_late_still_shows_by_how_much(
    prepared: Prepare, including: Including
) -> None:  # due Wed 15-1; Fri 17-1 is two days later
    seen = prepared(LONG_BIEN, date(2020, 6, 1))
    done = changed(item(seen, 1), state="done", done_on=date(2020, 1, 17), result="Đã báo cáo")
    review = inspections.review(including(seen, done))
    assert column(review.tables[1], "Quá hạn (ngày làm việc)")[0] == 2


def test_before_the_meeting_nothing_is_known_of_it(prepared: Prepare) -> None:
    assert inspections.review(prepared(LONG_BIEN, date(2019, 10, 25))).tables == []


def test_a_meeting_without_conclusions_is_asked_about(prepared: Prepare, without: Without) -> None:
    seen = without(prepared(LONG_BIEN, MEETING), lambda one: one.register == "follow_ups")
    assert [ask.unit_code for ask in inspections.review(seen).asks] == ["LB"]


def test_every_unit_of_cam_le_is_overseen_by_a_post(
    prepared: Prepare,
) -> None:  # S3: all chi, đảng bộ directly below
    review = supervision.review(prepared(CAM_LE, date(2020, 3, 2)))
    assert review.findings[0].startswith("11 nơi theo dõi 45 đơn vị: ")
    assert review.asks == []


def test_a_unit_without_supervisor_is_named(prepared: Prepare, without: Without) -> None:
    seen = without(
        prepared(CAM_LE, date(2020, 3, 2)),
        lambda one: one.register == "supervision" and one.text("unit") == "CL.HX",
    )
    review = supervision.review(seen)
    assert "1 đơn vị chưa có nơi phụ trách: Đảng bộ phường Hòa Xuân." in review.findings
    assert [(ask.unit_code, "CL.HX" in ask.what) for ask in review.asks] == [("CL", True)]


def test_each_overseer_has_a_list_that_begins_with_the_late_units(prepared: Prepare) -> None:
    review = supervision.review(prepared(CAM_LE, date(2020, 3, 2)))
    posts = column(review.tables[0], "Chức danh theo dõi")
    lists = review.tables[1:]
    assert [one.title.partition(":")[0] for one in lists] == posts
    assert sum(len(one.rows) for one in lists) == 45 + 4  # in charge of 45, helping 4
    marks = [column(one, "Chậm") for one in lists]
    assert [any(own) for own in marks] == sorted((any(own) for own in marks), reverse=True)
    assert all(own == sorted(own, key=lambda mark: mark is None) for own in marks)


def test_overdue_work_of_branches_counts_for_the_unit_above(prepared: Prepare) -> None:
    """Hòa Phát itself has told everything in time; eight activities of its branches are overdue."""
    seen = supervision.overseen(prepared(CAM_LE, date(2020, 3, 2)))
    found = next(one for one in seen if one.unit.code == "CL.HP")
    assert found.overdue == 8
    assert found.is_late


def test_a_supervisor_of_one_unit_sees_only_that(prepared: Prepare) -> None:
    seen = supervision.overseen(prepared(CAM_LE, date(2020, 3, 2), "CL.KT"))
    assert {one.unit.code for one in seen} == {"CL.KT"}
    assert {one.entry.text("role") for one in seen} == {"in_charge", "helping"}


def test_documents_began_two_months_earlier(prepared: Prepare) -> None:  # N13
    review = previous_term.review(prepared(NGO_QUYEN, date(2020, 7, 14)))
    assert review.findings == [
        "Bắt đầu xây dựng văn kiện ngày 02/08/2019, sớm hơn 2 tháng so với nhiệm kỳ trước."
    ]


def test_without_the_entry_there_is_nothing_to_compare(prepared: Prepare, without: Without) -> None:
    seen = without(prepared(NGO_QUYEN, date(2020, 7, 14)), lambda one: one.register == "previous_term")
    review = previous_term.review(seen)
    assert (review.findings, review.tables) == ([], [])


@pytest.mark.parametrize(
    ("measure", "then", "told"),
    [
        ("documents_issued", 24, "nhiều hơn 5"),
        ("subcommittees", 3, "bằng nhau"),
        ("lower_congresses", 90, "ít hơn 2"),
        ("congress_days", 2, "nhiều hơn 1"),
    ],
)
def test_counts_are_compared_with_those_of_this_term(
    prepared: Prepare, including: Including, measure: str, then: int, told: str
) -> None:
    seen = prepared(NGO_QUYEN, date(2020, 7, 14))
    other = seen.entries.of("previous_term")[0]
    entry = replace(other, key=measure, values={"measure": measure, "count_then": then})
    review = previous_term.review(including(seen, entry))
    assert told in column(review.tables[0], "Chênh lệch")


@pytest.mark.parametrize(
    ("then", "now", "months"),
    [
        (date(2014, 10, 1), date(2019, 8, 31), 2),
        (date(2014, 10, 31), date(2019, 10, 1), 0),
        (date(2014, 12, 1), date(2020, 1, 15), -1),
    ],
)
def test_months_are_counted_through_the_calendar(then: date, now: date, months: int) -> None:
    assert months_earlier(then, 5, now) == months
