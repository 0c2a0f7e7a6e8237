"""What a unit may take over from the registers of one that is gone, in the same campaign or the next.

Nothing is invented: a cell that speaks of a unit or an activity which the other campaign does not have is
left blank, or, where the register needs it, the whole entry stays behind with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from daihoi.domain.campaign import Campaign
from daihoi.domain.carrying_numbers import RunningNumbers, named_by_number
from daihoi.domain.carrying_origin import Origins
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.registers import ColumnKind, Register, RegisterColumn, Value, subject
from daihoi.domain.units import Unit

Pair = tuple[str, str]
"""Code of the unit that is gone, code of the one that takes its place."""

TAKEN = "đã chuyển"


@dataclass(frozen=True)
class TakenOver:
    """An entry as the unit that takes it over would keep it.

    Attributes:
        old: as the unit that is gone left it.
        new: under its new unit, before anybody decided; not recorded yet.
        blanked: codes of the columns that were left blank.
        stays: its unit is still there: only the entry of another unit that it names changed its place.
    """

    old: Entry
    new: Entry
    blanked: tuple[str, ...] = ()
    stays: bool = False

    @property
    def is_renumbered(self) -> bool:
        """It is called by another number than before."""
        return self.new.key.isdecimal() and self.new.key != self.old.key


@dataclass(frozen=True)
class LeftBehind:
    """An entry that is not taken over.

    Attributes:
        old: as the unit that is gone left it.
        unit_code: the unit that would take it over.
        why: a Vietnamese phrase.
    """

    old: Entry
    unit_code: str
    why: str


@dataclass(frozen=True)
class Heritage:
    """What is taken over, and what is not."""

    taken: Sequence[TakenOver]
    left: Sequence[LeftBehind]


class Heir:
    """The campaign in which entries are taken over, and what stands in its registers.

    Args:
        campaign: as rulings left it.
        entries: what stands there.
        pairs: which unit takes the place of which.
        origins: where its entries came from.
        old_campaign: code of the campaign that is left; in another one codes are names of other units.
    """

    def __init__(
        self, campaign: Campaign, entries: Entries, pairs: Sequence[Pair], origins: Origins, old_campaign: str
    ) -> None:
        self.campaign, self.entries, self.pairs, self.origins = campaign, entries, pairs, origins
        self.old_campaign, self.is_other = old_campaign, old_campaign != campaign.code
        self._heirs: dict[str, list[str]] = {}
        for old, new in pairs:
            self._heirs.setdefault(old, []).append(new)

    def unit(self, code: str) -> str:
        """The unit of this campaign for a cell that names one of the old; empty when none is certain."""
        heirs = self._heirs.get(code, [])
        if heirs:
            return heirs[0] if len(heirs) == 1 else ""
        return code if not self.is_other and code in self.campaign.tree.by_code else ""

    def value(self, column: RegisterColumn, value: Value, pair: Pair) -> Value | None:
        """A cell of an entry that changes its unit; None when this campaign has no word for it."""
        if column.kind is ColumnKind.UNIT:
            before, after = pair  # what a unit says of itself, its heir says of itself
            return after if value == before else self.unit(str(value)) or None
        if column.kind is ColumnKind.ACTIVITY and value not in self.campaign.structure.level_of_activity:
            return None
        return value


def take_over(old: Entries, heir: Heir) -> Heritage:
    """What the units of an heir may take over.

    Args:
        old: what stands in the registers that are left.
        heir: where it goes.
    """
    taken, left = list[TakenOver](), list[LeftBehind]()
    numbers = RunningNumbers(heir.entries, heir.origins, heir.old_campaign)
    carried = [one for one in old.registers.values() if one.carries_over]
    # What names a number of another register comes after it.
    for register in sorted(carried, key=lambda one: named_by_number(one) is not None):
        gone = [(entry, pair) for pair in heir.pairs for entry in old.of(register.code, pair[0])]
        for entry, (before, after) in (*gone, *_staying(register, old, heir, numbers)):
            pair = before, heir.campaign.tree.by_code[after]
            found = _taken(register, entry, heir, pair, numbers)
            if isinstance(found, TakenOver):
                taken.append(found)
            else:
                left.append(found)
    clear, clashing = _without_clashes(taken)
    return Heritage(clear, [*left, *clashing])


def _staying(
    register: Register, old: Entries, heir: Heir, numbers: RunningNumbers
) -> Iterator[tuple[Entry, Pair]]:
    """Entries of units that are still there, which name one that is carried: its unit and number change."""
    gone = {before for before, _ in heir.pairs}
    for entry in () if heir.is_other else old.of(register.code):
        is_there = entry.unit_code in heir.campaign.tree.by_code and entry.unit_code not in gone
        if is_there and numbers.has(register, entry):
            yield entry, (entry.unit_code, entry.unit_code)


def _taken(
    register: Register, entry: Entry, heir: Heir, pair: tuple[str, Unit], numbers: RunningNumbers
) -> TakenOver | LeftBehind:
    before, unit = pair
    if register.levels and unit.level not in register.levels:
        level = heir.campaign.structure.by_code[unit.level].short_name
        return LeftBehind(entry, unit.code, f"sổ này không do cấp «{level}» ghi")
    codes = before, unit.code
    values = {code: heir.value(register.by_code[code], value, codes) for code, value in entry.values.items()}
    blanked = tuple(code for code, value in values.items() if value is None)
    for column in (register.by_code[code] for code in blanked):
        if column.is_required:
            told = column.shown(entry.values[column.code])
            return LeftBehind(entry, unit.code, f"cột «{column.name}»: chưa rõ «{told}» nay là gì ở nơi nhận")
    known: Mapping[str, Value] = {code: value for code, value in values.items() if value is not None}
    kept = numbers.settled(register, entry, known, unit.code)
    new = replace(entry, unit_code=unit.code, values=kept, key=register.key_of(kept), seq=0)
    own = heir.entries.find(register.code, unit.code, new.key)
    if own is not None:
        origin = heir.origins.of(own)
        is_taken = origin is not None and origin.is_of(heir.old_campaign, entry)
        return LeftBehind(entry, unit.code, TAKEN if is_taken else "nơi nhận đã có dòng của mình, cùng tên")
    stays = not heir.is_other and before == unit.code
    return TakenOver(entry, new, blanked, stays)


def _without_clashes(taken: Iterable[TakenOver]) -> tuple[list[TakenOver], list[LeftBehind]]:
    """Entries of two units that are gone, with one name in one unit: which of them counts, people decide."""
    taken = list(taken)
    times = Counter(_place(one.new) for one in taken)
    clashing = [one for one in taken if times[_place(one.new)] > 1]
    why = "nhiều đơn vị cũ cùng có dòng tên này, phải chọn một"
    left = [LeftBehind(one.old, one.new.unit_code, why) for one in clashing]
    return [one for one in taken if times[_place(one.new)] == 1], left


def _place(entry: Entry) -> tuple[str, str, str]:
    return entry.register, entry.unit_code, subject(entry.register, entry.key)


def in_order(registers: Mapping[str, Register]) -> Iterator[Register]:
    """Registers, those that others name before those others."""
    given = set[str]()
    waiting = list(registers.values())
    while waiting:
        ready = [one for one in waiting if _named(one) <= given] or waiting[:1]
        yield from ready
        given |= {one.code for one in ready}
        waiting = [one for one in waiting if one.code not in given]


def _named(register: Register) -> set[str]:
    named = {code for one in register.columns for code in (one.register, one.numbers_of)}
    return named - {"", register.code}
