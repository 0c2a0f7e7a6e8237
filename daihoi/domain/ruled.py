"""A campaign as rulings left it at the end of a day: configuration first, then the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.plan_rulings import with_plan_rulings
from daihoi.domain.rulings import RulingEvent, standing_rulings
from daihoi.domain.unit_rulings import with_unit_rulings


def ruled(campaign: Campaign, known: Iterable[RulingEvent], status_date: date) -> Campaign:
    """The campaign with every ruling that holds at the end of a day; itself when there is none.

    Args:
        campaign: as it is configured.
        known: its rulings that are known, in ``seq`` order.
        status_date: the day asked about.
    """
    standing = standing_rulings(known, status_date)
    if not standing:
        return campaign
    return with_plan_rulings(with_unit_rulings(campaign, standing), standing, status_date)
