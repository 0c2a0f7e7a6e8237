"""Who oversees which units, from the register: one source for ``work supervision`` and for notices."""

from __future__ import annotations

from datetime import date

import pytest

from daihoi.domain.entries import Entries, Entry
from daihoi.domain.notices_supervisors import supervisor_code, supervisors_of
from daihoi.domain.structure import Certainty
from tests.drafting.entries import configured


def entry(unit: str, post: str, role: str = "in_charge", certainty: Certainty = Certainty.STATED) -> Entry:
    values = {"unit": unit, "role": role, "post": post, "since": date(2020, 1, 5)}
    register = configured()["supervision"]
    found = Entry("supervision", "D", register.key_of(values), values, date(2020, 1, 5))
    return found if certainty is Certainty.STATED else _assumed(found)


def _assumed(one: Entry) -> Entry:
    from dataclasses import replace

    return replace(one, certainty=Certainty.ASSUMED)


def of(*entries: Entry) -> list[tuple[str, str, tuple[str, ...]]]:
    found = supervisors_of(Entries(configured(), entries))
    return [(one.code, one.name, one.units) for one in found]


def test_units_are_gathered_by_post() -> None:
    found = of(entry("D.A", "Tổ chỉ đạo số 1"), entry("D.C", "Ban Dân vận"), entry("D.B", "tổ chỉ đạo số 1"))
    assert found == [
        ("ban_dan_van", "Ban Dân vận", ("D.C",)),
        ("to_chi_dao_so_1", "Tổ chỉ đạo số 1", ("D.A", "D.B")),
    ]


def test_those_who_only_help_are_told_of_nothing() -> None:
    assert of(entry("D.A", "Văn phòng Quận ủy", "helping")) == []
    assert of() == []


def test_one_assumed_entry_makes_it_assumed() -> None:
    entries = [entry("D.A", "Tổ 1"), entry("D.B", "Tổ 1", certainty=Certainty.ASSUMED)]
    (found,) = supervisors_of(Entries(configured(), entries))
    assert found.basis.is_assumed


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Tổ chỉ đạo số 1", "to_chi_dao_so_1"),
        ("TỔ CHỈ ĐẠO SỐ 1", "to_chi_dao_so_1"),
        ("Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức", "uy_vien_ban_thuong_vu_truong_ban_to_chuc"),
        ("to_1", "to_1"),
        ("Đảng ủy – Khối", "dang_uy_khoi"),
        ("🎉", ""),
    ],
)
def test_codes(name: str, code: str) -> None:
    assert supervisor_code(name) == code
    assert supervisor_code(code) == code
