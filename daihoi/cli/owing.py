"""``daihoi owing``: who still owes a report, and about what."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.workspace import Workspace

RHYTHM = "stale"
"""The check whose limit says after how many working days without news somebody has to ask."""


@cli.command()
@campaign_argument
@click.option("--unit", metavar="MÃ", help="Chỉ một đơn vị và các đơn vị bên dưới.")
@click.option("--all", "everything", is_flag=True, help="In mọi đơn vị, không chỉ những đơn vị đầu.")
@status_date_option
@known_at_option
@click.option(
    "--csv",
    "file",
    metavar="TỆP",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ghi vào tệp CSV: mỗi việc còn nợ báo cáo một dòng.",
)
@HELP
@click.pass_obj
def owing(
    workspace: Workspace,
    campaign: str,
    unit: str | None,
    everything: bool,
    status_date: date | None,
    known_at: int | None,
    file: Path | None,
) -> None:
    """Ai còn nợ báo cáo, về việc gì: việc đáng lẽ đã bắt đầu mà chưa báo, việc đang làm mà lâu không có tin.

    Đơn vị còn phải chờ nơi khác thì không nợ. Bao lâu là lâu: «stale» trong config/checks.yaml.

    Ví dụ: `daihoi owing cam_le_2020 --status-date 2020-03-02`
    """
    from daihoi.cli import display, owing_display
    from daihoi.cli.asked_units import asked_unit
    from daihoi.cli.planning import said_by
    from daihoi.domain.assessment import assess
    from daihoi.domain.owing import owing_units
    from daihoi.loading import find_config, load_campaign
    from daihoi.loading.health_limits import load_limits

    config, day = find_config(workspace.config), status_date or clock.today()
    loaded, limit = load_campaign(config, campaign), load_limits(config)[RHYTHM]
    snapshot = said_by(workspace, loaded, day, known_at)
    assessment = assess(loaded, snapshot)
    codes = None
    if unit:
        asked_unit(workspace, assessment.campaign, unit, day, known_at)
        codes = assessment.campaign.tree.subtrees([unit])
    found = owing_units(assessment, snapshot, limit.days, codes)
    owing_display.show(assessment, found, limit, everything=everything)
    if file:
        owing_display.write(file, found)
        display.show_files([file])
