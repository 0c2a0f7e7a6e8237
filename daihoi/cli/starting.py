"""``daihoi new``: a campaign of one's own, from nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument
from daihoi.cli.values import DAY
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.loading import ConfigDir
    from daihoi.starting.folder import Started

OWN = Path("config")


def _which_day(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """``--date`` could be any of three days: spelling alone would suggest the wrong one."""
    if value is not None:
        days = "Ngày bắt đầu công việc: --start; ngày của kế hoạch: --plan-date; khai mạc: --opening."
        raise click.UsageError(f"không có tùy chọn «--date». {days}", context)


@cli.command("new")
@campaign_argument
@click.option("--unit", metavar="MÃ", required=True, help="Mã của đơn vị mở đại hội, chữ in không dấu: AK.")
@click.option("--name", metavar="TÊN", required=True, help="Tên đơn vị: «Đảng bộ phường An Khê».")
@click.option(
    "--level",
    metavar="CẤP",
    required=True,
    help="Cấp: xã, phường; cơ sở; quận; thành phố (hoặc mã: ward, grassroots, district, city).",
)
@click.option("--opening", type=DAY, metavar="NGÀY", required=True, help="Ngày khai mạc dự kiến.")
@click.option("--start", type=DAY, metavar="NGÀY", help="Ngày bắt đầu công việc (mặc định: hôm nay).")
@click.option("--date", hidden=True, expose_value=False, is_eager=True, callback=_which_day)
@click.option(
    "--units",
    "units_file",
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Danh sách đơn vị trực thuộc (.xlsx, .csv); bắt buộc một cột «Tên đơn vị».",
)
@click.option(
    "--branches",
    type=click.IntRange(1, 500),
    metavar="SỐ",
    help="Số đơn vị trực thuộc, khi chưa có danh sách.",
)
@click.option(
    "--plan-number", metavar="SỐ", default="…-KH", help="Số kế hoạch của cấp ủy (mặc định: để trống số)."
)
@click.option(
    "--plan-date", type=DAY, metavar="NGÀY", help="Ngày ban hành kế hoạch (mặc định: ngày bắt đầu)."
)
@click.option(
    "--term", metavar="NHIỆM_KỲ", default="", help="Mặc định: từ năm khai mạc, dài như bộ quy định nêu."
)
@click.option(
    "--title", metavar="TÊN", default="", help="Tên đợt trên mọi trang (mặc định: Đại hội TÊN, nhiệm kỳ …)."
)
@click.option("--delegates", type=click.IntRange(1, 3000), metavar="SỐ", help="Số đại biểu dự kiến.")
@click.option("--structure", metavar="MÃ", default="", help="Cơ cấu (mặc định: cơ cấu duy nhất có cấp ấy).")
@click.option(
    "--ruleset", metavar="MÃ", default="", help="Bộ quy định (mặc định: bộ đang có hiệu lực ngày kế hoạch)."
)
@HELP
@click.pass_obj
def new(workspace: Workspace, /, start: date | None, plan_date: date | None, **said: Any) -> None:
    """Lập một đợt đại hội mới trong thư mục cấu hình; không ghi đè đợt đã có.

    Cơ cấu, quy định, hạn lấy từ cấu hình; mọi chỗ sai nêu một lần, khi ấy không ghi gì. Chưa có thư mục
    `config` ở đây thì lập luôn, không kèm các đợt mẫu.

    Ví dụ: `daihoi new an_khe_2025 --unit AK --name "Đảng bộ phường An Khê" --level ward
    --start 01/07/2025 --opening 15/08/2025 --units chi-bo.xlsx`
    """
    from daihoi.starting.asked import Asked
    from daihoi.starting.folder import start_campaign

    first = start or clock.today()
    asked = Asked(start=first, plan_date=plan_date or first, **said)
    with _config(workspace) as (config, is_new):
        started = start_campaign(config, asked)
    _show(started, config, is_new=is_new)


@contextmanager
def _config(workspace: Workspace) -> Iterator[tuple[ConfigDir, bool]]:
    """Where the campaign goes, and whether it is made for it: never the copy that belongs to the program."""
    from daihoi.loading import find_config
    from daihoi.starting.own_config import trying_own_config

    found = find_config(workspace.config)
    if workspace.config is not None or (OWN / "campaigns").is_dir():
        yield found, False
        return
    with trying_own_config(found, OWN) as made:
        yield made, True


def _show(started: Started, config: ConfigDir, *, is_new: bool) -> None:
    from daihoi.cli import display
    from daihoi.starting.same_names import same_names

    code, out = started.campaign.code, display.console()
    if is_new:
        parts = "(cơ cấu, quy định, lịch, sổ; không có đợt mẫu)"
        out.print(f"Đã lập thư mục cấu hình «{_shown(config.root)}» {parts}.")
    out.print(f"Đã lập đợt {code}: {len(started.campaign.tree.units)} đơn vị.")
    display.show_files([_shown(started.folder / name) for name in ("campaign.yaml", "units.csv")])
    for deadline in started.campaign.deadlines:
        level = started.campaign.structure.by_code[deadline.level].short_name
        mark = " (giả định)" if deadline.basis.is_assumed else ""
        out.print(f"  Hạn {level}: chậm nhất {deadline.last_day:%d/%m/%Y}, «{deadline.words}»{mark}.")
    display.show_remarks(same_names(started.campaign.tree))
    out.print(f"Tiếp theo: đọc lại hai tệp ấy, rồi  daihoi validate {code}  và  daihoi feasible {code}")


def _shown(path: Path) -> Path:
    """As short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
