"""The columns that an office's list of units may have, by any of the titles that offices use."""

from __future__ import annotations

from collections.abc import Mapping

from daihoi.errors import InputErrors, Problem, suggestion
from daihoi.intake.tables import Table
from daihoi.intake.texts import match_key

TITLES: Mapping[str, tuple[str, ...]] = {
    "code": ("Mã đơn vị", "Mã"),
    "name": ("Tên đơn vị", "Tên chi bộ", "Tên tổ chức đảng", "Tên", "Chi bộ", "Đơn vị"),
    "level": ("Cấp",),
    "parent": ("Cấp trên", "Đơn vị cấp trên", "Trực thuộc"),
    "kind": ("Loại hình",),
    "is_pilot": ("Đại hội điểm", "Điểm"),
    "is_direct_election": ("Bầu trực tiếp bí thư", "Bầu trực tiếp"),
    "members": ("Số đảng viên", "Đảng viên"),
    "congress": ("Ngày đại hội", "Ngày đại hội dự kiến", "Ngày dự kiến"),
    "source": ("Nguồn",),
    "note": ("Ghi chú",),
    "unused": ("STT", "TT", "Số thứ tự"),
}
"""What a column holds → the titles it may bear; the first is the one that messages use."""

_NOT_A_REPORT = "Bảng không phải báo cáo"
_OF_A_CAMPAIGN = {"unit_code", "unit_name", "parent_code"}
"""Columns that the list of units in a campaign's folder has."""
_ALIAS = {match_key(title): alias for alias, titles in TITLES.items() for title in titles}


def refuse_unit_list(table: Table) -> None:
    """Refuses a list of units where reports are expected, and says what it is for.

    Raises:
        InputErrors: the table has nothing but columns of such a list, the name among them; or it is the
            ``units.csv`` of a campaign.
    """
    titles = [title for title, _ in table.header]
    found = [_ALIAS.get(match_key(title)) for title in titles]
    if "name" in found and all(found):
        what = "đây là danh sách đơn vị, không phải báo cáo"
        remedy = "dùng khi lập đợt: daihoi new … --units TỆP; sửa sau đó thì sửa units.csv của đợt"
        raise InputErrors([Problem(table.place, 0, what, remedy)], _NOT_A_REPORT)
    if set(titles) >= _OF_A_CAMPAIGN:
        what = "đây là danh sách đơn vị của đợt (units.csv), không phải báo cáo"
        remedy = "không phải nhập: sửa xong thì daihoi validate ĐỢT"
        raise InputErrors([Problem(table.place, 0, what, remedy)], _NOT_A_REPORT)


def locate(table: Table) -> dict[str, int]:
    """Alias of each column → its position in ``table.header``.

    Raises:
        InputErrors: unknown or repeated columns, or none with names; all of them.
    """
    found: dict[str, int] = {}
    problems = []
    for position, (title, _) in enumerate(table.header):
        alias = _ALIAS.get(match_key(title))
        if alias is None:
            known = [titles[0] for titles in TITLES.values()]
            problems.append(
                _head(
                    table,
                    f"không biết cột «{title}»",
                    f"{suggestion(title, known, len(known))} Hoặc bỏ cột ấy.",
                )
            )
        elif alias in found and alias != "unused":
            problems.append(
                _head(table, f"cột «{TITLES[alias][0]}» có hai lần («{title}»)", "giữ lại một cột")
            )
        else:
            found[alias] = position
    if "name" not in found:
        problems.append(_head(table, "thiếu cột «Tên đơn vị»", "thêm cột này; cột bắt buộc duy nhất"))
    if problems:
        raise InputErrors(problems, "Danh sách đơn vị có lỗi ở tiêu đề cột")
    return found


def _head(table: Table, what: str, remedy: str) -> Problem:
    return Problem(table.place, table.header_line, what, remedy, table.sheet)
