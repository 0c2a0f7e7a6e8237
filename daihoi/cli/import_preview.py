"""``daihoi import --dry-run``: what a file would add, row by row, in the words of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.record import Event, Statement
    from daihoi.domain.registers import Register
    from daihoi.intake.rows import Reading
    from daihoi.store.admission import Admitted

Change = tuple["Event | None", "Admitted"]
"""The event that stands now (None: nothing said yet), and what would be added."""


def show_preview(
    workspace: Workspace, path: Path, campaign: Campaign, reading: Reading, changes: Sequence[Change]
) -> None:
    """Prints what stands and what would stand."""
    from rich.table import Table

    from daihoi.cli import display
    from daihoi.loading import find_config
    from daihoi.loading.register_config import load_registers
    from daihoi.store.admission_remarks import sentences

    out, registers = display.console(), load_registers(find_config(workspace.config))
    unchanged = len(reading.rows) - len(changes) + reading.untouched
    out.print(f"{path.name}: sẽ thêm {len(changes)} sự kiện, {unchanged} dòng không đổi. Chưa ghi gì.")
    table = Table("Đơn vị", "Việc", "Đang ghi", "Sẽ ghi", box=None, header_style="bold")
    for before, new in changes:
        unit = new.statement.unit_code
        told = _told(before.statement, registers) if before else "chưa có"
        known = campaign.tree.by_code.get(unit)
        name = f"{unit} {known.name}" if known else unit
        table.add_row(name, new.called, told, _told(new.statement, registers))
    if changes:
        out.print(table)
    display.show_remarks(sentences([new for _, new in changes]))


def _told(said: Statement, registers: Mapping[str, Register]) -> str:
    """A statement in a few words: ``duyệt 20/02/2020 → 02/03/2020, 12-TB/ĐU``."""
    from reports import tokens

    if said.entry:
        return _entry_told(said, registers)
    start = tokens.date_long(said.actual_start) if said.actual_start else "…"
    finish = tokens.date_long(said.actual_finish) if said.actual_finish else "…"
    percent = f" {said.percent}%" if said.percent is not None and not said.actual_finish else ""
    kind = "" if said.kind.value == "report" else f"{tokens.EVENT_KINDS[said.kind.value]} "
    assumed = " (giả định)" if said.certainty.value == "assumed" else ""
    document = f", {said.document_number}" if said.document_number else ""
    return f"{kind}{start} → {finish}{percent}{document}{assumed}"


def _entry_told(said: Statement, registers: Mapping[str, Register]) -> str:
    """``Khai mạc: 18/08/2025; Phiên trù bị: nửa ngày``; columns that a register no longer has stay out."""
    from daihoi.domain.entries import stated_entry

    entry = stated_entry(said, registers)
    if entry is None:
        return "; ".join(str(value) for _, value in said.entry)
    columns = registers[entry.register].columns
    return "; ".join(
        f"{column.name}: {column.shown(entry.values[column.code])}"
        for column in columns
        if column.code in entry.values
    )
