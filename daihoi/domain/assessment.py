"""Everything a report needs about a campaign at a status date, computed once.

The frozen plan (baseline) is the schedule that nothing has happened to; the current schedule starts from
what was reported. States follow from both (see ``ActivityState``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.campaign import Campaign
from daihoi.domain.expansion import Expansion, expand
from daihoi.domain.network import NO_DEADLINE, Flags, Ints
from daihoi.domain.put_off import put_off
from daihoi.domain.record import Snapshot
from daihoi.domain.reported import Reported, read_snapshot
from daihoi.domain.results import Edition
from daihoi.domain.ruled import ruled
from daihoi.domain.schedule import Schedule, schedule
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityKind
from daihoi.errors import CalendarRangeError


@dataclass(frozen=True)
class Assessment:
    """A campaign at a status date.

    Attributes:
        edition: status date and knowledge that everything rests on.
        expansion: activities and links.
        baseline: the frozen plan.
        current: actual dates, and computed ones from the status date on.
        reported: what units said.
        state: int8 ``ActivityState`` of every activity.
        blocked_by: int32, the activity that holds each one back the longest; −1 for none.
    """

    edition: Edition
    expansion: Expansion
    baseline: Schedule
    current: Schedule
    reported: Reported
    state: NDArray[np.int8]
    blocked_by: Ints

    @property
    def campaign(self) -> Campaign:
        """What is assessed."""
        return self.expansion.campaign

    @property
    def status_date(self) -> date:
        """The day reported about, to its end."""
        return self.edition.status_date

    @property
    def is_held(self) -> Flags:
        """Activities reported as done, not inferred."""
        flags: Flags = self.state == ActivityState.DONE
        return flags

    @cached_property
    def is_put_off(self) -> Flags:
        """Activities not begun that were decided to start later than in the frozen plan, on a day to come.

        Whoever put them off knows: until that day they are neither behind the plan nor overdue.
        """
        begun = self.reported.actuals
        return put_off(self.expansion, self.baseline, begun, self._now) & ~self.current.is_finished

    @cached_property
    def is_wanted_over(self) -> Flags:
        """Activities that the frozen plan wanted over by the status date, without what was put off since."""
        flags: Flags = (self.baseline.finish <= self._now) & ~self.is_put_off
        return flags

    @cached_property
    def is_wanted_begun(self) -> Flags:
        """Activities that the frozen plan wanted begun by the status date, without what was put off since."""
        flags: Flags = (self.baseline.start < self._now) & ~self.is_put_off
        return flags

    @property
    def _now(self) -> int:
        return self.expansion.table.day(self.status_date) + 1

    def span(self, plan: Schedule, number: int) -> Span:
        """The dates of an activity in one of the two schedules."""
        table = self.expansion.table
        return Span(table.date(plan.start[number]), table.date(max(plan.start[number], plan.finish[number])))

    def total_float_days(self, number: int) -> int | None:
        """Days until the activity delays a deadline; None when done, or when there is none to delay."""
        days = int(self.current.total_float_days[number])
        return None if self.current.is_finished[number] or days >= NO_DEADLINE else days

    def variance_days(self, number: int) -> int:
        """Days of the activity's calendar by which it ends later than in the frozen plan."""
        return int(self.variances_days(np.array([number], np.int32))[0])

    def variances_days(self, numbers: Ints) -> Ints:
        """The same for several activities at once; int32, shape as ``numbers``."""
        before, own = self.expansion.table.working_before, self.expansion.network.calendar[numbers]
        late: Ints = before[own, self.current.finish[numbers]] - before[own, self.baseline.finish[numbers]]
        return late


def assess(campaign: Campaign, snapshot: Snapshot) -> Assessment:
    """Schedules a campaign, as rulings left it, and tells the state of every activity.

    Args:
        campaign: as it is configured.
        snapshot: what was known of it at a status date.

    Raises:
        CalendarRangeError: dates run past the end of the calendars.
    """
    _refuse_uncovered(campaign, snapshot.status_date)
    campaign = ruled(campaign, snapshot.rulings, snapshot.status_date)
    expansion = expand(campaign, snapshot.status_date)
    now = expansion.table.day(snapshot.status_date) + 1
    reported = read_snapshot(expansion, snapshot, now)
    network, table, deadline = expansion.network, expansion.table, expansion.deadline
    baseline = schedule(network, table, deadline)
    try:
        current = schedule(expansion.current_network, table, deadline, reported.actuals, now)
    except CalendarRangeError as error:
        raise _long_over(campaign, snapshot) or error from None
    blocked_by = _blocked_by(expansion, reported, current)
    state = _states(expansion, baseline, reported, blocked_by >= 0, now)
    edition = Edition(
        campaign.code,
        campaign.title,
        snapshot.status_date,
        snapshot.known_seq,
        snapshot.head,
        campaign.assumptions,
    )
    return Assessment(edition, expansion, baseline, current, reported, state, blocked_by)


