"""Seats by members: largest remainders (Hamilton's method), with a least number for everyone if wanted.

The method meets the quota: nobody gets less than their share rounded down, nor more than it rounded up,
unless a least number for everyone lifts them. It does not promise that one seat more takes none from
anybody (the Alabama paradox); ``differences`` shows where that happens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from daihoi.errors import DaihoiError


class AllocationError(DaihoiError):
    """Seats that cannot be shared out as asked."""


@dataclass(frozen=True)
class Share:
    """What one unit gets.

    Attributes:
        unit_code: the unit.
        members: how many party members it has.
        ex_officio: seats of those who attend by their office, not shared out.
        elected: seats shared out by members.
    """

    unit_code: str
    members: int
    ex_officio: int
    elected: int

    @property
    def total(self) -> int:
        """All seats of the unit."""
        return self.ex_officio + self.elected


def allocate(
    total: int, members: Mapping[str, int], ex_officio: Mapping[str, int] | None = None, least: int = 0
) -> list[Share]:
    """Shares seats out: those by office as they are, the rest by members.

    Args:
        total: seats of the whole congress, those by office among them.
        members: unit code → members, in the order in which units are listed.
        ex_officio: unit code → seats by office; none where it is left out.
        least: elected seats that every unit with members gets.

    Returns:
        One share per unit, in the order of ``members``; their totals add up to ``total``.

    Raises:
        AllocationError: too few seats, or nobody to share them among.
    """
    by_office = ex_officio or {}
    seats = total - sum(by_office.values())
    taking_part = [code for code, count in members.items() if count > 0]
    if not taking_part:
        raise AllocationError("Không đơn vị nào có số đảng viên: ghi member_count trong units.csv.")
    if seats < least * len(taking_part):
        for_all = f"{least} cho mỗi đơn vị trong {len(taking_part)} đơn vị"
        raise AllocationError(
            f"{total} đại biểu, trừ {sum(by_office.values())} đương nhiên, không đủ {for_all}: "
            "tăng tổng số, hoặc giảm số tối thiểu."
        )
    elected = _by_members(seats, {code: members[code] for code in taking_part}, least)
    return [
        Share(code, count, by_office.get(code, 0), elected.get(code, 0)) for code, count in members.items()
    ]


def _by_members(seats: int, members: Mapping[str, int], least: int) -> dict[str, int]:
    """Elected seats: whoever would get less than the least gets that, and the rest is shared without them."""
    given: dict[str, int] = {}
    rest, left = dict(members), seats
    while rest:
        shares = _largest_remainders(left, rest)
        short = [code for code, count in shares.items() if count < least]
        if not short:
            return given | shares
        for code in short:
            given[code], left = least, left - least
            del rest[code]
    return given


def _largest_remainders(seats: int, members: Mapping[str, int]) -> dict[str, int]:
    """Ties go to the larger unit, then to the one listed first."""
    whole = sum(members.values())
    shares = {code: seats * count // whole for code, count in members.items()}
    order = sorted(members, key=lambda code: (-(seats * members[code] % whole), -members[code]))
    for code in order[: seats - sum(shares.values())]:
        shares[code] += 1
    return shares


def differences(before: Sequence[Share], after: Sequence[Share]) -> dict[str, int]:
    """Unit code → seats gained (positive) or lost; units whose number stays are left out."""
    totals = {share.unit_code: share.total for share in before}
    changed = {share.unit_code: share.total - totals.get(share.unit_code, 0) for share in after}
    return {code: change for code, change in changed.items() if change}
