"""What a drive of emulation and its registered works may not be beside one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from daihoi.domain.campaign import Campaign
from daihoi.domain.entries import Entries, Entry
from daihoi.domain.preparing.steering_faults import lineage, named_entry
from daihoi.domain.preparing.steering_posts import post_faults, text_faults
from daihoi.domain.record import Fault, shown

REGISTERED, DOING, FINISHED, DROPPED = "registered", "doing", "finished", "dropped"


def drive_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A number of days that is not that of the two dates; names of people."""
    first, last = entry.day("first_day"), entry.day("last_day")
    if first and last and "days" in entry.values:
        days = (last - first).days + 1
        if entry.count("days") != days:
            what = f"{entry.count('days')} ngày, từ {shown(first)} đến {shown(last)} là {days} ngày"
            yield Fault("days", what, "tính cả ngày đầu và ngày cuối; sửa số ngày hoặc sửa ngày")
    yield from text_faults(entry, ("name",))


def work_faults(campaign: Campaign, entries: Entries, entry: Entry) -> Iterator[Fault]:
    """A work outside its drive, of a unit that the drive is not for, or finished by word only."""
    drive = named_entry(campaign, entries, entry, "drive")
    if drive:
        yield from _drive_faults(campaign, entry, drive)
    finished = entry.day("finished_on")
    if finished and entry.text("state") != FINISHED:
        remedy = "ghi «đã hoàn thành», hoặc bỏ ngày hoàn thành"
        yield Fault("finished_on", "có ngày hoàn thành mà chưa hoàn thành", remedy)
    for column in ("registered_on", "finished_on"):
        day = entry.day(column)
        if day and day > entry.effective_date:
            what = f"{shown(day)}, sau ngày của số liệu {shown(entry.effective_date)}"
            yield Fault(column, what, "chỉ ghi việc đã làm đến ngày của số liệu")
    yield from post_faults(entry, "body")
    yield from text_faults(entry, ("work", "result"))


def _drive_faults(campaign: Campaign, entry: Entry, drive: Entry) -> Iterator[Fault]:
    if drive.unit_code not in lineage(campaign, entry.unit_code):
        what = f"«{drive.key}» do {drive.unit_code} phát động, không phải cấp trên của {entry.unit_code}"
        yield Fault("drive", what, "ghi đợt của đơn vị hoặc của cấp trên")
    last, first = drive.day("last_day"), drive.day("first_day")
    for column in ("registered_on", "due"):
        day = entry.day(column)
        if day and last and day > last:
            what = f"{shown(day)}, đợt thi đua kết thúc {shown(last)}"
            yield Fault(column, what, f"ghi ngày không sau {shown(last)}")
    finished = entry.day("finished_on")
    if finished and first and finished < first:
        what = f"{shown(finished)}, đợt thi đua phát động {shown(first)}"
        yield Fault("finished_on", what, "việc xong trước khi phát động thì không phải của đợt này")


CHECKS: Mapping[str, Callable[[Campaign, Entries, Entry], Iterator[Fault]]] = {
    "emulation_drives": drive_faults,
    "emulation_works": work_faults,
}
