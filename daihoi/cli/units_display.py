"""What ``daihoi units`` prints and writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rich.table import Table
from rich.text import Text

from daihoi.cli.display import console
from daihoi.domain.campaign import Campaign
from daihoi.domain.ruling_words import KINDS
from daihoi.domain.rulings import RulingEvent, RulingKind
from daihoi.domain.unit_counts import Alteration, CountChange, LevelCount, UnitCounts
from daihoi.domain.unit_details import change_of
from daihoi.domain.unit_life_events import LifeEvent, LifeEventKind
from daihoi.domain.unit_lives import units_ever
from daihoi.domain.unit_words import begin_words, end_words
from daihoi.domain.units import Unit
from daihoi.whole_files import write_csv
from reports import tokens

MAX_UNITS = 6
CSV_COLUMNS = (
    "Từ ngày",
    "Loại",
    "Số văn bản",
    "Ngày văn bản",
    "Cơ quan",
    "Thay đổi",
    "Cấp",
    "Mã đơn vị",
    "Đơn vị",
    "Số",
    "Sự kiện số",
)
AT_FIRST = "ban đầu"


class Names:
    """Names of all units that a campaign ever had, and of its rulings.

    Args:
        campaign: as it is configured.
        known: its rulings that are known.
    """

    def __init__(self, campaign: Campaign, known: Sequence[RulingEvent]) -> None:
        self.campaign = campaign
        self.lives = units_ever(campaign, known)
        self._known = {event.seq: event for event in known}

    def unit(self, code: str) -> str:
        """Code and name."""
        return f"{code} {self.lives[code].unit.name}" if code in self.lives else code

    def level(self, code: str) -> str:
        """What a unit of a level is called in a count."""
        return self.campaign.structure.by_code[code].short_name

    def kind(self, event: RulingEvent) -> str:
        """What was decided; of an annulment, what was annulled."""
        annulled = self._known.get(event.corrects or 0)
        if event.ruling.kind is not RulingKind.ANNUL or annulled is None:
            return KINDS[event.ruling.kind]
        return f"hủy {annulled.ruling.document_number} ({KINDS[annulled.ruling.kind]})"


def document(event: RulingEvent) -> str:
    """Number, date and body of a ruling's document."""
    ruling = event.ruling
    assumed = " (giả định)" if ruling.basis.is_assumed else ""
    return f"{ruling.document_number} ngày {tokens.date_long(ruling.document_date)}, {ruling.body}{assumed}"


def show_counts(names: Names, counts: UnitCounts) -> None:
    """The finding in a sentence, the counts by level, and every ruling between."""
    out = console()
    out.print()
    out.print(Text(names.campaign.title, "bold"))
    out.print(Text(f"{finding(names, counts)}\n", "bold"))
    out.print(_level_table(names, counts))
    if counts.changes:
        out.print()
        out.print(_change_table(names, counts))
    for change in counts.later:
        day, kind = tokens.date_long(change.event.ruling.effective_date), names.kind(change.event)
        said = f"Sẽ có hiệu lực từ {day}: {kind}, {_difference(names, change)} ({document(change.event)})."
        out.print(Text(said, "dim"))


def finding(names: Names, counts: UnitCounts) -> str:
    """How many units there are, and what changed most."""
    parts = []
    for count in reversed(counts.levels):
        said = f"{tokens.number(count.now)} {count.level.short_name}"
        if count.came or count.went:
            said += f" ({_since(counts)} có {tokens.number(count.before)}: {_balance(count)})"
        parts.append(said)
    whose = f"{names.unit(counts.under)} và bên dưới" if counts.under else "cả đợt"
    changed = "" if counts.changes else f"; không đổi so với {_since(counts)}"
    day, having = tokens.date_long(counts.status_date), ", ".join(parts) or "0 đơn vị"
    return f"Đến hết {day}, {whose} có {having}{changed}."


def _since(counts: UnitCounts) -> str:
    return f"hết {tokens.date_long(counts.since)}" if counts.since else AT_FIRST


def _balance(count: LevelCount) -> str:
    said = [f"thêm {tokens.number(count.came)}"] if count.came else []
    said += [f"bớt {tokens.number(count.went)}"] if count.went else []
    return ", ".join(said)


def _level_table(names: Names, counts: UnitCounts) -> Table:
    table = Table(box=None, header_style="bold")
    table.add_column("Cấp")
    last = tokens.date_long(counts.status_date)
    first = tokens.date_long(counts.since) if counts.since else AT_FIRST.capitalize()
    for title in (first, "Thêm", "Bớt", last):
        table.add_column(title, justify="right")
    for count in counts.levels:
        changes = (tokens.signed(count.came), tokens.signed(-count.went))
        table.add_row(
            names.level(count.level.code),
            tokens.number(count.before),
            *("" if change == "0" else change for change in changes),
            tokens.number(count.now),
        )
    return table


def _change_table(names: Names, counts: UnitCounts) -> Table:
    table = Table("Từ ngày", "Quyết định", "Văn bản", "Số đơn vị", "Đơn vị", box=None, header_style="bold")
    for change in counts.changes:
        table.add_row(
            tokens.date_long(change.event.ruling.effective_date),
            names.kind(change.event),
            document(change.event),
            _difference(names, change),
            "\n".join(_lines(change)),
        )
    return table


