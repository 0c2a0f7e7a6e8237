"""MPXJ's two schedulers on a random network, in a Java machine inside this process.

MPXJ (mpxj.org, LGPL) schedules as MS Project and as Primavera P6 do; it comes with ``pip install .[oracle]``
and needs Java. A day is 08:00–12:00 and 13:00–17:00: a start on day ``d`` is ``d`` 08:00, the exclusive
finish ``f`` is 17:00 of the last day worked before ``f``. What comes back is turned into places in the
working time of the activity's own calendar, so that Friday 17:00 and Monday 08:00 are one place.
"""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import jpype  # type: ignore[import-untyped]  # it ships no types
import mpxj  # type: ignore[import-untyped]  # noqa: F401  # puts MPXJ's jars on jpype's class path
import numpy as np

from benchmarks.features import EVERYDAY, Scheduler
from benchmarks.mpxj_answer import Answer, in_days, places_of
from benchmarks.networks import RandomNetwork, is_set
from daihoi.domain.calendars import WorkCalendar
from daihoi.domain.links import Ints
from daihoi.domain.structure import LinkType

WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
RELATIONS = {
    LinkType.FS: "FINISH_START",
    LinkType.SS: "START_START",
    LinkType.FF: "FINISH_FINISH",
    LinkType.SF: "START_FINISH",
}


def start_java() -> None:
    """Starts the Java machine of this process, once."""
    if not jpype.isJVMStarted():
        jpype.startJVM(
            "-Xmx6g",
            "-Xss64m",
            "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
        )


def mpxj_schedule(made: RandomNetwork, scheduler: Scheduler) -> Answer:
    """Schedules a network with MPXJ."""
    start_java()
    seconds: dict[str, float] = {}
    began = time.perf_counter()
    project = _Project(made, scheduler)
    seconds["build"] = time.perf_counter() - began
    began = time.perf_counter()
    project.schedule()
    seconds["schedule"] = time.perf_counter() - began
    began = time.perf_counter()
    total = [task.getTotalSlack() for task in project.tasks]
    seconds["slack"] = time.perf_counter() - began
    return project.answer(total, seconds)


