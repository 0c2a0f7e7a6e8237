"""What the articles say of steering comes out of the registers, and goes when its entries go."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from daihoi.domain.entries import Entry
from daihoi.domain.preparing import steering
from daihoi.domain.preparing.base import Review, WorkTable
from daihoi.domain.preparing.steering_posts import person_named
from daihoi.domain.preparing.steering_symbols import kinds_of_number
from daihoi.domain.registers import Value

if TYPE_CHECKING:
    from tests.preparing.conftest import Including, Prepare, Without

NGO_QUYEN, CAM_LE, HAI_PHONG = "ngo_quyen_2020", "cam_le_2020", "hai_phong_2024"
ARTICLE_S1, ARTICLE_S5 = date(2020, 7, 14), date(2024, 8, 1)


def table(review: Review, code: str) -> WorkTable:
    return next(one for one in review.tables if one.code.startswith(code))


def column(found: WorkTable, title: str) -> list[Any]:
    place = list(found.columns).index(title)
    return [row[place] for row in found.rows]


def test_29_documents_3_subcommittees_3_groups(prepared: Prepare) -> None:  # N13
    review = steering.review(prepared(NGO_QUYEN, ARTICLE_S1))
    documents = table(review, "van-ban")
    assert documents.totals[2] == 29
    assert sum(column(documents, "Số văn bản")) == 29
    assert "Đã lập 3 tiểu ban, 3 nhóm chuyên đề." in review.findings


def test_28_of_the_29_are_marked_as_assumed(prepared: Prepare) -> None:  # the article names only the plan
    review = steering.review(prepared(NGO_QUYEN, ARTICLE_S1))
    assert table(review, "van-ban").totals[3] == 28
    assert any(
        "29 văn bản" in told and "28 văn bản có số, ngày giả định †" in told for told in review.findings
    )


def test_a_document_less_is_one_less(prepared: Prepare, without: Without) -> None:
    def is_third(one: Entry) -> bool:
        return one.key.startswith("chưa rõ số 03")

    review = steering.review(without(prepared(NGO_QUYEN, ARTICLE_S1), is_third))
    assert table(review, "van-ban").totals[2] == 28


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Nhóm chuyên đề 2", "Đã lập 3 tiểu ban, 2 nhóm chuyên đề."),
        ("Tiểu ban Nhân sự", "Đã lập 2 tiểu ban, 3 nhóm chuyên đề."),
    ],
)
def test_a_body_less_is_one_less(prepared: Prepare, without: Without, name: str, left: str) -> None:
    review = steering.review(without(prepared(NGO_QUYEN, ARTICLE_S1), lambda one: one.key == name))
    assert left in review.findings


def test_groups_stand_below_the_subcommittee_that_they_belong_to(prepared: Prepare) -> None:
    names = column(table(steering.review(prepared(NGO_QUYEN, ARTICLE_S1)), "bo-phan"), "Bộ phận")
    first = names.index("Tiểu ban Văn kiện")
    assert names[first + 1 : first + 4] == [f"– Nhóm chuyên đề {n}" for n in (1, 2, 3)]


def test_plan_to_opening_363_days_249_working_days(prepared: Prepare) -> None:  # N7
    review = steering.review(prepared(NGO_QUYEN, ARTICLE_S1))
    told = "đến khai mạc đại hội theo kế hoạch (15/07/2020): 363 ngày, 249 ngày làm việc."
    assert f"Từ kế hoạch 171-KH/QU (18/07/2019) {told}" in review.findings


def test_without_the_plan_there_is_nothing_to_count_from_and_it_is_asked_for(
    prepared: Prepare, without: Without
) -> None:
    seen = without(prepared(NGO_QUYEN, ARTICLE_S1), lambda one: one.key.startswith("171-KH/QU"))
    review = steering.review(seen)
    assert not any("363 ngày" in told for told in review.findings)
    assert [ask.what for ask in review.asks] == ["ghi kế hoạch 171-KH/QU ngày 18/07/2019 vào sổ văn bản"]


def test_directive_plan_circular_conference_23_3_8_working_days(prepared: Prepare) -> None:  # N11
    found = table(steering.review(prepared(HAI_PHONG, ARTICLE_S5)), "can-cu")
    days = column(found, "Ngày")
    assert days[:4] == [date(2024, 6, 14), date(2024, 7, 17), date(2024, 7, 22), date(2024, 8, 1)]
    assert column(found, "Cách mục trước (ngày làm việc)")[:4] == [None, 23, 3, 8]


@pytest.mark.parametrize(
    ("key", "left"), [("10-TT/TU", [None, 23, 11]), ("Hội nghị quán triệt", [None, 23, 3])]
)
def test_an_event_less_joins_the_intervals_beside_it(
    prepared: Prepare, without: Without, key: str, left: list[int | None]
) -> None:
    seen = without(prepared(HAI_PHONG, ARTICLE_S5), lambda one: one.key.startswith(key))
    found = table(steering.review(seen), "can-cu")
    assert column(found, "Cách mục trước (ngày làm việc)")[: len(left)] == left


def test_every_district_owes_its_plan_on_the_day_of_the_conference(
    prepared: Prepare,
) -> None:  # F2: 15 districts, 5 bodies
    review = steering.review(prepared(HAI_PHONG, ARTICLE_S5))
    assert "10-TT/TU ngày 01/08/2024, 200 điểm cầu: sau 0 ngày làm việc" in review.findings[0]
    assert "20/20 đơn vị còn nợ" in review.findings[0]
    assert {ask.unit_code for ask in review.asks} >= {"HP.KA", "HP.LC"}
    assert not any(ask.is_late for ask in review.asks)


def test_after_the_due_day_who_owes_is_late_by_working_days(prepared: Prepare) -> None:
    review = steering.review(prepared(HAI_PHONG, date(2024, 9, 6)))  # due Friday 30-8; 2 and 3-9 are days off
    assert all(ask.is_late and ask.due == date(2024, 8, 30) for ask in review.asks)
    assert set(column(table(review, "sau-hoi-nghi"), "Quá hạn (ngày làm việc)")) == {3}


def test_a_plan_in_the_register_is_no_longer_owed(prepared: Prepare, including: Including) -> None:
    values: dict[str, Value] = {
        "number": "15-KH/QU",
        "issued_on": date(2024, 8, 15),
        "role": "issued",
        "body": "Quận ủy",
    }
    plan = Entry("issued_documents", "HP.KA", "15-KH/QU | 15/08/2024", values, date(2024, 8, 15))
    review = steering.review(including(prepared(HAI_PHONG, date(2024, 8, 20)), plan))
    assert "19/20 đơn vị còn nợ" in review.findings[0]
    assert "HP.KA" not in {ask.unit_code for ask in review.asks}


def test_a_plan_from_before_the_conference_does_not_count(prepared: Prepare, including: Including) -> None:
    values: dict[str, Value] = {
        "number": "9-KH/QU",
        "issued_on": date(2024, 7, 30),
        "role": "issued",
        "body": "Quận ủy",
    }
    plan = Entry("issued_documents", "HP.KA", "9-KH/QU | 30/07/2024", values, date(2024, 7, 30))
    review = steering.review(including(prepared(HAI_PHONG, date(2024, 8, 20)), plan))
    assert "20/20 đơn vị còn nợ" in review.findings[0]


def test_one_district_sees_only_its_own_debt(prepared: Prepare) -> None:
    review = steering.review(prepared(HAI_PHONG, ARTICLE_S5, "HP.KA"))
    assert [ask.unit_code for ask in review.asks] == ["HP.KA"]


def test_reported_plans_are_done(prepared: Prepare) -> None:  # 27 of 45 reported theirs by 10-12-2019
    review = steering.review(prepared(CAM_LE, date(2019, 12, 10)))
    assert "18/45 đơn vị còn nợ" in review.findings[0]


def test_work_names_the_body_in_charge(prepared: Prepare) -> None:
    found = table(steering.review(prepared(CAM_LE, date(2020, 3, 2))), "bieu-2")
    rows = dict(zip(column(found, "Nội dung công việc"), column(found, "Cơ quan chủ trì"), strict=True))
    assert rows["Quy trình năm bước: tái cử trước, lần đầu sau"] == "Tiểu ban Nhân sự †"
    assert rows["Ban Thường vụ Thành ủy duyệt"].endswith("(theo mẫu)")


def test_work_that_nobody_is_charged_with_is_asked_for(prepared: Prepare, without: Without) -> None:
    seen = prepared(CAM_LE, date(2020, 3, 2))
    left = without(seen, lambda one: one.register == "assignments" and one.key == "district_logistics")
    assert [ask.what.partition(" việc: ")[0] for ask in steering.review(left).asks] == [
        "giao bộ phận chủ trì 1"
    ]


def test_days_that_the_calendar_does_not_know_stay_blank(
    prepared: Prepare,
) -> None:  # the calendar begins in 2019
    found = table(steering.review(prepared("long_bien_2019", date(2019, 10, 28))), "can-cu")
    assert column(found, "Ngày")[1] == date(2017, 10, 27)
    assert column(found, "Cách mục trước (ngày)")[1] == 115
    assert column(found, "Cách mục trước (ngày làm việc)")[1] is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bí thư Quận ủy Nguyễn Văn Bình", "Nguyễn Văn Bình"),
        ("ông Bình chủ trì", "ông Bình"),
        ("đồng chí Lan", "đồng chí Lan"),
        ("đồng chí Bí thư Quận ủy", ""),
        ("Đảng ủy phường Nguyễn Thái Bình", ""),
        ("Chi bộ Trường Trần Hưng Đạo", ""),
        ("Quận ủy Ngô Quyền", ""),
    ],
)
def test_names_of_people_are_told_from_places(text: str, name: str) -> None:
    assert person_named(text) == name


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        ("86-KH/QU", ("plan",)),
        ("10-TT/TU", ("circular",)),
        ("05-QĐ/QU", ("decision", "regulation")),
        ("12-CTr/TU", ("programme",)),
        ("chưa rõ số 02", ()),
        ("86/QĐ-UBND", ()),
    ],
)
def test_numbers_tell_the_kind(number: str, kinds: tuple[str, ...]) -> None:
    assert tuple(kinds_of_number(number)) == kinds
