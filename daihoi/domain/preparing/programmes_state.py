"""Reviews of work programmes: what has to be reviewed before the political report is drafted."""

from __future__ import annotations

from datetime import date

from daihoi.domain.entries import Entries, Entry

PROGRAMMES, LINKS, REVIEWS, TARGETS = "programmes", "programme_links", "programme_reviews", "targets"
OWN, SUPERIOR = "own", "superior"
REVIEWED, NOT_REVIEWED = "reviewed", "not_reviewed"


def programmes_of(entries: Entries, unit_code: str, owner: str) -> list[Entry]:
    """The programmes that a unit keeps, its own or its superior's."""
    return [one for one in entries.of(PROGRAMMES, unit_code) if one.text("owner") == owner]


def is_reviewed(entries: Entries, unit_code: str, programme: str, by: date = date.max) -> bool:
    """Whether a unit has finished its review of a programme by a day."""
    found = entries.find(REVIEWS, unit_code, programme)
    if found is None or found.text("state") != REVIEWED:
        return False
    return (found.day("reviewed_on") or date.max) <= by


def unfinished_programmes(entries: Entries, unit_code: str, by: date = date.max) -> list[str]:
    """Codes of a unit's own programmes that it has not reviewed by a day."""
    own = programmes_of(entries, unit_code, OWN)
    return [one.text("code") for one in own if not is_reviewed(entries, unit_code, one.key, by)]


def linked(entries: Entries, unit_code: str, own: str) -> list[str]:
    """Codes of the superior's programmes that one of a unit's programmes is tied to."""
    links = entries.of(LINKS, unit_code)
    return [one.text("superior") for one in links if one.text("own") == own]
