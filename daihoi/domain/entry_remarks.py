"""What may be a slip in an entry, though it is taken."""

from __future__ import annotations

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entry


def remark_on(campaign: Campaign, entry: Entry) -> str:
    """What is to be said of an entry, in Vietnamese; empty for nothing.

    Members by which delegates are shared out may have changed since the units were listed: both numbers are
    told, none is refused.

    Args:
        campaign: as rulings left it.
        entry: what the row says.
    """
    if entry.register != "delegate_allocation" or entry.values.get("members") is None:
        return ""
    below = campaign.tree.by_code.get(entry.text("below"))
    told = entry.count("members")
    if below is None or below.member_count in (None, told):
        return ""
    return f"{below.name} có {told} đảng viên, units.csv ghi {below.member_count}: xem lại số nào đúng"
