"""Readiness: days of the checkpoints, what each found wanting, evidence, and looking over it all again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from daihoi.domain.preparing.base import Preparation, Review
from daihoi.domain.preparing.checklist import Checklist
from daihoi.domain.preparing.readiness import reviewed
from daihoi.domain.preparing.readiness_state import ItemState, readiness_of
from daihoi.loading import find_config
from daihoi.loading.readiness import load_checklist
from daihoi.loading.register_config import load_registers
from tests.preparing.conftest import CONFIG

if TYPE_CHECKING:
    from tests.preparing.conftest import Including, Prepare, Without

NGO_QUYEN, CAM_LE = "ngo_quyen_2020", "cam_le_2020"
MAY, JUNE, AFTER_T7, EVE = date(2020, 5, 20), date(2020, 6, 12), date(2020, 7, 7), date(2020, 7, 14)


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    config = find_config(CONFIG)
    return load_checklist(config, load_registers(config))


def item(preparation: Preparation, checklist: Checklist, code: str) -> ItemState:
    (district,) = readiness_of(preparation, checklist)
    return next(one for one in district.items if one.item.code == code)


def told(review: Review) -> str:
    return " ".join(review.findings)


def test_checkpoints_of_ngo_quyen_are_counted_back_from_15_july(
    prepared: Prepare, checklist: Checklist
) -> None:
    """T−45 is Wednesday 13 May (DOMAIN 3.3), nine weeks before; T−30 six weeks before; T−7, T−1."""
    (district,) = readiness_of(prepared(NGO_QUYEN, MAY), checklist)
    days = {point.shown: day for point, day in district.points}
    assert days == {
        "T−45": date(2020, 5, 13),
        "T−30": date(2020, 6, 3),
        "T−7": date(2020, 7, 6),
        "T−1": date(2020, 7, 14),
    }


def test_on_the_eve_everything_was_looked_over(
    prepared: Prepare, without: Without, checklist: Checklist
) -> None:
    """S1: on 14 July every item of work had been looked over."""
    seen = prepared(NGO_QUYEN, EVE)
    assert "16/16 phần việc sẵn sàng." in told(reviewed(seen, checklist))
    assert "Đã qua mốc T−1 (14/07/2020): đủ 16 phần việc đến hạn." in told(reviewed(seen, checklist))
    lacking = without(seen, lambda one: one.register == "readiness" and one.text("item") == "papers")
    found = reviewed(lacking, checklist)
    assert "15/16 phần việc sẵn sàng." in told(found)
    assert "1/16 phần việc chưa sẵn sàng (Tài liệu gửi đại biểu)" in told(found)
    (ask,) = found.asks
    assert (ask.unit_code, ask.due, ask.is_late) == ("NQ", date(2020, 7, 6), True)


def test_after_t45_with_nothing_reported_three_are_wanting(prepared: Prepare, checklist: Checklist) -> None:
    found = reviewed(prepared(NGO_QUYEN, MAY), checklist)
    assert "Đã qua mốc T−45 (13/05/2020): 3/3 phần việc chưa sẵn sàng" in told(found)
    assert "Mốc tới T−30 (03/06/2020)" in told(found)
    late = [ask.due for ask in found.asks if ask.is_late]
    assert late == [date(2020, 5, 13)] * 3
    # What T−7 asks for is not asked in May.
    assert {ask.due for ask in found.asks} == {date(2020, 5, 13), date(2020, 6, 3)}


def test_after_t30_health_and_communications_are_wanting(prepared: Prepare, checklist: Checklist) -> None:
    found = told(reviewed(prepared(NGO_QUYEN, JUNE), checklist))
    assert "5/16 phần việc sẵn sàng." in found
    assert "T−30 (03/06/2020): 2/7 phần việc chưa sẵn sàng (Phương án y tế" in found


def test_what_was_ready_before_is_looked_over_again_at_t7(prepared: Prepare, checklist: Checklist) -> None:
    seen = prepared(NGO_QUYEN, AFTER_T7)
    assert item(seen, checklist, "budget").look_again_by == date(2020, 7, 6)
    assert item(prepared(NGO_QUYEN, JUNE), checklist, "budget").look_again_by is None
    found = reviewed(seen, checklist)
    assert "5 phần việc chưa rà soát lại (Kế hoạch phục vụ, phân công" in told(found)
    assert "rà soát lại phần việc «Kinh phí» (sổ rà soát phần việc)" in [ask.what for ask in found.asks]


def test_a_look_between_two_checkpoints_counts_for_the_later_one(
    prepared: Prepare, including: Including, checklist: Checklist
) -> None:
    seen = prepared(NGO_QUYEN, AFTER_T7)
    budget = seen.entries.find("readiness", "NQ", "Kinh phí")
    assert budget is not None
    again = replace(budget, values={**budget.values, "checked_on": date(2020, 6, 30)})
    assert item(including(seen, again), checklist, "budget").look_again_by is None


def test_ready_without_evidence_is_not_ready(
    prepared: Prepare, including: Including, checklist: Checklist
) -> None:
    seen = prepared(NGO_QUYEN, EVE)
    rehearsal = seen.entries.find("readiness", "NQ", "Tổng duyệt")
    assert rehearsal is not None
    bare = {code: value for code, value in rehearsal.values.items() if code != "document"}
    found = reviewed(including(seen, replace(rehearsal, values=bare)), checklist)
    assert "15/16 phần việc sẵn sàng." in told(found)
    wanted = "nêu minh chứng của phần việc «Tổng duyệt» (sổ rà soát phần việc)"
    assert [ask.what for ask in found.asks] == [wanted]
    filed = replace(rehearsal, values=bare, evidence_sha256="ab" * 32)
    assert "16/16" in told(reviewed(including(seen, filed), checklist))


def test_a_problem_is_shown_and_what_is_not_needed_is_not_asked_for(
    prepared: Prepare, including: Including, checklist: Checklist
) -> None:
    seen = prepared(NGO_QUYEN, EVE)
    fire = seen.entries.find("readiness", "NQ", "Phòng cháy, chữa cháy")
    assert fire is not None
    stuck = replace(fire, values={**fire.values, "state": "problem", "problem": "thiếu bình chữa cháy"})
    found = reviewed(including(seen, stuck), checklist)
    assert "15/16" in told(found)
    (row,) = (row for row in found.tables[0].rows if row[1] == "Phòng cháy, chữa cháy")
    assert row[6] == "vướng mắc †"
    assert row[8] == "thiếu bình chữa cháy"
    spared = replace(fire, values={**fire.values, "state": "not_needed", "problem": "nhà mới nghiệm thu"})
    assert "16/16" in told(reviewed(including(seen, spared), checklist))


def test_cam_le_has_its_plan_of_service_and_nothing_else_yet(
    prepared: Prepare, without: Without, checklist: Checklist
) -> None:
    """S3, 2 March 2020: plan and assignment of logistics are issued."""
    seen = prepared(CAM_LE, date(2020, 3, 2))
    assert "1/16 phần việc sẵn sàng." in told(reviewed(seen, checklist))
    assert "Mốc tới T−45 (26/05/2020)" in told(reviewed(seen, checklist))
    bare = without(seen, lambda one: one.register == "readiness")
    assert "0/16 phần việc sẵn sàng." in told(reviewed(bare, checklist))


def test_wards_need_less_than_districts(prepared: Prepare, checklist: Checklist) -> None:
    (ward,) = readiness_of(prepared(NGO_QUYEN, date(2020, 4, 1), "NQ.P02"), checklist)
    codes = {one.item.code for one in ward.items}
    assert not codes & {"budget", "fire", "reception"}
    assert len(codes) == 13


def test_nothing_is_asked_once_the_congress_is_over(prepared: Prepare, checklist: Checklist) -> None:
    assert reviewed(prepared(NGO_QUYEN, date(2020, 4, 1), "NQ.P02"), checklist).asks
    over = reviewed(prepared(NGO_QUYEN, date(2020, 6, 1), "NQ.P02"), checklist)
    assert (list(over.findings), list(over.tables), list(over.asks)) == ([], [], [])


def test_without_a_list_nothing_is_asked(prepared: Prepare) -> None:
    empty = reviewed(prepared(NGO_QUYEN, EVE), Checklist())
    assert (list(empty.findings), list(empty.tables), list(empty.asks)) == ([], [], [])
