"""Pilot congresses hold back the others until what was learned is done; forms follow members."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from daihoi.domain.entries import Entry
from daihoi.domain.preparing import pilots
from daihoi.domain.preparing.base import Preparation, WorkTable
from daihoi.domain.preparing.pilots_forms import expected_form, usual_term
from daihoi.domain.preparing.pilots_gate import RollOut, roll_outs
from daihoi.domain.registers import Value

if TYPE_CHECKING:
    from tests.preparing.conftest import Including, Prepare, Without

CAM_LE, NGO_QUYEN, LONG_BIEN = "cam_le_2020", "ngo_quyen_2020", "long_bien_2019"
SEEN = date(2020, 7, 14)


def gate(preparation: Preparation, above: str) -> RollOut:
    return next(one for one in roll_outs(preparation) if one.above.code == above)


def column(found: WorkTable, title: str) -> list[Any]:
    place = list(found.columns).index(title)
    return [row[place] for row in found.rows]


def lesson(preparation: Preparation, pilot: str, number: int) -> Entry:
    return next(
        one
        for one in preparation.entries.of("pilot_lessons")
        if one.text("pilot") == pilot and one.count("number") == number
    )


def reopened(one: Entry) -> Entry:
    values: dict[str, Value] = {code: value for code, value in one.values.items() if code != "done_on"}
    return replace(one, values={**values, "state": "doing"})


def test_cam_le_has_two_pilots_and_khue_trung_opens_on_14_4(prepared: Prepare) -> None:  # S3
    found = gate(prepared(CAM_LE, date(2020, 3, 2)), "CL")
    assert [pilot.unit.code for pilot in found.pilots] == ["CL.KT", "CL.TA"]
    assert found.pilots[0].days.start == date(2020, 4, 14)
    assert found.pilots[0].days.last_day == date(2020, 4, 15)


def test_until_the_pilots_are_held_nobody_else_may_begin(prepared: Prepare) -> None:
    found = gate(prepared(CAM_LE, date(2020, 3, 2)), "CL")
    assert found.opened_on is None
    assert found.missing == [
        "Đảng bộ phường Khuê Trung chưa đại hội",
        "Chi bộ Tòa án nhân dân quận chưa đại hội",
    ]


def test_the_gate_opens_with_the_last_thing_that_had_to_be_done_first(prepared: Prepare) -> None:
    """Lessons drawn on 24-3; what holds the others back done on 8-4 and 10-4; that of 29-4 holds nobody."""
    found = gate(prepared(NGO_QUYEN, SEEN), "NQ")
    assert (found.missing, found.opened_on, list(found.ahead)) == ([], date(2020, 4, 10), [])


def test_an_action_that_is_open_again_shuts_it(prepared: Prepare, including: Including) -> None:
    seen = prepared(NGO_QUYEN, SEEN)
    found = gate(including(seen, reopened(lesson(seen, "NQ.CS01", 1))), "NQ")
    assert found.missing == ["kinh nghiệm số 1 của Chi bộ Trường Trung học cơ sở số 1 chưa xong"]
    assert len(found.ahead) == 86  # all others of the 88 held theirs by then


def test_an_action_beside_the_roll_out_holds_nobody(prepared: Prepare, including: Including) -> None:
    seen = prepared(NGO_QUYEN, SEEN)
    assert gate(including(seen, reopened(lesson(seen, "NQ.P01", 2))), "NQ").opened_on == date(2020, 4, 10)


@pytest.mark.parametrize(
    ("register", "missing"),
    [
        ("pilot_observations", "chưa có ghi chép theo dõi"),
        ("meetings", "chưa họp rút kinh nghiệm"),
    ],
)
def test_without_observation_or_meeting_the_gate_is_shut(
    prepared: Prepare, without: Without, register: str, missing: str
) -> None:
    seen = without(prepared(NGO_QUYEN, SEEN), lambda one: one.register == register)
    found = gate(seen, "NQ")
    assert len(found.missing) == 2
    assert all(missing in told for told in found.missing)
    assert {ask.unit_code for ask in pilots.review(seen).asks} >= {"NQ"}


def test_what_was_not_yet_done_by_a_day_holds_on_that_day(prepared: Prepare) -> None:
    found = gate(prepared(NGO_QUYEN, date(2020, 4, 9)), "NQ")
    assert found.opened_on is None
    assert [pilot.unit.code for pilot in found.pilots if pilot.is_held] == ["NQ.P01", "NQ.CS01"]


def test_pilots_go_before_the_others(prepared: Prepare) -> None:  # 16-3 and 19-3 against 5-5
    table = pilots.review(prepared(NGO_QUYEN, SEEN)).tables[0]
    assert column(table, "Trước các nơi khác (ngày)") == [50, 47]


def test_an_observed_pilot_without_lessons_still_opens_the_gate(prepared: Prepare) -> None:
    found = gate(prepared("quan_9_2020", date(2020, 8, 21)), "Q9")
    assert (found.missing, found.opened_on) == ([], date(2020, 5, 6))


def test_many_gates_that_nobody_opened_are_told_together(prepared: Prepare) -> None:
    told = pilots.review(prepared("hai_phong_2024", date(2024, 8, 1))).findings
    assert len([one for one in told if "đại hội điểm" in one]) == 1


def test_two_units_elect_the_secretary_directly(prepared: Prepare) -> None:  # S3
    review = pilots.review(prepared(CAM_LE, date(2020, 3, 2)))
    assert (
        "2 đơn vị bầu trực tiếp bí thư tại đại hội: Đảng bộ Công an quận; "
        "Đảng bộ Tổng Công ty CP Dệt may Hòa Thọ." in review.findings
    )
    assert review.asks == []


def test_direct_election_without_an_entry_is_asked_for(prepared: Prepare, without: Without) -> None:
    seen = without(prepared(CAM_LE, date(2020, 3, 2)), lambda one: one.register == "congress_forms")
    assert {ask.unit_code for ask in pilots.review(seen).asks} == {"CL.CA", "CL.DM"}


@pytest.mark.parametrize(
    ("unit", "form"),
    [
        ("CL", "delegates"),  # districts meet with delegates
        ("CL.KT", "delegates"),  # 993 members
        ("CL.DM", "members"),  # 187
        ("CL.TA", "members"),  # a branch that is a grassroots organisation
        ("CL.KT.01", "members"),
    ],
)
def test_the_form_follows_200_members(prepared: Prepare, unit: str, form: str) -> None:
    campaign = prepared(CAM_LE, date(2020, 3, 2)).campaign
    assert expected_form(campaign, campaign.tree.by_code[unit]) == form


@pytest.mark.parametrize(("members", "form"), [(199, "members"), (200, "delegates"), (None, None)])
def test_200_is_the_first_number_of_delegates(
    prepared: Prepare, members: int | None, form: str | None
) -> None:
    campaign = prepared(CAM_LE, date(2020, 3, 2)).campaign
    unit = replace(campaign.tree.by_code["CL.TA"], member_count=members)
    assert expected_form(campaign, unit) == form


def test_branches_below_a_committee_have_half_a_term_and_grassroots_branches_a_whole_one(
    prepared: Prepare,
) -> None:
    """S3: branches 2020–2022; «Chi bộ Tòa án» stands directly below the district."""
    campaign = prepared(CAM_LE, date(2020, 3, 2)).campaign
    tree = campaign.tree.by_code
    assert [usual_term(campaign, tree[code]) for code in ("CL.KT.01", "CL.TA", "CL")] == [
        "half",
        "full",
        "full",
    ]


def test_fewer_contents_are_told(prepared: Prepare, including: Including) -> None:
    seen = prepared(CAM_LE, date(2020, 3, 2))
    values: dict[str, Value] = {
        "form": "members",
        "contents": "three",
        "term": "full",
        "secretary": "appointed",
        "permit": "5-TB/QU",
    }
    entry = Entry("congress_forms", "CL.THA", "", values, date(2020, 3, 2))
    review = pilots.review(including(seen, entry))
    told = "1 đại hội có ba hoặc hai nội dung: Chi bộ Chi cục Thi hành án dân sự quận."
    assert told in review.findings
