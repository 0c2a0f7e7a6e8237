"""Both passes for one opening: how late all may be for it and for those below, and where things stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property

from daihoi.domain.leads import RuledNetwork
from daihoi.domain.links import NO_DEADLINE, Ints
from daihoi.domain.logic import logic
from daihoi.domain.network import Network
from daihoi.domain.planning.below import kept_below, late_limits, shortages
from daihoi.domain.planning.earliest_opening import Present, freed, last_date, no_deadlines, rule_of_link
from daihoi.domain.planning.latest_results import Follower, LatestRow, Served, Shortage
from daihoi.domain.planning.openings import Opening, congress_number, days_to, finish_when_opened
from daihoi.domain.planning.pinning import loosened
from daihoi.domain.schedule import Schedule, schedule
from daihoi.domain.structure import ActivityKind
from daihoi.domain.units import Unit


class CountedBack:
    """A unit's congress put on a day, and everything before it counted back from there.

    Late dates come from a network in which no congress is held to a decided day: a day that cannot be met
    is the shortage of its unit, and must not make the units above late.

    Attributes:
        ruled: the network, in which the congress opens on the day, or later when it cannot.
        back: the plan that nothing has happened to; only this opening sets late dates.
        for_all: the same plan; the days that congresses below have to keep set late dates too.
        current: where things stand; decided days are kept. The same plan when nothing was reported.
    """

    def __init__(self, ruled: RuledNetwork, unit: Unit, opening: Opening, present: Present) -> None:
        self.expansion, self.campaign = ruled.expansion, ruled.expansion.campaign
        self.unit, self.opening, self.present = unit, opening, present
        self.level = self.expansion.blocks[unit.level].level
        self.congress = congress_number(self.expansion, unit)
        self.ruled = replace(ruled, network=self._opened(ruled.network))
        self._loose = loosened(self.ruled.network, self.expansion, self.campaign.tree.units)
        self.kept = kept_below(self.expansion, self.ruled.network, unit)
        deadline = self._deadline()
        self.back = schedule(self._loose, self.expansion.table, deadline)
        for_all = deadline.copy()
        for number, finish in late_limits(self.kept, self.back).items():
            for_all[number] = finish
        self.for_all = schedule(self._loose, self.expansion.table, for_all)
        self.current = self._now(self.ruled.network, deadline)
        self._late_now = self._now(self._loose, deadline), self._now(self._loose, for_all)
        own = self.expansion.numbers(unit.code)
        self._numbers = [number for number in own if self.expansion.is_applicable[number]]

    def _opened(self, network: Network) -> Network:
        network, floor = freed(network, self.congress), network.floor.copy()
        floor[self.congress] = self.expansion.table.day(self.opening.day)
        return network.changed(floor=floor)

    def _deadline(self) -> Ints:
        deadline = no_deadlines(self._loose)
        deadline[self.congress] = finish_when_opened(
            self._loose, self.expansion, self.congress, self.opening.day
        )
        return deadline

    def _now(self, network: Network, deadline: Ints) -> Schedule:
        return schedule(network, self.expansion.table, deadline, self.present.actuals, self.present.now)

    @property
    def is_over(self) -> bool:
        """Whether the congress is over, reported or inferred."""
        return bool(self.current.is_finished[self.congress])

    @property
    def is_inferred(self) -> bool:
        """Whether nobody reported the congress, though something after it has started."""
        return self.present.is_inferred(self.congress)

    def is_reported_done(self, number: int) -> bool:
        """Whether an activity was reported as done."""
        return bool(self.current.is_finished[number]) and not self.present.is_inferred(number)

    def shortages(self) -> list[Shortage]:
        """The congresses below that will not keep their day, the worst first."""
        return shortages(self.expansion, self.kept, self._late_now[0])

    def last_day(self, finish: int) -> date:
        """The last day before an exclusive finish."""
        return last_date(self.ruled, int(finish))

    def unbound(self) -> list[str]:
        """Vietnamese names of the unit's activities that no opening date binds."""
        return [self.expansion.template(n).name for n in self._numbers if not self._is_bound(n)]

    def rows(self) -> list[LatestRow]:
        """The unit's activities that the opening or a congress below depends on, the most urgent first."""
        rows = (self._row(number) for number in self._numbers if self._is_bound(number))
        return sorted(rows, key=lambda row: (row.last_start, row.last_finish))

    def _is_bound(self, number: int) -> bool:
        return bool(self.for_all.late_start[number] < NO_DEADLINE)

    def _row(self, number: int) -> LatestRow:
        template, current = self.expansion.template(number), self.current
        last_start = self.expansion.table.date(int(self.for_all.late_start[number]))
        last_finish = max(self._last_day_of_work(number), last_start)
        return LatestRow(
            code=template.code,
            name=template.name,
            responsible=template.responsible,
            last_start=last_start,
            last_finish=last_finish,
            start_days=days_to(self.campaign, last_start, self.opening.day),
            finish_days=days_to(self.campaign, last_finish, self.opening.day),
            early_start=self.expansion.table.date(int(current.start[number])),
            early_finish=self.last_day(current.finish[number]),
            spare_days=self._spare_days(number, self._late_now[1]),
            opening_spare_days=self._spare_days(number, self._late_now[0]),
            follower=self._follower(number),
            serves=self._served(number),
            is_gate=template.kind is ActivityKind.GATE,
            is_congress=number == self.congress,
            is_finished=bool(current.is_finished[number]),
            is_started=self._is_started(number),
            is_inferred=self.present.is_inferred(number),
        )

    def _is_started(self, number: int) -> bool:
        actuals = self.present.actuals
        return actuals is not None and bool(actuals.is_started[number])

    def _spare_days(self, number: int, late: Schedule) -> int:
        """Days of its calendar from where an activity stands to the latest that one pass leaves it."""
        before = self.expansion.table.working_before[int(self.ruled.network.calendar[number])]
        at, left = self.current.remaining, late.remaining
        ends = [(at.finish[number], left.late_finish[number])]
        if not self._is_started(number):
            ends.append((at.start[number], left.late_start[number]))
        if self.current.is_finished[number] or any(last >= NO_DEADLINE for _, last in ends):
            return 0 if self.current.is_finished[number] else int(NO_DEADLINE)
        return min(int(before[last]) - int(before[early]) for early, last in ends)

    def _served(self, number: int) -> Served | None:
        """The congress below whose day sets the last days of an activity; None when the opening does."""
        for_all, back = self.for_all, self.back
        if (
            for_all.late_start[number] >= back.late_start[number]
            and for_all.late_finish[number] >= back.late_finish[number]
        ):
            return None
        while (link := int(self._binding[number])) >= 0:
            number = int(self.ruled.network.links.successor[link])
        kept = next((one for one in self.kept if one.number == number), None)
        if kept is None:
            return None
        return replace(kept.served, is_reachable=bool(back.finish[number] <= kept.finish))

    @cached_property
    def _binding(self) -> Ints:
        """Per activity the link that sets its late dates."""
        return logic(self._loose, self.expansion.table, self.for_all).binding_link

    def _last_day_of_work(self, number: int) -> date:
        """The last day of its calendar before the late finish, which may follow days off."""
        table, row = self.expansion.table, int(self.ruled.network.calendar[number])
        done = int(table.working_before[row, int(self.for_all.late_finish[number])])
        return self.last_day(table.end_of[row, done])

    def _follower(self, number: int) -> Follower | None:
        """What the activity holds up first."""
        link = int(self._binding[number])
        if link < 0:
            return None
        following = int(self.ruled.network.links.successor[link])
        unit = self.campaign.tree.units[int(self.expansion.unit_of[following])]
        name = self.expansion.template(following).name
        return Follower(name, None if unit.code == self.unit.code else unit, rule_of_link(self.ruled, link))
