"""What the checks look at, and how they name what they found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.assessment import Assessment
from daihoi.domain.expansion import Expansion, expand
from daihoi.domain.health.findings import Finding
from daihoi.domain.health.limits import Limits
from daihoi.domain.links import Flags, Ints
from daihoi.domain.planning.openings import named
from daihoi.domain.record import Event, Snapshot
from daihoi.domain.schedule import Schedule, schedule
from daihoi.domain.structure import ActivityKind, ActivityTemplate, Level
from daihoi.domain.units import Unit

MAX_NAMED = 3
Numbers = Sequence[int] | Ints | NDArray[np.intp]


@dataclass(frozen=True)
class Picture:
    """A campaign at a status date, as the checks see it.

    Attributes:
        assessment: baseline, current schedule, states.
        snapshot: the events behind it.
        limits: see ``Limit``.
    """

    assessment: Assessment
    snapshot: Snapshot
    limits: Limits

    @property
    def expansion(self) -> Expansion:
        """Activities and links."""
        return self.assessment.expansion

    @property
    def now(self) -> int:
        """First day after the status date, as a day number."""
        return self.expansion.table.day(self.assessment.status_date) + 1

    @property
    def is_plan_only(self) -> bool:
        """Nothing was reported."""
        return not self.snapshot.events

    @cached_property
    def planned_expansion(self) -> Expansion:
        """The activities with the suspensions that are known: all of them while nothing was reported."""
        campaign = self.assessment.campaign
        return expand(campaign) if self.is_plan_only and campaign.suspensions else self.expansion

    @cached_property
    def plan(self) -> Schedule:
        """The plan under the suspensions that are known; the baseline where there is none."""
        expansion = self.planned_expansion
        if expansion.current_network is expansion.network:
            return self.assessment.baseline
        return schedule(expansion.current_network, expansion.table, expansion.deadline)

    @cached_property
    def levels(self) -> Sequence[Level]:
        """The levels that have units, lowest first."""
        return [block.level for block in self.expansion.blocks.values()]

    @cached_property
    def congresses(self) -> NDArray[np.intp]:
        """The numbers of all congresses, level by level."""
        return np.flatnonzero(self.expansion.is_kind(ActivityKind.CONGRESS))

    @cached_property
    def root_congress(self) -> int:
        """The number of the congress that ends the round."""
        return self.congress_of(self.assessment.campaign.root)

    @cached_property
    def after_congress(self) -> Flags:
        """Congresses, and what follows them in their own unit."""
        links, inside = self.expansion.network.links, self.expansion.inside_unit
        return _spread(self._is_congress, links.predecessor[inside], links.successor[inside])

    @cached_property
    def before_congress(self) -> Flags:
        """Congresses, and what leads to them in their own unit."""
        links, inside = self.expansion.network.links, self.expansion.inside_unit
        return _spread(self._is_congress, links.successor[inside], links.predecessor[inside])

    @cached_property
    def approvals(self) -> NDArray[np.intp]:
        """The gates that come before their own unit's congress."""
        gates = self.expansion.is_kind(ActivityKind.GATE) & self.before_congress
        return np.flatnonzero(gates & self.expansion.is_applicable)

    @cached_property
    def events(self) -> dict[int, Event]:
        """Activity number → what was last said about it."""
        found = {}
        tree, blocks = self.assessment.campaign.tree, self.expansion.blocks
        for event in self.snapshot.events:
            said = event.statement
            unit = tree.by_code.get(said.unit_code)
            if unit is not None and said.activity in blocks[unit.level].level.position:
                found[self.expansion.number(unit.code, said.activity)] = event
        return found

    def days(self, check: str) -> int:
        """The days that a check measures by."""
        return self.limits[check].days

    def unit(self, number: int) -> Unit:
        """Whose activity it is."""
        return self.assessment.campaign.tree.units[int(self.expansion.unit_of[number])]

    def congress_of(self, unit: Unit) -> int:
        """The number of a unit's congress."""
        level = self.assessment.campaign.structure.by_code[unit.level]
        return self.expansion.number(unit.code, level.congress.code)

    def date(self, day: int) -> str:
        """A day number as people write it: ``02/03/2020``."""
        return shown(self.expansion.table.date(int(day)))

    def last_day(self, finish: int) -> str:
        """The last day before an exclusive finish."""
        return self.date(int(finish) - 1)

    def working_days(self, start: int, finish: int) -> int:
        """Days of the working calendar in ``[start, finish)``; negative when they are the other way round."""
        table = self.expansion.table
        before = table.working_before[table.codes.index("working")]
        first, last = np.clip([start, finish], 0, table.horizon)
        return int(before[last] - before[first])

    def at(self, number: int, what: str, remedy: str) -> Finding:
        """A finding about an activity of a unit."""
        unit, template = self.unit(number), self.expansion.template(number)
        return self._finding(unit, template.code, template.name, what, remedy)

    def of_unit(self, unit: Unit, what: str, remedy: str) -> Finding:
        """A finding about a whole unit."""
        return self._finding(unit, "", "", what, remedy)

    def in_template(self, level: Level, template: ActivityTemplate, what: str, remedy: str) -> Finding:
        """A finding about a template, reported once for all units of the level."""
        return Finding("", f"mẫu cấp {level.short_name}", template.code, template.name, what, remedy)

    def per_template(self, numbers: Numbers, what: str, remedy: str) -> list[Finding]:
        """One finding per template: where all units have the flaw none is named, else the first few are."""
        groups: dict[str, list[int]] = {}
        for number in np.asarray(numbers).tolist():
            groups.setdefault(self.expansion.template(number).code, []).append(number)
        return [self._grouped(group, what, remedy) for group in groups.values()]

    def _grouped(self, numbers: Sequence[int], what: str, remedy: str) -> Finding:
        template = self.expansion.template(numbers[0])
        level = self.assessment.campaign.structure.level_of_activity[template.code]
        block = self.expansion.blocks[level.code]
        having = int(self.expansion.is_applicable[block.column(template.code)].sum())
        if having == 1 == len(numbers):
            return self.at(numbers[0], what, remedy)
        if len(numbers) == having:
            return self.in_template(
                level, template, f"{what} (ở cả {amount(having)} {level.short_name})", remedy
            )
        names = listed([named(self.unit(number)) for number in numbers])
        return self.in_template(
            level, template, f"{what} ({amount(len(numbers))}/{amount(having)}: {names})", remedy
        )

    def _finding(self, unit: Unit, activity: str, name: str, what: str, remedy: str) -> Finding:
        parent = self.assessment.campaign.tree.by_code.get(unit.parent_code)
        return Finding(unit.code, unit.name, activity, name, what, remedy, parent.name if parent else "")

    @cached_property
    def _is_congress(self) -> Flags:
        return self.expansion.is_kind(ActivityKind.CONGRESS)


def shown(day: date) -> str:
    """A date as people write it: ``02/03/2020``."""
    return f"{day:%d/%m/%Y}"


def amount(count: int) -> str:
    """``1.054``, as on every page."""
    return f"{count:,}".replace(",", ".")


def listed(names: Iterable[str]) -> str:
    """The first few names, and how many more there are (Vietnamese)."""
    names = list(names)
    more = f" và {amount(len(names) - MAX_NAMED)} nơi nữa" if len(names) > MAX_NAMED else ""
    return ", ".join(names[:MAX_NAMED]) + more


def _spread(flags: Flags, source: Ints, target: Ints) -> Flags:
    """The flags, carried along links from ``source`` to ``target`` as far as they lead."""
    flags = flags.copy()
    while (reached := flags[source] & ~flags[target]).any():
        flags[target[reached]] = True
    return flags
