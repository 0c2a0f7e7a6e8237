"""What a random network may hold, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from daihoi.domain.structure import LinkType

WORKING, EVERYDAY, SIX_DAYS = 0, 1, 2
"""Rows of the day table: the Vietnamese working week, every day, Monday to Saturday."""


class Scheduler(StrEnum):
    """Whose rules MPXJ schedules by."""

    MICROSOFT = "microsoft"
    PRIMAVERA = "primavera"


@dataclass(frozen=True)
class Features:
    """What a random network may hold; each can be switched off, to see what one of them does alone.

    Attributes:
        types: types of links.
        lags: leads and lags on the successor's calendar.
        elapsed: some lags count every day.
        calendars: rows of the day table that activities may use.
        floors: some start not earlier than a day.
        finish_floors: some finish not earlier than a day.
        fixed_starts: some start on a day, whatever their links say.
        deadlines: some have a deadline, of which many cannot be kept.
        milestones: some have no duration.
        progress: a status date; what lies before it is finished or in progress, some of it out of sequence.
        sound_for: leave out what this scheduler of MPXJ has no sound rule for (``EXPLAINED``); None for
            everything.
    """

    types: tuple[LinkType, ...] = (LinkType.FS, LinkType.SS, LinkType.FF, LinkType.SF)
    lags: bool = True
    elapsed: bool = True
    calendars: tuple[int, ...] = (WORKING, EVERYDAY, SIX_DAYS)
    floors: bool = True
    finish_floors: bool = True
    fixed_starts: bool = True
    deadlines: bool = True
    milestones: bool = True
    progress: bool = False
    sound_for: Scheduler | None = None
