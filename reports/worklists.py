"""Worklists as tables that an office program opens: Vietnamese headings, dates and states."""

from __future__ import annotations

import csv
import io
from typing import Any

import pandas as pd

from daihoi.domain.results import Edition
from daihoi.domain.states import ActivityState
from daihoi.whole_files import harmless
from reports import tokens

HEADINGS = {
    "unit_code": "Mã đơn vị",
    "unit_name": "Đơn vị",
    "workstream": "Nhóm việc",
    "activity_name": "Việc",
    "activity": "Mã việc",
    "state": "Trạng thái",
    "is_next": "Làm ngay",
    "percent": "Tỷ lệ (%)",
    "planned_start": "Bắt đầu theo kế hoạch",
    "planned_finish": "Kết thúc theo kế hoạch",
    "start": "Bắt đầu",
    "finish": "Kết thúc",
    "last_permitted_date": "Chậm nhất",
    "float_days": "Dự trữ (ngày)",
    "variance_days": "Lệch (ngày)",
    "blocked_by": "Đang chờ",
    "responsible": "Cơ quan chủ trì",
    "evidence": "Sản phẩm",
    "basis": "Căn cứ",
}


def worklist_files(frame: pd.DataFrame, edition: Edition) -> dict[str, bytes]:
    """``viec.csv``: one row per activity, in the order of ``frame`` (see ``daihoi.domain.worklist``).

    UTF-8 with a mark, so that a spreadsheet shows Vietnamese at once; the last line tells the status
    date and how far the log was taken into account.
    """
    frame = frame.sort_values(["unit_code", "planned_start"], kind="stable")
    columns = {name: _cells(frame, name) for name in HEADINGS}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS.values())
    writer.writerows(zip(*columns.values(), strict=True))
    writer.writerow(
        [f"Số liệu đến hết ngày {tokens.date_long(edition.status_date)}; sổ ghi đến số {edition.known_seq}"]
    )
    return {"viec.csv": out.getvalue().encode("utf-8-sig")}


def _cells(frame: pd.DataFrame, name: str) -> list[str]:
    if name == "basis":
        pairs = zip(frame["is_inferred"], frame["is_assumed"], strict=True)
        return ["suy ra" if inferred else "giả định" if assumed else "" for inferred, assumed in pairs]
    # A city has 300,000 rows, and of most columns a few hundred values: each is written once.
    place, values = pd.factorize(frame[name])
    written = [_cell(name, value) for value in values]
    return [written[n] if n >= 0 else "" for n in place.tolist()]


def _cell(name: str, value: Any) -> str:
    """One value as people read it."""
    if name == "state":
        return tokens.STATES[ActivityState[value]].label
    if name == "is_next":
        return "x" if value else ""
    if isinstance(value, pd.Timestamp):
        return tokens.date_long(value)
    return str(harmless(str(value)))
