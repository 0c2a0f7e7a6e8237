"""Planning backward from a congress, and the check of the deadline chain. Both only read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, known_at_option
from daihoi.cli.values import DAY
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.record import Snapshot
    from daihoi.domain.rule_values import Supposition

rule_option = click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="QUY_ĐỊNH[.CẤP]=GIÁ_TRỊ",
    help="Giả thiết: thử một giá trị khác của quy định, ví dụ approval_lead_days=45 hoặc "
    "window_end.district=31/07/2020. Ghi được nhiều lần.",
)


@cli.command()
@campaign_argument
@click.option("--unit", metavar="MÃ", help="Đơn vị nào (mặc định: đơn vị cao nhất của đợt).")
@click.option("--opening", type=DAY, metavar="NGÀY", help="Thử một ngày khai mạc khác ngày dự kiến.")
@rule_option
@click.option(
    "--status-date",
    type=DAY,
    metavar="NGÀY",
    help="Tính cả báo cáo đến hết ngày này (mặc định: chỉ xét kế hoạch).",
)
@known_at_option
@HELP
@click.pass_obj
def latest(
    workspace: Workspace,
    campaign: str,
    unit: str | None,
    opening: date | None,
    rules: Sequence[str],
    status_date: date | None,
    known_at: int | None,
) -> None:
    """Tính lùi từ ngày khai mạc (bảng T−n): mỗi việc phải bắt đầu, phải xong chậm nhất ngày nào.

    Cho biết cả chiều ngược lại: ngày đại hội sớm nhất mà quy định và quy trình cho phép. Có
    `--status-date` thì tính cả những gì đơn vị đã báo cáo đến ngày ấy; không có thì chỉ xét kế hoạch.

    Ví dụ: `daihoi latest cam_le_2020 --opening 28/07/2020`

    Một đơn vị, thử một quy định: `daihoi latest cam_le_2020 --unit CL.KT --rule approval_lead_days=15`
    """
    from daihoi.cli import planning_latest
    from daihoi.domain.planning.latest_dates import latest_dates

    loaded = _campaign(workspace, campaign, status_date, known_at)
    suppositions = _suppositions(loaded, rules)
    if known_at is not None and status_date is None:
        raise click.UsageError("--known-at cần --status-date: ghi cả ngày chốt số liệu.")
    snapshot = said_by(workspace, loaded, status_date, known_at) if status_date else None
    code = loaded.tree.unit(unit).code if unit else loaded.root.code
    planning_latest.show(latest_dates(loaded, code, opening, suppositions, snapshot))


@cli.command()
@campaign_argument
@rule_option
@click.option(
    "--all", "everything", is_flag=True, help="Nêu mọi đơn vị ở từng chỗ vướng, mỗi đơn vị một dòng."
)
@HELP
@click.pass_obj
def feasible(workspace: Workspace, campaign: str, rules: Sequence[str], everything: bool) -> int:
    """Kiểm tra trước khi bắt đầu: các hạn, ngày đại hội và quy định có đi được với nhau không.

    Nêu quy định nào làm vỡ ngày nào, thiếu mấy ngày làm việc, văn bản nào đã cho phép, và gỡ bằng cách nào.
    Không xét báo cáo của đơn vị. Mã kết thúc: 0 khả thi, 1 không khả thi, 2 dữ liệu vào sai.

    Ví dụ: `daihoi feasible ngo_quyen_2020 --rule approval_lead_days=45`
    """
    from daihoi.cli import planning_display
    from daihoi.domain.planning.feasibility import feasibility

    loaded = _campaign(workspace, campaign)
    found = feasibility(loaded, _suppositions(loaded, rules))
    planning_display.show(found, everything=everything)
    return 0 if found.is_feasible else 1


def _campaign(
    workspace: Workspace, code: str, status_date: date | None = None, known_at: int | None = None
) -> Campaign:
    """The campaign with the rulings of a day; without one, of today, at the latest of its last deadline.

    After its last deadline nothing is planned any more: a suspension without an end is not drawn out.
    """
    from daihoi.assessing import open_campaign
    from daihoi.loading import find_config, load_campaign

    if status_date is not None:
        return open_campaign(workspace, code, status_date, known_at)
    today = clock.today()
    deadlines = load_campaign(find_config(workspace.config), code).deadlines
    campaign = open_campaign(
        workspace, code, min(today, max((d.last_day for d in deadlines), default=today)), known_at
    )
    _tell_supposed_ends(campaign)
    return campaign


def _tell_supposed_ends(campaign: Campaign) -> None:
    """Says what is assumed of suspensions that nobody knows the end of."""
    from rich.text import Text

    from daihoi.cli.display import console
    from daihoi.domain.counting import is_end_supposed
    from daihoi.domain.record import shown
    from daihoi.domain.suspending import level_names

    for pause in filter(is_end_supposed, campaign.suspensions):
        levels = level_names(campaign.structure, pause.levels)
        said = (
            f"Đại hội {levels} tạm hoãn từ {shown(pause.first)}, chưa có quyết định cho tổ chức lại: "
            f"ở đây tính như được tổ chức lại từ {shown(pause.until)}."
        )
        console().print(Text(said, "yellow"), soft_wrap=True)


def _suppositions(campaign: Campaign, texts: Sequence[str]) -> tuple[Supposition, ...]:
    from daihoi.cli.planning_rules import read_suppositions

    return read_suppositions(texts, campaign.structure.by_code)


def said_by(workspace: Workspace, campaign: Campaign, status_date: date, known_at: int | None) -> Snapshot:
    """What was reported by a day; nothing when there is no log yet."""
    from daihoi.domain.record import Snapshot
    from daihoi.store.database import has_log
    from daihoi.store.log import EventLog

    if known_at is None and not has_log(workspace.log_place):
        return Snapshot(campaign.code, status_date, 0, "", ())
    with EventLog.open_existing(workspace.log_place) as log:
        return log.snapshot(campaign.code, status_date, known_at)
