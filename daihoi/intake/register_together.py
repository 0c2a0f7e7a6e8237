"""What rows of a register may not be beside each other, and beside what stands without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from daihoi.domain.entries import Entries, Entry, stated_entry
from daihoi.domain.entry_checks import faults_beside
from daihoi.domain.entry_names import in_circle, named_by
from daihoi.domain.preparing.steering_posts import text_faults
from daihoi.domain.record import EventKind, Fault
from daihoi.domain.registers import ColumnKind
from daihoi.domain.units import related_units
from daihoi.intake.register_cells import own
from daihoi.intake.register_ground import Ground
from daihoi.intake.register_reader import EntryReader
from daihoi.intake.rows import PreparedRow

Told = tuple[EntryReader, PreparedRow]
Stated = tuple[EntryReader, Entry]
MOST_NAMED = 3


def check_together(told: Sequence[Told], ground: Ground) -> None:
    """Refuses what may not stand once all rows are recorded, at the cell of the row that brings it about.

    Args:
        told: rows that could be read, and their readers, which note what is wrong; of a cell that was found
            wrong by itself nothing more is said.
        ground: what stands now.
    """
    entries = ground.after(row.statement for _, row in told)
    registers = entries.registers
    stated = [
        (reader, entry)
        for reader, row in told
        if row.statement.kind is not EventKind.VOID and (entry := stated_entry(row.statement, registers))
    ]
    _check_stated(stated, ground, entries)
    voids = [
        (reader, entry)
        for reader, row in told
        if row.statement.kind is EventKind.VOID and (entry := ground.taken_back(row.statement))
    ]
    if voids:
        restated = {_place(entry) for _, entry in (*stated, *voids)}
        _check_named(voids, restated, ground, entries)
        if not any(reader.problems for reader, _ in told):  # what is mended there may mend the rest
            _check_left(voids, restated, ground, entries)


def _check_stated(stated: Sequence[Stated], ground: Ground, entries: Entries) -> None:
    told_already = set[tuple[str, str]]()  # a sum that is wrong is wrong once, however many rows add up to it
    for reader, entry in stated:
        for fault in _all_faults(ground, entries, entry):
            if (entry.unit_code, fault.what) not in told_already and not reader.is_refused(own(fault.field)):
                told_already.add((entry.unit_code, fault.what))
                _refuse(reader, fault)


def _all_faults(ground: Ground, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """What its workstream finds, circles, and people named in any text that nobody has told of."""
    found = list(faults_beside(ground.campaign, entries, entry))
    yield from found
    register, told = entries.registers[entry.register], {fault.field for fault in found}
    for column in register.names_of(register.code):
        way = in_circle(ground.campaign, entries, entry, column.code) if column.code not in told else []
        if way:
            what = f"vòng tròn: {' → '.join(f'«{key}»' for key in way)}"
            yield Fault(column.code, what, f"để trống {column.name} ở một dòng của vòng này")
    texts = (column.code for column in register.columns if column.kind is ColumnKind.TEXT)
    yield from text_faults(entry, [code for code in texts if code not in told])


def _check_named(voids: Sequence[Stated], restated: set[Place], ground: Ground, entries: Entries) -> None:
    """Refuses to take back what entries that stand still name."""
    for reader, gone in voids:
        namers = [one for one in named_by(ground.campaign, entries, gone) if _place(one) not in restated]
        if namers:
            names = "; ".join(_called(entries, one) for one in namers[:MOST_NAMED])
            more = f" và {len(namers) - MOST_NAMED} dòng nữa" if len(namers) > MOST_NAMED else ""
            what = f"«{gone.key}» đang được nêu ở {names}{more}"
            _refuse(
                reader, Fault(_first(entries, gone), what, "sửa hoặc hủy các dòng ấy trước, hoặc cùng bảng")
            )


def _check_left(voids: Sequence[Stated], restated: set[Place], ground: Ground, entries: Entries) -> None:
    """Refuses to take back what leaves entries wrong that were sound beside it."""
    units = frozenset[str]().union(
        *(related_units(ground.campaign.tree, gone.unit_code) for _, gone in voids)
    )
    before = {_place(one): one for one in _kept_by(ground.entries, units)}
    told_already = set[str]()
    for one in _kept_by(entries, units):
        place = _place(one)
        if place in restated or before.get(place) != one:
            continue
        known = {fault.field for fault in faults_beside(ground.campaign, ground.entries, one)}
        for fault in faults_beside(ground.campaign, entries, one):
            if fault.field not in known and fault.what not in told_already:
                told_already.add(fault.what)
                reader, gone = _nearest(voids, one)
                what = f"hủy dòng này thì {_called(entries, one)} sai: {fault.what}"
                _refuse(reader, Fault(_first(entries, gone), what, "sửa hoặc hủy dòng ấy trong cùng bảng"))


Place = tuple[str, str, str]


def _place(entry: Entry) -> Place:
    return entry.register, entry.unit_code, entry.key


def _kept_by(entries: Entries, units: Iterable[str]) -> Iterator[Entry]:
    for code in sorted(units):
        for register in entries.registers:
            yield from entries.of(register, code)


def _nearest(voids: Sequence[Stated], entry: Entry) -> Stated:
    """The row that most likely took away what an entry needs: of its unit, and of its register if any is."""
    same = [one for one in voids if one[1].unit_code == entry.unit_code]
    return next((one for one in same if one[1].register == entry.register), (same or voids)[0])


def _called(entries: Entries, entry: Entry) -> str:
    name = entries.registers[entry.register].name
    return f"{name}, {entry.unit_code}, «{entry.key}»" if entry.key else f"{name}, {entry.unit_code}"


def _first(entries: Entries, entry: Entry) -> str:
    return next(iter(entries.registers[entry.register].key), "")


def _refuse(reader: EntryReader, fault: Fault) -> None:
    alias = own(fault.field)
    reader.refuse(alias if reader.has(alias) else "unit_code", fault.what, fault.remedy)
