"""How many congresses were held, were planned to be held, and have to be held per day: n of N by a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Deadline, Suspension
from daihoi.domain.network import NO_DAY, Ints
from daihoi.domain.results import CongressCount, DailyCount, Standstill
from daihoi.domain.spans import ONE_DAY
from daihoi.domain.structure import Level
from daihoi.domain.units import Unit

UNKNOWN_END = "; chưa biết ngày được tổ chức lại"
"""How the words of a suspension end whose end is supposed, see ``suspending.settled``."""


def lowest_level(assessment: Assessment) -> Level:
    """The lowest level that has units: the one whose congresses are many and are counted."""
    levels = assessment.campaign.structure.levels
    return next(level for level in levels if level.code in assessment.expansion.blocks)


def level_deadline(assessment: Assessment, level: Level) -> Deadline | None:
    """The deadline that holds for a whole level."""
    return next((d for d in assessment.campaign.deadlines if d.level == level.code), None)


def congress_count(assessment: Assessment, level: Level, unit: Unit) -> CongressCount:
    """The congresses of a level under one unit (the unit's own, when it is of that level)."""
    tree, below = assessment.campaign.tree, assessment.campaign.tree.subtrees([unit.code])
    places = assessment.expansion.blocks[level.code].units
    inside = np.fromiter((tree.units[place].code in below for place in places), bool, places.size)
    return count_of(assessment, level, unit, assessment.expansion.congresses(level.code)[inside])


def count_of(assessment: Assessment, level: Level, unit: Unit, congresses: Ints) -> CongressCount:
    """The same for given activity numbers."""
    held = congresses[assessment.is_held[congresses]]
    deadline = level_deadline(assessment, level)
    left = _working_days_left(assessment, level, deadline)
    remaining = int(congresses.size - held.size)
    slipping = _slipping(assessment, congresses)
    return CongressCount(
        unit=unit,
        total=int(congresses.size),
        held=int(held.size),
        planned=int(assessment.is_wanted_over[congresses].sum()),
        held_curve=_daily(assessment, assessment.current.finish[held] - 1),
        planned_curve=_daily(assessment, _planned_days(assessment, congresses)),
        working_days_left=left,
        required_per_day=remaining / left if remaining and left else None,
        is_assumed=unit.basis.is_assumed,
        expected_late=_expected_late(assessment, congresses),
        undated=_undated(assessment, congresses),
        slipping=int(slipping.size),
        silent=_silent(assessment, slipping),
        put_off=int(assessment.is_put_off[congresses].sum()),
    )


def without_complete(
    assessment: Assessment, level: Level, rows: Iterable[CongressCount], unit: Unit | None = None
) -> tuple[CongressCount, list[CongressCount]]:
    """The count under a unit (the root) without the units that are through, and those units' counts."""
    complete = [count for count in rows if count.total and count.is_complete]
    tree, whole = assessment.campaign.tree, unit or assessment.campaign.root
    left = tree.subtrees([whole.code]) - tree.subtrees(count.unit.code for count in complete)
    places = assessment.expansion.blocks[level.code].units
    others = np.fromiter((tree.units[place].code in left for place in places), bool, places.size)
    numbers = assessment.expansion.congresses(level.code)[others]
    return count_of(assessment, level, whole, numbers), complete


def days_off_between(assessment: Assessment, first: date, last: date) -> Mapping[date, str]:
    """Days off of the working calendar in a period, both ends included."""
    off = assessment.campaign.working_calendar.days_off
    return {day: name for day, name in sorted(off.items()) if first <= day <= last}


def _expected_late(assessment: Assessment, congresses: Ints) -> int:
    late = assessment.current.finish[congresses] > assessment.expansion.deadline[congresses]
    return int((late & ~assessment.current.is_finished[congresses]).sum())


def _planned_days(assessment: Assessment, congresses: Ints) -> Ints:
    """The last day of each congress in the frozen plan; of what was put off, as it was decided."""
    network, table = assessment.expansion.current_network, assessment.expansion.table
    fixed = np.clip(network.fixed_start[congresses], 0, table.horizon)
    calendar, days = network.calendar[congresses], network.duration_days[congresses]
    decided = table.end_of[calendar, table.working_before[calendar, fixed] + days]
    finish = np.where(assessment.is_put_off[congresses], decided, assessment.baseline.finish[congresses])
    last: Ints = (finish - 1).astype(np.int32)
    return last


def _slipping(assessment: Assessment, congresses: Ints) -> Ints:
    """Those not begun whose opening is now computed later than decided or, without a decision, planned."""
    decided = assessment.expansion.current_network.fixed_start[congresses]
    wanted = np.where(decided != NO_DAY, decided, assessment.baseline.start[congresses])
    is_later = assessment.current.start[congresses] > wanted
    has_begun = assessment.reported.actuals.is_started | assessment.current.is_finished
    found: Ints = congresses[is_later & ~has_begun[congresses]]
    return found


def _silent(assessment: Assessment, congresses: Ints) -> int:
    """Those of units of which nobody has reported anything."""
    expansion = assessment.expansion
    speaks = np.zeros(len(expansion.campaign.tree.units), bool)
    speaks[expansion.unit_of[assessment.reported.is_told]] = True
    return int((~speaks[expansion.unit_of[congresses]]).sum())


def _undated(assessment: Assessment, congresses: Ints) -> int:
    units = assessment.campaign.tree.units
    return sum(
        units[place].planned_congress_date is None for place in assessment.expansion.unit_of[congresses]
    )


def _working_days_left(assessment: Assessment, level: Level, deadline: Deadline | None) -> int:
    if deadline is None or deadline.last_day <= assessment.status_date:
        return 0
    calendar, first = assessment.campaign.working_calendar, assessment.status_date + ONE_DAY
    days = calendar.working_days_between(first, deadline.last_day + ONE_DAY)
    pauses = known_suspensions(assessment, level)
    if not pauses:
        return days
    span = (first + timedelta(days=n) for n in range((deadline.last_day - first).days + 1))
    return days - sum(
        calendar.is_working_day(day) and any(pause.first <= day < pause.until for pause in pauses)
        for day in span
    )


def known_suspensions(assessment: Assessment, level: Level) -> list[Suspension]:
    """The suspensions of a level that were decided by the status date, earliest first."""
    known = (s for s in assessment.campaign.suspensions if s.decided_on <= assessment.status_date)
    return sorted((s for s in known if level.code in s.levels), key=lambda s: s.first)


def standstill(assessment: Assessment, level: Level) -> Standstill | None:
    """The time in which no congress of a level is held: that of the status date, else the next.

    None when there is none. Suspensions that follow on one another without a day between them are one time.
    """
    pauses = [s for s in known_suspensions(assessment, level) if s.until > assessment.status_date]
    if not pauses:
        return None
    last = pauses[0]
    for pause in pauses[1:]:
        if pause.first <= last.until < pause.until:
            last = pause
    return Standstill(pauses[0].first, None if is_end_supposed(last) else last.until - ONE_DAY)


def is_end_supposed(pause: Suspension) -> bool:
    """Whether nobody knows the end of a suspension, and the one that it has is only supposed."""
    return pause.basis.is_assumed and pause.words.endswith(UNKNOWN_END)


def _daily(assessment: Assessment, days: Ints) -> DailyCount:
    known, counts = np.unique(days, return_counts=True)
    epoch = assessment.expansion.table.epoch
    return DailyCount(
        [epoch + timedelta(days=int(day)) for day in known], np.cumsum(counts).astype(int).tolist()
    )
