"""A proposed allocation of delegates on the terminal and as a table to import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.table import Table

from daihoi.cli.display import console
from daihoi.domain.preparing.allocation import Share
from daihoi.domain.preparing.base import Preparation
from daihoi.domain.preparing.delegates_checks import cap_of
from daihoi.domain.units import Unit
from daihoi.whole_files import write_csv
from reports.tokens import date_long

SOURCE = "Tính theo số đảng viên, số dư lớn nhất"
HEAD = (
    "Sổ",
    "Mã đơn vị",
    "Đơn vị trực thuộc",
    "Số đảng viên",
    "Đương nhiên",
    "Được bầu",
    "Chỉ định",
    "Tổng",
    "Số liệu đến ngày",
    "Căn cứ",
    "Nguồn",
)


def show(preparation: Preparation, unit: Unit, shares: Sequence[Share], changes: Mapping[str, int]) -> None:
    """Every unit with its seats; where another total is tried, what each gains or loses."""
    out, names = console(), preparation.campaign.tree.by_code
    total, cap = sum(share.total for share in shares), cap_of(preparation.campaign, unit.code)
    limit = "" if cap is None else f"; quy định không quá {cap}" + ("" if total <= cap else ": VƯỢT")
    out.print(f"{unit.name}: {total} đại biểu cho {len(shares)} đơn vị{limit}. Tính thử, chưa ghi gì.")
    table = Table("Mã", "Đơn vị", box=None, header_style="bold")
    for title in ("Đảng viên", "Đương nhiên", "Bầu", "Tổng", *(["Thay đổi"] if changes else [])):
        table.add_column(title, justify="right")
    for share in shares:
        numbers = [share.members, share.ex_officio, share.elected, share.total]
        change = [f"{changes[share.unit_code]:+d}" if share.unit_code in changes else ""] if changes else []
        name = names[share.unit_code].name
        table.add_row(share.unit_code, name, *map(str, numbers), *change)
    out.print(table)
    unknown = [share.unit_code for share in shares if not share.members]
    if unknown:
        out.print(f"Không có số đảng viên, không được phân bổ: {', '.join(unknown)}.")


def write(
    path: Path, preparation: Preparation, unit: Unit, shares: Sequence[Share], document: str = ""
) -> None:
    """The proposal as a table that ``daihoi import`` reads.

    Args:
        path: where to.
        preparation: the campaign and its day.
        unit: whose congress.
        shares: seats of each unit below.
        document: by which they were decided; a proposal that nobody decided on is marked as assumed.

    Raises:
        WriteError: the file cannot be written.
    """
    basis = ("", f"{document}; {SOURCE[0].lower()}{SOURCE[1:]}") if document else ("giả định", SOURCE)
    rows = [_row(unit, share, date_long(preparation.status_date), basis) for share in shares]
    write_csv(path, [HEAD, *rows])


def _row(unit: Unit, share: Share, day: str, basis: tuple[str, str]) -> list[str | int]:
    counts = [share.members, share.ex_officio, share.elected, 0, share.total]
    return ["delegate_allocation", unit.code, share.unit_code, *counts, day, *basis]
