"""Works of communications as tables: one by one, and by channel."""

from __future__ import annotations

from collections.abc import Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.communications_checks import DOING, DONE, DROPPED, REGISTER
from daihoi.domain.structure import Certainty
from daihoi.domain.units import Unit

WORKS = (
    *("TT", "Việc", "Kênh", "Thời kỳ", "Chủ trì", "Hạn", "Tình trạng", "Ngày xong", "Sản phẩm"),
    *("Số lượng", "Minh chứng", "Ghi chú"),
)
CHANNELS = ("Kênh", "Số việc", "Đã xong", "Đang làm", "Chưa làm")
ASSUMED_NOTE = "† giả định, không nêu trong nguồn"


def work_table(preparation: Preparation, unit: Unit, works: Sequence[Entry]) -> WorkTable:
    """Every work of a unit.

    Args:
        preparation: what the words of choices are taken from.
        unit: whose.
        works: in the order of printing.
    """
    rows = [_row(preparation, number, one) for number, one in enumerate(works, start=1)]
    code = unit.code.lower().replace(".", "-")
    title = f"Việc tuyên truyền, {unit.name}"
    notes = [ASSUMED_NOTE] if any(one.certainty is Certainty.ASSUMED for one in works) else []
    return WorkTable(f"bieu-tuyen-truyen-{code}", title, WORKS, rows, (), notes)


def _row(preparation: Preparation, number: int, one: Entry) -> list[Cell]:
    columns = preparation.entries.registers[REGISTER].by_code
    words = [columns[code].shown(one.values.get(code)) for code in ("channel", "period", "state")]
    has_file = "có tệp" if one.evidence_sha256 else ""
    return [
        number,
        marked(one.key, one),
        words[0],
        words[1],
        one.text("body"),
        one.day("due"),
        words[2],
        one.day("done_on"),
        one.text("product"),
        _amount(one),
        "; ".join(text for text in (one.text("document"), has_file) if text),
        one.text("problem"),
    ]


def _amount(one: Entry) -> str:
    """Made of planned, e.g. «12/20 tin, bài»; empty where nobody counts."""
    if "made" not in one.values and "planned" not in one.values:
        return ""
    planned = f"/{one.count('planned')}" if "planned" in one.values else ""
    return f"{one.count('made')}{planned} {one.text('measure')}"


def channel_table(preparation: Preparation, works: Sequence[Entry]) -> WorkTable:
    """How many works of each channel there are, and how far they are; those given up left out."""
    column = preparation.entries.registers[REGISTER].by_code["channel"]
    kept = [one for one in works if one.text("state") != DROPPED]
    used = [code for code in column.choices if any(one.text("channel") == code for one in kept)]
    rows: list[Sequence[Cell]] = [
        (column.shown(code), *_counts([one for one in kept if one.text("channel") == code])) for code in used
    ]
    return WorkTable(
        "bieu-tuyen-truyen-kenh", "Tuyên truyền theo kênh", CHANNELS, rows, ("Tổng cộng", *_counts(kept)), ()
    )


def _counts(works: Sequence[Entry]) -> list[int]:
    """Works, done, under way, not begun."""
    done = sum(one.text("state") == DONE for one in works)
    doing = sum(one.text("state") == DOING for one in works)
    return [len(works), done, doing, len(works) - done - doing]
