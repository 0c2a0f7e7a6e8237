"""Drives of emulation before the congress: registered works, how many are finished, and who owes which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from daihoi.domain.preparing.base import Ask, Preparation, Review, late, marked
from daihoi.domain.preparing.emulation_checks import FINISHED
from daihoi.domain.preparing.emulation_drives import Drive, drives_of, silent_units
from daihoi.domain.preparing.emulation_tables import tables_of
from daihoi.domain.preparing.steering_faults import names
from daihoi.domain.record import shown


def review(preparation: Preparation) -> Review:
    """Works finished of those registered, drive by drive; who has not registered any."""
    drives = drives_of(preparation)
    findings = [told for drive in drives for told in _findings(preparation, drive)]
    tables = [table for drive in drives for table in tables_of(preparation, drive)]
    asks = [ask for drive in drives for ask in _asks(preparation, drive)]
    return Review("emulation", "Thi đua chào mừng đại hội", findings, tables, asks)


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
    if silent := silent_units(preparation, drive):
        yield f"Chưa đăng ký công trình nào: {len(silent)} nơi ({names(silent)})."


def _when(drive: Drive, day: date) -> str:
    if day > drive.last_day:
        return "đã kết thúc"
    return f"ngày thứ {(day - drive.first_day).days + 1}, còn {(drive.last_day - day).days} ngày"


def _asks(preparation: Preparation, drive: Drive) -> Iterator[Ask]:
    day, book = preparation.status_date, preparation.entries.called("emulation_works")
    if day < drive.first_day:
        return
    for work in drive.works:
        if work.text("state") != FINISHED:
            due = drive.due(work)
            is_there = work.unit_code in preparation.campaign.tree.by_code
            yield Ask(
                work.unit_code if is_there else drive.entry.unit_code,
                f"hoàn thành công trình «{work.key}» ({book})",
                due,
                late(due, day),
            )
    silent = silent_units(preparation, drive) if day <= drive.last_day else []
    due = drive.entry.day("register_by") or drive.last_day
    if any(unit.code == drive.entry.unit_code for unit in preparation.chosen()):
        if silent:  # whoever called for the drive is told once, not once per unit
            what = f"đôn đốc {len(silent)} nơi đăng ký công trình vào «{drive.entry.key}»"
            yield Ask(drive.entry.unit_code, what, due, late(due, day))
        return
    for unit in silent:
        what = f"đăng ký công trình vào «{drive.entry.key}» ({book})"
        yield Ask(unit.code, what, due, late(due, day))
