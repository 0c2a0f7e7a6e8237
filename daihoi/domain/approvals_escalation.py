"""Who is reminded of a gate and when: steps counted in working days from its due day.

Camunda and Flowable call these a follow-up date, a due date and an escalation. The steps are data
(``config/approvals.yaml``); nothing here sends anything: it says what is to be done by when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.structure import Basis
from daihoi.domain.units import Unit, UnitTree


class Recipient(StrEnum):
    """Who a step goes to: who holds the gate up, the superior of that, or the unit's superior of a level."""

    HOLDER = "holder"
    SUPERIOR = "superior"
    LEVEL = "level"


@dataclass(frozen=True)
class EscalationStep:
    """One step of the ladder.

    Attributes:
        code: ASCII code, part of the key of a reminder.
        name: what is done, in Vietnamese.
        after_days: working days from the due day; negative is before it, 0 the due day itself.
        to: see ``Recipient``.
        level: level code; only for ``Recipient.LEVEL``.
        basis: source and certainty.
    """

    code: str
    name: str
    after_days: int
    to: Recipient
    basis: Basis
    level: str = ""


@dataclass(frozen=True)
class Body:
    """Whom a reminder goes to, or who decides on a gate: a unit, or a body above the campaign.

    Attributes:
        unit_code: code of the unit; empty for a body above the campaign's root.
        name: Vietnamese name.
    """

    unit_code: str
    name: str


@dataclass(frozen=True)
class Escalation:
    """The furthest step that a gate has reached.

    Attributes:
        step: which.
        since: the day on which it was reached.
        to: whom it goes to.
    """

    step: EscalationStep
    since: date
    to: Body


def days_left(calendar: WorkCalendar, status_date: date, due: date) -> int:
    """Working days after the status date up to the due day; negative by as many as have gone by since it.

    Raises:
        CalendarRangeError: a day outside the calendar.
    """
    day = timedelta(days=1)
    return calendar.working_days_between(status_date + day, due + day)


def reached(steps: Sequence[EscalationStep], left: int) -> EscalationStep | None:
    """The furthest step with so many working days left; None when it is too early for any."""
    taken = [step for step in steps if left <= -step.after_days]
    return max(taken, key=lambda step: step.after_days, default=None)


def reached_on(calendar: WorkCalendar, step: EscalationStep, due: date) -> date:
    """The day on which a step is reached: so many working days before or after the due day.

    Raises:
        CalendarRangeError: it lies outside the calendar.
    """
    return calendar.add_working_days(due, step.after_days)


class Bodies:
    """Who decides on the gates of each unit, and whom a step of the ladder goes to."""

    def __init__(self, tree: UnitTree, outside: str) -> None:
        """Takes the tree of units, and the name of the body above its root."""
        self._tree, self._outside = tree, Body("", outside)

    def superior(self, unit_code: str) -> Body:
        """The body directly above a unit; above the root, and above what is outside, the body outside."""
        unit = self._tree.by_code.get(unit_code)
        return self.of(self._tree.by_code[unit.parent_code]) if unit and unit.parent_code else self._outside

    def recipient(self, step: EscalationStep, unit: Unit, holder: Body) -> Body:
        """Whom a step about a gate of ``unit`` goes to while ``holder`` has to act."""
        if step.to is Recipient.HOLDER:
            return holder
        return self.superior(holder.unit_code) if step.to is Recipient.SUPERIOR else self._at(step, unit)

    def _at(self, step: EscalationStep, unit: Unit) -> Body:
        """The unit of the step's level above (or the unit itself); the root where there is none."""
        while unit.level != step.level and unit.parent_code:
            unit = self._tree.by_code[unit.parent_code]
        return self.of(unit)

    @staticmethod
    def of(unit: Unit) -> Body:
        """A unit as a body."""
        return Body(unit.code, unit.name)
