"""Delegates: the figures of S3, and numbers that do not add up."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from daihoi.domain.assessment import assess
from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, stated_entry
from daihoi.domain.preparing.base import Preparation, Review
from daihoi.domain.preparing.delegates import review
from daihoi.domain.record import Snapshot
from daihoi.errors import InputErrors
from daihoi.intake.register_tables import Ground, read_entries
from daihoi.intake.setting import Setting
from daihoi.intake.tables import read_table
from daihoi.loading import ConfigDir, load_campaign
from daihoi.loading.register_config import load_registers

CONFIG = ConfigDir(Path("config"))
DAY = date(2020, 3, 2)
TOTAL = "Sổ,Mã đơn vị,Đương nhiên,Bầu,Chỉ định,Tổng,Số liệu đến ngày"
SHARES = "Sổ,Mã đơn vị,Đơn vị trực thuộc,Đương nhiên,Được bầu,Chỉ định,Tổng,Nữ,Trẻ,Số liệu đến ngày"


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return load_campaign(CONFIG, "cam_le_2020")


@pytest.fixture(scope="module")
def nothing() -> Entries:
    return Entries(load_registers(CONFIG))


def told(folder: Path, campaign: Campaign, entries: Entries, head: str, *rows: str) -> Entries:
    """The entries with those of a table."""
    path = folder / "bang.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    ground = Ground(Setting(campaign, DAY, (), None), campaign, entries)
    read = read_entries(read_table(path), ground).rows
    found = [stated_entry(row.statement, entries.registers) for row in read]
    return entries.including(entry for entry in found if entry)


def reviewed(campaign: Campaign, entries: Entries) -> Review:
    known = Snapshot(campaign.code, DAY, 0, "", ())
    return review(Preparation(assess(campaign, known), entries, frozenset(["CL"])))


def test_the_275_delegates_of_cam_le_are_within_the_cap(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    entries = told(tmp_path, campaign, nothing, TOTAL, "delegate_total,CL,,,,275,02/03/2020")
    found = reviewed(campaign, entries)
    assert found.findings == ["Đảng bộ quận Cẩm Lệ: 275 đại biểu, quy định không quá 300; chưa ghi phân bổ."]
    assert [ask.unit_code for ask in found.asks] == ["CL"]
    assert "45 đơn vị" in found.asks[0].what


def test_an_allocation_shows_what_is_left_and_who_has_none(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    entries = told(tmp_path, campaign, nothing, TOTAL, "delegate_total,CL,,,,275,02/03/2020")
    rows = ("CL,CL.HA,2,30,0,32,10,5,02/03/2020", "CL,CL.KT,3,40,0,43,15,6,02/03/2020")
    entries = told(tmp_path, campaign, entries, SHARES, *(f"delegate_allocation,{row}" for row in rows))
    found = reviewed(campaign, entries)
    assert found.findings[0].endswith("đã phân bổ 75, còn 200.")
    (table,) = found.tables
    assert [row[1] for row in table.rows] == ["Đảng bộ phường Khuê Trung", "Đảng bộ phường Hòa An"]
    assert list(table.totals) == [None, "Tổng cộng", None, 5, 70, 0, 75, None, 25, 11]
    assert "cộng lại 75, tổng số 275: thiếu 200; còn 43 đơn vị chưa có dòng" in found.asks[0].what


def test_without_its_entry_the_figure_is_that_of_the_plan_and_marked(
    campaign: Campaign, nothing: Entries
) -> None:
    assert campaign.delegates is not None
    (finding,) = reviewed(campaign, nothing).findings
    assert "275 đại biểu" in finding


WRONG_TOTALS = [
    ("delegate_total,CL,,,,301,02/03/2020", "301 đại biểu, quy định không quá 300"),
    ("delegate_total,CL,30,200,10,275,02/03/2020", "30 + 200 + 10 = 240, khác 275"),
    ("delegate_total,CL,30,200,,220,02/03/2020", "30 + 200 = 230, khác 220"),
    ("delegate_total,CL,,230,,220,02/03/2020", "230, khác 220"),
    ("delegate_total,CL,,,,-5,02/03/2020", "«-5» không phải số đếm"),
    ("delegate_total,CL,,,,hai trăm,02/03/2020", "«hai trăm» không phải số đếm"),
    ("delegate_total,CL,,,,27.5,02/03/2020", "«27.5» không phải số đếm"),
    ("delegate_total,CL,,,,,02/03/2020", "để trống"),
    ("delegate_total,CL,,,,99999,02/03/2020", "số 99999 quá lớn"),
    ("delegate_total,CLX,,,,275,02/03/2020", "không có đơn vị «CLX»"),
    ("delegate_total,CL,,,,275,03/03/2020", "chưa đến"),
    ("delegate_total,CL,,,,275,", "để trống"),
    ("delegate_totals,CL,,,,275,02/03/2020", "không có sổ «delegate_totals»"),
]


@pytest.mark.parametrize(("row", "words"), WRONG_TOTALS)
def test_a_wrong_total_is_refused_with_its_place(
    tmp_path: Path, campaign: Campaign, nothing: Entries, row: str, words: str
) -> None:
    with pytest.raises(InputErrors) as refused:
        told(tmp_path, campaign, nothing, TOTAL, row)
    assert words in str(refused.value)
    assert "bang.csv:2" in str(refused.value)


WRONG_SHARES = [
    ("CL,CL.KT.01,0,5,0,5,,,02/03/2020", "«CL.KT.01» không trực thuộc «CL»"),
    ("CL,CL.XX,0,5,0,5,,,02/03/2020", "không có đơn vị «CL.XX»"),
    ("CL,CL.KT,0,276,0,276,,,02/03/2020", "phân bổ cộng lại 276, tổng số là 275"),
    ("CL,CL.KT,1,5,0,5,,,02/03/2020", "1 + 5 + 0 = 6, khác 5"),
    ("CL,CL.KT,0,5,0,5,6,,02/03/2020", "6 lớn hơn Tổng (5)"),
    ("CL,CL.KT,0,5,0,5,,6,02/03/2020", "6 lớn hơn Tổng (5)"),
    ("CL,,0,5,0,5,,,02/03/2020", "để trống"),
]


@pytest.mark.parametrize(("row", "words"), WRONG_SHARES)
def test_a_wrong_allocation_is_refused_with_its_place(
    tmp_path: Path, campaign: Campaign, nothing: Entries, row: str, words: str
) -> None:
    entries = told(tmp_path, campaign, nothing, TOTAL, "delegate_total,CL,,,,275,02/03/2020")
    with pytest.raises(InputErrors) as refused:
        told(tmp_path, campaign, entries, SHARES, f"delegate_allocation,{row}")
    assert words in str(refused.value)
    assert "bang.csv:2" in str(refused.value)


def test_a_sum_that_is_wrong_is_told_once(tmp_path: Path, campaign: Campaign, nothing: Entries) -> None:
    entries = told(tmp_path, campaign, nothing, TOTAL, "delegate_total,CL,,,,275,02/03/2020")
    rows = [f"delegate_allocation,CL,{code},0,200,0,200,,,02/03/2020" for code in ("CL.KT", "CL.HA")]
    with pytest.raises(InputErrors) as refused:
        told(tmp_path, campaign, entries, SHARES, *rows)
    assert [problem.what for problem in refused.value.problems] == ["phân bổ cộng lại 400, tổng số là 275"]


def test_before_a_total_is_registered_those_called_to_the_congress_are_told(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    assert reviewed(campaign, nothing).findings == [
        "Đảng bộ quận Cẩm Lệ: 275 đại biểu (theo cấu hình của đợt, chưa ghi sổ), quy định không quá 300; "
        "chưa ghi phân bổ."
    ]
    head = "Sổ,Mã đơn vị,Khai mạc,Bế mạc,Đại biểu triệu tập,Số liệu đến ngày"
    entries = told(tmp_path, campaign, nothing, head, "sessions,CL,28/07/2020,29/07/2020,273,02/03/2020")
    assert reviewed(campaign, entries).findings == [
        "Đảng bộ quận Cẩm Lệ: 273 đại biểu (triệu tập, theo sổ «Phiên đại hội»), quy định không quá 300; "
        "chưa ghi phân bổ."
    ]


def test_without_a_registered_total_that_of_the_campaign_is_the_most(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    """S3: 275 delegates stand in the campaign; 276 cannot be shared out before another total is decided."""
    with pytest.raises(InputErrors, match="phân bổ cộng lại 276, cấu hình của đợt ghi 275 đại biểu"):
        told(tmp_path, campaign, nothing, SHARES, "delegate_allocation,CL,CL.KT,0,276,0,276,,,02/03/2020")
    told(tmp_path, campaign, nothing, SHARES, "delegate_allocation,CL,CL.KT,0,275,0,275,,,02/03/2020")


def test_the_total_cannot_fall_below_what_is_allocated(
    tmp_path: Path, campaign: Campaign, nothing: Entries
) -> None:
    entries = told(tmp_path, campaign, nothing, TOTAL, "delegate_total,CL,,,,275,02/03/2020")
    share = "delegate_allocation,CL,CL.KT,0,200,0,200,,,02/03/2020"
    entries = told(tmp_path, campaign, entries, SHARES, share)
    with pytest.raises(InputErrors, match="đã phân bổ 200, nhiều hơn 150"):
        told(tmp_path, campaign, entries, TOTAL, "delegate_total,CL,,,,150,02/03/2020")


def test_a_proposal_can_be_imported_as_it_is() -> None:
    """The columns of the proposal are those of the register."""
    from daihoi.cli.allocating_display import HEAD

    register = load_registers(CONFIG)["delegate_allocation"]
    own = {column.name for column in register.columns}
    line = next(csv.reader(io.StringIO(",".join(HEAD))))
    assert set(line) - {"Sổ", "Mã đơn vị", "Số liệu đến ngày", "Căn cứ", "Nguồn"} <= own
