"""Where the rows, columns and panels of the overview page lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daihoi.domain.results import Overview, OverviewRow
from daihoi.domain.spans import ONE_DAY
from reports import tokens, wording
from reports.sheet import Sheet
from reports.timeline import TimeAxis

MOST_ROWS, MOST_ON_A4 = 60, 26
TOTAL_HEIGHT, GATHERED_HEIGHT, ROOT_HEIGHT, GAP_HEIGHT = 1.55, 1.25, 1.0, 0.12
HIGHEST_ROW, HIGHEST_WITHOUT_ROWS = 8.0, 18.0
_PANEL_SHARE, _COLUMN_GAP = 0.63, 3.0
_NAME_SHARE = 0.196
_FLOAT_WIDTH = 13.0


@dataclass(frozen=True)
class Shown:
    """What the page shows of an overview.

    Attributes:
        rows: one line each, most at risk first.
        gathered: on one line together, organisations without anything to count below them; where the
            organisations themselves are counted and are too many for a page, those that have held theirs.
        hidden: how many are left out, all less at risk than those shown.
    """

    rows: Sequence[OverviewRow]
    gathered: Sequence[OverviewRow]
    hidden: int


@dataclass(frozen=True)
class BurnupLayout:
    """Positions in millimetres.

    Attributes:
        counted: axis of the panel of the counted level.
        own: axis of the panel of the organisations' own congresses.
        top: upper edge of the first line.
        row: height of a line.
        total_base: lower edge of the line of the whole campaign.
        bases: lower edges of the lines of ``Shown.rows``.
        gathered_base: lower edge of the gathered line; None without one.
        bottom: lower edge of the last line, the root's own congress.
        name: left end of names; ``held``, ``gap``, ``overdue``, ``spare``: right ends of the columns.
    """

    counted: TimeAxis
    own: TimeAxis
    top: float
    row: float
    total_base: float
    bases: Sequence[float]
    gathered_base: float | None
    bottom: float
    name: float
    held: float
    gap: float
    overdue: float
    spare: float

    @property
    def table_right(self) -> float:
        """Where the table on the left ends."""
        return self.overdue + 1.0

    @property
    def lines(self) -> list[float]:
        """Lower edges of all lines but the last."""
        gathered = [] if self.gathered_base is None else [self.gathered_base]
        return [self.total_base, *self.bases, *gathered]


def select(overview: Overview) -> Shown:
    """Lines of the page: those with something to count, at most 60; the others gathered.

    Where the units themselves are counted, those that are through are gathered only for want of room.
    """
    if wording.counts_itself(overview):
        counted = [row for row in overview.rows if not row.congress_held]
        held = [row for row in overview.rows if row.congress_held]
        if len(overview.rows) <= MOST_ON_A4:
            return Shown([*counted, *held], [], 0)
        return Shown(counted[:MOST_ROWS], held, max(len(counted) - MOST_ROWS, 0))
    counted = [row for row in overview.rows if row.count.total]
    gathered = [row for row in overview.rows if not row.count.total]
    if not counted:
        counted, gathered = gathered, []
    return Shown(counted[:MOST_ROWS], gathered, max(len(counted) - MOST_ROWS, 0))


def page_size(shown: Shown) -> tuple[float, float]:
    """A4 as long as rows stay readable, else A3 upright."""
    return tokens.A4_LANDSCAPE if len(shown.rows) <= MOST_ON_A4 else tokens.A3_PORTRAIT


def lay_out(overview: Overview, shown: Shown, sheet: Sheet, top: float, lowest: float) -> BurnupLayout:
    """Distributes lines between ``top`` and ``lowest`` and columns over the width."""
    lines = TOTAL_HEIGHT + GAP_HEIGHT + len(shown.rows) + ROOT_HEIGHT
    lines += GATHERED_HEIGHT if shown.gathered else 0.0
    row = min(HIGHEST_ROW if shown.rows else HIGHEST_WITHOUT_ROWS, (lowest - top) / lines)
    total_base = top + TOTAL_HEIGHT * row
    bases = [total_base + (GAP_HEIGHT + place) * row for place in range(1, len(shown.rows) + 1)]
    last = bases[-1] if bases else total_base
    gathered_base = last + GATHERED_HEIGHT * row if shown.gathered else None
    held = sheet.left + sheet.width * _NAME_SHARE + 15.0
    left, right = held + 25.5, sheet.right - _FLOAT_WIDTH
    middle = left + (right - left) * _PANEL_SHARE
    return BurnupLayout(
        counted=TimeAxis(*counted_period(overview), left, middle - _COLUMN_GAP / 2),
        own=TimeAxis(*own_period(overview), middle + _COLUMN_GAP / 2, right),
        top=top,
        row=row,
        total_base=total_base,
        bases=bases,
        gathered_base=gathered_base,
        bottom=(gathered_base or last) + ROOT_HEIGHT * row,
        name=sheet.left + 1.0,
        held=held,
        gap=held + 12.5,
        overdue=held + 23.0,
        spare=sheet.right - 1.0,
    )


def counted_period(overview: Overview) -> tuple[date, date]:
    """Days of the counted level: from its first congress to its deadline, with a margin."""
    curves = (overview.total.planned_curve, overview.total.held_curve)
    days = [day for curve in curves for day in curve.days] + [overview.edition.status_date]
    if overview.counted_deadline:
        days.append(overview.counted_deadline.last_day)
    return _with_margin(days)


def own_period(overview: Overview) -> tuple[date, date]:
    """Days of the organisations' own congresses and of the root's."""
    spans = [span for row in overview.rows for span in (row.congress_baseline, row.congress_current)]
    spans += [overview.root_baseline, overview.root_current]
    deadlines = [row.deadline for row in overview.rows] + [overview.root_deadline]
    days = [day for span in spans for day in (span.start, span.last_day)]
    return _with_margin([*days, *(deadline.last_day for deadline in deadlines if deadline)])


def _with_margin(days: Iterable[date]) -> tuple[date, date]:
    days = sorted(days)
    margin = timedelta(days=max(5, (days[-1] - days[0]).days // 14))
    return days[0] - margin, days[-1] + margin + ONE_DAY
