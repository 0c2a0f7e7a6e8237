"""Commendations as counts: proposed and granted, collectives and individuals (table 11, F25)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.afterwards_checks import GRANTED, proposals
from daihoi.domain.preparing.base import Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.steering_reading import unit_name
from daihoi.domain.record import shown

REGISTER = "commendations"


def commended_table(preparation: Preparation) -> WorkTable:
    """Every proposal and every grant; the sum counts what was granted."""
    entries = preparation.of(REGISTER)
    granted = [one for one in entries if one.text("stage") == GRANTED]
    rows = [(place, *_row(preparation, one)) for place, one in enumerate(entries, start=1)]
    sums = [sum(one.count(column) for one in granted) for column in ("collectives", "individuals", "total")]
    columns = (
        "TT",
        "Đơn vị",
        "Dịp khen",
        "Bước",
        "Tập thể",
        "Cá nhân",
        "Tổng số",
        "Tiêu chuẩn",
        "Quyết định",
    )
    return WorkTable(
        "bieu-11-khen-thuong",
        "Biểu 11. Khen thưởng (số lượng)",
        columns,
        rows,
        totals=("", "", "Đã khen", "", *sums, "", "") if granted else (),
        notes=("Chỉ ghi số lượng; danh sách giữ ngoài chương trình.", "† giả định, không nêu trong nguồn"),
    )


def commended_findings(preparation: Preparation) -> Iterator[str]:
    """What was granted at each occasion, and the conferences at which the work was summed up."""
    for one in preparation.of("meetings"):
        day = one.day("held_on")
        if one.text("meeting_kind") == "review" and day:
            yield f"{one.text('name')} ngày {shown(day)}."
    for one in preparation.of(REGISTER):
        if one.text("stage") == GRANTED:
            yield _granted(preparation, one)


def _granted(preparation: Preparation, one: Entry) -> str:
    asked = sum(
        proposal.count("total") for proposal in proposals(preparation.campaign, preparation.entries, one)
    )
    told = (
        f"{one.text('occasion')}: khen {one.count('collectives')} tập thể, "
        f"{one.count('individuals')} cá nhân, tổng số {one.count('total')}"
    )
    return f"{told} (đề nghị {asked})." if asked else f"{told}."


def _row(preparation: Preparation, one: Entry) -> Sequence[Cell]:
    stage = preparation.entries.registers[REGISTER].by_code["stage"]
    return (
        unit_name(preparation.campaign, one.unit_code),
        marked(one.text("occasion"), one),
        stage.shown(one.text("stage")),
        *(one.count(column) for column in ("collectives", "individuals", "total")),
        one.text("criteria"),
        one.text("decision"),
    )
