"""Why a congress is held when it is, and whom it holds back: chains of activities through the levels.

The driving chain of an activity is the path of links that decide its early dates (Primavera: driving
relationships; of the root's congress it is the longest path). Float is told to each deadline that waits,
so that a branch can be seen to hold its ward by two days and its district by none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from daihoi.domain.assessment import Assessment
from daihoi.domain.campaign import Deadline
from daihoi.domain.links import NO_DEADLINE, Ints
from daihoi.domain.logic import Logic, logic
from daihoi.domain.schedule import schedule
from daihoi.domain.spans import Span
from daihoi.domain.states import ActivityState
from daihoi.domain.structure import ActivityTemplate, LinkType
from daihoi.domain.units import Unit


class Origin(StrEnum):
    """What the first activity of a chain rests on, when no other activity decides its date.

    ``DECIDED``: a day set by decision. ``NOT_EARLIER``: a planned congress date or another floor.
    ``STATUS_DATE``: it could go on at once; only nobody has reported it, or its day has passed.
    ``UNDER_WAY``: it has started, what is left of it takes its time. ``SENT_BACK``: an approval whose dossier
    the superior sent back, and nobody has submitted it again.
    """

    DECIDED = "decided"
    NOT_EARLIER = "not_earlier"
    STATUS_DATE = "status_date"
    UNDER_WAY = "under_way"
    SENT_BACK = "sent_back"


@dataclass(frozen=True)
class Wait:
    """The link by which a step waits for the one before it.

    Attributes:
        type: see ``LinkType``.
        lag_days: days that the link adds, as in the structure; negative is a lead.
    """

    type: LinkType
    lag_days: int


@dataclass(frozen=True)
class ChainStep:
    """One activity of a chain.

    Attributes:
        number: of the activity.
        unit: whose it is.
        activity: what it is.
        span: actual or expected days.
        state: where it stands.
        wait: how it waits for the step before; None for the first.
    """

    number: int
    unit: Unit
    activity: ActivityTemplate
    span: Span
    state: ActivityState
    wait: Wait | None


@dataclass(frozen=True)
class Chain:
    """The steps that decide the last one's date, the cause first, and what the cause rests on."""

    steps: tuple[ChainStep, ...]
    origin: Origin

    @property
    def cause(self) -> ChainStep:
        """The first step: what has to go faster for anything after it to become earlier."""
        return self.steps[0]


@dataclass(frozen=True)
class Hold:
    """A congress above that waits.

    Attributes:
        unit: whose congress.
        deadline: its deadline.
        float_days: working days by which what holds it may still slip; negative: already too late.
    """

    unit: Unit
    deadline: Deadline
    float_days: int


@dataclass(frozen=True)
class Preparation:
    """How early a congress could be as far as its preparation goes, where a day for it was chosen.

    Attributes:
        chain: what decides when everything is ready; its last step is the congress.
        spare_days: days of the congress's calendar between then and the chosen day; negative: too early.
    """

    chain: Chain
    spare_days: int


@dataclass(frozen=True)
class Outlook:
    """When a unit's congress will be held, why then, and who waits for it.

    Attributes:
        unit: whose congress.
        congress: actual or expected days.
        is_held: reported as held.
        is_inferred: nobody reported it, but something that can only follow it.
        deadline: None when there is none.
        float_days: working days to the unit's own deadline; negative: too late; None without a deadline,
            or when held.
        chain: what decides the date.
        preparation: where the date is a chosen day, how its preparation stands; None otherwise.
        holds: the congresses above that have a deadline, the nearest level first.
    """

    unit: Unit
    congress: Span
    is_held: bool
    is_inferred: bool
    deadline: Deadline | None
    float_days: int | None
    chain: Chain
    preparation: Preparation | None
    holds: tuple[Hold, ...]


