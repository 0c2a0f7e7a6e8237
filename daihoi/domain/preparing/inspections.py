"""What superiors concluded at their meetings, as numbered items with owner, day and state: table 7 (F17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, Review, WorkTable, late, marked
from daihoi.domain.preparing.steering_reading import PROGRESS_WORDS, unit_name, working_days_after
from daihoi.domain.preparing.steering_tables import compact
from daihoi.domain.registers import subject

DONE = "done"
INSPECTION = "inspection"


def review(preparation: Preparation) -> Review:
    """Every meeting with its items: done, being done, open, overdue."""
    items = _in_order(preparation.of("follow_ups"))
    tables = [_meeting_table(preparation), *_item_tables(preparation, items)]
    return Review(
        "inspections",
        "Kết luận của cấp trên",
        list(_findings(preparation, items)),
        [compact(table) for table in tables if table.rows],
        [*_asks(preparation, items), *_without_items(preparation)],
    )


def _in_order(items: Sequence[Entry]) -> list[Entry]:
    return sorted(items, key=lambda one: (one.unit_code, one.text("meeting"), one.count("number")))


def _by_meeting(items: Sequence[Entry]) -> list[list[Entry]]:
    """The items of each meeting of each unit, in their order."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for one in items:
        groups.setdefault((one.unit_code, subject("", one.text("meeting"))), []).append(one)
    return list(groups.values())


def _findings(preparation: Preparation, items: Sequence[Entry]) -> Iterator[str]:
    for found in _by_meeting(items):
        counts = Counter(one.text("state") for one in found)
        over = [str(one.count("number")) for one in found if _is_over(preparation, one)]
        told = ", ".join(f"{counts[state]} {word}" for state, word in PROGRESS_WORDS.items() if counts[state])
        late_words = f"; {len(over)} quá hạn: số {', '.join(over)}" if over else ""
        yield f"{_meeting_name(found[0])}: {len(found)} nội dung chỉ đạo, {told}{late_words}."


def _item_tables(preparation: Preparation, items: Sequence[Entry]) -> list[WorkTable]:
    return [_item_table(preparation, place, found) for place, found in enumerate(_by_meeting(items), start=1)]


def _item_table(preparation: Preparation, place: int, items: Sequence[Entry]) -> WorkTable:
    return WorkTable(
        f"bieu-7-ket-luan-{place}",
        f"Biểu 7. Theo dõi kết luận: {_meeting_name(items[0])}",
        (
            *("Số", "Nội dung chỉ đạo", "Chủ trì", "Hạn", "Trạng thái", "Ngày xong"),
            *("Quá hạn (ngày làm việc)", "Kết quả"),
        ),
        [_row(preparation, one) for one in items],
        notes=(
            "Quá hạn: đến ngày chốt; việc đã xong thì đến ngày xong.",
            "† giả định, không nêu trong nguồn",
        ),
    )


def _row(preparation: Preparation, one: Entry) -> Sequence[Cell]:
    return (
        one.count("number"),
        marked(one.text("text"), one),
        one.text("owner"),
        one.day("due"),
        PROGRESS_WORDS[one.text("state")],
        one.day("done_on"),
        _days_over(preparation, one),
        one.text("result"),
    )


def _days_over(preparation: Preparation, one: Entry) -> int | None:
    due, end = one.day("due"), one.day("done_on") or preparation.status_date
    return working_days_after(preparation.campaign, due, end) if due and due < end else None


def _meeting_table(preparation: Preparation) -> WorkTable:
    """The meetings at which a superior looked into the preparation: who chaired, what was handed in."""
    held = sorted(
        (one for one in preparation.of("meetings") if one.text("meeting_kind") == INSPECTION),
        key=lambda one: (one.day("held_on") or date.min, one.key),
    )
    rows = [
        (
            place,
            unit_name(preparation.campaign, one.unit_code),
            marked(one.text("name"), one),
            one.day("held_on"),
            one.text("chair"),
            one.text("report") or "chưa ghi",
            len(_items_of(preparation, one)),
        )
        for place, one in enumerate(held, start=1)
    ]
    columns = ("TT", "Đơn vị", "Buổi làm việc", "Ngày", "Chủ trì", "Báo cáo đã nộp", "Số kết luận")
    return WorkTable("buoi-lam-viec", "Các buổi cấp trên làm việc, kiểm tra", columns, rows)


def _asks(preparation: Preparation, items: Sequence[Entry]) -> Iterator[Ask]:
    for one in items:
        if one.text("state") != DONE:
            what = f"kết luận số {one.count('number')} ({one.text('owner')} chủ trì): {one.text('text')}"
            yield Ask(one.unit_code, what, one.day("due"), _is_over(preparation, one))


def _without_items(preparation: Preparation) -> Iterator[Ask]:
    """Meetings whose conclusions nobody has written down."""
    book = preparation.entries.called("follow_ups")
    for one in preparation.of("meetings"):
        if one.text("meeting_kind") == INSPECTION and not _items_of(preparation, one):
            yield Ask(one.unit_code, f"ghi các kết luận của «{one.text('name')}» vào {book}")


def _items_of(preparation: Preparation, meeting: Entry) -> list[Entry]:
    wanted = subject("", meeting.key)
    return [one for one in preparation.entries.of("follow_ups") if subject("", one.text("meeting")) == wanted]


def _is_over(preparation: Preparation, one: Entry) -> bool:
    return one.text("state") != DONE and late(one.day("due"), preparation.status_date)


def _meeting_name(one: Entry) -> str:
    """``Buổi làm việc … ngày 28/10/2019`` from the key that the item names."""
    name, _, day = one.text("meeting").rpartition(" | ")
    return f"{name} ngày {day}" if name else day
