"""Options and arguments that several commands share."""

from __future__ import annotations

import rich_click as click

from daihoi.cli.values import DAY, EVENT_NUMBER

status_date_option = click.option(
    "--status-date", type=DAY, metavar="NGÀY", help="Chốt số liệu đến hết ngày này (mặc định: hôm nay)."
)
known_at_option = click.option(
    "--known-at",
    type=EVENT_NUMBER,
    metavar="SỐ",
    help="Chỉ tính đến sự kiện có số này trong sổ ghi: báo cáo như đã biết khi đó.",
)
campaign_argument = click.argument("campaign", metavar="ĐỢT")
