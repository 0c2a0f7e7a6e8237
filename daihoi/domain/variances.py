"""How one schedule departs from another: variance of every activity, counted on its own calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.baselines import PlannedDates
from daihoi.domain.calendars import DayTable
from daihoi.domain.campaign import Campaign
from daihoi.domain.network import Ints
from daihoi.domain.variance_results import ABSENT, Change, Variance
from daihoi.errors import CalendarRangeError


def variance(campaign: Campaign, before: PlannedDates, after: PlannedDates) -> Variance:
    """Sets two schedules beside each other.

    Days are counted on the campaign's present calendars: of an activity on the calendar of its template,
    without suspensions; of one that the template no longer has on the working calendar.

    Args:
        campaign: as it is now.
        before: the baseline.
        after: what is measured against it.

    Raises:
        CalendarRangeError: a date of either side lies outside the calendars.
    """
    unit_codes = sorted({*before.unit_codes, *after.unit_codes})
    activity_codes = sorted({*before.activity_codes, *after.activity_codes})
    keys = [_keys(dates, unit_codes, activity_codes) for dates in (before, after)]
    union = np.union1d(*keys)
    unit, activity = np.divmod(union, max(len(activity_codes), 1))
    old, new = _side(before, keys[0], union), _side(after, keys[1], union)
    calendars = [_calendar_of(campaign, code) for code in activity_codes]
    places = {code: place for place, code in enumerate(campaign.calendars)}
    days = _days(campaign, np.array([places[code] for code in calendars], np.int32)[activity], old, new)
    return Variance(
        campaign=campaign,
        unit_codes=unit_codes,
        activity_codes=activity_codes,
        calendars=calendars,
        unit=unit.astype(np.int32),
        activity=activity.astype(np.int32),
        before=old,
        after=new,
        days=days,
        change=_changes(old, new, days[1]),
    )


def _keys(dates: PlannedDates, unit_codes: Sequence[str], activity_codes: Sequence[str]) -> NDArray[np.int64]:
    """One number per row that means the same activity of the same unit on both sides."""
    unit = np.searchsorted(unit_codes, dates.unit_codes) if dates.unit_codes else np.zeros(0, np.int64)
    activity = np.searchsorted(activity_codes, dates.activity_codes) if dates.activity_codes else unit
    keys: NDArray[np.int64] = unit[dates.unit] * len(activity_codes) + activity[dates.activity]
    return keys


def _side(dates: PlannedDates, own: NDArray[np.int64], union: NDArray[np.int64]) -> Ints:
    side: Ints = np.full((2, union.size), ABSENT, np.int32)
    side[:, np.searchsorted(union, own)] = dates.start, dates.finish
    return side


def _calendar_of(campaign: Campaign, activity: str) -> str:
    level = campaign.structure.level_of_activity.get(activity)
    return level.activities[level.position[activity]].calendar if level else "working"


def _days(campaign: Campaign, calendar: Ints, before: Ints, after: Ints) -> Ints:
    """Days by which each row starts and finishes later; 0 where one side is missing.

    ``calendar`` is the place of each row's calendar among the campaign's.
    """
    calendars = list(campaign.calendars.values())
    table = DayTable(calendars, max(c.first for c in calendars))
    is_on_both = (before[0] != ABSENT) & (after[0] != ABSENT)
    days: Ints = np.zeros_like(before)
    counted = [_counted(table, calendar[is_on_both], side[:, is_on_both]) for side in (before, after)]
    days[:, is_on_both] = counted[1] - counted[0]
    return days


def _counted(table: DayTable, calendar: Ints, ordinals: Ints) -> Ints:
    """Working days before each day, on the calendar of its row."""
    day = ordinals - np.int32(table.epoch.toordinal())
    outside = (day < 0) | (day > table.horizon)
    if outside.any():
        first = date.fromordinal(int(ordinals[outside].min()))
        raise CalendarRangeError(
            f"Ngày {first:%d/%m/%Y} trong bản so sánh nằm ngoài lịch ({table.date(0):%d/%m/%Y} – "
            f"{table.date(table.horizon - 1):%d/%m/%Y}): bổ sung năm còn thiếu vào config/calendars/."
        )
    before: Ints = table.working_before[calendar, day]
    return before


def _changes(before: Ints, after: Ints, days: Ints) -> NDArray[np.int8]:
    conditions = [before[0] == ABSENT, after[0] == ABSENT, days > 0, days < 0]
    changes = [Change.NEW, Change.GONE, Change.LATER, Change.EARLIER]
    return np.select(conditions, [np.int8(c) for c in changes], np.int8(Change.SAME))
