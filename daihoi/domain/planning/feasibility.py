"""Do the dates, deadlines and rules of a campaign go together, before anything is reported?

Every congress is put on the day that was decided or planned for it (without one: on the earliest day that
it can have), whatever the procedure says. What then has to be ready before it is compared with that day.
So every unit is held to account for itself only, and one bad date is told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from daihoi.domain.campaign import Campaign
from daihoi.domain.expansion import expand
from daihoi.domain.planning.deadline_chain import chain_findings
from daihoi.domain.planning.feasibility_checks import CongressChecks
from daihoi.domain.planning.feasibility_results import Check, CheckKind, Feasibility, Finding, LevelDates
from daihoi.domain.planning.pinning import Pinned, pin_as_planned
from daihoi.domain.rule_values import Supposition, suppose
from daihoi.domain.structure import Level


def feasibility(campaign: Campaign, suppositions: Sequence[Supposition] = ()) -> Feasibility:
    """Checks the chain of deadlines of a campaign.

    Args:
        campaign: what is planned; reports are not looked at, all suspensions are.
        suppositions: rules that are tried instead of the rule set's.

    Raises:
        UnknownCodeError: a supposition names a rule or a level that there is not.
        CalendarRangeError: dates lie outside the calendars.
    """
    supposed = suppose(campaign, suppositions)
    pinned = pin_as_planned(expand(supposed))
    checks = CongressChecks(pinned)
    findings = [finding for place in pinned.places for finding in checks.of(place)]
    findings += chain_findings(pinned)
    levels = [block.level for block in pinned.expansion.blocks.values()]
    return Feasibility(
        supposed,
        [_dates(pinned, level) for level in levels],
        [check for level in levels for check in _checks(level, findings)],
        suppositions,
    )


def _checks(level: Level, findings: Iterable[Finding]) -> list[Check]:
    """The findings of a level by kind, the tightest first."""
    own = sorted((f for f in findings if f.unit.level == level.code), key=lambda f: f.spare_days)
    by_kind = {kind: [f for f in own if f.kind is kind] for kind in CheckKind}
    return [Check(kind, level, found) for kind, found in by_kind.items() if found]


def _dates(pinned: Pinned, level: Level) -> LevelDates:
    places = [place for place in pinned.places if place.level.code == level.code]
    return LevelDates(
        level,
        len(places),
        sum(not place.is_dated for place in places),
        min(place.opening for place in places),
        max(place.closing for place in places),
    )
