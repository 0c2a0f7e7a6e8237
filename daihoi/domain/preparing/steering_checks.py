"""What entries of the registers of steering may not be beside the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.steering_faults import (
    below_faults,
    done_faults,
    level_faults,
    lineage,
    named_entry,
    numbering_faults,
)
from daihoi.domain.preparing.steering_posts import post_faults, text_faults
from daihoi.domain.preparing.steering_symbols import kinds_of_number
from daihoi.domain.record import Fault, shown

ONLINE = ("online", "both")


def documents(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A kind that the document's own number denies; people in its subject."""
    kind, told = entry.text("document_kind"), kinds_of_number(entry.text("number"))
    if kind and told and kind not in told:
        column = entries.registers[entry.register].by_code["document_kind"]
        words = " hoặc ".join(column.choices.get(code, code) for code in told)
        what = f"số «{entry.text('number')}» không phải của {column.choices.get(kind, kind)}"
        yield Fault("document_kind", what, f"ghi {words}, hoặc sửa số ký hiệu")
    yield from text_faults(entry, ("subject", "body"))


def bodies(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A body below itself or below another unit's; set up before its decision; headed by a person."""
    above = named_entry(campaign, entries, entry, "under")
    if above and above.unit_code != entry.unit_code:
        yield Fault(
            "under", f"«{above.key}» là bộ phận của {above.unit_code}", "ghi bộ phận của chính đơn vị"
        )
    elif above and above.key == entry.key:
        yield Fault("under", "bộ phận thuộc chính nó", "để trống, hoặc ghi bộ phận khác")
    decision = named_entry(campaign, entries, entry, "decision")
    issued, set_up = decision and decision.day("issued_on"), entry.day("set_up_on")
    if issued and set_up and set_up < issued:
        what = f"lập ngày {shown(set_up)}, trước văn bản thành lập ({shown(issued)})"
        yield Fault("set_up_on", what, f"ghi ngày từ {shown(issued)} trở đi")
    yield from post_faults(entry, "head_post")
    yield from text_faults(entry, ("name",))


def assignments(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Work of another level, or a body of a unit that this one does not belong to."""
    yield from level_faults(campaign, entry, "activity")
    body = named_entry(campaign, entries, entry, "body")
    if body and body.unit_code not in lineage(campaign, entry.unit_code):
        what = f"«{body.key}» là bộ phận của {body.unit_code}"
        yield Fault("body", what, "ghi bộ phận của đơn vị hoặc của cấp trên")
    yield from text_faults(entry, ("partners", "product"))


def meetings(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Sites of a meeting that was not online; work after it that is not of a level below."""
    if entry.count("sites") and entry.text("mode") not in ONLINE:
        yield Fault("sites", "có điểm cầu mà không họp trực tuyến", "ghi Hình thức họp, hoặc bỏ số điểm cầu")
    activity, unit = entry.text("next_activity"), campaign.tree.by_code.get(entry.unit_code)
    if entry.day("next_due") and not activity:
        yield Fault("next_due", "có hạn mà không có việc phải làm", "ghi Việc phải làm sau hội nghị")
    level = campaign.structure.level_of_activity.get(activity)
    if level and unit and level.rank >= campaign.structure.by_code[unit.level].rank:
        what = f"«{activity}» không phải việc của cấp dưới"
        yield Fault("next_activity", what, "ghi việc mà các đơn vị cấp dưới phải làm")
    yield from post_faults(entry, "chair")
    yield from text_faults(entry, ("name", "topics", "report"))


def supervision(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A unit that is not below, or a person instead of a post."""
    yield from below_faults(campaign, entry, "unit")
    yield from post_faults(entry, "post")


def follow_ups(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Numbers with gaps, days before the meeting, meetings of other units, people."""
    yield from numbering_faults(entries, entry, "meeting")
    yield from done_faults(entry)
    meeting = named_entry(campaign, entries, entry, "meeting")
    held_on = meeting and meeting.day("held_on")
    if meeting and not _concerns(campaign, meeting, entry):
        what = f"«{meeting.key}» là buổi làm việc của {meeting.unit_code}"
        yield Fault("meeting", what, "ghi buổi làm việc của đơn vị hoặc của cấp trên")
    for column, name in (("due", "hạn"), ("done_on", "ngày xong")):
        day = entry.day(column)
        if day and held_on and day < held_on:
            what = f"{name} {shown(day)} trước buổi làm việc ({shown(held_on)})"
            yield Fault(column, what, f"ghi ngày từ {shown(held_on)} trở đi")
    yield from post_faults(entry, "owner")
    yield from text_faults(entry, ("text", "result"))


def previous_term(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Days of the previous term that lie in this one."""
    day = entry.day("day_then")
    if day and day >= campaign.start_date:
        what = f"{shown(day)} nằm trong nhiệm kỳ này (từ {shown(campaign.start_date)})"
        yield Fault("day_then", what, "ghi ngày của nhiệm kỳ trước")
    if day and entry.values.get("years_apart") == 0:
        yield Fault("years_apart", "hai đại hội cách nhau 0 năm", "ghi số năm, thường là 5")


def milestones(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Work that this unit does not have."""
    yield from level_faults(campaign, entry, "activity")


def _concerns(campaign: Campaign, meeting: Entry, entry: Entry) -> bool:
    return meeting.unit_code in lineage(campaign, entry.unit_code)


CHECKS: Mapping[str, Callable[[Campaign, Entries, Entry], Iterator[Fault]]] = {
    "issued_documents": documents,
    "bodies": bodies,
    "assignments": assignments,
    "meetings": meetings,
    "supervision": supervision,
    "follow_ups": follow_ups,
    "previous_term": previous_term,
    "milestones": milestones,
}
