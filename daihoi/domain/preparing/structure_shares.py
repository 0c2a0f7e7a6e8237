"""Shares of a committee: percentages as people print them, and the sizes that printed ones can come from.

Percentages have two decimals and are rounded half up, as all figures of the reports are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HUNDRED = 100
DECIMALS = 2
_PRINTED = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?")


@dataclass(frozen=True)
class Share:
    """A percentage as it is printed.

    Attributes:
        units: the percentage without its decimal sign: 4615 for 46,15%.
        decimals: how many digits follow the decimal sign, 0 to 2.
    """

    units: int
    decimals: int = DECIMALS

    def __str__(self) -> str:
        """Vietnamese: ``46,15%``."""
        scale = 10**self.decimals
        whole, rest = divmod(self.units, scale)
        return f"{whole},{rest:0{self.decimals}d}%" if self.decimals else f"{whole}%"

    @property
    def hundredths(self) -> int:
        """The percentage in hundredths: 46,2% is 4620."""
        return int(self.units * 10 ** (DECIMALS - self.decimals))

    def fits(self, count: int, size: int) -> bool:
        """Whether so many of so many print as this share."""
        return size > 0 and _rounded(count * HUNDRED * 10**self.decimals, size) == self.units

    def count_of(self, size: int) -> int | None:
        """How many of ``size`` print as this share; None when no whole number does."""
        near = self.units * size // (HUNDRED * 10**self.decimals)
        return next((count for count in (near, near + 1) if count <= size and self.fits(count, size)), None)


@dataclass(frozen=True)
class Fit:
    """A size that printed shares can come from, with the count behind each share."""

    size: int
    counts: Sequence[int]


def share_of(count: int, size: int) -> Share | None:
    """The share that so many of so many print as; None of nothing."""
    return Share(_rounded(count * HUNDRED * 10**DECIMALS, size)) if size else None


def read_share(text: str) -> Share | None:
    """A printed percentage, with decimal comma or dot: both stand in one sentence of S4.

    Returns:
        None when the text is no percentage from 0 to 100 with at most two decimals.
    """
    found = _PRINTED.fullmatch(text.strip())
    if found is None:
        return None
    decimals = found[2] or ""
    share = Share(int(found[1] + decimals), len(decimals))
    return share if share.hundredths <= HUNDRED * HUNDRED else None


def fitting_sizes(shares: Sequence[Share], most: int) -> list[Fit]:
    """The sizes up to ``most`` from which all shares can come.

    A whole committee is no share of anything: without shares, no size fits.
    """
    return list(_fits(shares, most)) if shares else []


def times(share: Share, minimum_pct: int) -> str:
    """How many times the minimum a share is, with two decimals: ``3,08``; the minimum is above 0."""
    ratio = _rounded(share.hundredths, minimum_pct)
    return f"{ratio // HUNDRED},{ratio % HUNDRED:02d}"


def least_count(minimum_pct: int, size: int) -> int:
    """The smallest count that reaches a minimum share."""
    return -(-minimum_pct * size // HUNDRED)


def _fits(shares: Sequence[Share], most: int) -> Iterator[Fit]:
    for size in range(1, most + 1):
        counts = [count for share in shares if (count := share.count_of(size)) is not None]
        if len(counts) == len(shares):
            yield Fit(size, counts)


def _rounded(part: int, whole: int) -> int:
    """Rounded half up."""
    return (2 * part + whole) // (2 * whole)
