"""Works of a drive of emulation as tables: by unit, and one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daihoi.domain.entries import Entry
from daihoi.domain.preparing.base import Cell, Preparation, WorkTable, marked
from daihoi.domain.preparing.emulation_drives import Drive
from daihoi.domain.preparing.steering_reading import unit_name

BY_UNIT = ("TT", "Đơn vị", "Đăng ký", "Hoàn thành", "Tỷ lệ %", "Đang làm", "Quá hạn", "Thôi không làm")
WORKS = (
    *("TT", "Đơn vị", "Công trình", "Thực hiện", "Ngày đăng ký", "Hạn hoàn thành", "Tiến độ"),
    *("Ngày hoàn thành", "Ghi chú"),
)


def tables_of(preparation: Preparation, drive: Drive) -> Iterator[WorkTable]:
    """Both tables of a drive; none where nobody registered a work."""
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
