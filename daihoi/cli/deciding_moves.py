"""``daihoi decide effect``: what documents moved, one status date with each of them and without it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.deciding import decide
from daihoi.cli.group import HELP
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.errors import DaihoiError, UnknownCodeError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from daihoi.domain.ruling_effects import RulingEffect


@decide.command("effect")
@campaign_argument
@click.argument("document", metavar="[SỐ_VĂN_BẢN]", required=False)
@status_date_option
@known_at_option
@click.option("--csv", "file", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi bảng vào tệp CSV.")
@HELP
@click.pass_obj
def effect_(
    workspace: Workspace,
    campaign: str,
    document: str | None,
    status_date: date | None,
    known_at: int | None,
    file: Path | None,
) -> None:
    """Một văn bản đã làm đổi gì: số đơn vị, đã đại hội, sẽ sau hạn, ngày cuối, trước và sau văn bản ấy.

    Cùng một ngày chốt, cùng những báo cáo đã nhận, tính hai lần: có văn bản và không có. Không nêu số văn
    bản: các văn bản có hiệu lực gần đây nhất.

    Ví dụ: `daihoi decide effect cam_le_2020 12-QĐ/ĐU --status-date 2020-03-10`
    """
    from daihoi.cli.display import console
    from daihoi.cli.working_display import show_table
    from daihoi.domain.preparing.changes_effects import effects_findings, effects_table

    day = status_date or clock.today()
    found = _effects(workspace, campaign, document, day, known_at)
    out = console()
    for told in effects_findings(found):
        out.print(told)
    table = effects_table(found)
    show_table(table)
    out.print(f"Ngày chốt {day:%d/%m/%Y}.")
    if file:
        from daihoi.cli import display
        from daihoi.whole_files import write_csv
        from reports.work_sheets import shown

        write_csv(file, [table.columns, *([shown(cell) for cell in row] for row in table.rows)])
        display.show_files([file])


def _effects(
    workspace: Workspace, campaign_code: str, document: str | None, day: date, known_at: int | None
) -> Sequence[RulingEffect]:
    """The effects of one document, or of the latest.

    Raises:
        UnknownCodeError: no ruling of a document with this number holds by then.
        DaihoiError: no ruling holds by then.
    """
    from daihoi.domain.assessment import assess
    from daihoi.domain.ruling_effects import documents, effect_of, latest_effects
    from daihoi.loading import find_config, load_campaign
    from daihoi.store.log import EventLog

    configured = load_campaign(find_config(workspace.config), campaign_code)
    with EventLog.open_existing(workspace.log_place) as log:
        snapshot = log.snapshot(configured.code, day, known_at)
    known = documents(snapshot)
    if not known:
        raise DaihoiError(f"Đến hết {day:%d/%m/%Y} chưa có quyết định nào có hiệu lực: daihoi decide list.")
    now = assess(configured, snapshot)
    if document is None:
        return latest_effects(configured, snapshot, now)
    chosen = [one for one in known if one[0] == document]
    if not chosen:
        raise UnknownCodeError("văn bản", document, [number for number, _ in known])
    return [effect_of(configured, snapshot, now, one) for one in chosen]
