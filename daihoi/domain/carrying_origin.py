"""Where an entry came from that a unit took over: written into its source, and read back from the log.

Cells prove nothing: the heir may mend what it took over, and may have an entry of its own that reads alike.
What was said first of an entry, with a document, keeps naming the unit and the entry that it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from daihoi.domain.entries import Entry, stated_entry
from daihoi.domain.record import ActivityKey, Event, EventKind, shown
from daihoi.domain.registers import Register, Value

_WORDS = re.compile(
    r"Kế thừa (?P<unit>\S+) .*? \((?P<campaign>[^()\s]+)\)(?:, dòng «(?P<key>.*?)»)?, số liệu \d\d/\d\d/\d{4}"
)


@dataclass(frozen=True)
class Origin:
    """The entry that another one was taken over from.

    Attributes:
        campaign: code of the campaign in whose registers it stands.
        unit_code: whose entry it is there.
        key: what names it there; empty where a unit has one entry, and in tables made before it was written.
        values: the cells with which it was taken over.
    """

    campaign: str
    unit_code: str
    key: str
    values: Mapping[str, Value]

    def is_of(self, campaign: str, old: Entry) -> bool:
        """Whether it is this entry, as far as it says."""
        is_unit = (self.campaign, self.unit_code) == (campaign, old.unit_code)
        return is_unit and self.key in ("", old.key)


def origin_words(campaign: str, name: str, old: Entry) -> str:
    """How the source of an entry says that it was taken over.

    Args:
        campaign: code of the campaign that is left.
        name: of the unit that is gone.
        old: the entry as that unit left it.
    """
    key = f", dòng «{old.key}»" if old.key else ""
    return f"Kế thừa {old.unit_code} {name} ({campaign}){key}, số liệu {shown(old.effective_date)}"


class Origins:
    """Where the entries of a campaign came from: the first that was said of each and not taken back tells.

    Args:
        events: of its registers, in the order in which they became known.
        registers: by code.
    """

    def __init__(self, events: Iterable[Event], registers: Mapping[str, Register]) -> None:
        self._registers = registers
        self._told: dict[ActivityKey, dict[int, Origin | None]] = {}
        first = dict[int, int]()  # what was said first, of what it was mended into later
        for event in events:
            told = self._told.setdefault(event.statement.key, {})
            if event.corrects is None:
                told[event.seq] = _origin(event, registers)
                continue
            first[event.seq] = first.get(event.corrects, event.corrects)
            if event.statement.kind is EventKind.VOID:
                told.pop(first[event.seq], None)

    def of(self, entry: Entry) -> Origin | None:
        """Where an entry came from; None for one of the unit's own."""
        filed = self._registers[entry.register].subject(entry.values)
        return next(iter(self._told.get((entry.unit_code, filed), {}).values()), None)


class TakenOver:
    """What units of a campaign took over from those that are gone: called with an entry, what came of it.

    Args:
        campaign: code of the campaign, where the entries stood and stand.
        entries: as they stand.
        origins: where its entries came from.
    """

    def __init__(self, campaign: str, entries: Iterable[Entry], origins: Origins) -> None:
        self._campaign = campaign
        self._copies: dict[tuple[str, str], list[tuple[Origin, Entry]]] = {}
        for entry in entries:
            if (origin := origins.of(entry)) is not None:
                self._copies.setdefault((entry.register, origin.unit_code), []).append((origin, entry))

    def __call__(self, old: Entry) -> list[Entry]:
        """The entries that came of one; empty when nobody took it over."""
        found = self._copies.get((old.register, old.unit_code), ())
        return [entry for origin, entry in found if origin.is_of(self._campaign, old)]


def _origin(event: Event, registers: Mapping[str, Register]) -> Origin | None:
    said = event.statement
    words = _WORDS.match(said.source)
    if words is None or not said.document_number:
        return None
    entry = stated_entry(said, registers)
    values = entry.values if entry else {}
    return Origin(words["campaign"], words["unit"], words["key"] or "", values)
