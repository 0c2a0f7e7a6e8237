"""What the registers say of a unit and those below it, for its progress report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from daihoi.domain.preparing.all import REVIEWERS
from daihoi.domain.preparing.base import Preparation, marked
from daihoi.domain.units import Unit
from reports.office.facts import WorkstreamFacts

AS_LISTED = frozenset({"congresses"})
"""Workstreams whose findings count what their own table lists, so that the two agree."""
BY_CONGRESS = frozenset({"progress", "pilots", "personnel", "submissions", "congresses"})
"""Workstreams whose tables have a row per congress: of those that the unit answers for, not of all below."""


def workstream_facts(preparation: Preparation, unit: Unit) -> WorkstreamFacts:
    """Findings and tables of every workstream, of one unit's subtree.

    Args:
        preparation: schedule and registers of the whole campaign.
        unit: whose report.
    """
    whole, near = _whole(preparation, unit), _near(preparation, unit)
    found = {name: review(whole) for name, review in REVIEWERS.items()}
    listed = {name: REVIEWERS[name](near) if name in BY_CONGRESS else one for name, one in found.items()}
    told = [listed[name] if name in AS_LISTED else one for name, one in found.items()]
    return WorkstreamFacts(
        reviews=[one for one in told if one.findings],
        tables=[table for one in listed.values() for table in one.tables if table.rows],
        charged=_charged(preparation, unit),
        in_charge=_in_charge(preparation, unit),
    )


def _whole(preparation: Preparation, unit: Unit) -> Preparation:
    """The unit with all below it; the campaign as a whole where the unit is its root."""
    tree = preparation.campaign.tree
    is_root = unit.code == preparation.campaign.root.code
    return replace(preparation, units=None if is_root else frozenset(tree.subtrees([unit.code])))


def _near(preparation: Preparation, unit: Unit) -> Preparation:
    """The unit with those directly below it."""
    below = preparation.campaign.tree.children[unit.code]
    return replace(preparation, units=frozenset([unit.code, *(one.code for one in below)]))


def _charged(preparation: Preparation, unit: Unit) -> Mapping[str, tuple[str, str]]:
    """Activity of the unit → who is in charge and who helps, as the register of assignments has it."""
    return {
        one.text("activity"): (marked(one.text("body").partition(" | ")[0], one), one.text("partners"))
        for one in preparation.entries.of("assignments", unit.code)
    }


def _in_charge(preparation: Preparation, unit: Unit) -> Mapping[str, str]:
    """Unit directly below → the posts in charge of it, as the register of supervision has it."""
    posts: dict[str, list[str]] = {}
    for one in preparation.entries.of("supervision", unit.code):
        if one.text("role") == "in_charge":
            posts.setdefault(one.text("unit"), []).append(marked(one.text("post"), one))
    return {code: "; ".join(told) for code, told in posts.items()}
