"""What was ruled about the dates of one activity of one unit in the course of a campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from daihoi.domain.structure import Basis


@dataclass(frozen=True)
class Replanned:
    """A new plan of one activity: for the current schedule, never for the frozen plan.

    Attributes:
        start: the day it starts on, whatever its links say; None to leave that to them.
        duration_days: days of its calendar; None for as long as planned.
        reason: why, in Vietnamese.
        basis: source and certainty.
    """

    unit_code: str
    activity: str
    start: date | None
    duration_days: int | None
    reason: str
    basis: Basis
