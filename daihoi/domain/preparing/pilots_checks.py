"""What entries about pilot congresses and forms of congresses may not be beside the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.pilots_forms import DELEGATES, MEMBERS, expected_form, threshold
from daihoi.domain.preparing.steering_faults import below_faults, done_faults, named_entry, numbering_faults
from daihoi.domain.preparing.steering_posts import post_faults, text_faults
from daihoi.domain.record import Fault, shown


def observations(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A unit that is no pilot; a meeting that is not about lessons, or was before the congress."""
    yield from _pilot_faults(campaign, entry)
    meeting, observed_on = named_entry(campaign, entries, entry, "meeting"), entry.day("observed_on")
    held_on = meeting and meeting.day("held_on")
    if meeting and meeting.text("meeting_kind") != "lessons":
        what = f"«{meeting.key}» không phải hội nghị rút kinh nghiệm"
        yield Fault("meeting", what, "ghi hội nghị loại «rút kinh nghiệm»")
    elif held_on and observed_on and held_on < observed_on:
        what = f"rút kinh nghiệm ngày {shown(held_on)}, trước đại hội điểm ({shown(observed_on)})"
        yield Fault("meeting", what, "ghi hội nghị sau đại hội điểm")
    yield from post_faults(entry, "observer")
    yield from text_faults(entry, ("went_well", "went_wrong"))


def lessons(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A lesson of a congress that nobody observed; numbers with gaps; days before the congress."""
    yield from _pilot_faults(campaign, entry)
    pilot = entry.text("pilot")
    seen = entries.find("pilot_observations", entry.unit_code, pilot)
    if seen is None:
        yield Fault(
            "pilot", f"đại hội điểm của «{pilot}» chưa ai theo dõi", "ghi sổ theo dõi đại hội điểm trước"
        )
    yield from numbering_faults(entries, entry, "pilot")
    yield from done_faults(entry)
    observed_on = seen and seen.day("observed_on")
    for column, name in (("due", "hạn"), ("done_on", "ngày xong")):
        day = entry.day(column)
        if day and observed_on and day < observed_on:
            what = f"{name} {shown(day)} trước đại hội điểm ({shown(observed_on)})"
            yield Fault(column, what, f"ghi ngày từ {shown(observed_on)} trở đi")
    yield from post_faults(entry, "owner")
    yield from text_faults(entry, ("lesson", "action"))


def forms(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """Forms that contradict the number of members, the level, the pilots chosen, or one another."""
    yield from _size_faults(campaign, entry)
    yield from _term_faults(campaign, entry)
    yield from _secretary_faults(campaign, entry)
    yield from text_faults(entry, ("why",))


def _pilot_faults(campaign: Campaign, entry: Entry) -> Iterator[Fault]:
    yield from below_faults(campaign, entry, "pilot")
    unit = campaign.tree.by_code.get(entry.text("pilot"))
    if unit and not unit.is_pilot:
        pilots = ", ".join(one.code for one in campaign.tree.units if one.is_pilot) or "chưa có đơn vị nào"
        yield Fault("pilot", f"«{unit.code}» không phải đơn vị điểm", f"đơn vị điểm của đợt: {pilots}")


def _size_faults(campaign: Campaign, entry: Entry) -> Iterator[Fault]:
    """A form that the number of members does not give needs a written permission."""
    unit = campaign.tree.by_code.get(entry.unit_code)
    expected = expected_form(campaign, unit) if unit else None
    if (
        unit is None
        or threshold(campaign, unit) is None
        or expected in (None, entry.text("form"))
        or entry.text("permit")
    ):
        return
    most = threshold(campaign, unit)
    words = {MEMBERS: "đại hội đảng viên", DELEGATES: "đại hội đại biểu"}
    what = f"{unit.member_count} đảng viên (mốc {most}): lệ thường là {words[str(expected)]}"
    yield Fault("form", what, "sửa hình thức, hoặc ghi Văn bản cho phép")


def _term_faults(campaign: Campaign, entry: Entry) -> Iterator[Fault]:
    unit = campaign.tree.by_code.get(entry.unit_code)
    if unit and entry.text("term") == "half" and campaign.structure.by_code[unit.level].rank > 0:
        what = "nhiệm kỳ 2,5 năm chỉ của chi bộ trực thuộc đảng bộ cơ sở"
        yield Fault("term", what, "ghi 5 năm")


def _secretary_faults(campaign: Campaign, entry: Entry) -> Iterator[Fault]:
    unit, way, contents = (
        campaign.tree.by_code.get(entry.unit_code),
        entry.text("secretary"),
        entry.text("contents"),
    )
    if way == "direct" and contents != "four":
        what = "bầu trực tiếp bí thư mà đại hội không bầu cấp ủy"
        yield Fault("secretary", what, "ghi bốn nội dung, hoặc cách bầu bí thư khác")
    elif way == "direct" and unit and not unit.is_direct_election:
        what = f"«{unit.code}» không được chọn bầu trực tiếp bí thư"
        yield Fault("secretary", what, "đánh dấu ở is_direct_election của units.csv trước")
    elif way != "direct" and unit and unit.is_direct_election:
        what = f"«{unit.code}» được chọn bầu trực tiếp bí thư"
        yield Fault("secretary", what, "ghi «đại hội bầu trực tiếp»")
    elif way == "appointed" and contents == "four":
        yield Fault("secretary", "đại hội bầu cấp ủy mà bí thư do cấp trên chỉ định", "ghi «cấp ủy bầu»")


CHECKS: Mapping[str, Callable[[Campaign, Entries, Entry], Iterator[Fault]]] = {
    "pilot_observations": observations,
    "pilot_lessons": lessons,
    "congress_forms": forms,
}
