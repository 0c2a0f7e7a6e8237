"""The lead rules of a directive as links of the network, and the windows as floors.

How the rules are read (assumptions: the directives were only seen in excerpts; docs/planning.md tells them):

- Approval «at least N working days before the opening»: the superior's act is dated T−N or earlier, where
  T−N is the day from which, itself included, N working days lie before the opening day T.
- The superior reviews what the congresses below have brought: its act is dated on a working day after the
  last of them has closed. A dossier that is put together only then takes longer still.
- Notice «at least N working days before»: given on T−N or earlier, and not before the unit has its plan and
  its bodies (the step «steering»).
- A window's first day holds for every congress but pilots, which go ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from daihoi.domain.expansion import Expansion
from daihoi.domain.links import NO_DAY, Ints, Links
from daihoi.domain.network import Network
from daihoi.domain.planning.openings import working_row
from daihoi.domain.rule_values import APPROVAL, NOTICE, WINDOW_START, RuleInForce, rule_in_force
from daihoi.domain.stamping import Block
from daihoi.domain.structure import ActivityKind, ActivityTemplate, Level, LinkScope, LinkType
from daihoi.domain.units import Unit

REVIEW = "review"
"""Names the links of the reading that a review waits for the congresses below."""

LEAD_NAMES = (APPROVAL, NOTICE, REVIEW)


@dataclass(frozen=True)
class RuledNetwork:
    """The network of a campaign with what the rules add to it.

    Attributes:
        expansion: the campaign's activities.
        network: the expansion's, with suspensions, and with the rules' links after the template's.
        rule: int8 per added link: its place in ``LEAD_NAMES``.
    """

    expansion: Expansion
    network: Network
    rule: NDArray[np.int8]

    @property
    def own_links(self) -> int:
        """How many links come from the template; those of the rules follow."""
        return len(self.network.links) - int(self.rule.size)

    def without_planned_dates(self, codes: Collection[str] | None = None) -> RuledNetwork:
        """The same without the days planned for the congresses of some units (of all when None).

        Decided days and windows stay.
        """
        units = self.expansion.campaign.tree.units
        undated = {unit.code for unit in units} if codes is None else set(codes)
        floor = _floors(self.expansion, undated)
        return replace(self, network=self.network.changed(floor=floor))

    def rule_of(self, link: int) -> str:
        """Which of ``LEAD_NAMES`` a link comes from; empty for one of the template."""
        own = self.own_links
        return LEAD_NAMES[int(self.rule[link - own])] if link >= own else ""


def with_rules(expansion: Expansion) -> RuledNetwork:
    """The network of a campaign under its rules, exceptions taken into account."""
    parts: list[Links] = []
    names: list[NDArray[np.int8]] = []
    for block in expansion.blocks.values():
        for name, links in _of_level(expansion, block):
            parts.append(links)
            names.append(np.full(len(links), LEAD_NAMES.index(name), np.int8))
    base = expansion.current_network
    network = replace(base, links=Links.join([base.links, *parts]), floor=_floors(expansion, ()))
    return RuledNetwork(expansion, network, np.concatenate([np.zeros(0, np.int8), *names]))


def approval_gates(level: Level) -> tuple[ActivityTemplate, ...]:
    """The acts of the superior that a congress of this level waits for."""
    before = _before_congress(level)
    return tuple(a for a in level.activities if a.kind is ActivityKind.GATE and a.code in before)


def submissions(level: Level) -> tuple[ActivityTemplate, ...]:
    """The activities that hand in what the superior is to approve."""
    handed_in = {k.predecessor for g in approval_gates(level) for k in g.links if k.scope is LinkScope.SELF}
    return tuple(a for a in level.activities if a.code in handed_in)


def notice_needs(level: Level) -> tuple[ActivityTemplate, ...]:
    """What a unit needs before it can announce its congress: its plan and its bodies."""
    before = _before_congress(level)
    return tuple(
        a
        for a in level.activities
        if a.step == "steering" and a.kind is ActivityKind.WORK and a.code in before
    )


def _before_congress(level: Level) -> set[str]:
    """Codes of the unit's own activities that the congress waits for, directly or not."""
    found: set[str] = set()
    waiting = [level.congress.code]
    while waiting:
        activity = level.activities[level.position[waiting.pop()]]
        for link in activity.links:
            if link.scope is LinkScope.SELF and link.predecessor not in found:
                found.add(link.predecessor)
                waiting.append(link.predecessor)
    return found


