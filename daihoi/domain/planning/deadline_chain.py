"""The chain of deadlines: if a level uses its deadline to the last day, can the level above still open?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from daihoi.domain.links import NO_DEADLINE, Ints
from daihoi.domain.planning.earliest_opening import no_deadlines, rule_of_link
from daihoi.domain.planning.feasibility_results import CheckKind, Finding
from daihoi.domain.planning.openings import finish_when_opened, last_opening
from daihoi.domain.planning.pinning import Pinned, Place, latest_demand, schedule_with
from daihoi.domain.schedule import schedule
from daihoi.domain.spans import ONE_DAY


def chain_findings(pinned: Pinned) -> Iterator[Finding]:
    """One finding per unit above a level with a deadline.

    Pilots go ahead of their level's deadline, and so do the units below one.
    """
    for level in pinned.campaign.structure.levels:
        bound = [p for p in pinned.places if p.level.code == level.code and _is_bound(pinned, p)]
        if bound:
            yield from _Step(pinned, bound).findings()


def _is_bound(pinned: Pinned, place: Place) -> bool:
    parent = pinned.campaign.tree.by_code.get(place.unit.parent_code)
    goes_ahead = place.unit.is_pilot or (parent is not None and parent.is_pilot)
    return parent is not None and not goes_ahead and pinned.campaign.deadline_of(place.unit) is not None


class _Step:
    """One level held on the last day of its deadlines, and the level above."""

    def __init__(self, pinned: Pinned, bound: Sequence[Place]) -> None:
        self.pinned, self.expansion, self.bound = pinned, pinned.expansion, bound
        self.below: dict[str, list[Place]] = {}
        for place in bound:
            self.below.setdefault(place.unit.parent_code, []).append(place)
        self.above = {code: day for code in self.below if (day := self._opening(pinned.place_of[code]))}

    def _opening(self, place: Place) -> date | None:
        """The opening of a unit above; without a date of its own the last one within its deadline."""
        if place.is_dated:
            return place.opening
        last = last_opening(self.expansion, place.unit)
        return last.day if last else None

    def findings(self) -> Iterator[Finding]:
        day = self.expansion.table.day
        days = {place.number: day(place.opening) for place in self.pinned.places}
        for place in self.bound:
            last = last_opening(self.expansion, place.unit)
            days[place.number] = day(last.day) if last else days[place.number]
        for code in self.above:
            del days[self.pinned.place_of[code].number]
        plan = schedule_with(self.pinned.ruled.network, self.expansion, days)
        demand, link = latest_demand(self.pinned.ruled, plan, with_rules=True)
        late = self._late_finishes()
        for code, opening in self.above.items():
            place = self.pinned.place_of[code]
            if demand[place.number] >= 0:
                yield self._finding(place, opening, int(demand[place.number]), int(link[place.number]), late)

    def _late_finishes(self) -> Ints:
        """How late everything may be for the openings above alone."""
        network = self.pinned.ruled.network
        deadline = no_deadlines(network)
        for code, opening in self.above.items():
            number = self.pinned.place_of[code].number
            deadline[number] = finish_when_opened(network, self.expansion, number, opening)
        return schedule(network, self.expansion.table, deadline).late_finish

    def _finding(self, place: Place, opening: date, demand: int, link: int, late: Ints) -> Finding:
        ruled, table = self.pinned.ruled, self.expansion.table
        ready = table.date(demand)
        spare = self.pinned.spare_days(ready, opening)
        below = self.below[place.unit.code]
        latest = [int(late[child.number]) for child in below if late[child.number] < NO_DEADLINE]
        deadline = max(
            (d for child in below if (d := self.pinned.campaign.deadline_of(child.unit))),
            key=lambda d: d.last_day,
        )
        return Finding(
            CheckKind.DEADLINE_CHAIN,
            place.unit,
            opening,
            ready,
            spare,
            cause=self.expansion.template(int(ruled.network.links.predecessor[link])).name,
            rule=rule_of_link(ruled, link),
            mend=table.date(min(latest)) - ONE_DAY if spare < 0 and latest else None,
            words=deadline.words,
            is_remark=all(child.is_dated for child in below) and deadline.last_day < opening,
        )
