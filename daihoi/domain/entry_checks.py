"""What an entry may not be beside the other entries: the checks of every workstream, by register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing import congresses_checks, delegates_checks
from daihoi.domain.record import Fault

Check = Callable[[Campaign, Entries, Entry], Iterator[Fault]]
"""Faults of an entry, given all entries that would stand with it."""

CHECKS: Mapping[str, Check] = {**delegates_checks.CHECKS, **congresses_checks.CHECKS}
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