def _refuse_uncovered(campaign: Campaign, status_date: date) -> None:
    """A status date that the calendars do not cover is refused before anything is computed from it."""
    calendar = campaign.working_calendar
    if not calendar.first <= status_date < calendar.last:
        raise CalendarRangeError(
            f"Ngày chốt {status_date:%d/%m/%Y} nằm ngoài lịch «{calendar.code}» ({calendar.first:%d/%m/%Y} – "
            f"{calendar.last:%d/%m/%Y}): chọn ngày khác, hoặc bổ sung năm còn thiếu vào config/calendars/."
        )


def _long_over(campaign: Campaign, snapshot: Snapshot) -> CalendarRangeError | None:
    """What to say when the status date, mostly today by default, lies long after a campaign was over."""
    last = max((deadline.last_day for deadline in campaign.deadlines), default=None)
    if last is None or snapshot.status_date <= last:
        return None
    spoken_of = max((event.statement.effective_date for event in snapshot.events), default=last)
    return CalendarRangeError(
        f"Ngày chốt {snapshot.status_date:%d/%m/%Y} ở sau hạn cuối của đợt ({last:%d/%m/%Y}) quá lâu: "
        "những việc chưa báo xong sẽ kéo dài quá ngày cuối của lịch. Nêu ngày chốt bằng --status-date, "
        f"ví dụ ngày có báo cáo cuối cùng: --status-date {spoken_of:%Y-%m-%d}."
    )


def _blocked_by(expansion: Expansion, reported: Reported, current: Schedule) -> Ints:
    """For each activity the unfinished predecessor that ends last; −1 when nothing holds its start back."""
    links, actuals, lacking = expansion.network.links, reported.actuals, ~expansion.is_applicable
    waits = np.where(
        links.leaves_finish, ~actuals.is_finished[links.predecessor], ~actuals.is_started[links.predecessor]
    )
    waits &= ~actuals.is_finished[links.successor] & (links.binds_start | lacking[links.successor])
    rows = np.flatnonzero(waits)
    rows = rows[np.argsort(current.finish[links.predecessor[rows]], kind="stable")]
    blocked_by: Ints = np.full(len(expansion.network), -1, np.int32)
    blocked_by[links.successor[rows]] = links.predecessor[rows]
    # What a unit does not have is nothing to wait for: named is what stands behind it.
    while (passed := (blocked_by >= 0) & lacking[blocked_by]).any():
        blocked_by[passed] = blocked_by[blocked_by[passed]]
    return blocked_by


def _states(
    expansion: Expansion, baseline: Schedule, reported: Reported, is_blocked: Flags, now: int
) -> NDArray[np.int8]:
    gate = expansion.is_kind(ActivityKind.GATE)
    is_put_off = put_off(expansion, baseline, reported.actuals, now)
    # Only what leads to a deadline can be overdue; a plan that was late from the start is measured by itself.
    last_permitted = np.maximum(baseline.late_finish, baseline.finish)
    rules = (  # the first that holds, wins
        (~expansion.is_applicable, ActivityState.NOT_APPLICABLE),
        (reported.is_inferred, ActivityState.UNREPORTED),
        (reported.actuals.is_finished, ActivityState.DONE),
        ((last_permitted <= now) & ~is_put_off, ActivityState.OVERDUE),
        (gate & (reported.actuals.is_started | ~is_blocked), ActivityState.WAITING_FOR_APPROVAL),
        (reported.actuals.is_started, ActivityState.IN_PROGRESS),
        (is_blocked, ActivityState.NOT_YET_POSSIBLE),
    )
    conditions, states = zip(*rules, strict=True)
    return np.select(list(conditions), [int(s) for s in states], int(ActivityState.POSSIBLE)).astype(np.int8)
