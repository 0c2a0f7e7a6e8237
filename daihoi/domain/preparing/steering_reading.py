"""What reviews of steering read from the schedule: congresses, states of work, and days between events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entry
from daihoi.domain.network import NO_DEADLINE
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.spans import ONE_DAY, Span
from daihoi.domain.states import ActivityState
from daihoi.domain.units import Unit
from daihoi.errors import CalendarRangeError

STATE_WORDS: Mapping[ActivityState, str] = {
    ActivityState.NOT_APPLICABLE: "không có",
    ActivityState.NOT_YET_POSSIBLE: "chưa đến lượt",
    ActivityState.POSSIBLE: "đến lượt",
    ActivityState.IN_PROGRESS: "đang làm",
    ActivityState.WAITING_FOR_APPROVAL: "chờ duyệt",
    ActivityState.OVERDUE: "chậm",
    ActivityState.UNREPORTED: "chưa báo °",
    ActivityState.DONE: "xong",
}
INFERRED_NOTE = "° không ai báo, suy ra từ việc sau đã bắt đầu"
PROGRESS_WORDS = {"open": "chưa làm", "doing": "đang làm", "done": "đã xong"}
"""Codes of the states that follow-up items and lessons have → words."""


def working_days_after(campaign: Campaign, first: date, last: date) -> int | None:
    """Working days after ``first`` up to ``last``, that day counted; None outside the calendar."""
    try:
        return campaign.working_calendar.working_days_between(first + ONE_DAY, last + ONE_DAY)
    except CalendarRangeError:
        return None


def kept_by_units(preparation: Preparation, register: str) -> list[Entry]:
    """The entries of a register that units asked about keep, without those of units that are gone."""
    chosen = {unit.code for unit in preparation.chosen()}
    return [one for one in preparation.entries.of(register) if one.unit_code in chosen]


def unit_name(campaign: Campaign, code: str) -> str:
    """Name of a unit; its code when it is gone."""
    unit = campaign.tree.by_code.get(code)
    return unit.name if unit else code


def congress(assessment: Assessment, unit: Unit) -> Span:
    """The days of a unit's congress: as held, else as expected."""
    return assessment.span(assessment.current, congress_number(assessment, unit))


def has_met(assessment: Assessment, unit: Unit) -> bool:
    """Whether a unit's congress is reported as held."""
    return bool(assessment.is_held[congress_number(assessment, unit)])


def congress_number(assessment: Assessment, unit: Unit) -> int:
    """The number of a unit's congress among all activities."""
    level = assessment.campaign.structure.by_code[unit.level]
    return assessment.expansion.number(unit.code, level.congress.code)


def state_of(assessment: Assessment, unit: Unit, activity: str) -> ActivityState:
    """Where an activity of a unit stands."""
    return ActivityState(int(assessment.state[assessment.expansion.number(unit.code, activity)]))


def has_activity(campaign: Campaign, unit: Unit, activity: str) -> bool:
    """Whether units of this level have an activity."""
    return activity in campaign.structure.by_code[unit.level].position


def float_days(assessment: Assessment, unit: Unit) -> int | None:
    """Days until a unit's congress breaks a deadline; None when held, or when there is none."""
    days = int(assessment.current.total_float_days[congress_number(assessment, unit)])
    return None if has_met(assessment, unit) or days >= NO_DEADLINE else days


def overdue_by_unit(assessment: Assessment) -> Mapping[str, int]:
    """Unit code → how many of its own activities are overdue."""
    units = assessment.campaign.tree.units
    late = assessment.expansion.unit_of[assessment.state == ActivityState.OVERDUE]
    counts = np.bincount(late, minlength=len(units))
    return {unit.code: int(count) for unit, count in zip(units, counts, strict=True)}
