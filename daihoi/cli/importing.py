"""``daihoi import``: what units sent back goes into the log, or comes back with its errors marked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi.cli.authorising import current_actor, matrix_of
from daihoi.cli.commands import cli
from daihoi.cli.deciding_import import import_rulings
from daihoi.cli.following import reconciled
from daihoi.cli.group import HELP
from daihoi.cli.import_preview import show_preview
from daihoi.cli.importing_several import newest_of_each, outcome, show_left_out
from daihoi.cli.marked_copy import marked_copy
from daihoi.cli.options import campaign_argument
from daihoi.errors import DaihoiError, InputErrors
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.cli.import_preview import Change
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.record import ActivityKey, Event
    from daihoi.intake.rows import Reading

MAX_QUESTIONS = 200


@cli.command("import")
@campaign_argument
@click.argument("files", metavar="TỆP…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ cho biết sẽ thêm gì, không ghi.")
@click.option(
    "--annotate/--no-annotate",
    default=True,
    help="Khi tệp bị từ chối, ghi bản sao đánh dấu từng ô sai (TÊN.loi.xlsx) cạnh tệp. Mặc định: có.",
)
@HELP
@click.pass_obj
def import_(
    workspace: Workspace, campaign: str, files: tuple[Path, ...], dry_run: bool, annotate: bool
) -> None:
    """Ghi báo cáo của đơn vị (biểu Excel, .xlsx, .csv) vào sổ: cả tệp hoặc không dòng nào.

    Nhiều tệp thì ghi lần lượt; gặp tệp sai thì dừng: tệp trước đã ghi, tệp sau chưa đọc, nêu từng tệp.
    Nhập lại tệp đã nhập không thêm gì. Sửa điều đã báo: ghi «sửa» ở cột Loại và nêu Lý do. Bảng có cột
    «Loại quyết định» là bảng quyết định (tạm hoãn, dời ngày, sáp nhập…): xem docs/rulings.md.

    Ví dụ: `daihoi import cam_le_2020 bieu_CL.KT_2020-03-02.xlsx`
    """
    from daihoi.loading import find_config, load_campaign

    loaded = load_campaign(find_config(workspace.config), campaign)
    chosen, left_out = newest_of_each(files)
    show_left_out(left_out)
    added: list[int | None] = []
    with reconciled(workspace, campaign):
        for path in chosen:
            try:
                added.append(_import_one(workspace, loaded, path, dry_run=dry_run))
            except DaihoiError as error:
                hint = marked_copy(path, error) if annotate and not dry_run else ""
                several = outcome(chosen, added, dry_run=dry_run, has_copy=bool(hint))
                more = [told for told in (hint, several) if told]
                if not more:
                    raise
                raise DaihoiError("\n".join([str(error), *more])) from error


def _import_one(workspace: Workspace, campaign: Campaign, path: Path, *, dry_run: bool) -> int | None:
    """Imports one file and prints what it added; how many events, or None for a table of rulings."""
    from daihoi.cli import display
    from daihoi.domain.access_rows import UnpermittedRows
    from daihoi.intake.ruling_tables import is_ruling_table
    from daihoi.intake.tables import read_table
    from daihoi.recording import import_of_file, read_for, record, refuse_unpermitted

    table, actor = read_table(path), current_actor()
    earlier = import_of_file(workspace, campaign.code, table.sha256)
    try:
        if is_ruling_table(table):
            import_rulings(workspace, campaign, table, path, dry_run=dry_run)
            return None
        reading = read_for(workspace, campaign, table)
    except UnpermittedRows:
        raise
    except InputErrors:
        if earlier is None:
            raise
        display.show_known(path, earlier)
        return 0
    if not actor.is_operator:
        refuse_unpermitted(workspace, campaign, reading.rows, actor, matrix_of(workspace))
    said = None
    if not reading.rows:
        said = f"biểu chưa ghi gì mới ({reading.untouched} dòng để nguyên)"
    elif dry_run and (same := _earlier_import(workspace, campaign, reading)):
        said = f"nội dung này đã nhập ở lần nhập số {same}"
    if said:
        display.console().print(f"{path.name}: {said}; không thêm gì.")
    elif dry_run:
        show_preview(workspace, path, campaign, reading, _preview(workspace, campaign, reading))
    else:
        result = record(workspace, campaign, reading, path.name, actor=actor.code)
        display.show_import(path, result)
        return result.new_events
    return 0


def _earlier_import(workspace: Workspace, campaign: Campaign, reading: Reading) -> int | None:
    """Number of the import that brought the same content; None when there is none."""
    from daihoi.store.canonical import content_hash
    from daihoi.store.database import has_log
    from daihoi.store.log import EventLog

    if not has_log(workspace.log_place):
        return None
    content = content_hash(campaign.code, (row.statement for row in reading.rows))
    with EventLog.open_existing(workspace.log_place) as log:
        batches = log.batches(campaign.code)
    return next((batch.number for batch in batches if batch.content_sha256 == content), None)


def _preview(workspace: Workspace, campaign: Campaign, reading: Reading) -> list[Change]:
    """What importing would record.

    Raises:
        InputErrors: the rows contradict the log.
    """
    from daihoi.domain.record import current
    from daihoi.store.admission import admit

    units = sorted({row.statement.unit_code for row in reading.rows})
    histories = histories_of(workspace, campaign, units)
    added = admit(reading.rows, histories, _last_seq(workspace))
    return [(current(histories.get(new.statement.key, ()), date.max), new) for new in added]


def _last_seq(workspace: Workspace) -> int:
    """Number of the last event of the log; 0 when there is none."""
    from daihoi.store.database import has_log
    from daihoi.store.log import EventLog

    if not has_log(workspace.log_place):
        return 0
    with EventLog.open_existing(workspace.log_place) as log:
        return log.head()[0]


def histories_of(
    workspace: Workspace, campaign: Campaign, codes: Iterable[str]
) -> dict[ActivityKey, list[Event]]:
    """All events of the units, per activity, in the order of the log; none where there is no log yet."""
    from daihoi.store.database import has_log
    from daihoi.store.log import EventLog

    histories: dict[ActivityKey, list[Event]] = {}
    if not has_log(workspace.log_place):
        return histories
    wanted = frozenset(codes)
    with EventLog.open_existing(workspace.log_place) as log:
        # One question per unit for a form; a file about many units reads the campaign once.
        asked: Iterable[str | None] = sorted(wanted) if len(wanted) <= MAX_QUESTIONS else [None]
        told = (log.events(campaign.code, unit) + log.entry_events(campaign.code, unit) for unit in asked)
        for event in (event for events in told for event in events):
            if event.statement.unit_code in wanted:
                histories.setdefault(event.statement.key, []).append(event)
    return histories
