"""What ``daihoi restate`` prints and writes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.restatement import Change, ChangeKind, FieldChange, Restatement, UnitChanges, Value
from daihoi.domain.ruling_words import KINDS as RULING_KINDS
from daihoi.domain.ruling_words import content
from daihoi.errors import StoreError, system_reason
from reports import tokens

MAX_ROWS = 20
KINDS = {
    ChangeKind.LATE_REPORT: "báo cáo muộn",
    ChangeKind.FURTHER_REPORT: "báo cáo thêm",
    ChangeKind.CORRECTION: "sửa",
    ChangeKind.APPROVAL: "duyệt",
    ChangeKind.REJECTION: "trả lại",
    ChangeKind.WITHDRAWAL: "rút lại",
}
FIELDS = {
    "day": "trong ngày",
    "actual_start": "bắt đầu",
    "actual_finish": "kết thúc",
    "percent": "tỷ lệ",
    "document_number": "số văn bản",
}
ALWAYS_NAMED = (ChangeKind.LATE_REPORT, ChangeKind.CORRECTION)
CSV_COLUMNS = (
    "Mã đơn vị",
    "Đơn vị",
    "Việc",
    "Tên việc",
    "Loại",
    "Trường",
    "Khi lập báo cáo",
    "Nay",
    "Lý do",
    "Sự kiện số (khi đó)",
    "Sự kiện số (nay)",
    "Ghi lúc (UTC)",
)


def show_restatement(found: Restatement, known_then: int, known_now: int | None) -> None:
    """The finding in a sentence, what it does to the counts and states, then who said what later."""
    out = console()
    out.print()
    out.print(Text(found.now.campaign.title, "bold"))
    out.print(Text(f"{finding(found, known_then, known_now)}\n", "bold"))
    for line in _ruling_lines(found):
        out.print(line, soft_wrap=True)
    if found.rulings:
        out.print()
    if not found.changes and not found.rulings:
        out.print("Không có gì đến sau về ngày chốt này: báo cáo đã lập vẫn đúng như nay biết.")
        return
    out.print(_level_table(found))
    for line in _state_lines(found):
        out.print(line)
    if not found.changes:
        return
    out.print()
    out.print(_unit_table(found))
    out.print()
    out.print(_change_table(found))
    if len(found.changes) > MAX_ROWS:
        more = tokens.number(len(found.changes) - MAX_ROWS)
        out.print(Text(f"… và {more} thay đổi nữa: thêm --csv TỆP để ghi tất cả.", "dim"))


def finding(found: Restatement, known_then: int, known_now: int | None) -> str:
    """What was reported, what it is now, and by what."""
    lowest = found.levels[0]
    until = "nay" if known_now is None else f"khi sổ ghi đến số {known_now}"
    day = tokens.date_long(found.now.status_date)
    return (
        f"Báo cáo chốt {day} lập khi sổ ghi đến số {known_then} ghi {lowest.held_then}/{lowest.total_then} "
        f"{lowest.level.short_name} đã đại hội; {until} là {lowest.held_now}/{lowest.total}: {_kinds(found)}."
    )


def write_csv(found: Restatement, path: Path) -> None:
    """Every field that changed, one per row, for spreadsheets.

    Raises:
        StoreError: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(CSV_COLUMNS)
            writer.writerows(row for change in found.changes for row in _csv_rows(found, change))
    except OSError as error:
        raise StoreError(f"Không ghi được {path}: {system_reason(error)}. Chọn chỗ khác.") from error


def _kinds(found: Restatement) -> str:
    """«11 báo cáo muộn, 0 sửa», with how many of the late ones are congresses when not all are."""
    parts = []
    for kind, name in KINDS.items():
        count = found.kinds.get(kind, 0)
        congresses = sum(change.is_congress for change in found.changes if change.kind is kind)
        if count or kind in ALWAYS_NAMED:
            some = f" ({tokens.number(congresses)} về đại hội)" if count and congresses < count else ""
            parts.append(f"{tokens.number(count)} {name}{some}")
    if found.rulings:
        parts.append(f"{tokens.number(len(found.rulings))} quyết định ghi sau")
    return ", ".join(parts)


def _ruling_lines(found: Restatement) -> Iterator[str]:
    """The rulings that were not known then: they change what is counted, not what was said."""
    for event in found.rulings:
        ruling = event.ruling
        said = content(found.now.campaign, ruling, event.corrects)
        yield (
            f"Từ {tokens.date_long(ruling.effective_date)}, {RULING_KINDS[ruling.kind]}: {said} "
            f"({ruling.document_number}, sự kiện số {event.seq})."
        )


def _level_table(found: Restatement) -> Table:
    table = Table("Đại hội", "Khi đó", "Nay", "Chênh", "Sẽ trễ hạn", box=None, header_style="bold")
    for counts in found.levels:
        late = f"{counts.expected_late_then} → {counts.expected_late_now}"
        table.add_row(
            counts.level.short_name,
            tokens.share(counts.held_then, counts.total_then),
            tokens.share(counts.held_now, counts.total),
            tokens.signed(counts.held_now - counts.held_then),
            late if counts.expected_late_then != counts.expected_late_now else str(counts.expected_late_now),
        )
    return table


