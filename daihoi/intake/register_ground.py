"""What rows of registers are checked against: what stands, and what the rows bring and take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry, stated_entry
from daihoi.domain.record import ActivityKey, Event, EventKind, Statement, current, standing_events
from daihoi.domain.registers import register_of, subject
from daihoi.domain.units import related_units
from daihoi.intake.setting import Setting


@dataclass(frozen=True)
class Coming:
    """What one row of a table is about, as far as its naming cells tell.

    Attributes:
        register: code of the register.
        unit_code: whose entry it is.
        key: what names the entry, as people read it.
        is_void: the row takes the entry back.
    """

    register: str
    unit_code: str
    key: str
    is_void: bool


class Ground:
    """What rows of registers are checked against.

    Args:
        setting: units, days, evidence.
        campaign: as rulings left it.
        entries: the entries that stand, as known now.
        events: all events of registers, in ``seq`` order: what is taken back may leave an earlier state.
    """

    def __init__(
        self, setting: Setting, campaign: Campaign, entries: Entries, events: Iterable[Event] = ()
    ) -> None:
        self.setting, self.campaign, self.entries = setting, campaign, entries
        self._histories: dict[ActivityKey, list[Event]] = {}
        for event in events:
            self._histories.setdefault(event.statement.key, []).append(event)
        self._keys: dict[tuple[str, str], Mapping[str, str]] = {}
        self._coming: Sequence[Coming] = ()

    def expecting(self, coming: Sequence[Coming]) -> Ground:
        """The same for the rows of one table, which may name each other in any order."""
        other = Ground(self.setting, self.campaign, self.entries)
        other._histories, other._coming = self._histories, coming
        return other

    def keys(self, register: str, unit_code: str) -> Mapping[str, str]:
        """Entries that rows of a unit may name: its own, those above it and below it, by what they lie under.

        What units beside it keep is none of its business, and is not offered to whoever mistypes a key.
        """
        place = (register, unit_code)
        if place not in self._keys:
            related = related_units(self.campaign.tree, unit_code)
            self._keys[place] = {subject(register, key): key for key in self._named(register, related)}
        return self._keys[place]

    def _named(self, register: str, units: frozenset[str]) -> Iterable[str]:
        told = [one for one in self._coming if one.register == register and one.unit_code in units]
        void = {(one.unit_code, subject(register, one.key)) for one in told if one.is_void}
        for unit_code in sorted(units):
            for entry in self.entries.of(register, unit_code):
                if (unit_code, subject(register, entry.key)) not in void or self._has_earlier(entry):
                    yield entry.key
        yield from (one.key for one in told if not one.is_void)

    def _has_earlier(self, entry: Entry) -> bool:
        """Whether taking back what stands of an entry leaves what was said of it before."""
        filed = self.entries.registers[entry.register].subject(entry.values)
        return bool(_without_latest(self._histories.get((entry.unit_code, filed), [])))

    def after(self, statements: Iterable[Statement]) -> Entries:
        """The entries that will stand once the rows of a table are recorded, whatever their order."""
        gone, come = list[Entry](), list[Entry]()
        for said in statements:
            if said.kind is not EventKind.VOID:
                come += self._told(said)
            elif (before := self.taken_back(said)) is not None:
                gone.append(before)
                come += self._earlier(said)
        return (self.entries.without(gone) if gone else self.entries).including(come)

    def taken_back(self, said: Statement) -> Entry | None:
        """The entry that a row takes back; None where nothing of its day stands, as the log will say."""
        register = self.entries.registers[register_of(said.activity)]
        found = self.entries.of(register.code, said.unit_code)
        mine = (one for one in found if register.subject(one.values) == said.activity)
        return next((one for one in mine if one.effective_date == said.effective_date), None)

    def _told(self, said: Statement) -> Iterator[Entry]:
        """What a row says; a table that grew may repeat what stood before something newer."""
        entry = stated_entry(said, self.entries.registers)
        if entry is None:
            return
        before = self.entries.find(entry.register, entry.unit_code, entry.key)
        is_old = before is not None and before.effective_date > said.effective_date
        if not (is_old and any(_repeats(said, event) for event in self._histories.get(said.key, []))):
            yield entry

    def _earlier(self, void: Statement) -> Iterator[Entry]:
        """The state that comes back when the latest one is taken back."""
        left = _without_latest(self._histories.get(void.key, []))
        last = current(left, date.max)
        entry = stated_entry(last.statement, self.entries.registers, last.seq) if last else None
        if entry is not None:
            yield entry


def _without_latest(history: Sequence[Event]) -> list[Event]:
    """The events that stand as if the latest of them had never been said."""
    latest = current(history, date.max)
    if latest is None:
        return []
    return standing_events(event for event in history if latest.seq not in (event.seq, event.corrects))


def _repeats(said: Statement, event: Event) -> bool:
    before = event.statement
    return (before.entry, before.effective_date) == (said.entry, said.effective_date)
