"""One unit of the list a campaign is started from; and such units when there is only their number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from daihoi.domain.structure import Level
from daihoi.starting.asked import Asked


@dataclass(frozen=True)
class ListedUnit:
    """One unit below the one whose congress it is.

    Attributes:
        note: what the office wrote beside it; kept as a comment in ``campaign.yaml``.
        line: line or row of the list; 0 when there is no list.
        is_assumed: there was a number of units and no list.
    """

    code: str
    name: str
    level: str
    parent: str
    kind: str
    source: str
    is_pilot: bool = False
    is_direct_election: bool = False
    members: int | None = None
    congress: date | None = None
    note: str = ""
    line: int = 0
    is_assumed: bool = False


def numbered_units(asked: Asked, below: Level) -> tuple[ListedUnit, ...]:
    """As many units as were asked for, with numbers for names."""
    count = asked.branches or 0
    names = ((number, f"{below.short_name.capitalize()} số {number}") for number in range(1, count + 1))
    source = "Giả định: tạo theo số lượng, chưa có danh sách; tên thật ghi đè vào đây"
    return tuple(
        ListedUnit(
            numbered_code(asked.unit, number, count),
            name,
            below.code,
            asked.unit,
            below.code,
            source,
            is_assumed=True,
        )
        for number, name in names
    )


def numbered_code(root: str, number: int, count: int) -> str:
    """``AK.07``: the code of the 7th of 12 units below ``AK``."""
    return f"{root}.{number:0{max(2, len(str(count)))}d}"
