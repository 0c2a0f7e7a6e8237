"""Rulings about the plan: suspensions and their end, days planned anew, permissions to depart from a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.excepting import except_faults, excepted
from daihoi.domain.record import Fault
from daihoi.domain.replanning import replan_faults, replanned
from daihoi.domain.rulings import Ruling, RulingEvent, RulingKind
from daihoi.domain.suspending import resume_faults, resumed, settled, suspend_faults, suspended

_LAID: Mapping[RulingKind, Callable[[Campaign, Ruling], Campaign]] = {
    RulingKind.SUSPEND: suspended,
    RulingKind.RESUME: resumed,
    RulingKind.REPLAN: replanned,
    RulingKind.EXCEPT: excepted,
}
_FAULTS: Mapping[RulingKind, Callable[[Campaign, Ruling], Iterator[Fault]]] = {
    RulingKind.SUSPEND: suspend_faults,
    RulingKind.RESUME: resume_faults,
    RulingKind.REPLAN: replan_faults,
    RulingKind.EXCEPT: except_faults,
}
PLAN_KINDS = frozenset(_LAID)
"""The kinds of ruling that are read here."""


def with_plan_rulings(campaign: Campaign, standing: Sequence[RulingEvent], status_date: date) -> Campaign:
    """The campaign with what was ruled about its plan.

    Args:
        campaign: with its units as they are on the day.
        standing: rulings that hold, in the order in which they take effect; other kinds are passed over.
        status_date: the day, for suspensions that nobody knows the end of (see ``suspending``).

    Raises:
        RulingError: the log holds a ruling that cannot be read.
        CalendarRangeError: the calendars end before suspended congresses could be allowed again.
    """
    return settled(laid_over(campaign, standing), status_date)


def laid_over(campaign: Campaign, standing: Sequence[RulingEvent]) -> Campaign:
    """The same, but what nobody knows the end of has none (``OPEN_END``): to check, not to compute with."""
    for event in standing:
        if event.ruling.kind in _LAID:
            campaign = _LAID[event.ruling.kind](campaign, event.ruling)
    return campaign


def plan_faults(campaign: Campaign, ruling: Ruling) -> list[Fault]:
    """What does not fit in a ruling about the plan.

    Args:
        campaign: as ``laid_over`` leaves it, with everything that takes effect before.
        ruling: one of ``PLAN_KINDS``.
    """
    return list(_FAULTS[ruling.kind](campaign, ruling))
