"""Registers on the terminal and as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.table import Table

from daihoi.cli.display import console
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.registers import Register
from daihoi.domain.structure import Certainty, Structure
from daihoi.intake.register_columns import SHARED
from daihoi.whole_files import write_csv
from reports.tokens import date_long

MARK = " †"


def show_registers(entries: Entries, structure: Structure) -> None:
    """Every register with what it is for, who keeps it, and how many entries stand."""
    table = Table("Mã", "Sổ", "Cấp ghi", "Số dòng", box=None, header_style="bold")
    names = {level.code: level.short_name for level in structure.levels}
    for register in entries.registers.values():
        levels = [names[code] for code in register.levels if code in names]
        if register.levels and not levels:
            continue
        who = ", ".join(levels) or "mọi cấp"
        table.add_row(register.code, register.name, who, str(len(entries.of(register.code))))
    console().print(table)


def show_entries(register: Register, entries: Sequence[Entry], day: date) -> None:
    """The entries of a register; † marks what is assumed."""
    out = console()
    out.print(f"{register.name}: {len(entries)} dòng đến hết ngày {date_long(day)}.")
    if not entries:
        return
    table = Table("Đơn vị", *(one.name for one in register.columns), box=None, header_style="bold")
    for entry in entries:
        cells = [column.shown(entry.values.get(column.code)) for column in register.columns]
        cells[0] += MARK if entry.certainty is Certainty.ASSUMED else ""
        table.add_row(entry.unit_code, *cells)
    out.print(table)
    if any(entry.certainty is Certainty.ASSUMED for entry in entries):
        out.print(f"{MARK.strip()} giả định, không nêu trong nguồn")


def write_entries(path: Path, register: Register, entries: Sequence[Entry]) -> None:
    """The entries as a table that ``daihoi import`` reads.

    Raises:
        WriteError: the file cannot be written.
    """
    head = [SHARED["register"], SHARED["unit_code"], *(column.name for column in register.columns)]
    head += [SHARED[alias] for alias in ("as_of", "certainty", "source")]
    rows = [_row(register, entry) for entry in entries]
    write_csv(path, [head, *rows])


def _row(register: Register, entry: Entry) -> list[str | int]:
    cells = [column.shown(entry.values.get(column.code)) for column in register.columns]
    certainty = "giả định" if entry.certainty is Certainty.ASSUMED else ""
    day = date_long(entry.effective_date)
    return [register.name, entry.unit_code, *cells, day, certainty, entry.source]
