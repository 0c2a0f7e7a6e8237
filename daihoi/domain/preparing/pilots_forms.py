"""Which form a congress takes: of members or of delegates, with how many contents, for which term."""

from __future__ import annotations

from daihoi.domain.campaign import Campaign
from daihoi.domain.rule_values import rule_in_force
from daihoi.domain.units import Unit

FROM_MEMBERS = "delegate_congress_from_members"
MEMBERS, DELEGATES = "members", "delegates"
HALF_TERM, FULL_TERM = "half", "full"


def threshold(campaign: Campaign, unit: Unit) -> int | None:
    """Members from which a unit's congress is one of delegates; None where the rule set is silent."""
    rule = rule_in_force(campaign, FROM_MEMBERS, unit)
    return rule.days if rule else None


def expected_form(campaign: Campaign, unit: Unit) -> str | None:
    """``members`` or ``delegates``; None when it goes by the number of members and that is not known.

    Where the rule set has no number for a level, branches meet with all members, all above with delegates.
    """
    most = threshold(campaign, unit)
    if most is None:
        return MEMBERS if campaign.structure.by_code[unit.level].rank == 0 else DELEGATES
    if unit.member_count is None:
        return None
    return DELEGATES if unit.member_count >= most else MEMBERS


def usual_term(campaign: Campaign, unit: Unit) -> str:
    """The usual term: branches below a grassroots committee meet twice in five years (Charter, article 24).

    A branch that is itself a grassroots organisation has the full term: what counts is the level.
    """
    return HALF_TERM if campaign.structure.by_code[unit.level].rank == 0 else FULL_TERM
