"""Whole ``Task`` elements: of activities, of units (summaries), of milestones that wait for a lag."""

from __future__ import annotations

from functools import cached_property

from daihoi.domain.assessment import Assessment
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityTemplate
from daihoi.domain.units import Unit
from daihoi.exchange.mspdi import schema
from daihoi.exchange.mspdi.columns import Columns
from daihoi.exchange.mspdi.dates import DateTexts
from daihoi.exchange.mspdi.elements import Place, baseline, constraint, head, marks, progress, span, texts
from daihoi.exchange.mspdi.links import LinkTexts, Wait
from daihoi.exchange.mspdi.moments import Moments, working_time
from daihoi.exchange.mspdi.notes import Notes
from daihoi.exchange.mspdi.rollup import Outlined, Rollup
from daihoi.exchange.mspdi.schema import Constraint
from daihoi.exchange.words import CERTAINTIES, STATES

NO_TIME = working_time(0)
OWN_CALENDAR = "<IgnoreResourceCalendar>1</IgnoreResourceCalendar>"


class Tasks:
    """Writes the tasks of a campaign as an assessment sees them."""

    def __init__(self, assessment: Assessment, columns: Columns, links: LinkTexts) -> None:
        self._assessment, self._expansion, self._links = assessment, assessment.expansion, links
        self._table, self._campaign = assessment.expansion.table, assessment.campaign
        self._moments = Moments(self._table)
        self._columns = columns
        self._dates = DateTexts(assessment, self._columns, self._moments)
        self._notes = Notes(self._campaign)

    @cached_property
    def _rollup(self) -> Rollup:
        return Rollup.of(self._assessment, self._columns)

    def activity(self, number: int, unit: Unit, template: ActivityTemplate, place: Place) -> str:
        """An activity of the selection, with its links."""
        has, dates = bool(self._expansion.is_applicable[number]), self._dates
        name = template.name if has else f"{template.name} ({schema.ROW_LACKING})"
        percent = int(self._assessment.reported.percent[number])
        return (
            f"{head(number + 1, place, name)}{dates.span(number)}{dates.progress(number)}"
            f"{dates.constraint(number)}{dates.deadline(number)}{OWN_CALENDAR}"
            f"{self._notes.xml(unit, template)}"
            f"<PhysicalPercentComplete>{percent}</PhysicalPercentComplete>{self._links.into(number)}"
            f"{self._texts(number, unit, template)}{dates.baseline(number)}</Task>\n"
        )

    def outside(self, number: int, place: Place) -> str:
        """An activity outside the selection, held where it stands: what moves it is not in the file."""
        dates, name = self._dates, self._expansion.name(number)
        fields = {
            schema.UNIT: self._expansion.unit_code(number),
            schema.ACTIVITY: self._expansion.template(number).code,
            schema.ROW_KIND: schema.ROW_OUTSIDE,
        }
        return (
            f"{head(number + 1, place, name)}{dates.span(number)}{dates.progress(number)}"
            f"{dates.constraint(number, is_pinned=True)}{OWN_CALENDAR}{texts(fields)}"
            f"{dates.baseline(number)}</Task>\n"
        )

    def unit(self, at: Outlined, place: Place) -> str:
        """A unit as the summary of its activities and of the units below it."""
        rollup, of = self._rollup, self._campaign.tree.index[at.unit.code]
        start, finish = int(rollup.start[of]), int(rollup.finish[of])
        planned_start, planned_finish = int(rollup.planned_start[of]), int(rollup.planned_finish[of])
        fields = {
            schema.UNIT: at.unit.code,
            schema.LEVEL: self._campaign.structure.by_code[at.unit.level].name,
            schema.ROW_KIND: schema.ROW_UNIT,
        }
        uid = len(self._expansion.network) + of + 1
        return (
            f"{head(uid, place, at.unit.name)}{self._span(start, finish)}{marks(summary=True)}"
            f"<PercentComplete>{int(rollup.percent[of])}</PercentComplete>"
            f"{constraint(Constraint.ASAP, schema.NO_CALENDAR)}"
            f"{texts(fields)}{self._baseline(planned_start, planned_finish)}</Task>\n"
        )

    def wait(self, wait: Wait, unit: Unit, place: Place) -> str:
        """The milestone that waits for the lag of a link on a calendar of its own."""
        links = self._expansion.network.links
        calendar = self._campaign.calendars[self._table.codes[wait.calendar]]
        source, lag = int(links.predecessor[wait.row]), int(links.lag_days[wait.row])
        said = f"Chờ {lag} ngày sau" if lag > 0 else f"{-lag} ngày trước khi"
        name = f"{said} «{self._expansion.name(source)}» ({calendar.name.lower()})"
        at, planned = (self._moments.instant(day, wait.calendar) for day in (wait.day, wait.planned_day))
        happened = at if wait.is_over else None
        fields = {schema.UNIT: unit.code, schema.ROW_KIND: schema.ROW_WAIT}
        return (
            f"{head(self._links.wait_uid(wait), place, name)}{span(at, at, NO_TIME)}{marks(milestone=True)}"
            f"<EarlyStart>{at}</EarlyStart><EarlyFinish>{at}</EarlyFinish>"
            f"{progress(100 if happened else 0, NO_TIME, NO_TIME, happened, happened)}"
            f"{constraint(Constraint.ASAP, self._dates.calendar_uid(wait.calendar))}{OWN_CALENDAR}"
            f"{self._links.into_wait(wait)}{texts(fields)}{baseline(planned, planned, NO_TIME)}</Task>\n"
        )

    def outside_summary(self, uid: int, place: Place, numbers: list[int]) -> str:
        """The heading of the activities outside the selection."""
        start = min(int(self._columns.start[n]) for n in numbers)
        finish = max(int(self._columns.finish[n]) for n in numbers)
        return (
            f"{head(uid, place, 'Việc của đơn vị khác mà tệp này phải chờ (giữ nguyên ngày)')}"
            f"{self._span(start, finish)}{marks(summary=True)}"
            f"{constraint(Constraint.ASAP, schema.NO_CALENDAR)}"
            f"{texts({schema.ROW_KIND: schema.ROW_OUTSIDE})}</Task>\n"
        )

    def _span(self, start: int, finish: int) -> str:
        return span(self._moments.start(start), self._moments.finish(finish), self._working(start, finish))

    def _baseline(self, start: int, finish: int) -> str:
        days = self._working(start, finish)
        return baseline(self._moments.start(start), self._moments.finish(finish), days)

    def _working(self, start: int, finish: int) -> str:
        before = self._table.working_before[self._table.codes.index("working")]
        return working_time(int(before[finish]) - int(before[start]))

    def _texts(self, number: int, unit: Unit, template: ActivityTemplate) -> str:
        structure, reported = self._campaign.structure, self._assessment.reported
        state = STATES[ActivityState(int(self._assessment.state[number]))]
        fields = {
            schema.UNIT: unit.code,
            schema.LEVEL: structure.by_code[unit.level].name,
            schema.ACTIVITY: template.code,
            schema.WORKSTREAM: structure.workstreams[template.workstream],
            schema.CERTAINTY: CERTAINTIES[self._notes.certainty(unit, template)],
            schema.STATE: f"{state} (giả định)" if reported.is_assumed[number] else state,
            schema.ROW_KIND: "việc" if self._expansion.is_applicable[number] else schema.ROW_LACKING,
        }
        return texts(fields)
