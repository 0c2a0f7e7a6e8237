"""After the congress: who owes what on a day, 14 + 17 commendations, milestones of other work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from daihoi.domain.entries import Entry
from daihoi.domain.preparing import afterwards
from daihoi.domain.preparing.afterwards_milestones import milestones
from daihoi.domain.preparing.afterwards_owed import duties, requirements
from daihoi.domain.preparing.base import Preparation, Review, WorkTable
from daihoi.domain.registers import Value

if TYPE_CHECKING:
    from tests.preparing.conftest import Including, Prepare, Without

QUAN_9, CAM_LE = "quan_9_2020", "cam_le_2020"
REVIEW_DAY, YEAR_END = date(2020, 8, 21), date(2020, 12, 1)
PROGRAMME = "Chương trình thực hiện nghị quyết"


def table(review: Review, code: str) -> WorkTable:
    return next(one for one in review.tables if one.code.startswith(code))


def owing(preparation: Preparation, item: str) -> list[str]:
    asked = next(one for one in requirements(preparation) if one.key == item)
    return [duty.unit.code for duty in duties(preparation, asked) if duty.is_owed]


def test_14_collectives_17_individuals_31_in_all(prepared: Prepare) -> None:  # N10
    review = afterwards.review(prepared(QUAN_9, REVIEW_DAY))
    assert list(table(review, "bieu-11").totals)[3:6] == [14, 17, 31]
    assert any("khen 14 tập thể, 17 cá nhân, tổng số 31." in told for told in review.findings)


def test_without_the_entry_nobody_was_commended(prepared: Prepare, without: Without) -> None:
    seen = without(prepared(QUAN_9, REVIEW_DAY), lambda one: one.register == "commendations")
    review = afterwards.review(seen)
    assert not any("khen" in told for told in review.findings)
    assert not [one for one in review.tables if one.code.startswith("bieu-11")]


def test_proposals_are_shown_beside_what_was_granted(prepared: Prepare, including: Including) -> None:
    seen = prepared(QUAN_9, REVIEW_DAY)
    granted = seen.entries.of("commendations")[0]
    values: dict[str, Value] = {
        **granted.values,
        "stage": "proposed",
        "collectives": 16,
        "individuals": 20,
        "total": 36,
    }
    review = afterwards.review(including(seen, replace(granted, key="khác", values=values)))
    assert any("tổng số 31 (đề nghị 36)." in told for told in review.findings)
    assert list(table(review, "bieu-11").totals)[3:6] == [14, 17, 31]


def test_the_review_conference_is_told_with_its_day(prepared: Prepare) -> None:  # S4
    told = afterwards.review(prepared(QUAN_9, REVIEW_DAY)).findings
    assert "Hội nghị tổng kết công tác đại hội cấp cơ sở và cấp quận ngày 21/08/2020." in told


def test_on_1_12_five_units_still_owe_their_programme(prepared: Prepare) -> None:  # F24
    assert len(owing(prepared(QUAN_9, YEAR_END), PROGRAMME)) == 5


def test_on_the_day_of_the_conference_all_43_owe_it(prepared: Prepare) -> None:
    assert len(owing(prepared(QUAN_9, REVIEW_DAY), PROGRAMME)) == 43


def test_a_programme_that_was_never_told_is_owed(prepared: Prepare, without: Without) -> None:
    seen = without(
        prepared(QUAN_9, YEAR_END),
        lambda one: (one.register, one.unit_code, one.key) == ("post_programmes", "Q9.P01", PROGRAMME),
    )
    assert "Q9.P01" in owing(seen, PROGRAMME)
    assert "Q9.P01" not in owing(prepared(QUAN_9, YEAR_END), PROGRAMME)


def test_debts_are_late_only_after_the_last_day_of_the_year(
    prepared: Prepare,
) -> None:  # «hoàn thành trong năm 2020»
    last, after = date(2020, 12, 31), date(2021, 1, 1)
    asks = [
        [ask for ask in afterwards.review(prepared(QUAN_9, day)).asks if PROGRAMME in ask.what]
        for day in (last, after)
    ]
    assert [len(found) for found in asks] == [5, 5]
    assert [any(ask.is_late for ask in found) for found in asks] == [False, True]


def test_what_has_no_day_is_owed_and_never_late(prepared: Prepare) -> None:  # «khẩn trương»
    asks = [
        ask for ask in afterwards.review(prepared(QUAN_9, date(2021, 3, 1))).asks if "Quy chế" in ask.what
    ]
    assert len(asks) == 2
    assert not any(ask.is_late for ask in asks)


def test_the_table_counts_what_each_unit_owes(prepared: Prepare) -> None:
    found = table(afterwards.review(prepared(QUAN_9, YEAR_END)), "bieu-12")
    own = {str(row[1]): cast(int, row[-1]) for row in found.rows}
    assert len(found.rows) == 44  # the district and its 43
    assert own["Đảng bộ Quận 9"] == 4  # three of its own, and the review of targets that everyone does
    assert found.totals[-1] == sum(own.values())
    assert found.rows[0][-1] == max(own.values())


def test_units_without_congress_owe_nothing_yet(prepared: Prepare, including: Including) -> None:
    seen = prepared(CAM_LE, date(2020, 3, 2))
    values: dict[str, Value] = {
        "item": "Quy chế làm việc",
        "set_on": date(2020, 3, 1),
        "applies_to": "children",
    }
    asked = Entry("post_requirements", "CL", "Quy chế làm việc", values, date(2020, 3, 1))
    review = afterwards.review(including(seen, asked))
    assert {row[2] for row in table(review, "bieu-12").rows} == {"chưa đại hội"}
    assert review.asks == []


def test_the_elections_of_2021_are_a_milestone(prepared: Prepare) -> None:  # S1, S3: councils 2021–2026
    review = afterwards.review(prepared(CAM_LE, date(2020, 3, 2)))
    assert (
        "Mốc ngoài sắp tới: Bầu cử Hội đồng nhân dân nhiệm kỳ 2021–2026 †, ngày 23/05/2021."
        in review.findings
    )


@pytest.mark.parametrize(
    ("relation", "day", "is_broken"),
    [  # the district congress of Cẩm Lệ is planned for 28 to 30-7-2020
        ("before", date(2020, 7, 31), False),
        ("before", date(2020, 7, 30), True),
        ("after", date(2020, 7, 27), False),
        ("after", date(2020, 7, 28), True),
        ("beside", date(2020, 7, 1), False),
    ],
)
def test_work_has_to_fit_its_milestone(
    prepared: Prepare, including: Including, relation: str, day: date, is_broken: bool
) -> None:
    seen = prepared(CAM_LE, date(2020, 3, 2))
    values: dict[str, Value] = {
        "name": "Mốc",
        "falls_on": day,
        "activity": "district_congress",
        "relation": relation,
    }
    put = including(seen, Entry("milestones", "CL", "Mốc", values, date(2020, 3, 2)))
    found = next(one for one in milestones(put) if one.entry.key == "Mốc")
    assert found.is_broken is is_broken
    assert any("không khớp mốc «Mốc»" in told for told in afterwards.review(put).findings) is is_broken


def test_a_milestone_without_its_entry_is_gone(prepared: Prepare, without: Without) -> None:
    seen = without(prepared(CAM_LE, date(2020, 3, 2)), lambda one: one.register == "milestones")
    assert afterwards.review(seen).findings == []
