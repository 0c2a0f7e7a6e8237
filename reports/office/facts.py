"""What a progress report says, gathered from one assessment. Nothing here is words yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from daihoi.domain.campaign import Campaign, Deadline
from daihoi.domain.congress_calendar import Clash
from daihoi.domain.preparing.base import Review, WorkTable
from daihoi.domain.reasons import Outlook
from daihoi.domain.results import ActivityRow, CongressCount, Edition, Overview, OverviewRow, Pace, UnitPlan
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityTemplate, Level
from daihoi.domain.units import Unit


@dataclass(frozen=True)
class LevelFacts:
    """The congresses of one level under the unit; the unit's own when it is of that level."""

    level: Level
    count: CongressCount
    deadline: Deadline | None


@dataclass(frozen=True)
class WorkFacts:
    """The activities of one workstream in all units of one level under (not including) the unit.

    Attributes:
        level: whose units.
        workstream: code.
        states: how many activities are in each state.
    """

    level: Level
    workstream: str
    states: Mapping[ActivityState, int]

    @property
    def total(self) -> int:
        """Activities that the units have."""
        return sum(self.states.values())


@dataclass(frozen=True)
class Step:
    """One activity of a unit below: planned and current days, and whether it is reported as done."""

    baseline: Span
    current: Span
    is_done: bool


@dataclass(frozen=True)
class BelowFacts:
    """One unit directly below, as the annexes list it.

    Attributes:
        row: its counts and its congress.
        units_below: units directly below it.
        approval: the superior's approval of it; None where its level has no such gate.
        late: congresses in its subtree (its own included) that will miss their deadline.
    """

    row: OverviewRow
    units_below: int
    approval: Step | None
    late: Sequence[Outlook]

    @property
    def unit(self) -> Unit:
        """Which."""
        return self.row.count.unit

    @property
    def is_behind(self) -> bool:
        """Something about it is late: its own congress, congresses below, or work."""
        count = self.row.count
        return bool(self.row.is_late or self.late or self.row.overdue or count.held < count.planned)


@dataclass(frozen=True)
class WeekFacts:
    """Congresses expected in one week of the outlook, by level code."""

    first: date
    last: date
    expected: Mapping[str, int]


@dataclass(frozen=True)
class OutlookFacts:
    """What comes in the days after the status date.

    Attributes:
        first: day after the status date.
        last: last day looked at.
        weeks: congresses expected, week by week, the ends cut at first and last.
        deadlines: level and deadline of what has not been fully held, falling into the time.
        clashes: too many congresses on one day, below the unit.
    """

    first: date
    last: date
    weeks: Sequence[WeekFacts]
    deadlines: Sequence[tuple[Level, Deadline]]
    clashes: Sequence[Clash]


@dataclass(frozen=True)
class WorkstreamFacts:
    """What the registers say beside the schedule.

    Attributes:
        reviews: of every workstream with a finding, in the order of reports.
        tables: the tables of the workstreams that may become annexes.
        charged: activity code of the unit → body in charge, bodies that help, as assigned.
        in_charge: code of a unit below → posts that are in charge of it.
    """

    reviews: Sequence[Review] = ()
    tables: Sequence[WorkTable] = ()
    charged: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    in_charge: Mapping[str, str] = field(default_factory=dict)

    def findings(self, workstream: str) -> Sequence[str]:
        """What the review of a workstream found; nothing when it found nothing."""
        return next((one.findings for one in self.reviews if one.workstream == workstream), ())

    def has_table(self, beginning: str) -> bool:
        """Whether there is a table whose code begins like this."""
        return any(table.code.startswith(beginning) for table in self.tables)


@dataclass(frozen=True)
class ReportFacts:
    """Everything a progress report of one unit is made from.

    Attributes:
        campaign: plan, term, assumptions.
        edition: what it rests on.
        unit: whose report.
        parent: the unit above it; None for the root.
        superior: the body above it, as the register of names has it; empty when nobody wrote it down.
        term: of the committee that its congress elects; empty for half a term.
        ordinal: which congress of the unit it is («XII»); empty when nobody wrote it down.
        plan: the unit's own activities and congress.
        templates: activity code → what it is, of the unit's level.
        overview: units directly below, most at risk first.
        pace: of the lowest level.
        levels: lowest first, the unit's own last.
        work: by level and workstream, of the units below.
        below: units directly below, in tree order.
        outlook: the next days.
        own_late: the unit's own congress, when it will miss its deadline.
        workstreams: what the registers say of the unit and those below it.
        put_off: codes of the unit's own activities that were decided to start later, on a day still to come.
    """

    campaign: Campaign
    edition: Edition
    unit: Unit
    parent: Unit | None
    superior: str
    term: str
    ordinal: str
    plan: UnitPlan
    templates: Mapping[str, ActivityTemplate]
    overview: Overview
    pace: Pace
    levels: Sequence[LevelFacts]
    work: Sequence[WorkFacts]
    below: Sequence[BelowFacts]
    outlook: OutlookFacts
    own_late: Outlook | None
    workstreams: WorkstreamFacts = field(default_factory=WorkstreamFacts)
    put_off: Collection[str] = frozenset()

    @property
    def opens_with_pace(self) -> bool:
        """Whether the first finding tells pace and own congress, so that the text need not say it again."""
        return self.has_units_below and (self.unit != self.campaign.root or self.counts_own_children)

    def variance_days(self, row: ActivityRow) -> int:
        """Days by which one of the unit's own activities is later than planned; negative is earlier.

        What was over when the plan was issued cannot be late by it, and what was put off by a decision is not
        late before its new day.
        """
        was_over = row.state is ActivityState.DONE and row.current.last_day <= self.campaign.plan_date
        return 0 if was_over or row.code in self.put_off else row.variance_days

    def day_word(self, row: ActivityRow) -> str:
        """What the days of an activity are called: «ngày», or «ngày làm việc» where only those count."""
        calendar = self.campaign.calendars[self.templates[row.code].calendar]
        return "ngày làm việc" if calendar == self.campaign.working_calendar else "ngày"

    @property
    def counts_own_children(self) -> bool:
        """Whether the units directly below are themselves what is counted, as the branches of a ward are."""
        return self.overview.row_level_name == self.overview.counted_level_name

    @property
    def is_over(self) -> bool:
        """Whether its own congress and every one below it was held: there is nothing left to prepare."""
        counts = [one.count for one in self.levels if one.count.total]
        return bool(counts) and all(count.is_complete for count in counts)

    @property
    def has_units_below(self) -> bool:
        """Whether there is anything to report but the unit's own work."""
        return bool(self.below)
