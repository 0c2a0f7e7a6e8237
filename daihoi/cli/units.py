"""``daihoi units``: how many units there are on a day, why not as many as before, and the life of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.cli.values import DAY
from daihoi.errors import UnknownCodeError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.rulings import RulingEvent


@cli.command()
@campaign_argument
@click.option("--level", metavar="CẤP", help="Chỉ một cấp: branch, grassroots, ward, district, city.")
@click.option(
    "--unit", metavar="MÃ", help="Một đơn vị: từ đâu ra, đổi tên, chuyển, nay ở đâu; và bên dưới nó."
)
@status_date_option
@click.option(
    "--since", type=DAY, metavar="NGÀY", help="So với hết ngày này (mặc định: danh sách đơn vị ban đầu)."
)
@known_at_option
@click.option(
    "--csv", "file", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi từng thay đổi vào tệp CSV."
)
@HELP
@click.pass_obj
def units(
    workspace: Workspace,
    campaign: str,
    level: str | None,
    unit: str | None,
    status_date: date | None,
    since: date | None,
    known_at: int | None,
    file: Path | None,
) -> None:
    """Mỗi cấp có bao nhiêu đơn vị, và vì sao khác trước: từng quyết định thêm, bớt đơn vị.

    Số đầu kỳ, cộng thêm, trừ bớt, đúng bằng số của ngày chốt. Trong tệp CSV, cộng cột «Số» của một cấp
    cũng ra số của ngày chốt.

    Ví dụ: `daihoi units cam_le_2020 --status-date 2020-03-15`; `daihoi units cam_le_2020 --unit CL.KT.07`
    """
    from daihoi.cli import units_display
    from daihoi.domain.unit_counts import count_units

    day = status_date or clock.today()
    _refuse_backwards(since, day)
    configured, known = _read(workspace, campaign, day, known_at)
    if level:
        _refuse_unknown_level(configured, level)
    if unit:
        _show_life(configured, known, unit, day)
    counts = count_units(configured, known, day, since, unit or "")
    if level:
        counts = counts.of_level(level)
    names = units_display.Names(configured, known)
    if not unit or sum(count.before + count.came for count in counts.levels) > 1:
        units_display.show_counts(names, counts)
    if file:
        from daihoi.cli import display

        units_display.write_changes(file, names, counts)
        display.show_files([file])


def _read(
    workspace: Workspace, campaign_code: str, day: date, known_at: int | None
) -> tuple[Campaign, Sequence[RulingEvent]]:
    """The campaign as it is configured, and its rulings as known at an event.

    Raises:
        ConfigErrors: the campaign is not usable.
        StoreError: the log cannot be read, or has no event ``known_at``.
    """
    from daihoi.assessing import rulings_of
    from daihoi.loading import find_config, load_campaign
    from daihoi.store.log import EventLog

    configured = load_campaign(find_config(workspace.config), campaign_code)
    if known_at is None:
        return configured, rulings_of(workspace, campaign_code)
    with EventLog.open_existing(workspace.log_place) as log:
        return configured, log.snapshot(campaign_code, day, known_at).rulings


def _show_life(configured: Campaign, known: Sequence[RulingEvent], code: str, day: date) -> None:
    from daihoi.cli import units_display
    from daihoi.domain.unit_life_events import life_events
    from daihoi.domain.unit_lives import units_ever

    lives = units_ever(configured, known)
    happened = life_events(configured, known, code)
    if code not in lives and not happened:
        raise UnknownCodeError("đơn vị", code, lives)
    units_display.show_life(units_display.Names(configured, known), code, happened, day)


def _refuse_backwards(since: date | None, day: date) -> None:
    if since and since > day:
        raise click.UsageError(
            f"--since {since:%d/%m/%Y} đứng sau ngày chốt {day:%d/%m/%Y}: đổi chỗ hai ngày, hoặc bỏ --since."
        )


def _refuse_unknown_level(campaign: Campaign, level: str) -> None:
    if level not in campaign.structure.by_code:
        raise UnknownCodeError("cấp", level, campaign.structure.by_code)
