"""``daihoi restate``: what became known about a status date after it had been reported on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument
from daihoi.cli.values import DAY, EVENT_NUMBER
from daihoi.errors import StoreError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.restatement import Restatement


@cli.command()
@campaign_argument
@click.option("--status-date", type=DAY, metavar="NGÀY", required=True, help="Ngày chốt của báo cáo đã lập.")
@click.option(
    "--from",
    "known_then",
    type=EVENT_NUMBER,
    metavar="SỐ",
    required=True,
    help="«Sổ ghi đến số …» ở chân trang báo cáo đã lập.",
)
@click.option(
    "--to", "known_now", type=EVENT_NUMBER, metavar="SỐ", help="So với khi sổ ghi đến số này (mặc định: nay)."
)
@click.option(
    "--csv", "file", metavar="TỆP", type=click.Path(path_type=Path), help="Ghi mọi thay đổi vào tệp CSV."
)
@HELP
@click.pass_obj
def restate(
    workspace: Workspace,
    campaign: str,
    status_date: date,
    known_then: int,
    known_now: int | None,
    file: Path | None,
) -> None:
    """Danh sách số liệu điều chỉnh: về cùng một ngày chốt, nay biết gì mà khi lập báo cáo chưa biết.

    Báo cáo đã lập không đổi; lệnh này cho biết báo cáo muộn, sửa, duyệt đến sau đó và tác động của chúng.

    Ví dụ: `daihoi restate cam_le_2020 --status-date 2020-03-02 --from 900`
    """
    from daihoi.cli import restating_display

    found = _compared(workspace, campaign, status_date, known_then, known_now)
    restating_display.show_restatement(found, known_then, known_now)
    if file:
        from daihoi.cli import display

        restating_display.write_csv(found, file)
        display.show_files([file])


def _compared(
    workspace: Workspace, code: str, status_date: date, known_then: int, known_now: int | None
) -> Restatement:
    """Reads the log twice and compares.

    Raises:
        StoreError: there is no log, it has no event of such a number, or the numbers go backwards.
    """
    from daihoi.domain.assessment import assess
    from daihoi.domain.restatement import restate as compare
    from daihoi.loading import find_config, load_campaign
    from daihoi.store.log import EventLog

    if known_now is not None and known_now < known_then:
        raise StoreError(f"--to {known_now} đứng trước --from {known_then}: đổi chỗ hai số.")
    campaign = load_campaign(find_config(workspace.config), code)
    with EventLog.open_existing(workspace.log_place) as log:
        then = log.snapshot(code, status_date, known_then)
        now = log.snapshot(code, status_date, known_now)
    return compare(assess(campaign, then), then, assess(campaign, now), now)
