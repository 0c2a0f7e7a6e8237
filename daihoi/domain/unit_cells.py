"""What stands in the columns of an assessment about one unit, as plain lists.

A city's charts read every cell of every column once. A slice of a column as a list costs one call for all
activities of a unit; cell by cell it costs a call, and a numpy scalar, for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.calendars import DayTable
from daihoi.domain.network import NO_DEADLINE, Ints
from daihoi.domain.results import ActivityRow
from daihoi.domain.schedule import Schedule
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind, ActivityTemplate, LinkScope


@dataclass(frozen=True)
class UnitCells:
    """The activities of one unit, in the order of its level's template.

    Attributes:
        table: the campaign's calendars.
        templates: what the activities are.
        is_applicable: whether the unit has the activity.
        baseline: dates of the frozen plan.
        current: dates as they are now.
        percent: 0–100.
        state: see ``ActivityState``.
        is_inferred: whether the dates were inferred from a later activity.
        is_start_told: whether somebody said when it began.
        is_finished: whether it is over.
        is_critical: unfinished and without float.
        total_float_days: as computed; ``NO_DEADLINE`` and more where there is no deadline to delay.
        late_finish: exclusive day number of the latest finish, likewise.
        variance_days: days of the activity's calendar between baseline and current finish.
    """

    table: DayTable
    templates: Sequence[ActivityTemplate]
    is_applicable: Sequence[bool]
    baseline: Sequence[Span]
    current: Sequence[Span]
    percent: Sequence[int]
    state: Sequence[ActivityState]
    is_inferred: Sequence[bool]
    is_start_told: Sequence[bool]
    is_finished: Sequence[bool]
    is_critical: Sequence[bool]
    total_float_days: Sequence[int]
    late_finish: Sequence[int]
    variance_days: Sequence[int]

    @classmethod
    def of(cls, assessment: Assessment, unit_code: str) -> UnitCells:
        """Reads the columns.

        Raises:
            UnknownCodeError: the campaign has no such unit.
        """
        campaign, expansion = assessment.campaign, assessment.expansion
        level = campaign.structure.by_code[campaign.tree.unit(unit_code).level]
        numbers = expansion.numbers(unit_code)
        own = slice(numbers.start, numbers.stop)
        current, reported = assessment.current, assessment.reported
        finished, floats = current.is_finished[own], current.total_float_days[own]
        return cls(
            table=expansion.table,
            templates=level.activities,
            is_applicable=expansion.is_applicable[own].tolist(),
            baseline=_spans(expansion.table, assessment.baseline, own),
            current=_spans(expansion.table, current, own),
            percent=reported.percent[own].tolist(),
            state=[ActivityState(state) for state in assessment.state[own].tolist()],
            is_inferred=reported.is_inferred[own].tolist(),
            is_start_told=reported.is_start_told[own].tolist(),
            is_finished=finished.tolist(),
            is_critical=(~finished & (floats <= 0)).tolist(),
            total_float_days=floats.tolist(),
            late_finish=current.late_finish[own].tolist(),
            variance_days=_variances(assessment, own),
        )

    def row(self, place: int, label: str) -> ActivityRow:
        """One activity as a Gantt shows it; ``label`` is its number there."""
        template, total_float = self.templates[place], self._total_float_days(place)
        return ActivityRow(
            code=template.code,
            number=label,
            name=template.name,
            baseline=self.baseline[place],
            current=self.current[place],
            percent=self.percent[place],
            state=self.state[place],
            is_inferred=self.is_inferred[place],
            is_critical=self.is_critical[place],
            total_float_days=total_float,
            late_end=None if total_float is None else self._late_end(place),
            variance_days=self.variance_days[place],
            is_gate=template.kind is ActivityKind.GATE,
            is_congress=template.kind is ActivityKind.CONGRESS,
            is_hammock=template.kind is ActivityKind.HAMMOCK,
            is_start_told=self.is_start_told[place],
            is_submitted=self.is_start_told[place] or not self._takes_in_its_report(template),
        )

    def _takes_in_its_report(self, template: ActivityTemplate) -> bool:
        """Whether a gate is about the congress alone: reporting it is part of the gate, no work before it."""
        if template.kind is not ActivityKind.GATE:
            return False
        own = {link.predecessor for link in template.links if link.scope is LinkScope.SELF}
        kinds = {one.kind for one in self.templates if one.code in own}
        return kinds == {ActivityKind.CONGRESS}

    def _total_float_days(self, place: int) -> int | None:
        days = self.total_float_days[place]
        return None if self.is_finished[place] or days >= NO_DEADLINE else days

    def _late_end(self, place: int) -> date | None:
        late = self.late_finish[place]
        return None if late >= NO_DEADLINE else self.table.date(late)


def _spans(table: DayTable, plan: Schedule, own: slice) -> list[Span]:
    days = zip(plan.start[own].tolist(), plan.finish[own].tolist(), strict=True)
    return [Span(table.date(start), table.date(max(start, finish))) for start, finish in days]


def _variances(assessment: Assessment, own: slice) -> list[int]:
    numbers: Ints = np.arange(own.start, own.stop, dtype=np.int32)
    variances: list[int] = assessment.variances_days(numbers).tolist()
    return variances
