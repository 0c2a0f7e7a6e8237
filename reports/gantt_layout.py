"""Where the rows of a unit Gantt lie, and which days it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from daihoi.domain.results import ActivityRow, UnitPlan
from daihoi.domain.spans import ONE_DAY, Span
from daihoi.domain.states import ActivityState
from reports import tokens
from reports.sheet import Sheet
from reports.timeline import TimeAxis

LOWEST_ROW, HIGHEST_ROW = 3.7, 9.0
BAR, BAR_RISE = 0.46, 0.09
GHOST, GHOST_DROP = 0.13, 0.32
TABLE_SHARE, TABLE_GAP = 0.412, 1.0
GROUP_HEIGHT = 0.84
GATE_STEP, GATE_ROOM = 2.2, 3.6
"""From the end of a bar to the middle of its gate, and past the gate."""
OVERDUE_SIZE, OVERDUE_GAP, CONGRESS_HALF = 2.8, 1.0, 1.8
_ROOM_ON_A4 = 128.0
_SMALLEST_MARGIN = timedelta(days=14)


@dataclass(frozen=True)
class GanttLayout:
    """Positions in millimetres.

    Attributes:
        axis: the days shown.
        table_right: where the table ends.
        top: upper edge of the first row.
        row: height of a row; the heading row of a workstream is a little lower.
        group_y: workstream code → middle of its heading row.
        row_y: activity code → middle of its row.
        row_x: activity code → both ends of its current dates.
    """

    axis: TimeAxis
    table_right: float
    top: float
    row: float
    group_y: Mapping[str, float]
    row_y: Mapping[str, float]
    row_x: Mapping[str, tuple[float, float]]

    @property
    def bottom(self) -> float:
        """Lower edge of the last row."""
        return self.top + self.row * (GROUP_HEIGHT * len(self.group_y) + len(self.row_y))

    def bar_y(self, row: ActivityRow) -> float:
        """Middle of the bar of a row; a little above the middle of the row."""
        return self.row_y[row.code] - BAR_RISE * self.row

    def ghost_y(self, row: ActivityRow) -> float:
        """Middle of the lane of baseline and float, below the bar."""
        return self.row_y[row.code] + GHOST_DROP * self.row

    @property
    def frame(self) -> tuple[object, ...]:
        """What two pages share that differ only in names and progress."""
        return self.axis, self.top, self.row, tuple(self.group_y.values()), tuple(self.row_y.values())


def rows_of(plan: UnitPlan) -> Iterator[ActivityRow]:
    """All activities, group by group."""
    for group in plan.groups:
        yield from group.rows


def page_size(plan: UnitPlan) -> tuple[float, float]:
    """A4 as long as the rows stay readable, else A3; longer than A3 only for more rows than it can hold."""
    needed = _lines(plan) * LOWEST_ROW
    if needed <= _ROOM_ON_A4:
        return tokens.A4_LANDSCAPE
    width, height = tokens.A3_LANDSCAPE
    return width, max(height, needed + tokens.A4_LANDSCAPE[1] - _ROOM_ON_A4)


def time_axis(plan: UnitPlan, sheet: Sheet) -> TimeAxis:
    """The days that the page shows, to the right of the table; the marks behind the last bars have room."""
    axis = TimeAxis(*period(plan), sheet.width * TABLE_SHARE + TABLE_GAP, sheet.right)
    return replace(axis, end=max([axis.end, *_ends_with_marks(plan, axis)]))


def before_overdue(row: ActivityRow) -> float:
    """From the end of a bar to the mark of what is overdue; a gate and half of a congress come before it."""
    congress = CONGRESS_HALF if row.is_congress else 0.0
    return OVERDUE_GAP + congress + (GATE_ROOM if row.is_gate else 0.0)


def lay_out(plan: UnitPlan, axis: TimeAxis, top: float, lowest: float) -> GanttLayout:
    """Distributes the rows between ``top`` and ``lowest``; few rows leave room below."""
    row = min(HIGHEST_ROW, (lowest - top) / max(_lines(plan), 1))
    group_y, row_y, y = {}, {}, top
    for group in plan.groups:
        group_y[group.code] = y + GROUP_HEIGHT * row / 2
        y += GROUP_HEIGHT * row
        for place, activity in enumerate(group.rows):
            row_y[activity.code] = y + (place + 0.5) * row
        y += len(group.rows) * row
    row_x = {activity.code: reach(axis, activity.current) for activity in rows_of(plan)}
    return GanttLayout(axis, axis.left - TABLE_GAP, top, row, group_y, row_y, row_x)


def reach(axis: TimeAxis, span: Span) -> tuple[float, float]:
    """Both ends of a span on the axis; an instant keeps a visible width."""
    start, end = axis.clipped(span.start), axis.clipped(span.end)
    return start, max(end, start + 0.9)


def period(plan: UnitPlan) -> tuple[date, date]:
    """First day and exclusive end of the page.

    All activities, unless work after the congress lasts so long that it would squeeze what leads to it:
    then the page ends some weeks after congress and deadline.
    """
    status = plan.edition.status_date + ONE_DAY
    spans = [span for row in rows_of(plan) for span in (row.baseline, row.current)] + list(plan.congress)
    first = min([span.start for span in spans] + [plan.edition.status_date]) - timedelta(days=4)
    decisive = max([status, *(span.end for span in plan.congress)])
    if plan.deadline:
        decisive = max(decisive, plan.deadline.last_day + ONE_DAY)
    last = max([span.end for span in spans] + [decisive])
    margin = max(_SMALLEST_MARGIN, (decisive - first) / 7)
    if last > decisive + 2 * margin:
        return first, decisive + timedelta(days=margin.days)
    return first, last + timedelta(days=4)


def _ends_with_marks(plan: UnitPlan, axis: TimeAxis) -> Iterator[date]:
    """Where the page would have to end for the marks of each bar that it shows whole."""
    whole = axis.right - axis.left
    for row in rows_of(plan):
        room = _mark_room(row)
        if room and row.current.end <= axis.end:
            days = (row.current.end - axis.first).days * whole / (whole - room)
            yield axis.first + timedelta(days=ceil(days))


def _mark_room(row: ActivityRow) -> float:
    if row.state is ActivityState.OVERDUE:
        return before_overdue(row) + OVERDUE_SIZE
    return GATE_ROOM if row.is_gate else 0.0


def _lines(plan: UnitPlan) -> float:
    """How many rows high the page is."""
    return GROUP_HEIGHT * len(plan.groups) + sum(len(group.rows) for group in plan.groups)
