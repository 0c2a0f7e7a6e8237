"""Entries that name other entries: who names one, and rows that lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.steering_faults import named_entry
from daihoi.domain.registers import subject
from daihoi.domain.units import related_units


def named_by(campaign: Campaign, entries: Entries, gone: Entry) -> Iterator[Entry]:
    """The entries that name one which no longer stands, where no other of that name is there for them.

    Args:
        campaign: as rulings left it.
        entries: all that would stand without it.
        gone: the entry that was taken back.
    """
    wanted = subject(gone.register, gone.key)
    for register in entries.registers.values():
        for column in register.names_of(gone.register):
            for entry in entries.of(register.code):
                if subject(gone.register, entry.text(column.code)) != wanted:
                    continue
                related = related_units(campaign.tree, entry.unit_code)
                if gone.unit_code in related and not _is_there(entries, gone, related):
                    yield entry


def _is_there(entries: Entries, gone: Entry, units: frozenset[str]) -> bool:
    return any(entries.find(gone.register, code, gone.key) for code in units)


def in_circle(campaign: Campaign, entries: Entries, entry: Entry, column: str) -> list[str]:
    """Keys from an entry back to itself, along a column that names entries of the same register.

    Returns:
        The first and the last are its own; empty when the way ends elsewhere.
    """
    way, seen = [entry.key], set[tuple[str, str]]()
    above = named_entry(campaign, entries, entry, column)
    while above is not None and (above.unit_code, above.key) not in seen:
        way.append(above.key)
        if (above.unit_code, above.key) == (entry.unit_code, entry.key):
            return way
        seen.add((above.unit_code, above.key))
        above = named_entry(campaign, entries, above, column)
    return []
