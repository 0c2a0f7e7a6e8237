"""``daihoi unit merge, split, dissolve``: units that end or begin out of others; each a ruling in the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import rich_click as click

from daihoi.cli.group import HELP
from daihoi.cli.options import campaign_argument
from daihoi.cli.ruling import ruling_options
from daihoi.cli.unit_group import COUNT, PairType, child_option, kind_option, unit, unit_argument
from daihoi.cli.unit_recording import counts, once, record_change, refuse_for_old
from daihoi.cli.values import CODES, DAY
from daihoi.domain.ruling_paper import Paper
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.unit_changes import UnitChange


@unit.command()
@campaign_argument
@click.argument("units", metavar="MÃ,MÃ,…", type=CODES)
@click.option("--into", metavar="MÃ", required=True, help="Một trong các đơn vị ấy, hoặc mã mới.")
@click.option(
    "--name", metavar="TÊN", default="", help="Tên của đơn vị mới, hoặc tên mới của đơn vị đi tiếp."
)
@click.option("--parent", metavar="MÃ", default="", help="Cấp trên của đơn vị mới (mặc định: như đơn vị cũ).")
@kind_option
@click.option("--members", metavar="SỐ", type=COUNT, help="Số đảng viên của đơn vị mới (mặc định: cộng lại).")
@click.option("--congress", metavar="NGÀY", type=DAY, help="Ngày đại hội dự kiến của đơn vị mới.")
@child_option
@ruling_options
@HELP
@click.pass_obj
def merge(
    workspace: Workspace,
    campaign: str,
    units: tuple[str, ...],
    into: str,
    name: str,
    parent: str,
    kind: str,
    members: int | None,
    congress: date | None,
    child: Sequence[tuple[str, str]],
    paper: Paper,
    dry_run: bool,
) -> None:
    """Sáp nhập các đơn vị cùng cấp vào một trong số đó, hoặc thành một đơn vị mới.

    Đơn vị trực thuộc theo về đơn vị sau sáp nhập, trừ những đơn vị nêu nơi khác bằng `--child`. Điều các
    đơn vị không còn đã báo vẫn ở trong sổ ghi, từ ngày hiệu lực không tính nữa.

    Ví dụ: `daihoi unit merge cam_le_2020 CL.KT.07,CL.KT.08 --into CL.KT.08 --document 12-QĐ/ĐU
    --document-date 2020-02-20 --effective 2020-03-01 --body "Đảng ủy phường Khuê Trung"
    --reason "Sắp xếp lại khu dân cư"`
    """
    from daihoi.domain.unit_changes import Merger, NewUnit

    def change() -> UnitChange:
        if into in units:
            given = {"parent": parent, "kind": kind, "members": members, "congress": congress}
            refuse_for_old(into, [option for option, value in given.items() if value not in ("", None)])
        is_new = bool(name) and into not in units
        made = NewUnit(into, name, "", parent, kind, False, False, members, congress) if is_new else None
        return Merger(units, into, made, "" if is_new else name, once("child", child))

    record_change(workspace, campaign, paper, change, dry_run)


@unit.command()
@campaign_argument
@unit_argument
@click.option(
    "--part",
    metavar="MÃ=TÊN",
    multiple=True,
    required=True,
    type=PairType("CL.KT.37=Chi bộ 7B: mã mới = tên"),
    help="Đơn vị mới; nêu nhiều lần được.",
)
@click.option("--ends", is_flag=True, help="Đơn vị cũ không còn (mặc định: đi tiếp cạnh đơn vị mới).")
@kind_option
@click.option(
    "--members",
    metavar="MÃ=SỐ",
    multiple=True,
    type=PairType("CL.KT.37=12: mã mới = số đảng viên"),
    help="Số đảng viên của đơn vị mới.",
)
@child_option
@ruling_options
@HELP
@click.pass_obj
def split(
    workspace: Workspace,
    campaign: str,
    unit: str,
    part: Sequence[tuple[str, str]],
    ends: bool,
    kind: str,
    members: Sequence[tuple[str, str]],
    child: Sequence[tuple[str, str]],
    paper: Paper,
    dry_run: bool,
) -> None:
    """Chia tách một đơn vị: lập đơn vị mới từ nó; đơn vị cũ đi tiếp, hoặc kết thúc (`--ends`).

    Đơn vị cũ kết thúc thì mọi đơn vị trực thuộc phải có nơi đến (`--child`).

    Ví dụ: `daihoi unit split cam_le_2020 CL.KT.07 --part "CL.KT.37=Chi bộ khu dân cư số 7B"
    --document 18-QĐ/ĐU --document-date 2020-02-25 --body "Đảng ủy phường Khuê Trung"
    --reason "Đông đảng viên"`
    """
    from daihoi.domain.unit_changes import NewUnit, Splitting

    def change() -> UnitChange:
        given = counts(members, {code for code, _ in part})
        parts = tuple(NewUnit(code, name, kind=kind, member_count=given.get(code)) for code, name in part)
        return Splitting(unit, parts, not ends, once("child", child))

    record_change(workspace, campaign, paper, change, dry_run)


@unit.command()
@campaign_argument
@unit_argument
@click.option("--successor", metavar="MÃ", default="", help="Đơn vị cùng cấp tiếp nhận.")
@child_option
@ruling_options
@HELP
@click.pass_obj
def dissolve(
    workspace: Workspace,
    campaign: str,
    unit: str,
    successor: str,
    child: Sequence[tuple[str, str]],
    paper: Paper,
    dry_run: bool,
) -> None:
    """Giải thể một đơn vị, có hoặc không có đơn vị tiếp nhận; đơn vị trực thuộc phải có nơi đến.

    Ví dụ: `daihoi unit dissolve cam_le_2020 CL.DN.05 --successor CL.DN.04 --document 19-QĐ/QU
    --document-date 2020-02-25 --body "Quận ủy Cẩm Lệ" --reason "Doanh nghiệp ngừng hoạt động"`
    """
    from daihoi.domain.unit_changes import Dissolution

    record_change(
        workspace, campaign, paper, lambda: Dissolution(unit, successor, once("child", child)), dry_run
    )
