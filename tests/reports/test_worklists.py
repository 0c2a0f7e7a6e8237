"""Worklists as tables that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from reports.worklists import HEADINGS, worklist_files
from tests.reports.samples import EDITION

DATES = ("planned_start", "planned_finish", "start", "finish", "last_permitted_date")


def frame(**changes: object) -> pd.DataFrame:
    """One activity of one branch."""
    row: dict[str, object] = dict.fromkeys(HEADINGS, "")
    row |= {"unit_code": "CL.KT.01", "unit_name": "Chi bộ khu dân cư 1", "state": "OVERDUE", "is_next": True}
    row |= {"percent": 40, "float_days": -3, "variance_days": 5, "is_inferred": False, "is_assumed": True}
    row |= dict.fromkeys(DATES, pd.Timestamp("2020-03-02"))
    return pd.DataFrame([row | changes])


def cells(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_spreadsheet_sees_vietnamese_dates_and_states() -> None:
    content = worklist_files(frame(), EDITION)["viec.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    row, closing = cells(content)
    assert row["Bắt đầu theo kế hoạch"] == "02/03/2020"
    assert row["Trạng thái"] == "Quá hạn"
    assert row["Căn cứ"] == "giả định"
    assert closing["Mã đơn vị"] == "Số liệu đến hết ngày 02/03/2020; sổ ghi đến số 992"


@pytest.mark.parametrize(
    "dangerous", ["=1+1", "=cmd|' /C calc'!A0", "+SUM(A1:A9)", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]
)
def test_what_a_spreadsheet_would_run_is_kept_a_text(dangerous: str) -> None:
    row = cells(worklist_files(frame(unit_name=dangerous), EDITION)["viec.csv"])[0]
    assert row["Đơn vị"] == f"'{dangerous.strip()}"


def test_a_line_break_in_a_name_does_not_break_the_row() -> None:
    rows = cells(worklist_files(frame(unit_name="Chi bộ\r=1+1\nsố 2"), EDITION)["viec.csv"])
    assert [row["Đơn vị"] for row in rows[:1]] == ["Chi bộ =1+1 số 2"]
    assert len(rows) == 2


def test_negative_numbers_stay_numbers() -> None:
    row = cells(worklist_files(frame(), EDITION)["viec.csv"])[0]
    assert row["Dự trữ (ngày)"] == "-3"


def test_missing_dates_are_empty() -> None:
    row = cells(worklist_files(frame(finish=pd.NaT), EDITION)["viec.csv"])[0]
    assert row["Kết thúc"] == ""


def test_the_same_frame_gives_the_same_bytes_whatever_its_order() -> None:
    both = pd.concat([frame(unit_code="B"), frame(unit_code="A")])
    assert worklist_files(both, EDITION) == worklist_files(both.iloc[::-1], EDITION)
