"""Links as MSPDI can say them: each directly, or through a milestone that waits on the lag's calendar.

MS Project counts a lag on the successor's calendar, or as elapsed time. A lag on a third calendar (five
working days before a congress, which may be on a Sunday) becomes a milestone on that calendar between the
two: it is rescheduled with them, where a lag converted to today's number of days would go stale.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.assessment import Assessment
from daihoi.domain.links import NO_DAY, Ints
from daihoi.domain.placing import shift
from daihoi.domain.schedule import Schedule
from daihoi.domain.structure import LinkType
from daihoi.exchange.mspdi.columns import is_uninterrupted
from daihoi.exchange.mspdi.schema import (
    DAYS_FORMAT,
    ELAPSED_DAYS_FORMAT,
    LINK_TYPES,
    TENTHS_PER_DAY,
    TENTHS_PER_ELAPSED_DAY,
)
from daihoi.exchange.selection import Rows, Selection


@dataclass(frozen=True)
class Wait:
    """A milestone that stands for the lag of one link.

    Attributes:
        row: row of ``Links``.
        calendar: row of the day table that counts the lag.
        day: where it stands now.
        planned_day: where it stands in the frozen plan.
        is_over: what it waits for has happened, and its day has come.
    """

    row: int
    calendar: int
    day: int
    planned_day: int
    is_over: bool


class LinkTexts:
    """The ``PredecessorLink`` elements of every activity of a selection, and the milestones between.

    Args:
        assessment: whose current plan is written.
        selection: what is written.
        calendar: row of the day table that each activity is written on.

    Attributes:
        waits: activity number → milestones to write before it.
    """

    def __init__(self, assessment: Assessment, selection: Selection, calendar: NDArray[np.int8]) -> None:
        network, table = assessment.expansion.current_network, assessment.expansion.table
        links, rows = network.links, selection.link_rows
        self._links = links
        self._is_plain = (links.lag_days == 0) | (links.calendar == calendar[links.successor])
        self._is_direct = self._is_plain | is_uninterrupted(table)[links.calendar]
        self._first_wait_uid = len(network) + len(assessment.campaign.tree.units) + 1
        self._by_successor: dict[int, list[int]] = defaultdict(list)
        for row, successor in zip(rows.tolist(), links.successor[rows].tolist(), strict=True):
            self._by_successor[successor].append(row)
        self.waits = self._waits(assessment, rows[~self._is_direct[rows]])

    @property
    def last_uid(self) -> int:
        """The highest UID that a milestone can have."""
        return self._first_wait_uid + len(self._links)

    def wait_uid(self, wait: Wait) -> int:
        """UID of a milestone; the same in every export of the campaign."""
        return self._first_wait_uid + wait.row

    def into(self, number: int) -> str:
        """The links into an activity."""
        return "".join(self._into(row) for row in self._by_successor.get(number, ()))

    def into_wait(self, wait: Wait) -> str:
        """The link into a milestone: from the end that the real link leaves, with its lag."""
        row = wait.row
        kind = LinkType.FS if self._links.leaves_finish[row] else LinkType.SS
        return _element(int(self._links.predecessor[row]) + 1, kind, int(self._links.lag_days[row]))

    def _into(self, row: int) -> str:
        kind = LinkType(int(self._links.type[row]))
        if self._is_direct[row]:
            uid, lag = int(self._links.predecessor[row]) + 1, int(self._links.lag_days[row])
            return _element(uid, kind, lag, is_elapsed=not self._is_plain[row])
        into = LinkType.FS if self._links.binds_start[row] else LinkType.FF
        return _element(self._first_wait_uid + row, into, 0)

    def _waits(self, assessment: Assessment, rows: Rows) -> dict[int, list[Wait]]:
        waits: dict[int, list[Wait]] = defaultdict(list)
        days, planned = self._days(assessment, rows)
        actuals, links = assessment.reported.actuals, self._links
        source = links.predecessor[rows]
        left = np.where(links.leaves_finish[rows], actuals.finish[source], actuals.start[source])
        now = assessment.expansion.table.day(assessment.status_date) + 1
        for place, row in enumerate(rows.tolist()):
            day = int(days[place])
            over = bool(left[place] != NO_DAY) and day <= now
            wait = Wait(row, int(links.calendar[row]), day, int(planned[place]), over)
            waits[int(links.successor[row])].append(wait)
        return waits

    def _days(self, assessment: Assessment, rows: Rows) -> tuple[Ints, Ints]:
        """Where the milestones of links stand, in the current and in the frozen plan."""
        links, table = self._links, assessment.expansion.table
        counted_on = table.rows(links.calendar[rows])

        def days(plan: Schedule) -> Ints:
            source = links.predecessor[rows]
            left = np.where(links.leaves_finish[rows], plan.finish[source], plan.start[source])
            return shift(table, counted_on, left.astype(np.int32), links.lag_days[rows])

        return days(assessment.current), days(assessment.baseline)


def _element(predecessor_uid: int, kind: LinkType, lag_days: int, *, is_elapsed: bool = False) -> str:
    per_day = TENTHS_PER_ELAPSED_DAY if is_elapsed else TENTHS_PER_DAY
    return (
        f"<PredecessorLink><PredecessorUID>{predecessor_uid}</PredecessorUID><Type>{LINK_TYPES[kind]}</Type>"
        f"<CrossProject>0</CrossProject><LinkLag>{lag_days * per_day}</LinkLag>"
        f"<LagFormat>{ELAPSED_DAYS_FORMAT if is_elapsed else DAYS_FORMAT}</LagFormat></PredecessorLink>"
    )
