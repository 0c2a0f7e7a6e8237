"""What ``daihoi unit …`` shows before it records: how many units there will be, and what no longer counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from daihoi.cli.display import console
from daihoi.cli.ruling import Decided
from daihoi.workspace import Workspace
from reports import tokens

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign
    from daihoi.domain.units import Unit, UnitTree

MAX_UNITS = 8


def show_change(workspace: Workspace, decided: Decided) -> None:
    """The counts before and after, the units that come and go, and what is left aside from then on."""
    out = console()
    for line in (*_counts(decided), *_units(decided)):
        out.print(f"  {line}", soft_wrap=True)
    for line in (*_unused(decided), *_reported(workspace, decided)):
        out.print(Text(f"  {line}", "yellow"), soft_wrap=True)


def _counts(decided: Decided) -> Iterator[str]:
    before, after = (_by_level(campaign) for campaign in (decided.before, decided.after))
    said = []
    for level in reversed(decided.before.structure.levels):
        had, has = before[level.code], after[level.code]
        if had != has:
            numbers = f"{tokens.number(had)} → {tokens.number(has)}"
            said.append(f"{level.short_name} {numbers} ({tokens.signed(has - had)})")
    day = tokens.date_long(decided.ruling.effective_date)
    yield f"Số đơn vị từ {day}: {', '.join(said) or 'không đổi'}."


def _by_level(campaign: Campaign) -> Counter[str]:
    return Counter(unit.level for unit in campaign.tree.units)


def _units(decided: Decided) -> Iterator[str]:
    before, after = decided.before.tree, decided.after.tree
    lines = [f"+ {unit.code} {unit.name}" for unit in after.units if unit.code not in before.by_code]
    lines += [f"− {unit.code} {unit.name}" for unit in before.units if unit.code not in after.by_code]
    kept = [unit for unit in after.units if unit.code in before.by_code]
    lines += [line for unit in kept for line in _altered(before.by_code[unit.code], unit)]
    lines += [line for unit in kept for line in _numbers(before, after, unit)]
    yield from lines[:MAX_UNITS]
    if len(lines) > MAX_UNITS:
        yield f"… và {tokens.number(len(lines) - MAX_UNITS)} thay đổi nữa"


def _altered(before: Unit, after: Unit) -> Iterator[str]:
    if before.name != after.name:
        yield f"{after.code}: «{before.name}» thành «{after.name}»"
    if before.parent_code != after.parent_code:
        yield f"{after.code} {after.name}: từ {before.parent_code} về {after.parent_code}"


def _numbers(before: UnitTree, after: UnitTree, unit: Unit) -> Iterator[str]:
    """How many units and members a unit has below it."""
    said = []
    had, has = len(before.children[unit.code]), len(after.children[unit.code])
    if had != has and unit.parent_code:  # of the root the counts by level tell
        said.append(f"{had} → {has} đơn vị trực thuộc")
    counts = before.by_code[unit.code].member_count, unit.member_count
    if counts[0] != counts[1]:
        said.append(" → ".join("không rõ" if n is None else tokens.number(n) for n in counts) + " đảng viên")
    if said:
        yield f"{unit.code} {unit.name}: {', '.join(said)}"


def _unused(decided: Decided) -> Iterator[str]:
    """What was decided for units that are gone, and is not used any more."""
    before, there = decided.before, decided.after.tree.by_code
    decisions = (before.deadlines, before.floors, before.fixed_dates, before.exceptions, before.durations)
    left = sum(bool(one.unit_code) and one.unit_code not in there for some in decisions for one in some)
    if left:
        yield f"{left} hạn, mốc, ngoại lệ riêng của đơn vị không còn: từ ngày ấy không dùng nữa."


def _reported(workspace: Workspace, decided: Decided) -> Iterator[str]:
    """What units that end have reported: it stays in the log, and counts no more."""
    from daihoi.store.database import has_log
    from daihoi.store.log import EventLog

    ended = [code for code in decided.before.tree.by_code if code not in decided.after.tree.by_code]
    if not ended or not has_log(workspace.log_place):
        return
    with EventLog.open_existing(workspace.log_place) as log:
        for code in ended:
            told = {event.statement.key for event in log.events(decided.before.code, code)}
            if told:
                yield (
                    f"{code} đã báo {tokens.number(len(told))} việc: vẫn ở trong sổ ghi, từ ngày ấy không "
                    "tính; báo cáo chốt trước ngày ấy không đổi."
                )
