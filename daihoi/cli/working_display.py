"""Reviews of workstreams on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.table import Column, Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.preparing.base import Preparation, Review, WorkTable
from reports.work_sheets import shown
from reports.work_tables import footer

DAY_WIDTH = len("31/12/2025")
MOST_ASKS = 5
"""Asks shown of each workstream where all workstreams are shown."""


def show(found: Sequence[Review], preparation: Preparation, *, with_tables: bool, with_asks: bool) -> None:
    """Findings of every workstream, then tables or asks."""
    out = console()
    out.print(Text(preparation.campaign.title, style="bold"))
    for review in found:
        out.print(Text(f"\n{review.title}", style="bold"))
        for finding in review.findings or ("Chưa có gì ghi trong các sổ của mảng này.",):
            out.print(f"  {finding}")
        for table in review.tables if with_tables else ():
            show_table(table)
        _show_asks(review, preparation, most=None if with_tables or with_asks else MOST_ASKS)
    out.print(Text(f"\n{footer(preparation.assessment.edition)}", style="dim"))


def show_table(table: WorkTable) -> None:
    """One table with its title and its notes."""
    out = console()
    out.print(Text(f"\n  {table.title}", style="italic"))
    columns = [Column(title, min_width=_least(table, place)) for place, title in enumerate(table.columns)]
    grid = Table(*columns, box=None, header_style="bold", pad_edge=True)
    for row in table.rows:
        grid.add_row(*(Text(shown(cell)) for cell in row))
    if table.totals:
        grid.add_row(*(Text(shown(cell), style="bold") for cell in table.totals))
    out.print(grid)
    for note in table.notes:
        out.print(Text(f"  {note}", style="dim"))


def _least(table: WorkTable, place: int) -> int:
    """Days are read whole or not at all: their column keeps its width, texts beside it wrap."""
    return DAY_WIDTH if any(isinstance(row[place], date) for row in table.rows) else 1


def _show_asks(review: Review, preparation: Preparation, most: int | None) -> None:
    """The late ones first; of many, how many more there are."""
    out = console()
    asks = sorted(review.asks, key=lambda ask: (not ask.is_late, str(ask.due or "9999"), ask.unit_code))
    names = preparation.campaign.tree.by_code
    for ask in asks[:most]:
        due = f", hạn {shown(ask.due)}" if ask.due else ""
        late = " – quá hạn" if ask.is_late else ""
        name = names[ask.unit_code].name if ask.unit_code in names else ask.unit_code
        out.print(Text(f"  • {name}: {ask.what}{due}{late}", style="red" if ask.is_late else ""))
    if most is not None and len(asks) > most:
        out.print(Text(f"  … còn {len(asks) - most} việc: daihoi work … {review.workstream}", style="dim"))
