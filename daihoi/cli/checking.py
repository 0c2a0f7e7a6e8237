"""``daihoi check``: the health of a campaign's schedule, told and written down."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option, status_date_option
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.health import Health

EXIT_BROKEN = 1


@cli.command()
@campaign_argument
@status_date_option
@known_at_option
@click.option("--all", "everything", is_flag=True, help="In mọi phát hiện, không chỉ những phát hiện đầu.")
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TỆP",
    help="Ghi mọi phát hiện vào tệp CSV này.",
)
@HELP
@click.pass_context
def check(
    context: click.Context,
    campaign: str,
    status_date: date | None,
    known_at: int | None,
    everything: bool,
    csv_file: Path | None,
) -> None:
    """Kiểm tra sức khỏe của lịch: liên kết thiếu, ngày mâu thuẫn, báo cáo không thể có, chỗ sẽ trễ.

    Chưa có báo cáo nào trong sổ thì chỉ kiểm tra kế hoạch. Trả mã 1 khi có chỗ hỏng, 0 khi không.

    Ví dụ: `daihoi check cam_le_2020 --status-date 2020-03-02`
    """
    from daihoi.cli import check_display, check_file

    health = examined(context.obj, campaign, status_date, known_at)
    check_display.show_health(health, everything=everything)
    if csv_file is not None:
        check_file.write(csv_file, health)
        check_display.show_written(csv_file)
    context.exit(EXIT_BROKEN if health.is_broken else 0)


def examined(
    workspace: Workspace, campaign_code: str, status_date: date | None, known_at: int | None
) -> Health:
    """The health of a campaign at a status date (today when None), or of its plan before any report.

    Raises:
        ConfigErrors: the campaign, or the limits of the checks, are not usable.
        StoreError: the log cannot be read, or has no event ``known_at``.
        CalendarRangeError: dates run past the calendars.
    """
    from daihoi.assessing import known_or_nothing
    from daihoi.domain.assessment import assess
    from daihoi.domain.health import examine
    from daihoi.loading import find_config, load_campaign
    from daihoi.loading.health_limits import load_limits

    config = find_config(workspace.config)
    campaign, limits = load_campaign(config, campaign_code), load_limits(config)
    snapshot = known_or_nothing(workspace, campaign, status_date or clock.today(), known_at)
    return examine(assess(campaign, snapshot), snapshot, limits)
