"""How much of a flaw a schedule may have before somebody has to look: data, with source and certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from daihoi.domain.structure import Basis


class Severity(StrEnum):
    """What it means when a check exceeds its limit.

    ``BROKEN``: plan or record contradict themselves, so their dates cannot be relied on. ``LOOK``: somebody
    has to look at it. ``INFO``: worth knowing, nobody has to act.
    """

    BROKEN = "broken"
    LOOK = "look"
    INFO = "info"


@dataclass(frozen=True)
class Limit:
    """The limit of one check.

    Attributes:
        severity: see ``Severity``.
        max_share_pct: share of what was looked at that may be found, 0–100; 0 allows none.
        days: working days that the check measures by (a long lag, a stale report); 0 where it needs none.
        words: Vietnamese: why this limit.
        basis: source and certainty.
    """

    severity: Severity
    max_share_pct: int
    days: int
    words: str
    basis: Basis

    def admits(self, count: int, total: int) -> bool:
        """Whether ``count`` of ``total`` is still within the limit."""
        return count * 100 <= self.max_share_pct * total


Limits = Mapping[str, Limit]
"""Check code → its limit; every check has one."""
