"""Both passes for one opening: how late everything may be for it alone, and where things stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from daihoi.domain.leads import RuledNetwork
from daihoi.domain.links import NO_DEADLINE
from daihoi.domain.logic import logic
from daihoi.domain.network import Network
from daihoi.domain.planning.earliest_opening import Present, freed, last_date, no_deadlines, rule_of_link
from daihoi.domain.planning.latest_results import Follower, LatestRow
from daihoi.domain.planning.openings import Opening, congress_number, days_to, finish_when_opened
from daihoi.domain.schedule import Schedule, schedule
from daihoi.domain.structure import ActivityKind
from daihoi.domain.units import Unit


class CountedBack:
    """A unit's congress put on a day, and everything before it counted back from there.

    Attributes:
        ruled: the network, in which the congress opens on the day, or later when it cannot.
        back: the plan that nothing has happened to; only this opening sets late dates.
        current: where things stand; the same plan when nothing was reported.
    """

    def __init__(self, ruled: RuledNetwork, unit: Unit, opening: Opening, present: Present) -> None:
        self.expansion, self.campaign = ruled.expansion, ruled.expansion.campaign
        self.unit, self.opening = unit, opening
        self.level = self.expansion.blocks[unit.level].level
        self.congress = congress_number(self.expansion, unit)
        self.ruled = replace(ruled, network=self._opened(ruled.network))
        self.actuals = present.actuals
        self.back, self.current = self._passes(present)
        self._binding = logic(self.ruled.network, self.expansion.table, self.back).binding_link
        own = self.expansion.numbers(unit.code)
        self._numbers = [number for number in own if self.expansion.is_applicable[number]]

    def _opened(self, network: Network) -> Network:
        network, floor = freed(network, self.congress), network.floor.copy()
        floor[self.congress] = self.expansion.table.day(self.opening.day)
        return network.changed(floor=floor)

    def _passes(self, present: Present) -> tuple[Schedule, Schedule]:
        network, table = self.ruled.network, self.expansion.table
        deadline = no_deadlines(network)
        deadline[self.congress] = finish_when_opened(network, self.expansion, self.congress, self.opening.day)
        back = schedule(network, table, deadline)
        if present.now is None:
            return back, back
        return back, schedule(network, table, deadline, present.actuals, present.now)

    def last_day(self, finish: int) -> date:
        """The last day before an exclusive finish."""
        return last_date(self.ruled, int(finish))

    def unbound(self) -> list[str]:
        """Vietnamese names of the unit's activities that no opening date binds."""
        return [self.expansion.template(n).name for n in self._numbers if not self._is_bound(n)]

    def rows(self) -> list[LatestRow]:
        """The unit's activities that the opening depends on, the most urgent first."""
        rows = (self._row(number) for number in self._numbers if self._is_bound(number))
        return sorted(rows, key=lambda row: (row.last_start, row.last_finish))

    def _is_bound(self, number: int) -> bool:
        return bool(self.back.late_start[number] < NO_DEADLINE)

    def _row(self, number: int) -> LatestRow:
        template, current = self.expansion.template(number), self.current
        last_start = self.expansion.table.date(int(self.back.late_start[number]))
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
            spare_days=int(current.total_float_days[number]),
            follower=self._follower(number),
            is_gate=template.kind is ActivityKind.GATE,
            is_congress=number == self.congress,
            is_finished=bool(current.is_finished[number]),
            is_started=self.actuals is not None and bool(self.actuals.is_started[number]),
        )

    def _last_day_of_work(self, number: int) -> date:
        """The last day of its calendar before the late finish, which may follow days off."""
        table, row = self.expansion.table, int(self.ruled.network.calendar[number])
        done = int(table.working_before[row, int(self.back.late_finish[number])])
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
