"""The chain of deadlines: if a level uses its deadline to the last day, can the level above still open?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from daihoi.domain.links import NO_DEADLINE, Ints
from daihoi.domain.planning.earliest_opening import no_deadlines, rule_of_link
from daihoi.domain.planning.feasibility_results import CheckKind, Finding
from daihoi.domain.planning.openings import finish_when_opened, last_opening, opening_to_close_by
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
        mends = self._mends(days, demand)
        for code, opening in self.above.items():
            place = self.pinned.place_of[code]
            if demand[place.number] >= 0:
                asked, mend = int(demand[place.number]), mends.get(code)
                yield self._finding(place, opening, asked, int(link[place.number]), mend)

    def _mends(self, days: Mapping[int, int], demand: Ints) -> dict[str, date]:
        """The latest deadline below that helps each unit above that is short of time.

        It is tried out: what holds the unit up may be something that no deadline moves, such as a pilot.
        """
        table, late = self.expansion.table, self._late_finishes()
        tried, trial = {}, dict(days)
        for code, opening in self.above.items():
            latest = [int(late[child.number]) for child in self.below[code]]
            first = min(latest)
            if demand[self.pinned.place_of[code].number] <= table.day(opening) or first >= NO_DEADLINE:
                continue
            if (last_day := table.date(first) - ONE_DAY) < self.pinned.campaign.start_date:
                continue
            tried[code] = last_day
            for child in self.below[code]:
                by = opening_to_close_by(self.expansion, child.unit, last_day)
                trial[child.number] = min(trial[child.number], table.day(by))
        if not tried:
            return {}
        plan = schedule_with(self.pinned.ruled.network, self.expansion, trial)
        reached, _ = latest_demand(self.pinned.ruled, plan, with_rules=True)
        return {
            code: last_day
            for code, last_day in tried.items()
            if reached[self.pinned.place_of[code].number] <= table.day(self.above[code])
        }

    def _late_finishes(self) -> Ints:
        """How late everything may be for the openings above alone."""
        network = self.pinned.ruled.network
        deadline = no_deadlines(network)
        for code, opening in self.above.items():
            number = self.pinned.place_of[code].number
            deadline[number] = finish_when_opened(network, self.expansion, number, opening)
        return schedule(network, self.expansion.table, deadline).late_finish

    def _finding(self, place: Place, opening: date, demand: int, link: int, mend: date | None) -> Finding:
        ruled, table = self.pinned.ruled, self.expansion.table
        ready = table.date(demand)
        spare = self.pinned.spare_days(ready, opening)
        below = self.below[place.unit.code]
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
            mend=mend,
            words=deadline.words,
            is_remark=all(child.is_dated for child in below) and deadline.last_day < opening,
        )
