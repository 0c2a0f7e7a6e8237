"""``daihoi delegates``: seats by members, as a proposal, and what another total would change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from daihoi import clock
from daihoi.cli.group import HELP, cli
from daihoi.cli.options import campaign_argument, status_date_option
from daihoi.errors import DaihoiError
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.entries import Entry
    from daihoi.domain.preparing.allocation import Share
    from daihoi.domain.preparing.base import Preparation
    from daihoi.domain.units import Unit


@cli.command()
@campaign_argument
@click.option("--unit", metavar="MÃ", help="Đơn vị triệu tập đại hội (mặc định: đơn vị cao nhất của đợt).")
@click.option("--total", type=click.IntRange(1, 2000), metavar="SỐ", help="Thử với tổng số đại biểu khác.")
@click.option(
    "--least", type=click.IntRange(0, 50), default=1, show_default=True, help="Ít nhất cho mỗi đơn vị."
)
@click.option(
    "--document",
    metavar="SỐ",
    default="",
    help="Số văn bản phân bổ, ghi vào bảng của --csv; không có thì bảng ấy là giả định (†).",
)
@status_date_option
@click.option(
    "--csv",
    "file",
    metavar="TỆP",
    type=click.Path(path_type=Path),
    help="Ghi thành bảng của sổ «Phân bổ đại biểu», xem lại rồi nhập bằng daihoi import.",
)
@HELP
@click.pass_obj
def delegates(
    workspace: Workspace,
    campaign: str,
    unit: str | None,
    total: int | None,
    least: int,
    document: str,
    status_date: date | None,
    file: Path | None,
) -> None:
    """Tính thử phân bổ đại biểu theo số đảng viên (số dư lớn nhất); không ghi gì vào sổ.

    Đại biểu đương nhiên lấy ở sổ «Phân bổ đại biểu» nếu đã ghi. Với --total: thêm ai được, ai bớt.

    Ví dụ: `daihoi delegates cam_le_2020 --total 280`
    """
    from daihoi.assessing import open_preparation
    from daihoi.cli import allocating_display, display
    from daihoi.domain.preparing.allocation import differences
    from daihoi.domain.preparing.delegates import total_of

    day = status_date or clock.today()
    preparation = open_preparation(workspace, campaign, day)
    chosen = preparation.campaign.tree.unit(unit) if unit else preparation.campaign.root
    decided = total_of(preparation, chosen)
    if decided is None and total is None:
        book = preparation.entries.called("delegate_total")
        raise DaihoiError(f"«{chosen.code}» chưa có tổng số đại biểu: thêm --total SỐ, hoặc ghi {book}.")
    seats = total or (decided[0] if decided else 0)
    shares = _shares(preparation, chosen, seats, least)
    before = _shares(preparation, chosen, decided[0], least) if decided and decided[0] != seats else shares
    allocating_display.show(preparation, chosen, shares, differences(before, shares))
    if file:
        allocating_display.write(file, preparation, chosen, shares, document.strip())
        display.show_files([file])


def _shares(preparation: Preparation, unit: Unit, seats: int, least: int) -> Sequence[Share]:
    from daihoi.domain.preparing.allocation import allocate

    below = preparation.campaign.tree.children[unit.code]
    if not below:
        raise DaihoiError(f"«{unit.code}» không có đơn vị trực thuộc để phân bổ.")
    entries = {one.text("below"): one for one in preparation.entries.of("delegate_allocation", unit.code)}
    members = {child.code: _members(child, entries.get(child.code)) for child in below}
    by_office = {code: count for code, entry in entries.items() if (count := entry.count("ex_officio"))}
    return allocate(seats, members, by_office, least)


def _members(unit: Unit, entry: Entry | None) -> int:
    """Members as the register has them, else as the list of units has."""
    return (entry.count("members") if entry else 0) or unit.member_count or 0
