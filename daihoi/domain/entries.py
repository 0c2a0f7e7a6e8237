"""Entries of registers as they stand at the end of a day, and how they lie in statements of the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from daihoi.domain.record import Event, Statement
from daihoi.domain.registers import ColumnKind, Register, Value, register_of, subject
from daihoi.domain.structure import Certainty

Written = tuple[tuple[str, str | int], ...]
"""Column code and value of each cell that is not blank, by code; days as ISO text."""


@dataclass(frozen=True)
class Entry:
    """One entry of a register.

    Attributes:
        register: code of the register.
        unit_code: whose entry it is.
        key: what names it among those of its unit; empty where a unit has one entry.
        values: column code → value; blank cells are left out.
        effective_date: the day it is about.
        certainty: stated by a source or assumed.
        source: where it was read.
        evidence_sha256: hex SHA-256 of the file that goes with it; empty for none.
        seq: number of the event that said so; 0 while it is not recorded.
        document_number: the document by which it was taken over from a unit that is gone; empty for none.
        document_date: date of that document.
    """

    register: str
    unit_code: str
    key: str
    values: Mapping[str, Value]
    effective_date: date
    certainty: Certainty = Certainty.STATED
    source: str = ""
    evidence_sha256: str = ""
    seq: int = 0
    document_number: str = ""
    document_date: date | None = None

    def count(self, column: str) -> int:
        """The count in a column; 0 when it is blank."""
        value = self.values.get(column, 0)
        return value if isinstance(value, int) else 0

    def text(self, column: str) -> str:
        """The text, code or key in a column; empty when it is blank."""
        value = self.values.get(column, "")
        return value if isinstance(value, str) else ""

    def day(self, column: str) -> date | None:
        """The day in a column; None when it is blank."""
        value = self.values.get(column)
        return value if isinstance(value, date) else None


class Entries:
    """The entries of a campaign that stand, as known at a moment; those of registers no longer kept left out.

    Args:
        registers: the registers that are configured, by code.
        entries: in any order; of several with one key the last counts.
        status_date: the day at whose end they stand.
        known_seq: the campaign's last event taken into account.
    """

    def __init__(
        self,
        registers: Mapping[str, Register],
        entries: Iterable[Entry] = (),
        status_date: date = date.max,
        known_seq: int = 0,
    ) -> None:
        self.registers, self.status_date, self.known_seq = registers, status_date, known_seq
        self._by_register: dict[str, dict[tuple[str, str], Entry]] = {code: {} for code in registers}
        # The last of an entry counts, however each spells its key; then they are put in order.
        last = {(one.register, one.unit_code, subject(one.register, one.key)): one for one in entries}
        for (register, unit_code, key), entry in sorted(
            last.items(), key=lambda item: (item[1].unit_code, item[1].key)
        ):
            if register in registers:
                self._by_register[register][unit_code, key] = entry

    def __iter__(self) -> Iterator[Entry]:
        for entries in self._by_register.values():
            yield from entries.values()

    def __len__(self) -> int:
        return sum(map(len, self._by_register.values()))

    def of(self, register: str, unit_code: str | None = None) -> list[Entry]:
        """The entries of a register (of one unit), by unit and key; none of a register that is unknown."""
        if unit_code is not None:
            return list(self._by_unit.get((register, unit_code), ()))
        return list(self._by_register.get(register, {}).values())

    def find(self, register: str, unit_code: str, key: str = "") -> Entry | None:
        """The entry of a unit with this key, whatever its capitals."""
        return self._by_register.get(register, {}).get((unit_code, subject(register, key)))

    def called(self, register: str) -> str:
        """How a sentence calls a register, e.g. «sổ rà soát phần việc»; its code when it is unknown."""
        known = self.registers.get(register)
        return known.called if known else f"sổ «{register}»"

    def has_key(self, register: str, key: str) -> bool:
        """Whether any unit has an entry with this key."""
        wanted = subject(register, key)
        return any(place[1] == wanted for place in self._by_register.get(register, {}))

    def including(self, entries: Iterable[Entry]) -> Entries:
        """The same with more entries, or others in their place."""
        return Entries(self.registers, [*self, *entries], self.status_date, self.known_seq)

    def without(self, entries: Iterable[Entry]) -> Entries:
        """The same without some of them."""
        left = {(one.register, one.unit_code, subject(one.register, one.key)) for one in entries}
        kept = (
            one for one in self if (one.register, one.unit_code, subject(one.register, one.key)) not in left
        )
        return Entries(self.registers, kept, self.status_date, self.known_seq)

    @cached_property
    def _by_unit(self) -> Mapping[tuple[str, str], list[Entry]]:
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self:
            found.setdefault((entry.register, entry.unit_code), []).append(entry)
        return found


def written(values: Mapping[str, Value]) -> Written:
    """Values in the form in which the log keeps them."""
    return tuple(
        (code, value.isoformat() if isinstance(value, date) else value)
        for code, value in sorted(values.items())
    )


def entry_of(event: Event, registers: Mapping[str, Register]) -> Entry | None:
    """The entry that an event of the log tells; None when it is none, or of a register no longer kept."""
    return stated_entry(event.statement, registers, event.seq)


def stated_entry(said: Statement, registers: Mapping[str, Register], seq: int = 0) -> Entry | None:
    """The entry in a statement; cells of columns that the register no longer has are left out."""
    register = registers.get(register_of(said.activity))
    if register is None:
        return None
    values = {
        code: _value(register.by_code[code].kind, value)
        for code, value in said.entry
        if code in register.by_code
    }
    return Entry(
        register.code,
        said.unit_code,
        register.key_of(values),
        values,
        said.effective_date,
        said.certainty,
        said.source,
        said.evidence_sha256,
        seq,
        said.document_number,
        said.document_date,
    )


def entry_names(events: Iterable[Event], registers: Mapping[str, Register]) -> dict[int, str]:
    """``seq`` of what was said of an entry → register and key as people read them.

    A withdrawal has no cells to read the key from: it is called by what it is filed under.
    """
    found = ((event.seq, entry_of(event, registers)) for event in events if event.statement.entry)
    return {
        seq: " | ".join(filter(None, (registers[entry.register].name, entry.key)))
        for seq, entry in found
        if entry
    }


def entries_of(
    events: Sequence[Event], registers: Mapping[str, Register], status_date: date, known_seq: int
) -> Entries:
    """The entries that current events tell."""
    found = (entry_of(event, registers) for event in events)
    return Entries(registers, (entry for entry in found if entry), status_date, known_seq)


def _value(kind: ColumnKind, value: str | int) -> Value:
    return date.fromisoformat(value) if kind is ColumnKind.DAY and isinstance(value, str) else value
