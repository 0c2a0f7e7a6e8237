"""Room on the disk, against what a year will need as far as the past shows it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from daihoi.doctor import limits
from daihoi.doctor.findings import Finding, broken, fine, warning
from daihoi.doctor.installation import Installation, nearest
from daihoi.doctor.log_access import moment, readable_log
from daihoi.doctor.machine import size
from daihoi.doctor.settings import settings_of
from daihoi.store.database import database

TOPIC = "Chỗ trên đĩa"
_FREE_UP = (
    "Giải phóng chỗ (xem: df -h, du -sh data out); bớt bản sao lưu cũ: daihoi db backup --keep 30; "
    "chép các ngày chốt cũ trong out/ sang ổ khác."
)


@dataclass(frozen=True)
class Growth:
    """What a year adds, in bytes; ``is_measured`` False where the log is too young to tell."""

    data: int
    out: int
    is_measured: bool


def room(here: Installation) -> Iterator[Finding]:
    """Free space of each disk that the folders lie on, and free entries for files."""
    growth = year(here)
    needed: dict[int, int] = {}
    shown: dict[int, Path] = {}
    for folder, added in ((here.data, growth.data), (here.out, growth.out)):
        place = nearest(folder)
        device = place.stat().st_dev
        needed[device] = needed.get(device, 0) + added
        shown.setdefault(device, place)
    for device, place in shown.items():
        yield _of_disk(place, needed[device], growth.is_measured)
    yield from _entries(shown.values())


def year(here: Installation) -> Growth:
    """What the next year will add, from how the log grew, the copies that are kept, and a report's weight."""
    span, log_bytes = _history(here)
    if span < limits.LEAST_HISTORY.days:
        return Growth(limits.FIRST_YEAR_BYTES, limits.FIRST_YEAR_BYTES, is_measured=False)
    grown = int(log_bytes * 365 / span)
    in_log = 0 if here.workspace.database_url else grown
    copies = _copies_kept(here) * (log_bytes + grown // 2) - _folder_bytes(here.data / "backups")
    return Growth(
        in_log + max(copies, 0), _report_bytes(here) * limits.WORKING_DAYS_OF_A_YEAR, is_measured=True
    )


def _of_disk(place: Path, needed: int, is_measured: bool) -> Finding:
    free = shutil.disk_usage(place).free
    basis = "đo từ sổ ghi và báo cáo đã có" if is_measured else "ước lượng; chưa đủ số liệu để đo"
    what = f"còn {size(free)} ở {place}; một năm cần khoảng {size(needed)} ({basis})"
    if free < limits.LEAST_FREE_BYTES:
        return broken(
            TOPIC, what, "Nhập báo cáo, sao lưu, công bố có thể dừng vì hết chỗ bất cứ lúc nào.", _FREE_UP
        )
    if free < needed:
        return warning(TOPIC, what, "Ổ đĩa sẽ đầy trong vòng một năm.", _FREE_UP)
    return fine(TOPIC, what)


def _entries(places: Iterable[Path]) -> Iterator[Finding]:
    for place in places:
        found = os.statvfs(place)
        if found.f_files and found.f_favail < found.f_files // 100:
            yield broken(
                TOPIC,
                f"{place}: còn {found.f_favail} chỗ ghi tên tệp trên {found.f_files}",
                "Đĩa còn chỗ mà vẫn không tạo được tệp mới.",
                "Xóa bớt tệp nhỏ (xem: df -i), hoặc chuyển out/ sang ổ khác.",
            )


def _history(here: Installation) -> tuple[int, int]:
    """Days between the first event that was recorded and now, and the size of the log; zeros without one."""
    with readable_log(here) as run:
        first = next(iter(run("select min(recorded_at) from event")))[0] if run else None
    if not first:
        return 0, 0
    return (here.now - moment(first)).days, database(here.workspace.log_place).size_bytes()


def _copies_kept(here: Installation) -> int:
    kept = settings_of(here).backups_kept
    return kept.daily + kept.weekly + kept.monthly


def _report_bytes(here: Installation) -> int:
    """What one day of one campaign weighs, on average, times the campaigns that were published."""
    days = [path for path in here.out.glob("*/.editions/*") if path.is_dir()]
    if not days:
        return limits.FIRST_YEAR_BYTES // limits.WORKING_DAYS_OF_A_YEAR
    newest = sorted(days, key=lambda path: path.stat().st_mtime)[-5:]
    return sum(map(_folder_bytes, newest)) // len(newest) * len({path.parents[1] for path in days})


def _folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0
