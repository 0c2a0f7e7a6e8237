"""Reorganisation: entries of units that are gone, under those that took their place.

In Ngô Quyền ward 1 is merged into ward 2 from 10 June 2020, and ward 3 is split into two from 12 June.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from daihoi.domain.assessment import assess
from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.changes import carried_entries, review
from daihoi.domain.preparing.former import former_units
from daihoi.domain.record import Snapshot
from daihoi.domain.ruled import ruled
from daihoi.domain.unit_changes import Dissolution, Merger, NewUnit, Splitting
from tests.domain.campaigns import make_district
from tests.domain.networks import day as in_2020
from tests.domain.reorganised import history
from tests.preparing.conftest import configured

if TYPE_CHECKING:
    from tests.preparing.conftest import Prepare

NGO_QUYEN = "ngo_quyen_2020"
BEFORE, AFTER = date(2020, 6, 9), date(2020, 6, 15)
PARTS = tuple(
    NewUnit(code, f"Đảng bộ phường {code[3:]}", "grassroots", "NQ", "ward") for code in ("NQ.N1", "NQ.N2")
)
CAMPAIGN = configured(NGO_QUYEN)
KNOWN = history(
    CAMPAIGN,
    ("6-10", Merger(("NQ.P01", "NQ.P02"), "NQ.P02")),
    ("6-12", Splitting("NQ.P03", PARTS, goes_on=False)),
    ("6-13", Dissolution("NQ.P04")),
)


def piece(unit: str, item: str, name: str) -> Entry:
    return Entry("document_plans", unit, name, {"document": item}, date(2020, 4, 1))


REPORT, PROPOSAL = ("political_report", "báo cáo chính trị"), ("resolution", "nghị quyết đại hội")


@pytest.fixture
def after(prepared: Prepare) -> Preparation:
    """Wards 1 and 3 left two pieces each, ward 4 one; ward 2 has a report of its own."""
    return changed(prepared, AFTER)


def changed(prepared: Prepare, day: date) -> Preparation:
    seen = prepared(NGO_QUYEN, day)
    units = ("NQ.P01", "NQ.P03")
    left = [piece(unit, *one) for unit in units for one in (REPORT, PROPOSAL)]
    entries = seen.entries.including([*left, piece("NQ.P04", *REPORT), piece("NQ.P02", *REPORT)])
    known = assess(ruled(CAMPAIGN, KNOWN, day), Snapshot(NGO_QUYEN, day, 0, "", ()))
    return replace(seen, assessment=known, entries=entries, former=former_units(CAMPAIGN, KNOWN, day))


def carried(preparation: Preparation, gone: str) -> list[tuple[str, str, bool]]:
    return [
        (one.heir.code if one.heir else "", one.entry.key, one.is_taken_over)
        for one in carried_entries(preparation)
        if one.entry.unit_code == gone and one.entry.register == "document_plans"
    ]


def test_a_merged_unit_leaves_its_entries_to_the_one_that_goes_on(after: Preparation) -> None:
    assert sorted(carried(after, "NQ.P01")) == [
        ("NQ.P02", "báo cáo chính trị", True),  # ward 2 has its own
        ("NQ.P02", "nghị quyết đại hội", False),
    ]


def test_the_entries_of_a_split_unit_stand_under_every_part(after: Preparation) -> None:
    heirs = [heir for heir, key, _ in carried(after, "NQ.P03") if key == "nghị quyết đại hội"]
    assert sorted(heirs) == ["NQ.N1", "NQ.N2"]
    (table,) = review(after).tables
    shared = [cells for cells in table.rows if str(cells[2]).startswith("Đảng bộ phường số 3")]
    assert {cells[9] for cells in shared} == {"chung 2 đơn vị tiếp nhận"}
    assert all(str(cells[2]).endswith("‡") for cells in shared)


def test_what_nobody_took_over_goes_to_the_root(after: Preparation) -> None:
    assert carried(after, "NQ.P04") == [("", "báo cáo chính trị", False)]
    assert any("không đơn vị nào tiếp nhận" in told for told in review(after).findings)
    (ask,) = (ask for ask in review(after).asks if "phường số 4" in ask.what)
    assert (ask.unit_code, "chỉ định đơn vị tiếp nhận" in ask.what) == ("NQ", True)


def test_day_and_document_of_the_end_are_told(after: Preparation) -> None:
    told = next(told for told in review(after).findings if told.startswith("Đảng bộ phường số 3"))
    assert told.startswith("Đảng bộ phường số 3 không còn sau ngày 11/06/2020 (2-QĐ/QU): ")
    (table,) = review(after).tables
    row = next(cells for cells in table.rows if str(cells[2]).startswith("Đảng bộ phường số 1 "))
    assert list(row[3:5]) == [date(2020, 6, 9), "1-QĐ/QU"]


def test_heirs_are_asked_only_for_what_they_have_not_written_down_again(after: Preparation) -> None:
    before = next(ask.what for ask in review(after).asks if ask.unit_code == "NQ.P02")
    own = replace(after, entries=after.entries.including([piece("NQ.P02", *PROPOSAL)]))
    left = [ask.what for ask in review(own).asks if ask.unit_code == "NQ.P02"]
    assert before not in left


def test_before_the_ruling_holds_nobody_is_gone(prepared: Prepare) -> None:
    found = review(changed(prepared, BEFORE))
    assert (list(found.findings), list(found.tables), list(found.asks)) == ([], [], [])


def test_only_heirs_asked_about_are_shown(after: Preparation) -> None:
    (row,) = {one.entry.unit_code for one in carried_entries(replace(after, units=frozenset({"NQ.N1"})))}
    assert row == "NQ.P03"


def test_where_a_level_is_abolished_the_units_below_take_over() -> None:
    """As Kiến An in 2025: the ward D.A ends, its branches are merged and go to D.B on the same day."""
    district = make_district()
    known = history(
        district,
        ("6-10", Merger(("D.A.1", "D.A.2"), "D.A.2")),
        ("6-10", Dissolution("D.A", children_to={"D.A.2": "D.B"})),
    )
    before = former_units(district, known, in_2020("6-9"))
    assert not before
    former = former_units(district, known, in_2020("6-15"))
    assert former["D.A.1"].heirs == ("D.A.2",)
    assert not former["D.A.1"].is_through_children
    assert former["D.A"].heirs == ("D.A.2",)
    assert former["D.A"].is_through_children


def test_a_unit_without_anyone_below_has_no_heirs(after: Preparation) -> None:
    assert after.former["NQ.P04"].heirs == ()
    assert not after.former["NQ.P04"].is_through_children


def test_what_is_about_the_congress_of_the_unit_that_is_gone_is_not_asked_for(after: Preparation) -> None:
    """A dossier submitted for its own congress is history; its plan for documents is work to take over."""
    dossier = Entry("dossier_items", "NQ.P01", "Tờ trình", {"item": "proposal"}, date(2020, 4, 1))
    seen = replace(after, entries=after.entries.including([dossier]))
    assert [ask.what for ask in review(seen).asks] == [ask.what for ask in review(after).asks]
    (row,) = (cells for cells in review(seen).tables[0].rows if cells[6] == "Tờ trình")
    assert (row[1], row[8]) == ("Đảng bộ phường số 2", "không chuyển")


def test_an_entry_that_was_taken_over_names_its_document(after: Preparation) -> None:
    taken = replace(piece("NQ.P02", *PROPOSAL), document_number="9-QĐ/QU", document_date=date(2020, 6, 12))
    seen = replace(after, entries=after.entries.including([taken]))
    told = {cells[8] for cells in review(seen).tables[0].rows if cells[6] == "nghị quyết đại hội"}
    assert "kế thừa theo 9-QĐ/QU ngày 12/06/2020" in told
