"""What may be a slip in an entry, though it is taken."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entry
from daihoi.domain.registers import EntryRule, Register, RuleKind


def remark_on(campaign: Campaign, register: Register, entry: Entry) -> str:
    """What is to be said of an entry, in Vietnamese; empty for nothing.

    Members by which delegates are shared out may have changed since the units were listed: both numbers are
    told, none is refused. Parts that fall short of their total where others are blank: what the blank ones
    would have to be is told.

    Args:
        campaign: as rulings left it.
        register: that the entry stands in.
        entry: what the row says.
    """
    short = (text for rule in register.rules for text in _short_of(register, rule, entry))
    return "; ".join(filter(None, [_other_members(campaign, entry), *short]))


def _short_of(register: Register, rule: EntryRule, entry: Entry) -> Iterator[str]:
    if rule.kind is not RuleKind.SUMS_TO:
        return
    *parts, total = rule.columns
    blank = [code for code in parts if code not in entry.values]
    added, whole = sum(entry.count(code) for code in parts), entry.count(total)
    if 0 < len(blank) < len(parts) and added < whole:
        names = " + ".join(register.by_code[code].name for code in blank)
        told = " + ".join(register.by_code[code].name for code in parts if code in entry.values)
        yield (
            f"{told} = {added}, {register.by_code[total].name} = {whole}: {names} để trống, phải là "
            f"{whole - added}; ghi nốt, hoặc sửa nếu nhầm"
        )


def _other_members(campaign: Campaign, entry: Entry) -> str:
    if entry.register != "delegate_allocation" or entry.values.get("members") is None:
        return ""
    below = campaign.tree.by_code.get(entry.text("below"))
    told = entry.count("members")
    if below is None or below.member_count in (None, told):
        return ""
    return f"{below.name} có {told} đảng viên, units.csv ghi {below.member_count}: xem lại số nào đúng"
