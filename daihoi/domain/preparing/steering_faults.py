"""What the checks of several registers share: entries that others name, numbering, and when work is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.record import Fault, shown
from daihoi.domain.registers import subject
from daihoi.domain.units import Unit

DONE = "done"


def lineage(campaign: Campaign, unit_code: str) -> list[str]:
    """Codes of a unit and of those above it, the unit first."""
    found: list[str] = []
    while unit_code in campaign.tree.by_code:
        found.append(unit_code)
        unit_code = campaign.tree.by_code[unit_code].parent_code
    return found


def named_entry(campaign: Campaign, entries: Entries, entry: Entry, column: str) -> Entry | None:
    """The entry that a cell names: the unit's own, else that of the nearest unit above, else any."""
    register = entries.registers[entry.register].by_code[column].register
    key = entry.text(column)
    if not key:
        return None
    for code in lineage(campaign, entry.unit_code):
        if found := entries.find(register, code, key):
            return found
    wanted = subject(register, key)
    return next((one for one in entries.of(register) if subject(register, one.key) == wanted), None)


def numbering_faults(entries: Entries, entry: Entry, group: str) -> Iterator[Fault]:
    """A number that is no number of a list, or leaves a gap below it.

    Args:
        entries: all that would stand.
        entry: an entry with a count in ``number``.
        group: code of the column whose entries are numbered together.
    """
    number, name = entry.count("number"), entries.registers[entry.register].by_code["number"].name
    if number < 1:
        yield Fault("number", f"{name} là {number}", "đánh số từ 1")
        return
    same = {
        one.count("number")
        for one in entries.of(entry.register, entry.unit_code)
        if one.values.get(group) == entry.values.get(group)
    }
    if number > 1 and number - 1 not in same:
        yield Fault("number", f"có số {number} mà chưa có số {number - 1}", "đánh số liên tục từ 1")


def done_faults(entry: Entry) -> Iterator[Fault]:
    """A day of completion without completion, or after the day that the row speaks of."""
    done_on = entry.day("done_on")
    if done_on is None:
        return
    if entry.text("state") != DONE:
        yield Fault("done_on", "có ngày xong mà trạng thái chưa xong", "ghi «đã xong», hoặc bỏ ngày xong")
    elif done_on > entry.effective_date:
        what = f"ngày xong {shown(done_on)} sau ngày của số liệu {shown(entry.effective_date)}"
        yield Fault("done_on", what, "chỉ ghi việc đã xong đến ngày của số liệu")


def below_faults(campaign: Campaign, entry: Entry, column: str) -> Iterator[Fault]:
    """A unit that is not below the one whose register this is."""
    code = entry.text(column)
    if code and (code == entry.unit_code or entry.unit_code not in lineage(campaign, code)):
        above = _unit(campaign, entry.unit_code)
        children = ", ".join(one.code for one in campaign.tree.children.get(entry.unit_code, ())[:3])
        remedy = (
            f"ghi đơn vị trực thuộc, ví dụ {children}"
            if children
            else "đơn vị này không có đơn vị trực thuộc"
        )
        yield Fault(column, f"«{code}» không thuộc {above.name if above else entry.unit_code}", remedy)


def level_faults(campaign: Campaign, entry: Entry, column: str) -> Iterator[Fault]:
    """An activity that units of this level do not have."""
    code, unit = entry.text(column), _unit(campaign, entry.unit_code)
    if not code or unit is None:
        return
    level = campaign.structure.by_code[unit.level]
    if code not in level.position:
        what = f"«{code}» không phải việc của cấp {level.short_name}"
        yield Fault(
            column, what, f"ghi một việc của cấp {level.short_name}, ví dụ {level.activities[0].code}"
        )


def names(units: Sequence[Unit], most: int = 5) -> str:
    """Names of units, joined as people write them; those beyond ``most`` are counted."""
    told = "; ".join(unit.name for unit in units[:most])
    return f"{told} và {len(units) - most} nơi khác" if len(units) > most else told


def _unit(campaign: Campaign, code: str) -> Unit | None:
    return campaign.tree.by_code.get(code)
