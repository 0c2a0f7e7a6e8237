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
    total = entry.count("total")
    yield from _over_cap(campaign, entry, "total", total)
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
    elif total is None and (decided := _configured(campaign, entry)) is not None and allocated > decided:
        what = f"phân bổ cộng lại {allocated}, cấu hình của đợt ghi {decided} đại biểu"
        yield Fault("total", what, "giảm phân bổ, hoặc ghi tổng số đã quyết vào sổ tổng số đại biểu trước")
    elif total is None:
        yield from _over_cap(campaign, entry, "total", allocated, "phân bổ cộng lại ")


def _configured(campaign: Campaign, entry: Entry) -> int | None:
    """How many delegates the campaign is configured for; None where it says nothing of this unit."""
    is_root = entry.unit_code == campaign.root.code
    return campaign.delegates.total if campaign.delegates and is_root else None


def summoned_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """More delegates summoned than the superior allowed in number, or than the rules allow."""
    summoned, total = entry.count("summoned"), entries.find("delegate_total", entry.unit_code)
    if total is not None and summoned > total.count("total"):
        what = f"triệu tập {summoned}, sổ tổng số đại biểu ghi {total.count('total')}"
        yield Fault("summoned", what, "sửa số này, hoặc sửa tổng số trước")
    elif total is None:
        yield from _over_cap(campaign, entry, "summoned", summoned, "triệu tập ")


def _over_cap(campaign: Campaign, entry: Entry, column: str, count: int, said: str = "") -> Iterator[Fault]:
    cap = cap_of(campaign, entry.unit_code)
    if cap is not None and count > cap:
        remedy = f"ghi không quá {cap}, hoặc ghi ngoại lệ đã được phép: daihoi decide except"
        yield Fault(column, f"{said}{count} đại biểu, quy định không quá {cap}", remedy)


CHECKS = {"delegate_total": total_faults, "delegate_allocation": allocation_faults}
