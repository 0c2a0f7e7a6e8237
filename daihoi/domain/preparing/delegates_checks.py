"""What the numbers of delegates may not be beside each other and beside the rules."""

from __future__ import annotations

from collections.abc import Iterator

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.record import Fault
from daihoi.domain.rule_values import rule_in_force

CAP = "delegates_max"


def cap_of(campaign: Campaign, unit_code: str) -> int | None:
    """Most delegates that the rule set allows the congress of a unit; None where it is silent."""
    unit = campaign.tree.by_code.get(unit_code)
    rule = rule_in_force(campaign, CAP, unit) if unit else None
    return rule.days if rule else None


def total_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A total above the cap, or below what is allocated already."""
    total, cap = entry.count("total"), cap_of(campaign, entry.unit_code)
    if cap is not None and total > cap:
        remedy = f"ghi không quá {cap}, hoặc ghi ngoại lệ đã được phép: daihoi decide except"
        yield Fault("total", f"{total} đại biểu, quy định không quá {cap}", remedy)
    allocated = sum(one.count("total") for one in entries.of("delegate_allocation", entry.unit_code))
    if allocated > total:
        yield Fault("total", f"đã phân bổ {allocated}, nhiều hơn {total}", "sửa phân bổ trước")


def allocation_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A unit that is not directly below, or seats beyond the total."""
    below = entry.text("below")
    if below not in {unit.code for unit in campaign.tree.children.get(entry.unit_code, ())}:
        what = f"«{below}» không trực thuộc «{entry.unit_code}»"
        yield Fault("below", what, "ghi mã đơn vị trực thuộc đơn vị triệu tập")
    total = entries.find("delegate_total", entry.unit_code)
    allocated = sum(one.count("total") for one in entries.of("delegate_allocation", entry.unit_code))
    if total is not None and allocated > total.count("total"):
        what = f"phân bổ cộng lại {allocated}, tổng số là {total.count('total')}"
        yield Fault("total", what, "giảm phân bổ, hoặc sửa tổng số trước")


CHECKS = {"delegate_total": total_faults, "delegate_allocation": allocation_faults}