def _of_level(expansion: Expansion, block: Block) -> list[tuple[str, Links]]:
    congress = expansion.congresses(block.level.code)
    approval = _values(expansion, block, lambda unit: _days(expansion, APPROVAL, unit))
    notice = _values(expansion, block, lambda unit: _days(expansion, NOTICE, unit))
    found = []
    for gate in approval_gates(block.level):
        column = block.column(gate.code)
        found.append((APPROVAL, _leads(expansion, column, congress, approval)))
        found.append((REVIEW, _reviews(expansion, block, column)))
    notices = (_leads(expansion, block.column(n.code), congress, notice) for n in notice_needs(block.level))
    return [*found, *((NOTICE, links) for links in notices)]


def _leads(expansion: Expansion, before: Ints, congress: Ints, days: Ints) -> Links:
    """Finish-to-start links whose lag leaves ``days`` working days, the last day before included."""
    kept = days >= 1
    size = int(kept.sum())
    return Links(
        before[kept],
        congress[kept],
        np.full(size, int(LinkType.FS), np.int8),
        (days[kept] - 1).astype(np.int32),
        np.full(size, working_row(expansion), np.int8),
    )


def _reviews(expansion: Expansion, block: Block, gate: Ints) -> Links:
    """The congresses directly below → the gate, which is passed on a working day after they have closed.

    Only where the directive asks for a review ahead of the opening; a permission to shorten or to skip the
    days between changes nothing about what is reviewed.
    """
    tree = expansion.campaign.tree
    if expansion.campaign.rules.find(APPROVAL, block.level.code) is None:
        return Links.none()
    gate_of = {tree.units[p].code: int(g) for p, g in zip(block.units, gate, strict=True)}
    pairs = [
        (expansion.number(unit.code, level.congress.code), gate_of[unit.parent_code])
        for unit in tree.units
        if unit.parent_code in gate_of
        for level in [expansion.blocks[unit.level].level]
    ]
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    size = len(pairs)
    return Links(
        ends[:, 0],
        ends[:, 1],
        np.full(size, int(LinkType.FF), np.int8),
        np.ones(size, np.int32),
        np.full(size, working_row(expansion), np.int8),
    )


def _floors(expansion: Expansion, undated: Collection[str]) -> Ints:
    """The network's floors, without the planned days of some units and with the windows."""
    floor = expansion.current_network.floor.copy()
    congresses = {code: _congress(expansion, code) for code in undated}
    floor[list(congresses.values())] = expansion.table.day(expansion.campaign.start_date)
    for decided in expansion.campaign.floors:
        number = expansion.number(decided.unit_code, decided.activity)
        if congresses.get(decided.unit_code) == number:
            floor[number] = max(floor[number], expansion.table.day(decided.not_earlier_than))
    for level, block in expansion.blocks.items():
        first = _values(expansion, block, lambda unit: _first_day(expansion, unit))
        congress = expansion.congresses(level)
        floor[congress] = np.maximum(floor[congress], first)
    return floor


def _congress(expansion: Expansion, unit_code: str) -> int:
    level = expansion.campaign.tree.by_code[unit_code].level
    return expansion.number(unit_code, expansion.blocks[level].level.congress.code)


def window_start(expansion: Expansion, unit: Unit) -> RuleInForce | None:
    """The rule for the first day of a unit's window; None for pilots, and where there is none."""
    return None if unit.is_pilot else rule_in_force(expansion.campaign, WINDOW_START, unit)


def _first_day(expansion: Expansion, unit: Unit) -> int:
    rule = window_start(expansion, unit)
    return expansion.table.day(rule.day) if rule and rule.day else int(NO_DAY)


def _days(expansion: Expansion, name: str, unit: Unit) -> int:
    rule = rule_in_force(expansion.campaign, name, unit)
    return -1 if rule is None or rule.days is None else rule.days


def _values(expansion: Expansion, block: Block, value: Callable[[Unit], int]) -> Ints:
    """One value per unit of a level."""
    units = expansion.campaign.tree.units
    return np.fromiter((value(units[place]) for place in block.units), np.int32, block.units.size)
