"""What the latest rulings moved, as a table: denominators, congresses held, late ones, and dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from daihoi.domain.preparing.base import Cell, WorkTable
from daihoi.domain.record import shown
from daihoi.domain.ruling_effects import LevelEffect, RulingEffect

COLUMNS = (
    *("Văn bản", "Hiệu lực từ", "Cấp", "Số đơn vị", "Đã đại hội", "Sẽ sau hạn", "Đại hội cuối", "Dời ngày"),
)


def effects_findings(effects: Sequence[RulingEffect]) -> Iterator[str]:
    """For each document what it moved, in one sentence."""
    for effect in effects:
        head = f"{effect.document_number}, hiệu lực {shown(effect.effective_date)}"
        if effect.why_not:
            yield f"{head}: không tính riêng được ({effect.why_not})."
            continue
        told = [words for level in effect.levels if (words := _sentence(level))]
        yield f"{head}: {'; '.join(told) or 'không làm đổi con số nào'}."


def effects_table(effects: Sequence[RulingEffect]) -> WorkTable:
    """Each level without a document and with it."""
    rows = [row for effect in effects for row in _rows(effect)]
    notes = [
        "a → b: không có văn bản ấy → có văn bản ấy, cùng ngày chốt, cùng những báo cáo đã nhận",
        "Sẽ sau hạn: chưa đại hội, theo lịch hiện tại sau ngày cuối được phép. Dời ngày: số đại hội đổi ngày",
    ]
    return WorkTable("bieu-quyet-dinh-lam-doi", "Quyết định làm đổi gì", COLUMNS, rows, (), notes)


def _rows(effect: RulingEffect) -> Iterator[list[Cell]]:
    head: list[Cell] = [effect.document_number, effect.effective_date]
    if effect.why_not:
        yield [*head, "", "không tính riêng được", "", "", "", ""]
    for level in effect.levels:
        before, after = level.before, level.after
        yield [
            *head,
            level.name,
            _change(before.units, after.units),
            _change(before.held, after.held),
            _change(before.late, after.late),
            _days(before.last_day, after.last_day),
            level.moved,
        ]


def _change(before: int, after: int) -> str:
    return f"{before} → {after} ({after - before:+d})".replace("-", "−") if before != after else str(after)


def _days(before: date | None, after: date | None) -> str:
    told = [shown(day) if day else "chưa có" for day in (before, after)]
    return told[1] if before == after else " → ".join(told)


def _sentence(level: LevelEffect) -> str:
    before, after = level.before, level.after
    pairs = (
        ("số đơn vị", before.units, after.units),
        ("đã đại hội", before.held, after.held),
        ("sẽ sau hạn", before.late, after.late),
    )
    told = [f"{what} {_change(was, now)}" for what, was, now in pairs if was != now]
    if before.last_day != after.last_day:
        told.append(f"đại hội cuối {_days(before.last_day, after.last_day)}")
    if level.moved:
        told.append(f"{level.moved} đại hội dời ngày")
    return f"{level.name}: {', '.join(told)}" if told else ""
