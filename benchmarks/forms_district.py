"""A district of any size for the round of forms: its list of units as an office has it, and its campaign."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl

from benchmarks.forms_typing import typed

CAMPAIGN, DISTRICT = "quan_thu", "QT"
START, OPENING = date(2019, 11, 15), date(2020, 7, 28)
STATUS = date(2020, 3, 2)
TITLES = ("Mã đơn vị", "Tên đơn vị", "Cấp", "Cấp trên", "Số đảng viên", "Ngày đại hội")
_FIRST_BRANCH, _FIRST_GRASSROOTS = date(2020, 2, 3), date(2020, 4, 14)
_BRANCH_DAYS, _GRASSROOTS_DAYS = 54, 50


@dataclass(frozen=True)
class DrawnUnit:
    """One organisation, as the generator made it up."""

    code: str
    name: str
    level: str
    parent: str
    members: int
    congress: date


@dataclass(frozen=True)
class District:
    """The organisations below the district; branches lie under ``grassroots`` in turn."""

    grassroots: Sequence[DrawnUnit]
    branches: Sequence[DrawnUnit]

    def below(self, code: str) -> list[DrawnUnit]:
        """The branches of one grassroots organisation."""
        return [unit for unit in self.branches if unit.parent == code]


def drawn_district(grassroots: int, branches: int, chance: random.Random) -> District:
    """Makes up a district: every branch belongs to one of the grassroots organisations."""
    below: dict[int, list[DrawnUnit]] = {place: [] for place in range(grassroots)}
    for number in range(branches):
        own = below[number % grassroots]
        code = f"{_code(number % grassroots)}.{len(own) + 1:02}"
        day = _FIRST_BRANCH + timedelta(days=chance.randrange(_BRANCH_DAYS))
        name = f"Chi bộ khu phố {len(own) + 1}"
        own.append(DrawnUnit(code, name, "chi bộ", _code(number % grassroots), chance.randint(9, 60), day))
    return District(
        [_grassroots(place, sum(unit.members for unit in own), chance) for place, own in below.items()],
        [unit for own in below.values() for unit in own],
    )


def _code(place: int) -> str:
    return f"{DISTRICT}.{place + 1:02}"


def _grassroots(place: int, members: int, chance: random.Random) -> DrawnUnit:
    day = _FIRST_GRASSROOTS + timedelta(days=chance.randrange(_GRASSROOTS_DAYS))
    return DrawnUnit(_code(place), f"Đảng bộ cơ sở số {place + 1}", "cơ sở", DISTRICT, members, day)


def start(district: District, folder: Path) -> None:
    """Saves the list as a workbook and starts the campaign from it, as a coordinator does."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(TITLES)
    for unit in (*district.grassroots, *district.branches):
        sheet.append((unit.code, unit.name, unit.level, unit.parent, unit.members, unit.congress))
    book.save(folder / "danh-sach.xlsx")
    typed(
        *("new", CAMPAIGN, "--unit", DISTRICT, "--name", "Đảng bộ quận Thử", "--level", "district"),
        *("--opening", OPENING.isoformat(), "--start", START.isoformat(), "--units", "danh-sach.xlsx"),
    )
