"""What an entry about programmes may not be beside the others."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.documents_checks import later_than_told
from daihoi.domain.preparing.programmes_state import LINKS, OWN, PROGRAMMES, REVIEWS, SUPERIOR, programmes_of
from daihoi.domain.record import Fault
from daihoi.errors import suggestion


def check_link(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A link leads from a programme of the unit to one of its superior."""
    for column, owner in (("own", OWN), ("superior", SUPERIOR)):
        found = entries.find(PROGRAMMES, entry.unit_code, entry.text(column))
        if found is None or found.text("owner") != owner:
            known = [one.key for one in programmes_of(entries, entry.unit_code, owner)]
            whose = "của đơn vị" if owner == OWN else "của cấp trên"
            what = f"«{entry.text(column)}» không phải chương trình {whose} trong sổ của {entry.unit_code}"
            yield Fault(column, what, suggestion(entry.text(column), known))


def check_review(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A unit reviews its own programmes and those of the units above it."""
    yield from later_than_told(entry, "reviewed_on")
    programme, keepers = entry.text("programme"), _lineage(campaign, entry.unit_code)
    if not any(entries.find(PROGRAMMES, code, programme) for code in keepers):
        what = f"«{programme}» không phải chương trình của {entry.unit_code} hay cấp trên của nó"
        known = [one.key for code in keepers for one in entries.of(PROGRAMMES, code)]
        yield Fault("programme", what, suggestion(programme, known))


def _lineage(campaign: Campaign, unit_code: str) -> list[str]:
    """A unit and those above it, nearest first."""
    found, unit = [], campaign.tree.by_code.get(unit_code)
    while unit:
        found.append(unit.code)
        unit = campaign.tree.by_code.get(unit.parent_code)
    return found


CHECKS = {LINKS: check_link, REVIEWS: check_review}
