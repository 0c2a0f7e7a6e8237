"""What an entry may not be beside the other entries: the checks of every workstream, by register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing import (
    afterwards_checks,
    committees_checks,
    communications_checks,
    congresses_checks,
    delegates_checks,
    documents_checks,
    emulation_checks,
    feedback_checks,
    pilots_checks,
    programmes_checks,
    readiness_checks,
    sending_checks,
    steering_checks,
    submissions_checks,
)
from daihoi.domain.record import Fault

Check = Callable[[Campaign, Entries, Entry], Iterator[Fault]]
"""Faults of an entry, given all entries that would stand with it."""

CHECKS: Mapping[str, Check] = {
    **steering_checks.CHECKS,
    **pilots_checks.CHECKS,
    **documents_checks.CHECKS,
    **feedback_checks.CHECKS,
    **programmes_checks.CHECKS,
    **sending_checks.CHECKS,
    **committees_checks.CHECKS,
    **delegates_checks.CHECKS,
    **congresses_checks.CHECKS,
    **submissions_checks.CHECKS,
    **readiness_checks.CHECKS,
    **communications_checks.CHECKS,
    **emulation_checks.CHECKS,
    **afterwards_checks.CHECKS,
}
"""Register code → its check."""


def faults_beside(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """What is wrong with an entry beside the others; fields are codes of columns.

    Args:
        campaign: as rulings left it.
        entries: all entries that would stand, the entry itself among them.
        entry: the one asked about.
    """
    check = CHECKS.get(entry.register)
    if check is not None:
        yield from check(campaign, entries, entry)
