"""What MPXJ answers, as places in the working time of each activity's own calendar.

Friday 17:00 and Monday 08:00 are one place: no working time lies between them. So are they for a reader of
the plan, and the two programs do not always write the same one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.calendars import DayTable

HOURS_PER_DAY = 8
Places = NDArray[np.float64]


@dataclass(frozen=True)
class Answer:
    """What MPXJ gives, in places of each activity's working time (float days; whole where it agrees).

    Attributes:
        start: early start; where the work that is left begins, if it is under way.
        finish: early finish.
        late_start: late start, likewise.
        late_finish: late finish.
        total_float_days: total slack.
        free_float_days: free slack.
        is_critical: the critical flag.
        seconds: what building, scheduling and asking for slack took.
    """

    start: Places
    finish: Places
    late_start: Places
    late_finish: Places
    total_float_days: Places
    free_float_days: Places
    is_critical: NDArray[np.bool_]
    seconds: dict[str, float]


def places_of(times: list[Any], table: DayTable, row: NDArray[np.int8]) -> Places:
    """How many days of each activity's calendar lie before each moment; NaN where there is none."""
    texts = ["NaT" if t is None else str(t) for t in times]
    moments = np.array(texts, "datetime64[m]")
    day = moments.astype("datetime64[D]")
    minute = (moments - day).astype(float)
    number = (day - np.datetime64(table.epoch)).astype(float)
    return _place_of(table, row, number, minute)


def _place_of(table: DayTable, row: NDArray[np.int8], day: Places, minute: Places) -> Places:
    known = ~np.isnan(day)
    number = np.where(known, day, 0).astype(int)
    inside = np.clip(number, 0, table.horizon - 1)
    before = table.working_before[row, inside]
    works = table.working_before[row, inside + 1] - before
    worked = np.clip(minute / 60 - 8, 0, 4) + np.clip(minute / 60 - 13, 0, 4)
    place = before + works * worked / HOURS_PER_DAY
    return np.where(known & (number >= 0) & (number < table.horizon), place, np.nan)


def in_days(durations: list[Any]) -> Places:
    """Slack in days of eight hours, whatever its unit."""
    from org.mpxj import TimeUnit

    days, hours = TimeUnit.DAYS, TimeUnit.HOURS
    values = []
    for duration in durations:
        if duration is None:
            values.append(float("nan"))
            continue
        unit = duration.getUnits()
        amount = float(duration.getDuration())
        if unit != days and unit != hours:
            raise ValueError(f"slack in {unit}")
        values.append(amount if unit == days else amount / HOURS_PER_DAY)
    return np.array(values)
