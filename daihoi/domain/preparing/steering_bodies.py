"""The bodies that serve the congress: subcommittees, teams and topic groups (F3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.steering_reading import unit_name
from daihoi.domain.registers import subject

COUNTED = (
    ("subcommittee", "tiểu ban"),
    ("support_team", "tổ giúp việc"),
    ("steering_team", "tổ công tác chỉ đạo"),
    ("topic_group", "nhóm chuyên đề"),
)


def body_table(preparation: Preparation) -> WorkTable:
    """Every body under the one that it belongs to, with the activities that it owns."""
    rows: list[Sequence[Cell]] = []
    for one in _in_order(preparation.of("bodies")):
        column = preparation.entries.registers["bodies"].by_code["body_kind"]
        name = f"– {one.text('name')}" if one.text("under") else one.text("name")
        rows.append(
            (
                len(rows) + 1,
                unit_name(preparation.campaign, one.unit_code),
                marked(name, one),
                column.shown(one.text("body_kind")),
                one.day("set_up_on"),
                one.text("head_post"),
                one.values.get("members"),
                _owned(preparation, one),
            )
        )
    columns = (
        "TT",
        "Đơn vị",
        "Bộ phận",
        "Loại",
        "Ngày lập",
        "Chức danh đứng đầu",
        "Số thành viên",
        "Số việc",
    )
    notes = ("Số việc: số việc trong sổ phân công do bộ phận chủ trì.", "† giả định, không nêu trong nguồn")
    return WorkTable("bo-phan", "Bộ phận phục vụ đại hội", columns, rows, notes=notes)


def body_findings(preparation: Preparation) -> Iterator[str]:
    """How many bodies of each kind there are."""
    counts = Counter(one.text("body_kind") for one in preparation.of("bodies"))
    told = [f"{counts[kind]} {word}" for kind, word in COUNTED if counts[kind]]
    if told:
        yield f"Đã lập {', '.join(told)}."


def _owned(preparation: Preparation, body: Entry) -> int:
    wanted = subject("bodies", body.key)
    return sum(subject("bodies", one.text("body")) == wanted for one in preparation.entries.of("assignments"))


def _in_order(bodies: Sequence[Entry]) -> list[Entry]:
    """By unit and day; each before those that belong to it."""
    own = {(one.unit_code, one.key.casefold()): one for one in bodies}

    def place(one: Entry) -> tuple[str, date, str, bool, str]:
        above = own.get((one.unit_code, one.text("under").casefold()), one)
        return one.unit_code, above.day("set_up_on") or date.min, above.key, above is not one, one.key

    return sorted(bodies, key=place)
