"""Tables of a skeleton, from the registers; none where the registers hold nothing for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from daihoi.domain.preparing.base import Cell, Preparation, WorkTable
from daihoi.domain.preparing.feedback_state import comment_groups
from daihoi.domain.preparing.feedback_tables import synthesis
from daihoi.domain.preparing.programmes import programme_table, target_table
from daihoi.domain.preparing.programmes_state import PROGRAMMES, TARGETS
from daihoi.domain.record import shown
from daihoi.domain.units import Unit
from reports.office.document import TEXT_WIDTH, Align, Column, TableBlock, plain

MOST_ROWS = 300
"""Longer tables go to the workbook of ``daihoi work``; a document names where they are."""


def _targets(preparation: Preparation, unit: Unit) -> TableBlock | None:
    if not preparation.entries.of(TARGETS, unit.code):
        return None
    return _block(target_table(preparation, unit), {0: 10, 1: 70, 2: 28, 3: 28, 4: 24})


def _programmes(preparation: Preparation, unit: Unit) -> TableBlock | None:
    if not preparation.entries.of(PROGRAMMES, unit.code):
        return None
    return _block(programme_table(preparation, unit), {0: 10, 2: 60, 3: 36, 4: 26, 5: 28})


def _comments(preparation: Preparation, unit: Unit) -> TableBlock | None:
    groups = comment_groups(preparation, [unit.code])[unit.code]
    if not groups:
        return None
    widths = {0: 9, 1: 20, 2: 24, 3: 22, 5: 12, 6: 34, 7: 17, 8: 22}
    return _block(synthesis(preparation, unit, groups), widths)


TABLES: Mapping[str, Callable[[Preparation, Unit], TableBlock | None]] = {
    "targets": _targets,
    "programmes": _programmes,
    "comments": _comments,
}
"""Name in a skeleton → the table of a unit."""


def _block(table: WorkTable, widths: Mapping[int, int]) -> TableBlock:
    """The columns of a table that a portrait page has room for; widths in millimetres."""
    assert sum(widths.values()) <= TEXT_WIDTH
    columns = [Column(table.columns[place], width, _align(place)) for place, width in widths.items()]
    rows = [_cells(row, widths) for row in table.rows[:MOST_ROWS]]
    left = len(table.rows) - len(rows)
    note = f"Còn {left} dòng nữa ở biểu «{table.code}» (daihoi work)." if left else ""
    return TableBlock(table.title, columns, rows, _cells(table.totals, widths) if table.totals else (), note)


def _align(place: int) -> Align:
    return "center" if place == 0 else "left"


def _cells(row: Sequence[Cell], widths: Mapping[int, int]) -> list[str]:
    return [_shown(row[place]) for place in widths]


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return plain(cell) if isinstance(cell, str) else str(cell) if isinstance(cell, int) else shown(cell)
