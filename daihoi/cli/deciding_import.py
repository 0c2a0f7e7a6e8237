"""A table of rulings on the command line: ``daihoi import`` hands it over here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from daihoi import clock
from daihoi.cli.authorising import current_actor, matrix_of
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign
    from daihoi.intake.ruling_tables import RulingReading
    from daihoi.intake.tables import Table


def import_rulings(
    workspace: Workspace, campaign: Campaign, table: Table, path: Path, *, dry_run: bool
) -> None:
    """Records a table of rulings and prints what it added; with ``dry_run`` only prints what it would.

    Raises:
        InputErrors: cells are wrong, rulings do not fit, or may not be made; all problems, by cell.
        StoreError: the log cannot be read or written.
    """
    from daihoi.assessing import rulings_of
    from daihoi.cli import display
    from daihoi.domain.ruled import ruled
    from daihoi.store import ruling_imports

    place, actor = workspace.log_place, current_actor()
    reading = ruling_imports.look_at(place, campaign, table, clock.today())
    if not actor.is_operator:
        now = ruled(campaign, rulings_of(workspace, campaign.code), clock.today())
        ruling_imports.refuse_undecidable(reading.rows, now, actor, matrix_of(workspace), clock.today())
    if dry_run or not reading.rows:
        _show(path, reading, is_dry_run=dry_run)
        return
    result = ruling_imports.record(
        place,
        campaign,
        reading,
        actor=actor.code,
        source_name=path.name,
        recorded_at=clock.now(),
    )
    display.show_import(path, result)


def _show(path: Path, reading: RulingReading, *, is_dry_run: bool) -> None:
    """What would be added, ruling by ruling."""
    from rich.table import Table as Shown

    from daihoi.cli.display import console
    from daihoi.domain.record import shown
    from daihoi.domain.ruling_words import KINDS, content

    out, count = console(), len(reading.rows)
    if not count:
        out.print(f"{path.name}: {reading.repeated} quyết định đã ghi trước đây; không thêm gì.")
        return
    ending = " Chưa ghi gì." if is_dry_run else ""
    out.print(f"{path.name}: sẽ thêm {count} quyết định, {reading.repeated} đã ghi trước đây.{ending}")
    table = Shown("Dòng", "Hiệu lực từ", "Loại", "Nội dung", "Văn bản", box=None, header_style="bold")
    for row in reading.rows:
        one = row.prepared
        table.add_row(
            str(one.line),
            shown(one.ruling.effective_date),
            KINDS[one.ruling.kind],
            content(row.before, one.ruling, one.corrects),
            f"{one.ruling.document_number} ngày {shown(one.ruling.document_date)}",
        )
    out.print(table)
