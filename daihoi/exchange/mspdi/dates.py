"""The dates of activities as elements of a ``Task``: planned, late, actual, frozen."""

from __future__ import annotations

from functools import cached_property, partial

from daihoi.domain.assessment import Assessment
from daihoi.domain.links import NO_DAY, NO_DEADLINE
from daihoi.domain.logic import logic
from daihoi.exchange.mspdi import elements, schema
from daihoi.exchange.mspdi.columns import Columns
from daihoi.exchange.mspdi.moments import Moments, elapsed_time, working_minutes, working_time
from daihoi.exchange.mspdi.schema import Constraint


class DateTexts:
    """The elements that carry dates, by number of an activity.

    Args:
        assessment: whose current and frozen plans are written.
        columns: its columns.
        moments: the texts of its days.
    """

    def __init__(self, assessment: Assessment, columns: Columns, moments: Moments) -> None:
        self._assessment, self._columns, self._moments = assessment, columns, moments
        self._current, self._baseline = assessment.current, assessment.baseline
        self._actuals, self._expansion = assessment.reported.actuals, assessment.expansion
        self._table = self._expansion.table
        self._working = self._table.codes.index("working")
        self._is_critical = self._current.is_critical

    @cached_property
    def _free_float_days(self) -> list[int]:
        days = logic(self._expansion.current_network, self._table, self._current).free_float_days
        return [int(n) for n in days]

    def calendar_uid(self, row: int) -> int:
        """UID of a calendar; what counts on the project's own names none."""
        return schema.NO_CALENDAR if row == self._working else row + 1

    def span(self, number: int) -> str:
        """Current dates, marks, early and late dates, floats."""
        columns, (start, finish) = self._columns, self._current_span(number)
        form = schema.ELAPSED_DAYS_FORMAT if columns.is_off_days[number] else schema.DAYS_FORMAT
        marks = elements.marks(
            milestone=bool(columns.is_milestone[number]), critical=bool(self._is_critical[number])
        )
        return (
            f"{elements.span(start, finish, self._duration(number), form)}{marks}"
            f"<EarlyStart>{start}</EarlyStart><EarlyFinish>{finish}</EarlyFinish>{self._late(number)}"
        )

    def _current_span(self, number: int) -> tuple[str, str]:
        columns = self._columns
        start, finish = int(columns.start[number]), int(columns.finish[number])
        if columns.is_milestone[number]:
            instant = self._moments.instant(start, int(columns.calendar[number]))
            return instant, instant
        return self._moments.start(start), self._moments.finish(finish)

    def _duration(self, number: int) -> str:
        columns = self._columns
        if columns.is_off_days[number]:
            return elapsed_time(int(columns.finish[number] - columns.start[number]))
        return working_time(int(columns.duration_days[number]))

    def _late(self, number: int) -> str:
        """Late dates and floats; nothing where there is no deadline to be late for."""
        current, free = self._current, self._free_float_days[number]
        late_start, late_finish = int(current.late_start[number]), int(current.late_finish[number])
        calendar, total = int(self._columns.calendar[number]), int(current.total_float_days[number])
        on_start, on_finish = self._moments.start, self._moments.finish
        if self._columns.is_milestone[number]:
            on_start = on_finish = partial(self._moments.instant, calendar=calendar)
        found = ""
        if late_start < NO_DEADLINE:
            found += f"<LateStart>{on_start(late_start)}</LateStart>"
        if late_finish < NO_DEADLINE:
            found += f"<LateFinish>{on_finish(late_finish)}</LateFinish>"
        if free < NO_DEADLINE:
            found += f"<FreeSlack>{free * schema.TENTHS_PER_DAY}</FreeSlack>"
        if total < NO_DEADLINE:
            found += f"<TotalSlack>{total * schema.TENTHS_PER_DAY}</TotalSlack>"
        return found

    def progress(self, number: int) -> str:
        """The share done, in working time of the whole length, and the actual dates."""
        columns, (start, finish) = self._columns, self._current_span(number)
        percent, whole = int(columns.percent[number]), int(columns.duration_days[number])
        is_started = bool(self._actuals.start[number] != NO_DAY)
        if self._actuals.finish[number] != NO_DAY:
            return elements.progress(100, self._duration(number), working_time(0), start, finish)
        done = whole * schema.MINUTES_PER_DAY * percent // 100
        left = whole * schema.MINUTES_PER_DAY - done
        return elements.progress(
            percent, working_minutes(done), working_minutes(left), start if is_started else None
        )

    def constraint(self, number: int, *, is_pinned: bool = False) -> str:
        """What holds an activity to a date; ``is_pinned``: to the one it has, whatever that comes from."""
        kind, day = int(self._columns.constraint[number]), int(self._columns.constraint_day[number])
        if is_pinned and self._actuals.start[number] == NO_DAY:
            kind, day = Constraint.MUST_START_ON, int(self._columns.start[number])
        calendar_uid = self.calendar_uid(int(self._columns.calendar[number]))
        if kind == Constraint.ASAP:
            return elements.constraint(kind, calendar_uid)
        is_finish = kind == Constraint.FINISH_NOT_EARLIER
        at = self._moments.finish(day) if is_finish else self._moments.start(day)
        return elements.constraint(kind, calendar_uid, at)

    def deadline(self, number: int) -> str:
        """The end of the last permitted day."""
        day = int(self._expansion.deadline[number])
        return "" if day >= NO_DEADLINE else f"<Deadline>{self._moments.finish(day)}</Deadline>"

    def baseline(self, number: int) -> str:
        """The frozen plan of an activity, on the calendars of the plan."""
        start, finish = int(self._baseline.start[number]), int(self._baseline.finish[number])
        calendar = int(self._expansion.network.calendar[number])
        if finish <= start:
            instant = self._moments.instant(start, calendar)
            return elements.baseline(instant, instant, working_time(0))
        before = self._table.working_before[calendar]
        days = int(before[finish]) - int(before[start])
        return elements.baseline(self._moments.start(start), self._moments.finish(finish), working_time(days))
