"""What ``daihoi baseline compare`` prints: how far one schedule has departed from another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from rich.table import Table
from rich.text import Text

from daihoi.cli.baseline_display import described, moment, table_of
from daihoi.cli.comparing import CHANGES, Comparison
from daihoi.cli.display import console
from daihoi.domain.campaign import Campaign
from daihoi.domain.spans import Span
from daihoi.domain.variance_results import Change, LevelVariance, VarianceRow
from daihoi.store.baselines import BaselineRecord
from reports import tokens

MAX_ROWS = 20
_WHERE = "xem bằng --unit MÃ, hoặc ghi tất cả bằng --csv TỆP."


def show_comparison(shown: Comparison) -> None:
    """Congresses first, then what every level comes to, then the latest of everything else."""
    out = console()
    campaign, record = shown.variance.campaign, shown.record
    levels = shown.levels  # names an unknown unit before anything is printed
    out.print()
    out.print(Text(campaign.title, "bold"))
    out.print(Text(f"So {shown.after} với {described(record)}.", "dim"))
    out.print(Text(f"Chốt lúc {moment(record)}. Lý do: {record.reason}\n", "dim"))
    out.print(Text(f"{_finding(shown)}\n", "bold"))
    _show_congresses(shown)
    out.print(_level_table(campaign, levels))
    out.print()
    _show_activities(shown)
    for change in (Change.NEW, Change.GONE):
        _show_one_sided(shown, change)
    for note in _notes(campaign, record):
        out.print(Text(note, "dim"))


def _finding(shown: Comparison) -> str:
    """The congresses in one sentence."""
    count = {change: shown.count(change, congresses=True) for change in Change}
    total = count[Change.LATER] + count[Change.EARLIER] + count[Change.SAME]
    if not total:
        return "Không có đại hội nào ở cả hai bên."
    if count[Change.SAME] == total:
        return f"Không đại hội nào đổi ngày ({tokens.number(total)} đại hội)."
    parts = [f"{tokens.number(count[c])} {CHANGES[c]}" for c in (Change.LATER, Change.EARLIER) if count[c]]
    text = f"{' và '.join(parts)} trong {tokens.number(total)} đại hội."
    latest = next(shown.moved_congresses())
    if latest.change is Change.LATER:
        text += f" Muộn nhất: {_unit(latest)}, {latest.finish_days} ngày."
    return text


def _show_congresses(shown: Comparison) -> None:
    table = table_of("Đại hội của đơn vị", "Theo bản chốt", shown.after_title, "Lệch (ngày)")
    for row in islice(shown.moved_congresses(), MAX_ROWS):
        table.add_row(_unit(row), _dates(row.before), _dates(row.after), _days(row))
    moved = sum(shown.count(change, congresses=True) for change in (Change.LATER, Change.EARLIER))
    _print(table, moved - table.row_count, "đại hội đổi ngày")


def _show_activities(shown: Comparison) -> None:
    """One line for what slips together in a unit: its first activity, and how many more."""
    table = table_of(
        "Việc khác muộn nhất", "Đơn vị", "Kết thúc theo bản chốt", shown.after_title, "Lệch (ngày)"
    )
    told = 0
    for group in islice(shown.later_activities(), MAX_ROWS):
        row, more = group[0], len(group) - 1
        name = f"{row.activity_name} (và {more} việc cùng lệch)" if more else row.activity_name
        table.add_row(name, _unit(row), _last_day(row.before), _last_day(row.after), _days(row))
        told += len(group)
    later = shown.count(Change.LATER) - shown.count(Change.LATER, congresses=True)
    _print(table, later - told, "việc muộn hơn")


def _print(table: Table, left_off: int, what: str) -> None:
    """A table with how much it leaves off; nothing when it is empty."""
    if not table.row_count:
        return
    out = console()
    out.print(table)
    if left_off:
        out.print(Text(f"… và {tokens.number(left_off)} {what} khác: {_WHERE}", "dim"))
    out.print()


def _level_table(campaign: Campaign, levels: Sequence[LevelVariance]) -> Table:
    table = table_of("Cấp", *(text.capitalize() for text in CHANGES.values()), "Muộn nhất")
    for level in levels:
        known = campaign.structure.by_code.get(level.level)
        counts = (tokens.number(level.count[change]) for change in CHANGES)
        table.add_row(known.short_name if known else "(cấp không còn)", *counts, _worst(level))
    return table


def _worst(level: LevelVariance) -> str:
    if level.worst is None:
        return ""
    return f"{level.worst.finish_days} ngày: {level.worst.activity_name}, {_unit(level.worst)}"


def _show_one_sided(shown: Comparison, change: Change) -> None:
    """The activities on one side only: named, not dropped."""
    if not (total := shown.count(change)):
        return
    out = console()
    out.print(Text(f"{CHANGES[change].capitalize()}: {tokens.number(total)} việc", "bold"))
    for row in islice(shown.one_sided(change), MAX_ROWS):
        out.print(f"  {row.activity_name}, {_unit(row)}: {_dates(row.after or row.before)}")
    if total > MAX_ROWS:
        out.print(Text(f"  … và {tokens.number(total - MAX_ROWS)} việc khác: xem bằng --csv TỆP.", "dim"))
    out.print()


def _notes(campaign: Campaign, record: BaselineRecord) -> Iterator[str]:
    codes = {level.congress.calendar for level in campaign.structure.levels}
    named = ", ".join(f"«{campaign.calendars[code].name}»" for code in sorted(codes))
    yield f"Lệch là của ngày kết thúc, đếm theo lịch của từng việc; đại hội theo lịch {named}."
    if record.origin.fingerprint != campaign.fingerprint:
        yield "Cấu hình của đợt đã đổi từ khi chốt."


def _unit(row: VarianceRow) -> str:
    return row.unit_name if row.unit_name == row.unit_code else f"{row.unit_name} ({row.unit_code})"


def _days(row: VarianceRow) -> Text:
    days = row.finish_days or 0
    return Text(tokens.signed(days), "red" if days > 0 else "")


def _dates(span: Span | None) -> str:
    if span is None:
        return ""
    first, last = tokens.date_long(span.start), tokens.date_long(span.last_day)
    return first if first == last else f"{first} – {last}"


def _last_day(span: Span | None) -> str:
    return tokens.date_long(span.last_day) if span else ""