def _difference(names: Names, change: CountChange) -> str:
    """«−1 chi bộ», or that the number stays."""
    levels = dict.fromkeys(unit.level for unit in (*change.went, *change.came))
    said = []
    for level in levels:
        balance = sum(u.level == level for u in change.came) - sum(u.level == level for u in change.went)
        said.append(f"{tokens.signed(balance)} {names.level(level)}")
    return ", ".join(said) or "không đổi"


def _lines(change: CountChange) -> Iterator[str]:
    lines = [f"+ {unit.code} {unit.name}" for unit in change.came]
    lines += [f"− {unit.code} {unit.name}" for unit in change.went]
    lines += [_altered(alteration) for alteration in change.altered]
    yield from lines[:MAX_UNITS]
    if len(lines) > MAX_UNITS:
        yield f"… và {tokens.number(len(lines) - MAX_UNITS)} đơn vị nữa"


def _altered(alteration: Alteration) -> str:
    """«CL.KT.36: từ CL.KT về CL.HA»."""
    before, after = alteration.before, alteration.after
    said = [f"«{before.name}» thành «{after.name}»"] if before.name != after.name else []
    if before.parent_code != after.parent_code:
        said.append(f"từ {before.parent_code} về {after.parent_code}")
    return f"{after.code}: {', '.join(said)}"


def show_life(names: Names, code: str, happened: Sequence[LifeEvent], day: date) -> None:
    """One unit: what it is at the end of a day, and everything that happened to it."""
    out = console()
    out.print()
    out.print(Text(names.unit(code), "bold"))
    out.print(Text(f"{_state(names, code, day)}\n"))
    table = Table("Từ ngày", "Việc", "Văn bản", box=None, header_style="bold")
    life = names.lives.get(code)
    if life and life.begun_by is None:
        first = f"có trong danh sách ban đầu, thuộc {_first_parent(names, code)}"
        table.add_row("", first, "units.csv")
    for found in happened:
        from_day = tokens.date_long(found.event.ruling.effective_date)
        is_later = found.event.ruling.effective_date > day
        table.add_row(from_day, _told(names, found), document(found.event), style="dim" if is_later else "")
    out.print(table)


def _first_parent(names: Names, code: str) -> str:
    parent = names.campaign.tree.unit(code).parent_code
    return names.unit(parent) if parent else "không đơn vị nào: là đơn vị cao nhất"


def _state(names: Names, code: str, day: date) -> str:
    """«Đến hết 15/03/2020: đã sáp nhập, nay là CL.KT.08»."""
    until, life = tokens.date_long(day), names.lives.get(code)
    if life is None:
        return f"Đến hết {until}: không có; quyết định lập ra đã bị hủy."
    if life.is_there(day):
        return f"Đến hết {until}: đang có, là {names.level(life.unit.level)}."
    if life.first_day and day < life.first_day:
        return f"Đến hết {until}: chưa có."
    heirs = ", ".join(names.unit(heir) for heir in life.heirs)
    return f"Đến hết {until}: không còn; " + (f"nay là {heirs}." if heirs else "không đơn vị nào tiếp nhận.")


def _told(names: Names, found: LifeEvent) -> str:
    """What happened, in the words of the field."""
    others = ", ".join(names.unit(other) for other in found.others)
    match found.kind:
        case LifeEventKind.RENAMED:
            return f"đổi tên «{found.was}» thành «{found.now}»"
        case LifeEventKind.MOVED:
            return f"chuyển từ {names.unit(found.was)} về {names.unit(found.now)}"
        case LifeEventKind.TOOK_IN:
            return f"tiếp nhận {others}"
        case LifeEventKind.GAVE_OFF:
            return f"tách ra {others}"
    if found.event.ruling.kind is RulingKind.ANNUL:
        return names.kind(found.event)
    change = change_of(found.event.ruling)
    return begin_words(change) if found.kind is LifeEventKind.BEGUN else end_words(change)


def write_changes(path: Path, names: Names, counts: UnitCounts) -> None:
    """Every unit that came, went or was altered, one per row; the numbers of a level add up to its count.

    Raises:
        WriteError: the file cannot be written.
    """
    write_csv(path, [CSV_COLUMNS, *_first_rows(counts), *_change_rows(names, counts)])


def _first_rows(counts: UnitCounts) -> Iterator[list[str | int]]:
    day = counts.since.isoformat() if counts.since else ""
    for count in counts.levels:
        yield [day, "", "", "", "", AT_FIRST, count.level.short_name, counts.under, "", count.before, ""]


def _change_rows(names: Names, counts: UnitCounts) -> Iterator[list[str | int]]:
    for change in counts.changes:
        event, ruling = change.event, change.event.ruling
        start: list[str | int] = [
            ruling.effective_date.isoformat(),
            names.kind(event),
            ruling.document_number,
            ruling.document_date.isoformat(),
            ruling.body,
        ]
        altered = tuple(alteration.after for alteration in change.altered)
        for word, number, units in (("thêm", 1, change.came), ("bớt", -1, change.went), ("đổi", 0, altered)):
            for unit in units:
                yield [*start, word, *_cells(names, unit), number, event.seq]


def _cells(names: Names, unit: Unit) -> list[str | int]:
    return [names.level(unit.level), unit.code, unit.name]