class _Project:
    """A project of MPXJ made from a network."""

    def __init__(self, made: RandomNetwork, scheduler: Scheduler) -> None:
        from org.mpxj import Duration, ProjectFile, TimeUnit

        self.made, self.is_p6 = made, scheduler == Scheduler.PRIMAVERA
        self.scheduler = scheduler
        self.file = ProjectFile()
        self._days = {n: Duration.getInstance(n, TimeUnit.DAYS) for n in range(-400, 1200)}
        self._elapsed = {n: Duration.getInstance(n, TimeUnit.ELAPSED_DAYS) for n in range(-400, 1200)}
        self.waits = np.bincount(made.links.successor, minlength=len(made)) > 0
        self._set_properties()
        self.calendars = [_add_calendar(self.file, c) for c in made.calendars]
        self.file.setDefaultCalendar(self.calendars[0])
        self.tasks = [self._add_task(at) for at in range(len(made))]
        self._add_constraints()
        if made.actuals is not None:
            self._add_actuals()
        self._add_links()

    def _set_properties(self) -> None:
        from org.mpxj import RelationshipLagCalendar
        from org.mpxj.cpm import MicrosoftSlackCalculator, PrimaveraSlackCalculator

        properties = self.file.getProjectProperties()
        properties.setStartDate(self._morning(self.made.start))
        if self.is_p6:
            properties.setRelationshipLagCalendar(RelationshipLagCalendar.SUCCESSOR)
            properties.setStatusDate(
                self._morning(self.made.start if self.made.now is None else self.made.now)
            )
            self.file.getProjectConfig().setSlackClaculator(PrimaveraSlackCalculator(self.file))
        else:
            self.file.getProjectConfig().setSlackClaculator(MicrosoftSlackCalculator())

    def _add_task(self, at: int) -> Any:
        from org.mpxj import ActivityType, ConstraintType, TaskType

        made, work = self.made, int(self.made.duration_days[at])
        task = self.file.addTask()
        task.setName(f"A{at + 1}")
        task.setCalendar(self.calendars[made.calendar[at]])
        task.setDuration(self._days[work])
        task.setPlannedDuration(self._days[work])
        task.setActualDuration(self._days[0])
        task.setRemainingDuration(self._days[work])
        task.setConstraintType(ConstraintType.AS_SOON_AS_POSSIBLE)
        if self.is_p6:
            task.setActivityType(ActivityType.TASK_DEPENDENT if work else ActivityType.FINISH_MILESTONE)
        else:
            task.setType(TaskType.FIXED_DURATION)
            task.setMilestone(work == 0)
        return task

    def _add_constraints(self) -> None:
        from org.mpxj import ConstraintType as Type

        made = self.made
        for at in np.flatnonzero(is_set(made.finish_floor)).tolist():
            self._constrain(at, Type.FINISH_NO_EARLIER_THAN, self._evening(int(made.finish_floor[at])))
        for at in np.flatnonzero(is_set(made.deadline)).tolist():
            last = self._evening(int(made.deadline[at]))
            if self.is_p6:
                self._constrain(at, Type.FINISH_NO_LATER_THAN, last)
            else:
                self.tasks[at].setDeadline(last)
        for at in np.flatnonzero(is_set(made.floor)).tolist():
            self._constrain_start(at, made.floor, Type.START_NO_EARLIER_THAN, Type.FINISH_NO_EARLIER_THAN)
        for at in np.flatnonzero(is_set(made.fixed_start)).tolist():
            self._constrain_start(at, made.fixed_start, Type.MUST_START_ON, Type.MUST_FINISH_ON)
        if not self.is_p6:
            self._hold_to_project_start(Type.START_NO_EARLIER_THAN)

    def _constrain(self, at: int, kind: Any, moment: Any) -> None:
        self.tasks[at].setConstraintType(kind)
        self.tasks[at].setConstraintDate(moment)

    def _constrain_start(self, at: int, column: Ints, on_start: Any, on_finish: Any) -> None:
        """A date for the start; for P6 the same said of the finish where a link binds it (``EXPLAINED``)."""
        day, work = int(column[at]), int(self.made.duration_days[at])
        if not (self.is_p6 and self.waits[at]):
            self._constrain(at, on_start, self._morning(day))
        elif work == 0:
            self._constrain(at, on_finish, self._morning(day))
        else:
            table, row = self.made.table, self.made.calendar[at]
            finish = int(table.end_of[row, table.working_before[row, day] + work])
            self._constrain(at, on_finish, self._evening(finish))

    def _hold_to_project_start(self, kind: Any) -> None:
        """MS Project lets a lead pull work before the start of the project; the network's floor does not."""
        made = self.made
        held = is_set(made.floor) | is_set(made.finish_floor) | is_set(made.fixed_start)
        first = made.worked(np.full(len(made), made.start, np.int32))  # MPXJ takes a day off as it is
        for at in np.flatnonzero(~held).tolist():
            self._constrain(at, kind, self._morning(int(first[at])))

    def _add_actuals(self) -> None:
        made, table = self.made, self.made.table
        known, now = made.actuals, made.now
        assert known is not None
        assert now is not None
        for at in np.flatnonzero(known.is_started).tolist():
            task, row = self.tasks[at], made.calendar[at]
            begun, ended = int(known.start[at]), int(known.finish[at])
            task.setActualStart(self._morning(begun))
            until = ended if known.is_finished[at] else now
            done = int(table.working_before[row, until] - table.working_before[row, begun])
            left = 0 if known.is_finished[at] else int(known.remaining_days[at])
            task.setActualDuration(self._days[done])
            task.setRemainingDuration(self._days[left])
            task.setDuration(self._days[done + left])
            if known.is_finished[at]:
                task.setActualFinish(self._evening(ended) if ended > begun else self._morning(ended))

    def _add_links(self) -> None:
        from org.mpxj import Relation, RelationType

        kinds = {kind: getattr(RelationType, name) for kind, name in RELATIONS.items()}
        made, links = self.made, self.made.links
        columns = (links.predecessor, links.successor, links.type, links.lag_days, links.calendar)
        for before, after, kind, lag, counted in zip(*(c.tolist() for c in columns), strict=True):
            is_elapsed = counted == EVERYDAY and made.calendar[after] != EVERYDAY
            relation = Relation.Builder().predecessorTask(self.tasks[before])
            relation.type(kinds[LinkType(kind)]).lag((self._elapsed if is_elapsed else self._days)[lag])
            self.tasks[after].addPredecessor(relation)

    def schedule(self) -> None:
        """Runs the scheduler."""
        from org.mpxj.cpm import MicrosoftScheduler, PrimaveraScheduler

        rules = PrimaveraScheduler() if self.is_p6 else MicrosoftScheduler()
        rules.schedule(self.file, self._morning(self.made.start))

    def answer(self, total: list[Any], seconds: dict[str, float]) -> Answer:
        """Reads every activity."""
        tasks = self.tasks
        read = {
            "start": [t.getEarlyStart() for t in tasks],
            "finish": [t.getEarlyFinish() for t in tasks],
            "late_start": [t.getLateStart() for t in tasks],
            "late_finish": [t.getLateFinish() for t in tasks],
        }
        places = {name: places_of(times, self.made.table, self.made.calendar) for name, times in read.items()}
        free = [t.getFreeSlack() for t in tasks]
        critical = np.array([bool(t.getCritical()) for t in tasks])
        return Answer(
            **places,
            total_float_days=in_days(total),
            free_float_days=in_days(free),
            is_critical=critical,
            seconds=seconds,
        )

    def _date(self, day: int) -> date:
        return self.made.table.date(day)

    def _morning(self, day: int) -> Any:
        return _java_time(self._date(day), 8)

    def _evening(self, finish: int) -> Any:
        return _java_time(self._date(finish - 1), 17)


def _java_time(day: date, hour: int) -> Any:
    from java.time import LocalDateTime

    return LocalDateTime.of(day.year, day.month, day.day, hour, 0)


def _java_day(day: date) -> Any:
    from java.time import LocalDate

    return LocalDate.of(day.year, day.month, day.day)


def _add_calendar(file: Any, calendar: WorkCalendar) -> Any:
    """The calendar with its weekend, its days off and its swapped working days."""
    from java.time import DayOfWeek, LocalTime
    from org.mpxj import LocalTimeRange

    added = file.addCalendar()
    added.setName(calendar.name)
    hours = [LocalTimeRange(LocalTime.of(a, 0), LocalTime.of(b, 0)) for a, b in ((8, 12), (13, 17))]
    for number, name in enumerate(WEEKDAYS):
        day = getattr(DayOfWeek, name)
        works = number not in calendar.weekend
        added.setWorkingDay(day, works)
        worked = added.addCalendarHours(day)
        if works:
            for time_range in hours:
                worked.add(time_range)
    for off in _holidays(calendar):
        added.addCalendarException(_java_day(off))
    for swapped in calendar.swapped_working_days:
        exception = added.addCalendarException(_java_day(swapped))
        for time_range in hours:
            exception.add(time_range)
    return added


def _holidays(calendar: WorkCalendar) -> list[date]:
    days = (calendar.first + timedelta(n) for n in range((calendar.last - calendar.first).days + 1))
    return [d for d in days if d.weekday() not in calendar.weekend and not calendar.is_working_day(d)]
