"""Tables without the columns that say nothing: one unit in every row, or cells that are all blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from daihoi.domain.preparing.base import Cell, WorkTable

UNIT = "Đơn vị"


def compact(table: WorkTable, *optional: str) -> WorkTable:
    """The table without the column «Đơn vị» where all rows are of one unit, and without blank columns.

    Args:
        table: any.
        optional: titles of columns that go when every row leaves them blank; all others stay.
    """
    dropped = {
        place
        for place, title in enumerate(table.columns)
        if (title == UNIT and len({row[place] for row in table.rows}) == 1)
        or (title in optional and all(row[place] in (None, "") for row in table.rows))
    }

    def kept(row: Sequence[Cell]) -> list[Cell]:
        return [cell for place, cell in enumerate(row) if place not in dropped]

    return replace(
        table,
        columns=[str(cell) for cell in kept(table.columns)],
        rows=[kept(row) for row in table.rows],
        totals=kept(table.totals),
    )