def _state_lines(found: Restatement) -> Iterator[str]:
    changed = sum(found.states.values())
    if not changed:
        yield "\nTrạng thái của các việc: không đổi."
        return
    yield f"\nTrạng thái đổi ở {tokens.number(changed)} việc:"
    for (then, now), count in found.states.items():
        labels = f"{tokens.STATES[then].label} → {tokens.STATES[now].label}"
        yield f"  {tokens.number(count):>5}  {labels}"


def _unit_table(found: Restatement) -> Table:
    lowest = found.levels[0].level.short_name
    shown = [kind for kind in KINDS if found.kinds.get(kind, 0)]
    table = Table("Đơn vị", *(KINDS[k].capitalize() for k in shown), box=None, header_style="bold")
    table.add_column(f"Đại hội {lowest}: khi đó → nay")
    for row in found.units[:MAX_ROWS]:
        counts = [tokens.number(row.kinds.get(kind, 0)) if row.kinds.get(kind) else "" for kind in shown]
        table.add_row(_unit_name(found, row.code), *counts, _held(row))
    if len(found.units) > MAX_ROWS:
        table.add_row(f"… và {len(found.units) - MAX_ROWS} đơn vị nữa")
    return table


def _held(row: UnitChanges) -> str:
    if not row.total:
        return ""
    if (row.held_then, row.total_then) == (row.held_now, row.total):
        return f"{row.held_now}/{row.total}, không đổi"
    return f"{row.held_then}/{row.total_then} → {row.held_now}/{row.total}"


def _change_table(found: Restatement) -> Table:
    shown = _urgent_first(found.changes)[:MAX_ROWS]
    has_reasons = any(change.reason for change in shown)
    table = Table("Mã", "Đơn vị", "Việc", "Loại", "Khi đó → nay", box=None, header_style="bold")
    table.columns[0].no_wrap = True
    for title in ("Lý do", "Số") if has_reasons else ("Số",):
        table.add_column(title)
    for change in shown:
        code, activity = change.key
        cells = [
            code,
            _unit_name(found, code),
            _activity_name(found, activity),
            KINDS[change.kind],
            _news(change),
        ]
        table.add_row(*cells, *([change.reason] if has_reasons else []), _numbers(change))
    return table


def _urgent_first(changes: Sequence[Change]) -> list[Change]:
    """What changes a count first, then what takes back or mends, then the rest."""
    mends = (ChangeKind.CORRECTION, ChangeKind.WITHDRAWAL, ChangeKind.REJECTION)
    return sorted(changes, key=lambda change: (not change.is_congress, change.kind not in mends))


def _news(change: Change) -> str:
    """What is said now that was not said then; that what is finished is at 100 % goes without saying."""
    fields = {field.field: field for field in change.fields}
    start, finish = fields.get("actual_start"), fields.get("actual_finish")
    if finish and finish.now:
        fields.pop("percent", None)
    parts = []
    if start and finish and (start.then, start.now) == (finish.then, finish.now):  # within one day
        parts.append(_shown(FieldChange("day", start.then, start.now)))
        del fields["actual_start"], fields["actual_finish"]
    return "; ".join([*parts, *(_shown(field) for field in fields.values())]) or "như cũ"


def _shown(change: FieldChange) -> str:
    name, now = FIELDS[change.field], _value(change.field, change.now)
    if change.then is None:
        return f"{name} {now}"
    return f"{name} {_value(change.field, change.then)} → {now}"


def _value(field: str, value: Value) -> str:
    if value is None:
        return "trống"
    if isinstance(value, date):
        return tokens.date_long(value)
    return f"{value}%" if field == "percent" else str(value)


def _numbers(change: Change) -> str:
    """The events behind a change: «901», or «120 → 993»."""
    return " → ".join(str(event.seq) for event in (change.then, change.now) if event)


def _unit_name(found: Restatement, code: str) -> str:
    unit = found.now.campaign.tree.by_code.get(code)
    return unit.name if unit else code


def _activity_name(found: Restatement, code: str) -> str:
    levels: Mapping[str, object] = found.now.campaign.structure.level_of_activity
    if code not in levels:
        return code
    level = found.now.campaign.structure.level_of_activity[code]
    return level.activities[level.position[code]].name


def _csv_rows(found: Restatement, change: Change) -> Iterator[list[str]]:
    code, activity = change.key
    start = [
        code,
        _unit_name(found, code),
        activity,
        _activity_name(found, activity),
        KINDS[change.kind],
    ]
    at = change.now.recorded_at.isoformat(timespec="seconds") if change.now else ""
    end = [change.reason, *(str(event.seq) if event else "" for event in (change.then, change.now)), at]
    for field in change.fields:
        then, now = ("" if value is None else _value(field.field, value) for value in (field.then, field.now))
        yield [*start, FIELDS[field.field], then, now, *end]
    if not change.fields:
        yield [*start, "", "", "", *end]