class Reasons:
    """Looks into an assessment for what decides its dates; what is asked once is kept."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment, self.expansion = assessment, assessment.expansion
        self.network, self.table = self.expansion.current_network, self.expansion.table
        self.now = self.table.day(assessment.status_date) + 1

    @cached_property
    def logic(self) -> Logic:
        """Driving and binding links of the current schedule."""
        return logic(self.network, self.table, self.assessment.current)

    @cached_property
    def late_finish_for(self) -> Mapping[str, Ints]:
        """Level code → int32 latest finishes that keep the deadlines of that level alone."""
        return {level: self._late_finish(level) for level in self.expansion.blocks}

    def outlook(self, unit_code: str) -> Outlook:
        """When a unit's congress will be, and why then.

        Raises:
            UnknownCodeError: the campaign has no such unit.
        """
        unit = self.assessment.campaign.tree.unit(unit_code)
        level = self.assessment.campaign.structure.by_code[unit.level]
        number = self.expansion.number(unit.code, level.congress.code)
        span = self.assessment.span(self.assessment.current, number)
        deadline = self.assessment.campaign.deadline_of(unit)
        is_held = bool(self.assessment.is_held[number])
        is_over = bool(self.assessment.current.is_finished[number])
        return Outlook(
            unit,
            span,
            is_held,
            bool(self.assessment.reported.is_inferred[number]),
            deadline,
            None if is_over else self._working_days_to(number, int(self.expansion.deadline[number])),
            self.chain(number),
            self._preparation(number),
            self._holds(unit, number),
        )

    def late(self) -> list[Outlook]:
        """The congresses that will miss their own deadline, the worst first."""
        current = self.assessment.current
        outlooks = []
        for level in self.expansion.blocks:
            numbers = self.expansion.congresses(level)
            is_late = ~current.is_finished[numbers] & (
                current.finish[numbers] > self.expansion.deadline[numbers]
            )
            outlooks += [self.outlook(self.expansion.unit_code(n)) for n in numbers[is_late].tolist()]
        return sorted(outlooks, key=lambda outlook: (outlook.float_days or 0, outlook.unit.code))

    def float_days(self, number: int, level: str) -> int | None:
        """Working days by which an activity may end later and keep the deadlines of a level; None without.

        Days decided for what waits for it count like deadlines; its own decided day does not.
        """
        return self._working_days_to(number, int(self.late_finish_for[level][number]))

    def _working_days_to(self, number: int, late: int) -> int | None:
        """Working days from the expected finish to an exclusive day; None where there is no such day."""
        if late >= NO_DEADLINE:
            return None
        row = self.table.codes.index(self.assessment.campaign.working_calendar.code)
        working = self.table.working_before[row]
        finish = int(self.assessment.current.remaining.finish[number])
        return int(working[min(max(late, 0), self.table.horizon)] - working[finish])

    def chain(self, number: int) -> Chain:
        """What decides the date of an activity, back to where nothing else does."""
        return self._chain(number, self._driver(number))

    def _chain(self, number: int, link: int) -> Chain:
        """The chain into an activity that is taken to wait by this link."""
        links, steps = self.network.links, [self._step(number)]
        while link >= 0:
            wait = Wait(LinkType(links.type[link]), int(links.lag_days[link]))
            steps[-1] = replace(steps[-1], wait=wait)
            steps.append(self._step(int(links.predecessor[link])))
            link = self._driver(steps[-1].number)
        origin = self._origin(steps[-1].number)
        return Chain(tuple(s for s in reversed(steps) if self.expansion.is_applicable[s.number]), origin)

    def _preparation(self, number: int) -> Preparation | None:
        """The tightest chain into a congress that lies on a chosen day."""
        into = np.flatnonzero(self.network.links.successor == number)
        is_chosen = self._driver(number) < 0 and self._origin(number) in {Origin.DECIDED, Origin.NOT_EARLIER}
        if not is_chosen or not into.size:
            return None
        link = int(into[np.argmin(self.logic.spare_days[into])])
        return Preparation(self._chain(number, link), int(self.logic.spare_days[link]))

    def _late_finish(self, level: str) -> Ints:
        """The backward pass once more, with the deadlines of one level only."""
        deadline = np.full_like(self.expansion.deadline, NO_DEADLINE)
        congresses = self.expansion.congresses(level)
        deadline[congresses] = self.expansion.deadline[congresses]
        actuals = self.assessment.reported.actuals
        plan = schedule(self.network, self.table, deadline, actuals, self.now)
        return plan.remaining.unpinned_late_finish

    def _holds(self, unit: Unit, number: int) -> tuple[Hold, ...]:
        tree, holds = self.assessment.campaign.tree, []
        while unit.parent_code:
            unit = tree.by_code[unit.parent_code]
            deadline, days = self.assessment.campaign.deadline_of(unit), self.float_days(number, unit.level)
            if deadline is not None and days is not None:
                holds.append(Hold(unit, deadline, days))
        return tuple(holds)

    def _driver(self, number: int) -> int:
        """The link that decides the date of what is left of an activity; −1 where it could begin at once."""
        link = int(self.logic.driving_link[number])
        if link < 0 or self._is_behind(number):
            return -1
        predecessor = int(self.network.links.predecessor[link])
        start = int(self.assessment.current.remaining.start[number])
        rows = self.table.rows(self.network.calendar[[number]])
        at_once = self.table.count(rows, np.array([self.now])) == self.table.count(rows, np.array([start]))
        # At the status date both decide; of what is over nothing is left that could go faster.
        is_over = self.assessment.current.is_finished[predecessor]
        return -1 if bool(at_once[0]) and is_over else link

    def _is_behind(self, number: int) -> bool:
        """Whether it is over, and nothing waits for it any more.

        What was finished out of sequence still holds its followers until its own predecessors are over.
        """
        left = self.assessment.current.remaining
        return bool(self.assessment.current.is_finished[number]) and int(left.finish[number]) <= self.now

    def _origin(self, number: int) -> Origin:
        network, left = self.network, self.assessment.current.remaining
        if self._is_sent_back(number):
            return Origin.SENT_BACK
        if self.assessment.reported.actuals.is_started[number]:
            return Origin.UNDER_WAY
        if left.is_pinned[number] and network.fixed_start[number] >= self.now:
            return Origin.DECIDED
        is_held_back = network.floor[number] > self.now and left.start[number] >= network.floor[number]
        return Origin.NOT_EARLIER if is_held_back else Origin.STATUS_DATE

    def _is_sent_back(self, number: int) -> bool:
        gate = self.assessment.reported.gates.get(number)
        return gate is not None and gate.is_sent_back and not self.assessment.current.is_finished[number]

    def _step(self, number: int) -> ChainStep:
        return ChainStep(
            number,
            self.assessment.campaign.tree.units[int(self.expansion.unit_of[number])],
            self.expansion.template(number),
            self.assessment.span(self.assessment.current, number),
            ActivityState(self.assessment.state[number]),
            None,
        )
