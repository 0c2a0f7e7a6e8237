"""What entries about the time after the congress may not be beside the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.steering_faults import lineage, named_entry
from daihoi.domain.preparing.steering_posts import post_faults, text_faults
from daihoi.domain.record import Fault, shown
from daihoi.domain.registers import subject

CHILDREN, SELF, EVERYONE = "children", "self", "everyone"
DRAFTING, ISSUED = "drafting", "issued"
PROPOSED, GRANTED = "proposed", "granted"


def applies(campaign: Campaign, requirement: Entry, unit_code: str) -> bool:
    """Whether a unit has to do what was required: the keeper of the entry, those directly below, or both."""
    whom = requirement.text("applies_to")
    if requirement.unit_code == unit_code:
        return whom in (SELF, EVERYONE)
    unit = campaign.tree.by_code.get(unit_code)
    return whom in (CHILDREN, EVERYONE) and unit is not None and unit.parent_code == requirement.unit_code


def requirements(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Something required of units below where there are none."""
    if entry.text("applies_to") == CHILDREN and not campaign.tree.children.get(entry.unit_code):
        what = f"«{entry.unit_code}» không có đơn vị trực thuộc"
        yield Fault("applies_to", what, "ghi «chính đơn vị»")
    yield from post_faults(entry, "lead")
    yield from text_faults(entry, ("item", "words"))


def programmes(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Work that was not asked of this unit; issued in the future, or issued and still a draft."""
    requirement = named_entry(campaign, entries, entry, "item")
    if requirement and not applies(campaign, requirement, entry.unit_code):
        what = f"«{requirement.key}» không giao cho {entry.unit_code}"
        yield Fault("item", what, f"giao ở {requirement.unit_code}: xem Ai phải làm")
    issued_on = entry.day("issued_on")
    if entry.text("state") == DRAFTING and issued_on:
        yield Fault("issued_on", "đang soạn mà có ngày ban hành", "ghi «đã ban hành», hoặc bỏ ngày")
    elif issued_on and issued_on > entry.effective_date:
        what = f"ban hành {shown(issued_on)}, sau ngày của số liệu {shown(entry.effective_date)}"
        yield Fault("issued_on", what, "chỉ ghi việc đã làm đến ngày của số liệu")


def commendations(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """More granted than proposed; a meeting that was no review; nothing commended."""
    if not entry.count("total"):
        yield Fault("total", "khen 0 tập thể, 0 cá nhân", "ghi số đề nghị hoặc đã khen, hoặc bỏ dòng này")
    meeting = named_entry(campaign, entries, entry, "meeting")
    if meeting and meeting.text("meeting_kind") != "review":
        yield Fault(
            "meeting", f"«{meeting.key}» không phải hội nghị tổng kết", "ghi hội nghị loại «tổng kết»"
        )
    if entry.text("stage") == GRANTED:
        yield from _excess(entry, proposals(campaign, entries, entry))
    yield from text_faults(entry, ("occasion", "criteria"))


def proposals(campaign: Campaign, entries: Entries, granted: Entry) -> list[Entry]:
    """What the unit that commends, and those below it, proposed for the same occasion."""
    occasion = subject("", granted.text("occasion"))
    return [
        one
        for one in entries.of("commendations")
        if one.text("stage") == PROPOSED
        and subject("", one.text("occasion")) == occasion
        and granted.unit_code in lineage(campaign, one.unit_code)
    ]


def _excess(granted: Entry, proposed: list[Entry]) -> Iterator[Fault]:
    for column, name in (("collectives", "tập thể"), ("individuals", "cá nhân")):
        most = sum(one.count(column) for one in proposed)
        if proposed and granted.count(column) > most:
            what = f"khen {granted.count(column)} {name}, đề nghị chỉ có {most}"
            yield Fault(column, what, f"ghi không quá {most}, hoặc ghi thêm đề nghị")


CHECKS: Mapping[str, Callable[[Campaign, Entries, Entry], Iterator[Fault]]] = {
    "post_requirements": requirements,
    "post_programmes": programmes,
    "commendations": commendations,
}
