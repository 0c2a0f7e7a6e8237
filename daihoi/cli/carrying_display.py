"""What ``daihoi unit carry`` prints: what goes where, and what stays behind and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.carrying import TAKEN

if TYPE_CHECKING:
    from daihoi.cli.carrying import Carried
    from daihoi.domain.campaign import Campaign

MOST = 20


def show_carried(found: Carried, campaign: Campaign, folder: Path | None) -> None:
    """The entries by unit and register, those that stay behind, and what to do next."""
    out = console()
    if found.taken:
        out.print(_table(found, campaign))
    for line in _left(found, campaign):
        out.print(Text(line, "yellow"), soft_wrap=True)
    done = sum(one.why == TAKEN for one in found.left)
    if done:
        out.print(f"Đã chuyển từ trước: {done} dòng.")
    if not found.taken:
        out.print("Không còn dòng nào để chuyển.")
    elif folder is None:
        out.print("Xem thử: chưa ghi tệp nào. Thêm -o THƯ_MỤC để ghi các tệp, xem lại rồi nhập.")
    else:
        out.print(f"Xem lại từng tệp, bỏ dòng không dùng, rồi theo thứ tự: daihoi import {campaign.code} TỆP")


def _table(found: Carried, campaign: Campaign) -> Table:
    files = {name.partition("_")[2].removesuffix(".csv"): name for name in found.tables}
    titles = ("Đơn vị cũ", "Đơn vị tiếp nhận", "Tệp", "Số dòng", "Để trống")
    table = Table(*titles, box=None, header_style="bold")
    rows = Counter((one.old.unit_code, one.new.unit_code, one.old.register) for one in found.taken)
    blanks = Counter(
        (one.old.unit_code, one.new.unit_code, one.old.register) for one in found.taken for _ in one.blanked
    )
    units = campaign.tree.by_code
    for key, count in rows.items():
        before, after, register = key
        where = f"{after} {units[after].name}"
        table.add_row(before, where, files[register], str(count), f"{blanks[key]} ô" if blanks[key] else "")
    return table


def _left(found: Carried, campaign: Campaign) -> Iterator[str]:
    left = [one for one in found.left if one.why != TAKEN]
    if left:
        yield f"Không chuyển được {len(left)} dòng, ghi lại bằng tay nếu còn dùng:"
    for one in left[:MOST]:
        yield f"  {one.old.unit_code} → {one.unit_code}, {one.old.register}, «{one.old.key}»: {one.why}"
    if len(left) > MOST:
        yield f"  … và {len(left) - MOST} dòng nữa"
