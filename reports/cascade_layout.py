"""Where the rows of a cascade lie, and which days it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from daihoi.domain.cascade import Cascade, CascadeStep
from daihoi.domain.spans import ONE_DAY, Span
from reports import tokens
from reports.sheet import Sheet
from reports.timeline import TimeAxis

HIGHEST_ROW, LOWEST_ROW = 9.0, 4.4
BAR, BAR_RISE = 0.44, 0.09
GHOST, GHOST_DROP = 0.13, 0.32
GROUP_HEIGHT = 0.84
TABLE_SHARE = 0.45
_ROOM_ON_A4 = 122.0
_PAST = timedelta(days=40)
"""How far before the status date the page begins at most: what has gone faster is no news there."""


@dataclass(frozen=True)
class DueRow:
    """A deadline at the end of the chain: the unit's own, or that of a congress that waits.

    Attributes:
        label: whose deadline.
        is_own: the unit's own.
        congress: days of the congress that has the deadline.
        last_day: the deadline.
        last_permitted: last day on which the unit's congress may end without breaking it.
        float_days: working days until then; None when held.
    """

    label: str
    is_own: bool
    congress: Span
    last_day: date
    last_permitted: date
    float_days: int | None


@dataclass(frozen=True)
class CascadeLayout:
    """Positions in millimetres.

    Attributes:
        axis: the days shown.
        table_right: where the table ends.
        top: upper edge of the first row.
        row: height of a row; headings are a little lower.
        group_y: middle of the heading of each unit, in order.
        step_y: middle of the row of each step.
        due_heading: middle of the heading of the deadlines; None without any.
        due_y: middle of the row of each deadline.
    """

    axis: TimeAxis
    table_right: float
    top: float
    row: float
    group_y: Sequence[float]
    step_y: Sequence[float]
    due_heading: float | None
    due_y: Sequence[float]

    @property
    def bottom(self) -> float:
        """Lower edge of the last row."""
        last = (*self.step_y, *self.due_y)[-1:]
        return last[0] + self.row / 2 if last else self.top

    def bar_y(self, place: int) -> float:
        """Middle of the bar of a step; a little above the middle of its row."""
        return self.step_y[place] - BAR_RISE * self.row

    def reach(self, span: Span) -> tuple[float, float]:
        """Both ends of a span on the axis; an instant keeps a visible width."""
        start, end = self.axis.clipped(span.start), self.axis.clipped(span.end)
        return start, max(end, min(start + 0.9, self.axis.right))


def groups_of(cascade: Cascade) -> list[list[CascadeStep]]:
    """The steps in runs of one unit."""
    return [list(run) for _, run in groupby(cascade.steps, key=lambda step: step.unit.code)]


def dues_of(cascade: Cascade) -> list[DueRow]:
    """The deadlines at the end of the chain, the unit's own first; nobody waits for a held congress."""
    dues = []
    if cascade.deadline:
        day = cascade.deadline.last_day
        dues.append(DueRow(cascade.unit.name, True, cascade.congress, day, day, cascade.float_days))
    for waiting in () if cascade.is_held else cascade.waiting:
        day = waiting.deadline.last_day
        dues.append(
            DueRow(
                waiting.unit.name,
                False,
                waiting.congress,
                day,
                waiting.last_permitted,
                waiting.float_days,
            )
        )
    return dues


def page_size(cascade: Cascade) -> tuple[float, float]:
    """A4 as long as the rows stay readable, else A3."""
    return tokens.A4_LANDSCAPE if _lines(cascade) * LOWEST_ROW <= _ROOM_ON_A4 else tokens.A3_LANDSCAPE


def lay_out(cascade: Cascade, sheet: Sheet, top: float, lowest: float) -> CascadeLayout:
    """Distributes the rows between ``top`` and ``lowest``; few rows leave room below."""
    row = min(HIGHEST_ROW, (lowest - top) / _lines(cascade))
    group_y, step_y, y = [], [], top
    for group in groups_of(cascade):
        group_y.append(y + GROUP_HEIGHT * row / 2)
        y += GROUP_HEIGHT * row
        step_y += [y + (place + 0.5) * row for place in range(len(group))]
        y += len(group) * row
    dues = dues_of(cascade)
    due_heading = y + GROUP_HEIGHT * row / 2 if dues else None
    y += GROUP_HEIGHT * row
    due_y = [y + (place + 0.5) * row for place in range(len(dues))]
    table_right = sheet.width * TABLE_SHARE
    axis = TimeAxis(*period(cascade), table_right + 1.0, sheet.right)
    return CascadeLayout(axis, table_right, top, row, group_y, step_y, due_heading, due_y)


def period(cascade: Cascade) -> tuple[date, date]:
    """First day and exclusive end: the chain from shortly before the status date on, and its deadlines."""
    status = cascade.edition.status_date
    spans = [step.span for step in cascade.steps]
    ends = [*(span.end for span in spans), status + ONE_DAY]
    for due in dues_of(cascade):
        ends += [due.congress.end, due.last_day + ONE_DAY]
    earliest = min(status, *(span.start for span in spans))
    first = max(earliest, min(status, cascade.congress.start) - _PAST)
    margin = timedelta(days=max(6, (max(ends) - first).days // 10))
    return first - timedelta(days=5), max(ends) + margin


def _lines(cascade: Cascade) -> float:
    """How many rows high the page is."""
    dues = len(dues_of(cascade))
    headings = len(groups_of(cascade)) + bool(dues)
    return len(cascade.steps) + dues + GROUP_HEIGHT * headings
