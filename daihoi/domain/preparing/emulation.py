"""Drives of emulation before the congress: registered works, how many are finished, and who owes which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Ask, Cell, Preparation, Review, WorkTable, late, marked
from daihoi.domain.preparing.emulation_checks import DROPPED, FINISHED
from daihoi.domain.preparing.steering_faults import lineage, named_entry, names
from daihoi.domain.preparing.steering_reading import unit_name
from daihoi.domain.record import shown
from daihoi.domain.units import Unit

BY_UNIT = ("TT", "Đơn vị", "Đăng ký", "Hoàn thành", "Tỷ lệ %", "Đang làm", "Quá hạn", "Thôi không làm")
WORKS = (
    *("TT", "Đơn vị", "Công trình", "Thực hiện", "Ngày đăng ký", "Hạn hoàn thành", "Tiến độ"),
    *("Ngày hoàn thành", "Ghi chú"),
)


@dataclass(frozen=True)
class Drive:
    """One drive with the works registered for it by the units asked about.

    Attributes:
        entry: the drive.
        first_day, last_day: inclusive.
        works: those that were not dropped.
        dropped: those that were.
    """

    entry: Entry
    first_day: date
    last_day: date
    works: Sequence[Entry]
    dropped: Sequence[Entry]

    @property
    def days(self) -> int:
        """Calendar days, first and last counted."""
        return (self.last_day - self.first_day).days + 1

    @property
    def finished(self) -> list[Entry]:
        """The works that are finished."""
        return [work for work in self.works if work.text("state") == FINISHED]

    def due(self, work: Entry) -> date:
        """By when a work has to be finished: its own last day, else that of the drive."""
        return work.day("due") or self.last_day

    def overdue(self, day: date) -> list[Entry]:
        """The works that are not finished though their day is over."""
        open_works = (work for work in self.works if work.text("state") != FINISHED)
        return [work for work in open_works if late(self.due(work), day)]


def review(preparation: Preparation) -> Review:
    """Works finished of those registered, drive by drive; who has not registered any."""
    drives = drives_of(preparation)
    findings = [told for drive in drives for told in _findings(preparation, drive)]
    tables = [table for drive in drives for table in _tables(preparation, drive)]
    asks = [ask for drive in drives for ask in _asks(preparation, drive)]
    return Review("emulation", "Thi đua chào mừng đại hội", findings, tables, asks)


def drives_of(preparation: Preparation) -> list[Drive]:
    """The drives that the units asked about take part in, the earliest first."""
    entries = preparation.entries
    works = preparation.of("emulation_works")
    found = []
    for entry in entries.of("emulation_drives"):
        mine = [one for one in works if named_entry(preparation.campaign, entries, one, "drive") == entry]
        first, last = entry.day("first_day"), entry.day("last_day")
        if first and last and (mine or _takers(preparation, entry)):
            dropped = [one for one in mine if one.text("state") == DROPPED]
            kept = [one for one in mine if one.text("state") != DROPPED]
            found.append(Drive(entry, first, last, kept, dropped))
    return sorted(found, key=lambda drive: (drive.first_day, drive.entry.key))


def _takers(preparation: Preparation, drive: Entry) -> list[Unit]:
    """The units asked about that a drive is for: who called for it, and those directly below."""
    return [
        unit
        for unit in preparation.chosen()
        if drive.unit_code in lineage(preparation.campaign, unit.code)[:2]
    ]


def _silent(preparation: Preparation, drive: Drive) -> list[Unit]:
    """The units that a drive is for and that registered nothing; a unit answers for those below it."""
    campaign = preparation.campaign
    told = {code for one in (*drive.works, *drive.dropped) for code in lineage(campaign, one.unit_code)}
    takers = _takers(preparation, drive.entry)
    return [unit for unit in takers if unit.code not in told and unit.code != drive.entry.unit_code]


def _findings(preparation: Preparation, drive: Drive) -> Iterator[str]:
    day = preparation.status_date
    span = f"{shown(drive.first_day)} – {shown(drive.last_day)}, {drive.days} ngày"
    name = marked(drive.entry.key, drive.entry)
    if day < drive.first_day:
        yield f"{name} ({span}): chưa phát động."
        return
    done, total = len(drive.finished), len(drive.works)
    units = len({work.unit_code for work in drive.works})
    overdue = drive.overdue(day)
    tail = f"; {len(overdue)} quá hạn" if overdue else ""
    yield (
        f"{name} ({span}; {_when(drive, day)}): {units} nơi đăng ký {total} công trình, "
        f"hoàn thành {done}/{total}{tail}."
    )
    if silent := _silent(preparation, drive):
        yield f"Chưa đăng ký công trình nào: {len(silent)} nơi ({names(silent)})."


def _when(drive: Drive, day: date) -> str:
    if day > drive.last_day:
        return "đã kết thúc"
    return f"ngày thứ {(day - drive.first_day).days + 1}, còn {(drive.last_day - day).days} ngày"


def _tables(preparation: Preparation, drive: Drive) -> Iterator[WorkTable]:
    if not drive.works and not drive.dropped:
        return
    code = drive.entry.unit_code.lower().replace(".", "-")
    place = preparation.entries.of("emulation_drives", drive.entry.unit_code).index(drive.entry) + 1
    units = list(dict.fromkeys(work.unit_code for work in (*drive.works, *drive.dropped)))
    rows = [_unit_row(preparation, drive, number, code) for number, code in enumerate(units, 1)]
    totals = [None, "Tổng cộng", *_counts(preparation, drive, None)]
    yield WorkTable(f"bieu-thi-dua-{code}-{place}", f"{drive.entry.key}: theo đơn vị", BY_UNIT, rows, totals)
    works = sorted((*drive.works, *drive.dropped), key=lambda one: (drive.due(one), one.unit_code, one.key))
    told = [_work_row(preparation, drive, number, one) for number, one in enumerate(works, 1)]
    notes = [
        "Công trình không ghi hạn riêng thì lấy ngày kết thúc của đợt",
        "† giả định, không nêu trong nguồn",
    ]
    yield WorkTable(
        f"bieu-cong-trinh-{code}-{place}", f"{drive.entry.key}: công trình", WORKS, told, (), notes
    )


def _unit_row(preparation: Preparation, drive: Drive, number: int, unit_code: str) -> list[Cell]:
    return [number, unit_name(preparation.campaign, unit_code), *_counts(preparation, drive, unit_code)]


def _counts(preparation: Preparation, drive: Drive, unit_code: str | None) -> list[Cell]:
    """Registered, finished, share, being done, overdue and dropped; of one unit or of all."""

    def of(works: Sequence[Entry]) -> int:
        return sum(1 for work in works if unit_code in (None, work.unit_code))

    total, done, overdue = of(drive.works), of(drive.finished), of(drive.overdue(preparation.status_date))
    share = f"{100 * done / total:.2f}".replace(".", ",") if total else ""
    return [total, done, share, total - done, overdue, of(drive.dropped)]


def _work_row(preparation: Preparation, drive: Drive, number: int, work: Entry) -> list[Cell]:
    register = preparation.entries.registers["emulation_works"].by_code
    is_overdue = work in drive.overdue(preparation.status_date)
    remarks = [text for text in ("quá hạn" if is_overdue else "", work.text("result")) if text]
    return [
        number,
        unit_name(preparation.campaign, work.unit_code),
        marked(work.key, work),
        work.text("body"),
        work.day("registered_on"),
        drive.due(work),
        register["state"].shown(work.values.get("state")),
        work.day("finished_on"),
        "; ".join(remarks),
    ]


def _asks(preparation: Preparation, drive: Drive) -> Iterator[Ask]:
    day = preparation.status_date
    if day < drive.first_day:
        return
    for work in drive.works:
        if work.text("state") != FINISHED:
            due = drive.due(work)
            is_there = work.unit_code in preparation.campaign.tree.by_code
            yield Ask(
                work.unit_code if is_there else drive.entry.unit_code,
                f"hoàn thành công trình «{work.key}» (sổ emulation_works)",
                due,
                late(due, day),
            )
    silent = _silent(preparation, drive) if day <= drive.last_day else []
    due = drive.entry.day("register_by") or drive.last_day
    if any(unit.code == drive.entry.unit_code for unit in preparation.chosen()):
        if silent:  # whoever called for the drive is told once, not once per unit
            what = f"đôn đốc {len(silent)} nơi đăng ký công trình vào «{drive.entry.key}»"
            yield Ask(drive.entry.unit_code, what, due, late(due, day))
        return
    for unit in silent:
        what = f"đăng ký công trình vào «{drive.entry.key}» (sổ emulation_works)"
        yield Ask(unit.code, what, due, late(due, day))
