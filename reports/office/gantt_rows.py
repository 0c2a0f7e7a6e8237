"""The rows of the workbook's Gantt: a unit, its activities, then the units below it, depth first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from daihoi.domain.assessment import Assessment
from daihoi.domain.network import NO_DEADLINE
from daihoi.domain.spans import ONE_DAY, Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind
from daihoi.domain.units import Unit
from reports.office.document import plain

MOST_ROWS = 20_000
"""More than this no spreadsheet scrolls well: of the units further below only the congress is listed then."""


@dataclass(frozen=True)
class GanttRow:
    """One line of the Gantt.

    Attributes:
        depth: 0 for the report's unit and 1 for its activities and the units directly below, and so on.
        unit_code: whose line it is.
        branch_code: the unit directly below the report's unit that it belongs to; else that unit itself.
        name: of the activity, or of the unit on the unit's own line.
        is_unit: the unit's own line, which shows its congress and is never counted.
        is_congress: the congress.
        level_name: short name of the level.
        workstream: name of the workstream; empty on a unit's line.
        baseline: in the frozen plan.
        current: actual or expected.
        actual_start: as reported; None where not, or only inferred.
        actual_finish: the same.
        percent: 0–100.
        state: at the status date.
        limit: the last day that keeps the deadlines the activity leads to, which decides what is overdue.
        float_days: days until it delays a deadline; None when done, or when there is none to delay.
        variance_days: days later than planned.
        deadline: of the congress; None for other activities, or without one.
    """

    depth: int
    unit_code: str
    branch_code: str
    name: str
    is_unit: bool
    is_congress: bool
    level_name: str
    workstream: str
    baseline: Span
    current: Span
    actual_start: date | None
    actual_finish: date | None
    percent: int
    state: ActivityState
    limit: date | None
    float_days: int | None
    variance_days: int
    deadline: date | None

    @property
    def is_over(self) -> bool:
        """Reported as done, or inferred to be."""
        return self.state in {ActivityState.DONE, ActivityState.UNREPORTED}

    @property
    def is_late_congress(self) -> bool:
        """A congress that will be held after its deadline."""
        return (
            self.is_congress
            and not self.is_over
            and self.deadline is not None
            and self.current.last_day > self.deadline
        )


def gantt_rows(assessment: Assessment, unit_code: str, most: int = MOST_ROWS) -> list[GanttRow]:
    """The lines of a unit and of everything below it.

    Where that would be more than ``most``, units further down than directly below show only their congress.
    """
    unit = assessment.campaign.tree.unit(unit_code)
    reader = _Reader(assessment, unit, is_short=is_shortened(assessment, unit_code, most))
    return list(reader.rows(unit, 0, unit.code))


def is_shortened(assessment: Assessment, unit_code: str, most: int = MOST_ROWS) -> bool:
    """Whether the lines do not hold every activity."""
    inside = assessment.campaign.tree.subtrees([unit_code])
    return len(inside) + sum(len(assessment.expansion.numbers(code)) for code in inside) > most


class _Reader:
    def __init__(self, assessment: Assessment, root: Unit, *, is_short: bool) -> None:
        self.assessment, self.root, self.is_short = assessment, root, is_short
        self.workstreams: Mapping[str, str] = assessment.campaign.structure.workstreams

    def rows(self, unit: Unit, depth: int, branch: str) -> Iterator[GanttRow]:
        congress = self.assessment.campaign.structure.by_code[unit.level].congress.code
        own = [
            self._row(number, unit, depth + 1, branch)
            for number in self.assessment.expansion.numbers(unit.code)
            if self.assessment.expansion.is_applicable[number]
            and (depth < 2 or not self.is_short or self._code(number) == congress)
        ]
        line = next(row for row in own if row.is_congress)
        yield replace(line, depth=depth, name=plain(unit.name), is_unit=True, workstream="")
        yield from own
        for child in self.assessment.campaign.tree.children[unit.code]:
            yield from self.rows(child, depth + 1, child.code if unit is self.root else branch)

    def _code(self, number: int) -> str:
        return self.assessment.expansion.template(number).code

    def _row(self, number: int, unit: Unit, depth: int, branch: str) -> GanttRow:
        told, template = self.assessment, self.assessment.expansion.template(number)
        current, state = told.span(told.current, number), ActivityState(told.state[number])
        is_started = bool(told.reported.actuals.is_started[number]) and state is not ActivityState.UNREPORTED
        is_congress = template.kind is ActivityKind.CONGRESS
        deadline = told.campaign.deadline_of(unit) if is_congress else None
        return GanttRow(
            depth=depth,
            unit_code=unit.code,
            branch_code=branch,
            name=plain(template.name),
            is_unit=False,
            is_congress=is_congress,
            level_name=plain(told.campaign.structure.by_code[unit.level].short_name),
            workstream=plain(self.workstreams[template.workstream]),
            baseline=told.span(told.baseline, number),
            current=current,
            actual_start=current.start if is_started else None,
            actual_finish=current.last_day if state is ActivityState.DONE else None,
            percent=int(told.reported.percent[number]),
            state=state,
            limit=self._limit(number),
            float_days=told.total_float_days(number),
            variance_days=told.variance_days(number),
            deadline=deadline.last_day if deadline else None,
        )

    def _limit(self, number: int) -> date | None:
        plan = self.assessment.baseline
        late = max(int(plan.late_finish[number]), int(plan.finish[number]))
        if late >= NO_DEADLINE:
            return None
        return self.assessment.expansion.table.date(late) - ONE_DAY
