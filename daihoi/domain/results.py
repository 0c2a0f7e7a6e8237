"""What charts, tables and messages are made from: computed once, then only shown.

Every result carries its status date; whoever draws it receives no second date. Dates are ``date``,
intervals are half-open ``Span``; ``working day`` means a day of the campaign's working calendar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.campaign import Deadline
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import LinkType
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class Edition:
    """Which knowledge a result rests on; printed in every footer.

    Attributes:
        campaign_code: folder name of the campaign.
        campaign_title: its Vietnamese title.
        status_date: the day reported about, to its end.
        known_seq: number of the last event of the log that was taken into account; 0 for none.
        head: hex SHA-256 of that event's chain hash; empty for none.
        assumptions: Vietnamese sentences naming what was assumed, not reported.
    """

    campaign_code: str
    campaign_title: str
    status_date: date
    known_seq: int
    head: str
    assumptions: Sequence[str] = ()


@dataclass(frozen=True)
class ActivityRow:
    """One activity of a unit, as a Gantt row.

    Attributes:
        code: activity code.
        number: ``2.1``: workstream and place in it.
        name: Vietnamese name.
        baseline: dates of the frozen plan.
        current: actual dates where reported, else dates computed from the status date on.
        percent: 0–100; 100 exactly when done.
        state: see ``ActivityState``.
        is_inferred: the dates are inferred from a later activity, nobody reported them.
        is_critical: total float is zero or negative and the activity is not done.
        total_float_days: days of its calendar until it delays its unit's or a waiting unit's deadline; None
            when done, or when nothing it leads to has a deadline.
        late_end: end of the float, as an exclusive date; None like ``total_float_days``.
        variance_days: days of the activity's calendar between baseline and current finish; positive is late.
        is_gate: closed only by a superior's document.
        is_congress: the congress itself.
        is_hammock: lasts until the last thing it waits for.
        is_start_told: somebody said when it began; else the first day is computed.
        is_submitted: false for a gate that only waits for the congress, of which nobody said that it began:
            the superior has nothing to approve yet.
    """

    code: str
    number: str
    name: str
    baseline: Span
    current: Span
    percent: int
    state: ActivityState
    is_inferred: bool
    is_critical: bool
    total_float_days: int | None
    late_end: date | None
    variance_days: int
    is_gate: bool = False
    is_congress: bool = False
    is_hammock: bool = False
    is_start_told: bool = True
    is_submitted: bool = True


@dataclass(frozen=True)
class WorkstreamGroup:
    """The activities of one workstream of a unit. ``percent`` is weighted by baseline working days."""

    code: str
    name: str
    percent: int
    rows: Sequence[ActivityRow]


@dataclass(frozen=True)
class RowLink:
    """A dependency between two activities of the same unit. ``is_satisfied``: nothing waits for it now."""

    predecessor: str
    successor: str
    type: LinkType
    is_satisfied: bool


@dataclass(frozen=True)
class UnitPlan:
    """Everything the Gantt of one unit shows.

    Attributes:
        path: names from the root down to, not including, the unit.
        deadline: what the unit's congress is measured against; None when there is none.
        days_off: days off (not weekends) in the shown period → name.
        done_pct: finished share of the unit's work, weighted by baseline working days.
        planned_pct: share that the baseline wanted by the status date.
        congress: baseline and current span of the congress.
        congress_float_days: working days between current congress finish and deadline; negative is late.
        blocking: Vietnamese names of what holds the congress back, most urgent first.
        is_put_off: the congress was decided to be held on a later day, which is still to come.
    """

    edition: Edition
    unit: Unit
    level_name: str
    path: Sequence[str]
    groups: Sequence[WorkstreamGroup]
    links: Sequence[RowLink]
    deadline: Deadline | None
    days_off: Mapping[date, str]
    done_pct: int
    planned_pct: int
    congress: tuple[Span, Span]
    congress_float_days: int | None
    blocking: Sequence[str]
    is_put_off: bool = False


@dataclass(frozen=True)
class DailyCount:
    """Congresses held by the end of each day, ``days`` and ``counts`` of equal length, days increasing."""

    days: Sequence[date]
    counts: Sequence[int]

    def at(self, day: date) -> int:
        """The count at the end of ``day``; 0 before the first day."""
        total = 0
        for known, count in zip(self.days, self.counts, strict=True):
            if known > day:
                break
            total = count
        return total


@dataclass(frozen=True)
class Standstill:
    """A time in which no congress of a level is held, by decision (tạm hoãn).

    Attributes:
        first: first day without congresses.
        last: last one; None when nobody knows it.
    """

    first: date
    last: date | None


@dataclass(frozen=True)
class CongressCount:
    """How many congresses of a level were held under one unit, against its plan.

    Attributes:
        unit: the unit whose children are counted (the root for the whole campaign).
        total: congresses to hold.
        held: held by the status date, as reported.
        planned: those the baseline wanted held by then, without those put off by a decision to a later day.
        held_curve: reported congresses, cumulative, up to the status date.
        planned_curve: baseline, cumulative, to the last planned congress; what was put off counts from its
            decided day, so that the curve agrees with ``planned`` on the status date.
        working_days_left: working days after the status date up to the deadline on which congresses may be
            held, without those of suspensions; 0 when it has passed.
        required_per_day: remaining congresses per working day left; None when none remain or no day is left.
        is_assumed: the total of this unit is assumed, not stated by a source.
        expected_late: congresses not held whose computed date lies after their deadline.
        undated: congresses without a planned date; they count as planned for the earliest possible day.
        slipping: congresses not opened whose computed opening is later than decided or, else, than planned.
        silent: those of ``slipping`` whose units have reported no activity at all.
        put_off: congresses that were decided to be held on a later day, which is still to come.
    """

    unit: Unit
    total: int
    held: int
    planned: int
    held_curve: DailyCount
    planned_curve: DailyCount
    working_days_left: int
    required_per_day: float | None
    is_assumed: bool
    expected_late: int = 0
    undated: int = 0
    slipping: int = 0
    silent: int = 0
    put_off: int = 0

    @property
    def remaining(self) -> int:
        """Congresses not held yet."""
        return self.total - self.held

    @property
    def is_complete(self) -> bool:
        """All held. A unit without children is complete in this sense and has ``total`` 0."""
        return self.held == self.total


@dataclass(frozen=True)
class OverviewRow:
    """One organisation on the overview page: its branches, and its own congress.

    Attributes:
        count: congresses of the units below it.
        congress_baseline: span of its own congress in the frozen plan.
        congress_current: actual or computed span now.
        congress_held: its own congress is reported as held.
        deadline: of its own congress.
        float_days: working days between current congress finish and deadline; None without deadline.
        overdue: activities of the unit and of all units below it that are overdue.
        unreported: activities that nobody reported though a later one has started.
    """

    count: CongressCount
    congress_baseline: Span
    congress_current: Span
    congress_held: bool
    deadline: Deadline | None
    float_days: int | None
    overdue: int
    unreported: int

    @property
    def is_through(self) -> bool:
        """Its own congress is held, and so are all below it: nothing is left to be at risk."""
        return self.count.is_complete and self.congress_held

    @property
    def is_late(self) -> bool:
        """Its own congress lies after its deadline."""
        return self.float_days is not None and self.float_days < 0


@dataclass(frozen=True)
class Overview:
    """The units directly below the root, most at risk first, with the root itself.

    Attributes:
        counted_level_name: what is counted, e.g. «chi bộ».
        row_level_name: what a row is, e.g. «đảng bộ, chi bộ cơ sở».
        total: the counted level over the whole campaign.
        rows: one per unit directly below the root.
        root_baseline: span of the root's own congress in the frozen plan.
        root_current: the same, actual or computed now.
        root_deadline: deadline of the root's congress.
        counted_deadline: deadline of the counted level.
        days_off: days off (not weekends) in the campaign → name.
        root_held: the root's congress is reported as held.
        root_float_days: working days between its current finish and its deadline; negative is late.
        delegates: delegates of the root's congress; None when not decided.
        delegates_max: how many the rule set allows; None when it is silent.
        root_overdue: overdue activities of the root itself.
    """

    edition: Edition
    root: Unit
    counted_level_name: str
    row_level_name: str
    total: CongressCount
    rows: Sequence[OverviewRow]
    root_baseline: Span
    root_current: Span
    root_deadline: Deadline | None
    counted_deadline: Deadline | None
    days_off: Mapping[date, str]
    root_held: bool = False
    root_float_days: int | None = None
    delegates: int | None = None
    delegates_max: int | None = None
    root_overdue: int = 0

    @property
    def overdue(self) -> int:
        """Overdue activities of the root and of all units below it."""
        return self.root_overdue + sum(row.overdue for row in self.rows)


@dataclass(frozen=True)
class WeekCount:
    """Congresses in one calendar week (Monday first): planned, and held up to the status date."""

    monday: date
    planned: int
    held: int


@dataclass(frozen=True)
class Pace:
    """The S-curve of one level: how fast it goes, how fast it has to go.

    Attributes:
        count: the level over the whole campaign.
        others: the same without the units that are complete (121/235 → 82/196); equal to ``count`` when
            none is complete.
        complete_units: names of the complete units with their totals, as shown to people.
        weeks: planned and held per week.
        recent_per_day: congresses held per working day over ``recent_days`` up to the status date.
        recent_days: working days that ``recent_per_day`` looks back over.
        deadline: of the level.
        days_off: days off (not weekends) → name.
        standstill: the suspension of the level that holds on the status date, else the next; None for none.
    """

    edition: Edition
    root: Unit
    level_name: str
    count: CongressCount
    others: CongressCount
    complete_units: Sequence[tuple[str, int]]
    weeks: Sequence[WeekCount]
    recent_per_day: float
    recent_days: int
    deadline: Deadline | None
    days_off: Mapping[date, str]
    standstill: Standstill | None = None
