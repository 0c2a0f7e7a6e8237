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
    from daihoi.domain.entries import Entries

MOST = 20


def show_carried(found: Carried, campaign: Campaign, entries: Entries, folder: Path | None) -> None:
    """The entries by unit and register, those that stay behind, and what to do next."""
    out = console()
    if found.taken:
        out.print(_table(found, campaign))
    for line in (*_renumbered(found, entries), *_staying(found, entries), *_left(found, entries)):
        out.print(Text(line, "yellow"), soft_wrap=True)
    done = sum(one.why == TAKEN for one in found.left)
    if done:
        out.print(f"Đã chuyển từ trước: {done} dòng.")
    if not found.taken and len(found.left) > done:
        out.print("Không lập tệp nào: các dòng còn lại không chuyển được, lý do ở trên.")
    elif not found.taken:
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


def _renumbered(found: Carried, entries: Entries) -> Iterator[str]:
    """Entries that are only numbered, whose number the heir has given already."""
    moved = Counter(one.old.register for one in found.taken if one.is_renumbered)
    for register, count in moved.items():
        yield f"Đánh số lại {count} dòng của {entries.called(register)}: nơi nhận đã có dòng mang số ấy."


def _staying(found: Carried, entries: Entries) -> Iterator[str]:
    """Entries of units that are still there, which name what others carry."""
    for register, count in Counter(one.old.register for one in found.taken if one.stays).items():
        yield (
            f"{count} dòng của {entries.called(register)} do đơn vị vẫn còn ghi, nêu số của đơn vị cũ: "
            "trong tệp là dòng mới nêu số ở nơi nhận; dòng cũ ở lại."
        )


def _left(found: Carried, entries: Entries) -> Iterator[str]:
    left = [one for one in found.left if one.why != TAKEN]
    if left:
        yield f"Không chuyển được {len(left)} dòng, ghi lại bằng tay nếu còn dùng:"
    for one in left[:MOST]:
        book = entries.called(one.old.register)
        yield f"  {one.old.unit_code} → {one.unit_code}, {book}, «{one.old.key}»: {one.why}"
    if len(left) > MOST:
        yield f"  … và {len(left) - MOST} dòng nữa"
