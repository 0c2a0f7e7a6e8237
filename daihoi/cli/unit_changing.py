"""``daihoi unit create, rename, move``: changes of one unit; each a ruling in the log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import rich_click as click

from daihoi.cli.group import HELP
from daihoi.cli.options import campaign_argument
from daihoi.cli.ruling import ruling_options
from daihoi.cli.unit_group import COUNT, NAME, kind_option, unit, unit_argument
from daihoi.cli.unit_recording import record_change
from daihoi.cli.values import DAY
from daihoi.domain.ruling_paper import Paper
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.unit_changes import UnitChange


@unit.command()
@campaign_argument
@click.argument("code", metavar="MÃ")
@click.option("--name", metavar="TÊN", required=True, type=NAME, help="Tên đơn vị.")
@click.option("--parent", metavar="MÃ", required=True, help="Mã đơn vị cấp trên.")
@click.option("--level", metavar="CẤP", default="", help="Cấp (mặc định: ngay dưới đơn vị cấp trên).")
@kind_option
@click.option("--members", metavar="SỐ", type=COUNT, help="Số đảng viên.")
@click.option("--congress", metavar="NGÀY", type=DAY, help="Ngày đại hội dự kiến.")
@click.option("--pilot", is_flag=True, help="Đại hội điểm.")
@click.option("--direct-election", is_flag=True, help="Bầu trực tiếp bí thư tại đại hội.")
@ruling_options
@HELP
@click.pass_obj
def create(
    workspace: Workspace,
    campaign: str,
    code: str,
    name: str,
    parent: str,
    level: str,
    kind: str,
    members: int | None,
    congress: date | None,
    pilot: bool,
    direct_election: bool,
    paper: Paper,
    dry_run: bool,
) -> None:
    """Thành lập một đơn vị mới, với một mã chưa từng dùng.

    Ví dụ: `daihoi unit create cam_le_2020 CL.KT.37 --name "Chi bộ Trường Tiểu học số 3" --parent CL.KT
    --kind school --document 15-QĐ/ĐU --document-date 2020-02-25 --effective 2020-03-01
    --body "Đảng ủy phường Khuê Trung" --reason "Lập trường mới"`
    """
    from daihoi.domain.unit_changes import Creation, NewUnit

    def change() -> UnitChange:
        made = NewUnit(code, name, level, parent, kind, pilot, direct_election, members, congress)
        return Creation(made)

    record_change(workspace, campaign, paper, change, dry_run)


@unit.command()
@campaign_argument
@unit_argument
@click.argument("name", metavar="TÊN", type=NAME)
@ruling_options
@HELP
@click.pass_obj
def rename(workspace: Workspace, campaign: str, unit: str, name: str, paper: Paper, dry_run: bool) -> None:
    """Đổi tên một đơn vị; mã giữ nguyên.

    Ví dụ: `daihoi unit rename cam_le_2020 CL.KT.07 "Chi bộ khu dân cư số 7A" --document 16-QĐ/ĐU
    --document-date 2020-02-25 --body "Đảng ủy phường Khuê Trung" --reason "Đổi tên khu dân cư"`
    """
    from daihoi.domain.unit_changes import Renaming

    record_change(workspace, campaign, paper, lambda: Renaming(unit, name), dry_run)


@unit.command()
@campaign_argument
@unit_argument
@click.option("--to", "parent", metavar="MÃ", required=True, help="Mã đơn vị cấp trên mới.")
@ruling_options
@HELP
@click.pass_obj
def move(workspace: Workspace, campaign: str, unit: str, parent: str, paper: Paper, dry_run: bool) -> None:
    """Chuyển một đơn vị, cùng mọi đơn vị bên dưới, về đơn vị cấp trên khác.

    Ví dụ: `daihoi unit move cam_le_2020 CL.KT.36 --to CL.HA --document 17-QĐ/QU
    --document-date 2020-02-25 --body "Quận ủy Cẩm Lệ" --reason "Cơ quan chuyển trụ sở"`
    """
    from daihoi.domain.unit_changes import Move

    record_change(workspace, campaign, paper, lambda: Move(unit, parent), dry_run)
