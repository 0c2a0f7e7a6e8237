"""The day on which a congress opens, and days counted back from it (T−n)."""

from __future__ import annotations

from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.links import NO_DAY
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.steering_reading import congress, congress_number, has_met
from daihoi.domain.units import Unit
from daihoi.errors import CalendarRangeError


def opening(preparation: Preparation, unit: Unit) -> date:
    """First day of a unit's congress, that last days are counted back from.

    That is the day on which it was held, else the day in the register of sessions, else one set by decision,
    else the day that the unit plans; the schedule is asked only where that day is over or lies in a
    suspension. A schedule that runs late must not move the last days with it.
    """
    expected = congress(preparation.assessment, unit).start
    if has_met(preparation.assessment, unit):
        return expected
    entry = preparation.entries.find("sessions", unit.code)
    entered = entry.day("opening") if entry else None
    return entered or _decided(preparation, unit) or _planned(preparation, unit) or expected


def _decided(preparation: Preparation, unit: Unit) -> date | None:
    """The day that a ruling set; none that a later suspension overtook."""
    expansion = preparation.assessment.expansion
    fixed = int(expansion.current_network.fixed_start[congress_number(preparation.assessment, unit)])
    return None if fixed == NO_DAY else expansion.table.date(fixed)


def _planned(preparation: Preparation, unit: Unit) -> date | None:
    """The day that the unit plans, as long as it can still be kept."""
    planned, today = unit.planned_congress_date, preparation.status_date
    if planned is None or planned <= today:
        return None
    known = (one for one in preparation.campaign.suspensions if one.decided_on <= today)
    is_off = any(unit.level in one.levels and one.first <= planned < one.until for one in known)
    return None if is_off else planned


def is_over(preparation: Preparation, unit: Unit) -> bool:
    """Whether a unit's congress was held: reported as an activity, or closed by its register of results."""
    result = preparation.entries.find("congress_results", unit.code)
    closed = result.day("closed_on") if result else None
    return has_met(preparation.assessment, unit) or bool(closed and closed <= preparation.status_date)


def days_before(campaign: Campaign, day: date, working_days: int) -> date | None:
    """T−n: the day so many working days before another; None outside the calendar."""
    try:
        return campaign.working_calendar.add_working_days(day, -working_days)
    except CalendarRangeError:
        return None


def foremost(preparation: Preparation, *registers: str) -> list[Unit]:
    """The highest of the units asked about, and of the others those that keep one of these registers."""
    keepers = {one.unit_code for register in registers for one in preparation.of(register)}
    chosen = preparation.chosen()
    codes = {unit.code for unit in chosen}
    return [unit for unit in chosen if unit.parent_code not in codes or unit.code in keepers]
