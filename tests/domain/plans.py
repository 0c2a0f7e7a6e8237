"""A small ward whose gate waits for its superior, with rules, planned days and permissions as text.

By hand, from Monday 1 June: plan 1-2; draft 3-5, submit 8, approval 9-10, branch congresses Thursday 11;
direct 3-11, finalize 12-16; ward dossier 3, approval from 4; ward congress Wednesday 17 and Thursday 18.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from daihoi.domain.campaign import Campaign, RuleException
from daihoi.domain.record import Event, Snapshot, Statement
from daihoi.domain.rules import Rule, RuleSet
from daihoi.domain.units import UnitTree
from tests.domain.campaigns import STATED, make_campaign
from tests.domain.networks import day

WARD = (
    "w_plan:2",
    "w_direct:2~?<w_plan,/b_congress:FF",
    "w_finalize:3<w_direct",
    "w_submit:1<w_plan",
    "w_approval:2!<w_submit",
    "w_congress:2*@everyday<w_finalize,w_approval",
)


def make_plan(
    rules: Mapping[str, int | str] | None = None, planned: Mapping[str, str] | None = None, **changes: Any
) -> Campaign:
    """The ward; ``rules`` by «name.level» (a day for windows), ``planned`` openings by unit."""
    planned = planned or {}
    campaign = make_campaign(**{"ward": WARD, "deadlines": {}, **changes})
    units = tuple(
        replace(unit, planned_congress_date=day(planned[unit.code])) if unit.code in planned else unit
        for unit in campaign.tree.units
    )
    return replace(campaign, tree=UnitTree(units), rules=make_rules(rules or {}))


def make_rules(values: Mapping[str, int | str]) -> RuleSet:
    """A rule set of values by «name.level»."""
    rules: dict[str, dict[str, Rule]] = {}
    for key, value in values.items():
        name, _, level = key.partition(".")
        given = day(value) if isinstance(value, str) else value
        rules.setdefault(name, {})[level] = Rule(given, f"quy định {value}", STATED)
    return RuleSet("thu", "Quy định thử", date.min, None, rules)


def allowed(rule: str, value: int | date | None, **whom: str) -> RuleException:
    """A written permission to depart from a rule."""
    return RuleException(rule, value, "12-TB/QU", date(2020, 5, 20), "Quận ủy", "dịch bệnh", STATED, **whom)


def snapshot(status_date: str, *statements: Statement) -> Snapshot:
    """What was said by the end of a day."""
    recorded = datetime(2020, 1, 1, tzinfo=UTC)
    events = tuple(
        Event(seq, recorded, "văn phòng", 1, 1, None, statement, f"{seq:064x}")
        for seq, statement in enumerate(statements, start=1)
    )
    return Snapshot("thu", day(status_date), len(events), "", events)
